"""Where the words of a printed map stand, so that none lies on another: the same places for the same plan.

The labels are taken in order of weight. Each tries places around its anchor, nearest first, and takes the one that
covers least of the symbols; farther off, it is led back by a thin line. What finds no room is left out and counted.
Adjusting by springs was left aside: it promises neither the same places again nor that nothing overlaps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.maps.sheet_frame import Box, Floats
from geo.reports.fonts import covered, font_path, missing_glyphs

MM_PER_POINT = 25.4 / 72
_PAD_MM = 0.35  # of free paper around a label
_FREE_MM = 0.5  # between a symbol and its label
_RINGS_MM = (0.0, 1.6, 3.4, 5.6, 8.2, 11.4, 15.0)  # how much farther than the nearest place
_LED_FROM = 2  # the ring from which a label needs its line
_TURNS = 16
_SIDES = np.arange(_TURNS) * math.tau / _TURNS
_FARTHER, _COVERED, _CROSSED = (
    1.0,
    0.9,
    6.0,
)  # prices: a millimetre farther off, a square millimetre covered, a line crossed


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside an anchor.

    Attributes
    ----------
    x, y : the anchor in millimetres.
    clear_mm : radius of its symbol, which the label keeps off; 0 centres the label on the anchor first.
    weight : heavier ones choose first.
    kind : tells the one who draws how it looks.
    """

    words: str
    x: float
    y: float
    size_pt: float
    weight: float
    kind: str
    clear_mm: float = 1.0
    far: bool = True


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label with its middle in millimetres; `led` where a line leads back to the anchor."""

    label: Label
    x: float
    y: float
    led: bool


def words_size(words: str, size_pt: float) -> tuple[float, float]:
    """Return width and height in millimetres of one line in the bundled font."""
    return sum(_advance(sign) for sign in words) * size_pt * MM_PER_POINT, size_pt * MM_PER_POINT * 1.12


def place_labels(
    labels: Sequence[Label], *, edges: Box, taken: Floats, symbols: Floats
) -> tuple[list[PlacedLabel], list[Label]]:
    """Place labels inside `edges` (left, bottom, right, top).

    Parameters
    ----------
    taken : boxes that no label may touch, shape ``(k, 4)``.
    symbols : boxes that labels avoid where they can, shape ``(m, 4)``.

    Returns
    -------
    The placed labels, heaviest first, and those without room.
    """
    order = sorted(labels, key=lambda label: (-label.weight, label.x, label.y, label.words))
    boxes, leads = np.array(taken, dtype=np.float64).reshape(-1, 4), np.empty((0, 4))
    placed: list[PlacedLabel] = []
    left_out: list[Label] = []
    for label in order:
        found = _best(label, edges, boxes, symbols, leads)
        if found is None:
            left_out.append(label)
            continue
        one, box = found
        placed.append(one)
        boxes = np.vstack([boxes, box])
        if one.led:
            leads = np.vstack([leads, (label.x, label.y, one.x, one.y)])
    return placed, left_out


def _best(label: Label, edges: Box, boxes: Floats, symbols: Floats, leads: Floats) -> tuple[PlacedLabel, Floats] | None:
    middles, away = _places(label)
    width, height = words_size(label.words, label.size_pt)
    half = np.array([width / 2 + _PAD_MM, height / 2 + _PAD_MM])
    tried = np.hstack([middles - half, middles + half])
    left, bottom, right, top = edges
    free = (tried[:, 0] >= left) & (tried[:, 1] >= bottom) & (tried[:, 2] <= right) & (tried[:, 3] <= top)
    free &= ~(_overlap(tried, boxes) > 0).any(axis=1)
    led = away >= _RINGS_MM[_LED_FROM]
    free &= label.far | ~led
    if len(leads):
        free &= ~_cut(tried, leads)
    if not free.any():
        return None
    at = np.flatnonzero(free)
    price = _FARTHER * away[at] + _COVERED * _overlap(tried[at], symbols).sum(axis=1)
    if len(leads):
        lines = np.column_stack([np.tile((label.x, label.y), (len(at), 1)), middles[at]])
        price = price + np.where(led[at], _CROSSED * _crossings(lines, leads), 0.0)
    best = at[int(np.argmin(price))]
    x, y = middles[best].tolist()
    return PlacedLabel(label, x, y, bool(led[best])), tried[best]


def _places(label: Label) -> tuple[Floats, Floats]:
    """Return middles to try and how far each is beyond the nearest: right, left, above, below, then all around."""
    width, height = words_size(label.words, label.size_pt)
    reach = np.array([width / 2, height / 2]) + label.clear_mm + _FREE_MM
    found, away = [], []
    if label.clear_mm == 0:
        found, away = [np.zeros((1, 2))], [np.zeros(1)]
    for ring in _RINGS_MM:
        # on the rim of a rounded box around the symbol, so that labels above and beside are equally near
        turn = np.column_stack([np.cos(_SIDES), np.sin(_SIDES)])
        rim = turn / np.maximum(np.abs(turn).max(axis=1), 1e-9)[:, None]
        middle = rim * reach + turn * ring
        found.append(middle)
        away.append(np.full(_TURNS, ring) + 0.25 * _unhandy())
    return np.vstack(found) + np.array([label.x, label.y]), np.concatenate(away)


def _unhandy() -> Floats:
    """Rank the sides: right and above read best, after Imhof's rules for names of points (1975)."""
    cos, sin = np.cos(_SIDES), np.sin(_SIDES)
    return np.asarray(1.0 - cos + 0.5 * (1.0 - sin))


