"""The compiled part of `listing`: what fits where, and a walk through lists that keeps the better one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.compiled import compiled, compiled_part
from geo.economics.rollout.problem import Floats, Longs

_SLACK = 1e-6
_NONE, _CANNOT = -1, -2


class Fixed(NamedTuple):
    """What an `EntryProblem` holds, as compiled code takes it."""

    months: int
    window: int
    earliest: Longs
    latest: Longs
    resource: Longs
    offset: Longs
    amount: Floats
    limit: Floats
    station: Longs
    openings: Longs
    group: Longs
    weight: Floats
    group_weight: Floats
    fund: Floats
    once: Floats
    once_lead: Longs
    monthly: Floats
    year_of: Longs
    months_in: Floats
    station_cost: Floats


class Course(NamedTuple):
    """What is left and decided while a list is worked through."""

    left: Floats
    fund: Floats
    entry: Longs
    opening: Longs


@compiled_part
def _fits(fixed: Fixed, course: Course, who: int, at: int) -> bool:
    for use in range(fixed.resource.shape[1]):
        row = fixed.resource[who, use]
        if row < 0:
            continue
        month = at + fixed.offset[who, use]
        if month < 0 or course.left[row, month] < fixed.amount[who, use] - _SLACK:
            return False
    return True


@compiled_part
def _affordable(fixed: Fixed, course: Course, who: int, at: int, opens: int) -> bool:
    """Tell whether every year can pay for an entry and for opening its station in the month `opens`."""
    paid = fixed.year_of[max(0, at - fixed.once_lead[who])]
    extra = 0.0
    if opens >= 0:
        before = course.opening[fixed.station[who]]
        if before >= fixed.months or fixed.year_of[before] != fixed.year_of[opens]:
            extra = fixed.station_cost[fixed.station[who]]
    for year in range(len(course.fund)):
        cost = fixed.monthly[who] * fixed.months_in[at, year]
        if year == paid:
            cost += fixed.once[who]
        if opens >= 0 and year == fixed.year_of[opens]:
            cost += extra
        if cost > course.fund[year] + _SLACK and cost > 0:
            return False
    return True


@compiled_part
def _opening(fixed: Fixed, course: Course, which: int, at: int) -> int:
    """Find the month in which a station can open for an entry; -1 where it is open by then, -2 where it cannot."""
    if which < 0 or course.opening[which] <= at:
        return _NONE
    for month in range(at, -1, -1):
        if course.left[fixed.openings[which], month] >= 1 - _SLACK:
            return month
    return _CANNOT


@compiled_part
def _open(fixed: Fixed, course: Course, which: int, month: int) -> None:
    row, before = fixed.openings[which], course.opening[which]
    if before < fixed.months:
        course.left[row, before] += 1
        course.fund[fixed.year_of[before]] += fixed.station_cost[which]
    course.left[row, month] -= 1
    course.fund[fixed.year_of[month]] -= fixed.station_cost[which]
    course.opening[which] = month


@compiled_part
def _book(fixed: Fixed, course: Course, who: int, at: int) -> None:
    for use in range(fixed.resource.shape[1]):
        row = fixed.resource[who, use]
        if row >= 0:
            course.left[row, at + fixed.offset[who, use]] -= fixed.amount[who, use]
    course.fund[fixed.year_of[max(0, at - fixed.once_lead[who])]] -= fixed.once[who]
    for year in range(len(course.fund)):
        course.fund[year] -= fixed.monthly[who] * fixed.months_in[at, year]
    course.entry[who] = at


@compiled_part
def _place_one(fixed: Fixed, course: Course, who: int, first: int, last: int) -> bool:
    for at in range(max(first, fixed.earliest[who]), min(last, fixed.latest[who], fixed.months - 1) + 1):
        if not _fits(fixed, course, who, at):
            continue
        opens = _opening(fixed, course, fixed.station[who], at)
        if opens == _CANNOT or not _affordable(fixed, course, who, at, opens):
            continue
        if opens >= 0:
            _open(fixed, course, fixed.station[who], opens)
        _book(fixed, course, who, at)
        return True
    return False


@compiled_part
def _place_group(fixed: Fixed, course: Course, members: Longs) -> None:
    """Place all members within the first window that holds them, or none of them."""
    for first in range(fixed.months):
        left, fund, opening = course.left.copy(), course.fund.copy(), course.opening.copy()
        placed = 0
        for who in members:
            if not _place_one(fixed, course, who, first, first + fixed.window - 1):
                break
            placed += 1
        if placed == len(members):
            return
        course.left[:, :] = left
        course.fund[:] = fund
        course.opening[:] = opening
        for who in members:
            course.entry[who] = fixed.months


@compiled
def placed(order: Longs, fixed: Fixed) -> Course:
    """Work through a list; what fits nowhere keeps the month `fixed.months`."""
    count = len(fixed.earliest)
    entry = np.full(count, fixed.months, dtype=np.int64)
    opening = np.full(len(fixed.openings), fixed.months, dtype=np.int64)
    course = Course(fixed.limit.copy(), fixed.fund.copy(), entry, opening)
    seen = np.zeros(count, dtype=np.bool_)
    for position in range(len(order)):
        who = order[position]
        if seen[who]:
            continue
        seen[who] = True
        if fixed.window == 0 or fixed.group[who] < 0:
            _place_one(fixed, course, who, 0, fixed.months)
            continue
        ahead = order[position:]
        members = ahead[fixed.group[ahead] == fixed.group[who]]
        for other in members:
            seen[other] = True
        _place_group(fixed, course, members)
    return course


@compiled_part
def _worth(fixed: Fixed, entry: Longs) -> float:
    value = 0.0
    last = np.full(len(fixed.group_weight), -1, dtype=np.int64)
    for who in range(len(entry)):
        value += fixed.weight[who] * max(0, fixed.months - entry[who])
        if fixed.group[who] >= 0:
            last[fixed.group[who]] = max(last[fixed.group[who]], entry[who])
    for one in range(len(fixed.group_weight)):
        if last[one] >= 0:
            value += fixed.group_weight[one] * (fixed.months - last[one])
    return value


@compiled
def bettered(order: Longs, state: np.uint64, moves: int, fixed: Fixed) -> Longs:
    """Move single estates within the list; keep what enters more of them, or as many at no less worth.

    `state` is the start of a xorshift generator (Marsaglia 2003, doi:10.18637/jss.v008.i14), unsigned and not 0.
    """
    count = len(order)
    best = order.copy()
    entry = placed(best, fixed).entry
    value, never = _worth(fixed, entry), np.sum(entry >= fixed.months)
    for _ in range(moves):
        state ^= state << np.uint64(13)
        state ^= state >> np.uint64(7)
        state ^= state << np.uint64(17)
        source = np.int64((state >> np.uint64(5)) % np.uint64(count))
        target = np.int64((state >> np.uint64(29)) % np.uint64(count))
        if source == target:
            continue
        tried = best.copy()
        if source < target:
            tried[source:target] = best[source + 1 : target + 1]
        else:
            tried[target + 1 : source + 1] = best[target:source]
        tried[target] = best[source]
        entry = placed(tried, fixed).entry
        worth, missed = _worth(fixed, entry), np.sum(entry >= fixed.months)
        if missed < never or (missed == never and worth >= value):
            best, value, never = tried, worth, missed
    return best
