"""The hot loops of rosters: may a person take a stint, giving out all stints, and making the burden even.

`work[p, d]` is the stint of person p on day d of the cycle, -1 where off.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled, compiled_part
from geo.routing.shifts.stints import Longs, Rules, Times

Floats = NDArray[np.float64]
_NEVER = 1 << 40


@compiled_part
def _in_row(row: Longs, day: int, days: int, night: Longs, nights: bool) -> int:
    """Count the days (or nights) in a row around `day`, the day itself counted, over the end of the cycle."""
    count = 1
    for step in (-1, 1):
        at = (day + step) % days
        while at != day and row[at] >= 0 and (not nights or night[row[at]] == 1):
            count += 1
            at = (at + step) % days
        if at == day:
            return _NEVER  # no day off in the whole cycle
    return count


@compiled_part
def may_take(row: Longs, stint: int, times: Times, rules: Rules) -> bool:
    """Say whether a person with this row, free on the stint's day, may take it."""
    day, days = times.day[stint], rules.days
    if row[day] >= 0:
        return False
    before, after = row[(day - 1) % days], row[(day + 1) % days]
    if before >= 0 and 1440 + times.start[stint] - times.finish[before] < rules.rest_min:
        return False
    if after >= 0 and 1440 + times.start[after] - times.finish[stint] < rules.rest_min:
        return False
    week = day // 7 * 7
    total, of_week, worked, nights = times.minutes[stint], times.minutes[stint], 1, times.night[stint]
    for at in range(days):
        if row[at] >= 0:
            total += times.minutes[row[at]]
            if week <= at < week + 7:
                of_week += times.minutes[row[at]]
                worked += 1
                nights += times.night[row[at]]
    if total > rules.cycle_min or of_week > rules.week_min or worked > rules.days_week:
        return False
    if times.night[stint] == 1 and (
        nights > rules.nights_week or _in_row(row, day, days, times.night, True) > rules.nights_in_row
    ):
        return False
    return _in_row(row, day, days, times.night, False) <= rules.days_in_row


@compiled_part
def _minutes(row: Longs, times: Times) -> int:
    total = 0
    for stint in row:
        if stint >= 0:
            total += times.minutes[stint]
    return total


@compiled_part
def _nights(row: Longs, times: Times) -> int:
    total = 0
    for stint in row:
        if stint >= 0:
            total += times.night[stint]
    return total


@compiled_part
def _best_person(work: Longs, stint: int, times: Times, rules: Rules) -> int:
    """Find who may take the stint and has worked least: nights first where it is one, then hours."""
    best, least = -1, _NEVER
    for person in range(len(work)):
        if may_take(work[person], stint, times, rules):
            burden = _minutes(work[person], times) + 100_000 * times.night[stint] * _nights(work[person], times)
            if burden < least:
                best, least = person, burden
    return best


@compiled_part
def _ejections(row: Longs, stint: int, times: Times, rules: Rules, weight: Longs, dropped: Longs) -> int:
    """Find the cheapest one or two stints to take away so that the row can take `stint`; returns their weight.

    `dropped` is filled with their days, -1 where fewer. Stints on the day itself must go anyway.
    """
    day, days = times.day[stint], rules.days
    here = row[day]
    base = 0
    if here >= 0:
        base = weight[here]
        row[day] = -1
    least = _NEVER
    if may_take(row, stint, times, rules):
        least, dropped[0], dropped[1] = base, -1, -1
    else:
        for one in range(days):
            first = row[one]
            if first < 0 or base + weight[first] >= least:
                continue
            row[one] = -1
            if may_take(row, stint, times, rules):
                least, dropped[0], dropped[1] = base + weight[first], one, -1
            else:
                for two in range(one + 1, days):
                    second = row[two]
                    if second < 0 or base + weight[first] + weight[second] >= least:
                        continue
                    row[two] = -1
                    if may_take(row, stint, times, rules):
                        least, dropped[0], dropped[1] = base + weight[first] + weight[second], one, two
                    row[two] = second
            row[one] = first
    row[day] = here
    return least


