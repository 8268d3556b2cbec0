"""What findings and repairs know of their row and column, completed when all is known.

The early steps know file, sheet and row, the late ones the schema's column; people look for the estate's id and for
the heading as it stands in their file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from geo.findings import Finding, Repair, Report
from geo.io.headings import MappedTable
from geo.schema import COORDINATE_COLUMNS, ESTATES
from geo.wording import language, text

_COLUMNS = {column.name: column for column in (*ESTATES.columns, *COORDINATE_COLUMNS)}


def complete_attribution(report: Report, estates: pd.DataFrame, tables: Sequence[MappedTable]) -> None:
    """Write the estate's id into findings and repairs that only knew its row, and the file's headings into findings.

    Repairs keep the schema's names of fields, by which they are applied; findings are for people.
    """
    keys = zip(*(estates[name].tolist() for name in ("source_file", "source_sheet", "source_row")), strict=True)
    ids = dict(zip(keys, estates["estate_id"], strict=True))
    headings = {(table.raw.file, table.raw.sheet): table.columns for table in tables}
    report.findings[:] = [
        replace(said, estate_id=_id_of(said, ids), column=_heading_of(said, headings)) for said in report.findings
    ]
    report.repairs[:] = [replace(made, estate_id=_id_of(made, ids)) for made in report.repairs]


def _id_of(entry: Finding | Repair, ids: dict[tuple[str, str, int], str]) -> str:
    if entry.estate_id or not entry.row:
        return entry.estate_id
    return ids.get((entry.file, entry.sheet, entry.row), "")


def _heading_of(said: Finding, headings: dict[tuple[str, str], dict[str, str]]) -> str:
    """Name a finding's column as its file does, else by the schema's word; several are joined by a comma."""
    mapped = headings.get((said.file, said.sheet), {})
    names = said.column.split(",")
    if not all(name in _COLUMNS or name == "geometry" for name in names):
        return said.column
    if "lon" in names and "lonlat" in mapped and "lon" not in mapped:
        names = ["lonlat"]
    return ",".join(mapped.get(name) or _word_for(name) for name in names)


def _word_for(name: str) -> str:
    if name == "geometry":
        return text("finding.geometry")
    return _COLUMNS[name].zh if language() == "zh" else _COLUMNS[name].en
