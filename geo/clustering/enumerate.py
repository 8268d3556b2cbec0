"""Every connected region of one room that can be worth having, given what covering each unit is worth.

Units are decided one by one, always one beside the region at hand: in, then out. A branch is left as soon as no
region in it can have a reduced cost within the threshold. That is known from a relaxation: a line under the steps of
wages and band (`steps`), between the amounts that the region has and that it can come to, lets each unit left count by
itself (its community's price once for all of them). The slopes of the lines are handed down the branch and moved
towards the best.

Every connected region within the threshold is met exactly once, so an empty result is a proof.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.problem import Floats
from geo.clustering.region_walk import (
    Ground,
    Walk,
    Words,
    drop_unreachable,
    ground_of,
    hangs_together,
    include,
    keep_sums,
    new_walk,
    put_out,
    undo_include,
    write_region,
)
from geo.clustering.steps import Steps
from geo.clustering.terrain import Demand, Duals, Terrain
from geo.clustering.viable_steps import least_step, viable_steps
from geo.clustering.walk_cost import activities_cny, reduced_cost
from geo.compiled import compiled, compiled_inner, compiled_part

WHOLE, FULL, STOPPED = 0, 1, 2
_NEW, _DONE, _OUT, _IN, _BOTH = range(5)
_TRIES = 3  # slopes tried at one node
_SHORTER, _LONGER = 0.5, 1.3
_SHORTEST, _LONGEST = 0.002, 0.2  # strides as shares of the average slope
_ROUNDS_AT_HOST = 3  # of leaving out units and steps, each the stronger for the other
_SAFE = 1e-7  # yuan; sums in another order differ in the last digits


@compiled_inner
def _skip_steps(w: Walk, s: Steps, level: int) -> None:
    """Leave the steps behind that the region has passed."""
    for a in range(len(w.error)):
        low, k = w.amount[level, a] * (1.0 - 1e-12), w.first[level, a]
        while k < s.start[a + 1] and s.at[k] < low:
            k += 1
        w.first[level, a] = k


@compiled_inner
def _relaxed(w: Walk, g: Ground, t: Terrain, s: Steps, d: Demand, level: int) -> float:  # noqa: PLR0917  compiled functions take positions
    """Bound the reduced cost of what the branch still holds, at the slopes of the level; writes their errors.

    Under each amount's steps lies a line of its slope that touches them where it meets the least value.
    """
    amounts, total = len(w.error), w.paid[level]
    for a in range(amounts):
        place, least = least_step(w, s, d, a, level)
        total += least + w.slope[level, a] * w.amount[level, a]
        w.error[a] = w.amount[level, a] - place
    group, gain, charge = -2, 0.0, 0.0
    for unit in range(1, len(w.status)):
        if w.status[unit] != 0:
            continue
        if g.main[unit] != group:
            total -= max(0.0, gain - charge)
            group, gain = g.main[unit], 0.0
            charge = t.split_cny if group >= 0 and w.touched[group] == 0 else 0.0
        net = g.worth[unit]
        for a in range(amounts):
            net -= w.slope[level, a] * g.amount[unit, a]
        w.net[unit] = net
        if net > 0.0:
            gain += net
            for a in range(amounts):
                w.error[a] += g.amount[unit, a]
    return float(total - max(0.0, gain - charge))


@compiled_inner
def _move_slopes(w: Walk, t: Terrain, level: int) -> None:
    """Move each slope against its error, by shorter strides once the error has changed sides."""
    for a in range(len(w.error)):
        sign = 1.0 if w.error[a] > 0.0 else -1.0
        stride = abs(w.stride[level, a])
        stride *= _SHORTER if w.stride[level, a] * sign < 0.0 else _LONGER
        stride = min(max(stride, _SHORTEST * t.steps.slope[a]), _LONGEST * t.steps.slope[a])
        w.stride[level, a] = sign * stride
        w.slope[level, a] = max(t.steps.least_slope[a], w.slope[level, a] + sign * stride)


@compiled_inner
def _tighten(  # noqa: PLR0917  compiled functions take positions
    w: Walk, g: Ground, t: Terrain, s: Steps, d: Demand, level: int, threshold: float, end: int
) -> tuple[float, int]:
    """Bound the branch, and put out units that cannot be in any region within the threshold; bound and trail's end."""
    if w.households[level] > d.capacity + 1e-9 or not np.isfinite(w.paid[level]):
        return np.inf, end
    if d.is_charged and t.is_hard[0] and w.area[level] > t.band[1] + 1e-9:
        return np.inf, end
    outside = activities_cny(w, g, t, d, 0)
    if not np.isfinite(outside):
        return np.inf, end
    _skip_steps(w, s, level)
    for attempt in range(_TRIES):
        bound = outside + _relaxed(w, g, t, s, d, level)
        if bound > threshold:
            return bound, end
        before, gained = end, False
        for unit in range(1, len(w.status)):
            if w.status[unit] == 0 and bound - min(0.0, w.net[unit]) > threshold:
                end = put_out(w, g, unit, level, end)
        if end > before:
            before = end
            end = drop_unreachable(w, g, level, end)
            for k in range(before, end):
                gained = gained or w.net[w.trail[k]] > 0.0
        if attempt + 1 < _TRIES:
            _move_slopes(w, t, level)
        elif gained:
            bound = outside + _relaxed(w, g, t, s, d, level)
    return bound, end


