"""Steps on one slot: what a job would cost at each place in its tour, putting it in, taking it out, stepping back."""

from __future__ import annotations

import numpy as np

from geo.chance import Dice, uniform
from geo.compiled import compiled, compiled_inner
from geo.routing.fleet.clock import NEVER, Ints, opening
from geo.routing.fleet.ground import Floats, Ground, Tours

LOAD, TIME, LENGTH, LONG, SHORT, ABSENT = 0, 1, 2, 3, 4, 5  # places in the prices; LONG and SHORT are wished limits
LONGEST, SHORTEST = 6, 7  # the wished limits themselves, seconds


@compiled_inner
def wish_price(prices: Floats, worked: float) -> float:
    """Price a tour that is longer or shorter than is wished for."""
    price = 0.0
    if prices[LONG] > 0.0 and worked > prices[LONGEST]:
        price += prices[LONG] * (worked - prices[LONGEST])
    if prices[SHORT] > 0.0 and worked < prices[SHORTEST]:
        price += prices[SHORT] * (prices[SHORTEST] - worked)
    return price


@compiled_inner
def reprice(ground: Ground, tours: Tours, prices: Floats, slot: int) -> None:
    """Work out a slot's excess and its price from its sums."""
    tours.priced[slot] = 0.0
    tours.over[slot] = 0.0
    if tours.size[slot] == 0:
        return
    kind = ground.slot_kind[slot]
    for dimension in range(ground.demand.shape[1]):
        excess = tours.load[slot, dimension] - ground.capacity[kind, dimension]
        if excess > 0.0:
            tours.priced[slot] += prices[LOAD] * excess / max(1.0, ground.capacity[kind, dimension])
            tours.over[slot] += excess / max(1.0, ground.capacity[kind, dimension])
    excess = tours.worked[slot] - ground.most_s[kind]
    if excess > 0.0:
        tours.priced[slot] += prices[TIME] * excess / max(1.0, ground.most_s[kind])
        tours.over[slot] += excess / max(1.0, ground.most_s[kind])
    excess = tours.metres[slot] - ground.most_metres[kind]
    if excess > 0.0:
        tours.priced[slot] += prices[LENGTH] * excess / max(1.0, ground.most_metres[kind])
        tours.over[slot] += excess / max(1.0, ground.most_metres[kind])
    tours.priced[slot] += wish_price(prices, tours.worked[slot])


@compiled_inner
def added_price(
    ground: Ground, tours: Tours, prices: Floats, slot: int, job: int, worked: float, metres: float
) -> float:
    """Return the change of a slot's price if a job came in and its sums became these."""
    kind, price = ground.slot_kind[slot], 0.0
    for dimension in range(ground.demand.shape[1]):
        excess = tours.load[slot, dimension] + ground.demand[job, dimension] - ground.capacity[kind, dimension]
        if excess > 0.0:
            price += prices[LOAD] * excess / max(1.0, ground.capacity[kind, dimension])
    if worked > ground.most_s[kind]:
        price += prices[TIME] * (worked - ground.most_s[kind]) / max(1.0, ground.most_s[kind])
    if metres > ground.most_metres[kind]:
        price += prices[LENGTH] * (metres - ground.most_metres[kind]) / max(1.0, ground.most_metres[kind])
    price += wish_price(prices, worked)
    return price - float(tours.priced[slot])


@compiled_inner
def walk(ground: Ground, tours: Tours, slot: int, job: int, place: int, start: int) -> tuple[int, int]:
    """Walk the clock through a tour with one more job; return when it is over without a rest and with one."""
    kind = ground.slot_kind[slot]
    seconds = ground.seconds[ground.matrix_of[kind]]
    rest_from, rest_until, rest_s = ground.rest[kind, 0], ground.rest[kind, 1], ground.rest[kind, 2]
    size = tours.size[slot]
    plain = max(start + ground.load_s[kind], ground.release[job])
    for step in range(size):
        plain = max(plain, ground.release[tours.row[slot, step]])
    rested, at = NEVER, ground.depot[kind]
    for step in range(size + 2):
        name = -1
        if step == place:
            name = job
        elif step < size + 1:
            name = tours.row[slot, step - 1 if step > place else step]
        target = ground.depot[kind] if name < 0 else ground.location[name]
        first = 0 if name < 0 else ground.window_of[name]
        last = 0 if name < 0 else ground.window_of[name + 1]
        service = 0 if name < 0 else ground.service[name]
        leg = seconds[at, target]
        after = NEVER
        if rested < NEVER:
            after = opening(rested + leg, ground.low, ground.high, first, last)
        if rest_s > 0 and plain < NEVER:
            begin = max(plain, rest_from)
            if begin <= rest_until and step > 0:
                after = min(after, opening(begin + rest_s + leg, ground.low, ground.high, first, last))
            begin = max(plain + leg, rest_from)
            if begin <= rest_until:
                after = min(after, opening(begin + rest_s, ground.low, ground.high, first, last))
        rested = after + service if after < NEVER else NEVER
        if plain < NEVER:
            plain = opening(plain + leg, ground.low, ground.high, first, last)
            plain = plain + service if plain < NEVER else NEVER
        if plain > ground.shift[kind, 1] and rested > ground.shift[kind, 1]:
            return NEVER, NEVER
        at = target
    return plain, rested


