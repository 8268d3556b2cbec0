"""Satisfaction surveys: asked, answered, satisfied by estate and year; figures without n are kept and called that."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from geo.findings import Report
from geo.io.companions.cells import as_word, folded, read_cells, read_mapped
from geo.io.companions.estate_names import EstateNames
from geo.io.companions.survey_rows import LeftRows, resolve_estate, source_of
from geo.io.headings import MappedTable
from geo.io.values import apply_rate, decide_rates, parse_rate, parse_year
from geo.schema import SATISFACTION
from geo.wording import text

_WHOLE = frozenset({"全市", "全区", "全部", "合计", "总计", "总体", "平均", "全街道", "all", "total"})
_COUNTS = ("asked", "answered", "satisfied")
_AGREE = 0.005  # a stated rate and its counts agree to half a point; figures are printed with one or two decimals
_PILOT = ("试点", "pilot")


def read_satisfaction(
    path: Path, report: Report, *, estates: pd.DataFrame, scopes: Collection[str] = (), this_year: int | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read satisfaction into SATISFACTION as stated (not judged), and the rows that could not be used.

    Parameters
    ----------
    scopes : names of sub-districts, districts and communities; a row about one of them has no estate but a scope.
    this_year : years after it are refused; no limit where None.

    Returns
    -------
    The table SATISFACTION and SURVEY_REJECTS.
    """
    names, left = EstateNames.of(estates), LeftRows("satisfaction", report)
    pilots = frozenset(estates.loc[estates["stage"] == "pilot", "estate_id"]) if "stage" in estates.columns else ()
    known = {folded(name) for name in scopes} | _WHOLE
    rows: list[dict[str, Any]] = []
    for mapped in read_mapped(Path(path), SATISFACTION.columns, report):
        rows += _read_table(mapped, names, left, scopes=known, pilots=pilots, this_year=this_year)
    kept = _without_twins(rows, left)
    return SATISFACTION.conform(pd.DataFrame(kept, columns=SATISFACTION.names())), left.frame()


def _read_table(
    mapped: MappedTable,
    names: EstateNames,
    left: LeftRows,
    *,
    scopes: Collection[str],
    pilots: Collection[str],
    this_year: int | None,
) -> list[dict[str, Any]]:
    columns = [column for column in SATISFACTION.columns if column.asked]
    plain = [column for column in columns if column.name not in {"estate_id", "year", "rate_stated"}]
    cells = read_cells(mapped, plain, left.report).to_dict("records")
    rates, years = _rates(mapped, left.report), _years(mapped, left.report)
    rows = []
    for row, values in enumerate(cells):
        scope = _scope(mapped, row, names, scopes)
        estate = "" if scope else resolve_estate(names, mapped, row, left)
        if not scope and not estate:
            continue
        made = {**values, "rate_stated": rates[row], "year": years[row], "estate_id": estate, "scope": scope}
        if fault := _fault(made, this_year):
            left.leave(mapped, row, fault, found=_said(fault, made))
            continue
        made = _completed(made, mapped, row, left.report)
        basis = values["basis"] or _basis(made, is_pilot=estate in pilots)
        rows.append({**made, "basis": basis, "_mapped": mapped, "_row": row} | source_of(mapped, row))
    return rows


def _scope(mapped: MappedTable, row: int, names: EstateNames, scopes: Collection[str]) -> str:
    """Name the whole scope a row is about: an estate's cell that names an area, or a scope without an estate."""
    estate, scope = as_word(mapped.value(row, "estate_id")), as_word(mapped.value(row, "scope"))
    if not estate:
        return scope
    return estate if not names.find(estate) and folded(estate) in scopes else ""


def _rates(mapped: MappedTable, report: Report) -> list[float | None]:
    """Read stated rates: 0.9917, 99.17 or "99.17%"; one decision for the bare numbers of the column."""
    column = SATISFACTION["rate_stated"]
    readings = [parse_rate(cell) for cell in mapped.cells("rate_stated")]
    bare = [one.value for one in readings if isinstance(one.value, float) and one.unit != "%"]
    decision = decide_rates(bare, heading_unit=mapped.units.get("rate_stated", ""))
    made: list[float | None] = []
    for row, first in enumerate(readings):
        reading = apply_rate(first, decision, stated=mapped.units.get("rate_stated", "") == "%")
        value, where = reading.value, mapped.where(row, "rate_stated")
        cell = mapped.value(row, "rate_stated")
        if reading.fault:
            found = text("companion-cell.found", value=cell, label=column.label())
            report.find("companion-cell", severity="error", where=where, found=found,
                        wanted=text("companion-kind.float"))  # fmt: skip
        elif isinstance(value, float) and not 0 <= value <= 1:
            found = text("companion-range.found", value=cell, label=column.label())
            report.find("companion-range", severity="error", where=where, found=found, low="0", high="100%")
        made.append(value if isinstance(value, float) and 0 <= value <= 1 else None)
    return made


