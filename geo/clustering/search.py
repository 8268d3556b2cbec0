"""The quick search for a good plan: starts, annealing from a seed, and the price of a broken rule.

A plan that breaks a hard rule is worse than any that keeps all; of two that do, the one that breaks less is better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.clustering.checker import check
from geo.clustering.construct import grown_start, merged_start
from geo.clustering.improve import Found, anneal_plan
from geo.clustering.problem import Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_cost import plain_pair_cny, score
from geo.clustering.region_kernel import search_arrays


@dataclass(frozen=True, slots=True, eq=False)
class SearchPlan:
    """A plan by units and by estates, its score, and whether it keeps every hard rule; `moves` were tried."""

    room_of_unit: Ints
    room_of: Ints
    value: float
    penalised: float
    keeps_rules: bool
    moves: int

    def is_better_than(self, other: SearchPlan) -> bool:
        """Compare: rules first, then the score (with its penalties where both break rules)."""
        if self.keeps_rules != other.keeps_rules:
            return self.keeps_rules
        return self.value < other.value if self.keeps_rules else self.penalised < other.penalised


def search_plan(reduced: Reduced, *, moves: int, seed: int, rooms: Ints | None = None) -> SearchPlan:
    """Look for a good plan, from regions merged together or grown around the given rooms.

    Returns
    -------
    The best plan met. Where none keeps the hard rules it is the one that breaks the least; it is complete whenever
    there is a room at all.
    """
    if reduced.unit_count == 0 or reduced.problem.room_count == 0:
        nobody = np.full(reduced.unit_count, -1, np.int32)
        return _judged(reduced, Found(nobody, nobody, 0.0, 0))
    arrays = search_arrays(reduced, penalty_cny(reduced))
    start = merged_start(reduced, arrays) if rooms is None else grown_start(reduced, rooms)
    return _judged(reduced, anneal_plan(reduced, arrays, start, moves=moves, seed=seed))


def known_plan(reduced: Reduced, room_of: Ints) -> SearchPlan:
    """Take a plan that is at hand, room of each estate, as one that the search has met."""
    room_of_unit = np.asarray(room_of, np.int32)[reduced.unit_estates[reduced.unit_start[:-1]]]
    return _judged(reduced, Found(room_of_unit, room_of_unit, np.inf, 0))


def penalty_cny(reduced: Reduced) -> float:
    """Price of one broken hard rule in the search: more than keeping it can plausibly cost."""
    dearest = float(np.max(reduced.problem.room_cny, initial=0.0))
    return 1e4 + 20.0 * dearest + 10.0 * float(np.mean(reduced.cost)) if reduced.cost.size else 1e4


def _judged(reduced: Reduced, found: Found) -> SearchPlan:
    room_of = _completed(reduced, reduced.rooms_of_estates(found.room_of_unit))
    keeps_rules = not check(reduced.problem, [int(room) for room in room_of])
    value = score(reduced.problem, room_of).total
    return SearchPlan(found.room_of_unit, room_of, value, found.value, keeps_rules, found.moves)


def _completed(reduced: Reduced, room_of: Ints) -> Ints:
    """Send estates that no region with a room can take to the room that serves them cheapest, open ones first."""
    left = np.flatnonzero(room_of < 0)
    if len(left) == 0 or reduced.problem.room_count == 0:
        return room_of
    open_rooms = np.unique(room_of[room_of >= 0])
    choice = open_rooms if len(open_rooms) else np.arange(reduced.problem.room_count)
    complete = room_of.copy()
    complete[left] = choice[np.argmin(plain_pair_cny(reduced.problem)[np.ix_(left, choice)], axis=1)]
    return complete
