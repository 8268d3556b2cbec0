"""Delimited text: CSV, TSV and their cousins with semicolons, bars or Chinese commas.

The row number of a finding is the row a spreadsheet shows: a quoted line break stays within its row.
"""

from __future__ import annotations

import csv
import io
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from geo.errors import UnreadableFileError
from geo.findings import Report, Severity, Where
from geo.io.readers.encodings import Decoded, decode_bytes
from geo.io.readers.grid import Grid, squared, table_from_grid
from geo.io.readers.raw import RawTable, shown_rows
from geo.io.readers.vocabulary import known_count
from geo.wording import text

_DELIMITERS = (",", "\t", ";", "|", "，", "；")
_SAMPLE_RECORDS = 60
_OPEN_QUOTE_LINES = 50  # no row of a ledger has more lines; more means a quote that was never closed


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of a file and the line each of them ends on."""

    cells: list[list[str]]
    last_lines: list[int]

    def rows_of_lines(self, lines: Sequence[int]) -> list[int]:
        """Turn line numbers into row numbers."""
        return sorted({min(bisect_left(self.last_lines, line) + 1, len(self.cells)) for line in lines})


def read_delimited(payload: bytes, file: str, report: Report, *, sheet: str = "") -> RawTable | None:
    """Read delimited text of any usual encoding; None where there is nothing but blanks.

    Raises
    ------
    UnreadableFileError
        Where the content is no text.
    """
    decoded = decode_bytes(payload)
    if _looks_binary(decoded.content):
        raise UnreadableFileError(text("reader.unknown-kind", file=file))
    delimiter = sniff_delimiter(decoded.content)
    records = _parse(decoded.content, delimiter)
    if (row := _open_quote_row(records, delimiter)) is not None:
        report.find("open-quote", where=Where(file, sheet, row), found=text("open-quote.found"))
        records = _parse(decoded.content, delimiter, quoted=False)
    _say_decoding(decoded, records, Where(file, sheet), report)
    table = table_from_grid(Grid(file, sheet, squared(records.cells)), report)
    if table is not None:
        _say_ragged(records, table, report)
    return table


def _open_quote_row(records: _Records, delimiter: str) -> int | None:
    """Return the first row with a quote that was never closed: it is far too long, or holds whole rows in a cell."""
    spans = [last - first for first, last in pairwise([0, *records.last_lines])]
    usual = Counter(len(row) for row in records.cells).most_common(1)[0][0] if records.cells else 0
    for number, (row, lines) in enumerate(zip(records.cells, spans, strict=True), 1):
        if lines > _OPEN_QUOTE_LINES:
            return number
        inner = (line for cell in row if "\n" in cell for line in cell.splitlines()[1:])
        if lines > 1 and usual > 2 and any(line.count(delimiter) >= usual - 1 for line in inner):
            return number
    return None


def _looks_binary(content: str) -> bool:
    """Tell whether a twentieth of the first characters are control characters or undecodable."""
    head = content[:4096]
    return sum(1 for c in head if (c < " " and c not in "\t\r\n\f\x1a") or c == "\ufffd") > 0.05 * max(len(head), 200)


def sniff_delimiter(content: str) -> str:
    """Choose the delimiter that gives the most known headings, then the evenest and widest rows."""
    return max(_DELIMITERS, key=lambda delimiter: (*_evenness(content, delimiter), -_DELIMITERS.index(delimiter)))


def _evenness(content: str, delimiter: str) -> tuple[int, float, int]:
    sample = content[: 1 << 16]
    rows = _parse(sample, delimiter).cells[:_SAMPLE_RECORDS]
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return 0, 0.0, 0
    width, rows_of_width = Counter(len(row) for row in filled).most_common(1)[0]
    if width == 1:
        width = rows_of_width = 0
    return max(known_count(row) for row in filled), rows_of_width / len(filled), width


@contextmanager
def _long_cells() -> Iterator[None]:
    """Allow cells of any length for a block: outlines written as text pass the usual limit of 128 KB."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _parse(content: str, delimiter: str, *, quoted: bool = True) -> _Records:
    cells: list[list[str]] = []
    last_lines: list[int] = []
    with _long_cells():
        lines = io.StringIO(content, newline="")
        quoting: Literal[0, 3] = 0 if quoted else 3  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, quoting=quoting)
        for row in reader:
            cells.append(row if quoted else [cell.strip('"') for cell in row])
            last_lines.append(reader.line_num)
    return _Records(cells, last_lines)


def _say_decoding(decoded: Decoded, records: _Records, where: Where, report: Report) -> None:
    """Report everything that decoding had to do."""

    def say(rule: str, lines: Sequence[int], **details: object) -> None:
        if lines:
            rows = records.rows_of_lines(lines)
            at = Where(where.file, where.sheet, rows[0])
            report.find(rule, where=at, found=text(f"{rule}.found", rows=shown_rows(rows), **details))

    if decoded.encoding not in {"utf-8", "utf-8-sig"}:
        found = text("encoding.found", encoding=decoded.encoding)
        report.find("encoding", severity="note", where=where, found=found)
    say("mixed-encoding", decoded.minority_lines, encoding=decoded.minority)
    say("broken-bytes", decoded.broken_lines)
    say("nul-bytes", decoded.nul_lines)
    if decoded.garbled is not None:
        wrong, right = decoded.garbled
        rule = "garbled-undone" if right else "garbled-text"
        severity: Severity = "warning" if right else "error"
        report.find(rule, severity=severity, where=where, found=text(f"{rule}.found", wrong=wrong, right=right))


def _say_ragged(records: _Records, table: RawTable, report: Report) -> None:
    """Report rows with more cells than the header, or with fewer than most rows have."""
    widths = Counter(len(records.cells[row - 1]) for row in table.rows)
    if len(widths) < 2:
        return
    usual = max(widths, key=lambda width: (widths[width], width))
    extra = [row for row in table.rows if any(cell.strip() for cell in records.cells[row - 1][usual:])]
    short = [row for row in table.rows if len(records.cells[row - 1]) < usual]
    for rule, rows in (("long-rows", extra), ("short-rows", short)):
        if rows:
            found = text(f"{rule}.found", rows=shown_rows(rows), cells=usual)
            report.find(rule, where=table.where(table.rows.index(rows[0])), found=found)
