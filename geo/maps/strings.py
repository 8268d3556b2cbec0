"""Whole numbers as text, for what the page holds by the ten thousand: tracks, streets, stops.

Each number is written in groups of five bits, the lowest first, as the signs ``?`` to ``~``; a sign counts 32 more
where another follows, and the lowest bit of the first is the number's sign. It is the code of Google's "encoded
polyline algorithm format", applied to any numbers. Blanks are free to part one text from the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

UNITS_PER_DEGREE = 100_000  # a metre: enough for a track that is looked at
_FIRST_SIGN = 63
_BITS, _MORE = 5, 32
_MOST_SIGNS = 9  # of one number below 2 ** 44


def encoded(numbers: Iterable[int]) -> str:
    """Write whole numbers as text; for a few at a time quicker than `encoded_parts`."""
    signs = []
    for number in numbers:
        left = ~(number << 1) if number < 0 else number << 1
        while left >= _MORE:
            signs.append(chr((_MORE | (left & (_MORE - 1))) + _FIRST_SIGN))
            left >>= _BITS
        signs.append(chr(left + _FIRST_SIGN))
    return "".join(signs)


def encoded_parts(numbers: NDArray[np.int64], starts: Sequence[int]) -> list[str]:
    """Write a run of whole numbers as several texts, each from one of `starts` (ascending) to the next."""
    left = np.where(numbers < 0, ~(numbers << 1), numbers << 1)
    groups = (left[:, None] >> (_BITS * np.arange(_MOST_SIGNS))) & (_MORE - 1)
    is_more = (left[:, None] >> (_BITS * np.arange(1, _MOST_SIGNS + 1))) > 0
    is_written = np.hstack([np.ones((len(left), 1), dtype=bool), is_more[:, :-1]])
    signs = (groups + np.where(is_more, _MORE, 0) + _FIRST_SIGN).astype(np.uint8)[is_written].tobytes().decode("ascii")
    ends = np.r_[0, np.cumsum(is_written.sum(axis=1))]
    cuts = [*ends[list(starts)].tolist(), len(signs)]
    return [signs[start:end] for start, end in itertools.pairwise(cuts)]


def encoded_line(degrees: NDArray[np.float64], origin: tuple[float, float]) -> str:
    """Write a line of longitudes and latitudes as steps, the first from `origin`; "" where there is no line."""
    if not len(degrees) or not np.isfinite(degrees).all():
        return ""
    units = np.round((degrees - np.array(origin)) * UNITS_PER_DEGREE).astype(np.int64)
    units = units[np.r_[True, (np.diff(units, axis=0) != 0).any(axis=1)]]
    return encoded(np.diff(units, axis=0, prepend=[[0, 0]]).ravel().tolist())


def encoded_lines(degrees: NDArray[np.float64], of_line: NDArray[np.int64], origin: tuple[float, float]) -> list[str]:
    """Write lines as steps, each text in order of `of_line`; a place that a line stays at is written once.

    Parameters
    ----------
    degrees : longitudes and latitudes, shape ``(n, 2)``, finite.
    of_line : the line that each belongs to, ascending.
    """
    units = np.round((degrees - np.array(origin)) * UNITS_PER_DEGREE).astype(np.int64)
    is_first = np.diff(of_line, prepend=-1) != 0
    kept = is_first | (np.diff(units, axis=0, prepend=0) != 0).any(axis=1)
    units, is_first = units[kept], is_first[kept]
    steps = units.copy()
    steps[1:] -= np.where(is_first[1:, None], 0, units[:-1])
    return encoded_parts(steps.ravel(), (2 * np.flatnonzero(is_first)).tolist())
