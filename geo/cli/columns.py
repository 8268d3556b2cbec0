"""Columns that line up in a terminal, also under Chinese text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(cell: str) -> int:
    """Count terminal columns: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Line up the cells of rows: the first column to the left, numbers to the right."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell + " " * (space - width(cell)) if position == 0 else " " * (space - width(cell)) + cell
            for position, (cell, space) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
