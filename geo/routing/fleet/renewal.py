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

from geo.compiled import compiled, compiled_inner
from geo.routing.fleet.clock import Ints
from geo.routing.fleet.ground import Floats, Ground, Tours
from geo.routing.fleet.slots import ABSENT, Dice, best_place, put_by, put_in, step_back, take_out, uniform

_MEAN_OUT = 10.0  # visits taken out in one step, on average; the paper's
_LONGEST_STRING = 10.0  # the paper's
_SPLIT = 0.5  # share of strings that leave a stretch in their middle; the paper's
_BLINK = 0.01  # share of places passed over; the paper's


@compiled_inner
def below(dice: Dice, count: int) -> int:
    """Draw a whole number from 0 to below `count`."""
    return int(uniform(dice) * count)


@compiled_inner
def _day_of_mask(dice: Dice, mask: int) -> int:
    """Draw one of the days of a mask."""
    count, rest = 0, mask
    while rest:
        rest &= rest - 1
        count += 1
    chosen = below(dice, count)
    day = 0
    while True:
        if mask >> day & 1:
            if chosen == 0:
                return day
            chosen -= 1
        day += 1


@compiled_inner
def _remember(tours: Tours, step: int, changed: int, job: int) -> int:
    """Keep a job's days as they are before the first change of a step; return how many are kept."""
    if tours.job_stamp[job] == step:
        return changed
    tours.job_stamp[job] = step
    tours.old_mask[job] = tours.mask[job]
    tours.changed[changed] = job
    return changed + 1


@compiled_inner
def _place_of(tours: Tours, slot: int, job: int) -> int:
    for place in range(tours.size[slot]):
        if tours.row[slot, place] == job:
            return place
    return -1


@compiled_inner
def ruin(
    ground: Ground, tours: Tours, prices: Floats, dice: Dice, step: int, out: Ints, share: float, mean_out: float
) -> tuple[int, int, int]:
    """Take strings out; return how many slots and jobs were put by, and how many jobs stand in ``out``.

    ``out[k]`` is a job; ``out[k + n]`` the days that are missing for it: all days of its mask, or one.
    """
    jobs = len(tours.mask)
    count = changed = missing = 0
    seed = below(dice, jobs)
    for _ in range(jobs):
        if tours.mask[seed] != 0:
            break
        seed = (seed + 1) % jobs
    if tours.mask[seed] == 0:
        return count, changed, missing
    day = _day_of_mask(dice, tours.mask[seed])
    is_whole = uniform(dice) < share
    visits = tours_out = 0
    for slot in range(ground.day_of[day], ground.day_of[day + 1]):
        if tours.size[slot] > 0:
            visits += tours.size[slot]
            tours_out += 1
    longest = min(_LONGEST_STRING, visits / max(1, tours_out))
    most = 4.0 * mean_out / (1.0 + longest) - 1.0
    strings = max(1, int(math.floor(uniform(dice) * most + 1.0)))
    near = ground.near.shape[1]
    for position in range(-1, near):
        if strings == 0:
            break
        job = seed if position < 0 else ground.near[seed, position]
        if tours.mask[job] == 0:
            continue
        on = day if not is_whole or position < 0 else _day_of_mask(dice, tours.mask[job])
        slot = tours.at[job, on]
        if slot < 0 or tours.stamp[slot] == step:
            continue
        strings -= 1
        size = tours.size[slot]
        length = 1 + below(dice, int(max(1.0, min(float(size), longest))))
        place = _place_of(tours, slot, job)
        skipped = 0
        if size > length + 1 and uniform(dice) < _SPLIT:
            skipped = 1
            while length + skipped < size and uniform(dice) < 0.5:
                skipped += 1
        first = place - below(dice, length + skipped)
        first = max(0, min(first, size - length - skipped))
        gap = first + 1 + below(dice, length) if skipped else first + length
        count = put_by(tours, step, count, slot)
        at = first
        for offset in range(length + skipped):
            if skipped and gap <= first + offset < gap + skipped:
                at += 1
                continue
            taken = tours.row[slot, at]
            days = tours.mask[taken] if is_whole else np.int64(1) << on
            if tours.job_stamp[taken] != step:
                changed = _remember(tours, step, changed, taken)
                out[missing] = taken
                out[missing + jobs] = days
                missing += 1
            take_out(ground, tours, prices, slot, at)
    if not is_whole:
        return count, changed, missing
    for number in range(missing):
        job = out[number]
        for other in range(tours.at.shape[1]):
            slot = tours.at[job, other]
            if slot >= 0:
                count = put_by(tours, step, count, slot)
                take_out(ground, tours, prices, slot, _place_of(tours, slot, job))
        tours.mask[job] = 0
    return count, changed, missing


@compiled_inner
def sort_out(ground: Ground, tours: Tours, dice: Dice, out: Ints, missing: int, keys: Floats) -> None:
    """Put the jobs that are out in an order: by chance, the largest, the farthest or the nearest first."""
    jobs = len(tours.mask)
    draw = uniform(dice) * 11.0
    depot = ground.depot[0]
    for number in range(missing):
        job = out[number]
        far = ground.metres[ground.matrix_of[0], depot, ground.location[job]]
        if draw < 4.0:
            keys[number] = uniform(dice)
        elif draw < 8.0:
            keys[number] = -ground.demand[job, 0] - 1e-9 * ground.service[job]
        else:
            keys[number] = float(-far if draw < 10.0 else far)
    for number in range(1, missing):
        key, job, days = keys[number], out[number], out[number + jobs]
        position = number - 1
        while position >= 0 and keys[position] > key:
            keys[position + 1] = keys[position]
            out[position + 1] = out[position]
            out[position + 1 + jobs] = out[position + jobs]
            position -= 1
        keys[position + 1] = key
        out[position + 1] = job
        out[position + 1 + jobs] = days


