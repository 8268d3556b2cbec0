"""Siting alone, from tables to a folder: distances, the solver's arguments, sites.gpkg and summary.json."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.clustering.siting import MatrixTravel, Model, Siting, solve
from geo.clustering.siting.lists import Floats
from geo.errors import InputError, shortlist
from geo.files import write_text
from geo.findings import Report
from geo.geometry import choose_metric_crs, project
from geo.io.geopackage import write_layers
from geo.io.siting_tables import SitingTable, read_siting_pairs, read_siting_table
from geo.network.road_barriers import barriers_of, places_to_cross
from geo.network.road_fit import judge_fit
from geo.network.road_travel import road_travel
from geo.network.roads import read_roads
from geo.network.travel import RUNGS, Places, StraightLine, Travel
from geo.policy import Policy
from geo.schema import STORAGE_CRS, Column, Table
from geo.wording import text

SITES = Table(
    "sites", "站点", "sites", "site_id", geometry="point",
    columns=(
        Column("site_id", "候选点编号", "site id", required=True),
        Column("is_open", "是否设站", "open", "bool"),
        Column("forced", "必设", "forced", "bool"),
        Column("forbidden", "禁设", "forbidden", "bool"),
        Column("capacity", "容量", "capacity", "float"),
        Column("points", "服务点数", "points served", "int"),
        Column("load", "服务量", "load", "float"),
    ),
)  # fmt: skip
ASSIGNMENTS = Table(
    "assignments", "归属", "assignments", "point_id", geometry="any",
    columns=(
        Column("point_id", "需求点编号", "point id", required=True),
        Column("site_id", "站点编号", "site id"),
        Column("metres", "距离", "distance", "float", "m"),
        Column("weight", "权重", "weight", "float"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SitingRequest:
    """What `geo site` was asked, as given; column names are headings of the two tables."""

    demand: Path
    candidates: Path
    model: str
    stations: int | None = None
    weight: str | None = None
    capacity: str | None = None
    forced: str | None = None
    forbidden: str | None = None
    radius_m: float | None = None
    matrix: Path | None = None
    roads: Path | None = None
    seed: int = 0
    time_limit_s: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SitingResult:
    """The answer with the tables it speaks of."""

    answer: Siting
    sites: pd.DataFrame
    assignments: pd.DataFrame
    facts: dict[str, Any]
    report: Report


def run_siting(request: SitingRequest, *, detour_factor: float = 1.3) -> SitingResult:
    """Read the tables, site, and put the answer into tables.

    Raises
    ------
    InputError
        Where a file or a column cannot be used.
    """
    pairs = read_siting_pairs(request.matrix) if request.matrix else None
    named = frozenset() if pairs is None else frozenset(pairs["one"]) | frozenset(pairs["other"])
    points = read_siting_table(request.demand, named=named)
    sites = read_siting_table(request.candidates, named=named)
    report = Report()
    if pairs is None:
        metres, source = _measured(points, sites, _travel(request, points, detour_factor, report))
    else:
        metres, source = _told(pairs, points, sites), "matrix"
    weights = points.numbers(request.weight) if request.weight else np.ones(len(points.ids))
    capacity = sites.numbers(request.capacity) if request.capacity else np.full(len(sites.ids), math.inf)
    forced, forbidden = (
        sites.marks(name) if name else np.zeros(len(sites.ids), dtype=bool)
        for name in (request.forced, request.forbidden)
    )
    if request.model == Model.CAPACITATED and not request.capacity:
        raise InputError(text("siting.capacity-needed"))
    answer = solve(
        MatrixTravel(metres), model=request.model, stations=request.stations, weights=weights, capacities=capacity,
        radius_m=request.radius_m, forced=forced, forbidden=forbidden, seed=request.seed,
        time_limit_s=request.time_limit_s,
    )  # fmt: skip
    opened = np.isin(np.arange(len(sites.ids)), answer.open_sites)
    table = pd.DataFrame({
        "site_id": sites.ids, "is_open": opened, "forced": forced, "forbidden": forbidden,
        "capacity": np.where(np.isfinite(capacity), capacity, np.nan),
        "points": np.bincount(answer.assignment[answer.assignment >= 0], minlength=len(sites.ids)),
        "load": np.bincount(answer.assignment[answer.assignment >= 0], weights[answer.assignment >= 0], len(sites.ids)),
    })  # fmt: skip
    facts = _facts(request, answer, points, sites, source)
    facts["findings"] = [asdict(finding) for finding in report.findings]
    return SitingResult(
        answer, _placed(table, sites), _assignments(answer, points, sites, metres, weights), facts, report
    )


def _told(pairs: pd.DataFrame, points: SitingTable, sites: SitingTable) -> Floats:
    """Fill a table from pairs, whichever way round they are told; what is not told is out of reach."""
    point = {word: at for at, word in enumerate(points.ids)}
    site = {word: at for at, word in enumerate(sites.ids)}
    metres = np.full((len(point), len(site)), np.inf)
    used = 0
    for one, other, way in zip(pairs["one"], pairs["other"], pairs["metres"], strict=True):
        pair = (
            (point.get(one), site.get(other)) if one in point and other in site else (point.get(other), site.get(one))
        )
        if pair[0] is not None and pair[1] is not None:
            metres[pair[0], pair[1]] = min(metres[pair[0], pair[1]], way)
            used += 1
    if point and site and not used:
        raise InputError(
            text(
                "siting.matrix-strangers",
                points=shortlist(points.ids, 3),
                sites=shortlist(sites.ids, 3),
                words=shortlist(pairs["one"].unique(), 3),
            )
        )
    return metres


def _measured(points: SitingTable, sites: SitingTable, travel_in: Callable[[str], Travel]) -> tuple[Floats, str]:
    """Measure walks in the metric CRS of the place; also says where most of them come from."""
    for table in (points, sites):
        if not table.has_positions:
            rows = [table.raw.rows[at] for at in np.flatnonzero(~np.isfinite(table.lonlat).all(axis=1))]
            raise InputError(text("siting.no-position", file=table.raw.file, rows=shortlist(rows)))
    both = np.vstack([points.lonlat, sites.lonlat])
    if len(both) == 0:
        return np.zeros((0, 0)), RUNGS[-1]
    crs = choose_metric_crs("auto", gpd.GeoSeries(shapely.points(both), crs=STORAGE_CRS))
    places = [
        Places(table.ids, np.column_stack(project(table.lonlat[:, 0], table.lonlat[:, 1], crs)).reshape(-1, 2))
        for table in (points, sites)
    ]
    walk = travel_in(crs).walk(places[0], places[1])
    counts = Counter(walk.rung.ravel().tolist())
    return walk.metres, RUNGS[max(counts, key=lambda rung: counts[rung], default=len(RUNGS) - 1)]


def _travel(
    request: SitingRequest, points: SitingTable, detour_factor: float, report: Report
) -> Callable[[str], Travel]:
    """Return what makes the distances, once the metric CRS is known: roads where given, else straight lines."""

    def travel_in(metric_crs: str) -> Travel:
        straight, policy = StraightLine(detour_factor), Policy()
        if request.roads is None:
            return straight
        roads = read_roads(request.roads, metric_crs=metric_crs, policy=policy, report=report)
        demand = gpd.GeoSeries(shapely.points(points.lonlat), crs=STORAGE_CRS)
        judge_fit(
            roads.graph, gpd.GeoDataFrame({"estate_id": points.ids}, geometry=demand), policy=policy, report=report
        )
        at = places_to_cross(barriers_of(roads, policy).crossings, metric_crs)
        return road_travel(roads.graph, otherwise=straight, policy=policy, report=report, crossings=at)

    return travel_in


def _placed(table: pd.DataFrame, places: SitingTable) -> gpd.GeoDataFrame:
    shapes = [shapely.Point(x, y) if np.isfinite(x + y) else None for x, y in places.lonlat]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=STORAGE_CRS))


def _assignments(
    answer: Siting, points: SitingTable, sites: SitingTable, metres: Floats, weights: Floats
) -> gpd.GeoDataFrame:
    """Give each demand point its site, drawn as a line between them where both have a position."""
    rows, shapes = [], []
    for at, site in enumerate(int(number) for number in answer.assignment):
        served = site >= 0
        rows.append(
            (points.ids[at], sites.ids[site] if served else None, metres[at, site] if served else np.nan, weights[at])
        )
        ends = points.lonlat[at], sites.lonlat[site] if served else points.lonlat[at]
        known = np.isfinite(np.concatenate(ends)).all()
        shapes.append((shapely.LineString(ends) if served else shapely.Point(ends[0])) if known else None)
    frame = pd.DataFrame(rows, columns=["point_id", "site_id", "metres", "weight"])
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=STORAGE_CRS))


def _facts(
    request: SitingRequest, answer: Siting, points: SitingTable, sites: SitingTable, source: str
) -> dict[str, Any]:
    def finite(number: float) -> float | None:
        return float(number) if math.isfinite(number) else None

    return {
        "model": request.model, "status": answer.status.value, "value": finite(answer.value),
        "bound": finite(answer.bound), "gap": answer.gap, "stations": len(answer.open_sites),
        "open_sites": [sites.ids[site] for site in answer.open_sites.tolist()],
        "points": len(points.ids), "candidates": len(sites.ids), "covered": int((answer.assignment >= 0).sum()),
        "radius_m": request.radius_m, "distances": source, "seed": request.seed, "seconds": round(answer.seconds, 3),
        "stopped_by": answer.stopped_by, "reason": answer.reason, "format": 1,
    }  # fmt: skip


def save_siting(result: SitingResult, folder: Path) -> None:
    """Write sites.gpkg and summary.json, each at once; the summary last, so that it never speaks of other tables.

    Raises
    ------
    OutputError
        Where the folder cannot be written.
    """
    write_layers(folder / "sites.gpkg", [(SITES, result.sites), (ASSIGNMENTS, result.assignments)], styled=False)
    write_text(folder / "summary.json", json.dumps(result.facts, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
