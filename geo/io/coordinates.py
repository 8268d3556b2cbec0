"""What the two numbers of one row are: degrees, swapped degrees, metres, or nothing that can be used.

This is the only part of the datum question that is judged row by row; which datum the degrees are in, or which
projection the metres, is voted on by whole groups of rows (`geo.io.datum_vote`).
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from geo.io.datum import CHINA_BOX, Floats

Kind = Literal[
    "none", "half", "infinite", "null_island", "out_of_range", "degrees", "swapped", "metres", "metres_swapped"
]
KINDS: tuple[str, ...] = get_args(Kind)
USABLE: tuple[Kind, ...] = ("degrees", "swapped", "metres", "metres_swapped")
UNUSABLE: tuple[Kind, ...] = ("half", "infinite", "null_island", "out_of_range")

Box = tuple[float, float, float, float]
Kinds = NDArray[np.str_]

# A place within a hundred metres of 0, 0 is an empty cell that some program wrote as zero.
_NULL_ISLAND_DEG = 0.001
# Eastings of one zone without prefix (500 km false easting), with prefix (zones 13-23 and 25-45 of China), and of
# web Mercator, which lies in the range of zones 8-15; northings from 2 to 68 degrees.
_PLAIN_EASTING_M = (10_000.0, 999_999.0)
_PREFIXED_EASTING_M = (7_900_000.0, 45_999_999.0)
_NORTHING_M = (200_000.0, 7_700_000.0)


def kinds_of(x: Floats, y: Floats, *, area: Box = CHINA_BOX) -> Kinds:
    """Judge each pair of numbers by its range alone.

    Degrees count as swapped where the pair as written lies outside both `area` and China and the exchanged pair
    inside one of them, or where the second number cannot be a latitude. In China that is never in doubt: latitudes
    end at 56, longitudes begin at 72. Metres count as swapped where the first number is the northing, as in Chinese
    survey tables (X northing, Y easting); the two ranges overlap south of 9°N only, where easting first is taken.

    Parameters
    ----------
    x, y : numbers as written, shape ``(n,)``, NaN where the cell is empty.
    area : west, south, east, north in degrees: where the places are expected.

    Returns
    -------
    One of `KINDS` a row, shape ``(n,)``.
    """
    missing = np.isnan(x).astype(int) + np.isnan(y)
    is_degrees = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    could_swap = (np.abs(x) <= 90) & (np.abs(y) <= 180)
    expected = _within(x, y, area) | _within(x, y, CHINA_BOX)
    expected_swapped = _within(y, x, area) | _within(y, x, CHINA_BOX)
    cases: list[tuple[Kind, NDArray[np.bool_]]] = [
        ("none", missing == 2),
        ("half", missing == 1),
        ("infinite", ~(np.isfinite(x) & np.isfinite(y))),
        ("null_island", (np.abs(x) < _NULL_ISLAND_DEG) & (np.abs(y) < _NULL_ISLAND_DEG)),
        ("swapped", could_swap & (~is_degrees | (~expected & expected_swapped))),
        ("degrees", is_degrees),
        ("metres", _is_easting(x) & _is_northing(y)),
        ("metres_swapped", _is_easting(y) & _is_northing(x)),
    ]
    kinds = np.select([case for _, case in cases], [name for name, _ in cases], default="out_of_range")
    return np.asarray(kinds, dtype=np.str_)


def in_order(x: Floats, y: Floats, kinds: Kinds) -> tuple[Floats, Floats]:
    """Return longitude or easting first, exchanged where a row was found swapped."""
    swap = (kinds == "swapped") | (kinds == "metres_swapped")
    return np.where(swap, y, x), np.where(swap, x, y)


def is_metric(kinds: Kinds) -> NDArray[np.bool_]:
    """Say which rows are metres of some projection."""
    return np.asarray((kinds == "metres") | (kinds == "metres_swapped"))


def is_usable(kinds: Kinds) -> NDArray[np.bool_]:
    """Say which rows have two numbers that can be a place."""
    return np.isin(kinds, USABLE)


def _within(lon: Floats, lat: Floats, box: Box) -> NDArray[np.bool_]:
    west, south, east, north = box
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _is_easting(value: Floats) -> NDArray[np.bool_]:
    plain = (value >= _PLAIN_EASTING_M[0]) & (value <= _PLAIN_EASTING_M[1])
    return plain | ((value >= _PREFIXED_EASTING_M[0]) & (value <= _PREFIXED_EASTING_M[1]))


def _is_northing(value: Floats) -> NDArray[np.bool_]:
    return (value >= _NORTHING_M[0]) & (value <= _NORTHING_M[1])
