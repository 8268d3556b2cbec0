"""Siting with capacities as an integer program over some pairs of points and sites.

    minimise  Σ c_ij x_ij + Σ f_j y_j
    with      Σ_j x_ij = 1,   Σ_i d_i x_ij ≤ Q_j y_j,   x_ij ≤ y_j,   low ≤ Σ y_j ≤ high,   x, y in {0, 1}

Used on what reduced costs leave of a whole problem, to prove it, and on a few neighbouring clusters, to improve a plan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.siting.lists import Bools, Floats, Ints, Longs
from geo.integer_program import IntegerProgram, Solved, solve_integer


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """A part of a problem: which points may go to which sites, at what cost; numbers are those of the whole problem.

    `point`, `site` and `cost` are one entry a pair; `must_open` are sites that stay open.
    """

    point: Ints
    site: Ints
    cost: Floats
    must_open: Bools
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Assigned:
    """The best plan of a part, by pair positions (None where none was found), its cost and the proved bound."""

    chosen: Longs | None
    value: float
    bound: float
    stopped_by: str
    is_infeasible: bool


def solve_pairs(
    pairs: Pairs,
    load: Floats,
    capacity: Floats,
    fixed_cost: Floats,
    *,
    start: Bools | None,
    cutoff: float = math.inf,
    seconds: float = math.inf,
    nodes: int = 0,
    gap: float = 0.0,
) -> Assigned:
    """Solve a part; `start` marks the pairs of a plan, shape like `pairs.point`."""
    points, own = np.unique(pairs.point, return_inverse=True)
    sites, place = np.unique(pairs.site, return_inverse=True)
    count, number = len(pairs.point), len(sites)
    each = np.arange(count)
    room = np.minimum(capacity[sites], load[points].sum())
    offset = np.cumsum([0, len(points), number, count])
    opening = count + np.arange(number)
    row = np.concatenate(
        [
            own,
            offset[1] + place,
            offset[1] + np.arange(number),
            offset[2] + each,
            offset[2] + each,
            np.full(number, offset[3]),
        ]
    )
    column = np.concatenate([each, each, opening, each, count + place, opening])
    value = np.concatenate([np.ones(count), load[pairs.point], -room, np.ones(count), -np.ones(count), np.ones(number)])
    low = np.concatenate([np.ones(len(points)), np.full(number + count, -np.inf), [float(pairs.low)]])
    high = np.concatenate([np.ones(len(points)), np.zeros(number + count), [float(pairs.high)]])
    cost = np.concatenate([pairs.cost, fixed_cost[sites]])
    lower = np.concatenate([np.zeros(count), pairs.must_open[sites].astype(float)])
    program = IntegerProgram(cost, row, column, value, low, high, lower=lower)
    first = None if start is None else _first_values(start, pairs, sites, place)
    solved: Solved = solve_integer(program, start=first, cutoff=cutoff, seconds=seconds, nodes=nodes, gap=gap)
    chosen = None if solved.values is None else np.flatnonzero(solved.values[:count] > 0.5)
    return Assigned(chosen, solved.value, solved.bound, solved.stopped_by, solved.is_infeasible)


def _first_values(start: Bools, pairs: Pairs, sites: Ints, place: Longs) -> Floats:
    """Open what a plan uses, and more where it uses fewer sites than must be open."""
    is_open = pairs.must_open[sites].copy()
    is_open[place[start]] = True
    for at in np.flatnonzero(~is_open)[: max(0, pairs.low - int(is_open.sum()))]:
        is_open[at] = True
    return np.concatenate([start.astype(float), is_open.astype(float)])
