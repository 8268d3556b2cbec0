"""What the three-bits account assumes: subsidy, fees, parking, costs beside wages, clean-up, how costs are shared out.

Nearly every number here is a guess with a low, a middle and a high value. Sources named S… are those of the project's
domain brief, section 10, and of `docs/sources.md`.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import ValidationInfo, field_validator

from geo.policy.settings import Guess, Section, guess, setting
from geo.schema.money import WORKS_ITEMS
from geo.wording import text

Payer = Literal["government", "firm", "residents", "renovation"]
_YEAR_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class _Guesses(Section):
    """A section whose guesses keep to the limits they were declared with."""

    @field_validator("*", mode="after")
    @classmethod
    def _within(cls, value: object, info: ValidationInfo) -> object:
        extra = cls.model_fields[str(info.field_name)].json_schema_extra
        if not isinstance(value, Guess) or not isinstance(extra, dict):
            return value
        least, most = extra.get("least"), extra.get("most")
        if least is not None and value.low < float(str(least)):
            raise ValueError(text("policy.greater_than_equal", ge=f"{least:g}"))
        if most is not None and value.high > float(str(most)):
            raise ValueError(text("policy.less_than_equal", le=f"{most:g}"))
        return value


class CleanUpPolicy(_Guesses):
    """The clean-up before daily management: how much of each work an estate needs, its unit price, who pays, when due.

    A work's quantity comes from the ledger (bays, floor area, green area, buildings); shares and prices are guesses.
    """

    parking_line_cny_bay: Guess = guess(
        40, 60, 100, zh="车位划线单价", en="marking a bay", unit="元/个", more_is="worse"
    )
    road_share: Guess = guess(
        0.005, 0.01, 0.02, zh="需修补路面占建筑面积", en="road to patch, of the floor area", more_is="worse", most=1
    )
    road_cny_m2: Guess = guess(80, 120, 180, zh="路面修补单价", en="patching roads", unit="元/㎡", more_is="worse")
    pruning_share: Guess = guess(0.2, 0.3, 0.5, zh="需修剪绿地占比", en="green to prune", more_is="worse", most=1)
    pruning_cny_m2: Guess = guess(2, 4, 8, zh="修剪单价", en="pruning", unit="元/㎡", more_is="worse")
    stair_households: float = setting(12.0, zh="每个楼道户数", en="households a staircase", unit="户", ge=1)
    lights_stair: Guess = guess(
        1, 2, 3, zh="每楼道需换灯", en="lights to renew a staircase", unit="盏", more_is="worse"
    )
    light_cny: Guess = guess(40, 60, 100, zh="楼道灯单价", en="a corridor light", unit="元/盏", more_is="worse")
    clearing_cny_stair: Guess = guess(
        100, 200, 350, zh="楼道清理单价", en="clearing a corridor", unit="元/个", more_is="worse"
    )
    sign_cny: Guess = guess(80, 120, 200, zh="标识单价", en="a sign", unit="元/块", more_is="worse")
    fire_station_cny: Guess = guess(
        3_000, 5_000, 8_000, zh="微型消防站", en="a mini fire station", unit="元/个", more_is="worse"
    )
    payers: dict[str, Payer] = setting(
        {}, zh="各项由谁出资(缺省物业企业)", en="who pays for a work (the firm where nothing is said)"
    )
    due_months: int = setting(
        0, zh="进驻后几个月内完成", en="months after entry within which it is done; 0: before daily management begins",
        source="S1: clean-up comes before daily management", ge=0, le=60,
    )  # fmt: skip


class SatisfactionLink(_Guesses):
    """Whether the mature collection of a surveyed estate follows its latest satisfaction with a sample size, and how.

    ``r = collection_mature + collection_per_satisfaction * (rate - reference)``, held to 0 and 1.
    """

    drives: bool = setting(
        False, zh="成熟收缴率随满意率而变", en="the mature collection of a surveyed estate follows its satisfaction",
        source="domain brief 7.6: an optional link",
    )  # fmt: skip
    reference: float = setting(
        0.8, zh="收缴率恰为假设值时的满意率", en="satisfaction at which the collection is the guess", ge=0, le=1
    )
    collection_per_satisfaction: float = setting(
        0.5, zh="满意率每高1个百分点收缴率高几个百分点", en="points of collection a point of satisfaction", ge=0, le=5
    )
    within: Guess = guess(
        0, 0.5, 1, zh="真实满意率在区间中的位置(0下限, 0.5所得值, 1上限)", more_is="better", most=1,
        en="where in its interval the true satisfaction lies (0 low, 0.5 the rate, 1 high)",
        source="limits of the survey's interval",
    )  # fmt: skip


class BudgetPolicy(_Guesses):
    """The three-bits account: government adds a bit, residents pay a bit, a slice of parking income."""

    start: str = setting(
        "", zh="账期首月(空: 方案制定的次月)", en="first month, YYYY-MM (empty: the month after the plan was made)",
        source="design rule",
    )  # fmt: skip
    months: int = setting(60, zh="账期月数", en="months of the account", source="design rule", ge=1, le=600)

    subsidy_cny_m2_month: Guess = guess(
        0.5, zh="财政补贴", en="subsidy", unit="元/㎡·月", source="S1: 0.5 yuan/m²/month", more_is="better", most=20
    )
    subsidy_months: int = setting(36, zh="补贴月数", en="months of subsidy", source="S1: three years", ge=0, le=600)
    subsidy_city_share: float = setting(
        0.5, zh="市级占补贴", en="share paid by the city; the district pays the rest", ge=0, le=1
    )
    subsidy_from: Literal["entry", "month_after", "contract"] = setting(
        "entry", zh="补贴起算", en="subsidy counted from the month of entry, the month after it, or of the contract"
    )
    reward_cny_m2: Guess = guess(
        0.0, zh="先尝后买奖补", en="reward, once, for contracting directly after the subsidy", unit="元/㎡",
        source="S1: a further reward, amount not stated: 0", more_is="better",
    )  # fmt: skip
    on_track_collection: float = setting(
        0.7,
        zh="视为可直接签约的收缴率",
        en="collection at which an estate is on track to contract directly",
        ge=0,
        le=1,
    )

    fee_cny_m2_month: Guess = guess(
        0.3, 0.45, 0.6, zh="物业费(台账未填)", en="fee where the ledger has none", unit="元/㎡·月", more_is="better", most=20,
        source="assumption: usual old-estate fee 0.3-0.6",
    )  # fmt: skip
    plausible_fee_cny_m2: float = setting(
        5.0, zh="老旧小区物业费可信上限", en="fee above which units were probably mixed", unit="元/㎡·月", gt=0
    )
    billable_share: Guess = guess(
        1.0, zh="计费面积占建筑面积", en="billable share of the floor area", more_is="better", most=1
    )
    free_months: int = setting(
        3, zh="先尝：进驻后免费月数", en="free trial: months after entry without a bill", ge=0, le=600
    )
    collection_start: Guess = guess(
        0.2, 0.2, 0.4, zh="收缴率(首月)", en="collection in the first billing month", more_is="better", most=1,
        source="assumption: start 20-40%",
    )  # fmt: skip
    collection_mature: Guess = guess(
        0.70, 0.75, 0.85, zh="收缴率(成熟)", en="collection when mature", more_is="better", most=1,
        source="assumption: mature 70-85%",
    )  # fmt: skip
    collection_ramp_months: Guess = guess(
        8, 12, 18, zh="收缴爬坡时间常数", en="time constant of the ramp", unit="月", more_is="worse", least=0.01
    )

    satisfaction: SatisfactionLink = SatisfactionLink()

    parking_cny_bay_month: Guess = guess(
        60,
        100,
        150,
        zh="车位月净收入",
        en="net income of an occupied bay",
        unit="元/个·月",
        more_is="better",
        most=5_000,
    )
    parking_occupancy: Guess = guess(
        0.6, 0.8, 0.95, zh="车位使用率", en="share of bays in use", more_is="better", most=1
    )
    parking_share: Guess = guess(
        0.4, 0.5, 0.6, zh="停车净收入归物业", en="slice of net parking income for the account", more_is="better", most=1,
        source="assumption: 50%; Civil Code art. 282 gives owners the income of common parts after reasonable cost",
    )  # fmt: skip
    bays_household_before_1994: Guess = guess(
        0.0, 0.1, 0.2, zh="户均车位(1994年前)", en="bays a household, built before 1994", unit="个/户", more_is="better",
        source="assumption: S28 had no norm before 1994; bays marked on roads",
    )  # fmt: skip
    bays_household_1994_2002: Guess = guess(
        0.1, zh="户均车位(1994-2002)", en="bays a household, built 1994-2002", unit="个/户", more_is="better",
        source="S28: 0.1 (Beijing)",
    )  # fmt: skip
    bays_household_from_2003: Guess = guess(
        0.3, 0.4, 0.5, zh="户均车位(2003年起)", en="bays a household, built from 2003", unit="个/户", more_is="better",
        source="S28: 0.3-0.5 (Beijing)",
    )  # fmt: skip
    parking_from_months: int = setting(
        2, zh="停车收入始于进驻后几个月", en="months after entry before bays earn",
        source="S1: visible change in about two months", ge=0, le=600,
    )  # fmt: skip

    street_cny_hour: Guess = guess(
        0, 25, 40, zh="城市物业每工时收入", en="what an hour of street work earns", unit="元/小时", more_is="better",
        source="assumption; S38: government buys street services, price not stated",
    )  # fmt: skip
    patrols_week: float = setting(7.0, zh="每条街面巡查每周次数", en="runs a week of each street patrol", ge=0)
    common_rent_cny_m2_month: Guess = guess(
        0, 0, 0.02, zh="公共部位收益", en="rent of common parts", unit="元/㎡·月", more_is="better"
    )

    wage_factor: Guess = guess(
        0.95,
        1.0,
        1.1,
        zh="岗位成本系数",
        en="wages over those of the staffing section",
        more_is="worse",
        least=0,
        most=10,
    )
    utilities_cny_room_month: Guess = guess(
        500, 800, 1_200, zh="站处水电", en="utilities of a station or office", unit="元/月", more_is="worse"
    )
    fit_out_cny_room: Guess = guess(
        10_000, 20_000, 40_000, zh="站处装修(用房表未填)", en="fit-out of a room where none is stated", unit="元",
        more_is="worse",
    )  # fmt: skip
    materials_cny_m2_month: Guess = guess(0.02, 0.04, 0.06, zh="物料", en="materials", unit="元/㎡·月", more_is="worse")
    tools_cny_post_month: Guess = guess(50, 80, 120, zh="工具", en="tools", unit="元/岗·月", more_is="worse")
    overhead_share: Guess = guess(
        0.03, 0.05, 0.08, zh="企业管理费率", en="the firm's overhead, on running costs", more_is="worse", most=1
    )
    tax_share: Guess = guess(
        0.01, 0.03, 0.06, zh="税费率", en="tax on income other than subsidy and reward", more_is="worse", most=1,
        source="assumption: value-added tax 1-6% by size of firm; S1: the subsidy is non-levied income",
    )  # fmt: skip
    fence_cny_m: Guess = guess(200, 300, 450, zh="围栏单价", en="a metre of fence", unit="元/m", more_is="worse")
    gate_cny: Guess = guess(
        15_000, 25_000, 40_000, zh="门禁道闸单价", en="a gate with barrier", unit="元/处", more_is="worse"
    )
    fire_exit_cny: Guess = guess(
        3_000,
        6_000,
        10_000,
        zh="消防应急出口单价",
        en="a fire exit that opens from inside",
        unit="元/处",
        more_is="worse",
    )
    once_months: int = setting(
        60, zh="一次性投入摊销月数", en="months over which the break-even fee spreads what is paid once", ge=1, le=600
    )
    cleanup: CleanUpPolicy = CleanUpPolicy()

    allocation: Literal["area", "households", "workload", "standalone"] = setting(
        "standalone", zh="分摊口径", en="key by which pooled costs are shared out to estates", source="design rule"
    )
    discount_year: float = setting(0.04, zh="折现率(年)", en="rate of discount a year", ge=0, lt=1)

    @field_validator("start", mode="after")
    @classmethod
    def _is_a_month(cls, value: str) -> str:
        if value and not _YEAR_MONTH.fullmatch(value):
            raise ValueError(text("policy.year_month"))
        return value

    @field_validator("cleanup", mode="after")
    @classmethod
    def _known_works(cls, value: CleanUpPolicy) -> CleanUpPolicy:
        unknown = [name for name in value.payers if name not in WORK_ITEMS]
        if unknown:
            raise ValueError(text("policy.no_work", found=", ".join(unknown), known=", ".join(WORK_ITEMS)))
        return value


WORK_ITEMS = tuple(WORKS_ITEMS)
