"""Cutting the work into parts that are solved apart: one sub-district, or several joined on purpose."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.clustering.problem import Solution
from geo.findings import Report
from geo.geometry import coordinates
from geo.policy import Policy
from geo.scenarios.inputs import Companions
from geo.scenarios.road_ground import RoadGround
from geo.scenarios.task import Task
from geo.schema import ROOMS, STORAGE_CRS
from geo.wording import Language, language, text

_MARGIN_M = 2_000.0  # barriers and crossings this far outside a part may still matter to its walks


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """All that planning one part needs; picklable, so that a worker process can take it.

    `solved` is the best plan where an earlier pass has found it already.
    """

    name: str
    estates: gpd.GeoDataFrame
    outline: shapely.Geometry | None
    companions: Companions
    policy: Policy
    metric_crs: str
    seed: int
    time_limit_s: float | None
    lang: Language
    task: Task = field(default_factory=Task)
    solved: Solution | None = None


def cut_into_parts(
    estates: gpd.GeoDataFrame,
    *,
    outlines: gpd.GeoDataFrame,
    companions: Companions,
    policy: Policy,
    metric_crs: str,
    seed: int,
    time_limit_s: float | None,
    report: Report,
) -> list[Part]:
    """Cut planned estates (EPSG:4326, index free) into parts by sub-district and the policy's `join`.

    The order of rows changes nothing: estates are sorted by place and load first, by id last.
    """
    estates = sorted_by_place(estates, metric_crs)
    label = _joined_names(estates["subdistrict"], policy)
    owner = _room_owners(companions.rooms, estates, label, metric_crs)
    weight = label.map(label.value_counts()).to_numpy(float) ** 2
    parts = []
    for name in sorted(label.unique()):
        mine = (label == name).to_numpy()
        own = estates[mine].reset_index(drop=True)
        members = set(own["subdistrict"])
        outline = _outline(outlines, members)
        limit = None if time_limit_s is None else time_limit_s * float(weight[mine].max() / _total(weight, label))
        parts.append(
            Part(
                name=name,
                estates=own,
                outline=outline,
                companions=_own_companions(companions, own, owner == name, metric_crs),
                policy=policy,
                metric_crs=metric_crs,
                seed=zlib.crc32(name.encode(), seed & 0xFFFFFFFF),
                time_limit_s=limit,
                lang=language(),
            )
        )
        if companions.rooms is not None and not (owner == name).any():
            report.find("no-rooms", found=text("no-rooms.found", part=name, estates=len(own)), severity="warning")
    return parts


def sorted_by_place(estates: gpd.GeoDataFrame, metric_crs: str) -> gpd.GeoDataFrame:
    """Sort estates by place (to the metre), then load, then id."""
    xy = np.round(coordinates(estates.geometry.to_crs(metric_crs)))
    area = estates["floor_area_m2"].fillna(0).to_numpy(float)
    order = np.lexsort((estates["estate_id"].to_numpy(str), area, xy[:, 1], xy[:, 0]))
    return estates.iloc[order].reset_index(drop=True)


def _total(weight: NDArray[np.float64], label: pd.Series) -> float:
    return float(pd.Series(weight).groupby(label.to_numpy()).max().sum())


def _joined_names(subdistricts: pd.Series, policy: Policy) -> pd.Series:
    """Name the part of each estate: its sub-district, or the joined ones with a plus sign."""
    joined = {member: "+".join(sorted(group)) for group in policy.regions.join for member in group}
    return subdistricts.map(lambda name: joined.get(name, name))


def _outline(outlines: gpd.GeoDataFrame, members: set[str]) -> shapely.Geometry | None:
    shapes = outlines.geometry[outlines["name"].isin(members)]
    return shapely.union_all(shapes.to_numpy()) if len(shapes) == len(members) else None


def _room_owners(
    rooms: gpd.GeoDataFrame | None, estates: gpd.GeoDataFrame, label: pd.Series, metric_crs: str
) -> NDArray[np.object_]:
    """Find the part of each room: its estate's, else that of the nearest planned estate."""
    if rooms is None or len(rooms) == 0:
        return np.empty(0, dtype=object)
    part_of = dict(zip(estates["estate_id"], label, strict=True))
    owners: NDArray[np.object_] = rooms["estate_id"].map(part_of).to_numpy(dtype=object, copy=True)
    loose = pd.isna(owners) & ~(rooms.geometry.isna() | rooms.geometry.is_empty).to_numpy()
    tree = shapely.STRtree(estates.geometry.to_crs(metric_crs).to_numpy())
    places = rooms.geometry.to_crs(metric_crs).to_numpy()[loose]
    owners[loose] = label.to_numpy()[tree.nearest(places)]
    return owners


def _own_companions(
    companions: Companions, estates: gpd.GeoDataFrame, own_rooms: NDArray[np.bool_], metric_crs: str
) -> Companions:
    ids = set(estates["estate_id"])
    rooms = companions.rooms
    if rooms is not None:
        kept = rooms[own_rooms] if len(own_rooms) else rooms
        room_ids = set(kept["room_id"])
        ids |= room_ids
        rooms = ROOMS.conform(kept.sort_values("room_id")) if len(kept) else None
    area = shapely.buffer(shapely.box(*estates.geometry.to_crs(metric_crs).total_bounds), _MARGIN_M)
    window = gpd.GeoSeries([area], crs=metric_crs).to_crs(STORAGE_CRS).iloc[0]
    matrix = companions.matrix
    if matrix is not None:
        matrix = matrix[matrix["from"].isin(ids) & matrix["to"].isin(ids)]
    return Companions(
        rooms=rooms,
        barriers=_near(companions.barriers, window),
        crossings=_near(companions.crossings, window),
        links=_between(companions.links, ids),
        matrix=matrix,
        roads=_clipped(companions, estates, metric_crs),
        locks=None if companions.locks is None else companions.locks[companions.locks["estate"].isin(ids)],
        edits=None if companions.edits is None else companions.edits.of(ids),
    )


def _clipped(companions: Companions, estates: gpd.GeoDataFrame, metric_crs: str) -> RoadGround | None:
    if not isinstance(companions.roads, RoadGround):
        return None
    west, south, east, north = (float(value) for value in estates.geometry.to_crs(metric_crs).total_bounds)
    return companions.roads.clipped((west, south, east, north))


def _near(shapes: gpd.GeoDataFrame | None, window: shapely.Geometry) -> gpd.GeoDataFrame | None:
    return None if shapes is None else shapes[shapes.intersects(window)].reset_index(drop=True)


def _between(links: pd.DataFrame | None, ids: set[str]) -> pd.DataFrame | None:
    if links is None:
        return None
    return links[links["from_estate_id"].isin(ids) & links["to_estate_id"].isin(ids)]
