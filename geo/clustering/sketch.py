"""A solved sub-district in numbers alone: what its regions cost, who works there, how far people walk.

The same numbers as in the plan's tables (`regions`), without names, outlines, groups and reasons: enough to compare
many plans, of which few will ever be drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.clustering.explain import station_points
from geo.clustering.layout import Layout
from geo.clustering.problem import Floats
from geo.clustering.regions import bills, measured_walks
from geo.clustering.titles import title_regions
from geo.economics.staffing import baselines_by_unit
from geo.network.travel import Distances
from geo.schema import STORAGE_CRS


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """One sub-district with one plan.

    Attributes
    ----------
    regions : region_id, subdistrict, estates, floor_area_m2, households, posts, monthly_cost_cny.
    stations : station_id, region_id, subdistrict, load_households, point; as `site_offices` takes them.
    walks : estate_id, walk_m (``inf`` where there is no way), households, elderly60, claimed.
    """

    regions: pd.DataFrame
    stations: gpd.GeoDataFrame
    walks: pd.DataFrame


def sketch_subdistrict(
    layout: Layout, *, estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame, walk: Distances
) -> Sketch:
    """Add up one plan; `estates`, `rooms` and `walk` as given to `describe_subdistrict`."""
    titles, problem = title_regions(layout), layout.problem
    baselines, posts = baselines_by_unit(layout.estates, layout.region, layout.region_count, layout.policy)
    subdistricts = [name or problem.name for name in titles.subdistricts]
    regions = pd.DataFrame(
        {
            "region_id": titles.region_ids,
            "subdistrict": subdistricts,
            "estates": layout.sum_by_region(np.ones(problem.estate_count)),
            "floor_area_m2": layout.sum_by_region(problem.floor_area_m2),
            "households": layout.sum_by_region(problem.households),
            "posts": [row.pooled for row in baselines],
            "monthly_cost_cny": bills(layout, posts),
        }
    )
    stations = gpd.GeoDataFrame(
        {
            "station_id": [problem.room_ids[room] for room in layout.station_room],
            "region_id": titles.region_ids,
            "subdistrict": subdistricts,
            "load_households": regions["households"],
        },
        geometry=list(station_points(layout)),
        crs=STORAGE_CRS,
    )
    return Sketch(regions, stations, _walks(layout, estates, rooms, walk))


def _walks(layout: Layout, estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame, walk: Distances) -> pd.DataFrame:
    walks = measured_walks(layout, estates, rooms, walk)
    return pd.DataFrame(
        {
            "estate_id": list(layout.problem.estate_ids),
            "walk_m": layout.own_pair(walks.metres),
            "households": _people(layout.estates, "households"),
            "elderly60": _people(layout.estates, "elderly60"),
            "claimed": walks.claimed,
        }
    )


def _people(estates: gpd.GeoDataFrame, column: str) -> Floats:
    """Return the people of each estate, NaN where their number is not known."""
    if column not in estates.columns:
        return np.full(len(estates), np.nan)
    known = pd.to_numeric(estates[column]).astype("Float64")
    return np.asarray(known.to_numpy(dtype=np.float64, na_value=np.nan))