def _years(mapped: MappedTable, report: Report) -> list[int | None]:
    """Read years: 2021, 2021年, 2021年度, a date of that year."""
    column, made = SATISFACTION["year"], list[int | None]()
    for row, cell in enumerate(mapped.cells("year")):
        reading = parse_year(cell.replace("年度", "年") if isinstance(cell, str) else cell)
        if reading.fault:
            found = text("companion-cell.found", value=cell, label=column.label())
            report.find("companion-cell", severity="error", where=mapped.where(row, "year"), found=found,
                        wanted=column.label())  # fmt: skip
        elif reading.is_changed:
            report.repair(reading.rule, before=cell, after=reading.value, confidence=reading.confidence,
                          where=mapped.where(row, "year"), field="year")  # fmt: skip
        made.append(reading.value if isinstance(reading.value, int) else None)
    return made


def _fault(row: dict[str, Any], this_year: int | None) -> str:
    """Name what makes a row unusable; empty where nothing does."""
    asked, answered, satisfied = (row[name] for name in _COUNTS)
    if row["year"] is None:
        return "satisfaction-no-year"
    if this_year is not None and row["year"] > this_year:
        return "satisfaction-future"
    if asked is not None and answered is not None and answered > asked:
        return "satisfaction-answered"
    if satisfied is not None and any(whole is not None and satisfied > whole for whole in (answered, asked)):
        return "satisfaction-satisfied"
    if row["rate_stated"] is None and satisfied is None:
        return "satisfaction-empty"
    return ""


def _said(rule: str, row: dict[str, Any]) -> str:
    place = row["estate_id"] or row["scope"]
    fields = {name: "-" if row[name] is None else f"{row[name]:g}" for name in (*_COUNTS, "year")}
    return text(f"{rule}.found", place=place, **fields)


def _completed(row: dict[str, Any], mapped: MappedTable, at: int, report: Report) -> dict[str, Any]:
    """Reckon the satisfied from a stated rate and n, and hold a stated rate against the counts."""
    rate, answered, satisfied = row["rate_stated"], row["answered"], row["satisfied"]
    if rate is not None and answered and satisfied is None:
        reckoned = round(rate * answered)
        report.repair("satisfied-from-rate", before=rate, after=reckoned, confidence=0.9,
                      where=mapped.where(at, "satisfied"), field="satisfied", estate_id=row["estate_id"])  # fmt: skip
        return {**row, "satisfied": reckoned}
    if rate is not None and answered and satisfied is not None and abs(satisfied / answered - rate) > _AGREE:
        found = text("satisfaction-disagrees.found", place=row["estate_id"] or row["scope"], rate=f"{rate:.2%}",
                     counted=f"{satisfied / answered:.2%}")  # fmt: skip
        report.find("satisfaction-disagrees", where=mapped.where(at, "rate_stated"), found=found)
    if not answered:
        found = text("satisfaction-no-n.found", place=row["estate_id"] or row["scope"], year=row["year"])
        report.find("satisfaction-no-n", where=mapped.where(at, "answered"), found=found)
    return row


def _basis(row: dict[str, Any], *, is_pilot: bool) -> str:
    """Judge what a figure rests on where the file does not say: counted answers, a pilot's claim, any claim."""
    if row["answered"]:
        return "survey"
    words = f"{row['note'] or ''}{row['scope'] or ''}".casefold()
    return "pilot" if is_pilot or any(word in words for word in _PILOT) else "self_reported"


def _without_twins(rows: list[dict[str, Any]], left: LeftRows) -> list[dict[str, Any]]:
    """Leave out the second figure of one estate or scope, year and basis."""
    kept, seen = [], set()
    for row in rows:
        key = (row["estate_id"], row["scope"], row["year"], row["basis"])
        if key in seen:
            found = text("satisfaction-twice.found", place=row["estate_id"] or row["scope"], year=row["year"])
            left.leave(row["_mapped"], row["_row"], "satisfaction-twice", found=found)
        else:
            kept.append(row)
        seen.add(key)
    return kept
