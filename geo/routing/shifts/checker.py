"""Checks rosters in plain loops over the tables: every duty is manned, nobody is twice at a time, all rules hold.

It shares no code with the search. What has to be manned is handed in as duties; who does what is read from `shifts`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from geo.policy import Policy
from geo.policy.shifts import ShiftPolicy, span_of
from geo.routing.fleet.checker import Broken
from geo.routing.shifts.duties import Watch

_DAY_MIN = 1_440


@dataclass(frozen=True, slots=True, order=True)
class _Work:
    """One row of the table `shifts`, in minutes since the cycle began."""

    start: int
    finish: int
    day: int
    kind: str
    hours: float


def check_shifts(rosters: pd.DataFrame, shifts: pd.DataFrame, watches: Sequence[Watch], policy: Policy) -> list[Broken]:
    """List all rules that the tables break; none for a roster that can be worked.

    Parameters
    ----------
    watches : what has to be manned, as `geo.routing.shifts.tables.watches_of` makes it from the plan.
    """
    rows = {str(roster): group for roster, group in shifts.groupby("roster_id")}
    broken = list(_rosters(rosters, watches))
    for watch in watches:
        own = rows.pop(watch.roster_id, shifts.iloc[:0]).to_dict("records")
        broken += _duties(watch, own)
        people = defaultdict(list)
        for row in own:
            people[row["person"]].append(_work(row))
        heads = int(rosters.loc[rosters["roster_id"] == watch.roster_id, "heads"].sum())
        if len(people) > heads:
            broken.append(Broken("heads", watch.roster_id, str(len(people)), f"at most {heads}"))
        for person, works in people.items():
            broken += _person(f"{watch.roster_id} {person}", sorted(works), policy.shifts)
    return broken + [Broken("roster", name, "shifts", "no such roster") for name in rows]


def _rosters(rosters: pd.DataFrame, watches: Sequence[Watch]) -> Iterator[Broken]:
    given, wanted = Counter(rosters["roster_id"]), Counter(watch.roster_id for watch in watches)
    if given != wanted:
        yield Broken("roster", "rosters", str(sorted(given)), str(sorted(wanted)))
    for row in rosters.to_dict("records"):
        if row["heads"] < row["heads_bound"]:
            yield Broken("bound", row["roster_id"], str(row["heads"]), f"{row['heads_bound']} or more")
        if row["spare_people"] != row["posts_pooled"] - row["heads"]:
            yield Broken("spare", row["roster_id"], str(row["spare_people"]), "posts less heads")


def _duties(watch: Watch, rows: Sequence[dict[Any, Any]]) -> Iterator[Broken]:
    """Every duty once: no more, no less."""
    wanted = Counter(
        (duty.week, duty.weekday, duty.kind, duty.post, duty.is_cover, round(duty.hours, 6)) for duty in watch.duties
    )
    given = Counter(
        (r["week"], r["weekday"], r["shift"], r["post"], r["is_holiday_cover"], round(r["hours"], 6)) for r in rows
    )
    for duty in sorted((wanted - given) | (given - wanted)):
        yield Broken("duty", f"{watch.roster_id} {duty}", str(given[duty]), str(wanted[duty]))


def _work(row: dict[Any, Any]) -> _Work:
    day = (row["week"] - 1) * 7 + row["weekday"] - 1
    start, finish = span_of(f"{row['start']}-{row['finish']}")
    return _Work(day * _DAY_MIN + start, day * _DAY_MIN + finish, day, row["shift"], row["hours"])


def _person(where: str, works: list[_Work], rules: ShiftPolicy) -> Iterator[Broken]:
    days = sorted({work.day for work in works})
    yield from _overlaps(where, works, rules)
    for number in range(rules.weeks):
        yield from _week(where, [work for work in works if work.day // 7 == number], rules)
    for day in days:
        hours = sum(work.hours for work in works if work.day == day)
        if hours > rules.most_hours_day + 1e-9:
            yield Broken("most_hours_day", f"{where} day {day + 1}", f"{hours:g}", f"{rules.most_hours_day:g}")
    total = sum(work.hours for work in works)
    if total > rules.hours_week * rules.weeks + 1e-6:
        yield Broken("hours_week", where, f"{total / rules.weeks:g}", f"{rules.hours_week:g} on average")
    nights = sorted({work.day for work in works if work.kind == "night"})
    for rule, worked in (("most_days_in_row", days), ("most_nights_in_row", nights)):
        longest, limit = _longest_run(worked, 7 * rules.weeks), getattr(rules, rule)
        if longest > limit:
            yield Broken(rule, where, str(longest), str(limit))


def _overlaps(where: str, works: list[_Work], rules: ShiftPolicy) -> Iterator[Broken]:
    """Nobody is at two posts at a time, and there is rest between two days' work, also over the end of the cycle."""
    cycle = 7 * rules.weeks
    again = [_Work(w.start + cycle * _DAY_MIN, w.finish + cycle * _DAY_MIN, w.day + cycle, w.kind, 0) for w in works]
    both = works + again
    for work, following in pairwise(both):
        gap = following.start - work.finish
        least = 0 if work.day == following.day else round(rules.least_rest_hours * 60)
        if gap < least:
            yield Broken("least_rest_hours", f"{where} day {work.day + 1}", f"{gap / 60:g}", f"{least / 60:g}")


def _week(where: str, works: list[_Work], rules: ShiftPolicy) -> Iterator[Broken]:
    hours, days = sum(work.hours for work in works), len({work.day for work in works})
    nights = sum(work.kind == "night" for work in works)
    at = f"{where} week {works[0].day // 7 + 1}" if works else where
    if hours > rules.most_hours_week + 1e-9:
        yield Broken("most_hours_week", at, f"{hours:g}", f"{rules.most_hours_week:g}")
    if days > 7 - rules.rest_days_week:
        yield Broken("rest_days_week", at, str(7 - days), str(rules.rest_days_week))
    if nights > rules.most_nights_week:
        yield Broken("most_nights_week", at, str(nights), str(rules.most_nights_week))


def _longest_run(days: list[int], cycle: int) -> int:
    """Count the longest run of days in a cycle that repeats; endless where no day is left."""
    if len(days) == cycle:
        return 10**9
    on = set(days)
    longest = run = 0
    for day in range(2 * cycle):
        run = run + 1 if day % cycle in on else 0
        longest = max(longest, run)
    return longest
