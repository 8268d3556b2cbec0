"""Where the header of a sheet is, how many rows it takes, and what its columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.io.readers.raw import Cell
from geo.io.readers.vocabulary import LEVEL_MARK, known_count

_ROWS_SEARCHED = 40  # titles, letterheads and filling notes above a table are shorter than this
_LEVELS_MAX = 3
_HEADING_CHARACTERS = 30

Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """The header's first and last row (from 0) and one heading for each column, empty where there is none."""

    top: int
    bottom: int
    headings: tuple[str, ...]
    known: int


def find_header(cells: Sequence[Sequence[Cell]], merges: Sequence[Range] = ()) -> Header | None:
    """Find the first row that is rich in known headings, then the header levels above and below it.

    A header repeated further down may be the richer one (a two-level header repeated on one level), so half of the
    most is enough. Where no heading is known, the first row with two filled cells is the header. None for a blank grid.
    """
    filled = [row for row, line in enumerate(cells) if any(cell is not None for cell in line)][:_ROWS_SEARCHED]
    if not filled:
        return None
    counts = {row: known_count(cells[row]) for row in filled}
    enough = max(2, max(counts.values()) / 2)
    best = next((row for row in filled if counts[row] >= enough), max(filled, key=lambda row: (counts[row], -row)))
    if counts[best] < 2:
        wide = [row for row in filled if sum(cell is not None for cell in cells[row]) >= 2]
        best = best if counts[best] and not wide else (wide or filled)[0]
    top = bottom = best
    while top > 0 and bottom - top + 1 < _LEVELS_MAX and _is_upper_level(cells[top - 1], cells[top]):
        top -= 1
    while (
        bottom + 1 < len(cells) and bottom - top + 1 < _LEVELS_MAX and _is_lower_level(cells[bottom + 1], cells[bottom])
    ):
        bottom += 1
    headings = _joined(cells[top : bottom + 1], _spread(merges, top, bottom))
    return Header(top, bottom, headings, max(counts[best], known_count(headings)))


def _words(cell: Cell) -> str:
    """Write one heading cell on one line."""
    if cell is None:
        return ""
    joined = re.sub(r"(?<=[\u3400-\u9fff）)])\s*[\r\n]+\s*|\s*[\r\n]+\s*(?=[\u3400-\u9fff（(])", "", str(cell).strip())
    return re.sub(r"\s+", " ", joined)


def _starts_group(upper: Sequence[Cell], lower: Sequence[Cell], column: int) -> bool:
    """Tell whether an upper heading stands over several lower ones: nothing beside it, something below both."""
    beside = column + 1
    return beside < len(upper) and upper[beside] is None and lower[column] is not None and lower[beside] is not None


def _is_lower_level(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Tell whether `row` carries sub-headings: text only, and only below groups of the row above."""
    filled = [column for column, cell in enumerate(row) if cell is not None]
    if not filled or not all(isinstance(row[column], str) for column in filled):
        return False
    if not all(above[column] is None or _starts_group(above, row, column) for column in filled):
        return False
    return any(above[column] is not None for column in filled)


def _is_upper_level(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether `row` carries group headings over the header row `below`, and is not a title or a note."""
    filled = [column for column, cell in enumerate(row) if cell is not None]
    cells = [row[column] for column in filled]
    if len(filled) < 2 or not all(isinstance(cell, str) and len(cell) <= _HEADING_CHARACTERS for cell in cells):
        return False
    if any(mark in str(cell) for cell in cells for mark in ":："):
        return False
    return all(below[column] is None or _starts_group(row, below, column) for column in filled)


def _spread(merges: Sequence[Range], top: int, bottom: int) -> dict[tuple[int, int], int] | None:
    """Map each header cell covered by a horizontal merge to the column its words stand in; None without merges."""
    covered = {
        (row - top, column): left
        for first, left, last, right in merges
        for row in range(max(first, top), min(last, bottom) + 1)
        for column in range(left, right + 1)
        if first >= top and right > left
    }
    return covered or None


def _joined(rows: Sequence[Sequence[Cell]], spread: dict[tuple[int, int], int] | None) -> tuple[str, ...]:
    """Join the levels of each column, repeating group headings over their columns."""
    levels = [[_words(cell) for cell in row] for row in rows]
    for level, (upper, lower) in enumerate(pairwise(levels)):
        for column in range(1, len(upper)):
            if upper[column] or not lower[column]:
                continue
            if spread is None:
                upper[column] = upper[column - 1]
            elif (level, column) in spread:
                upper[column] = upper[spread[level, column]]
    return tuple(
        LEVEL_MARK.join(dict.fromkeys(word for word in column if word)) for column in zip(*levels, strict=True)
    )
