"""Street patrols of a plan: the road graph and the regions in, the table `patrols` out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import shapely.ops

from geo.errors import shortlist
from geo.findings import Report
from geo.geometry import coordinates
from geo.network.roads import RoadGraph, Snaps, snap
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.routing.patrol.network import Floats
from geo.routing.patrol.problem import Leg
from geo.routing.patrol.rounds import Rounds, rounds_of
from geo.routing.patrol.streets import UNITS_A_METRE, Beat, Ground, beat_of, ground_of
from geo.schema import PATROLS
from geo.wording import text


@dataclass(slots=True)
class _Left:
    """What is left out, by reason: regions, and metres of street in them."""

    cut_off: dict[str, float] = field(default_factory=dict)
    too_far: dict[str, float] = field(default_factory=dict)
    no_station: list[str] = field(default_factory=list)
    no_street: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What the regions share."""

    ground: Ground
    stations: Snaps
    open_m2: Floats
    policy: Policy
    seed: int
    left: _Left = field(default_factory=_Left)


def make_patrols(
    plan: Plan, graph: RoadGraph, policy: Policy, report: Report, *, seed: int = 0, progress: Progress | None = None
) -> dict[str, pd.DataFrame]:
    """Make the street patrols of a plan, region by region, each from its station and back.

    Parameters
    ----------
    report : told which streets no round covers and why; nothing is left out silently.

    Returns
    -------
    The table `patrols`, one row a round, with its line in the order it is walked.
    """
    ground = ground_of(plan, graph, policy.patrol)
    work = _Work(ground, stations_on(plan, graph, policy), open_space_m2(plan, ground), policy, seed)
    regions = plan.regions.sort_values("region_id")[["region_id", "station_id"]].to_dict("records")
    rows: list[dict[str, object]] = []
    with (progress or Silent()).task(text("progress.patrols"), len(regions)) as task:
        for number, region in enumerate(regions):
            rows += _region_rows(work, number, region)
            task.advance()
    _say(work.left, report)
    if not rows:
        return {"patrols": PATROLS.empty()}
    return {"patrols": PATROLS.conform(gpd.GeoDataFrame(rows, geometry="geometry", crs=graph.metric_crs))}


def stations_on(plan: Plan, graph: RoadGraph, policy: Policy) -> Snaps:
    """Snap the regions' stations to the streets for walking, in the order of the regions' ids."""
    places = plan.stations.set_index("station_id").geometry.reindex(plan.regions.sort_values("region_id")["station_id"])
    metric = gpd.GeoSeries(places.to_numpy(), crs=plan.stations.crs).to_crs(graph.metric_crs)
    known = metric.notna() & ~metric.is_empty
    xy = np.full((len(metric), 2), np.nan)
    if known.any():
        xy[known.to_numpy()] = coordinates(metric[known])
    return snap(graph, "walk", xy, max_snap_m=policy.roads.max_snap_m)


def open_space_m2(plan: Plan, ground: Ground) -> Floats:
    """Measure the green areas of the base map inside each region and outside estates; NaN where it shows none."""
    area = np.full(len(ground.shapes), np.nan)
    green = plan.basemap[plan.basemap["kind"] == "green"]
    green = green[green.geom_type.isin(["Polygon", "MultiPolygon"])]
    if green.empty:
        return area
    shapes = shapely.make_valid(green.geometry.to_crs(ground.graph.metric_crs).to_numpy())
    estates = plan.estates.geometry.dropna().to_crs(ground.graph.metric_crs)
    walled = shapely.union_all(shapely.make_valid(estates[estates.area > 0].to_numpy()))
    open_green = shapely.difference(shapely.union_all(shapes), walled)
    for number, shape in enumerate(ground.shapes):
        if shape is not None:
            area[number] = float(shapely.intersection(shape, open_green).area)
    return area


def _region_rows(work: _Work, number: int, region: dict[Any, Any]) -> list[dict[str, object]]:
    region_id, ground, patrol, left = str(region["region_id"]), work.ground, work.policy.patrol, work.left
    street_m = float(ground.graph.length_m[ground.region == number].sum())
    if street_m == 0:
        left.no_street.append(region_id)
        return []
    station = int(work.stations.segment[number])
    if station < 0:
        left.no_station.append(region_id)
        return []
    beat = beat_of(ground, number, (station, float(work.stations.along_m[number])), patrol)
    rounds = rounds_of(beat.problem, patrol, seed=work.seed)
    for reason, pieces in ((left.cut_off, beat.cut_off), (left.too_far, rounds.too_far)):
        if len(pieces):
            reason[region_id] = float(beat.length_m()[pieces].sum())
    facts = region | {"region_street_m": street_m, "region_open_m2": work.open_m2[number]}
    return [facts | row for row in _rounds(ground.graph, beat, rounds, region_id, patrol.speed_kmh)]


def _rounds(
    graph: RoadGraph, beat: Beat, rounds: Rounds, region_id: str, speed_kmh: float
) -> Iterator[dict[str, object]]:
    proof = rounds.answer.proof
    length = beat.length_m()
    whole = sum(float(length[leg.street]) for walk in rounds.answer.walks for leg in walk)
    for number, walk in enumerate(sorted(rounds.answer.walks, key=_first_work), start=1):
        distance = sum(float(length[leg.street]) for leg in walk)
        works = sum(float(length[leg.street]) for leg in walk if leg.works)
        yield {
            "patrol_id": f"{region_id}-patrol-{number}",
            "number": number,
            "mode": "walk",
            "street_m": works,
            "distance_m": distance,
            "empty_m": distance - works,
            "minutes": distance / (speed_kmh * 1_000 / 60),
            "bound_m": min(proof.bound / UNITS_A_METRE, whole),
            "gap": proof.gap,
            "status": proof.status.value,
            "geometry": _line(graph, beat, walk),
        }


def _first_work(walk: tuple[Leg, ...]) -> int:
    return min(leg.street for leg in walk if leg.works)


def _line(graph: RoadGraph, beat: Beat, walk: tuple[Leg, ...]) -> shapely.LineString:
    """Draw a walk along its streets."""
    parts = [np.zeros((0, 2))]
    for leg in walk:
        shape = shapely.linestrings(graph.shape_of(int(beat.street[leg.street])))
        piece = shapely.get_coordinates(
            shapely.ops.substring(shape, beat.start_m[leg.street], beat.finish_m[leg.street])
        )
        parts.append(piece[::-1] if leg.backwards else piece)
    points = np.concatenate(parts)
    keep = np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))
    return shapely.linestrings(points[keep])


def _say(left: _Left, report: Report) -> None:
    for rule, metres in (("patrol-cut-off", left.cut_off), ("patrol-too-far", left.too_far)):
        if metres:
            named = shortlist(f"{region} {length:.0f} m" for region, length in sorted(metres.items()))
            found = text(f"{rule}.found", regions=len(metres), metres=f"{sum(metres.values()):.0f}", named=named)
            report.find(rule, found=found)
    for rule, regions in (("patrol-no-station", left.no_station), ("patrol-no-street", left.no_street)):
        if regions:
            found = text(f"{rule}.found", regions=len(regions), named=shortlist(regions))
            report.find(rule, found=found, severity="warning" if rule == "patrol-no-station" else "note")
