"""Do these roads belong to these estates: how far each stands from a street, on an island or not, datum and place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
from scipy.spatial import cKDTree

from geo.errors import shortlist
from geo.findings import Report
from geo.geometry import coordinates, project
from geo.io.datum import convert
from geo.network.barriers import BarrierSet, Bools, Floats, Ints
from geo.network.door_ways import Reached, nearest, reach
from geo.network.doors import Doors
from geo.network.own_side import cut_legs, on_own_side
from geo.network.roads.graph import ModeEdges, RoadGraph
from geo.network.roads.snapping import Snapper, Snaps, snap
from geo.network.travel import Places
from geo.policy import Policy
from geo.schema import STORAGE_CRS
from geo.wording import text

_HALF = 0.5  # fewer estates near a street: the network misses half of the area, or lies elsewhere
_LEAD = 0.2  # a datum that brings so many more estates near a street is worth naming
_MANY = 0.1  # a larger share of estates without a street is a warning
_DATUMS = ("gcj02", "bd09")


@dataclass(frozen=True, slots=True)
class RoadFit:
    """How the estates lie to the streets.

    Attributes
    ----------
    mean_m, max_m : from the estates to their streets, metres; None where no estate has one.
    refused : estates without a street within the limit.
    """

    mean_m: float | None
    max_m: float | None
    refused: int


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """Streets, and estates with their places in metres."""

    graph: RoadGraph
    estates: gpd.GeoDataFrame
    xy: Floats
    limit_m: float
    barriers: BarrierSet | None

    def snaps(self, graph: RoadGraph, xy: Floats) -> Snaps:
        return snap(graph, "walk", xy, max_snap_m=self.limit_m)

    def legs(self, doors: Doors | None, report: Report) -> Snaps:
        """Return the leg of each estate to its street, from its doors where it has any; says whose doors have none."""
        places = Places(tuple(self.estates["estate_id"].astype(str)), self.xy)
        snapper = Snapper(self.graph, "walk")
        found = reach(places, doors, lambda xy: self._own_side(snapper, xy))
        if doors is not None:
            for row in np.flatnonzero((doors.estates_of(places) >= 0) & (found.spread.estates < 0)).tolist():
                told = text("door-no-street.found", name=self.label(row), limit=f"{self.limit_m:g}")
                report.find("door-no-street", found=told, estate_id=places.ids[row])
        self._tell_cut(found, snapper, report)
        return nearest(found)

    def _own_side(self, snapper: Snapper, xy: Floats) -> Snaps:
        snaps = snapper.snap(xy, max_snap_m=self.limit_m)
        if self.barriers is None:
            return snaps
        return on_own_side(snaps, xy, snapper, self.barriers, max_snap_m=self.limit_m)

    def _tell_cut(self, found: Reached, snapper: Snapper, report: Report) -> None:
        """Say which estates reach a street over a barrier alone, at themselves and at all their doors."""
        if self.barriers is None:
            return
        on_foot = found.snaps.segment >= 0
        on_foot[cut_legs(found.snaps, found.spread.xy, snapper, self.barriers)] = False
        reachable = found.snaps.segment >= 0
        cut = np.setdiff1d(found.spread.place[reachable], found.spread.place[on_foot]).tolist()
        if cut:
            told = text(
                "roads-over-barrier.found", count=len(cut), names=shortlist([self.label(row) for row in cut], 5)
            )
            report.find("roads-over-barrier", found=told, limit=f"{self.limit_m:g}")

    def label(self, row: int) -> str:
        estate = self.estates.iloc[row]
        return str(estate.get("name") or estate["estate_id"])


def judge_fit(
    graph: RoadGraph,
    estates: gpd.GeoDataFrame,
    *,
    policy: Policy,
    report: Report,
    doors: Doors | None = None,
    barriers: BarrierSet | None = None,
) -> RoadFit:
    """Measure how estates (EPSG:4326), or their doors, lie to the streets on foot, and report each that has none.

    With `barriers`, an estate meets a street on its own side where it can; those that cannot are reported together.
    """
    xy = coordinates(estates.geometry.to_crs(graph.metric_crs))
    case = _Case(graph, estates, xy, policy.roads.max_snap_m, barriers)
    snaps = case.legs(doors, report)
    lost: Bools = snaps.segment < 0
    share = float(lost.mean()) if len(lost) else 0.0
    if share > _HALF:
        _report_elsewhere(case, snaps, report)
    elif lost.any():
        _report_lost(case, np.flatnonzero(lost), report)
    fit = _fit(snaps, lost)
    if fit.mean_m is not None:
        found = text("roads-snap.found", mean=f"{fit.mean_m:,.0f}", most=f"{fit.max_m:,.0f}", count=fit.refused)
        report.find("roads-snap", severity="note", found=found, limit=f"{case.limit_m:g}")
    return fit


def _fit(snaps: Snaps, lost: Bools) -> RoadFit:
    metres = snaps.distance_m[~lost]
    if len(metres) == 0:
        return RoadFit(None, None, int(lost.sum()))
    return RoadFit(round(float(metres.mean()), 1), round(float(metres.max()), 1), int(lost.sum()))


def _report_lost(case: _Case, rows: Ints, report: Report) -> None:
    """Report estates without a street, those on an island of streets apart; and how many they are."""
    on_island = case.snaps(_with_islands(case.graph), case.xy[rows]).segment >= 0
    for rule, chosen in (("roads-island", rows[on_island]), ("roads-far", rows[~on_island])):
        for row in chosen.tolist():
            estate = case.estates.iloc[row]
            found = text(f"{rule}.found", name=case.label(row), limit=f"{case.limit_m:g}")
            report.find(rule, found=found, estate_id=str(estate["estate_id"]))
    total = len(case.estates)
    found = text("roads-share.found", count=len(rows), total=total, share=f"{len(rows) / total:.0%}")
    report.find("roads-share", severity="warning" if len(rows) > _MANY * total else "note", found=found)


def _with_islands(graph: RoadGraph) -> RoadGraph:
    """Let places snap to any street on foot, joined to the rest or not."""
    walk = graph.modes["walk"]
    is_open = np.isfinite(walk.forward_min) | np.isfinite(walk.backward_min)
    return replace(graph, modes={"walk": ModeEdges(walk.forward_min, walk.backward_min, is_open)})


def _report_elsewhere(case: _Case, snaps: Snaps, report: Report) -> None:
    """Say that the roads miss most of the estates: how far away they lie, or which datum would bring them here."""
    lost: Bools = snaps.segment < 0
    said = {"share": f"{lost.mean():.0%}", "limit": f"{case.limit_m:g}"}
    datum = _better_datum(case, 1 - float(lost.mean()))
    if datum:
        report.find("roads-datum", severity="error", found=text("roads-datum.found", datum=datum, **said), datum=datum)
        return
    away_m = float(np.median(cKDTree(case.graph.node_xy).query(case.xy)[0]))
    ids = shortlist([str(one) for one in case.estates["estate_id"][lost]], 5)
    found = text("roads-elsewhere.found", km=f"{away_m / 1000:,.1f}", ids=ids, **said)
    report.find("roads-elsewhere", severity="error", found=found)


def _better_datum(case: _Case, near: float) -> str:
    """Find the datum in which the roads would lie at the estates; "" where none does."""
    places = coordinates(case.estates.geometry.to_crs(STORAGE_CRS))
    shares = {}
    for datum in _DATUMS:
        lon, lat = convert(places[:, 0], places[:, 1], source="wgs84", target=datum)
        moved = np.column_stack(project(lon, lat, case.graph.metric_crs))
        shares[datum] = float((case.snaps(case.graph, moved).segment >= 0).mean())
    best = max(shares, key=lambda datum: shares[datum])
    return best if shares[best] >= near + _LEAD else ""
