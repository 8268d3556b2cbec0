"""Jobs put back where they are cheapest: on their day, or on the days of whichever pattern costs least in all."""

from __future__ import annotations

import numpy as np

from geo.chance import Dice, uniform
from geo.compiled import compiled_inner
from geo.routing.fleet.clock import Ints
from geo.routing.fleet.ground import BY_CREW, BY_DEPOT, Floats, Ground, Tours
from geo.routing.fleet.slots import ABSENT, best_place, place_of, put_by, put_by_job, put_in, take_out

_BLINK = 0.01  # share of places passed over; that of Christiaens and Vanden Berghe (2020)


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
    ground: Ground,
    tours: Tours,
    prices: Floats,
    dice: Dice,
    job: int,
    day: int,
    found: Floats,
    places: Ints,
    is_all: bool,
) -> int:
    """Find the cheapest slot of a day for a job; with `is_all` note every slot's cost and place as well."""
    best, chosen, tried = np.inf, -1, -1
    for slot in range(ground.day_of[day], ground.day_of[day + 1]):
        kind = ground.slot_kind[slot]
        if tours.size[slot] == 0 and not is_all:
            if tried == kind:
                continue
            tried = kind
        limit = np.inf if is_all else best
        found[slot], places[slot] = best_place(ground, tours, prices, dice, slot, job, _BLINK, limit)
        if found[slot] < best:
            best, chosen = found[slot], slot
    return chosen


@compiled_inner
def rebuild(
    ground: Ground,
    tours: Tours,
    prices: Floats,
    dice: Dice,
    step: int,
    out: Ints,
    missing: int,
    count: int,
    changed: int,
    found: Floats,
    places: Ints,
    day_slot: Ints,
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
        kept = ground.kept[job]
        for day in range(days):
            day_slot[day] = -1
            if wanted >> day & 1:
                day_slot[day] = cheapest_slots(ground, tours, prices, dice, job, day, found, places, kept > 0)
        best, chosen, crew = np.inf, np.int64(0), -1
        if not is_whole:
            slot = _slot_left(tours, job, wanted) if kept > 0 else -1
            day = 0
            while not wanted >> day & 1:
                day += 1
            if slot >= 0:
                day_slot[day] = _alike(ground, found, day, slot, kept)
            if day_slot[day] >= 0 and found[day_slot[day]] < np.inf:
                best, chosen = found[day_slot[day]], wanted
        else:
            for row in range(ground.pattern_of[job], ground.pattern_of[job + 1]):
                mask = ground.pattern[row]
                if kept > 0 and mask & (mask - 1):
                    cost, slot = _one_keeper(ground, found, mask, kept)
                else:
                    cost, slot = 0.0, -1
                    for day in range(days):
                        if mask >> day & 1:
                            cost += found[day_slot[day]] if day_slot[day] >= 0 else np.inf
                if cost < best:
                    best, chosen, crew = cost, mask, slot
        changed = put_by_job(tours, step, changed, job)
        if chosen == 0 or best >= prices[ABSENT]:
            count = _drop(ground, tours, prices, step, count, job)
            continue
        for day in range(days):
            if chosen >> day & 1:
                slot = day_slot[day] if crew < 0 else _alike(ground, found, day, crew, kept)
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
            take_out(ground, tours, prices, slot, place_of(tours, slot, job))
    tours.mask[job] = 0
    return count


@compiled_inner
def _slot_left(tours: Tours, job: int, wanted: np.int64) -> int:
    """Return a slot that still visits a job, on another day than the wanted; -1 where none does."""
    for day in range(tours.at.shape[1]):
        if tours.at[job, day] >= 0 and not wanted >> day & 1:
            return int(tours.at[job, day])
    return -1


@compiled_inner
def _alike(ground: Ground, found: Floats, day: int, slot: int, kept: int) -> int:
    """Return the cheapest slot of a day that has the same crew, or the same depot, as a slot; -1 where none has."""
    kind, best, chosen = ground.slot_kind[slot], np.inf, -1
    for other in range(ground.day_of[day], ground.day_of[day + 1]):
        if kept == BY_CREW:
            if ground.slot_kind[other] == kind and ground.slot_number[other] == ground.slot_number[slot]:
                return other
        elif ground.depot[ground.slot_kind[other]] == ground.depot[kind] and found[other] < best:
            best, chosen = found[other], other
    return chosen


@compiled_inner
def _one_keeper(ground: Ground, found: Floats, mask: int, kept: int) -> tuple[float, int]:
    """Find the crew or depot that is cheapest over all days of a mask; return the cost and a slot of it."""
    first = 0
    while not mask >> first & 1:
        first += 1
    best, chosen = np.inf, -1
    for slot in range(ground.day_of[first], ground.day_of[first + 1]):
        if found[slot] >= best or (kept == BY_DEPOT and _alike(ground, found, first, slot, kept) != slot):
            continue
        cost = 0.0
        for day in range(first, len(ground.day_of) - 1):
            if mask >> day & 1:
                other = _alike(ground, found, day, slot, kept)
                cost += found[other] if other >= 0 else np.inf
        if cost < best:
            best, chosen = cost, slot
    return best, chosen
