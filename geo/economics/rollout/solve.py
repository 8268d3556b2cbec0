"""The schedule: a list first, bettered, then exact where the part is small enough; each part with its proof.

Parts are firms, or firms that share a station, a group or a limited year. Within a part the deadline binds where it
can be met; where it cannot, the last entry stands in the earliest month in which all are known to fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from geo.economics.rollout.bound import finish_bound, value_bound
from geo.economics.rollout.checker import check_schedule
from geo.economics.rollout.exact import prove_schedule
from geo.economics.rollout.listing import better_order, place_in_order
from geo.economics.rollout.problem import (
    EntryProblem,
    Longs,
    Schedule,
    parts_of,
    stations_of,
    subset,
    value_of,
)
from geo.errors import SolverError
from geo.policy.rollout import RolloutPolicy
from geo.wording import text

_USUAL_ESTATES = 200  # a part of this size gets all the moves of the search; larger ones as many steps of placing
_MOST_BOUNDED = 200_000  # estate-months up to which the linear program bounds the value
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class PartProof:
    """One part: how many estates, the value reached and its bound, how it stands, the months of its end."""

    estates: int
    value: float
    bound: float
    status: str
    method: str
    finish: int
    finish_bound: int
    meets_deadline: bool
    stopped_by: str = ""

    @property
    def gap(self) -> float:
        """(bound - value) / bound."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A schedule of all open estates and the proof of each part; `who` lists each part's estates."""

    schedule: Schedule
    parts: list[PartProof]
    who: list[Longs]

    @property
    def value(self) -> float:
        """Sum of the parts' values."""
        return sum(part.value for part in self.parts)

    @property
    def bound(self) -> float:
        """Sum of the parts' bounds: the parts are independent."""
        return sum(part.bound for part in self.parts)

    @property
    def gap(self) -> float:
        """(bound - value) / bound."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)

    @property
    def status(self) -> str:
        """The weakest status of the parts; optimal where there is nothing to schedule."""
        found = {part.status for part in self.parts}
        return next((status for status in ("infeasible", "feasible", "gap") if status in found), "optimal")


def schedule_entries(
    problem: EntryProblem, order: Longs, *, settings: RolloutPolicy, deadline: int | None, seed: int = 0
) -> Answer:
    """Choose the months of entry.

    Parameters
    ----------
    order : the list of the priority, to begin with.
    deadline : last month allowed, where there is one.

    Raises
    ------
    SolverError
        Where the independent checker refuses the schedule.
    """
    entry = np.full(len(problem), problem.months, dtype=np.int64)
    opening = np.full(len(problem.openings), problem.months, dtype=np.int64)
    parts, chosen = [], parts_of(problem)
    rank = np.empty(len(problem), dtype=np.int64)
    rank[order] = np.arange(len(order))
    for who in chosen:
        part = subset(problem, who)
        listed = np.argsort(rank[who], kind="stable").astype(np.int64)
        schedule, proof = _solve_part(part, listed, settings=settings, deadline=deadline, seed=seed)
        entry[who] = schedule.entry
        opening[stations_of(problem, who)] = schedule.opening
        parts.append(proof)
    whole = Schedule(entry, opening)
    if broken := check_schedule(problem, whole):
        raise SolverError(text("rollout.refused", rule=broken[0].rule, where=broken[0].where))
    return Answer(whole, parts, chosen)


def _solve_part(
    part: EntryProblem, order: Longs, *, settings: RolloutPolicy, deadline: int | None, seed: int
) -> tuple[Schedule, PartProof]:
    is_small = part.choices() <= settings.exact_max_choices
    least, quickest = earliest_finish(part, order, settings=settings)
    fits = bool((quickest.entry < part.months).all())
    finish = _finish(quickest)
    meets = deadline is None or (fits and finish <= deadline)
    bounded, must_enter = part, False
    if deadline is not None and fits:
        bounded, must_enter = part.by_month(max(deadline, finish)), True
    best = _best_list(bounded, order, quickest if must_enter else None, settings, seed)
    value, bound, method, stopped = value_of(bounded, best.entry), math.inf, "list", ""
    if is_small:
        proved = prove_schedule(bounded, start=best, nodes=settings.nodes, must_enter=must_enter)
        bound, method, stopped = proved.bound, "exact", proved.stopped_by
        if proved.schedule is not None and value_of(bounded, proved.schedule.entry) > value + _TOLERANCE:
            best, value = proved.schedule, value_of(bounded, proved.schedule.entry)
    elif part.choices() <= _MOST_BOUNDED:
        bound = prove_schedule(bounded, relaxed=True).bound
    bound = max(value, min(bound, value_bound(bounded)))
    gap = 0.0 if bound <= 0 else (bound - value) / bound
    status = "optimal" if gap <= _TOLERANCE else "gap"
    proof = PartProof(len(part), value, bound, status, method, _finish(best), least, meets, stopped)
    return best, proof


def _finish(schedule: Schedule) -> int:
    """Return the last month of entry; the horizon where an estate is left out."""
    return int(schedule.entry.max(initial=-1))


def _best_list(
    part: EntryProblem, order: Longs, quickest: Schedule | None, settings: RolloutPolicy, seed: int
) -> Schedule:
    """Better the most promising of a few lists; with a deadline one list is known to meet it."""
    lists = [order, *_other_orders(part)]
    if quickest is not None:
        lists.append(np.lexsort((part.weight * -1.0, quickest.entry)).astype(np.int64))
    placed = [(place_in_order(part, one), one) for one in lists]
    ranked = sorted(
        range(len(placed)),
        key=lambda at: (int((placed[at][0].entry >= part.months).sum()), -value_of(part, placed[at][0].entry), at),
    )
    moves = int(settings.search_moves * min(1.0, (_USUAL_ESTATES / max(1, len(part))) ** 2))
    found = better_order(part, placed[ranked[0]][1], moves=moves, seed=seed)[1]
    if quickest is not None and (found.entry >= part.months).any():
        return quickest
    return found


def _other_orders(part: EntryProblem) -> list[Longs]:
    work = part.amount.sum(axis=1)
    return [
        np.lexsort((-part.weight, part.earliest)).astype(np.int64),
        np.lexsort((part.earliest, -part.weight)).astype(np.int64),
        np.lexsort((part.earliest, -part.weight / np.maximum(work, 1e-9))).astype(np.int64),
    ]


def earliest_finish(part: EntryProblem, order: Longs, *, settings: RolloutPolicy) -> tuple[int, Schedule]:
    """Find a month before which not all can have entered, and a schedule that ends as early as is known.

    The two months are the same where the earliest end is proved.
    """
    least = finish_bound(part)
    work = part.amount.sum(axis=1)
    lists = [
        np.lexsort((-work, part.earliest)),
        np.lexsort((-work, -part.earliest)),
        np.lexsort((part.earliest, -work)),
        order,
    ]
    placed = [place_in_order(part, one.astype(np.int64)) for one in lists]
    best = min(placed, key=lambda one: (int((one.entry >= part.months).sum()), _finish(one)))
    finish = _finish(best)
    if part.choices() > settings.exact_max_choices:
        return least, best
    while least < finish and least < part.months:
        tried = prove_schedule(
            replace(part.by_month(least), weight=np.ones(len(part)), group_weight=np.zeros(len(part.group_weight))),
            nodes=settings.nodes,
            must_enter=True,
        )
        if tried.schedule is not None and (tried.schedule.entry < part.months).all():
            return least, tried.schedule
        if not tried.is_infeasible:
            return least, best
        least += 1
    return least, best
