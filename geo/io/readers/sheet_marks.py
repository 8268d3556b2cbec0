"""What only the XML of a workbook tells: hidden rows and columns, error cells, formulas without a stored value.

The sheets are scanned as bytes, so a large sheet costs a second, and no XML entity can be expanded.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>/]*>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]+\d+)\"[^>]*?\bt=\"e\"[^>/]*>.{0,2000}?<(?:\w+:)?v>([^<]*)</", re.DOTALL
)
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]+\d+)\"[^>/]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Marks of one sheet; rows as the sheet numbers them, columns by letter, cells as ``B7``."""

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    error_cells: tuple[tuple[str, str], ...] = ()
    empty_formulas: tuple[str, ...] = ()
    last_row: int = 0
    last_column: int = 0

    @property
    def cells(self) -> int:
        """Size of the rectangle that a reader has to hold."""
        return self.last_row * self.last_column


def read_marks(path: Path) -> dict[str, SheetMarks]:
    """Read the marks of every sheet of an .xlsx or .xlsm file, by sheet name; empty for other workbooks."""
    with zipfile.ZipFile(path) as archive:
        members = set(archive.namelist())
        if "xl/workbook.xml" not in members:
            return {}
        return {name: _scan(archive.read(part)) for name, part in _sheet_parts(archive) if part in members}


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Pair sheet names with the archive members that hold them."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", errors="replace")
    targets = {}
    for tag in _RELATION.findall(relations):
        attributes = dict(_ATTRIBUTE.findall(tag))
        targets[attributes.get("Id", "")] = attributes.get("Target", "")
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", errors="replace")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = next((targets.get(value, "") for key, value in attributes.items() if key.endswith(":id")), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        yield unescape(attributes.get("name", "")), part


def _scan(xml: bytes) -> SheetMarks:
    rows = [int(number.group(1)) for tag in _hidden(_ROW.findall(xml)) if (number := re.search(rb"\br=\"(\d+)\"", tag))]
    columns = [letter for tag in _COLUMN.findall(xml) for letter in _column_range(tag)]
    filled = _FILLED_CELL.findall(xml)
    letters = {letter for letter, _ in filled}
    return SheetMarks(
        tuple(rows),
        tuple(columns),
        tuple(
            (cell.decode(), value.decode(errors="replace"))
            for cell, value in (_ERROR_CELL.findall(xml) if b't="e"' in xml else [])
        ),
        tuple(cell.decode() for cell in (_EMPTY_FORMULA.findall(xml) if b"<f" in xml or b":f" in xml else [])),
        max((int(row) for _, row in filled), default=0),
        max((_column_number(letter.decode()) for letter in letters), default=0),
    )


def _hidden(tags: list[bytes]) -> list[bytes]:
    return [tag for tag in tags if b'hidden="1"' in tag or b'hidden="true"' in tag]


def _column_range(tag: bytes) -> list[str]:
    bounds = [re.search(rb"\b" + name + rb"=\"(\d+)\"", tag) for name in (b"min", b"max")]
    first, last = (int(found.group(1)) if found else 0 for found in bounds)
    # Excel hides "all the rest" as one range to the last column, 16384; only those in use matter.
    return [column_letters(number) for number in range(first, min(last, first + 255) + 1) if number]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Name a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
