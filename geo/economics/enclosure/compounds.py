"""What is closed as one: an enclosable group, or an estate by itself. Every planned estate is in exactly one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.economics.workload import estate_loads
from geo.network.bodies import Shapes, estate_bodies
from geo.policy import Policy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Estates:
    """The planned estates in the order of region and id, with all closed ground beside them.

    Attributes
    ----------
    table : columns of the ledger with region_id and group_id; a plain index.
    bodies : the ground of each in metres, shape ``(n,)``.
    is_known : whether an outline was given, else it is assumed from the floor area, shape ``(n,)``.
    walled : bodies of all closed estates of the ledger, planned or not: their edges are walls already.
    gates : as stated; a gated estate that states none has the policy's default, shape ``(n,)``.
    is_closed, is_partly : shape ``(n,)``.
    area_m2, households : nothing where unknown, shape ``(n,)``.
    """

    table: pd.DataFrame
    bodies: Shapes
    is_known: Bools
    walled: Shapes
    gates: Ints
    is_closed: Bools
    is_partly: Bools
    area_m2: Floats
    households: Floats

    def word(self, name: str, position: int) -> str:
        """Take one text of one estate, empty where there is none."""
        said = self.table[name].array[position]
        return said if isinstance(said, str) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Compound:
    """One unit that is closed together.

    `outline` is in metres; `members` are positions among the estates.
    """

    ident: str
    kind: Literal["group", "estate"]
    name: str
    region_id: str
    group_id: str
    members: Ints
    outline: shapely.Geometry


def planned_estates(tables: Mapping[str, pd.DataFrame], policy: Policy, metric_crs: str) -> Estates:
    """Read the estates of a plan, in metres."""
    ledger = gpd.GeoDataFrame(tables["estates"]).drop_duplicates("estate_id")
    placed = ledger[~(ledger.geometry.isna() | ledger.geometry.is_empty)]
    shapes = placed.geometry.to_crs(metric_crs).to_numpy()
    tiles = gpd.GeoDataFrame(tables["tiles"]).drop_duplicates("estate_id").set_index("estate_id")
    own = gpd.GeoSeries(tiles.geometry.reindex(placed["estate_id"]), crs=tiles.crs).to_crs(metric_crs).to_numpy()
    bodies = estate_bodies(shapes, _numbers(placed, "floor_area_m2"), policy.links, tiles=own)
    at = {ident: position for position, ident in enumerate(placed["estate_id"])}
    assigned = tables["assignments"].drop_duplicates("estate_id")[["estate_id", "region_id", "group_id"]]
    joined = pd.DataFrame(placed.drop(columns="geometry")).merge(pd.DataFrame(assigned), on="estate_id")
    joined = joined.sort_values(["region_id", "estate_id"], kind="stable", ignore_index=True)
    where = np.array([at[ident] for ident in joined["estate_id"]], dtype=np.int64)
    enclosed = joined["enclosed"].astype("object")
    stated = _numbers(joined, "gates")
    default = estate_loads(joined, policy)["gates"].to_numpy(np.float64)
    return Estates(
        joined,
        bodies[where],
        np.asarray(shapely.get_dimensions(shapes[where]) == 2),
        bodies[(placed["enclosed"].astype("object") == "closed").to_numpy(bool)],
        np.rint(np.where(np.isnan(stated), default, stated)).astype(np.int64),
        (enclosed == "closed").to_numpy(bool),
        (enclosed == "partly").to_numpy(bool),
        np.nan_to_num(_numbers(joined, "floor_area_m2")),
        np.nan_to_num(_numbers(joined, "households")),
    )


def compounds_of(estates: Estates, groups: pd.DataFrame, metric_crs: str, *, by_group: bool = True) -> list[Compound]:
    """Close each enclosable group as one and every other estate by itself, by region, groups first.

    Parameters
    ----------
    groups : the plan's table; its outlines are those of the groups.
    by_group : close every estate by itself instead where false.
    """
    table, made = estates.table, []
    taken = np.zeros(len(table), dtype=bool)
    if by_group:
        members_of = table.groupby("group_id", sort=True).indices
        usable = groups[groups["enclosable"].fillna(value=False).astype(bool)]
        shapes = gpd.GeoSeries(usable.geometry).to_crs(metric_crs).to_numpy()
        for row, shape in zip(usable.to_dict("records"), shapes, strict=True):
            members = np.asarray(members_of.get(row["group_id"], ()), dtype=np.int64)
            if len(members) == 0:
                continue
            taken[members] = True
            outline = shape if _is_area(shape) else shapely.union_all(estates.bodies[members])
            made.append(_group(row, members, outline))
    made += [_alone(estates, position) for position in np.flatnonzero(~taken).tolist()]
    return sorted(made, key=lambda one: (one.region_id, one.kind == "estate", one.ident))


def _group(row: Mapping[str, object], members: Ints, outline: shapely.Geometry) -> Compound:
    ident = str(row["group_id"])
    return Compound(ident, "group", str(row["name"] or ident), str(row["region_id"]), ident, members, outline)


def _alone(estates: Estates, position: int) -> Compound:
    ident, region, group = (estates.word(name, position) for name in ("estate_id", "region_id", "group_id"))
    members = np.array([position], dtype=np.int64)
    name = estates.word("name", position) or ident
    return Compound(ident, "estate", name, region, group, members, estates.bodies[position])


def _is_area(shape: shapely.Geometry | None) -> bool:
    return shape is not None and not shape.is_empty and shapely.get_dimensions(shape) == 2


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    values = pd.to_numeric(frame[name]).astype("Float64")
    return np.asarray(values.to_numpy(np.float64, na_value=np.nan))
