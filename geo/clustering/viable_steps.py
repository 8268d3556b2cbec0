"""The steps of wages that a region of one room can end on and be worth having.

A region of amount x pays the wages of x and gains no more than the best mixture of units that comes to x. Where the two
leave no hope, the step is left out, and the lines under the steps that remain are the higher.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.problem import Bools, Floats
from geo.clustering.region_walk import Ground, Walk
from geo.clustering.steps import Steps
from geo.clustering.terrain import Demand
from geo.compiled import compiled_inner, compiled_part

_SAFE = 1e-6  # yuan


@compiled_inner
def band_price(s: Steps, d: Demand, a: int, amount: float) -> float:
    """Return the price of the band at an amount, 0 where there is none."""
    if a > 0 or s.band_cny == 0.0 or not d.is_charged:
        return 0.0
    return float(s.band_cny * max(0.0, s.low - amount, amount - s.high))


@compiled_inner
def least_step(w: Walk, s: Steps, d: Demand, a: int, level: int) -> tuple[float, float]:
    """Return where a line of the level's slope touches the steps of an amount, and its height at nothing."""
    slope, high, place, least = w.slope[level, a], w.high[level, a], 0.0, np.inf
    for k in range(w.first[level, a], s.start[a + 1]):
        if s.after[k] >= high:
            break
        here = min(s.at[k], high)
        value = s.cny[k] - slope * here + band_price(s, d, a, here)
        if value < least:
            least, place = value, here
    return place, least


@compiled_part
def viable_steps(w: Walk, g: Ground, s: Steps, d: Demand, threshold: float) -> Steps:
    """Keep the steps that a region with the host can end on at a reduced cost within the threshold.

    Parameters
    ----------
    w : the walk at its first level, slopes set.
    """
    amounts = len(s.start) - 1
    total, own = w.paid[1], np.zeros(amounts)
    for a in range(amounts):
        _, least = least_step(w, s, d, a, 1)
        own[a] = least + w.slope[1, a] * w.amount[1, a]
        total += own[a]
    slope = w.slope[1].copy()
    kept, start = np.zeros(len(s.at), np.bool_), np.zeros(amounts + 1, np.int32)
    for a in range(amounts):
        _keep(w, g, s, d, a, threshold - total + own[a], kept)
        start[a + 1] = kept[: s.start[a + 1]].sum()
    return Steps(
        s.amount, start, s.after[kept], s.at[kept], s.cny[kept], slope, s.least_slope, s.low, s.high, s.band_cny
    )


@compiled_part
def _keep(w: Walk, g: Ground, s: Steps, d: Demand, a: int, most: float, kept: Bools) -> None:  # noqa: PLR0917  compiled functions take positions
    """Mark the steps of an amount whose wages exceed the best gain by no more than `most`."""
    size, gain = _gains(w, g, a)
    low, high = w.amount[1, a] * (1.0 - 1e-12), w.high[1, a]
    order = np.argsort(-gain / np.maximum(size, 1e-12))
    taken, gained, k = 0.0, 0.0, 0
    for step in range(s.start[a], s.start[a + 1]):
        if s.at[step] < low or s.after[step] >= high:
            continue
        room = s.at[step] - w.amount[1, a]
        while k < len(order) and taken + size[order[k]] <= room:
            taken, gained = taken + size[order[k]], gained + gain[order[k]]
            k += 1
        rest = gain[order[k]] * max(0.0, room - taken) / size[order[k]] if k < len(order) else 0.0
        band = min(band_price(s, d, a, s.at[step]), band_price(s, d, a, max(low, s.after[step])))
        kept[step] = s.cny[step] + band - gained - rest <= most + _SAFE


@compiled_part
def _gains(w: Walk, g: Ground, a: int) -> tuple[Floats, Floats]:
    """List the open units that gain, apart from the amount: how much of it each has, and its gain."""
    size, gain, count = np.zeros(len(w.status)), np.zeros(len(w.status)), 0
    for unit in range(1, len(w.status)):
        net = g.worth[unit]
        for b in range(w.slope.shape[1]):
            if b != a:
                net -= w.slope[1, b] * g.amount[unit, b]
        if w.status[unit] == 0 and net > 0.0:
            size[count], gain[count] = g.amount[unit, a], net
            count += 1
    return size[:count], gain[:count]
