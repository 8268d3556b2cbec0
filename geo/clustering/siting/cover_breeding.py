"""Plans for maximal covering bred from each other: the stations of one around a place, those of another elsewhere.

Good plans differ by region, and each is best somewhere. Crossing them along a border and annealing the child a little
joins the best parts, which longer annealing of one plan hardly ever does. No proof: that is the work of the bound.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.siting.cover_search import anneal_cover, covered_weight, cross, usual_change
from geo.clustering.siting.lists import Bools, Bytes, Floats, Lists
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.p_median import spread_start
from geo.clustering.siting.swap_search import FREE

_PLANS = 10
_FEWEST_MOVES, _MOST_MOVES, _MOVES_PER_PAIR = 5_000, 1_200_000, 6
_CHILD_SHARE = 12  # a child gets this much fewer moves than a first plan
# Temperatures at both ends, as shares of what a random move changes. Colder, plans freeze apart; warmer, children
# forget their parents.
_WARM, _COLD, _CHILD_WARM, _CHILD_COLD = 0.15, 0.01, 0.04, 0.006
_ROUND = 10  # children between two looks at the clock and at what was gained
_MOST_ROUNDS, _DRY_ROUNDS = 40, 12


class Population:
    """Plans of equal size with the weight that each covers."""

    def __init__(self, lists: Lists, weights: Floats, fixed: Bytes, stations: int, *, seed: int) -> None:
        self.lists, self.rows, self.columns, self.weights, self.fixed = (
            lists,
            lists.rows,
            lists.columns(),
            weights,
            fixed,
        )
        self.moves = min(_MOST_MOVES, max(_FEWEST_MOVES, _MOVES_PER_PAIR * len(lists.rows.site)))
        self.random = np.random.default_rng(seed)
        self.plans = [spread_start(lists, fixed, stations, seed)]
        first = self.plans[0]
        free = fixed == FREE
        self.is_rigid = not (first & free).any() or not (free & ~first).any()
        self.unit = 0.0
        if not self.is_rigid:
            self.unit = usual_change(self.rows, self.columns, weights, fixed, first, seed)
        self.is_rigid = self.is_rigid or self.unit <= 0.0
        self.values = [covered_weight(self.columns, weights, first)]

    @property
    def best(self) -> Bools:
        """The plan that covers most."""
        return self.plans[int(np.argmax(self.values))]

    @property
    def value(self) -> float:
        """What it covers."""
        return max(self.values)

    def settle(self, limits: Limits, seed: int) -> None:
        """Anneal the first plans, each from a spread of its own."""
        if self.is_rigid:
            return
        stations = int(self.plans[0].sum())
        starts = [self.plans[0], *(spread_start(self.lists, self.fixed, stations, seed + n) for n in range(1, _PLANS))]
        self.plans, self.values = [], []
        for start in starts:
            if not self.plans or not limits.is_over:
                self._keep(self._annealed(start, self.moves, _WARM, _COLD))

    def breed(self, target: float, limits: Limits) -> None:
        """Cross and anneal until nothing is gained for some rounds, the target is met or the clock has run out."""
        dry = 0
        for _ in range(0 if self.is_rigid or len(self.plans) < 2 else _MOST_ROUNDS):
            before = self.value
            if before >= target or dry >= _DRY_ROUNDS or limits.is_over:
                break
            for _ in range(_ROUND):
                self._breed_one()
            dry = 0 if self.value > before else dry + 1

    def _annealed(self, start: Bools, moves: int, warm: float, cold: float) -> Bools:
        seed = int(self.random.integers(2**31))
        heat = (warm * self.unit, cold * self.unit)
        return anneal_cover(self.rows, self.columns, self.weights, self.fixed, start, moves, *heat, seed)[0]

    def _keep(self, plan: Bools) -> None:
        self.plans.append(plan)
        self.values.append(covered_weight(self.columns, self.weights, plan))

    def _breed_one(self) -> None:
        """Let a child take the place of the worse parent it beats, so that plans stay unlike each other."""
        one, other = (int(parent) for parent in self.random.choice(len(self.plans), 2, replace=False))
        seed = int(self.random.integers(2**31))
        both = (self.plans[one], self.plans[other])
        child = cross(self.rows, self.columns, self.weights, self.fixed, *both, seed)
        child = self._annealed(child, max(1, self.moves // _CHILD_SHARE), _CHILD_WARM, _CHILD_COLD)
        if any((child == plan).all() for plan in self.plans):
            return
        value = covered_weight(self.columns, self.weights, child)
        worse, better = sorted((one, other), key=lambda parent: self.values[parent])
        beaten = worse if value > self.values[worse] else better
        if value > self.values[beaten]:
            self.plans[beaten], self.values[beaten] = child, value
