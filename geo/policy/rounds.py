"""What moves: the roles that go on rounds, as data like the grade table next door in `staffing`.

A role's work comes from the same ratios as the posts of the plan (`load`, `load_share`), or from minutes of its own
where the table of posts has none. docs/model-rounds.md has the formulas and why each default is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from geo.policy.settings import Section, setting

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


def clock_seconds(clock: str) -> int:
    """Return a clock time ``hh:mm`` as seconds after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _checked_clock(clock: str) -> str:
    if not _CLOCK.fullmatch(clock):
        msg = f"{clock!r} is not a time of day; write hh:mm, 07:30"
        raise ValueError(msg)
    return clock


Clock = Annotated[str, AfterValidator(_checked_clock)]
Weekday = Annotated[int, Field(ge=1, le=7)]


class VisitTier(Section):
    """Visits a week of estates up to a size, by position of the grade in the table of grades (the best first)."""

    up_to_m2: float = Field(gt=0)
    visits: tuple[Annotated[int, Field(ge=0, le=7)], ...] = Field(min_length=1)


class RoundRole(Section):
    """One role that goes on rounds: where it starts, what it does, when, and with how many people."""

    enabled: bool = setting(True, zh="安排此岗位", en="plan this role", source="design rule")
    depot: Literal["station", "office"] = setting("station", zh="出发点级别", en="where its crews start")
    mode: Literal["walk", "ebike", "truck"] = setting("ebike", zh="出行方式", en="how they travel")
    people: int = setting(1, zh="每班组人数", en="people a crew", unit="人", ge=1, le=20)
    load: Literal["repair", "greening", "security", "cleaning", "none"] = setting(
        "none", zh="按哪类岗位定额计工作量", en="whose ratio of the grade table gives the work", source="grade table"
    )
    load_share: float = setting(
        1.0, zh="该类岗位中巡回作业的占比", en="share of those posts that works on rounds", ge=0, le=1
    )
    way_share: float = setting(
        0.10,
        zh="定额中含路途与准备的占比",
        en="share of a post's hours its ratio leaves for way and set-up",
        ge=0,
        lt=1,
    )
    residents: bool = setting(
        False, zh="够整岗的小区驻点", en="an estate's whole posts stay there; what is left over goes on rounds"
    )
    calls_share: float = setting(
        0.0, zh="每日留给报修等临时任务的占比", en="share of each day kept free for calls", ge=0, lt=1
    )
    base_min: float = setting(0.0, zh="每次另加", en="further minutes a visit", unit="分钟", ge=0, le=600)
    min_per_10k_m2: float = setting(
        0.0, zh="每次每万㎡另加", en="further minutes a visit and 10,000 m²", unit="分钟", ge=0, le=600
    )
    min_per_bin: float = setting(0.0, zh="每桶用时", en="minutes a bin", unit="分钟", ge=0, le=60)
    bins_household_day: float = setting(0.0, zh="每户每日桶数", en="bins a household and day", unit="桶", ge=0, le=2)
    capacity_bins: int = setting(0, zh="每车桶数(0: 不装载)", en="bins a truck (0: carries nothing)", unit="桶", ge=0)
    unload_min: float = setting(0.0, zh="每次卸载", en="minutes to unload", unit="分钟", ge=0, le=240)
    most_trips: int = setting(0, zh="每日最多趟数(0: 不限)", en="most trips a day (0: any)", ge=0)
    tips: tuple[tuple[float, float], ...] = setting(
        (), zh="卸载点经纬度(空: 出发点)", en="where it unloads, longitude and latitude WGS-84 (none: the depot)"
    )
    setup_min: float = setting(5.0, zh="每次到场准备", en="set-up a visit", unit="分钟", ge=0, le=120)
    visits: tuple[VisitTier, ...] = setting(
        (VisitTier(up_to_m2=1e9, visits=(1,)),),
        zh="每周次数，按小区面积与等级",
        en="visits a week by size and grade",
        min_length=1,
    )
    shortest_visit_min: float = setting(15.0, zh="每次至少作业", en="least work a visit", unit="分钟", ge=0, le=480)
    longest_visit_min: float = setting(120.0, zh="每次至多作业", en="most work a visit", unit="分钟", gt=0, le=960)
    days: tuple[Weekday, ...] = setting(
        (1, 2, 3, 4, 5), zh="工作日(1为周一)", en="working days (1 is Monday)", min_length=1
    )
    hours: tuple[Clock, Clock] = setting(
        ("08:00", "17:30"), zh="最早出发与最晚返回", en="earliest leaving, latest return"
    )
    paid_hours_day: float = setting(
        8.0, zh="每日工时(不含休息)", en="hours a day, rest left out", unit="小时", gt=0, le=12
    )
    windows: tuple[tuple[Clock, Clock], ...] = setting(
        (), zh="可开始作业的时段(空: 全天)", en="when work may start (none: any time)"
    )
    rest_min: float = setting(90.0, zh="午休", en="rest", unit="分钟", ge=0, le=240)
    rest_starts: tuple[Clock, Clock] = setting(("11:00", "13:00"), zh="午休开始时段", en="when the rest may start")
    same_crew: bool = setting(True, zh="同一小区同一班组", en="an estate keeps its crew all week")
    spread_slack_days: int = setting(
        1, zh="上门间隔可放宽天数", en="days by which the longest gap between visits may exceed the least", ge=0, le=6
    )
    crews: Literal["fewest", "posts"] = setting(
        "fewest", zh="班组数：最少够用，或按方案岗位", en="crews: the fewest that do, or the posts of the plan"
    )

    @property
    def day_limit_s(self) -> int:
        """Longest planned tour of a day in seconds, rest left out; the rest of the paid day is kept for calls."""
        return round(self.paid_hours_day * 3600 * (1 - self.calls_share))

    @model_validator(mode="after")
    def _can_be_worked(self) -> RoundRole:
        opens, closes = (clock_seconds(clock) for clock in self.hours)
        if closes <= opens:
            raise ValueError(f"hours {self.hours[0]}-{self.hours[1]}: nobody works; the return must come after leaving")
        if self.rest_min * 60 >= closes - opens:
            raise ValueError(f"rest_min {self.rest_min:g} leaves nothing of the hours {self.hours[0]}-{self.hours[1]}")
        if clock_seconds(self.rest_starts[0]) > clock_seconds(self.rest_starts[1]):
            raise ValueError(f"rest_starts {self.rest_starts[0]}-{self.rest_starts[1]} is the wrong way round")
        for first, last in self.windows:
            _require_window(first, last, self.hours)
        if self.shortest_visit_min > self.longest_visit_min:
            raise ValueError("shortest_visit_min is above longest_visit_min")
        sizes = [tier.up_to_m2 for tier in self.visits]
        if any(after <= before for before, after in pairwise(sizes)):
            raise ValueError(f"visits: sizes must rise: {sizes}")
        if self.bins_household_day > 0 and self.capacity_bins == 0:
            raise ValueError("bins_household_day is given and capacity_bins is 0: nothing could be carried")
        if len(set(self.days)) < len(self.days):
            raise ValueError(f"days names a day twice: {list(self.days)}")
        return self


