"""Gates of estates as doors: whose gate is whose, and where the ways of an estate start and end.

A gate beside an estate is its door: ways along the roads leave and reach the estate there, and it opens no barrier.
A gate beside no estate stays a crossing. Estates without doors are met at their own place.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import shortlist
from geo.findings import Report
from geo.geometry import coordinates
from geo.network.barriers import Floats, Ints, Shapes
from geo.network.travel import Places
from geo.policy import Policy
from geo.wording import text

_SAME_PLACE_M = 1.0  # a room so near to its estate's point is in the estate
_AREA = 2  # least dimension of a shape that has an edge


@dataclass(frozen=True, slots=True, eq=False)
class Doors:
    """The doors of estates, in metres; build it with `doors_of`.

    Attributes
    ----------
    estate_of : position of an estate by its id, among those that have doors.
    shapes : outline or point of each such estate, shape ``(e,)``.
    xy, first : the doors packed: estate i has ``xy[first[i]:first[i + 1]]``; shapes ``(d, 2)`` and ``(e + 1,)``.
    """

    estate_of: dict[str, int]
    shapes: Shapes
    xy: Floats
    first: Ints

    def estates_of(self, places: Places) -> Ints:
        """Return the estate whose doors lead to each place, -1 where none, shape ``(n,)``.

        A place is an estate itself, or a room inside its host estate; a room in the street has its own door.
        """
        estate = np.array([self.estate_of.get(name, -1) for name in places.ids], dtype=np.int64)
        if places.host_ids:
            host = np.array([self.estate_of.get(name or "", -1) for name in places.host_ids], dtype=np.int64)
            rooms = np.flatnonzero((estate < 0) & (host >= 0))
            points = shapely.points(places.xy[rooms])
            inside = shapely.dwithin(self.shapes[host[rooms]], points, _SAME_PLACE_M)
            estate[rooms[inside]] = host[rooms[inside]]
        return estate

    def spread(self, places: Places, estates: Ints) -> Spread:
        """Put every place at the doors of its estate, those of estate -1 at themselves."""
        has = estates >= 0
        count = np.where(has, self.first[estates + 1] - self.first[estates], 1)
        place = np.repeat(np.arange(len(places)), count)
        number = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
        at_door = has[place]
        xy = places.xy[place].copy()
        xy[at_door] = self.xy[self.first[estates[place[at_door]]] + number[at_door]]
        is_room = at_door & ~np.array([name in self.estate_of for name in places.ids], dtype=bool)[place]
        inside_m = np.where(is_room, np.hypot(*(xy - places.xy[place]).T), 0.0)
        return Spread(estates, place, xy, inside_m)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Places put at their doors.

    Attributes
    ----------
    estates : the estate whose doors lead to each place, -1 where it is met at itself, shape ``(n,)``.
    place : the place of each point, ascending, every place at least once, shape ``(k,)``.
    xy : where the point stands, metres, shape ``(k, 2)``.
    inside_m : straight metres between the door and a room inside; 0 for an estate itself, shape ``(k,)``.
    """

    estates: Ints
    place: Ints
    xy: Floats
    inside_m: Floats


def at_themselves(places: Places) -> Spread:
    """Put every place where it is."""
    count = len(places)
    return Spread(np.full(count, -1, dtype=np.int64), np.arange(count), places.xy, np.zeros(count))


def claim_gates(
    crossings: gpd.GeoDataFrame, estates: gpd.GeoDataFrame, *, metric_crs: str, policy: Policy, report: Report
) -> gpd.GeoDataFrame:
    """Give every gate the estate it is a door of: as stated, else the nearest estate that it stands beside.

    Parameters
    ----------
    crossings : table CROSSINGS, EPSG:4326; `estate_id` may hold ids or names of estates.
    estates : planned estates, EPSG:4326. A gate is beside an outline within ``doors.edge_m``, beside an estate known
        as a point within ``doors.point_m``.

    Returns
    -------
    The crossings with `estate_id` of planned estates for doors, empty for all others.
    """
    is_gate = (crossings["kind"] == "gate").to_numpy(bool, na_value=False)
    owner = np.full(len(crossings), None, dtype=object)
    rows = np.flatnonzero(is_gate & ~(crossings.geometry.isna() | crossings.geometry.is_empty).to_numpy())
    if len(rows):
        points = shapely.centroid(crossings.geometry.iloc[rows].to_crs(metric_crs).to_numpy())
        owner[rows] = _beside(points, estates, metric_crs, policy)
        if "estate_id" in crossings.columns:
            _as_stated(owner, rows, crossings["estate_id"], estates, report)
        _tell(owner[rows], report)
    made = crossings.copy()
    made["estate_id"] = pd.array([None if name is None else str(name) for name in owner], dtype="string")
    return made


