"""Siting with capacities, every point at one site: p-median (CPMP) and facility location with fixed costs (SSCFLP).

Annealing finds a plan, a Lagrangian with knapsacks the bound; then integer programs improve a few clusters at a time,
and one over what reduced costs leave of the whole tries to prove the plan. The answer depends on the clock only where
a time limit cuts the work, which `stopped_by` tells.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np

from geo.clustering.siting.anneal import Arrangement, Ground, anneal, nearest_clusters
from geo.clustering.siting.answer import Found, no_plan
from geo.clustering.siting.capacity_bound import CapacityAscent, Sites, ascend_with_capacities
from geo.clustering.siting.capacity_model import Pairs, solve_pairs
from geo.clustering.siting.lists import Bools, Bytes, Floats, Ints, Lists
from geo.clustering.siting.median_tree import Limits, first_multipliers
from geo.clustering.siting.neighbourhoods import improve_parts, prices_of
from geo.clustering.siting.p_median import fixed_states, spread_start
from geo.clustering.siting.problem import Model, SitingProblem
from geo.clustering.siting.swap_search import OPEN, search_swaps
from geo.clustering.siting.travel import MatrixTravel
from geo.wording import text

_LARGEST_PAIRS = 60_000_000  # the table of costs then takes half a gigabyte
_RUNS = (2_000, 6_000, 6_000)  # moves a point of the first runs of annealing
_LAST_RUN = 20_000
_SLOWEST_MOVES_S = 1.5e6  # of annealing, a cautious guess of speed before any run was timed
_WHOLE_PAIRS = 60_000  # of the program over what is left; beyond, HiGHS does not get past its root in a minute
_WHOLE_NODES = 5_000
_HOT, _COLD = 3.0, 0.03  # of the mean cost a point; the best of six pairs on the SJC and Stefanello sets
_STEPS = (400, 600)


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A problem made ready: table of costs, lists, states, how many sites."""

    problem: SitingProblem
    ground: Ground
    lists: Lists
    fixed: Bytes
    low: int
    high: int
    slack: float
    unserved: float  # price of a pair out of reach

    @property
    def sites(self) -> Sites:
        """What the bound needs to know."""
        return Sites(self.lists.columns(), self.ground.load, self.ground.capacity, self.ground.fixed_cost)


def solve_capacitated(problem: SitingProblem, *, limits: Limits, seed: int) -> Found:
    """Solve siting with capacities; see the module."""
    case = _case(problem)
    first = _first_sites(case, seed)
    multipliers = first_multipliers(case.lists, first)
    loose = _bound(case, multipliers, _worst(case, first), tight=False, scale=1.0, limits=limits)
    plans, is_cut = _anneal_all(case, first, loose, limits=limits, seed=seed)
    upper = plans.value if math.isfinite(plans.value) else _worst(case, first)
    run = _bound(case, loose.multipliers, upper, tight=True, scale=0.3, limits=limits)
    bound = run.bound
    if math.isfinite(plans.value) and not _is_closed(case, plans.value, bound) and case.low == case.high:
        plans = improve_parts(
            case.ground,
            plans,
            prices_of(case.ground, run),
            rounds=4 * len(plans.site),
            limits=_part_of(limits, 0.5),
            seed=seed,
        )
    plans, bound, reason = _finish(case, plans, run, limits)
    if reason:
        return no_plan(reason)
    stopped = "time" if limits.is_over or is_cut else "" if _is_closed(case, plans.value, bound) else "work"
    sites = np.unique(plans.assignment) if problem.model is Model.FACILITY else np.sort(plans.site)
    if problem.model is Model.FACILITY:
        sites = np.union1d(sites, np.flatnonzero(problem.forced))
    return Found(sites.astype(np.int32), math.nan, bound, plans.assignment, stopped_by=stopped)


def _case(problem: SitingProblem) -> _Case:
    points, sites = problem.shape
    allowed = ~problem.forbidden
    if isinstance(problem.travel, MatrixTravel):
        metres = problem.travel.metres
    else:
        metres = np.array([[problem.travel.between(i, j) for j in range(sites)] for i in range(points)])
    cost = np.where(np.isfinite(metres), problem.weights[:, None] * np.where(np.isfinite(metres), metres, 0.0), np.inf)
    cost[problem.loads[:, None] > problem.capacities[None, :]] = np.inf
    cost[:, problem.forbidden] = np.inf
    worst = np.where(np.isfinite(cost), cost, 0.0).max(axis=1, initial=0.0)
    fixed_cost = problem.fixed_costs if problem.model is Model.FACILITY else np.zeros(sites)
    unserved = 2.0 * (float(worst.sum()) + float(fixed_cost.sum()) + 1.0)
    counted = problem.model is Model.CAPACITATED
    per_site = sites / problem.stations if counted else sites
    lists = MatrixTravel(cost).lists(np.ones(points), allowed, length=int(min(sites, max(40, 6 * per_site))))
    ground = Ground(
        np.ascontiguousarray(np.where(np.isfinite(cost), cost, unserved).T),
        problem.loads,
        problem.capacities,
        fixed_cost,
        lists.rows,
        ~problem.forced,
    )
    whole = lists.is_integral and bool(np.all(cost[np.isfinite(cost)] % 1 == 0)) and bool(np.all(fixed_cost % 1 == 0))
    low, high = (problem.stations, problem.stations) if counted else (1, int(allowed.sum()))
    return _Case(problem, ground, lists, fixed_states(problem), low, high, 1.0 - 1e-6 if whole else 0.0, unserved)