def _overlap(some: Floats, others: Floats) -> Floats:
    """Return the area that each pair of boxes shares, shape ``(len(some), len(others))``."""
    wide = np.minimum(some[:, None, 2], others[None, :, 2]) - np.maximum(some[:, None, 0], others[None, :, 0])
    high = np.minimum(some[:, None, 3], others[None, :, 3]) - np.maximum(some[:, None, 1], others[None, :, 1])
    return np.asarray(np.clip(wide, 0, None) * np.clip(high, 0, None))


def _cut(boxes: Floats, leads: Floats) -> NDArray[np.bool_]:
    """Say which boxes a line runs through (sampled, which is fine enough for a millimetre)."""
    share = np.linspace(0.0, 1.0, 24)[:, None]
    points = np.vstack([(1 - share) * lead[:2] + share * lead[2:] for lead in leads])
    x, y = points[:, 0], points[:, 1]
    inside = (boxes[:, None, 0] < x) & (x < boxes[:, None, 2]) & (boxes[:, None, 1] < y) & (y < boxes[:, None, 3])
    return np.asarray(inside.any(axis=1))


def _crossings(lines: Floats, leads: Floats) -> Floats:
    """Count how many of `leads` each line crosses."""
    p, q = lines[:, None, :2], lines[:, None, 2:]
    r, s = leads[None, :, :2], leads[None, :, 2:]
    one = _turn(p, q, r) * _turn(p, q, s) < 0
    return np.asarray((one & (_turn(r, s, p) * _turn(r, s, q) < 0)).sum(axis=1), dtype=np.float64)


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    cross: Floats = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return cross


@cache
def _advance(sign: str) -> float:
    """Return how far a sign moves the pen, in its size; one that shows nothing does not."""
    if missing_glyphs(sign):
        return 1.0  # of what stands in for it
    if ord(sign) not in covered():
        return 0.0
    from matplotlib.ft2font import LoadFlags

    return float(_font().load_char(ord(sign), LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _UNITS)


_UNITS = 64.0


@cache
def _font() -> Any:  # noqa: ANN401  matplotlib has no type for it
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(font_path()))
    font.set_size(_UNITS, 72)
    return font
