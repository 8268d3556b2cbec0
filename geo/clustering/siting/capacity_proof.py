"""The proof of siting with capacities: the bound in rounds, then a program over what it leaves of the whole problem.

That is a choice among clusters where all of them can be listed, else among pairs of points and sites.
"""

from __future__ import annotations

import math
import time

import numpy as np

from geo.clustering.siting.anneal import Arrangement
from geo.clustering.siting.capacity_bound import CapacityAscent, ascend_with_capacities
from geo.clustering.siting.capacity_case import Case
from geo.clustering.siting.capacity_model import Pairs, solve_pairs
from geo.clustering.siting.cluster_program import Start, choose_clusters, pool_of
from geo.clustering.siting.lists import Floats, Ints
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.part import Part, ascend_part, merged, pairs_left, part_with
from geo.wording import text

_STEPS = (400, 600)  # of the bound, by fractions and exact
_MORE_STEPS, _MORE_SCALE = 400, 0.1  # with the value of the plan to be proved
_TABLE = 2_000_000  # pairs of the whole, for a program of clusters
_CLUSTERS = 60_000  # of the program over the whole
_WHOLE_PAIRS = 60_000  # of the program over what is left; beyond, HiGHS does not get past its root in a minute
_WHOLE_NODES = 5_000


def bound_of(case: Case, start: Floats, upper: float, *, tight: bool, scale: float, limits: Limits) -> CapacityAscent:
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


def prove_by_pairs(
    case: Case, plan: Arrangement, run: CapacityAscent, limits: Limits
) -> tuple[Arrangement, float, str]:
    """Prove the plan by an integer program over what reduced costs leave, where that is small enough."""
    bound = math.ceil(run.bound - 1e-6) if case.slack else run.bound
    has_plan = plan.value < case.unserved
    if has_plan and case.is_closed(plan.value, run.bound):
        return plan, plan.value if case.slack else bound, ""
    upper = plan.value if has_plan else math.inf
    pairs, idle_cost = _left_pairs(case, run, upper)
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
    proved = max(bound, min(upper, idle_cost + solved.bound - 1e-9 * abs(solved.bound)))
    value = solved.value + idle_cost
    if solved.chosen is not None and (not has_plan or value < upper - 1e-9 * abs(upper)):
        plan = _plan_of(case, pairs, solved.chosen, value)
        upper = plan.value
    elif not has_plan:
        is_proved = solved.is_infeasible
        return plan, bound, text("siting.overfull" if is_proved else "siting.none-found", stations=case.low)
    if not solved.stopped_by:
        proved = upper
    return plan, math.ceil(proved - 1e-6) if case.slack else proved, ""


def prove_by_clusters(case: Case, plan: Arrangement, run: CapacityAscent, limits: Limits) -> tuple[Arrangement, float]:
    """Choose among all clusters that a bound with this plan's value allows, if they are few enough to be listed.

    Returns the plan or a better one, and a proved bound.
    """
    points, sites = case.problem.shape
    if points * sites > _TABLE:
        return plan, run.bound
    ground = case.ground
    usable = np.flatnonzero(~case.problem.forbidden).astype(np.int32)
    part = part_with(ground, np.arange(points, dtype=np.int32), usable, case.high)
    forced = float(ground.fixed_cost[~ground.may_move].sum())  # paid in any case, so left out of the part
    value, slack = plan.value - forced, max(case.slack, 1e-9 * abs(plan.value))
    closer = ascend_part(part, run.multipliers, value, slack, steps=_MORE_STEPS, scale=_MORE_SCALE)
    bound = closer.bound
    pool, _ = pool_of(part, closer, value - bound - slack, most=_CLUSTERS, least_share=1.0)
    if not pool.is_cut:
        start = Start(np.searchsorted(usable, plan.assignment).astype(np.int32), value)
        seconds = max(1.0, limits.deadline - time.monotonic())
        chosen = choose_clusters(part, pool, start, distinct=False, seconds=seconds, nodes=_WHOLE_NODES, gap=slack)
        bound = max(bound, min(chosen.value if not chosen.stopped_by else value - slack, chosen.bound))
        if chosen.site is not None:
            stations = np.arange(len(plan.site), dtype=np.int32)
            gain = value - chosen.value
            plan = merged(case.ground, plan, stations, part, chosen.site, gain, counted=case.counted)
    return plan, max(run.bound, bound + forced)


def _left_pairs(case: Case, run: CapacityAscent, upper: float) -> tuple[Pairs, float]:
    """Keep the pairs whose use the bound does not forbid; all of them where there is no plan yet.

    Returns them and what the forced sites cost that no pair is left for: they are open, and not in the program.
    """
    part = Part(np.arange(0), np.arange(0), case.sites, case.fixed, case.high)
    limit = upper - max(case.slack, 1e-9 * abs(upper)) if math.isfinite(upper) else math.inf
    keep = pairs_left(part, run, limit, case.ground.cost) & (case.ground.cost < case.unserved)
    site, point = np.nonzero(keep)
    is_idle = case.problem.forced & ~keep.any(axis=1)
    idle = int(is_idle.sum())
    low = min(case.low - idle, len(np.unique(site)))
    pairs = (point.astype(np.int32), site.astype(np.int32), case.ground.cost[site, point])
    left = Pairs(*pairs, case.problem.forced, max(0, low), max(0, case.high - idle))
    return left, float(case.ground.fixed_cost[is_idle].sum())


def _plan_of(case: Case, pairs: Pairs, chosen: Ints, value: float) -> Arrangement:
    assignment = np.empty(case.problem.shape[0], np.int32)
    assignment[pairs.point[chosen]] = pairs.site[chosen]
    site, cluster = np.unique(assignment, return_inverse=True)
    forced = np.setdiff1d(np.flatnonzero(case.problem.forced), site)
    return Arrangement(np.concatenate([site, forced]).astype(np.int32), cluster.astype(np.int32), value)
