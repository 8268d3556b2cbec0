"""Strings of stops taken out of tours near each other, from one day or from all days of their jobs."""

from __future__ import annotations

import math

import numpy as np

from geo.chance import Dice, uniform
from geo.compiled import compiled_inner
from geo.routing.fleet.clock import Ints
from geo.routing.fleet.ground import Floats, Ground, Tours
from geo.routing.fleet.slots import place_of, put_by, put_by_job, take_out

_LONGEST_STRING = 10.0  # visits; that of Christiaens and Vanden Berghe (2020)
_SPLIT = 0.5  # share of strings that leave a stretch in their middle; theirs


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
    strings = max(1, math.floor(uniform(dice) * most + 1.0))
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
        place = place_of(tours, slot, job)
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
                changed = put_by_job(tours, step, changed, taken)
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
                take_out(ground, tours, prices, slot, place_of(tours, slot, job))
        tours.mask[job] = 0
    return count, changed, missing
