"""HTML tables, as many web systems export them under the name .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from geo.findings import Report, Where
from geo.io.readers.encodings import decode_bytes
from geo.io.readers.grid import Grid, Merge, squared, table_from_grid
from geo.io.readers.raw import Cell, RawTable
from geo.wording import text

_SPAN_MAX = 1000  # the HTML standard's own limit for a cell's columns


class _TableParser(HTMLParser):
    """Collects the cells and merged ranges of the outermost tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[dict[tuple[int, int], Cell], list[Merge]]] = []
        self._depth = 0
        self._row = -1
        self._taken: set[tuple[int, int]] = set()
        self._cell: tuple[int, int] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(({}, []))
                self._row, self._taken = -1, set()
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._row += 1
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag == "br":
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._end_cell()
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._words.append(data)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._row = max(self._row, 0)
        down, across = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        column = 0
        while (self._row, column) in self._taken:
            column += 1
        self._taken |= {(self._row + r, column + c) for r in range(down) for c in range(across)}
        if down > 1 or across > 1:
            self.tables[-1][1].append(Merge(self._row, column, self._row + down - 1, column + across - 1))
        self._cell, self._words = (self._row, column), []

    def _end_cell(self) -> None:
        if self._cell is not None:
            words = re.sub(r"[^\S\n]+", " ", "".join(self._words).replace("\xa0", " ")).strip()
            self.tables[-1][0][self._cell] = words
            self._cell = None


def _span(given: str | None) -> int:
    return min(max(int(given), 1), _SPAN_MAX) if given and given.strip().isdecimal() else 1


def read_markup(payload: bytes, file: str, report: Report) -> list[RawTable]:
    """Read every table of an HTML page; the kind is reported."""
    parser = _TableParser()
    parser.feed(decode_bytes(payload).content)
    parser.close()
    report.find("html-table", severity="note", where=Where(file), found=text("html-table.found"))
    grids = [Grid(file, "", squared(_rows(cells)), tuple(merges)) for cells, merges in parser.tables if cells]
    return [table for grid in grids if (table := table_from_grid(grid, report)) is not None]


def _rows(cells: dict[tuple[int, int], Cell]) -> list[list[Cell]]:
    """Lay cells out in rows."""
    height = 1 + max(row for row, _ in cells)
    width = 1 + max(column for _, column in cells)
    return [[cells.get((row, column)) for column in range(width)] for row in range(height)]
