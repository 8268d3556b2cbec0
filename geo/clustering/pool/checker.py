"""The independent checker of plans of a pool: plain loops over the instance as it was read, no solver code."""

from __future__ import annotations

import math
from collections.abc import Iterator

from geo.clustering.pool.answer import PoolPlan
from geo.clustering.pool.instance import Pool
from geo.plan import Status

_EQUAL = 1e-7  # relative; sums of floats in another order
_ROOM = 1e-9  # of a mean load


def faults_of(pool: Pool, plan: PoolPlan) -> list[str]:
    """List every rule that a plan breaks and every number in it that is wrong; empty where all is right.

    Of an infeasible plan only its reason and its numbers are checked.
    """
    if plan.status is Status.INFEASIBLE:
        return [] if plan.reason else ["infeasible without a reason"]
    members = _members(pool, plan)
    faults = list(_member_faults(pool, plan, members))
    if faults:
        return faults
    return [
        *_load_faults(pool, plan, members), *_whole_faults(pool, members), *_rule_faults(pool, plan),
        *_number_faults(pool, plan, members),
    ]  # fmt: skip


def _members(pool: Pool, plan: PoolPlan) -> list[list[int]]:
    """List the units of each region, in the pool's own numbering."""
    members: list[list[int]] = [[] for _ in range(pool.regions)]
    for unit, row in enumerate(pool.order.tolist()):
        region = int(plan.region[row])
        if 0 <= region < pool.regions:
            members[region].append(unit)
    return members


def _member_faults(pool: Pool, plan: PoolPlan, members: list[list[int]]) -> Iterator[str]:
    if len(plan.region) != pool.units:
        yield f"{len(plan.region)} units have a region instead of {pool.units}"
    if sum(len(own) for own in members) != pool.units:
        yield f"some units are in no region of 0 to {pool.regions - 1}"
    for region, own in enumerate(members):
        if not own:
            yield f"region {region} is empty"


def _load_faults(pool: Pool, plan: PoolPlan, members: list[list[int]]) -> Iterator[str]:
    for region, own in enumerate(members):
        for a in range(pool.load.shape[1]):
            load = math.fsum(float(pool.load[unit, a]) for unit in own)
            room = _ROOM * (float(pool.high[a]) + float(pool.low[a]))
            if load > float(pool.high[a]) + room or load < float(pool.low[a]) - room:
                yield f"region {region} carries {load} of activity {a}, outside {pool.low[a]} to {pool.high[a]}"
            if abs(load - float(plan.loads[region, a])) > _EQUAL * max(1.0, load):
                yield f"region {region} carries {load} of activity {a}, not {plan.loads[region, a]}"


def _whole_faults(pool: Pool, members: list[list[int]]) -> Iterator[str]:
    beside: list[list[int]] = [[] for _ in range(pool.units)]
    for first, second in pool.edges.tolist():
        beside[first].append(second)
        beside[second].append(first)
    for region, own in enumerate(members):
        left, waiting = set(own[1:]), [own[0]]
        while waiting:
            for other in beside[waiting.pop()]:
                if other in left:
                    left.discard(other)
                    waiting.append(other)
        if left:
            yield f"region {region} is not connected: {len(left)} of {len(own)} units cannot be reached"


def _rule_faults(pool: Pool, plan: PoolPlan) -> Iterator[str]:
    rules, row = pool.rules, pool.order.tolist()
    for unit, label in enumerate(rules.locked.tolist()):
        if label >= 0 and int(plan.region[row[unit]]) != label:
            yield f"unit {row[unit]} is in region {plan.region[row[unit]]} and not in {label}, to which it is locked"
    for first, second in rules.together.tolist():
        if plan.region[row[first]] != plan.region[row[second]]:
            yield f"units {row[first]} and {row[second]} are apart and must be together"
    for first, second in rules.apart.tolist():
        if plan.region[row[first]] == plan.region[row[second]]:
            yield f"units {row[first]} and {row[second]} are together and must be apart"
    centres = {int(centre) for centre in plan.centres}
    for unit in rules.forced.tolist():
        if row[unit] not in centres:
            yield f"unit {row[unit]} is no centre and must be one"
    for unit in range(pool.units):
        if rules.forbidden[unit] and row[unit] in centres:
            yield f"unit {row[unit]} is a centre and may not be one"


def inertia_of(pool: Pool, members: list[list[int]], centres: list[int]) -> float:
    """Recompute the inertia about centroids, or about centre units (in the pool's numbering) where given."""
    parts = []
    for region, own in enumerate(members):
        weight = math.fsum(float(pool.weight[unit]) for unit in own)
        if centres:
            middle = [float(pool.place[centres[region], axis]) for axis in (0, 1)]
        elif weight > 0:
            middle = [
                math.fsum(float(pool.weight[unit] * pool.place[unit, axis]) for unit in own) / weight for axis in (0, 1)
            ]
        else:
            continue
        for unit in own:
            far = (float(pool.place[unit, 0]) - middle[0]) ** 2 + (float(pool.place[unit, 1]) - middle[1]) ** 2
            parts.append(float(pool.weight[unit]) * far)
    return math.fsum(parts)


def border_of(pool: Pool, members: list[list[int]]) -> float:
    """Recompute the length of border between different regions, in metres."""
    region = {unit: number for number, own in enumerate(members) for unit in own}
    pairs = zip(pool.edges.tolist(), pool.border_m.tolist(), strict=True)
    return math.fsum(length for (first, second), length in pairs if region[first] != region[second])


def _number_faults(pool: Pool, plan: PoolPlan, members: list[list[int]]) -> Iterator[str]:
    row_of = {int(row): unit for unit, row in enumerate(pool.order)}
    centres = [row_of.get(int(row), -1) for row in plan.centres]
    if (pool.objective == "hess") != bool(centres):
        yield "centres are missing, or told where there are none"
        return
    for region, centre in enumerate(centres):
        if centre not in members[region]:
            yield f"the centre of region {region} is not one of its units"
    inertia, border = inertia_of(pool, members, centres), border_of(pool, members)
    value = inertia + pool.border_price * border
    told_true = (("inertia", plan.inertia, inertia), ("border", plan.border_m, border), ("value", plan.value, value))
    for name, told, true in told_true:
        if not abs(told - true) <= _EQUAL * max(abs(true), 1e-9):
            yield f"the {name} is {true}, not {told}"
    if plan.bound > plan.value + _EQUAL * abs(plan.value):
        yield f"the value {plan.value} is below its own bound {plan.bound}"
    if plan.status is Status.OPTIMAL and plan.value - plan.bound > 2e-6 * abs(plan.value) + 1e-12:
        yield f"the plan is called optimal at {plan.value} with a bound of {plan.bound}"