@compiled_inner
def _choose(w: Walk, g: Ground, bound: float, threshold: float) -> tuple[int, int]:
    """Choose the unit beside the region that decides most: what is to be tried with it, and the unit.

    A unit without which nothing in the branch is within the threshold is only tried in.
    """
    best, choice = -1.0, -1
    for unit in range(1, len(w.status)):
        if w.status[unit] == 0 and w.beside[unit] > 0 and abs(w.net[unit]) > best:
            best, choice = abs(w.net[unit]), unit
    if choice < 0:
        return _DONE, -1
    group = g.main[choice]
    is_missed = bound + w.net[choice] > threshold and (group < 0 or w.touched[group] > 0)
    return (_IN if is_missed else _BOTH), choice


@compiled_inner
def _take(w: Walk, g: Ground, words: Words, price: Floats, value: float, found: int) -> int:  # noqa: PLR0917  compiled functions take positions
    """Write the region at hand, in place of the dearest where all rows are full; return the number written."""
    row = found if found < len(price) else int(np.argmax(price))
    write_region(w, g, words[row])
    price[row] = value
    return max(found, row + 1)


@compiled_inner
def _step_back(w: Walk, g: Ground, level: int, end: int) -> int:
    """Undo what reached a level; return the new end of the trail."""
    while end > w.mark[level]:
        end -= 1
        w.status[w.trail[end]] = 0
    if level > 1 and not w.is_by_out[level]:
        undo_include(w, g, w.unit[level - 1])
    return end


@compiled_inner
def _step_down(w: Walk, g: Ground, level: int, split_cny: float) -> None:
    """Make the next choice of a level and begin the level below."""
    choice = w.left[level]
    w.left[level] = _OUT if choice == _BOTH else _DONE
    w.is_by_out[level + 1], w.left[level + 1] = choice == _OUT, _NEW
    for a in range(len(w.error)):
        w.slope[level + 1, a], w.stride[level + 1, a] = w.slope[level, a], w.stride[level, a]
        w.first[level + 1, a], w.high[level + 1, a] = w.first[level, a], w.high[level, a]
    if choice == _OUT:
        keep_sums(w, level)
    else:
        include(w, g, w.unit[level], level, split_cny)


