"""What the region at hand of a walk over regions costs, less what covering its units is worth."""

from __future__ import annotations

import numpy as np

from geo.clustering.region_walk import Ground, Walk
from geo.clustering.terrain import Demand, Terrain
from geo.compiled import compiled_inner
from geo.economics.staffing import ROUNDING


@compiled_inner
def _whole(load: float, minimum: float) -> float:
    return float(max(minimum, np.ceil(load - ROUNDING)))


@compiled_inner
def _band(area: float, t: Terrain, d: Demand) -> float:
    """Price of the band; infinite where it is hard."""
    if not d.is_charged:
        return 0.0
    outside = max(t.band[0] - area, area - t.band[1])
    if outside <= 1e-9:
        return 0.0
    return np.inf if t.is_hard[0] else float(outside * t.band[2])


@compiled_inner
def activities_cny(w: Walk, g: Ground, t: Terrain, d: Demand, least_status: int) -> float:
    """Price further activities outside their bands; infinite where hard.

    With `least_status` 1 of the region at hand, with 0 the least of any region that it can still become: its loads
    only grow, and never beyond those of the units that are not out.
    """
    total = 0.0
    if not d.is_charged:
        return total
    for band in range(len(t.band_numbers)):
        least, most = 0.0, 0.0
        for k in range(len(w.status)):
            if w.status[k] == 1:
                least += t.band_load[g.unit[k], band]
            if w.status[k] >= least_status:
                most += t.band_load[g.unit[k], band]
        outside = max(t.band_numbers[band, 0] - most, least - t.band_numbers[band, 1])
        if outside > 1e-9:
            total += outside * t.band_numbers[band, 2]
    return float(total)


@compiled_inner
def reduced_cost(w: Walk, g: Ground, t: Terrain, d: Demand, level: int) -> float:
    """Return the reduced cost of the region at hand; infinite where it breaks a hard rule."""
    if w.households[level] > d.capacity + 1e-9:
        return np.inf
    total = w.paid[level] + _band(w.area[level], t, d) + activities_cny(w, g, t, d, 1)
    for role in range(len(t.wage)):
        total += t.wage[role] * _whole(w.load[level, role], t.minimum[role])
    if w.size[level] == 1 and t.is_mini[d.host]:
        total += np.inf if t.is_hard[1] else t.mini_cny
    return float(total)
