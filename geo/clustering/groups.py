"""Groups 组团 inside the regions: two or more neighbours strung into one big community, big leads small.

What is chosen, and at what price, is in `group_choice`; a group is optimal given its region, and says so; where groups
come first (`groups_first`), regions are optimal given them. Links of a group are short and cross no barrier; an
`enclosable` group hangs together by links so short that it can be fenced as one. The length of its fence is that of the
outline drawn, so indicative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.clustering import territory
from geo.clustering.group_forming import Group, form_groups, usable_links
from geo.clustering.layout import Layout
from geo.clustering.naming import group_code
from geo.clustering.problem import Floats, Ints
from geo.clustering.titles import Titles
from geo.economics.workload import estate_loads
from geo.schema import GROUPS, STORAGE_CRS
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups of one sub-district: their table, and each estate's group id (None where it is in none)."""

    table: gpd.GeoDataFrame
    group_ids: list[str | None]


def group_regions(layout: Layout, titles: Titles, *, formed: Sequence[Group] | None = None) -> Grouping:
    """Choose the groups of every region, or take those that were formed before the regions."""
    usable = usable_links(layout.links, layout.policy.groups)
    inside = layout.region[usable["a"]] == layout.region[usable["b"]]
    links = gpd.GeoDataFrame(usable[inside])
    groups = form_groups(layout.problem, links, layout.policy.groups) if formed is None else formed
    found = sorted(groups, key=lambda group: int(layout.region[group.members[0]]))
    unit = np.full(layout.problem.estate_count, -1, dtype=np.int32)
    for number, group in enumerate(found):
        unit[group.members] = number
    home = np.array([layout.region[group.members[0]] for group in found], np.int32)
    ids = _ids(home, titles)
    table = pd.DataFrame(_rows(layout, found), columns=GROUPS.names())
    table = table.assign(group_id=ids, region_id=[titles.region_ids[region] for region in home])
    shaped = gpd.GeoDataFrame(_with_shapes(layout, table, links, unit))
    return Grouping(gpd.GeoDataFrame(GROUPS.conform(shaped)), [ids[u] if u >= 0 else None for u in unit.tolist()])


def _ids(home: Ints, titles: Titles) -> list[str]:
    ids, number, last = [], 0, -1
    for region in home.tolist():
        number = number + 1 if region == last else 1
        last = region
        ids.append(group_code(titles.region_ids[region], number))
    return ids


def _rows(layout: Layout, found: list[Group]) -> list[dict[str, object]]:
    names, problem, gates = layout.column("name"), layout.problem, _gates(layout)
    rows: list[dict[str, object]] = []
    for group in found:
        anchor, members = group.anchor(problem), group.members
        rows.append(
            {
                "name": text("group.name", "zh", anchor=names[anchor] or problem.estate_ids[anchor]),
                "anchor_estate_id": problem.estate_ids[anchor],
                "estates": len(members),
                "floor_area_m2": float(np.nansum(problem.floor_area_m2[members])),
                "households": float(np.nansum(problem.households[members])),
                "gates": float(gates[members].sum()),
                "status": group.status.value,
            }
        )
    return rows


def _with_shapes(layout: Layout, table: pd.DataFrame, links: gpd.GeoDataFrame, unit: Ints) -> gpd.GeoDataFrame:
    """Add the outlines, their perimeters and whether the longest link of each group's tree can be fenced in."""
    shapes = territory.outlines(layout, unit, len(table), links=links)
    tree = territory.spanning_links(layout, unit, links=links)
    longest = tree["walk_m"].groupby(unit[tree["a"].to_numpy(np.int64)]).max().reindex(range(len(table)))
    fence = [round(float(shapely.length(_exteriors(shape)).sum()), 1) for shape in shapes]
    enclosable = (longest <= layout.policy.groups.enclosable_link_m).to_numpy(bool)
    marked = table.assign(fence_m=fence, enclosable=enclosable)
    return gpd.GeoDataFrame(marked, geometry=shapes.to_crs(STORAGE_CRS).to_numpy(), crs=STORAGE_CRS)


def _gates(layout: Layout) -> Floats:
    """Return the gates of each estate: as stated, by the policy's default where a gated estate states none."""
    loads: Floats = estate_loads(layout.estates, layout.policy)["gates"].to_numpy(np.float64)
    if "gates" not in layout.estates.columns:
        return loads
    stated = pd.to_numeric(layout.estates["gates"]).astype("Float64").to_numpy(np.float64, na_value=np.nan)
    return np.asarray(np.where(np.isnan(stated), loads, stated), dtype=np.float64)


def _exteriors(shape: shapely.Geometry) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    parts = shapely.get_parts(shape)
    return np.asarray(shapely.get_exterior_ring(parts[shapely.get_dimensions(parts) == 2]))
