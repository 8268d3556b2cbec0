"""When a crew arrives, starts and leaves along stops in a fixed order: two compiled walks, one each way.

A tour is a line of steps; the last one is the return to the depot. Before a step the crew travels for `gap`; it may
not arrive before `floor` (a release, plus the leg); service starts in one of the windows of the step. A rest is
taken once, either before the leg to a step or on arrival there; which step and which of the two the forward walk
finds out, and the walk back takes them as given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled

Ints = NDArray[np.int64]

NEVER = 1 << 60  # later than any day
NO_REST = -1


@compiled
def opening(start_s: int, low: Ints, high: Ints, first: int, last: int) -> int:
    """Return the earliest start not before `start_s` in the windows first..last (ascending); `NEVER` if past all."""
    if first == last:
        return start_s
    best = NEVER
    for window in range(first, last):
        if max(start_s, low[window]) <= high[window]:
            best = min(best, max(start_s, low[window]))
    return best


@compiled
def closing(start_s: int, low: Ints, high: Ints, first: int, last: int) -> int:
    """Return the latest start not after `start_s` in the windows first..last; ``-NEVER`` where none is."""
    if first == last:
        return start_s
    best = -NEVER
    for window in range(first, last):
        if low[window] <= min(start_s, high[window]):
            best = max(best, min(start_s, high[window]))
    return best


@compiled
def forward(
    start_s: int,
    gap: Ints,
    floor: Ints,
    service: Ints,
    window_of: Ints,
    low: Ints,
    high: Ints,
    rest: Ints,
) -> tuple[int, int, int, bool]:
    """Walk from a start as early as the windows allow.

    Parameters
    ----------
    rest : earliest start, latest start, length; length 0 where there is none to take.

    Returns
    -------
    The earliest finish without a rest and with one, the step that the rest comes before, and whether it is taken
    on arrival there (else before the leg).
    """
    plain, rested, where, on_arrival = start_s, NEVER, NO_REST, False
    for step in range(len(gap)):
        first, last = window_of[step], window_of[step + 1]
        after_rest = NEVER
        if rested < NEVER:
            after_rest = opening(max(rested + gap[step], floor[step]), low, high, first, last)
        arrival = max(plain + gap[step], floor[step]) if plain < NEVER else NEVER
        if rest[2] > 0 and plain < NEVER:
            begin = max(plain, rest[0])
            if begin <= rest[1] and step > 0:
                late = opening(max(begin + rest[2] + gap[step], floor[step]), low, high, first, last)
                if late < after_rest:
                    after_rest, where, on_arrival = late, step, False
            begin = max(arrival, rest[0])
            if begin <= rest[1]:
                late = opening(begin + rest[2], low, high, first, last)
                if late < after_rest:
                    after_rest, where, on_arrival = late, step, True
        plain = opening(arrival, low, high, first, last) if arrival < NEVER else NEVER
        plain = plain + service[step] if plain < NEVER else NEVER
        rested = after_rest + service[step] if after_rest < NEVER else NEVER
    return plain, rested, where, on_arrival


@compiled
def backward(
    finish_s: int,
    gap: Ints,
    floor: Ints,
    service: Ints,
    window_of: Ints,
    low: Ints,
    high: Ints,
    rest: Ints,
    where: int,
    on_arrival: bool,
) -> int:
    """Return the latest start of a tour that is back at `finish_s`, its rest taken as said; ``-NEVER`` if none."""
    late = finish_s
    for step in range(len(gap) - 1, -1, -1):
        late = closing(late - service[step], low, high, window_of[step], window_of[step + 1])
        if step == where and on_arrival:
            late = min(late - rest[2], rest[1])
            if late < rest[0]:
                return -NEVER
        if late < floor[step]:
            return -NEVER
        late -= gap[step]
        if step == where and not on_arrival:
            late = min(late - rest[2], rest[1])
            if late < rest[0]:
                return -NEVER
    return late
