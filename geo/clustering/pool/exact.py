"""The Hess model closed by a mixed-integer solver: what the prices rule out is left out, contiguity cuts are added.

x(i, j): unit i is in the region about unit j; a region is open just when its centre is in it.

    min   sum w_i |p_i - p_j|^2 x(i, j)
    s.t.  sum over j of x(i, j) = 1,  x(i, j) <= x(j, j),  sum over j of x(j, j) = K
          low_a x(j, j) <= sum over i of a_i x(i, j) <= high_a x(j, j)
          x(i, j) = x(k, j), x(i, j) + x(k, j) <= x(j, j)     for units i and k that are together, and apart
          x(j, j) = 1     for forced centres
          x(i, j) <= sum over s in S of x(s, j)     for separators S of i and j, added where an answer is not connected

As Validi, Buchanan and Lykhovyd (2022), "Imposing contiguity constraints in political districting models", Operations
Research 70(2), https://doi.org/10.1287/opre.2021.2141.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix

from geo.clustering.pool.ground import Ground
from geo.clustering.pool.instance import Bools, Floats, Ints, Pool
from geo.clustering.pool.pricing import price_all
from geo.integer_program import Rows

Pairs = NDArray[np.int64]  # columns by unit and centre
MOST_COLUMNS = 25_000  # beyond this the solver gets nowhere in a minute


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """What the model proved: a bound, and a better plan where it found one."""

    bound: float
    region: Ints | None
    value: float
    nodes: int
    is_infeasible: bool = False


def possible_pairs(pool: Pool, ground: Ground, prices: Floats, *, target: float) -> Bools:
    """Mark the pairs (unit, centre) that a plan of less than `target` may use, shape ``(n, n)``."""
    units, regions = len(prices), pool.regions
    places = np.column_stack([ground.x, ground.y])
    worth, margin = price_all(ground, prices, places, np.arange(units, dtype=np.int32))
    ranked = np.sort(worth)
    base = prices.sum() + ranked[:regions].sum()
    rise = np.maximum(worth - ranked[regions - 1], 0.0)  # of the bound, with this centre in
    far = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    cost = ground.weight[:, None] * far - prices[:, None] - margin[None] * ground.load[:, :1]
    room = 1e-7 * abs(target)
    allowed = np.asarray(base + rise[None] + np.maximum(cost, 0.0) <= target + room)
    return allowed & ~pool.rules.forbidden[None]


def close(pool: Pool, ground: Ground, allowed: Bools, *, target: float, deadline: float, nodes: int) -> Closed:
    """Solve the model over the allowed pairs; plans of no less than `target` do not interest.

    Parameters
    ----------
    deadline : of `time.monotonic`.
    nodes : of the solver's tree in all.
    """
    pairs = np.argwhere(allowed)
    column = np.full(allowed.shape, -1, np.int64)
    column[pairs[:, 0], pairs[:, 1]] = np.arange(len(pairs))
    rows = _rows(ground, allowed, column, pool.regions)
    _add_rules(pool, column, rows)
    far = (ground.x[pairs[:, 0]] - ground.x[pairs[:, 1]]) ** 2 + (ground.y[pairs[:, 0]] - ground.y[pairs[:, 1]]) ** 2
    cost = ground.weight[pairs[:, 0]] * far
    bound, used = -math.inf, 0
    while True:
        answer, below, spent, is_none = _solve(cost / max(target, 1e-12), rows, deadline, nodes - used)
        used += spent
        bound = max(bound, below * max(target, 1e-12))
        if is_none:
            return Closed(math.inf, None, math.inf, used, is_infeasible=True)
        if answer is None:
            return Closed(bound, None, math.inf, used)
        centre = pairs[answer > 0.5, 1][np.argsort(pairs[answer > 0.5, 0])].astype(np.int32)
        if not _add_cuts(ground, centre, column, rows):
            region = np.unique(centre, return_inverse=True)[1].astype(np.int32)
            return Closed(bound, region, float(cost[answer > 0.5].sum()), used)
        if time.monotonic() >= deadline or used >= nodes:
            return Closed(bound, None, math.inf, used)


def _rows(ground: Ground, allowed: Bools, column: Pairs, regions: int) -> Rows:
    rows = Rows()
    units = len(allowed)
    for unit in range(units):
        rows.add(column[unit, allowed[unit]], low=1.0, high=1.0)
    centres = np.flatnonzero(allowed.diagonal())
    rows.add(column[centres, centres], low=float(regions), high=float(regions))
    for centre in range(units):  # one row a pair, then the loads
        members = np.flatnonzero(allowed[:, centre])
        opened = column[centre, centre]
        if opened < 0:  # the pair with itself is ruled out: so are all
            for unit in members.tolist():
                rows.add(column[[unit], centre], low=0.0, high=0.0)
            continue
        for unit in members[members != centre].tolist():
            rows.add(np.array([column[unit, centre], opened]), np.array([1.0, -1.0]), high=0.0)
        for a in range(ground.load.shape[1]):
            share = ground.load[members, a] / ground.mean[a]
            inside = column[members, centre]
            is_self = members == centre
            rows.add(inside, share - is_self * ground.high[a] / ground.mean[a], high=0.0)
            rows.add(inside, share - is_self * ground.low[a] / ground.mean[a], low=0.0)
    return rows


def _add_rules(pool: Pool, column: Pairs, rows: Rows) -> None:
    together, apart = pool.rules.pairs(pool.regions)
    for centre in range(pool.units):
        opened = column[centre, centre]
        for first, second in together.tolist():
            ends = np.array([column[first, centre], column[second, centre]])
            rows.add(ends[ends >= 0], np.array([1.0, -1.0])[ends >= 0], low=0.0, high=0.0)
        for first, second in apart.tolist():
            ends = np.array([column[first, centre], column[second, centre], opened])
            if (ends >= 0).all():
                rows.add(ends, np.array([1.0, 1.0, -1.0]), high=0.0)
    for unit in pool.rules.forced.tolist():
        own = column[unit, unit]
        rows.add(np.array([own] if own >= 0 else [], np.int64), low=1.0)


def _solve(cost: Floats, rows: Rows, deadline: float, nodes: int) -> tuple[Floats | None, float, int, bool]:
    """Return the best point, the bound, the nodes used, and whether it is proved that there is no point."""
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the library has no types
    options: dict[str, Any] = {"output_flag": False, "threads": 1, "random_seed": 0}
    options |= {"mip_rel_gap": 1e-7, "mip_max_nodes": max(1, nodes)}
    if math.isfinite(deadline):
        options["time_limit"] = max(0.5, deadline - time.monotonic())
    for name, value in options.items():
        solver.setOptionValue(name, value)
    count = len(cost)
    matrix = coo_matrix((rows.value, (rows.row, rows.column)), shape=(len(rows.low), count)).tocsr()
    none, index = np.zeros(0, np.int32), matrix.indices.astype(np.int32)
    starts = np.zeros(count + 1, np.int32)
    solver.addCols(count, cost, np.zeros(count), np.ones(count), 0, starts, none, np.zeros(0))
    low, high = np.array(rows.low), np.array(rows.high)
    solver.addRows(len(low), low, high, matrix.nnz, matrix.indptr[:-1].astype(np.int32), index, matrix.data)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.full(count, 1, np.uint8))
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, math.inf, int(info.mip_node_count), True
    point = np.array(solver.getSolution().col_value) if info.primal_solution_status == 2 else None
    return point, float(info.mip_dual_bound), max(1, int(info.mip_node_count)), False


def _add_cuts(ground: Ground, centre: Ints, column: Pairs, rows: Rows) -> bool:
    """Cut off every part of a region that does not hang on its centre; tell whether there was one."""
    found = False
    for own in np.unique(centre):
        body = _reached(ground, centre == own, int(own))
        left = (centre == own) & ~body
        while left.any():
            part = _reached(ground, left, int(np.flatnonzero(left)[0]))
            left &= ~part
            separator = _separator(ground, part, int(own))
            usable = separator[column[separator, own] >= 0]
            for unit in np.flatnonzero(part):
                entries = np.append(column[usable, own], column[unit, own])
                rows.add(entries, np.append(-np.ones(len(usable)), 1.0), high=0.0)
            found = True
    return found


def _reached(ground: Ground, inside: Bools, root: int) -> Bools:
    reached = np.zeros(len(inside), np.bool_)
    reached[root] = True
    waiting = [root]
    while waiting:
        here = waiting.pop()
        for other in ground.neighbour[ground.start[here] : ground.start[here + 1]]:
            if inside[other] and not reached[other]:
                reached[other] = True
                waiting.append(int(other))
    return reached


def _separator(ground: Ground, part: Bools, root: int) -> Ints:
    """List the units beside a part from which the root can be reached without its other neighbours."""
    fence = np.zeros(len(part), np.bool_)
    for unit in np.flatnonzero(part):
        fence[ground.neighbour[ground.start[unit] : ground.start[unit + 1]]] = True
    fence &= ~part
    if fence[root]:
        outside = np.zeros(len(part), np.bool_)
        outside[root] = True
    else:
        outside = _reached(ground, ~fence & ~part, root)
    touching = [
        unit
        for unit in np.flatnonzero(fence)
        if unit == root or outside[ground.neighbour[ground.start[unit] : ground.start[unit + 1]]].any()
    ]
    return np.array(touching, np.int32)
