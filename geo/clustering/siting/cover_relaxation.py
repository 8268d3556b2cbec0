"""The linear relaxation of maximal covering, for the sake of its prices.

On maps of streets subgradients end 1 % above the best bound there is; an interior point method is there in seconds. Its
prices need not be exact: any prices give a bound, and the Lagrangian works out which.
"""

from __future__ import annotations

import math
import time

import numpy as np

from geo.clustering.siting.lists import Bytes, Floats, Lists
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.swap_search import OPEN

_MOST_PAIRS = 1_500_000  # above, the factors fill up


def covering_prices(lists: Lists, fixed: Bytes, stations: int, *, limits: Limits) -> Floats | None:
    """Price each point between 0 and its weight by the dual of the linear relaxation, shape ``(n,)``.

    None where the problem is too large or the clock too short; a third of the time left is used at most.
    """
    import highspy

    rows, sites = lists.rows, lists.site_count
    points, pairs = lists.point_count, len(rows.site)
    if not 0 < pairs <= _MOST_PAIRS:
        return None
    start = np.concatenate([rows.start + np.arange(points + 1), [pairs + points + sites]])
    column = np.insert(rows.site.astype(np.int32), rows.start[1:], sites + np.arange(points, dtype=np.int32))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = sites + points, points + 1
    model.col_cost_ = np.concatenate([np.zeros(sites), rows.beyond])
    model.col_lower_ = np.concatenate([(fixed == OPEN).astype(float), np.zeros(points)])
    model.col_upper_ = np.ones(sites + points)
    model.row_lower_ = np.concatenate([np.ones(points), [float(stations)]])
    model.row_upper_ = np.concatenate([np.full(points, highspy.kHighsInf), [float(stations)]])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = start.astype(np.int32)
    model.a_matrix_.index_ = np.concatenate([column, np.arange(sites, dtype=np.int32)])
    model.a_matrix_.value_ = np.ones(pairs + points + sites)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy ships without annotations
    options: dict[str, bool | int | float | str] = {
        "output_flag": False, "threads": 1, "solver": "ipm", "run_crossover": "off",
    }  # fmt: skip
    if math.isfinite(limits.deadline):
        options["time_limit"] = max(0.1, (limits.deadline - time.monotonic()) / 3)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    duals = np.array(solver.getSolution().row_dual)
    if len(duals) != points + 1 or not np.isfinite(duals).all() or not duals.any():
        return None
    prices: Floats = np.clip(duals[:points], 0.0, rows.beyond)
    return prices
