"""What to assume where the ledger says nothing: households from floor area and back, residents, over-60s, green area.

The ratio of floor area to households is the community's own median where at least three estates of it state both,
else the sub-district's, else the policy's. Every filled cell is named in `filled`, logged as a repair with its rule,
and counted in one finding a field. Building years are never filled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.findings import Report, Where
from geo.policy.sections import FillInPolicy
from geo.schema import ESTATES
from geo.wording import text

Floats = NDArray[np.float64]
FILLED = ("households", "floor_area_m2", "residents", "elderly60", "green_area_m2")
# Fewer stated values than this say little about a community; the next larger area is asked.
_ENOUGH = 3
_LEVELS = (("community", 0.6), ("subdistrict", 0.5))
_USUAL_CONFIDENCE = 0.4


@dataclass(slots=True)
class _Filling:
    """The columns on their way, as floats, and what was filled by which rule."""

    frame: pd.DataFrame
    policy: FillInPolicy
    values: dict[str, Floats]
    rules: dict[str, NDArray[np.object_]] = field(default_factory=dict)
    confidences: dict[str, Floats] = field(default_factory=dict)

    def put(
        self, name: str, wanted: Floats, rule: str, confidence: Floats | float, *, where: NDArray[np.bool_]
    ) -> None:
        """Fill the empty cells of a column among the rows `where` with `wanted`, held to the schema's range."""
        column = ESTATES[name]
        low, high = column.low or 0.0, column.high or np.inf
        rows = where & np.isnan(self.values[name]) & np.isfinite(wanted)
        numbers = np.clip(np.floor(wanted + 0.5) if column.kind == "int" else np.round(wanted), low, high)
        self.values[name] = np.where(rows, numbers, self.values[name])
        self.rules[name] = np.where(rows, rule, self.rules.get(name, np.full(len(rows), "", dtype=object)))
        before = self.confidences.get(name, np.zeros(len(rows)))
        self.confidences[name] = np.where(rows, confidence, before)


def fill_missing(
    estates: pd.DataFrame, policy: FillInPolicy, report: Report, *, counted: NDArray[np.bool_]
) -> pd.DataFrame:
    """Fill in missing households, floor area, residents, over-60s and green area.

    Parameters
    ----------
    estates : columns of `geo.schema.ESTATES` with the source columns.
    policy : the ratios, and whether to fill at all.
    report : takes a repair a cell and a finding a field.
    counted : the estates that are or may be planned, shape ``(n,)``; only these are filled and asked for medians.

    Returns
    -------
    A copy with the columns of `FILLED` complete on `counted` rows and `filled` naming what was filled.
    """
    _report_implausible(estates, policy, report, counted)
    if not policy.enabled:
        _report_gaps(estates, report, counted)
        return estates
    work = _Filling(estates, policy, {name: _floats(estates[name]) for name in FILLED})
    _fill_size(work, counted)
    _fill_people(work, counted)
    return _finish(work, report)


def _fill_size(work: _Filling, counted: NDArray[np.bool_]) -> None:
    """Fill households and floor area from each other, and both where neither is known."""
    area, households = work.values["floor_area_m2"], work.values["households"]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = area / households
    band = work.policy.plausible_m2_per_household
    plausible = np.where(counted & (ratio >= band.low) & (ratio <= band.high), ratio, np.nan)
    known = np.where(counted, households, np.nan)
    ratios = [(*_medians(work.frame, plausible, level), f"{level}-ratio", sure) for level, sure in _LEVELS]
    for per_household, usable, rule, sure in ratios:
        work.put("households", area / per_household, rule, sure, where=counted & usable)
        work.put("floor_area_m2", households * per_household, rule, sure, where=counted & usable)
    usual = work.policy.m2_per_household
    work.put("households", area / usual, "usual-ratio", _USUAL_CONFIDENCE, where=counted)
    work.put("floor_area_m2", households * usual, "usual-ratio", _USUAL_CONFIDENCE, where=counted)
    for level, sure in _LEVELS:
        median, usable = _medians(work.frame, known, level)
        work.put("households", median, f"{level}-median", sure - 0.2, where=counted & usable)
    default = np.full(len(counted), float(work.policy.default_households))
    work.put("households", default, "usual-households", 0.2, where=counted)
    for per_household, usable, rule, sure in ratios:
        work.put("floor_area_m2", work.values["households"] * per_household, rule, sure - 0.2, where=counted & usable)
    work.put("floor_area_m2", work.values["households"] * usual, "usual-ratio", 0.2, where=counted)


def _fill_people(work: _Filling, counted: NDArray[np.bool_]) -> None:
    """Fill residents from households, over-60s from residents, green area from floor area."""
    policy = work.policy
    residents = work.values["households"] * policy.residents_per_household
    work.put("residents", residents, "residents-per-household", 0.5, where=counted)
    work.put("elderly60", work.values["residents"] * policy.elderly_share, "elderly-share", 0.4, where=counted)
    green = work.values["floor_area_m2"] * policy.green_share_of_floor_area
    work.put("green_area_m2", green, "green-share", 0.3, where=counted)


