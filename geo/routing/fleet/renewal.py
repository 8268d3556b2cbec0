"""Search over a whole week: take jobs that lie near each other out of some tours, put them back where it is cheapest.

What is taken out are strings of stops, from tours near a chosen job (slack induction by string removals: Christiaens
and Vanden Berghe, Transp. Sci. 54 (2020) 417-433, doi:10.1287/trsc.2019.0914). Here a string is taken from one day,
its jobs going back on that day, or its jobs are taken out of all their days at once and go back on the days of any
of their patterns, which is where days are chosen. A new week is kept by the rule of simulated annealing.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from geo.chance import Dice, uniform
from geo.compiled import compiled
from geo.routing.fleet.clock import Ints
from geo.routing.fleet.ground import Floats, Ground, Tours
from geo.routing.fleet.rebuild import rebuild, sort_out
from geo.routing.fleet.ruin import ruin
from geo.routing.fleet.slots import ABSENT, put_by_job, step_back

_MEAN_OUT = 10.0  # visits taken out in one step, on average; the paper's


@compiled
def renew(
    ground: Ground,
    tours: Tours,
    prices: Floats,
    dice: Dice,
    first_step: int,
    steps: int,
    hot: float,
    cold: float,
    share: float,
    best_cost: float,
    best_row: NDArray[np.int32],
    best_size: Ints,
    best_mask: Ints,
) -> tuple[float, int]:
    """Make steps from a warm week; note the best week that keeps every limit.

    Parameters
    ----------
    hot, cold : temperatures of the first and the last step.
    share : of steps that choose days anew.
    best_cost : of the best week so far, ``best_row`` and so on; jobs left out count `prices[ABSENT]` each.

    Returns
    -------
    The cost of the best week, and how many of the steps ended in a week that keeps every limit.
    """
    jobs, slots = len(tours.mask), len(tours.size)
    out, keys = np.zeros(2 * jobs, dtype=np.int64), np.zeros(jobs)
    found, places = np.zeros(slots), np.zeros(slots, dtype=np.int64)
    day_slot = np.zeros(tours.at.shape[1], dtype=np.int64)
    cost = price = over = 0.0
    absent = 0
    for slot in range(slots):
        cost += tours.cost[slot]
        price += tours.priced[slot]
        over += tours.over[slot]
    for job in range(jobs):
        absent += 1 if tours.mask[job] == 0 and ground.pattern_of[job] < ground.pattern_of[job + 1] else 0
    kept = 0
    for step in range(first_step, first_step + steps):
        heat = hot * (cold / hot) ** ((step - first_step) / steps)
        count, changed, missing = ruin(ground, tours, prices, dice, step, out, share, _MEAN_OUT)
        if absent:
            for job in range(jobs):
                is_open = ground.pattern_of[job] < ground.pattern_of[job + 1]
                if tours.mask[job] == 0 and is_open and tours.job_stamp[job] != step:
                    changed = put_by_job(tours, step, changed, job)
                    out[missing], out[missing + jobs] = job, 0
                    missing += 1
        sort_out(ground, tours, dice, out, missing, keys)
        count, changed = rebuild(
            ground, tours, prices, dice, step, out, missing, count, changed, found, places, day_slot
        )
        new_cost, new_price, new_over, new_absent = cost, price, over, absent
        for number in range(count):
            slot = tours.touched[number]
            new_cost += tours.cost[slot] - tours.old_sums[slot, 2]
            new_price += tours.priced[slot] - tours.old_sums[slot, 3]
            new_over += tours.over[slot] - tours.old_sums[slot, 4]
        for number in range(changed):
            job = tours.changed[number]
            new_absent += int(tours.mask[job] == 0) - int(tours.old_mask[job] == 0)
        if new_over < 1e-9:
            new_over = 0.0
        change = new_cost + new_price - cost - price + prices[ABSENT] * (new_absent - absent)
        kept += 1 if new_over == 0.0 else 0
        if change < -heat * math.log(max(1e-12, uniform(dice))):
            cost, price, over, absent = new_cost, new_price, new_over, new_absent
            full = cost + prices[ABSENT] * absent + (price if over == 0.0 else 0.0)
            if over == 0.0 and full < best_cost - 1e-6:
                best_cost = full
                best_row[:, :] = tours.row
                best_size[:] = tours.size
                best_mask[:] = tours.mask
        else:
            step_back(ground, tours, count, changed)
    return best_cost, kept
