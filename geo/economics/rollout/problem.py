"""The entries still to be scheduled, as arrays: what each uses in which month, and what there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
UNLIMITED = 1e18


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """Public money by calendar year; `UNLIMITED` where a year has no limit.

    Attributes
    ----------
    limit : what is left of each year, yuan, shape ``(y,)``.
    once : paid in the year the clean-up of an estate begins, yuan, ``(n,)``.
    once_lead : months from that payment to the entry, ``(n,)``.
    monthly : subsidy, yuan a month, ``(n,)``.
    year_of : the year of each month, ``(t,)``.
    months_in : months of subsidy that fall into each year after an entry in a month, ``(t, y)``.
    station : paid in the year a station opens, yuan, ``(s,)``.
    """

    limit: Floats
    once: Floats
    once_lead: Longs
    monthly: Floats
    year_of: Longs
    months_in: Floats
    station: Floats


@dataclass(frozen=True, slots=True, eq=False)
class EntryProblem:
    """Choose a month of entry for each open estate, or none within the horizon.

    A use is a resource, an offset to the month of entry (0 or negative) and an amount; resource -1 means no use.

    Attributes
    ----------
    months : the horizon; entry month `months` stands for none.
    weight : worth of a month served, ``(n,)``, at least 0.
    earliest, latest : first and last month allowed, ``(n,)``.
    resource, offset, amount : uses of each estate, ``(n, k)``.
    limit : what is left of each resource by month, ``(r, t)``.
    station : position of its station where that is still to be opened, else -1, ``(n,)``.
    openings : resource that an opening of each station uses, ``(s,)``.
    group : position of its group, -1 where it has none, ``(n,)``.
    group_weight : worth of a month in which all of a group are served, ``(g,)``.
    window : months within which a group enters, 0 where that is not asked.
    """

    months: int
    weight: Floats
    earliest: Longs
    latest: Longs
    resource: Longs
    offset: Longs
    amount: Floats
    limit: Floats
    station: Longs
    openings: Longs
    group: Longs
    group_weight: Floats
    window: int
    money: Money

    def __len__(self) -> int:
        """Count the open estates."""
        return len(self.weight)

    def choices(self) -> int:
        """Count the months that are open to the estates together."""
        return int(np.maximum(0, self.latest - self.earliest + 1).sum())

    def by_month(self, latest: int) -> EntryProblem:
        """Return the problem with no entry after a month."""
        return replace(self, latest=np.minimum(self.latest, latest))


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Months of entry (`EntryProblem.months` for none), ``(n,)``, and of stations' opening, ``(s,)``."""

    entry: Longs
    opening: Longs


def value_of(problem: EntryProblem, entry: Longs) -> float:
    """Sum weight times months served, and for groups the months in which all of them are served."""
    served = np.maximum(0, problem.months - entry)
    value = float(problem.weight @ served)
    if problem.group_weight.any():
        last = np.full(len(problem.group_weight), -1, dtype=np.int64)
        inside = problem.group >= 0
        np.maximum.at(last, problem.group[inside], entry[inside])
        value += float(problem.group_weight @ np.where(last < 0, 0, problem.months - last))
    return value


def subset(problem: EntryProblem, chosen: Longs) -> EntryProblem:
    """Return the problem of some of the estates; stations and groups keep only those they need."""
    stations, station = _kept(problem.station[chosen])
    groups, group = _kept(problem.group[chosen])
    money = replace(
        problem.money,
        once=problem.money.once[chosen],
        once_lead=problem.money.once_lead[chosen],
        monthly=problem.money.monthly[chosen],
        station=problem.money.station[stations],
    )
    return replace(
        problem,
        weight=problem.weight[chosen],
        earliest=problem.earliest[chosen],
        latest=problem.latest[chosen],
        resource=problem.resource[chosen],
        offset=problem.offset[chosen],
        amount=problem.amount[chosen],
        station=station,
        openings=problem.openings[stations],
        group=group,
        group_weight=problem.group_weight[groups],
        money=money,
    )


def stations_of(problem: EntryProblem, chosen: Longs) -> Longs:
    """List the stations of some estates, in the order in which `subset` numbers them."""
    return _kept(problem.station[chosen])[0]


def parts_of(problem: EntryProblem) -> list[Longs]:
    """Cut the estates into sets that share no resource, station, group or limited year."""
    count = len(problem)
    parent = np.arange(count, dtype=np.int64)

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = int(parent[at])
        return at

    for members in _sharing(problem):
        for other in members[1:]:
            first, second = root(int(members[0])), root(int(other))
            parent[max(first, second)] = min(first, second)
    roots = np.array([root(at) for at in range(count)], dtype=np.int64)
    return [np.flatnonzero(roots == one) for one in np.unique(roots)]


def _sharing(problem: EntryProblem) -> Iterable[Longs]:
    if (problem.money.limit < UNLIMITED).any():
        yield np.arange(len(problem), dtype=np.int64)
        return
    for row in range(len(problem.limit)):
        yield np.flatnonzero((problem.resource == row).any(axis=1))
    for row in np.unique(problem.openings):  # stations opened by the same firm wait for one another
        of_row = np.isin(problem.station, np.flatnonzero(problem.openings == row))
        yield np.flatnonzero(of_row)
    for position in range(len(problem.openings)):
        yield np.flatnonzero(problem.station == position)
    for group in np.flatnonzero((problem.group_weight > 0) | (problem.window > 0)):
        yield np.flatnonzero(problem.group == group)


def _kept(positions: Longs) -> tuple[Longs, Longs]:
    """Return the positions in use, sorted, and the given ones counted among these."""
    used = np.unique(positions[positions >= 0])
    return used, np.where(positions < 0, -1, np.searchsorted(used, positions)).astype(np.int64)
