"""Which rule shaped each region: the one that stopped its next best change, with the numbers of that change.

Of all small changes of a region (an estate in or out, a merger with a neighbour) the one counts that would save most
were a single rule given up; where there is none, two rules together; where no rule is in the way of anything, cost
shaped the region and the cheapest change is named. One change at a time: no proof, and none is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from geo.clustering.layout import Layout
from geo.clustering.problem import Floats, Ints, Problem
from geo.clustering.region_changes import Change, amounts_after, changes
from geo.clustering.relaxations import leeway_of
from geo.clustering.titles import Titles
from geo.wording import text

COST, BETTER = "cost", "better"
_WORTH_CNY = 0.5  # yuan are said without decimals


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What shaped a region: a rule (or ``cost``, ``better``), the worth of the change, the change, the rules named."""

    rule: str
    cny: float
    change: Change | None
    rules: tuple[str, ...] = ()


def shapes(problem: Problem, room_of: Ints, rooms: Ints) -> list[Shape]:
    """Find what shaped the regions of these rooms."""
    by_room: dict[int, list[Change]] = defaultdict(list)
    for change in changes(problem, room_of):
        by_room[change.room].append(change)
        by_room[change.source].append(change)
    return [_shape(by_room[int(room)]) for room in rooms]


def _shape(known: list[Change]) -> Shape:
    free = max(known, key=lambda one: one.saving_without(frozenset()), default=None)
    if free is None:
        return Shape(COST, np.nan, None)
    if (gain := free.saving_without(frozenset())) >= _WORTH_CNY:
        return Shape(BETTER, gain, free)
    for size in (1, 2):
        found = [
            (one.saving_without(frozenset(rules)), rules, one)
            for one in known
            for rules in combinations(sorted(one.against), size)
        ]
        best = max(found, key=lambda entry: entry[0], default=None)
        if best is not None and best[0] >= _WORTH_CNY:
            saving, rules, one = best
            return Shape(rules[0], saving, one, rules)
    lawful = [one for one in known if not one.broken]
    cheapest = min(lawful, key=lambda one: one.price, default=None)
    return Shape(COST, np.nan if cheapest is None else cheapest.price, cheapest)


def shape_columns(layout: Layout, titles: Titles) -> dict[str, list[object]]:
    """Make the regions' columns `shaped_by`, `shaped_cny`, `shaped_why`, in the layout's order."""
    found = shapes(layout.problem, layout.solution.room_of, layout.station_room)
    speaker = _Speaker(layout, titles)
    return {
        "shaped_by": [shape.rule for shape in found],
        "shaped_cny": [shape.cny for shape in found],
        "shaped_why": [speaker.say(where, shape) for where, shape in enumerate(found)],
    }


class _Speaker:
    """Says a change and what is against it."""

    def __init__(self, layout: Layout, titles: Titles) -> None:
        self._layout, self._titles = layout, titles
        self._where = {int(room): where for where, room in enumerate(layout.station_room)}
        self._names = layout.column("name")

    def say(self, where: int, shape: Shape) -> str:
        change = shape.change
        if change is None:
            return text("shape.none")
        here = int(self._layout.station_room[where])
        other = self._titles.names[self._where[change.source if change.room == here else change.room]]
        kind = "merge" if change.is_merger else "in" if change.room == here else "out"
        words = {"estate": self._estate(change.estates[0]), "region": other}
        if shape.rule == COST:
            return text(f"shape.cost.{kind}", cost=f"{shape.cny:,.0f}", **words)
        said = text(f"shape.{kind}", saving=f"{shape.cny:,.0f}", **words)
        if shape.rule == BETTER:
            return text("shape.better", change=said)
        # who walks beyond the limit walks beyond the target as well: once is enough
        told = [rule for rule in shape.rules if rule != "walk_target" or "walk_limit" not in shape.rules]
        first, *more = (self._against(rule, change) for rule in told)
        why = text("shape.also", first=first, second=more[0]) if more else first
        return text("shape.but", change=said, why=why)

    def _estate(self, estate: int) -> str:
        return self._names[estate] or self._layout.problem.estate_ids[estate]

    def _against(self, rule: str, change: Change) -> str:
        problem, regions = self._layout.problem, self._layout.policy.regions
        is_alone = problem.is_alone[list(change.estates)].any() or problem.is_alone[self._members(change.room)].any()
        if rule == "floor_area_high" and rule in change.broken and is_alone:
            return text("against.alone")
        estate = max(change.estates, key=lambda one: (problem.walk_m[one, change.room], one))
        walk = float(problem.walk_m[estate, change.room])
        target = regions.target_station_walk_m.value
        limit = (
            leeway_of(self._layout.policy).hard_walk_m if rule in change.broken else regions.max_station_walk_m.value
        )
        limits = {
            "floor_area_high": f"{problem.rules.area_high_m2 / 1e4:,.1f}",
            "floor_area_low": f"{problem.rules.area_low_m2 / 1e4:,.1f}",
            "walk_limit": f"{limit:,g}",
            "walk_target": f"{target if walk > target else regions.elderly_target_walk_m.value:,g}",
        }
        return text(
            f"against.{rule}",
            limit=limits.get(rule, ""),
            area=f"{self._area(rule, change) / 1e4:,.1f}",
            households=f"{self._sum(problem.households, change):,.0f}",
            capacity=f"{problem.capacity_households[change.room]:,.0f}",
            estate=self._estate(estate),
            walk=f"{walk:,.0f}",
            **self._band_words(rule, change),
        )

    def _band_words(self, rule: str, change: Change) -> dict[str, str]:
        """Say the band of a further activity, and the amount furthest outside of it."""
        layout = self._layout
        words = {}
        for band in (band for band in layout.problem.bands if band.name == rule):
            amounts = amounts_after(band.load, layout.solution.room_of, change.estates, change.room)
            numbers = {"amount": max(amounts, key=band.outside), "low": band.low, "high": band.high}
            words = {name: f"{round(number, 1):,.10g}" for name, number in numbers.items()}
        return words

    def _members(self, room: int) -> Ints:
        return np.flatnonzero(self._layout.solution.room_of == room).astype(np.int32)

    def _sum(self, values: Floats, change: Change) -> float:
        return float(values[self._members(change.room)].sum() + values[list(change.estates)].sum())

    def _area(self, rule: str, change: Change) -> float:
        """Return the floor area that the rule is about: of the region grown, or of the one left behind."""
        area = self._layout.problem.floor_area_m2
        left = float(area[self._members(change.source)].sum() - area[list(change.estates)].sum())
        grown = self._sum(area, change)
        too_small = 0 < left < self._layout.problem.rules.area_low_m2
        return left if rule == "floor_area_low" and too_small else grown
