"""Votes of owners by building: how many there are, how many took part, how many agreed, in persons and floor area."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.findings import Report
from geo.io.companions.cells import read_cells, read_mapped, require_columns
from geo.io.companions.estate_names import EstateNames
from geo.io.headings import MappedTable
from geo.schema import CONSENTS
from geo.wording import text

_PARTS = ("owners_agreeing", "owners_voting", "owners"), ("area_agreeing_m2", "area_voting_m2", "area_m2")


def read_consents(path: Path, report: Report, *, estates: pd.DataFrame) -> pd.DataFrame:
    """Read votes: columns of CONSENTS, ids resolved, one row a building.

    Rows of unknown estates, buildings told twice and rows in which more agree than vote, or vote than there are, are
    left out, each said.

    Raises
    ------
    MissingColumnsError
        Where the column of estates is missing.
    """
    names = EstateNames.of(estates)
    tables = [_read_table(mapped, names, report) for mapped in read_mapped(Path(path), CONSENTS.columns, report)]
    return CONSENTS.conform(pd.concat(tables, ignore_index=True))


def _read_table(mapped: MappedTable, names: EstateNames, report: Report) -> pd.DataFrame:
    require_columns(mapped, [CONSENTS["estate_id"]])
    votes = read_cells(mapped, CONSENTS.columns, report)
    cells = mapped.cells("estate_id")
    votes["estate_id"] = [
        names.resolve(cell or "", mapped.where(row, "estate_id"), report) for row, cell in enumerate(cells)
    ]
    kept, seen = [], set()
    for row, vote in enumerate(votes.to_dict("records")):
        key = (vote["estate_id"], str(vote["building"]))
        rule = "" if _in_order(vote) else "consent-order"
        rule = "consent-twice" if key in seen else rule
        if vote["estate_id"] and rule:
            found = text(f"{rule}.found", estate=vote["estate_id"], building=vote["building"] or "")
            report.find(rule, found=found, where=mapped.where(row))
        kept.append(bool(vote["estate_id"]) and not rule)
        seen.add(key)
    return votes[kept]


def _in_order(vote: dict[str, object]) -> bool:
    for names in _PARTS:
        stated = [float(str(vote[name])) for name in names if not pd.isna(vote[name])]
        if stated != sorted(stated):
            return False
    return True
