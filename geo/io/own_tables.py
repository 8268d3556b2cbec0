"""Files that this program wrote, given back as a ledger: plan.gpkg, the repaired ledger, a blank ledger filled in.

Beside the estates they hold tables made from them. Read as estates these would give every estate several times, so
they are left out where the estates stand in the same file, and that is said once a file.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.errors import InputError, shortlist
from geo.findings import Report, Where
from geo.io.readers import RawTable
from geo.schema import ASSIGNMENTS, ESTATES, PLAN_TABLES, REGIONS, Table
from geo.wording import LANGUAGES, text

_PAGES = ("template.guide", "reports.summary", "reports.policy")


def _names_of(table: Table) -> set[str]:
    return {table.name, table.zh, table.en}


def without_own_tables(tables: Sequence[RawTable], report: Report) -> list[RawTable]:
    """Leave out the tables that this program put beside the estates, and what was said about reading them.

    Raises
    ------
    InputError
        Where a file is the workbook of a plan, which holds no estates.
    """
    estates = _names_of(ESTATES) | {text("template.ledger", lang) for lang in LANGUAGES}
    others = {name for table in PLAN_TABLES if table is not ESTATES for name in _names_of(table)}
    others |= {text(page, lang) for page in _PAGES for lang in LANGUAGES}
    sheets: dict[str, set[str]] = {}
    for raw in tables:
        sheets.setdefault(raw.file, set()).add(raw.sheet)
    _refuse_workbook_of_plan(sheets, estates)
    ours = {file for file, names in sheets.items() if names & estates}
    left_out = [raw for raw in tables if raw.file in ours and raw.sheet in others]
    report.findings[:] = [said for said in report.findings if said.file not in ours or said.sheet not in others]
    for file in dict.fromkeys(raw.file for raw in left_out):
        names = [raw.sheet for raw in left_out if raw.file == file]
        found = text("own-tables.found", count=len(names), names=shortlist(names, 20))
        report.find("own-tables", severity="note", found=found, where=Where(file))
    return [raw for raw in tables if raw not in left_out]


def _refuse_workbook_of_plan(sheets: dict[str, set[str]], estates: set[str]) -> None:
    """Refuse plan.xlsx: it shows what was planned, not the rows that were read."""
    for file, names in sheets.items():
        if not names & estates and names & _names_of(ASSIGNMENTS) and names & _names_of(REGIONS):
            raise InputError(text("own-tables.workbook", file=file))
