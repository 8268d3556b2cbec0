"""Working time: when shifts begin and end, how long people may work, how much rest and cover they get.

Chinese working-time law is cited by article; numbers that no text gives are assumptions and say so.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import model_validator

from geo.policy.settings import Section, setting

LABOUR_LAW = "Labour Law of the PRC"
_CLOCK = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$")
_DAY_MIN = 1_440
_YEAR_DAYS = 365
KINDS = ("early", "middle", "night", "day", "morning", "afternoon")


def span_of(clock: str) -> tuple[int, int]:
    """Return start and finish of ``"23:00-07:00"`` in minutes after midnight; the finish is after the start.

    Raises
    ------
    ValueError
        Where it is not two times of day.
    """
    found = _CLOCK.match(clock)
    if found is None:
        msg = f"{clock!r} is not a span of time like 07:00-15:00"
        raise ValueError(msg)
    hour, minute, until_hour, until_minute = (int(part) for part in found.groups())
    start, finish = hour * 60 + minute, until_hour * 60 + until_minute
    return start, finish if finish > start else finish + _DAY_MIN


class ShiftPolicy(Section):
    """Rosters of posts: cleaners and guards. A cycle of weeks that repeats; averages are taken over it."""

    weeks: int = setting(4, zh="排班周期", en="weeks of the cycle that repeats", unit="周", ge=1, le=12)
    early: str = setting("07:00-15:00", zh="早班", en="early shift of a 24-hour gate")
    middle: str = setting("15:00-23:00", zh="中班", en="middle shift of a 24-hour gate")
    night: str = setting("23:00-07:00", zh="夜班", en="night shift of a 24-hour gate")
    day: str = setting("08:00-16:00", zh="日班", en="shift of a day gate, and of cover")
    morning: str = setting("07:00-11:00", zh="上午班", en="morning half-day of a cleaner")
    afternoon: str = setting("13:00-17:00", zh="下午班", en="afternoon half-day of a cleaner")
    most_hours_day: float = setting(
        8.0,
        zh="每日工时上限",
        en="most hours a day",
        unit="小时",
        source=f"{LABOUR_LAW}, art. 36: 8 hours",
        gt=0,
        le=24,
    )
    hours_week: float = setting(
        40.0,
        zh="周均工时上限",
        en="most hours a week on average over the cycle",
        unit="小时",
        source=f"State Council rule on working hours (1995), art. 3: 40; {LABOUR_LAW}, art. 36: 44; averaged under the "
        "comprehensive working-hours system",
        gt=0,
        le=168,
    )
    most_hours_week: float = setting(
        48.0,
        zh="任一周工时上限",
        en="most hours in any one week",
        unit="小时",
        source=f"{LABOUR_LAW}, art. 36 and 38: six days of 8 hours",
        gt=0,
        le=168,
    )
    least_rest_hours: float = setting(
        11.0, zh="两班之间最少休息", en="least rest between two days' work", unit="小时", ge=0, lt=24,
        source="assumption, as directive 2003/88/EC, art. 3; Chinese law names none",
    )  # fmt: skip
    most_days_in_row: int = setting(
        6, zh="最多连续上班天数", en="most days of work in a row", unit="天",
        source=f"{LABOUR_LAW}, art. 38: a day of rest a week", ge=1, le=30,
    )  # fmt: skip
    rest_days_week: int = setting(
        1, zh="每周最少休息日", en="fewest rest days a week", unit="天", source=f"{LABOUR_LAW}, art. 38", ge=1, le=6
    )
    most_nights_in_row: int = setting(3, zh="最多连续夜班", en="most nights in a row", unit="夜", ge=1, le=30)
    most_nights_week: int = setting(4, zh="每周夜班上限", en="most nights a week", unit="夜", ge=1, le=7)
    holidays_year: int = setting(
        13, zh="法定节假日", en="statutory holidays a year", unit="天", source="State Council decree 795 (2024): 13; 11 before",
        ge=0, le=60,
    )  # fmt: skip
    leave_days_year: int = setting(
        5, zh="年休假", en="days of paid leave a year", unit="天",
        source="State Council decree 514 (2007), art. 3: 5 days up to ten years of work", ge=0, le=60,
    )  # fmt: skip
    cleaning_days_week: int = setting(7, zh="每周保洁天数", en="days a week on which is cleaned", unit="天", ge=1, le=7)
    shared_beat_estates: int = setting(
        4, zh="共用保洁员的小区数上限", en="most small estates that share one cleaning beat", unit="个", ge=1
    )
    patrol_kinds: tuple[Literal["early", "middle", "night"], ...] = setting(
        ("early", "middle", "night"),
        zh="开放小区巡逻班次(依次排满)",
        en="shifts of patrols in open estates, filled one after the other over the week",
        min_length=1,
    )
    search_steps: int = setting(
        3_000,
        zh="排班搜索步数",
        en="steps of the search for a roster with one number of heads",
        source="work limit",
        ge=1,
    )
    exact_nodes: int = setting(
        200, zh="精确求解节点数", en="nodes of the integer program that closes a gap", source="work limit", ge=0
    )

    @property
    def reserve_share(self) -> float:
        """The share of a person's working days that holidays and leave take; posts need cover for as much."""
        days = _YEAR_DAYS * self.hours_week / self.most_hours_day / 7
        return min(0.5, (self.holidays_year + self.leave_days_year) / days)

    def span(self, kind: str) -> tuple[int, int]:
        """Return start and finish of a shift in minutes after midnight, the finish above 1,440 where it is next day."""
        return span_of(getattr(self, kind))

    @model_validator(mode="after")
    def _consistent(self) -> ShiftPolicy:
        faults = self._too_long() + self._clashing()
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _too_long(self) -> list[str]:
        hours = {kind: (self.span(kind)[1] - self.span(kind)[0]) / 60 for kind in KINDS}
        limits = {name: getattr(self, name) for name in ("most_hours_day", "hours_week", "most_hours_week")}
        return [
            f"shifts.{kind} has {length:g} hours, more than shifts.{name} {limit:g}; nobody could work it"
            for kind, length in hours.items()
            for name, limit in limits.items()
            if length > limit
        ]

    def _clashing(self) -> list[str]:
        faults = []
        if self.most_hours_day + self.least_rest_hours > 24:
            faults.append(
                f"shifts.most_hours_day {self.most_hours_day:g} and shifts.least_rest_hours "
                f"{self.least_rest_hours:g} do not fit into one day"
            )
        if self.hours_week > self.most_hours_week:
            faults.append(
                f"shifts.hours_week {self.hours_week:g}, an average, is above shifts.most_hours_week "
                f"{self.most_hours_week:g}"
            )
        if self.span("morning")[1] > self.span("afternoon")[0]:
            faults.append(f"shifts.morning {self.morning} and shifts.afternoon {self.afternoon} overlap")
        for kind, following in (("early", "middle"), ("middle", "night"), ("night", "early")):
            if self.span(kind)[1] % _DAY_MIN != self.span(following)[0]:
                faults.append(
                    f"shifts.{kind} {getattr(self, kind)} and shifts.{following} {getattr(self, following)} do not "
                    "follow on each other; a 24-hour gate would stand alone or be manned twice"
                )
        return faults
