"""The roll-out: how long the stages of entry take, how much a firm can do a month, by when, and what comes first.

Sources named S… are those of the project's domain brief, section 10, and of `docs/assumptions.md`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from geo.policy.settings import Guess, Section, guess, setting
from geo.wording import text

Priority = Literal["need", "largest", "easiest", "group", "worst"]
PRIORITIES: tuple[Priority, ...] = ("need", "largest", "easiest", "group", "worst")
_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")


def _month(written: str) -> str:
    if written and not _MONTH.fullmatch(written):
        raise ValueError(text("policy.year_month"))
    return written


Month = Annotated[str, AfterValidator(_month)]


class CapacityChange(Section):
    """Another capacity for one firm (all where empty) in some months (all where empty); later rows win.

    In TOML a list of tables: ``capacity = [{ firm = "甲公司", from = "2027-02", to = "2027-02", entries = 0 }]``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)

    firm: str = ""
    first: Month = Field("", alias="from")
    last: Month = Field("", alias="to")
    surveys: int | None = Field(None, ge=0)
    cleanup_m2: float | None = Field(None, ge=0)
    entries: int | None = Field(None, ge=0)
    stations: int | None = Field(None, ge=0)


class NeedWeights(Section):
    """How much more a household counts where the need is greater (priority need)."""

    unmanaged: float = setting(2.0, zh="无物业", en="no management", ge=0)
    community: float = setting(1.5, zh="社区代管或自管", en="run by the community or its owners", ge=0)
    basic_three: float = setting(1.2, zh="三保", en="three-keeps only", ge=0)
    elderly: float = setting(1.0, zh="全为60岁以上时另加", en="more where all are over 60, by share", ge=0)
    age: float = setting(0.01, zh="房龄每年另加(以2000年计)", en="more by year of age before 2000", ge=0)
    orders: float = setting(
        0.0, zh="每户投诉工单计入需要的权重(0: 不计)", ge=0, le=1,
        en="weight of orders a household against the mean in the need (0: not counted)",
    )  # fmt: skip
    orders_prior: float = setting(
        5.0, zh="小小区的工单率向均值收缩(相当于另有几件均值工单)", unit="件", gt=0,
        en="orders at the mean rate that each estate's own are mixed with, so that small estates stay near the mean",
    )  # fmt: skip


class RolloutPolicy(Section):
    """Stages, capacities, budget, deadline, priority, refusals: everything the order of entry depends on."""

    priority: Priority = setting("need", zh="先后次序", en="what comes first", source="domain brief 8: five to compare")
    deadline: Month = setting(
        "", zh="全部进驻的期限(YYYY-MM, 空为不限)", en="month by which all are to be entered (YYYY-MM, empty: none)"
    )
    horizon_months: int = setting(60, zh="排程月数", en="months looked ahead", unit="月", ge=1, le=240)
    survey_weeks: Guess = guess(
        2, 3, 4, zh="摸底", en="survey", unit="周", more_is="worse", most=520,
        source="domain brief 8: 2-4 weeks, assumption",
    )  # fmt: skip
    consent_weeks: Guess = guess(
        4, 6, 8, zh="方案与征求同意", en="plan and consent", unit="周", more_is="worse", most=520,
        source="domain brief 8: 4-8 weeks, assumption",
    )  # fmt: skip
    cleanup_weeks: Guess = guess(
        4, 6, 8, zh="前期整治", en="initial clean-up", unit="周", more_is="worse", most=520,
        source="domain brief 8: 4-8 weeks; S1: visible in about two months",
    )  # fmt: skip
    surveys_month: int = setting(20, zh="每企业每月摸底", en="surveys begun a firm and month", unit="个/月", ge=0)
    cleanup_m2_month: float = setting(
        600_000.0, zh="每企业每月整治面积", en="floor area in clean-up a firm and month", unit="㎡/月", ge=0
    )
    entries_month: int = setting(
        20,
        zh="每企业每月进驻",
        en="entries a firm and month",
        unit="个/月",
        source="assumption; S1, S2: about 96 a month at the peak and 7 in the tail, all firms together",
        ge=0,
    )
    stations_month: int = setting(
        4, zh="每企业每月新开服务站", en="stations opened a firm and month", unit="个/月", ge=0
    )
    capacity: tuple[CapacityChange, ...] = setting(
        (), zh="按企业与月份另定的能力", en="other capacities by firm and month: firm, from, to, surveys, cleanup_m2, entries, stations"
    )  # fmt: skip
    stations_first: bool = setting(
        True,
        zh="服务站先于小区启用",
        en="a station opens before its estates",
        source="S1: one station a community first",
    )
    group_window_months: int = setting(
        0,
        zh="同组团须在几个月内进驻(0: 不要求)",
        en="months within which a group enters (0: not asked)",
        unit="月",
        ge=0,
    )
    group_weight: float = setting(
        2.0, zh="组团整体进驻的权重(次序group)", en="weight of a group's last entry (priority group)", ge=0
    )
    need: NeedWeights = NeedWeights()
    renovation_years: dict[str, int] = setting(
        {}, zh="改造年份(小区编号或名称)", en="year of renovation by estate id or name; clean-up follows it"
    )
    renovation_first: bool = setting(
        True, zh="改造后再整治(不重复施工)", en="clean up after the renovation: nothing repaired twice",
        source="S21, S22: long-term management goes with renovation",
    )  # fmt: skip
    cleanup_cny_m2: float = setting(
        0.0, zh="财政整治单价(0: 按budget.cleanup清单中政府出资的项目)", unit="元/㎡", source="design rule",
        en="public money for the clean-up (0: the works of budget.cleanup that government pays)", ge=0,
    )  # fmt: skip
    budget_cny_year: dict[str, float] = setting(
        {}, zh="各年财政资金上限(整治+服务站装修+补贴)", unit="元/年",
        en="public money by year: clean-up, fitting out of stations, subsidy (none: no limit)",
    )  # fmt: skip
    refusal: float = setting(
        0.08, zh="征求同意未通过的概率", en="chance that owners refuse, each time asked", ge=0, le=1
    )
    refusal_small: float = setting(0.12, zh="小小区未通过的概率", en="chance of a refusal in a mini estate", ge=0, le=1)
    ask_again_months: int = setting(
        3, zh="未通过后再征求的间隔", en="months before owners are asked again", unit="月", ge=1
    )
    most_asked: int = setting(4, zh="最多征求次数", en="times owners are asked at most", unit="次", ge=1, le=20)
    delay: float = setting(0.10, zh="每一阶段拖延一个月的概率", en="chance that a stage takes a month more", ge=0, lt=1)
    simulations: int = setting(400, zh="模拟次数", en="simulated courses", unit="次", ge=0, le=20_000)
    consent_part: float = setting(
        2 / 3, zh="参与表决的最低比例(面积与人数)", en="least share taking part, by area and by number",
        source="Civil Code art. 278 (known, verify locally)", ge=0, le=1,
    )  # fmt: skip
    consent_agree: float = setting(
        0.5, zh="参与者中同意须超过的比例(面积与人数)", en="share of those taking part that agreement must exceed",
        source="Civil Code art. 278 (known, verify locally)", ge=0, le=1,
    )  # fmt: skip
    exact_max_choices: int = setting(
        12_000, zh="精确排程的最多变量", en="estate-months up to which the schedule is exact", ge=0
    )
    nodes: int = setting(2_000, zh="分支节点上限", en="branch-and-bound nodes of a schedule", ge=1)
    search_moves: int = setting(20_000, zh="排程改进次数", en="moves tried to improve a schedule", ge=0)
