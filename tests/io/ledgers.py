"""Small invented ledgers for the tests of reading: tables as readers return them, and frames in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.findings import Report
from geo.io.cleaning import WANTED, clean_estates
from geo.io.headings import MappedTable, match_headings
from geo.io.readers import RawTable
from geo.policy import Policy

FILE, SHEET = "台账.xlsx", "Sheet1"


def raw_table(columns: Mapping[str, Sequence[object]], *, first_row: int = 3) -> RawTable:
    """A table as a reader returns it, its first data row being row 3 of the sheet."""
    frame = pd.DataFrame({name: pd.Series(list(cells), dtype="object") for name, cells in columns.items()})
    return RawTable(FILE, SHEET, tuple(columns), frame, tuple(range(first_row, first_row + len(frame))))


def mapped(columns: Mapping[str, Sequence[object]]) -> MappedTable:
    """A table with its headings mapped."""
    return match_headings(raw_table(columns), WANTED, Report())


def cleaned(columns: Mapping[str, Sequence[object]], policy: Policy | None = None) -> tuple[pd.DataFrame, Report]:
    """A cleaned table and what was said about it, names added where the test does not care."""
    size = len(next(iter(columns.values())))
    named = {"小区名称": [f"示例{row}苑" for row in range(size)], **columns}
    report = Report()
    return clean_estates(mapped(named), policy or Policy(), report), report


def estates(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Cleaned estates given by schema names; what is left out is missing."""
    frame, _ = cleaned({"小区名称": [row.get("name", f"示例{i}苑") for i, row in enumerate(rows)]})
    for name in {name for row in rows for name in row}:
        frame[name] = pd.Series([row.get(name) for row in rows], dtype=frame[name].dtype if name in frame else "object")
    return frame


def rules(report: Report) -> list[str]:
    """The rules of the findings, in order."""
    return [finding.rule for finding in report.findings]


def repairs(report: Report, field: str) -> list[tuple[str, str, str]]:
    """Before, after and rule of the repairs of a field, in order."""
    return [(made.before, made.after, made.rule) for made in report.repairs if made.field == field]
