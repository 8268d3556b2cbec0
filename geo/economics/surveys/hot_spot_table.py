"""The table of hot spots: all orders together and each kind that has enough of them, scanned in turn."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.economics.surveys.durations import days_until
from geo.economics.surveys.hot_spots import HotSpot, scan
from geo.economics.surveys.neighbourhoods import neighbourhoods
from geo.geometry import choose_metric_crs
from geo.policy.surveys import SurveyPolicy
from geo.schema import HOT_SPOTS, STORAGE_CRS
from geo.schema.surveys import COMPLAINTS

ALL_KINDS = "all"
_MARGIN_M = 40.0  # room around the estates of a hot spot, so that its outline is seen


def hot_spot_table(
    orders: pd.DataFrame,
    estates: gpd.GeoDataFrame,
    links: pd.DataFrame,
    *,
    policy: SurveyPolicy,
    seed: int = 0,
    on_kind: Callable[[str], object] = str,
) -> gpd.GeoDataFrame:
    """Scan the orders for hot spots and return HOT_SPOTS, the kinds in their declared order, the strongest first.

    `q_value` is the chance times the number of kinds scanned (Bonferroni), so that many kinds do not find one either.

    Parameters
    ----------
    orders : ORDERS as judged; estates : estate_id, name, households, geometry in EPSG:4326, one row an estate.
    on_kind : called before each kind is scanned.
    """
    estates = gpd.GeoDataFrame(estates.sort_values("estate_id", kind="stable", ignore_index=True))
    ids = [str(one) for one in estates["estate_id"]]
    households = estates["households"].astype("Float64").fillna(0).to_numpy(float)
    known = orders[orders["estate_id"].isin(ids)]
    kinds = scanned_kinds(known, policy)
    if not kinds:
        return gpd.GeoDataFrame(HOT_SPOTS.empty())
    sets = neighbourhoods(ids, links, near_m=policy.near_m, most=policy.most_estates, households=households,
                          most_share=policy.most_share)  # fmt: skip
    rows, shapes = [], []
    for kind in kinds:
        on_kind(kind)
        own = known if kind == ALL_KINDS else known[known["kind"] == kind]
        counts = np.bincount(pd.Index(ids).get_indexer(own["estate_id"]), minlength=len(ids)).astype(float)
        level = policy.false_share / len(kinds)
        for spot in scan(counts, households, sets, simulations=policy.simulations, level=level, seed=seed):
            rows.append(_row(spot, kind, own, estates, len(kinds)))
            shapes.append(spot.members)
    table = pd.DataFrame(rows, columns=HOT_SPOTS.names())
    table["hot_spot_id"] = [f"H{number:03d}" for number in range(1, len(table) + 1)]
    outlines = _outlines(estates, shapes)
    return gpd.GeoDataFrame(HOT_SPOTS.conform(gpd.GeoDataFrame(table, geometry=outlines, crs=STORAGE_CRS)))


def scanned_kinds(orders: pd.DataFrame, policy: SurveyPolicy) -> list[str]:
    """List what is scanned: all orders together, then the kinds with orders enough, in their declared order."""
    counted = orders["kind"].value_counts()
    named = [kind for kind in COMPLAINTS if counted.get(kind, 0) >= policy.least_orders]
    return [ALL_KINDS, *named] if len(orders) >= policy.least_orders else []


def _row(spot: HotSpot, kind: str, orders: pd.DataFrame, estates: pd.DataFrame, kinds: int) -> dict[str, object]:
    inside = estates.iloc[list(spot.members)]
    households = int(inside["households"].fillna(0).sum())
    own = orders[orders["estate_id"].isin(set(inside["estate_id"])) & orders["days"].notna()]
    closed = (own["state"] == "closed").to_numpy(bool)
    return {
        "kind": kind,
        "estates": ",".join(inside["estate_id"].astype(str)),
        "names": "、".join(inside["name"].fillna("").astype(str)),
        "estate_count": len(inside),
        "households": households,
        "count": spot.count,
        "expected": spot.expected,
        "ratio": spot.ratio,
        "per_1000": 1_000 * spot.count / households,
        "p_value": spot.p_value,
        "q_value": min(1.0, spot.p_value * kinds),
        "days_to_close_median": days_until(0.5, own["days"].to_numpy(float), closed),
    }


def _outlines(estates: gpd.GeoDataFrame, members: list[tuple[int, ...]]) -> list[shapely.Geometry | None]:
    """Draw a hull with a margin around the places of each hot spot; None where no estate of it has a place."""
    if not members:
        return []
    crs = choose_metric_crs("auto", estates.geometry)
    metres = estates.geometry.to_crs(crs).to_numpy()
    hulls = []
    for inside in members:
        placed = [shape for at in inside if (shape := metres[at]) is not None and not shape.is_empty]
        hulls.append(shapely.convex_hull(shapely.union_all(placed)).buffer(_MARGIN_M, quad_segs=4) if placed else None)
    return list(gpd.GeoSeries(hulls, crs=crs).to_crs(STORAGE_CRS))
