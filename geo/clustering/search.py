"""The quick search for a good plan: several starts, annealing from a seed, the best one kept."""

from __future__ import annotations

import numpy as np

from geo.clustering.construct import merged_start
from geo.clustering.improve import anneal_plan
from geo.clustering.problem import Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_kernel import search_arrays


def search_plan(reduced: Reduced, *, moves: int, seed: int) -> Ints:
    """Return the room of each estate in the best plan met, shape ``(n,)``; -1 where there is no room at all.

    Where no plan that keeps the hard rules was met, it is the one that breaks the least.
    """
    if reduced.unit_count == 0 or reduced.problem.room_count == 0:
        return np.full(reduced.problem.estate_count, -1, np.int32)
    arrays = search_arrays(reduced, penalty_cny(reduced))
    start = merged_start(reduced, arrays)
    found = anneal_plan(reduced, arrays, start, moves=moves, seed=seed)
    return reduced.rooms_of_estates(found.room_of_unit)


def penalty_cny(reduced: Reduced) -> float:
    """Price of one broken hard rule in the search: more than keeping it can plausibly cost."""
    dearest = float(np.max(reduced.problem.room_cny, initial=0.0))
    return 1e4 + 20.0 * dearest + 10.0 * float(np.mean(reduced.cost)) if reduced.cost.size else 1e4
