"""The rows that are not planned: each under one rule, with its evidence and what would change it.

Every row of a ledger is planned, in `rejects` or in `to_locate`; here the two lists are made and the rows counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import shortlist
from geo.findings import Report, Severity
from geo.io.duplicates import Duplicate
from geo.io.table_rows import rows_of, where_of
from geo.schema import REJECTS, TO_LOCATE
from geo.wording import text

# Rules that say something about the ledger; the others follow from the scheme's conditions.
_FAULTS = frozenset({"no-name", "duplicate", "no-subdistrict", "no-place"})


def list_rejects(estates: gpd.GeoDataFrame, duplicates: Sequence[Duplicate]) -> gpd.GeoDataFrame:
    """List the rows that are not planned, each under the first rule that holds."""
    repeated = {duplicate.estate_id: duplicate for duplicate in duplicates}
    rules, evidences = [], []
    facts = (estates[name].tolist() for name in ("estate_id", "name", "subdistrict", "left_out", "eligibility_reason"))
    for estate_id, name, subdistrict, left_out, reason in zip(*facts, strict=True):
        if not isinstance(name, str):
            rules.append("no-name")
            evidences.append(text("reject.no-name"))
        elif estate_id in repeated:
            rules.append("duplicate")
            evidences.append(repeated[estate_id].evidence)
        elif left_out:
            rules.append(left_out)
            evidences.append(reason)
        else:
            rules.append("" if isinstance(subdistrict, str) else "no-subdistrict")
            evidences.append(text("reject.no-subdistrict"))
    return gpd.GeoDataFrame(REJECTS.conform(_left_out(estates, rules, evidences)))


def _left_out(estates: gpd.GeoDataFrame, rules: Sequence[str], evidences: Sequence[str]) -> gpd.GeoDataFrame:
    """Take the rows with a rule, with their evidence and what would change it."""
    remedies = [text(f"reject.{rule}.remedy") if rule else "" for rule in rules]
    columns = {"rule": rules, "evidence": evidences, "remedy": remedies}
    told = {name: pd.Series(list(words), index=estates.index, dtype="object") for name, words in columns.items()}
    return estates.assign(**told)[np.array([bool(rule) for rule in rules], dtype=bool)]


def list_to_locate(estates: gpd.GeoDataFrame, counted: NDArray[np.bool_]) -> pd.DataFrame:
    """List the estates that would be planned if they had a place."""
    placeless = (estates.geometry.isna() | estates.geometry.is_empty).to_numpy() & counted
    rules = ["no-place" if missing else "" for missing in placeless]
    evidence = text("reject.no-place")
    return TO_LOCATE.conform(_left_out(estates, rules, [evidence] * len(rules)))


def say_left_out(lists: Iterable[pd.DataFrame], report: Report) -> None:
    """Tell once for each rule which rows are not planned; the lists themselves say why for every row."""
    for left_out in lists:
        for rule, rows in left_out.groupby("rule", sort=True):
            known = dict.fromkeys(rows["name"].dropna())
            facts = {"count": len(rows), "rows": rows_of(rows, range(len(rows))), "names": shortlist(known) or "-"}
            found = text("row-not-planned.found", why=text(f"reject.{rule}.label"), **facts)
            severity: Severity = "warning" if rule in _FAULTS else "note"
            where = replace(where_of(rows, 0), row=None)
            remedy = text(f"reject.{rule}.remedy")
            report.find("row-not-planned", severity=severity, found=found, where=where, remedy=remedy)


def say_counts(estates: pd.DataFrame, rejects: pd.DataFrame, to_locate: pd.DataFrame, report: Report) -> None:
    """Say where the rows went; every row is planned, rejected or to be located."""
    planned = len(estates) - len(rejects) - len(to_locate)
    assert planned >= 0, "a row is both rejected and to be located"
    facts = {"rows": len(estates), "planned": planned, "rejected": len(rejects), "to_locate": len(to_locate)}
    if not planned:
        report.find("nothing-to-plan", severity="error", found=text("nothing-to-plan.found", **facts))
    else:
        report.find("rows-counted", severity="note", found=text("rows-counted.found", **facts))
