"""The cheapest mixtures of given plans of sub-districts for every level of a benefit: an epsilon-constraint curve.

Each sub-district offers some plans, each with a cost and a benefit that add up over the city (households within 500 m).
Partial mixtures that another is at least as good as in both are dropped, so the curve is exact over the plans offered,
up to the thinning that bounds the work.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.clustering.problem import Floats, Ints

_MOST = 2_000  # partial mixtures kept, evenly by benefit; never reached by a city of a dozen sub-districts


def cheapest_mixtures(offers: Sequence[tuple[Floats, Floats]]) -> list[tuple[int, ...]]:
    """Return the mixtures that no other beats in cost and benefit, by rising cost.

    Parameters
    ----------
    offers : for each sub-district the costs and the benefits of its plans, shape ``(k,)`` each.

    Returns
    -------
    The position of the plan of each sub-district, one tuple a mixture; none where a sub-district offers nothing.
    """
    cost, gain = np.zeros(1), np.zeros(1)
    trail: list[tuple[Ints, Ints]] = []
    for costs, gains in offers:
        if not len(costs):
            return []
        whole_cost, whole_gain = (np.add.outer(one, more).ravel() for one, more in ((cost, costs), (gain, gains)))
        kept = _thinned(_best(whole_cost, whole_gain), whole_gain)
        trail.append(((kept // len(costs)).astype(np.int32), (kept % len(costs)).astype(np.int32)))
        cost, gain = whole_cost[kept], whole_gain[kept]
    return [_path(trail, at) for at in range(len(cost))]


def _best(cost: Floats, gain: Floats) -> Ints:
    """Return the positions that no other dominates, by rising cost; of equals the first."""
    order = np.lexsort((np.arange(len(cost)), -gain, cost))
    best = np.maximum.accumulate(np.concatenate([[-np.inf], gain[order][:-1]]))
    return np.asarray(order[gain[order] > best], dtype=np.int32)


def _thinned(kept: Ints, gain: Floats) -> Ints:
    """Keep so many at the most, spread evenly over the benefit, with both ends."""
    if len(kept) <= _MOST:
        return kept
    levels = np.linspace(gain[kept[0]], gain[kept[-1]], _MOST)
    near = np.unique(np.searchsorted(gain[kept], levels).clip(0, len(kept) - 1))
    return np.asarray(kept[near], dtype=np.int32)


def _path(trail: Sequence[tuple[Ints, Ints]], at: int) -> tuple[int, ...]:
    chosen = []
    for before, plan in reversed(trail):
        chosen.append(int(plan[at]))
        at = int(before[at])
    return tuple(reversed(chosen))