@compiled_inner
def holds(ground: Ground, tours: Tours, slot: int, job: int, place: int) -> bool:
    """Whether a tour with one more job keeps its windows, hours and rest, which is taken where one is needed."""
    kind = ground.slot_kind[slot]
    start, end = ground.shift[kind, 0], ground.shift[kind, 1]
    most_s = ground.most_s[kind]
    plain, rested = walk(ground, tours, slot, job, place, start)
    if plain <= end and (ground.rest[kind, 2] == 0 or plain <= ground.rest[kind, 1] or start > ground.rest[kind, 0]):
        if plain - start <= most_s:
            return True
        later = walk(ground, tours, slot, job, place, plain - int(most_s))
        if later[0] <= plain:
            return True
    if rested > end:
        return False
    if rested - start - ground.rest[kind, 2] <= most_s:
        return True
    later = walk(ground, tours, slot, job, place, rested - int(most_s) - ground.rest[kind, 2])
    return later[1] <= rested


@compiled_inner
def best_place(
    ground: Ground, tours: Tours, prices: Floats, dice: Dice, slot: int, job: int, blink: float, limit: float
) -> tuple[float, int]:
    """Find the cheapest place for a job in a slot; places are passed over now and then (`blink`).

    Returns
    -------
    The added cost and price, infinite where no place costs less than `limit` and holds, and the place.
    """
    kind = ground.slot_kind[slot]
    size = tours.size[slot]
    if not ground.can[job, kind] or size >= tours.row.shape[1]:
        return np.inf, -1
    cost = ground.cost[ground.cost_of[kind]]
    seconds = ground.seconds[ground.matrix_of[kind]]
    metres = ground.metres[ground.matrix_of[kind]]
    depot, here = ground.depot[kind], ground.location[job]
    base = ground.second_cost[kind] * ground.service[job]
    if size == 0:
        base += ground.fixed[kind] + ground.second_cost[kind] * ground.load_s[kind]
    is_limited = ground.most_s[kind] < np.inf or prices[LONG] > 0.0 or prices[SHORT] > 0.0
    is_long = ground.most_metres[kind] < np.inf
    loads = added_price(ground, tours, prices, slot, job, 0.0, 0.0) if not is_limited and not is_long else 0.0
    best, where = limit, -1
    before = depot
    for place in range(size + 1):
        after = ground.location[tours.row[slot, place]] if place < size else depot
        delta = base + loads + cost[before, here] + cost[here, after] - cost[before, after]
        if size == 0:
            delta = base + loads + cost[depot, here] + cost[here, depot]
        if delta < best and (blink <= 0.0 or uniform(dice) >= blink):
            if is_limited or is_long:
                skipped = 0 if size == 0 else 1
                worked = tours.worked[slot] + ground.service[job] + seconds[before, here] + seconds[here, after]
                worked -= skipped * seconds[before, after]
                length = tours.metres[slot] + metres[before, here] + metres[here, after]
                length -= skipped * metres[before, after]
                if size == 0:
                    worked += ground.load_s[kind]
                delta += added_price(ground, tours, prices, slot, job, worked, length)
            if delta < best and (not ground.is_timed[kind] or holds(ground, tours, slot, job, place)):
                best, where = delta, place
        before = after
    return (best, where) if where >= 0 else (np.inf, -1)


@compiled_inner
def put_by(tours: Tours, step: int, count: int, slot: int) -> int:
    """Keep a slot as it is before the first change of a step; return how many are kept."""
    if tours.stamp[slot] == step:
        return count
    tours.stamp[slot] = step
    tours.touched[count] = slot
    tours.old_size[slot] = tours.size[slot]
    for place in range(tours.size[slot]):
        tours.old_row[slot, place] = tours.row[slot, place]
    for dimension in range(tours.load.shape[1]):
        tours.old_load[slot, dimension] = tours.load[slot, dimension]
    tours.old_sums[slot, 0] = tours.worked[slot]
    tours.old_sums[slot, 1] = tours.metres[slot]
    tours.old_sums[slot, 2] = tours.cost[slot]
    tours.old_sums[slot, 3] = tours.priced[slot]
    tours.old_sums[slot, 4] = tours.over[slot]
    return count + 1


@compiled_inner
def put_by_job(tours: Tours, step: int, changed: int, job: int) -> int:
    """Keep a job's days as they are before the first change of a step; return how many are kept."""
    if tours.job_stamp[job] == step:
        return changed
    tours.job_stamp[job] = step
    tours.old_mask[job] = tours.mask[job]
    tours.changed[changed] = job
    return changed + 1


