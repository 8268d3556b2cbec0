"""The tables of closed management: one row a compound, the lines of its fence and gates, closing in one night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.economics.enclosure.compounds import Compound, Estates, compounds_of, planned_estates
from geo.economics.enclosure.edges import Edge, edges_of, walls_of
from geo.economics.enclosure.gates import gate_places, known_gates
from geo.economics.enclosure.tonight import closures_table
from geo.economics.enclosure.works import Work, is_carried_out, ranks, region_posts_saved, works_of
from geo.policy import Policy
from geo.schema import STORAGE_CRS, table
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Enclosures:
    """The compounds of a plan with their edges and works, in one order."""

    estates: Estates
    compounds: list[Compound]
    edges: list[Edge]
    works: list[Work]


def enclosure_tables(tables: Mapping[str, pd.DataFrame], policy: Policy, metric_crs: str) -> dict[str, pd.DataFrame]:
    """Make the tables `enclosures`, `fences` and `closures` of a plan.

    Parameters
    ----------
    tables : estates, tiles, assignments, groups, barriers, crossings, stations, regions, offices.
    metric_crs : in which lengths are measured.
    """
    estates = planned_estates(tables, policy, metric_crs)
    walls = walls_of(estates, tables["barriers"], policy, metric_crs)
    compounds = compounds_of(estates, tables["groups"], metric_crs)
    edges = edges_of(compounds, estates, walls, policy)
    found = Enclosures(estates, compounds, edges, works_of(compounds, edges, estates, policy))
    order = ranks(compounds, found.works)
    alone = compounds_of(estates, tables["groups"], metric_crs, by_group=False)
    ways = {"groups": (compounds, edges), "estates": (alone, edges_of(alone, estates, walls, policy))}
    made = {
        "enclosures": _enclosures(found, order, tables, policy, metric_crs),
        "fences": _fences(found, order, tables, policy, metric_crs),
        "closures": closures_table(ways, estates, tables, policy),
    }
    return {name: table(name).conform(frame) for name, frame in made.items()}


def _enclosures(
    found: Enclosures, order: Sequence[int | None], tables: Mapping[str, pd.DataFrame], policy: Policy, metric_crs: str
) -> gpd.GeoDataFrame:
    saved = region_posts_saved(found.compounds, found.works, policy)
    rows = [
        _row(one, work, found.estates, policy) | {"region_posts_saved": saved[k], "rank": order[k]}
        for k, (one, work) in enumerate(zip(found.compounds, found.works, strict=True))
    ]
    shapes = gpd.GeoSeries([one.outline for one in found.compounds], crs=metric_crs).to_crs(STORAGE_CRS)
    shaped = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes.to_numpy(), crs=STORAGE_CRS)
    return gpd.GeoDataFrame(pd.concat([shaped, _apart(tables["groups"])], ignore_index=True)) if rows else shaped


def _row(one: Compound, work: Work, estates: Estates, policy: Policy) -> dict[str, Any]:
    known = estates.is_known[one.members]
    return {
        "enclosure_id": one.ident,
        "name": one.name,
        "kind": one.kind,
        "group_id": one.group_id or None,
        "estate_id": one.ident if one.kind == "estate" else None,
        "region_id": one.region_id,
        "subdistrict": estates.word("subdistrict", int(one.members[0])) or None,
        "estates": len(one.members),
        "floor_area_m2": float(estates.area_m2[one.members].sum()),
        "households": float(estates.households[one.members].sum()),
        "enclosable": True,
        "outline": "surveyed" if known.all() else "mixed" if known.any() else "assumed",
        "perimeter_m": round(work.new_m + work.part_m + work.existing_m, 1),
        "existing_m": work.existing_m,
        "fence_m": work.fence_m,
        "gates_now": work.gates.now,
        "gates_kept": work.gates.kept,
        "gates_closed": work.gates.closed,
        "gates_new": work.gates.new,
        "gates_equipped": work.equipped,
        "fire_exits": work.exits,
        "guards_now": work.guards_now,
        "guards_after": work.guards_after,
        "posts_saved": work.posts_saved,
        "works_least_cny": work.cost[0],
        "works_cny": work.cost[1],
        "works_most_cny": work.cost[2],
        "saving_cny_month": work.saving_cny_month,
        "payback_least_months": work.payback_months(0),
        "payback_months": work.payback_months(1),
        "payback_most_months": work.payback_months(2),
        "outcome": work.outcome,
        "carried_out": is_carried_out(work, policy),
        "note": _note(work, policy, is_assumed=not known.all()),
    }


def _note(work: Work, policy: Policy, *, is_assumed: bool) -> str:
    months = work.payback_months()
    fields = {
        "months": "" if months is None else f"{months:,.1f}",
        "within": policy.enclosure.within_months,
        "posts": abs(work.posts_saved),
    }
    key = "enclosure.never_more" if work.outcome == "never" and work.posts_saved < 0 else f"enclosure.{work.outcome}"
    said = text(key, **fields)
    return f"{said}{text('enclosure.assumed')}" if is_assumed and work.outcome != "done" else said


def _apart(groups: pd.DataFrame) -> pd.DataFrame:
    """Give groups too far apart a row of their own that counts nothing: their estates stand below by themselves."""
    own = groups[~groups["enclosable"].fillna(value=False).astype(bool)]
    rows = pd.DataFrame(own[["group_id", "name", "region_id", "geometry"]]).assign(
        enclosure_id=own["group_id"], kind="group", enclosable=False, outcome="apart", carried_out=False,
        note=text("enclosure.apart"),
    )  # fmt: skip
    return rows.reset_index(drop=True)


def _fences(
    found: Enclosures, order: Sequence[int | None], tables: Mapping[str, pd.DataFrame], policy: Policy, metric_crs: str
) -> gpd.GeoDataFrame:
    """List the lines of every compound where something is to be done."""
    known = known_gates(tables["crossings"], metric_crs)
    stations = gpd.GeoDataFrame(tables["stations"]).drop_duplicates("region_id").set_index("region_id")
    at = dict(zip(stations.index, stations.geometry.to_crs(metric_crs), strict=True))
    rows: list[dict[str, Any]] = []
    for one, edge, work, rank in zip(found.compounds, found.edges, found.works, order, strict=True):
        if work.outcome == "done":
            continue
        said = {"enclosure_id": one.ident, "region_id": one.region_id, "rank": rank}
        for kind, line, length in (
            ("new_fence", edge.new, work.new_m),
            ("part_edge", edge.part, work.part_m),
            ("existing_edge", edge.existing, work.existing_m),
        ):
            built = {"new_fence": work.new_m, "part_edge": work.fence_m - work.new_m}.get(kind, 0.0)
            if length > 0:
                rows.append(said | {"kind": kind, "length_m": length, "fence_m": round(built, 1), "geometry": line})
        places = gate_places(
            one, found.estates, edge, work.gates, exits=work.exits, station=at.get(one.region_id), known=known,
            reach_m=policy.links.crossing_snap_m,
        )  # fmt: skip
        for kind, points in (("gate_kept", places.kept), ("fire_exit", places.exits), ("gate_closed", places.closed)):
            rows += [
                said | {
                    "kind": kind, "length_m": policy.enclosure.gate_width_m,
                    "fence_m": policy.enclosure.gate_width_m if kind == "gate_closed" else 0.0,
                    "place": "known" if (point.x, point.y) in places.known else "indicative",
                    "geometry": _short_line(point, edge.ring, policy.enclosure.gate_width_m),
                }
                for point in points
            ]  # fmt: skip
    shapes = gpd.GeoSeries([row.pop("geometry") for row in rows], crs=metric_crs).to_crs(STORAGE_CRS)
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes.to_numpy(), crs=STORAGE_CRS)


def _short_line(point: shapely.Point, ring: shapely.Geometry, width_m: float) -> shapely.MultiLineString:
    """Draw a gate as a short line in the direction of the outline nearest to it."""
    here = ring.interpolate(ring.project(point))
    ahead = ring.interpolate(min(ring.project(point) + 1.0, ring.length))
    step = np.array([ahead.x - here.x, ahead.y - here.y])
    size = float(np.hypot(*step))
    half = (step / size if size > 0 else np.array([1.0, 0.0])) * width_m / 2
    centre = np.array([point.x, point.y])
    return shapely.MultiLineString([np.array([centre - half, centre + half])])
