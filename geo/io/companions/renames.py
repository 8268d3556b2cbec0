"""Which sub-districts and communities were merged or renamed, and when."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.findings import Report, Severity
from geo.io.companions.cells import folded, read_cells, read_mapped, require_columns
from geo.io.headings import MappedTable
from geo.schema import RENAMES
from geo.wording import text


def read_renames(path: Path, report: Report) -> pd.DataFrame:
    """Read the table RENAMES; lines without an old or a new name are left out, as are lines told twice (all said).

    One old name may have several lines: a name that was split has one for each community. Two lines that agree in
    old name, community and date but not in the new name are both kept and reported.

    Raises
    ------
    MissingColumnsError
        Where the old or the new name has no column.
    """
    tables = [_read_table(mapped, report) for mapped in read_mapped(Path(path), RENAMES.columns, report)]
    return RENAMES.conform(_settled(pd.concat(tables, ignore_index=True), report))


def _read_table(mapped: MappedTable, report: Report) -> pd.DataFrame:
    require_columns(mapped, [RENAMES["old"], RENAMES["new"]])
    lines = read_cells(mapped, RENAMES.columns, report)
    lines["where"] = [mapped.where(row) for row in range(len(lines))]
    whole = lines["old"].notna() & lines["new"].notna()
    for where in lines.loc[~whole, "where"]:
        report.find("rename-incomplete", severity="error", where=where, found=text("rename-incomplete.found"))
    return lines[whole]


def _settled(lines: pd.DataFrame, report: Report) -> pd.DataFrame:
    seen: dict[tuple[str, ...], set[str]] = {}
    kept = []
    for line in lines.itertuples(index=False):
        key = (folded(line.old), folded(line.community), folded(line.date))
        before = seen.setdefault(key, set())
        is_repeat = folded(line.new) in before
        if before:
            rule = "rename-twice" if is_repeat else "rename-clash"
            severity: Severity = "note" if is_repeat else "warning"
            found = text(f"{rule}.found", old=line.old, new=line.new)
            report.find(rule, severity=severity, where=line.where, found=found)
        before.add(folded(line.new))
        kept.append(not is_repeat)
    return lines[kept].drop(columns="where")
