"""The cheapest choice among listed regions that covers every unit once, by a walk over partial choices.

Given duals, a region's excess is its reduced cost, never below 0, and a plan costs the duals' worth and the excess of
its regions. So only choices whose excess stays within what is known to be enough are looked at; that is a small part of
all where the duals are good. The unit in fewest of the regions still possible is covered next.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.clustering.columns import words_of
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.region_walk import Words
from geo.compiled import compiled, compiled_inner

Positions = NDArray[np.int64]

_ROUNDING = 1e-7  # yuan; excess below 0 by no more counts as none


class _Choice(NamedTuple):
    """Choices at hand; the first axis is the level: how many regions are chosen."""

    covered: Words
    excess: Floats
    row: Ints  # the region chosen to reach a level
    first: Ints  # where a level's possible regions begin in `possible`
    last: Ints
    next: Ints  # the region to be tried next at a level
    possible: Ints
    tried: Ints  # the regions of a level with the unit to be covered
    tried_last: Ints
    uses: Ints  # scratch by unit
    share: Floats


def walk_partitions(
    member: Bools, excess: Floats, budget: float, most_steps: int, *, stations: tuple[int, int]
) -> tuple[Positions | None, bool]:
    """Find the partition of least summed excess below the budget.

    Parameters
    ----------
    member, excess : units of each region ``(c, U)`` and its reduced cost, at least 0, ``(c,)``.
    most_steps : work limit: regions looked at.
    stations : least and greatest number of regions chosen.

    Returns
    -------
    Rows of the best partition below the budget (None where none was met), and whether all were looked through.
    """
    order = np.argsort(excess, kind="stable")
    words, units = words_of(member[order]), member.shape[1]
    size = member[order].sum(axis=1).astype(np.int32)
    start = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    unit = np.nonzero(member[order])[1].astype(np.int32)
    own = np.maximum(0.0, np.asarray(excess, np.float64)[order])
    best = np.full(units + 1, -1, np.int32)
    least, most = stations
    count, is_whole = _walk(words, own, start, unit, units, budget - _ROUNDING, most_steps, least, most, best)
    return (order[best[:count]] if count else None), is_whole


@compiled_inner
def _fits(words: Words, row: int, covered: Words) -> bool:
    shared = np.uint64(0)
    for k in range(len(covered)):
        shared |= words[row, k] & covered[k]
    return bool(shared == np.uint64(0))


@compiled_inner
def _narrow(c: _Choice, words: Words, own: Floats, level: int, budget: float) -> int:
    """Keep the regions of the level above that fit beside those chosen; return how many were looked at."""
    begin, end = c.first[level - 1], c.last[level - 1]
    here = end
    left = budget - c.excess[level]
    looked = 0
    for k in range(begin, end):
        row = c.possible[k]
        looked += 1
        if own[row] > left:
            break
        if _fits(words, row, c.covered[level]):
            c.possible[here] = row
            here += 1
    c.first[level], c.last[level] = end, here
    return looked


@compiled_inner
def _weigh(c: _Choice, own: Floats, start: Ints, unit: Ints, level: int) -> None:
    """Count the possible regions of each unit, and the least share that a unit must bear of their excess."""
    for u in range(len(c.uses)):
        c.uses[u], c.share[u] = 0, np.inf
    for k in range(c.first[level], c.last[level]):
        row = c.possible[k]
        share = own[row] / (start[row + 1] - start[row])
        for e in range(start[row], start[row + 1]):
            c.uses[unit[e]] += 1
            c.share[unit[e]] = min(c.share[unit[e]], share)


@compiled_inner
def _select(c: _Choice, level: int) -> tuple[int, float, bool]:
    """Return the open unit in fewest regions, what the open units must bear, and whether none is open."""
    chosen, fewest, total, is_full = -1, 0, 0.0, True
    for u in range(len(c.uses)):
        if (c.covered[level, u // 64] >> np.uint64(u % 64)) & np.uint64(1):
            continue
        is_full = False
        if c.uses[u] == 0:
            return -1, np.inf, False
        total += c.share[u]
        if chosen < 0 or c.uses[u] < fewest:
            chosen, fewest = u, c.uses[u]
    return chosen, total, is_full


@compiled_inner
def _list_tries(c: _Choice, words: Words, level: int, unit: int) -> None:
    here = c.next[level]
    for k in range(c.first[level], c.last[level]):
        row = c.possible[k]
        if (words[row, unit // 64] >> np.uint64(unit % 64)) & np.uint64(1):
            c.tried[here] = row
            here += 1
    c.tried_last[level] = here


@compiled_inner
def _enter(  # noqa: PLR0917  compiled functions take positions
    c: _Choice, words: Words, own: Floats, start: Ints, unit: Ints, level: int, budget: float
) -> tuple[int, bool]:
    """Prepare a level: return how many regions were looked at, and whether every unit is covered."""
    looked = _narrow(c, words, own, level, budget) if level else 0
    _weigh(c, own, start, unit, level)
    chosen, least, is_full = _select(c, level)
    c.tried_last[level] = c.next[level] = c.tried_last[level - 1] if level else 0
    if chosen >= 0 and c.excess[level] + least <= budget:
        _list_tries(c, words, level, chosen)
    return looked + c.last[level] - c.first[level], is_full


@compiled
def _walk(  # noqa: PLR0917  compiled functions take positions
    words: Words,
    own: Floats,
    start: Ints,
    unit: Ints,
    units: int,
    budget: float,
    most_steps: int,
    least: int,
    most: int,
    best: Ints,
) -> tuple[int, bool]:
    rows, levels = len(own), units + 2
    c = _Choice(
        np.zeros((levels, words.shape[1]), np.uint64),
        np.zeros(levels),
        np.zeros(levels, np.int32),
        np.zeros(levels, np.int64),
        np.zeros(levels, np.int64),
        np.zeros(levels, np.int64),
        np.zeros(rows * levels, np.int32),
        np.zeros(rows * levels, np.int32),
        np.zeros(levels, np.int64),
        np.zeros(units, np.int32),
        np.zeros(units),
    )
    for k in range(rows):
        c.possible[k] = k
    c.last[0] = rows
    count, steps, level = 0, 0, 0
    _enter(c, words, own, start, unit, 0, budget)
    while level >= 0:
        if c.next[level] == c.tried_last[level]:
            level -= 1
            continue
        row = c.tried[c.next[level]]
        c.next[level] += 1
        value = c.excess[level] + own[row]
        if value > budget:
            c.next[level] = c.tried_last[level]
            continue
        level += 1
        c.row[level], c.excess[level] = row, value
        for k in range(words.shape[1]):
            c.covered[level, k] = c.covered[level - 1, k] | words[row, k]
        looked, is_full = _enter(c, words, own, start, unit, level, budget)
        steps += looked + units
        if is_full and least <= level <= most:
            budget, count = value - _ROUNDING, level
            best[:level] = c.row[1 : level + 1]
        if steps > most_steps:
            return count, False
    return count, True