def _medians(frame: pd.DataFrame, values: Floats, level: str) -> tuple[Floats, NDArray[np.bool_]]:
    """Return each row's median among its community or sub-district, and whether enough values stand behind it."""
    keys = [frame["subdistrict"].astype("object").fillna("")]
    named = frame["subdistrict"].notna().to_numpy()
    if level == "community":
        keys.append(frame["community"].astype("object").fillna(""))
        named = named & frame["community"].notna().to_numpy()
    groups = pd.Series(values, index=frame.index).groupby(keys)
    median = groups.transform("median").to_numpy(dtype=np.float64)
    enough = groups.transform("count").to_numpy() >= _ENOUGH
    return median, named & enough


def _finish(work: _Filling, report: Report) -> pd.DataFrame:
    """Put the values back, name them in `filled`, log and count them."""
    estates = work.frame.copy()
    rules = {name: work.rules[name] for name in FILLED}
    for name in FILLED:
        kind = "Int64" if ESTATES[name].kind == "int" else "float64"
        estates[name] = (
            pd.array(pd.array(work.values[name], dtype="Float64"), dtype=kind) if kind == "Int64" else work.values[name]
        )
    estates["filled"] = _names_of_filled(estates, rules)
    _log(work, rules, report)
    for name in FILLED:
        _count(name, rules[name], report)
    return estates


def _names_of_filled(estates: pd.DataFrame, rules: dict[str, NDArray[np.object_]]) -> pd.Series:
    """Join the names of filled fields by semicolons, beside those that the ledger already carried."""
    carried = [part.split(";") if isinstance(part, str) else [] for part in estates["filled"]]
    new = [[name for name in FILLED if rules[name][row]] for row in range(len(estates))]
    joined = [";".join(dict.fromkeys([*old, *added])) or None for old, added in zip(carried, new, strict=True)]
    return pd.Series(joined, index=estates.index, dtype="object")


def _log(work: _Filling, rules: dict[str, NDArray[np.object_]], report: Report) -> None:
    place = _wheres(work.frame)
    ids = work.frame["estate_id"].tolist()
    for name in FILLED:
        for row in np.flatnonzero(rules[name] != "").tolist():
            report.repair(
                f"fill-in-{rules[name][row]}",
                before=None,
                after=float(work.values[name][row]),
                confidence=round(float(work.confidences[name][row]), 2),
                where=place(row),
                field=name,
                estate_id=ids[row],
            )


def _count(name: str, rules: NDArray[np.object_], report: Report) -> None:
    """Say in one note how many cells of a field were filled, by which rules."""
    used = rules[rules != ""]
    if len(used) == 0:
        return
    by_rule = "; ".join(
        text("filled-in.part", rule=text(f"fill-in.{rule}"), count=int(np.count_nonzero(used == rule)))
        for rule in sorted(set(used))
    )
    found = text("filled-in.found", count=len(used), rows=len(rules), rules=by_rule)
    report.find("filled-in", severity="note", found=found, where=Where(column=name))


def _report_gaps(estates: pd.DataFrame, report: Report, counted: NDArray[np.bool_]) -> None:
    """Where filling in is switched off, say how many cells stay empty."""
    for name in ("households", "floor_area_m2"):
        empty = int(np.count_nonzero(counted & estates[name].isna().to_numpy()))
        if empty:
            found = text("not-filled-in.found", count=empty)
            report.find("not-filled-in", found=found, where=Where(column=name))


def _report_implausible(
    estates: pd.DataFrame, policy: FillInPolicy, report: Report, counted: NDArray[np.bool_]
) -> None:
    """Warn of estates whose stated floor area a household is implausible; they are kept as they are."""
    band = policy.plausible_m2_per_household
    area, households = _floats(estates["floor_area_m2"]), _floats(estates["households"])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = area / households
    place = _wheres(estates)
    ids = estates["estate_id"].tolist()
    for row in np.flatnonzero(counted & np.isfinite(ratio) & ((ratio < band.low) | (ratio > band.high))).tolist():
        found = text(
            "area-per-household.found",
            ratio=f"{ratio[row]:.1f}",
            area=f"{area[row]:,.0f}",
            households=int(households[row]),
        )
        report.find(
            "area-per-household",
            found=found,
            where=place(row),
            estate_id=ids[row],
            low=f"{band.low:g}",
            high=f"{band.high:g}",
        )


def _wheres(estates: pd.DataFrame) -> Callable[[int], Where]:
    """Return a lookup of the source of a row by its position."""
    files, sheets, rows = (estates[name].tolist() for name in ("source_file", "source_sheet", "source_row"))
    return lambda row: Where(files[row] or "", sheets[row] or "", None if pd.isna(rows[row]) else int(rows[row]))


def _floats(values: pd.Series) -> Floats:
    return np.asarray(values.astype("Float64").to_numpy("float64", na_value=np.nan), dtype=np.float64)