@compiled_part
def _exchange(work: Longs, one: int, two: int, day: int, times: Times, rules: Rules) -> bool:
    """Let two people change their day with each other where both may."""
    first, second = work[one, day], work[two, day]
    if first == second:
        return False
    work[one, day] = work[two, day] = -1
    is_fine = (second < 0 or may_take(work[one], second, times, rules)) and (
        first < 0 or may_take(work[two], first, times, rules)
    )
    work[one, day] = second if is_fine else first
    work[two, day] = first if is_fine else second
    return is_fine


@compiled
def give_out(work: Longs, times: Times, rules: Rules, steps: int, seed: int) -> int:
    """Give every stint to a person, by ejection chains (as Nagata and Bräysy 2009, doi:10.1016/j.orl.2009.04.006).

    A stint that nobody may take pushes out the one or two that were easiest to place so far, then some days are
    exchanged at random. Returns how many stints are left without a person after so many steps.
    """
    np.random.seed(seed)
    count, people = len(times.day), len(work)
    waiting = np.arange(count)[::-1].copy()  # a stack: the last one is next
    left = count
    waiting = np.concatenate((waiting, np.zeros(count, np.int64)))
    weight = np.ones(count, np.int64)
    dropped, best = np.empty(2, np.int64), np.empty(2, np.int64)
    done = 0
    while left > 0 and done < steps:
        stint = waiting[left - 1]
        left -= 1
        person = _best_person(work, stint, times, rules)
        if person >= 0:
            work[person, times.day[stint]] = stint
            continue
        done += 1
        weight[stint] += 1
        least, chosen, ties = _NEVER, -1, 0
        for person in range(people):
            found = _ejections(work[person], stint, times, rules, weight, dropped)
            if found < least:
                least, chosen, ties = found, person, 1
                best[:] = dropped
            elif found == least and found < _NEVER:
                ties += 1
                if np.random.randint(ties) == 0:
                    chosen = person
                    best[:] = dropped
        waiting[left] = stint
        left += 1
        if chosen < 0:
            break
        for day in (times.day[stint], best[0], best[1]):
            if day >= 0 and work[chosen, day] >= 0:
                waiting[left] = work[chosen, day]
                left += 1
                work[chosen, day] = -1
        # the stint itself goes first, those pushed out after it
        for at in range(left - 1, -1, -1):
            if waiting[at] == stint:
                waiting[at] = waiting[left - 1]
                left -= 1
                break
        work[chosen, times.day[stint]] = stint
        for _ in range(4 * people):
            one, two = np.random.randint(people), np.random.randint(people)
            _exchange(work, one, two, np.random.randint(rules.days), times, rules)
    return left


@compiled_part
def _unevenness(row: Longs, times: Times, fair: Floats) -> float:
    """Square how far hours, nights and weekend days are from the fair share, and count changes of shift."""
    minutes, nights, weekends, changes = 0, 0, 0, 0
    days = len(row)
    for day in range(days):
        stint = row[day]
        if stint < 0:
            continue
        minutes += times.minutes[stint]
        nights += times.night[stint]
        weekends += 1 if day % 7 >= 5 else 0
        after = row[(day + 1) % days]
        if after >= 0 and times.start[after] != times.start[stint]:
            changes += 1
    hours = (minutes - fair[0]) / 480
    return float(4 * hours**2 + 4 * (nights - fair[1]) ** 2 + 2 * (weekends - fair[2]) ** 2 + 0.5 * changes)


@compiled
def even_out(work: Longs, times: Times, rules: Rules, fair: Floats, moves: int, seed: int) -> float:
    """Anneal by exchanges of days between two people; the rules hold throughout. Returns the unevenness left."""
    np.random.seed(seed)
    people = len(work)
    cost = np.empty(people)
    for person in range(people):
        cost[person] = _unevenness(work[person], times, fair)
    for move in range(moves if people > 1 else 0):
        heat = 2.0 * (1 - move / moves) ** 2 + 1e-9
        one, two, day = np.random.randint(people), np.random.randint(people), np.random.randint(rules.days)
        if one == two or not _exchange(work, one, two, day, times, rules):
            continue
        after_one, after_two = _unevenness(work[one], times, fair), _unevenness(work[two], times, fair)
        rise = after_one + after_two - cost[one] - cost[two]
        if rise <= 0 or np.random.random() < np.exp(-rise / heat):
            cost[one], cost[two] = after_one, after_two
        else:
            work[one, day], work[two, day] = work[two, day], work[one, day]
    return float(cost.sum())
