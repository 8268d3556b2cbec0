"""Bounds that hold for a city of any size: what no schedule can exceed, and the month before which none can end."""

from __future__ import annotations

import heapq
import math

import numpy as np

from geo.economics.rollout.problem import EntryProblem, Floats, Longs


def value_bound(problem: EntryProblem) -> float:
    """Bound the value by the entries alone, every other limit left out.

    Entries are jobs of one month on so many machines a firm and month; the worth falls evenly with time, so taking
    the worthiest that is ready, month by month, is optimal for this relaxation. Groups are bounded by their latest
    member's first month.
    """
    bound = 0.0
    for row in np.unique(problem.resource[:, 0]):
        who = np.flatnonzero(problem.resource[:, 0] == row)
        bound += _served(problem, who, problem.limit[row])
    for group in np.flatnonzero(problem.group_weight > 0):
        members = problem.group == group
        if members.any():
            first = int(problem.earliest[members].max())
            bound += float(problem.group_weight[group]) * max(0, problem.months - first)
    return bound


def _served(problem: EntryProblem, who: Longs, limit: Floats) -> float:
    order = who[np.argsort(problem.earliest[who], kind="stable")]
    ready: list[float] = []
    position, value = 0, 0.0
    for month in range(problem.months):
        while position < len(order) and problem.earliest[order[position]] <= month:
            heapq.heappush(ready, -float(problem.weight[order[position]]))
            position += 1
        for _ in range(min(len(ready), int(limit[month] + 1e-6))):
            value -= heapq.heappop(ready) * (problem.months - month)
    return value


def finish_bound(problem: EntryProblem) -> int:
    """Return a month before which not all can have entered; the horizon where they cannot within it.

    For each resource and each first month r: what estates that may not enter before r need of it has to fit into the
    months from r on (moved by the offsets of its use).
    """
    bound = int(problem.earliest.max(initial=-1))
    for row in range(len(problem.limit)):
        bound = max(bound, _row_bound(problem, row))
    for row in np.unique(problem.openings):
        stations = np.flatnonzero(problem.openings == row)
        needed = np.isin(stations, problem.station).sum()
        room = np.cumsum(np.floor(problem.limit[row] + 1e-6))
        bound = max(bound, int(np.searchsorted(room, needed)))
    return min(bound, problem.months)


def _row_bound(problem: EntryProblem, row: int) -> int:
    total, first, last = _needs(problem, row)
    using = total > 0
    if not using.any():
        return -1
    ahead = int(last[using].max())
    room = np.concatenate([[0.0], np.cumsum(problem.limit[row])])
    bound = -1
    for start in np.unique(problem.earliest[using] + first[using]):
        needed = total[using & (problem.earliest + first >= start)].sum()
        reached = np.flatnonzero(room - room[max(0, start)] >= needed - 1e-6)
        reached = reached[reached > max(0, start)]
        if not len(reached):
            return problem.months
        bound = max(bound, int(reached[0]) - 1 - ahead)
    return bound


def _needs(problem: EntryProblem, row: int) -> tuple[Floats, Longs, Longs]:
    """Return what each estate needs of a resource in all, and its first and last offset."""
    uses = problem.resource == row
    total = np.where(uses, problem.amount, 0.0).sum(axis=1)
    first = np.where(uses, problem.offset, 0).min(axis=1, initial=0)
    last = np.where(uses, problem.offset, -(10**6)).max(axis=1, initial=-(10**6))
    return total, first, np.where(total > 0, last, 0)


def needed_a_month(problem: EntryProblem, row: int, deadline: int) -> float:
    """Return the capacity a month that a deadline needs at least of one resource; infinity where none would do."""
    total, first, last = _needs(problem, row)
    using = total > 0
    if not using.any():
        return 0.0
    if int(problem.earliest[using].max()) > deadline:
        return math.inf
    needed = 0.0
    end = deadline + int(last[using].max())
    for start in np.unique(problem.earliest[using] + first[using]):
        months = end - max(0, int(start)) + 1
        amount = total[using & (problem.earliest + first >= start)].sum()
        needed = max(needed, float(amount) / months if months > 0 else math.inf)
    return needed
