"""Cut a pool of units into balanced, connected, compact regions: search, bound, close where small, check, return."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from geo.clustering.pool.answer import PoolPlan
from geo.clustering.pool.bound import lower_bound
from geo.clustering.pool.checker import border_of, faults_of, inertia_of
from geo.clustering.pool.exact import MOST_COLUMNS, close, possible_pairs
from geo.clustering.pool.ground import Ground, broken_of, ground_of, tally_of
from geo.clustering.pool.instance import Bools, Floats, Ints, Pool, read_pool
from geo.clustering.pool.obstacles import obstacle
from geo.clustering.pool.search import search
from geo.clustering.pool.subsets import MOST_UNITS, best_plan
from geo.errors import InputError, SolverError, shortlist
from geo.plan import Status
from geo.wording import text

_BOUND_UNITS = 4_000  # with more the bound takes minutes: it is left out unless asked for
_OPTIMAL = 1e-6  # relative
_ROUNDS, _MOST_ROUNDS = 6, 60  # of the search, by the work and by the clock; more than 60 change nothing
_SEARCH_SHARES = ((20.0, 0.8), (math.inf, 0.5))  # of a time limit up to so many seconds, where a bound follows
_PAIRS_A_SECOND = 200_000  # units x units a second of the limit, beyond which no bound worth having is reached


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    region: Ints
    excess: float
    bound: float
    work: int
    stopped_by: str
    is_exact: bool = False


def solve(
    places: ArrayLike,
    edges: ArrayLike,
    *,
    regions: int,
    activities: ArrayLike,
    tolerance: float | Sequence[float] = 0.05,
    weights: ArrayLike | None = None,
    border_m: ArrayLike | None = None,
    border_price: float = 0.0,
    objective: str = "inertia",
    locks: ArrayLike = (),
    together: ArrayLike = (),
    apart: ArrayLike = (),
    forced: Sequence[int] | Bools = (),
    forbidden: Sequence[int] | Bools = (),
    prove: bool | None = None,
    rounds: int | None = None,
    node_limit: int = 5_000,
    seed: int = 0,
    time_limit_s: float | None = None,
) -> PoolPlan:
    """Cut units into K connected regions, each activity within its tolerance, as compact as can be.

    Parameters
    ----------
    places : coordinates of the units, shape ``(n, 2)``, in metres (or any unit of length).
    edges : pairs of units that border each other, shape ``(E, 2)``.
    regions : number K of regions.
    activities : loads to be balanced, shape ``(n,)`` or ``(n, A)``, 0 or more.
    tolerance : a region's load is within (1 - t) to (1 + t) of total / K; one number, or one for each activity.
    weights : what units count for in the inertia, shape ``(n,)``; the first activity where not given.
    border_m : length of the border of each edge, shape ``(E,)``.
    border_price : objective units for a metre of border between regions.
    objective : ``inertia``, weight times squared distance to the region's centroid, or ``hess``, to one of its units.
    locks : pairs of a unit and the number (0 to K - 1) of the region it must be in, shape ``(L, 2)``.
    together, apart : pairs of units that must, and that must not, share a region, shape ``(., 2)``.
    forced, forbidden : units that must be, and that may not be, centres (``hess`` only): numbers, or a mask.
    prove : whether to work out a bound; by default up to 4,000 units.
    rounds, node_limit, time_limit_s : limits of the search, of the closing model, and of all by the clock. Without a
        time limit the search takes 6 rounds and the answer is the same on any machine.

    Returns
    -------
    PoolPlan
        Checked by plain loops that know nothing of the solver. The bound also holds for plans whose regions are not
        connected and for units in parts. Where there is no plan: status infeasible, the reason, and the plan that
        breaks the tolerance least, where one was found.

    Raises
    ------
    InputError
        Where an argument cannot be used.
    SolverError
        Where the checker refuses the solver's answer.

    Examples
    --------
    >>> plan = solve([[0, 0], [1, 0], [2, 0], [3, 0]], [[0, 1], [1, 2], [2, 3]], regions=2, activities=[1, 1, 1, 1])
    >>> plan.region.tolist(), plan.value, plan.status.value
    ([0, 0, 1, 1], 1.0, 'optimal')
    """
    began = time.monotonic()
    for name, limit in (("rounds", rounds), ("node_limit", node_limit), ("time_limit_s", time_limit_s)):
        if limit is not None and not limit > 0:
            raise InputError(text("pool.limit", name=name, found=str(limit)))
    pool = read_pool(
        places, edges, regions=regions, activities=activities, tolerance=tolerance, weights=weights,
        border_m=border_m, border_price=border_price, objective=objective, locks=locks, together=together,
        apart=apart, forced=forced, forbidden=forbidden,
    )  # fmt: skip
    reason = obstacle(pool)
    if reason:
        return _no_plan(pool, reason, began)
    ground = ground_of(pool)
    if pool.units <= MOST_UNITS:
        return _all_plans(pool, ground, began, seed)
    deadline = math.inf if time_limit_s is None else began + time_limit_s
    is_proved = pool.units <= _BOUND_UNITS if prove is None else prove
    until = deadline
    if time_limit_s is not None and is_proved:
        until = began + time_limit_s * _search_share(pool.units, time_limit_s)
    turns = rounds or (_ROUNDS if time_limit_s is None else _MOST_ROUNDS)
    best = search(pool, ground, rounds=turns, seed=seed, deadline=until)
    found = _Found(best.region, best.excess, -math.inf, best.work, best.stopped_by)
    if is_proved and best.excess == 0.0:
        found = _proved(pool, ground, found, value=best.value, deadline=deadline, nodes=node_limit)
    return _finished(pool, ground, found, began)


def _search_share(units: int, time_limit_s: float) -> float:
    """Return the share of a time limit that the search gets, the bound the rest."""
    if units * units > _PAIRS_A_SECOND * time_limit_s:
        return 0.95
    return next(share for most, share in _SEARCH_SHARES if time_limit_s <= most)


def _all_plans(pool: Pool, ground: Ground, began: float, seed: int) -> PoolPlan:
    region, value = best_plan(pool, ground)
    work = 1 << pool.units
    if region is None:
        nearest = search(pool, ground, rounds=1, seed=seed)
        return replace(
            _finished(pool, ground, _Found(nearest.region, nearest.excess, -math.inf, work, "", is_exact=True), began),
            reason=text("pool.proved-none", regions=pool.regions), stopped_by="",
        )  # fmt: skip
    return _finished(pool, ground, _Found(region, 0.0, value, work, "", is_exact=True), began)


def _proved(pool: Pool, ground: Ground, found: _Found, *, value: float, deadline: float, nodes: int) -> _Found:
    """Add a bound, and close the gap where the model is small enough."""
    proof = lower_bound(ground, found.region, regions=pool.regions, target=value, deadline=deadline)
    stopped = "time" if "time" in (found.stopped_by, proof.stopped_by) else found.stopped_by
    found = replace(found, bound=min(proof.value, value), work=found.work + proof.work, stopped_by=stopped)
    is_late = time.monotonic() >= deadline
    if not ground.has_centres or pool.border_price > 0 or is_late or value - found.bound <= _OPTIMAL * value:
        return found
    allowed = possible_pairs(pool, ground, proof.prices, target=value)
    if int(allowed.sum()) > MOST_COLUMNS:
        return found
    closed = close(pool, ground, allowed, target=value, deadline=deadline, nodes=nodes)
    bound = value if closed.is_infeasible else min(value, max(found.bound, closed.bound))
    stopped = "time" if time.monotonic() >= deadline else found.stopped_by
    found = replace(found, bound=bound, work=found.work + closed.nodes, stopped_by=stopped)
    if closed.region is not None and closed.value < value * (1 + 1e-12):
        bound = min(closed.value, max(found.bound, closed.bound))
        found = replace(found, region=closed.region, bound=bound, is_exact=True)
    return found


def _no_plan(pool: Pool, reason: str, began: float) -> PoolPlan:
    nobody = np.full(pool.units, -1, np.int32)
    nothing = np.zeros((pool.regions, pool.load.shape[1]))
    seconds = time.monotonic() - began
    none = math.nan
    return PoolPlan(
        pool.objective, nobody, np.zeros(0, np.int32), none, none, none, none, nothing,
        Status.INFEASIBLE, 0, seconds, "", reason,
    )  # fmt: skip


def _finished(pool: Pool, ground: Ground, found: _Found, began: float) -> PoolPlan:
    """Give the regions their numbers, recompute every figure, and let the checker judge the whole."""
    bound_first = _numbered(pool, found.region, ground.home)  # as the kernels know the regions
    tally = tally_of(ground, bound_first, pool.regions)
    region = _numbered(pool, bound_first, pool.rules.locked)
    former = np.empty(pool.regions, np.int32)
    former[region] = bound_first
    loads = tally.load[former]
    members = _members(region, pool.regions)
    centres = tally.centre[former].tolist() if ground.has_centres else []
    inertia, border = inertia_of(pool, members, centres), border_of(pool, members)
    value = inertia + pool.border_price * border
    bound = min(found.bound, value)
    is_optimal = value - bound <= _OPTIMAL * abs(value)
    status, reason = Status.GAP if math.isfinite(bound) else Status.FEASIBLE, ""
    if is_optimal:
        status = Status.OPTIMAL
    if found.excess > 0.0:
        status, reason, bound = Status.INFEASIBLE, _none_found(pool, loads, broken_of(ground, tally)), -math.inf
    plan = PoolPlan(
        f"{pool.objective} exact" if found.is_exact else pool.objective,
        _in_rows(pool, region), pool.order[centres].astype(np.int32) if centres else np.zeros(0, np.int32),
        value, bound, inertia, border, loads, status, found.work, time.monotonic() - began,
        "" if status is Status.OPTIMAL else found.stopped_by, reason,
    )  # fmt: skip
    faults = faults_of(pool, plan)
    if faults:
        raise SolverError(text("pool.refused", faults=shortlist(faults)))
    return plan


def _members(region: Ints, regions: int) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(regions)]
    for unit, own in enumerate(region.tolist()):
        members[own].append(unit)
    return members


def _numbered(pool: Pool, region: Ints, told: Ints) -> Ints:
    """Give the regions the numbers told by their units (-1: none), the others by first unit in the caller's order."""
    rows = _in_rows(pool, region)
    _, first = np.unique(rows, return_index=True)
    rank, used = np.full(pool.regions, -1, np.int32), set()
    for unit in np.flatnonzero(told >= 0):
        label = int(told[unit])
        if rank[region[unit]] < 0 and label not in used:  # broken locks must not take a number twice
            rank[region[unit]] = label
            used.add(label)
    numbers = iter(sorted(set(range(pool.regions)) - used))
    for own in rows[np.sort(first)]:
        if rank[own] < 0:
            rank[own] = next(numbers)
    return np.asarray(rank[region], dtype=np.int32)


def _in_rows(pool: Pool, region: Ints) -> Ints:
    rows = np.empty(pool.units, np.int32)
    rows[pool.order] = region
    return rows


def _none_found(pool: Pool, loads: Floats, broken: int) -> str:
    mean = np.where(loads.sum(axis=0) > 0, loads.sum(axis=0) / pool.regions, 1.0)
    out = np.maximum(pool.low - loads, loads - pool.high) / mean
    regions = int((out > 1e-9).any(axis=1).sum())
    worst = float(np.abs(loads / mean - 1).max())
    return text("pool.none-found", outside=regions, worst=f"{worst:.1%}", broken=broken)
