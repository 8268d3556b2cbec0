"""On which days: the sets of working days that spread a number of visits evenly over the week."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

DAYS_A_WEEK = 7


def day_patterns(visits: int, working_days: Sequence[int], *, slack_days: int) -> tuple[tuple[int, ...], ...]:
    """List the sets of `visits` days that are spread over the week.

    The longest gap between two visits, counted round the week, may exceed the shortest possible one by `slack_days`:
    two visits in a working week of five days with no slack are Mon/Thu, Tue/Fri or Mon/Fri.

    Parameters
    ----------
    working_days : weekdays, 1 is Monday.

    Returns
    -------
    Positions in the sorted working days, each set in order; all days where `visits` are as many or more.
    """
    return _patterns(min(visits, len(set(working_days))), tuple(sorted(set(working_days))), slack_days)


@cache
def _patterns(visits: int, days: tuple[int, ...], slack_days: int) -> tuple[tuple[int, ...], ...]:
    if visits <= 0:
        return ()
    sets = list(combinations(range(len(days)), visits))
    gaps = [_longest_gap([days[position] for position in chosen]) for chosen in sets]
    allowed = min(gaps) + slack_days
    return tuple(chosen for chosen, gap in zip(sets, gaps, strict=True) if gap <= allowed)


def _longest_gap(days: list[int]) -> int:
    following = [*days[1:], days[0] + DAYS_A_WEEK]
    return max(after - day for day, after in zip(days, following, strict=True))