def _beside(points: Shapes, estates: gpd.GeoDataFrame, metric_crs: str, policy: Policy) -> Shapes:
    """Find the nearest estate that each gate stands beside; outlines before points, ids break ties."""
    order = np.argsort(estates["estate_id"].to_numpy(str), kind="stable")
    ids = estates["estate_id"].to_numpy(object)[order]
    shapes = estates.geometry.to_crs(metric_crs).to_numpy()[order]
    has_edge = shapely.get_dimensions(shapes) >= _AREA
    found = np.full(len(points), None, dtype=object)
    for kind, reach_m in ((~has_edge, policy.doors.point_m), (has_edge, policy.doors.edge_m)):
        own = np.flatnonzero(kind)
        gate, estate = shapely.STRtree(shapes[own]).query(points, predicate="dwithin", distance=reach_m)
        away_m = shapely.distance(points[gate], shapes[own][estate])
        by_nearness = np.lexsort((estate, away_m.round(6), gate))
        nearest = by_nearness[np.unique(gate[by_nearness], return_index=True)[1]]
        found[gate[nearest]] = ids[own[estate[nearest]]]
    return found


def _as_stated(owner: Shapes, rows: Ints, stated: pd.Series, estates: gpd.GeoDataFrame, report: Report) -> None:
    """Put the estates that the file names in the place of the nearest; names that nobody bears are said."""
    names = estates["name"].astype(str) if "name" in estates.columns else pd.Series([], dtype=str)
    bearers = names.value_counts()
    by_name = {
        name: str(estate_id)
        for name, estate_id in zip(names, estates["estate_id"], strict=False)
        if bearers.get(name, 0) == 1
    }
    known = {str(estate_id): str(estate_id) for estate_id in estates["estate_id"]}
    strangers = set()
    for row in rows.tolist():
        given = stated.iloc[row]
        word = "" if pd.isna(given) else str(given).strip()
        found = known.get(word, by_name.get(word, ""))
        if found:
            owner[row] = found
        elif word:
            owner[row] = None
            strangers.add(word)
    if strangers:
        report.find("gate-estate", found=text("gate-estate.found", names=shortlist(sorted(strangers))))


def _tell(owner: Shapes, report: Report) -> None:
    doors = [name for name in owner.tolist() if name is not None]
    if doors:
        found = text("gates-doors.found", doors=len(doors), estates=len(set(doors)), others=len(owner) - len(doors))
        report.find("gates-doors", severity="note", found=found)


def doors_of(crossings: gpd.GeoDataFrame | None, estates: gpd.GeoDataFrame, *, metric_crs: str) -> Doors | None:
    """Take the doors of estates from the gates that `claim_gates` gave them; None where there are none."""
    if crossings is None or "estate_id" not in crossings.columns:
        return None
    known = crossings["estate_id"].isin(estates["estate_id"]) & ~crossings.geometry.isna()
    gates = crossings[known.to_numpy(bool, na_value=False)]
    if gates.empty:
        return None
    xy, owner = coordinates(gates.geometry.to_crs(metric_crs)), gates["estate_id"].to_numpy(str)
    order = np.lexsort((xy[:, 1], xy[:, 0], owner))
    ids, first = np.unique(owner[order], return_index=True)
    of_estate = dict(zip(estates["estate_id"].astype(str), estates.geometry.to_crs(metric_crs), strict=True))
    return Doors(
        {name: position for position, name in enumerate(ids.tolist())},
        np.array([of_estate[name] for name in ids.tolist()], dtype=object),
        xy[order],
        np.append(first, len(order)).astype(np.int64),
    )