def _require_window(first: str, last: str, hours: tuple[str, str]) -> None:
    """Refuse a window that is the wrong way round or outside the hours."""
    if clock_seconds(first) > clock_seconds(last):
        raise ValueError(f"window {first}-{last} is the wrong way round")
    if clock_seconds(last) < clock_seconds(hours[0]) or clock_seconds(first) > clock_seconds(hours[1]):
        raise ValueError(f"window {first}-{last} is outside the hours {hours[0]}-{hours[1]}: nobody could work in it")


def _tiers(*rows: tuple[float, tuple[int, ...]]) -> tuple[VisitTier, ...]:
    return tuple(VisitTier(up_to_m2=size, visits=visits) for size, visits in rows)


_ANY = 1e9  # m²: larger than any estate

REPAIR = RoundRole(
    load="repair",
    residents=True,
    calls_share=0.25,
    visits=_tiers((1e4, (2, 2, 1, 1)), (3e4, (3, 3, 2, 2)), (1e5, (5, 4, 3, 3)), (_ANY, (5, 5, 5, 4))),
    longest_visit_min=100.0,
)
GREENING = RoundRole(
    depot="office",
    mode="truck",
    people=3,
    load="greening",
    visits=_tiers((5e4, (2, 2, 1, 1)), (1e5, (3, 2, 2, 1)), (_ANY, (4, 3, 3, 2))),
    shortest_visit_min=30.0,
    longest_visit_min=140.0,
    windows=(("08:00", "17:00"),),
)
PATROL = RoundRole(
    depot="office",
    people=2,
    load="security",
    load_share=0.05,
    setup_min=3.0,
    visits=_tiers((_ANY, (7, 7, 7, 5))),
    shortest_visit_min=10.0,
    longest_visit_min=60.0,
    days=(1, 2, 3, 4, 5, 6, 7),
    hours=("14:30", "22:30"),
    paid_hours_day=7.0,
    rest_min=60.0,
    rest_starts=("17:00", "18:30"),
)
WASTE = RoundRole(
    depot="office",
    mode="truck",
    people=2,
    min_per_bin=1.5,
    bins_household_day=0.04,
    capacity_bins=30,
    unload_min=15.0,
    setup_min=3.0,
    visits=_tiers((_ANY, (7,))),
    shortest_visit_min=3.0,
    longest_visit_min=60.0,
    days=(1, 2, 3, 4, 5, 6, 7),
    hours=("06:30", "13:00"),
    paid_hours_day=6.0,
    windows=(("07:00", "11:30"),),
    rest_min=30.0,
    rest_starts=("09:00", "10:30"),
)
INSPECTION = RoundRole(
    depot="office",
    base_min=20.0,
    min_per_10k_m2=4.0,
    visits=_tiers((3e4, (2, 1, 1, 1)), (_ANY, (2, 2, 1, 1))),
)
CLEANING = RoundRole(
    load="cleaning",
    load_share=0.05,
    visits=_tiers((3e4, (1,)), (_ANY, (2, 2, 2, 1))),
    shortest_visit_min=30.0,
)