def _first_sites(case: _Case, seed: int) -> Bools:
    """Site without capacities first; with fixed costs, as many sites as the loads need and a half more."""
    count = case.low
    if case.low != case.high:
        typical = float(np.median(case.problem.capacities[~case.problem.forbidden]))
        count = math.ceil(1.5 * float(case.problem.loads.sum()) / typical) if 0 < typical < math.inf else 1
        count = int(min(case.high, max(count, (case.fixed == OPEN).sum(), 1)))
    start = spread_start(case.lists, case.fixed, count, seed)
    return search_swaps(case.lists, start, case.fixed, work=100 * len(case.lists.rows.site), seed=seed)[0]


def _worst(case: _Case, first: Bools) -> float:
    """Guess an upper value for the step lengths before there is a plan."""
    near = case.ground.cost[np.flatnonzero(first)].min(axis=0).sum()
    return 1.1 * float(near + case.ground.fixed_cost[first].sum()) + 1.0


def _bound(case: _Case, start: Floats, upper: float, *, tight: bool, scale: float, limits: Limits) -> CapacityAscent:
    """Raise the bound in rounds, so that the clock is heard."""
    best: CapacityAscent | None = None
    slack = max(case.slack, 1e-9 * abs(upper))
    sites, beyond = case.sites, case.lists.rows.beyond
    for at in range(5):
        run = ascend_with_capacities(
            sites,
            case.fixed,
            case.low,
            case.high,
            start if best is None else best.multipliers,
            beyond,
            upper,
            slack,
            _STEPS[tight] // 5,
            15,
            scale * 0.45**at,
            tight,
        )
        best = run if best is None or run.bound > best.bound else best
        if limits.is_over or best.bound >= upper - slack:
            break
    assert best is not None
    return best


def _anneal_all(
    case: _Case, first: Bools, loose: CapacityAscent, *, limits: Limits, seed: int
) -> tuple[Arrangement, bool]:
    """Anneal from both the plan without capacities and the bound's favourite sites, then longer from the better."""
    ground, points = case.ground, case.problem.shape[0]
    count = int(first.sum())
    if case.low != case.high:
        count = int(max(1, loose.chosen.sum(), (case.fixed == OPEN).sum()))
    wish = loose.frequency + 2.0 * (case.fixed == OPEN) - 2.0 * case.problem.forbidden
    order = np.argsort(-wish, kind="stable")
    if case.low != case.high:  # enough sites for the loads, and a little room to pack them
        held = np.cumsum(ground.capacity[order])
        count = min(case.high, max(count, 1 + int(np.searchsorted(held, 1.02 * ground.load.sum()))))
    liked = np.sort(order[:count])
    starts = [np.flatnonzero(first) if case.low == case.high else liked, liked, np.flatnonzero(first)]
    if case.low != case.high:
        starts[2] = liked
    mean = max(_worst(case, first) / points, 1e-9)
    price = 2.0 * mean / max(float(ground.load.mean()), 1e-12)
    best, is_cut, speed = None, False, _SLOWEST_MOVES_S
    for at, moves in enumerate((*_RUNS, _LAST_RUN)):
        site = starts[at % 3].astype(np.int32)
        left = (limits.deadline - time.monotonic()) * 0.45
        allowed = int(min(moves * points, left * speed))
        is_cut = is_cut or allowed < moves * points
        if best is not None and allowed < 200 * points:
            break
        if at == len(_RUNS) and math.isfinite(left):  # a time limit is there to be used
            allowed = int(min(8 * _LAST_RUN * points, left * speed))
            is_cut = True
        start = Arrangement(site, nearest_clusters(ground, site), math.inf)
        start = replace(start, value=_value_if_feasible(case, start))
        clock = time.monotonic()
        found = anneal(
            ground,
            start,
            moves=max(allowed, 50 * points),
            hot=_HOT * mean,
            cold=_COLD * mean,
            price=price,
            seed=seed + at,
        )
        speed = max(1e5, max(allowed, 50 * points) / max(time.monotonic() - clock, 1e-3)) if at else speed
        best = found if best is None or found.value < best.value else best
    assert best is not None
    return best, is_cut and math.isfinite(limits.deadline)


