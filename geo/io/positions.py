"""From the numbers of a table to WGS-84: row kinds, datum by group, conversion, and what is said about each step.

Used for the ledger and for the files of places alike. Undecided degrees are taken as WGS-84 with a warning;
undecided metres are not placed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.findings import Report, Severity, Where
from geo.io.claims import ClaimedOutlines
from geo.io.coordinates import UNUSABLE, Kinds, in_order, is_metric, is_usable, kinds_of
from geo.io.datum import DATUMS, Floats, to_wgs84
from geo.io.datum_groups import GroupDecision, Points, decide_groups
from geo.io.datum_vote import UNDECIDED
from geo.io.table_rows import Origins, cells, estate_of, where_of, words
from geo.policy.sections import PlacePolicy
from geo.wording import text

# Words of a column of sources that settle the quality of a point, whatever its datum.
_SURVEYED = re.compile("实测|测绘|测量|普查|gps|rtk|survey", re.IGNORECASE)
_PORTAL = re.compile("百度|高德|腾讯|地图|链家|安居客|房天下|网|portal|amap|baidu", re.IGNORECASE)
_SWAP_CONFIDENCE = 0.98
_AT_THE_CUT_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """Where the rows of a table are.

    Attributes
    ----------
    lon, lat : WGS-84 degrees, NaN where there is no place, shape ``(n,)``.
    source : what the row was converted from, empty where nothing was placed; `is_swapped` beside it.
    quality : ``surveyed``, ``portal`` or ``none``.
    groups : the decisions taken.
    """

    lon: Floats
    lat: Floats
    source: NDArray[np.object_]
    is_swapped: NDArray[np.bool_]
    quality: NDArray[np.object_]
    groups: list[GroupDecision]

    @property
    def is_trusted(self) -> NDArray[np.bool_]:
        """Whether the row has a place whose datum is known, shape ``(n,)``."""
        trusted = np.zeros(len(self.lon), dtype=np.bool_)
        for group in self.groups:
            trusted[group.rows] = group.decision.source != UNDECIDED
        return trusted & np.isfinite(self.lon)


def positions_of(
    table: pd.DataFrame,
    *,
    outlines: ClaimedOutlines,
    known: Floats,
    datum: str,
    policy: PlacePolicy,
    report: Report,
    logs_rows: bool = True,
) -> Positions:
    """Turn the coordinates of a table into WGS-84.

    Parameters
    ----------
    table : columns lon, lat (as written, NaN where none), and where there are any: geometry (EPSG:4326 as the file
        states), datum_hint, coordinate_source, subdistrict, district, source_file, source_sheet, source_row.
    known : WGS-84 place of the same name, shape ``(n, 2)``, NaN where none.
    datum : ``auto`` or a canonical datum that the user states.
    logs_rows : write a repair for every row exchanged or converted, as is due for a ledger.
    """
    x, y, is_shape = _numbers(table)
    kinds = kinds_of(x, y, area=outlines.bounds)
    u, v = in_order(x, y, kinds)
    usable = is_usable(kinds)
    u, v = np.where(usable, u, np.nan), np.where(usable, v, np.nan)
    origin = _origin(table, is_shape)
    claimed = np.array(outlines.claims(origin["subdistrict"], cells(table, "district")), dtype=object)
    points = Points(u, v, kinds, claimed, known, origin)
    groups = decide_groups(points, outlines=outlines, datum=datum, policy=policy)
    placed = _converted(points, groups)
    _say_rows(table, x, y, kinds, report)
    _say_groups(groups, report)
    _say_swapped(groups, placed, report)
    if logs_rows:
        _log_changes(table, x, y, placed, report)
    return placed


def _numbers(table: pd.DataFrame) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Take the numbers as written, or a point inside the shape where there are none but a shape."""
    x, y = (
        pd.to_numeric(pd.Series(cells(table, name), dtype=object), errors="coerce").to_numpy(np.float64).copy()
        for name in ("lon", "lat")
    )
    if "geometry" not in table.columns:
        return x, y, np.zeros(len(table), dtype=np.bool_)
    shapes = np.asarray(table["geometry"], dtype=object)
    is_shape = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    inside = shapely.centroid(shapes[is_shape])
    x[is_shape], y[is_shape] = shapely.get_x(inside), shapely.get_y(inside)
    return x, y, np.asarray(is_shape)


def _origin(table: pd.DataFrame, is_shape: NDArray[np.bool_]) -> pd.DataFrame:
    hints = np.where(is_shape, "wgs84", np.array(words(table, "datum_hint"), dtype=object))
    rows = pd.to_numeric(pd.Series(cells(table, "source_row"), dtype=object), errors="coerce")
    return pd.DataFrame(
        {
            "file": words(table, "source_file"),
            "sheet": words(table, "source_sheet"),
            "row": rows.to_numpy(np.float64),
            "source": words(table, "coordinate_source"),
            "hint": hints,
            "is_shape": is_shape,
            "subdistrict": words(table, "subdistrict"),
        }
    )