@compiled_inner
def cheapest_slots(
    ground: Ground, tours: Tours, prices: Floats, dice: Dice, job: int, day: int, blink: float, found: Floats,
    places: Ints, is_all: bool,
) -> int:
    """Find the cheapest slot of a day for a job; with `is_all` note every slot's cost and place as well."""
    best, chosen = np.inf, -1
    tried_empty = -1
    for slot in range(ground.day_of[day], ground.day_of[day + 1]):
        kind = ground.slot_kind[slot]
        if tours.size[slot] == 0:
            if tried_empty == kind and not is_all:
                continue
            tried_empty = kind
        limit = np.inf if is_all else best
        cost, place = best_place(ground, tours, prices, dice, slot, job, blink, limit)
        found[slot] = cost
        places[slot] = place
        if cost < best:
            best, chosen = cost, slot
    return chosen


@compiled_inner
def rebuild(
    ground: Ground, tours: Tours, prices: Floats, dice: Dice, step: int, out: Ints, missing: int, count: int,
    changed: int, found: Floats, places: Ints, day_slot: Ints,
) -> tuple[int, int]:
    """Put the jobs that are out back where it is cheapest; one that fits nowhere stays out for the whole week."""
    jobs, days = tours.at.shape
    for number in range(missing):
        job = out[number]
        # days still visited bind: a job that lost one day goes back on that day
        is_whole = tours.mask[job] == 0
        if is_whole:
            wanted = np.int64(0)
            for row in range(ground.pattern_of[job], ground.pattern_of[job + 1]):
                wanted |= ground.pattern[row]
        else:
            wanted = out[number + jobs]
        is_kept = ground.is_kept[job]
        for day in range(days):
            day_slot[day] = -1
            if wanted >> day & 1:
                day_slot[day] = cheapest_slots(
                    ground, tours, prices, dice, job, day, _BLINK, found, places, is_kept
                )
        best, chosen, crew = np.inf, np.int64(0), -1
        if not is_whole:
            slot = _slot_left(ground, tours, job, wanted) if is_kept else -1
            day = 0
            while not wanted >> day & 1:
                day += 1
            if slot >= 0:
                day_slot[day] = _same_crew(ground, day, slot)
            if day_slot[day] >= 0 and found[day_slot[day]] < np.inf:
                best, chosen = found[day_slot[day]], wanted
        else:
            for row in range(ground.pattern_of[job], ground.pattern_of[job + 1]):
                mask = ground.pattern[row]
                if is_kept and mask & (mask - 1):
                    cost, slot = _one_crew(ground, found, mask)
                else:
                    cost, slot = 0.0, -1
                    for day in range(days):
                        if mask >> day & 1:
                            cost += found[day_slot[day]] if day_slot[day] >= 0 else np.inf
                if cost < best:
                    best, chosen, crew = cost, mask, slot
        changed = _remember(tours, step, changed, job)
        if chosen == 0 or best >= prices[ABSENT]:
            count = _drop(ground, tours, prices, step, count, job)
            continue
        for day in range(days):
            if chosen >> day & 1:
                slot = day_slot[day] if crew < 0 else _same_crew(ground, day, crew)
                count = put_by(tours, step, count, slot)
                put_in(ground, tours, prices, slot, job, places[slot])
        tours.mask[job] |= chosen
    return count, changed


@compiled_inner
def _drop(ground: Ground, tours: Tours, prices: Floats, step: int, count: int, job: int) -> int:
    """Take a job out of all its days."""
    for day in range(tours.at.shape[1]):
        slot = tours.at[job, day]
        if slot >= 0:
            count = put_by(tours, step, count, slot)
            take_out(ground, tours, prices, slot, _place_of(tours, slot, job))
    tours.mask[job] = 0
    return count


@compiled_inner
def _slot_left(ground: Ground, tours: Tours, job: int, wanted: int) -> int:
    """Return a slot that still visits a job, on another day than the wanted; -1 where none does."""
    for day in range(tours.at.shape[1]):
        if tours.at[job, day] >= 0 and not wanted >> day & 1:
            return int(tours.at[job, day])
    return -1


@compiled_inner
def _same_crew(ground: Ground, day: int, slot: int) -> int:
    """Return a crew's slot on another day; -1 where it does not work then."""
    for other in range(ground.day_of[day], ground.day_of[day + 1]):
        if (
            ground.slot_kind[other] == ground.slot_kind[slot]
            and ground.slot_number[other] == ground.slot_number[slot]
        ):
            return other
    return -1


@compiled_inner
def _one_crew(ground: Ground, found: Floats, mask: int) -> tuple[float, int]:
    """Find the crew that is cheapest over all days of a mask; return its cost and its slot on the first of them."""
    first = 0
    while not mask >> first & 1:
        first += 1
    best, chosen = np.inf, -1
    for slot in range(ground.day_of[first], ground.day_of[first + 1]):
        cost = 0.0
        for day in range(first, len(ground.day_of) - 1):
            if mask >> day & 1:
                other = _same_crew(ground, day, slot)
                cost += found[other] if other >= 0 else np.inf
        if cost < best:
            best, chosen = cost, slot
    return best, chosen


@compiled
def renew(
    ground: Ground, tours: Tours, prices: Floats, dice: Dice, first_step: int, steps: int, hot: float, cold: float,
    share: float, best_cost: float, best_row: NDArray[np.int32], best_size: Ints, best_mask: Ints,
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
                    changed = _remember(tours, step, changed, job)
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