def _value_if_feasible(case: _Case, plan: Arrangement) -> float:
    load = np.bincount(plan.cluster, weights=case.ground.load, minlength=len(plan.site))
    if np.any(load > case.ground.capacity[plan.site]):
        return math.inf
    return float(
        case.ground.cost[plan.assignment, np.arange(len(plan.cluster))].sum() + case.ground.fixed_cost[plan.site].sum()
    )


def _is_closed(case: _Case, value: float, bound: float) -> bool:
    return bound >= value - max(case.slack, 1e-9 * abs(value))


def _part_of(limits: Limits, share: float) -> Limits:
    left = limits.deadline - time.monotonic()
    return replace(limits, deadline=time.monotonic() + share * left) if math.isfinite(left) else limits


def _finish(case: _Case, plan: Arrangement, run: CapacityAscent, limits: Limits) -> tuple[Arrangement, float, str]:
    """Prove the plan by an integer program over what reduced costs leave, where that is small enough."""
    bound = math.ceil(run.bound - 1e-6) if case.slack else run.bound
    has_plan = plan.value < case.unserved
    if has_plan and _is_closed(case, plan.value, run.bound):
        return plan, plan.value if case.slack else bound, ""
    upper = plan.value if has_plan else math.inf
    pairs = _left_pairs(case, run, upper)
    if len(np.unique(pairs.point)) < case.problem.shape[0]:  # a point that no site can take in a better plan
        return plan, upper, "" if has_plan else text("siting.overfull", stations=case.low)
    if len(pairs.point) > _WHOLE_PAIRS or limits.is_over:
        return plan, bound, "" if has_plan else text("siting.none-found", stations=case.low)
    start = plan.assignment[pairs.point] == pairs.site if has_plan else None
    if start is not None and start.sum() != len(plan.cluster):
        start = None
    seconds = max(1.0, limits.deadline - time.monotonic())
    solved = solve_pairs(
        pairs,
        case.ground.load,
        case.ground.capacity,
        case.ground.fixed_cost,
        start=start,
        seconds=seconds,
        nodes=_WHOLE_NODES,
        gap=case.slack,
    )
    proved = max(bound, min(upper, solved.bound - 1e-9 * abs(solved.bound)))
    if solved.chosen is not None and (not has_plan or solved.value < upper - 1e-9 * abs(upper)):
        plan = _plan_of(case, pairs, solved.chosen, solved.value)
        upper = plan.value
    elif not has_plan:
        is_proved = solved.is_infeasible
        return plan, bound, text("siting.overfull" if is_proved else "siting.none-found", stations=case.low)
    if not solved.stopped_by:
        proved = upper
    return plan, math.ceil(proved - 1e-6) if case.slack else proved, ""


def _left_pairs(case: _Case, run: CapacityAscent, upper: float) -> Pairs:
    """Keep the pairs whose use the bound does not forbid; all of them where there is no plan yet."""
    spare = prices_of(case.ground, run).spare
    free_in = (run.chosen == 1) & (case.fixed != OPEN)
    inside = float(run.worth[free_in].max(initial=-math.inf))
    if run.chosen.sum() < case.high:
        inside = max(inside, 0.0)
    stay = np.where(run.chosen == 1, run.worth, inside)
    base = run.bound - stay + run.loose_worth
    limit = upper - max(case.slack, 1e-9 * abs(upper)) if math.isfinite(upper) else math.inf
    keep = (base[:, None] + spare <= limit) & (case.ground.cost < case.unserved) & np.isfinite(base)[:, None]
    site, point = np.nonzero(keep)
    idle = int((case.problem.forced & ~keep.any(axis=1)).sum())  # open without a point: not in the program
    low = min(case.low - idle, len(np.unique(site)))
    pairs = (point.astype(np.int32), site.astype(np.int32), case.ground.cost[site, point])
    return Pairs(*pairs, case.problem.forced, max(0, low), max(0, case.high - idle))


def _plan_of(case: _Case, pairs: Pairs, chosen: Ints, value: float) -> Arrangement:
    assignment = np.empty(case.problem.shape[0], np.int32)
    assignment[pairs.point[chosen]] = pairs.site[chosen]
    site, cluster = np.unique(assignment, return_inverse=True)
    forced = np.setdiff1d(np.flatnonzero(case.problem.forced), site)
    return Arrangement(np.concatenate([site, forced]).astype(np.int32), cluster.astype(np.int32), value)
