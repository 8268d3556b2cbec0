"""What pages are made of, as plain JSON for the layout: tables and the words in them. Text of data stays data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.maps.sheet_labels import words_size
from geo.reports.runsheet_pages import set_words
from geo.wording import text

WIDTH_MM, HEIGHT_MM = 186.0, 273.0  # of an A4 page less its margins
ROW_MM, LINE_MM = 4.35, 3.3  # a table's row of one line, and each further line
SIZE_PT = 8.0
_INSET_MM = 2.2

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in millimetres (0: shares what is left), whether it holds numbers."""

    title: str
    mm: float = 0.0
    number: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]], *, fills: Sequence[str] = ()) -> Json:
    """Make a table; `fills` colour a chip in the first column of each row."""
    return {
        "kind": "table",
        "columns": [{"title": one.title, "mm": one.mm, "number": one.number} for one in columns],
        "rows": [[said(cell) for cell in row] for row in rows],
        "fills": list(fills),
    }


def said(cell: object, *, none: str = "—") -> str:
    """Write a cell: text as the font can draw it, whole numbers with thousands marks, a dash for what is not known."""
    if _is_unknown(cell) or cell == "":
        return none
    if isinstance(cell, bool):
        return text("report.yes" if cell else "report.no")
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.0f}"
    return set_words(str(cell))


def height_of(made: Json) -> float:
    """Estimate how high a table will be, in millimetres, a little on the safe side."""
    widths = _widths(made["columns"])
    headings = [[column["title"] for column in made["columns"]]]
    return sum(ROW_MM + LINE_MM * (_lines(row, widths) - 1) for row in [*headings, *made["rows"]])


def lines_of(words: str, *, mm: float = WIDTH_MM, size_pt: float = SIZE_PT) -> int:
    """Estimate how many lines a text takes."""
    return max(1, -(-int(words_size(words, size_pt)[0] * 1.04) // max(1, int(mm))))


def _widths(columns: Sequence[Json]) -> list[float]:
    fixed = sum(column["mm"] for column in columns)
    sharing = sum(column["mm"] == 0 for column in columns)
    share = (WIDTH_MM - fixed) / sharing if sharing else 0.0
    return [(column["mm"] or share) - _INSET_MM for column in columns]


def _lines(row: Sequence[str], widths: Sequence[float]) -> int:
    return max(lines_of(cell, mm=width) for cell, width in zip(row, widths, strict=True))


def whole(number: object) -> int | None:
    """Return a count; None where it is not known."""
    return None if _is_unknown(number) else round(float(str(number)))


def ten_thousands(number: object) -> str | None:
    """Write an amount or an area in ten thousands; None where it is not known."""
    return None if _is_unknown(number) else f"{float(str(number)) / 1e4:,.1f}"


def _is_unknown(value: object) -> bool:
    return bool(pd.isna(value)) if not isinstance(value, list | tuple | dict) else False
