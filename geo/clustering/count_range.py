"""How many stations a sub-district can have at all, and which rule says so; found without any search."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.contiguity import components
from geo.clustering.problem import Problem
from geo.clustering.reduction import Reduced, reduce_problem


@dataclass(frozen=True, slots=True)
class CountRange:
    """The least and the greatest number of stations that no rule excludes outright, and the rule behind each.

    A number within the range may still have no plan. Rules of the least: parts (of the neighbourhood that no link
    joins), fixed_rooms, floor_area, station_min; of the greatest: rooms, station_max.
    """

    fewest: int
    most: int
    fewest_rule: str
    most_rule: str

    @property
    def is_empty(self) -> bool:
        """No number of stations will do."""
        return self.fewest > self.most


def count_range(problem: Problem) -> CountRange:
    """Return the numbers of stations that are not excluded outright; none where estates have no room at all."""
    reduced = reduce_problem(problem)
    least = {
        "parts": len(np.unique(components(problem.estate_count, reduced.links))) if problem.estate_count else 0,
        "fixed_rooms": int(reduced.must_open.sum()),
        "floor_area": _by_floor_area(reduced),
        "station_min": problem.rules.station_min,
    }
    usable = reduced.allowed[reduced.host_unit, np.arange(problem.room_count)]
    hosts = len(np.unique(reduced.host_unit[usable]))
    most = {"rooms": hosts, "station_max": problem.rules.station_max or hosts}
    fewest_rule = max(least, key=lambda rule: least[rule])  # the first of equals
    most_rule = min(most, key=lambda rule: most[rule])
    return CountRange(least[fewest_rule], most[most_rule], fewest_rule, most_rule)


def _by_floor_area(reduced: Reduced) -> int:
    """Count the regions that a hard ceiling of floor area makes necessary; estates above it stand alone."""
    rules = reduced.problem.rules
    if not rules.area_hard or rules.area_high_m2 <= 0:
        return 0
    alone = reduced.problem.is_alone
    shared = float(reduced.problem.floor_area_m2[~alone].sum())
    return int(alone.sum()) + math.ceil(shared / rules.area_high_m2 - 1e-9)