class RoundsPolicy(Section):
    """Rounds of the shared teams: roles, balance and response; each role is a table of its own."""

    balance: bool = setting(True, zh="均衡每日工时", en="balance the days", source="design rule")
    longest_over_mean: float = setting(1.05, zh="最长一日不超过平均的", en="longest day over the mean", ge=1)
    shortest_over_mean: float = setting(0.85, zh="最短一日不低于平均的", en="shortest day over the mean", ge=0, le=1)
    balance_price: float = setting(
        0.02, zh="均衡最多增加工时比例", en="most hours that balance may add, as a share", ge=0, le=1
    )
    visits_searched: int = setting(
        30_000, zh="每个问题的搜索量", en="search of one problem: iterations times visits of a day", source="measured",
        ge=0,
    )  # fmt: skip
    response_ready_min: float = setting(
        3.0, zh="报修受理至出发", en="from a call to leaving", unit="分钟", source="S30: calls accepted in 3 min", ge=0
    )
    repair: RoundRole = REPAIR
    greening: RoundRole = GREENING
    patrol: RoundRole = PATROL
    waste: RoundRole = WASTE
    inspection: RoundRole = INSPECTION
    cleaning: RoundRole = CLEANING

    @model_validator(mode="before")
    @classmethod
    def _over_the_defaults(cls, given: Any) -> Any:  # noqa: ANN401
        """Let a partial table of a role keep that role's own defaults, not those of any role."""
        if not isinstance(given, Mapping):
            return given
        merged = dict(given)
        for name, default in _DEFAULTS.items():
            if isinstance(merged.get(name), Mapping):
                merged[name] = {**default.model_dump(), **merged[name]}
        return merged

    def role(self, name: str) -> RoundRole:
        """Return the settings of a role by its name."""
        found: RoundRole = getattr(self, name)
        return found


_DEFAULTS = {
    "repair": REPAIR,
    "greening": GREENING,
    "patrol": PATROL,
    "waste": WASTE,
    "inspection": INSPECTION,
    "cleaning": CLEANING,
}
