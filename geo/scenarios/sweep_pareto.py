"""Budget, coverage and equity: plans of the city beside those of the sweep, mixed from the sub-districts' solved plans.

The sweep's points are the best by the score. For a Pareto set the stations are shared out by other aims as well: for
each level of households within 500 m, and of short walks, the mixture with the smallest bill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from geo.clustering.mixtures import cheapest_mixtures
from geo.clustering.problem import Floats
from geo.clustering.sketch import Sketch
from geo.measures.tradeoffs import TradePoint, pareto_points
from geo.plan import Status
from geo.scenarios.sweep_cells import cell_value
from geo.scenarios.sweep_points import PointMaker

_LEVELS = 24  # mixtures of each aim that are measured in full
_NEAR_M = 500.0


def pareto_set(maker: PointMaker, points: Sequence[TradePoint], totals: tuple[int, int]) -> tuple[TradePoint, ...]:
    """Return the plans that no other plan found dominates in monthly cost, share within 500 m and Gini.

    Mixtures whose number of stations lies outside `totals` are left out.
    """
    cells = _offered(maker)
    found = [point for point in points if point.has_plan]
    seen = {tuple((point.shares or {}).values()) for point in found}
    for benefit in (_covered, _evenness):
        for shares in _mixed(maker, cells, benefit):
            if totals[0] <= sum(shares) <= totals[1] and shares not in seen:
                seen.add(shares)
                value = sum(cell_value(maker.table.cells[at, count]) for at, count in enumerate(shares))
                point = TradePoint(sum(shares), Status.FEASIBLE.value, value)
                found.append(maker.described(point, shares))
    return pareto_points(found)


def _offered(maker: PointMaker) -> list[list[int]]:
    """List the numbers of stations of each part that have a plan."""
    cells = sorted(cell for cell, solution in maker.table.cells.items() if np.isfinite(cell_value(solution)))
    return [[count for at, count in cells if at == part] for part in range(len(maker.table.parts))]


def _mixed(maker: PointMaker, cells: list[list[int]], benefit: Callable[[Sketch], float]) -> list[tuple[int, ...]]:
    offers: list[tuple[Floats, Floats]] = []
    for at, counts in enumerate(cells):
        sketches = [maker.sketch((at, count)) for count in counts]
        cost = np.array([float(sketch.regions["monthly_cost_cny"].sum()) for sketch in sketches])
        offers.append((cost, np.array([benefit(sketch) for sketch in sketches], np.float64)))
    mixtures = cheapest_mixtures(offers)
    step = max(1.0, (len(mixtures) - 1) / (_LEVELS - 1))
    picked = sorted({round(at * step) for at in range(_LEVELS) if round(at * step) < len(mixtures)})
    return [tuple(cells[at][plan] for at, plan in enumerate(mixtures[position])) for position in picked]


def _covered(sketch: Sketch) -> float:
    walks = sketch.walks
    near = walks["claimed"] & (walks["walk_m"] <= _NEAR_M)
    return float(np.nan_to_num(walks["households"].to_numpy(np.float64))[near.to_numpy(bool)].sum())


def _evenness(sketch: Sketch) -> float:
    """Long walks count by their square, which is what an even share avoids."""
    walks = sketch.walks
    reached = walks["claimed"].to_numpy(bool) & np.isfinite(walks["walk_m"].to_numpy(np.float64))
    homes = np.nan_to_num(walks["households"].to_numpy(np.float64))[reached]
    return -float((homes * walks["walk_m"].to_numpy(np.float64)[reached] ** 2).sum())
