"""Whole numbers as text, for what the page holds by the ten thousand: tracks, streets, stops.

Each number is written in groups of five bits, the lowest first, as the signs ``?`` to ``~``; a sign counts 32 more
where another follows, and the lowest bit of the first is the number's sign. It is the code of Google's "encoded
polyline algorithm format", applied to any numbers. Blanks are free to part one text from the next.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

UNITS_PER_DEGREE = 100_000  # a metre: enough for a track that is looked at
_FIRST_SIGN = 63


def encoded(numbers: Iterable[int]) -> str:
    """Write whole numbers as text."""
    signs = []
    for number in numbers:
        left = ~(number << 1) if number < 0 else number << 1
        while left >= 0x20:
            signs.append(chr((0x20 | (left & 0x1F)) + _FIRST_SIGN))
            left >>= 5
        signs.append(chr(left + _FIRST_SIGN))
    return "".join(signs)


def encoded_line(degrees: NDArray[np.float64], origin: tuple[float, float]) -> str:
    """Write a line of longitudes and latitudes as steps, the first from `origin`; "" where there is no line."""
    if not len(degrees) or not np.isfinite(degrees).all():
        return ""
    units = np.round((degrees - np.array(origin)) * UNITS_PER_DEGREE).astype(np.int64)
    units = units[np.r_[True, (np.diff(units, axis=0) != 0).any(axis=1)]]
    return encoded(np.diff(units, axis=0, prepend=[[0, 0]]).ravel().tolist())
