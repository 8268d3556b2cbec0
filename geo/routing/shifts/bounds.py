"""Fewest heads that any roster needs: counting arguments that hold for every roster, over the duties alone.

Each argument is short enough to be checked by hand; the largest counts. Days off follow Burns and Carter (1985,
doi:10.1287/mnsc.31.5.599): work on all days is divided by the days that one person may work.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from geo.routing.shifts.duties import Duty
from geo.routing.shifts.stints import Rules


def fewest_heads(duties: Sequence[Duty], rules: Rules) -> int:
    """Return the largest of the lower bounds on the number of people."""
    if not duties:
        return 0
    by_day = [[duty for duty in duties if duty.day == day] for day in range(rules.days)]
    needs = [_people_of_day(of_day, rules) for of_day in by_day]
    return max(
        *needs,
        _by_hours(duties, rules),
        _by_days(needs, rules),
        _by_nights(duties, rules),
        *_by_rest(by_day, rules),
    )


def _people_of_day(duties: Sequence[Duty], rules: Rules) -> int:
    """Count the people one day takes: at one time, or by its hours; nobody works more than one stint a day."""
    if not duties:
        return 0
    minutes = sum(duty.finish_min - duty.start_min for duty in duties)
    at_once = max(sum(other.start_min <= duty.start_min < other.finish_min for other in duties) for duty in duties)
    return max(at_once, math.ceil(minutes / rules.day_min))


def _by_hours(duties: Sequence[Duty], rules: Rules) -> int:
    """Divide the hours of the cycle, and of each week, by the most that one person can work of such shifts."""
    minutes = np.array([duty.finish_min - duty.start_min for duty in duties])
    week = np.array([duty.week for duty in duties])
    step = int(np.gcd.reduce(minutes))
    a_day = _whole(rules.day_min, step)
    a_week = min(_whole(rules.week_min, step), rules.days_week * a_day)
    weeks = rules.days // 7
    a_cycle = min(_whole(rules.cycle_min, step), weeks * a_week, most_in_cycle(rules.days, rules.days_in_row) * a_day)
    by_week = max(math.ceil(int(minutes[week == number].sum()) / a_week) for number in range(1, weeks + 1))
    return max(by_week, math.ceil(int(minutes.sum()) / a_cycle))


def _by_days(needs: Sequence[int], rules: Rules) -> int:
    """Divide the person-days of the cycle, and of each week, by the days one person may work."""
    weeks = [sum(needs[start : start + 7]) for start in range(0, rules.days, 7)]
    a_cycle = min(len(weeks) * rules.days_week, most_in_cycle(rules.days, rules.days_in_row))
    return max(math.ceil(max(weeks) / rules.days_week), math.ceil(sum(needs) / a_cycle))


def _by_nights(duties: Sequence[Duty], rules: Rules) -> int:
    weeks = [sum(duty.kind == "night" for duty in duties if duty.week == 1 + w) for w in range(rules.days // 7)]
    a_week = min(rules.nights_week, rules.days_week)
    a_cycle = min(len(weeks) * a_week, most_in_cycle(rules.days, rules.nights_in_row))
    return max(math.ceil(max(weeks) / a_week), math.ceil(sum(weeks) / a_cycle))


def _by_rest(by_day: Sequence[Sequence[Duty]], rules: Rules) -> Iterator[int]:
    """Whoever works late on one day cannot work early on the next: both need people of their own."""
    for day, late in enumerate(by_day):
        early = by_day[(day + 1) % rules.days]
        for finish in sorted({duty.finish_min for duty in late}):
            until = finish + rules.rest_min - 1_440
            after = [duty for duty in early if duty.start_min < until]
            if after:
                yield _people_of_day([duty for duty in late if duty.finish_min >= finish], rules) + _people_of_day(
                    after, rules
                )


def most_in_cycle(days: int, in_row: int) -> int:
    """Return the most days of a repeating cycle that can be worked with at most `in_row` of them in a row."""
    return days * in_row // (in_row + 1)


def _whole(minutes: int, step: int) -> int:
    return max(step, minutes // step * step)