@compiled_inner
def _least_open(w: Walk, level: int) -> float:
    """Bound what the levels above the one at hand have not tried yet."""
    least = w.bound[level - 1] if level > 1 else -np.inf
    for above in range(1, level):
        if w.left[above] == _OUT:
            least = min(least, w.bound[above])
    return float(least)


@compiled_part
def _at_host(g: Ground, t: Terrain, s: Steps, d: Demand, duals: Duals) -> Walk:
    w = new_walk(g, len(t.estate_start))
    w.paid[0] = d.room_cny - duals.station
    include(w, g, 0, 0, t.split_cny)
    for a in range(len(w.error)):
        w.slope[1, a] = max(s.least_slope[a], s.slope[a])
        w.stride[1, a] = 0.05 * t.steps.slope[a]
        w.first[1, a], w.high[1, a] = s.start[a], g.amount[:, a].sum()
    return w


@compiled_part
def _within_reach(t: Terrain, d: Demand, duals: Duals, threshold: float) -> tuple[Demand, Steps]:
    """Leave out the units that can be in no region within the threshold, and the steps that none can end on."""
    s = t.steps
    for _ in range(_ROUNDS_AT_HOST):
        g = ground_of(t, d, duals)
        w = _at_host(g, t, s, d, duals)
        bound, _ = _tighten(w, g, t, s, d, 1, threshold, 0)
        allowed = np.zeros(len(d.allowed), np.bool_)
        for k in range(len(g.unit)):
            allowed[g.unit[k]] = w.status[k] >= 0
        d = Demand(d.host, d.room_cny, d.cost, allowed, d.capacity, d.is_charged)
        if bound > threshold:
            break
        s = viable_steps(w, g, s, d, threshold)
    return d, s


@compiled
def walk_regions(  # noqa: PLR0917  compiled functions take positions
    t: Terrain, d: Demand, duals: Duals, threshold: float, most_nodes: int, words: Words, price: Floats
) -> tuple[int, int, int, float]:
    """Write the connected regions of a room whose reduced cost is within the threshold.

    Parameters
    ----------
    words, price : where the regions go, as bits of units, and their reduced costs; when all rows are full the
        threshold falls to the dearest of them and better regions take its place.
    most_nodes : work limit.

    Returns
    -------
    Regions written, nodes visited, state, and a bound of the reduced cost of all regions, infinite where none is
    within the threshold. State `WHOLE`: all regions within the threshold are written; `FULL`: only the best ones are;
    `STOPPED` by the work limit, the bound being that of what is left.
    """
    found, nodes, least, state = 0, 0, np.inf, WHOLE
    if not d.allowed[d.host] or len(price) == 0:
        return 0, 0, WHOLE, np.inf
    d, s = _within_reach(t, d, duals, threshold)
    g = ground_of(t, d, duals)
    w = _at_host(g, t, s, d, duals)
    level, end = 1, 0
    while level > 0:
        if w.left[level] == _NEW:
            nodes += 1
            w.left[level], w.mark[level] = _DONE, end
            if w.is_by_out[level]:
                end = put_out(w, g, w.unit[level - 1], level, end)
                end = drop_unreachable(w, g, level, end)
            else:
                value = reduced_cost(w, g, t, d, level)
                if value <= threshold and hangs_together(w, g, t):
                    least = min(least, value)
                    found = _take(w, g, words, price, value, found)
                    if found == len(price):
                        state = FULL
                        threshold = min(threshold, price.max() - _SAFE)
            if nodes > most_nodes:
                return found, nodes, STOPPED, min(least, _least_open(w, level))
            w.bound[level], end = _tighten(w, g, t, s, d, level, threshold, end)
            if w.bound[level] <= threshold:
                w.left[level], w.unit[level] = _choose(w, g, w.bound[level], threshold)
        if w.left[level] == _DONE:
            end = _step_back(w, g, level, end)
            level -= 1
        else:
            _step_down(w, g, level, t.split_cny)
            level += 1
    return found, nodes, state, least