def _converted(points: Points, groups: list[GroupDecision]) -> Positions:
    """Convert each group as decided; undecided degrees stand as WGS-84, undecided metres nowhere."""
    count = len(points.u)
    lon, lat = np.full(count, np.nan), np.full(count, np.nan)
    source, quality = np.full(count, "", dtype=object), np.full(count, "none", dtype=object)
    metric = is_metric(points.kinds)
    for group in groups:
        rows, decided = group.rows, group.decision.source
        if decided == UNDECIDED and metric[rows[0]]:
            continue
        taken = "wgs84" if decided == UNDECIDED else decided
        lon[rows], lat[rows] = to_wgs84(points.u[rows], points.v[rows], source=taken)
        source[rows] = taken
        quality[rows] = _quality(group, str(points.origin["source"].iloc[rows[0]]))
    lost = np.isnan(lon)
    source[lost], quality[lost] = "", "none"
    return Positions(lon, lat, source, np.char.endswith(points.kinds, "swapped"), quality, groups)


def _quality(group: GroupDecision, named: str) -> str:
    """Judge a point by its source where it is named, else by its datum: portals publish GCJ-02 and BD-09 only."""
    if _SURVEYED.search(named):
        return "surveyed"
    portal = _PORTAL.search(named) or group.decision.source in {"gcj02", "bd09", UNDECIDED}
    return "portal" if portal else "surveyed"


def _say_rows(table: pd.DataFrame, x: Floats, y: Floats, kinds: Kinds, report: Report) -> None:
    """Report each row whose numbers cannot be a place."""
    for position in np.flatnonzero(np.isin(kinds, UNUSABLE)):
        found = text(f"coordinate-unusable.{kinds[position]}", pair=_pair(x[position], y[position]))
        where = where_of(table, int(position), "lon,lat")
        report.find("coordinate-unusable", found=found, where=where, estate_id=estate_of(table, int(position)))


def _say_groups(groups: list[GroupDecision], report: Report) -> None:
    """Report each decision with its votes, and what speaks against it."""
    for group in groups:
        decision, where = group.decision, Where(group.file, group.sheet, None, group.cluster)
        facts = {
            "points": decision.points, "rows": len(group.rows), "source": decision.source, "hint": decision.hint,
            "votes": decision.votes_text(), "voted": decision.runner_up, "doubtful": len(group.doubtful),
        }  # fmt: skip
        rule = _rule_of(group)
        severity: Severity = "note" if rule == "datum-decided" else "warning"
        found = text(f"{rule}.found", **facts, by=text(f"datum.by.{decision.by}"))
        report.find(rule, found=found, severity=severity, where=where)
        if decision.is_contradicted and not group.is_shape:
            report.find("datum-hint-contradicted", found=text("datum-hint-contradicted.found", **facts), where=where)
        if group.is_cut:
            report.find("datum-mixed", found=text("datum-mixed.found", **facts), where=where)


def _rule_of(group: GroupDecision) -> str:
    decision = group.decision
    if decision.source == UNDECIDED:
        return "datum-undecided" if set(decision.votes) <= set(DATUMS) else "projection-undecided"
    contradicted = decision.by == "stated" and decision.runner_up not in {UNDECIDED, decision.source}
    return "datum-stated-contradicted" if contradicted else "datum-decided"


def _say_swapped(groups: list[GroupDecision], placed: Positions, report: Report) -> None:
    """Count the exchanged rows of each sheet."""
    swapped: Counter[Where] = Counter()
    for group in groups:
        swapped[Where(group.file, group.sheet, None, "lon,lat")] += int(placed.is_swapped[group.rows].sum())
    for where, count in swapped.items():
        if count:
            report.find("coordinates-swapped", found=text("coordinates-swapped.found", count=count), where=where)


def _log_changes(table: pd.DataFrame, x: Floats, y: Floats, placed: Positions, report: Report) -> None:
    """Log each row that was exchanged or converted."""
    origins = Origins.of(table)
    for group in placed.groups:
        field = "geometry" if group.is_shape else "lon,lat"
        doubtful = set(group.doubtful.tolist())
        for row in group.rows.tolist():
            where, before, steps = origins.where(row, field), _pair(x[row], y[row]), []
            if placed.is_swapped[row]:
                steps.append(("coordinates-swapped", before, _pair(y[row], x[row]), _SWAP_CONFIDENCE))
                before = _pair(y[row], x[row])
            if placed.source[row] not in {"", "wgs84"}:
                confidence = _AT_THE_CUT_CONFIDENCE if row in doubtful else group.decision.confidence
                after = _pair(placed.lon[row], placed.lat[row])
                steps.append(("datum-converted", f"{before} {placed.source[row]}", after, confidence))
            for rule, was, now, confidence in steps:
                report.repair(
                    rule, before=was, after=now, confidence=confidence, where=where, field=field,
                    estate_id=origins.estate_ids[row],
                )  # fmt: skip


def _pair(first: float, second: float) -> str:
    """Show two coordinates: six decimals for degrees, two for metres."""
    return ",".join("" if np.isnan(v) else f"{v:.6f}" if abs(v) < 1_000 else f"{v:.2f}" for v in (first, second))