@compiled_inner
def place_of(tours: Tours, slot: int, job: int) -> int:
    """Find where a job stands in a slot; -1 where it is not there."""
    for place in range(tours.size[slot]):
        if tours.row[slot, place] == job:
            return place
    return -1


@compiled_inner
def step_back(ground: Ground, tours: Tours, count: int, changed: int) -> None:
    """Undo a step: the slots put by and the days of the jobs put by."""
    for number in range(count):
        slot = tours.touched[number]
        day = ground.slot_day[slot]
        for place in range(tours.size[slot]):
            if tours.at[tours.row[slot, place], day] == slot:
                tours.at[tours.row[slot, place], day] = -1
    for number in range(count):
        slot = tours.touched[number]
        day = ground.slot_day[slot]
        tours.size[slot] = tours.old_size[slot]
        for place in range(tours.old_size[slot]):
            tours.row[slot, place] = tours.old_row[slot, place]
            tours.at[tours.old_row[slot, place], day] = slot
        for dimension in range(tours.load.shape[1]):
            tours.load[slot, dimension] = tours.old_load[slot, dimension]
        tours.worked[slot] = tours.old_sums[slot, 0]
        tours.metres[slot] = tours.old_sums[slot, 1]
        tours.cost[slot] = tours.old_sums[slot, 2]
        tours.priced[slot] = tours.old_sums[slot, 3]
        tours.over[slot] = tours.old_sums[slot, 4]
    for number in range(changed):
        tours.mask[tours.changed[number]] = tours.old_mask[tours.changed[number]]


@compiled_inner
def put_in(ground: Ground, tours: Tours, prices: Floats, slot: int, job: int, place: int) -> None:
    """Put a job in at a place; its sums and price follow."""
    size = tours.size[slot]
    for position in range(size, place, -1):
        tours.row[slot, position] = tours.row[slot, position - 1]
    tours.row[slot, place] = job
    tours.size[slot] = size + 1
    tours.at[job, ground.slot_day[slot]] = slot
    _shift_sums(ground, tours, slot, job, place, 1.0)
    for dimension in range(tours.load.shape[1]):
        tours.load[slot, dimension] += ground.demand[job, dimension]
    reprice(ground, tours, prices, slot)


@compiled_inner
def take_out(ground: Ground, tours: Tours, prices: Floats, slot: int, place: int) -> None:
    """Take out the job at a place; its sums and price follow."""
    job = tours.row[slot, place]
    _shift_sums(ground, tours, slot, job, place, -1.0)
    for position in range(place, tours.size[slot] - 1):
        tours.row[slot, position] = tours.row[slot, position + 1]
    tours.size[slot] -= 1
    tours.at[job, ground.slot_day[slot]] = -1
    for dimension in range(tours.load.shape[1]):
        tours.load[slot, dimension] -= ground.demand[job, dimension]
    if tours.size[slot] == 0:
        tours.cost[slot] = tours.worked[slot] = tours.metres[slot] = 0.0
    reprice(ground, tours, prices, slot)


@compiled_inner
def _shift_sums(ground: Ground, tours: Tours, slot: int, job: int, place: int, sign: float) -> None:
    """Add (or take off) what a job that stands at a place brings to the sums of its tour."""
    kind = ground.slot_kind[slot]
    matrix, size = ground.matrix_of[kind], tours.size[slot]
    depot, here = ground.depot[kind], ground.location[job]
    before = ground.location[tours.row[slot, place - 1]] if place > 0 else depot
    after = ground.location[tours.row[slot, place + 1]] if place + 1 < size else depot
    is_only = size == 1
    legs = ground.cost[ground.cost_of[kind], before, here] + ground.cost[ground.cost_of[kind], here, after]
    worked = ground.seconds[matrix, before, here] + ground.seconds[matrix, here, after] + ground.service[job]
    metres = ground.metres[matrix, before, here] + ground.metres[matrix, here, after]
    legs += ground.second_cost[kind] * ground.service[job]
    if is_only:
        legs += ground.fixed[kind] + ground.second_cost[kind] * ground.load_s[kind]
        worked += ground.load_s[kind]
    else:
        legs -= ground.cost[ground.cost_of[kind], before, after]
        worked -= ground.seconds[matrix, before, after]
        metres -= ground.metres[matrix, before, after]
    tours.cost[slot] += sign * legs
    tours.worked[slot] += sign * worked
    tours.metres[slot] += sign * metres


@compiled
def reprice_all(ground: Ground, tours: Tours, prices: Floats) -> None:
    """Work out all excesses and prices afresh, after prices have changed."""
    for slot in range(len(tours.size)):
        reprice(ground, tours, prices, slot)


@compiled
def fill(ground: Ground, tours: Tours, prices: Floats, slot: int, jobs: Ints) -> None:
    """Put jobs into an empty slot in their order."""
    for place in range(len(jobs)):
        put_in(ground, tours, prices, slot, jobs[place], place)
        tours.mask[jobs[place]] |= np.int64(1) << ground.slot_day[slot]
