"""The exact solver for the monthly cost with whole posts: set partitioning over connected regions.

A plan is a set of regions, and a region's cost is one function of its estates. Column generation gives a bound; every
region that a better plan could use has a reduced cost within the gap, so all of them are listed, and the cheapest
plan made of them is the cheapest of all.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.clustering.columns import Columns
from geo.clustering.compact import Limits, Outcome
from geo.clustering.partition_walk import Positions
from geo.clustering.pricing import Generation, Pricing
from geo.clustering.problem import Bools
from geo.clustering.reduction import Reduced
from geo.clustering.region_cost import score
from geo.clustering.region_kernel import unit_posts
from geo.clustering.set_partition import best_partition

_LISTED = 6_000  # regions of one room listed at once
_MOST = 40_000  # regions handed to the branch and bound at once
_PARTS = (0.1, 0.3, 0.6, 1.0)  # of the gap: a better plan among the cheapest regions shortens the list of all
_MANY = 10_000  # regions within a part; the next would be far too many


def solve_by_regions(reduced: Reduced, outcome: Outcome, limits: Limits, *, visits: int) -> None:
    """Close the gap of `outcome`, which holds a plan, as far as the limits allow, working on it.

    Parameters
    ----------
    visits : work limit, regions visited by all walks together.
    """
    columns = Columns(reduced)
    generation = Generation(Pricing(reduced), columns, outcome, limits, visits)
    generation.run()
    outcome.count("columns", len(columns.cost))
    outcome.bound = max(outcome.bound, min(generation.bound, outcome.value))
    outcome.count_bounds = generation.bounds_by_count()
    if not outcome.is_closed(limits.tolerance):
        _Closing(generation, outcome, limits).run()
    if outcome.is_closed(limits.tolerance):
        outcome.stopped_by = ""


def with_fractional_wages(reduced: Reduced) -> Reduced:
    """Charge each unit the wages of its fractional posts with every pair: a score that is nowhere too high."""
    load, _, wage = unit_posts(reduced)
    return replace(reduced, cost=reduced.cost + (load @ wage)[:, None]) if len(wage) else reduced


class _Closing:
    """What is left of the gap after column generation: list the regions within it, and choose among them."""

    def __init__(self, generation: Generation, outcome: Outcome, limits: Limits) -> None:
        self.generation, self.outcome, self.limits = generation, outcome, limits
        self.columns, self.duals = generation.columns, generation.duals
        self.reduced = self.columns.reduced

    def run(self) -> None:
        """Choose among the regions met so far, then among all regions within the gap, or as many as the work allows."""
        self._choose(np.arange(len(self.columns.cost), dtype=np.int64), -np.inf)
        for part in _PARTS:
            if self.generation.is_over():
                return
            asked = self.generation.ask(self.duals, part * self._gap(), keep=_LISTED)
            self.columns.add(asked.words)
            if asked.reach <= 0:
                return
            self._choose_within(asked.reach)
            if self.outcome.work["listed"] > _MANY:
                return

    def _gap(self) -> float:
        return self.outcome.value - self.generation.bound

    def _choose_within(self, reach: float) -> None:
        """Choose among the regions whose reduced cost is at most `reach`; any other plan costs that much too much."""
        excess = self.columns.cost - self.columns.members() @ self.duals.unit - self.duals.station
        order = np.argsort(excess, kind="stable")
        reach = min(reach, self._gap())
        if len(order) > _MOST:
            reach = min(reach, float(excess[order[_MOST]]))
        self._choose(order[excess[order] <= reach][:_MOST], self.generation.bound + reach)

    def _choose(self, kept: Positions, beyond: float) -> None:
        """Take the cheapest plan of some of the regions; plans with other regions cost at least `beyond`."""
        member, rules, shift = self.columns.members(), self.reduced.problem.rules, self.reduced.fixed_cny
        known = self._known(member)
        kept = np.union1d(kept, known)
        found = best_partition(
            member[kept],
            self.columns.cost[kept],
            stations=(rules.station_min, rules.station_max or self.reduced.unit_count),
            known=self.outcome.value - shift,
            start=np.searchsorted(kept, known),
            nodes=self.limits.nodes,
            seconds=self.limits.seconds_left(),
        )
        self.outcome.count("nodes", found.nodes)
        self.outcome.work["listed"] = len(kept)
        if found.chosen is not None:
            self._take(kept[found.chosen])
        self.outcome.bound = max(self.outcome.bound, min(found.bound + shift, beyond, self.outcome.value))
        self.outcome.stopped_by = found.stopped_by or "listed"

    def _known(self, member: Bools) -> Positions:
        """Find the regions of the plan at hand among the columns."""
        room_of = self.outcome.plan()
        rows = [np.flatnonzero((member == (room_of == room)).all(axis=1))[0] for room in np.unique(room_of)]
        return np.array(sorted(rows), np.int64)

    def _take(self, chosen: Positions) -> None:
        """Take over a better plan."""
        room_of = np.full(self.reduced.unit_count, -1, np.int32)
        for row, room in zip(self.columns.members(chosen), self.columns.room[chosen], strict=True):
            room_of[row] = room
        value = score(self.reduced.problem, self.reduced.rooms_of_estates(room_of)).total
        if value < self.outcome.value:
            self.outcome.room_of_unit, self.outcome.value = room_of, value
