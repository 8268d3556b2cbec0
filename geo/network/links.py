"""What a link is, and how a pair of estates is measured for one.

`adjacency` draws the links from shared borders, `user_links` adds and removes those that people name, `joins`
forces the last ones; all three measure pairs here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import InputError, shortlist
from geo.findings import Report
from geo.geometry import coordinates
from geo.network.barriers import BarrierSet, Bools, Floats, Ints, Shapes
from geo.network.passages import crossings_along, ways_over
from geo.network.travel import ROADS, RUNGS, STRAIGHT, Places, Travel
from geo.policy import Policy
from geo.schema import LINKS
from geo.wording import text

LinkKind = Literal["shared_wall", "walk", "crossing", "forced", "user"]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Two estates that may be joined.

    `crosses_barrier` says that it goes over a barrier where no crossing is known; `through` are the crossings it
    goes through. `walk_m` is ``inf`` where the pair is unreachable (forced and user links only).
    """

    kind: LinkKind
    walk_m: float
    rung: int
    crosses_barrier: bool = False
    through: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The estates to link, in an order that depends on place and load first and on the identifier last.

    Attributes
    ----------
    ids, names : length n.
    shapes : outlines or points, metres, shape ``(n,)``.
    xy : where each estate stands for tests against barriers, metres, shape ``(n, 2)``.
    side : the face of ground between barriers that each stands on, shape ``(n,)``.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    shapes: Shapes
    xy: Floats
    barriers: BarrierSet
    travel: Travel
    policy: Policy
    report: Report
    side: Ints

    def label(self, estate: int) -> str:
        """Name an estate for people."""
        return f"{self.names[estate]}({self.ids[estate]})" if self.names[estate] else self.ids[estate]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Pairs of estates as measured, each of shape ``(k,)``.

    Attributes
    ----------
    walk_m, rung : the longer of there and back, and where the figure is from.
    is_cut : the straight segment crosses a barrier.
    first, last : the crossings that lead over, -1 where there is none or none is needed.
    """

    walk_m: Floats
    rung: Ints
    is_cut: Bools
    first: Ints
    last: Ints
    has_way: Bools = field(init=False)

    def __post_init__(self) -> None:
        """Say which cut pairs have a way over crossings."""
        object.__setattr__(self, "has_way", self.is_cut & (self.first >= 0))

    def link(self, row: int, kind: LinkKind) -> Link:
        """Make the link of one pair."""
        through = tuple(dict.fromkeys((int(self.first[row]), int(self.last[row])))) if self.has_way[row] else ()
        is_over = bool(self.is_cut[row] and not self.has_way[row])
        return Link(kind, float(self.walk_m[row]), int(self.rung[row]), is_over, through)


def scene_order(estates: gpd.GeoDataFrame, xy: Floats) -> Ints:
    """Order estates by place (to the millimetre), floor area, households and, last, identifier."""
    loads = [
        pd.to_numeric(estates[name]).astype("Float64").fillna(0).to_numpy(float)
        for name in ("households", "floor_area_m2")
        if name in estates.columns
    ]
    ids = np.array([str(name) for name in estates["estate_id"]], dtype=object)
    spots = np.round(xy, 3)
    return np.lexsort((ids, *loads, spots[:, 1], spots[:, 0]))


def placed(estates: gpd.GeoDataFrame, metric_crs: str) -> tuple[Shapes, Floats]:
    """Take the shapes of estates in metres and a point inside each.

    Raises
    ------
    InputError
        Where an estate has no place; those belong into `to_locate`.
    """
    shapes = shapely.make_valid(shapely.force_2d(estates.geometry.to_crs(metric_crs).to_numpy()))
    lost = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if lost.any():
        raise InputError(text("links.no_place", ids=shortlist(estates["estate_id"][lost])))
    return shapes, coordinates(gpd.GeoSeries(shapes, crs=metric_crs))


def measure(scene: Scene, pairs: Ints) -> Measured:
    """Measure pairs of estates, shape ``(k, 2)``.

    The user's matrix and the roads are taken as they are. A straight line that a barrier cuts goes over the
    crossings where they lead over it. A pair that the roads join on one side of all barriers is not cut, however the
    straight line runs.
    """
    first, second = pairs[:, 0], pairs[:, 1]
    is_cut = scene.barriers.crosses(scene.xy[first], scene.xy[second]) & (scene.xy[first] != scene.xy[second]).any(
        axis=1
    )
    through = [np.full(len(pairs), -1, dtype=np.int64) for _ in range(2)]
    walk_m, rung = _told_walk(scene, first, second)
    on_roads = rung == ROADS
    is_cut &= ~on_roads | (scene.side[first] != scene.side[second])
    ways = ways_over(scene.barriers, scene.xy, scene.xy, (first[is_cut], second[is_cut]))
    through[0][is_cut], through[1][is_cut] = ways.first, ways.last
    _go_through_marked(scene, pairs, np.flatnonzero(is_cut & on_roads & (through[0] < 0)), walk_m, through)
    over_m = np.full(len(pairs), np.inf)
    over_m[is_cut] = ways.metres * scene.policy.links.detour_factor
    walk_m = np.where(np.isfinite(over_m) & (rung == STRAIGHT), over_m, walk_m)
    return Measured(walk_m, rung, is_cut, *through)


def _go_through_marked(scene: Scene, pairs: Ints, rows: Ints, walk_m: Floats, through: list[Ints]) -> None:
    """Find the crossings on the streets that a walk takes, where straight legs to a crossing are no help."""
    rows = rows[walk_m[rows] <= scene.policy.links.max_link_walk_m]
    if len(rows) == 0:
        return
    places = Places(scene.ids, scene.xy)
    paths = scene.travel.paths(places.take(pairs[rows, 0]), places.take(pairs[rows, 1]), mode="walk")
    for end, found in zip(through, crossings_along(scene.barriers, paths), strict=True):
        end[rows] = found


def _told_walk(scene: Scene, first: Ints, second: Ints) -> tuple[Floats, Ints]:
    """Ask for the walk there and back and take the longer; a straight line is the same both ways."""
    places = Places(scene.ids, scene.xy)
    there = scene.travel.walk_pairs(places.take(first), places.take(second))
    walk_m, rung = there.metres.copy(), there.rung.astype(np.int64)
    twice = np.flatnonzero(rung != STRAIGHT)
    back = scene.travel.walk_pairs(places.take(second[twice]), places.take(first[twice]))
    longer = back.metres > walk_m[twice]
    walk_m[twice[longer]], rung[twice[longer]] = back.metres[longer], back.rung[longer]
    return walk_m, rung


def links_table(scene: Scene, links: dict[Pair, Link], metric_crs: str) -> gpd.GeoDataFrame:
    """Put links into the schema's table: ``from < to``, sorted, drawn through their crossings, EPSG:4326."""
    rows = []
    for (one, other), link in links.items():
        ends = sorted((one, other), key=lambda estate: scene.ids[estate])
        through = link.through if ends[0] == one else link.through[::-1]
        path = [scene.xy[ends[0]], *scene.barriers.crossings[list(through)], scene.xy[ends[1]]]
        rows.append(
            {
                "from_estate_id": scene.ids[ends[0]],
                "to_estate_id": scene.ids[ends[1]],
                "kind": link.kind,
                "crosses_barrier": link.crosses_barrier,
                "walk_m": link.walk_m if np.isfinite(link.walk_m) else np.nan,
                "rung": RUNGS[link.rung],
                "geometry": shapely.LineString(path),
            }
        )
    rows.sort(key=lambda row: (row["from_estate_id"], row["to_estate_id"]))
    table = gpd.GeoDataFrame(rows, columns=[*LINKS.names(), "geometry"], geometry="geometry", crs=metric_crs)
    return LINKS.conform(table)
