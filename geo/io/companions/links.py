"""Pairs of estates that the user joins or parts by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.findings import Report
from geo.io.companions.cells import read_cells, read_mapped, require_columns
from geo.io.companions.estate_names import EstateNames
from geo.io.headings import MappedTable
from geo.schema import LINKS
from geo.wording import text

_ENDS = ("from_estate_id", "to_estate_id")


def read_links(path: Path, report: Report, *, estates: pd.DataFrame) -> pd.DataFrame:
    """Read links to add and to remove: columns of LINKS, ids resolved, `kind` user, `action` add where it is blank.

    Rows with unknown or ambiguous estates, an estate with itself, and pairs told twice are left out, each said; of
    a pair that is both added and removed neither is used.

    Raises
    ------
    MissingColumnsError
        Where a column of estates is missing.
    """
    names = EstateNames.of(estates)
    tables = [_read_table(mapped, names, report) for mapped in read_mapped(Path(path), LINKS.columns, report)]
    links = _settled(pd.concat(tables, ignore_index=True), report)
    return LINKS.conform(links.assign(geometry=None)).drop(columns="geometry")


def _read_table(mapped: MappedTable, names: EstateNames, report: Report) -> pd.DataFrame:
    require_columns(mapped, [LINKS[end] for end in _ENDS])
    links = read_cells(mapped, LINKS.columns, report)
    for end in _ENDS:
        cells = mapped.cells(end)
        links[end] = [names.resolve(cell or "", mapped.where(row, end), report) for row, cell in enumerate(cells)]
    links["action"] = links["action"].where(links["action"].notna(), "add")
    links["kind"] = "user"
    links["where"] = [mapped.where(row) for row in range(len(links))]
    known = (links[_ENDS[0]] != "") & (links[_ENDS[1]] != "")
    for where, estate in links.loc[known & (links[_ENDS[0]] == links[_ENDS[1]]), ["where", _ENDS[0]]].itertuples(
        index=False
    ):
        report.find("link-to-itself", severity="error", where=where, found=text("link-to-itself.found", estate=estate))
    return links[known & (links[_ENDS[0]] != links[_ENDS[1]])]


def _settled(links: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Keep each pair once; a pair both added and removed is left out."""
    pairs = [tuple(sorted(pair)) for pair in links[list(_ENDS)].itertuples(index=False)]
    actions: dict[tuple[str, ...], set[str]] = {}
    for pair, action in zip(pairs, links["action"], strict=True):
        actions.setdefault(pair, set()).add(action)
    seen: set[tuple[str, ...]] = set()
    kept = []
    for pair, where in zip(pairs, links["where"], strict=True):
        clash = len(actions[pair]) > 1
        if clash or pair in seen:
            rule = "link-clash" if clash else "link-twice"
            found = text(f"{rule}.found", one=pair[0], other=pair[1])
            report.find(rule, severity="error" if clash else "warning", where=where, found=found)
        kept.append(not clash and pair not in seen)
        seen.add(pair)
    return links[kept].drop(columns="where")
