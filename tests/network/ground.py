"""Small places in metres for the tests of the network, and the calls that they share."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import affinity

from geo.findings import Report
from geo.network.adjacency import Neighbourhood, build_neighbourhood
from geo.network.barriers import BarrierSet, barrier_set
from geo.network.travel import StraightLine, Travel
from geo.policy import Policy

CRS = "EPSG:4549"
ORIGIN = (520_000.0, 3_495_000.0)


def stored(shapes) -> gpd.GeoSeries:
    """Put shapes drawn around (0, 0) in metres on the map."""
    moved = [affinity.translate(shape, *ORIGIN) for shape in shapes]
    return gpd.GeoSeries(moved, crs=CRS).to_crs("EPSG:4326")


def estates(shapes, ids=None, **columns) -> gpd.GeoDataFrame:
    count = len(shapes)
    named = {
        "estate_id": ids or [f"E{row:02d}" for row in range(count)],
        "name": [f"样例{row}苑" for row in range(count)],
    }
    loads = {"floor_area_m2": [1000.0 + row for row in range(count)], "households": [100] * count}
    return gpd.GeoDataFrame(named | loads | columns, geometry=stored(shapes))


def points(*places) -> list[shapely.Point]:
    return [shapely.Point(place) for place in places]


def line(*places) -> shapely.LineString:
    return shapely.LineString(places)


def barriers(*shapes, kind="river") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"kind": [kind] * len(shapes), "name": ["某河"] * len(shapes)}, geometry=stored(shapes))


def crossings(*places) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"kind": ["bridge"] * len(places), "name": ["某桥"] * len(places)}, geometry=stored(points(*places))
    )


def walls(*shapes, at=(), kind="river") -> BarrierSet:
    """Prepare barriers in the local metres used by the tests, crossings at `at`."""
    return barrier_set(barriers(*shapes, kind=kind), crossings(*at), metric_crs=CRS)


def local(xy) -> np.ndarray:
    return np.asarray(xy, dtype=float).reshape(-1, 2) + ORIGIN


def wishes(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_estate_id", "to_estate_id", "action", "walk_m"])


def neighbourhood(
    table, *, outline=None, over=None, at=None, user_links=None, policy=None, travel: Travel | None = None, report=None
) -> Neighbourhood:
    policy = policy or Policy()
    cut = barrier_set(over, at, metric_crs=CRS, links=policy.links)
    return build_neighbourhood(
        table,
        outline=None if outline is None else stored([outline]).iloc[0],
        barriers=over,
        crossings=at,
        user_links=user_links,
        travel=travel or StraightLine(policy.links.detour_factor, cut),
        metric_crs=CRS,
        policy=policy,
        report=Report() if report is None else report,
    )


def linked(result: Neighbourhood, *kinds: str) -> set[tuple[str, str]]:
    """Return the pairs of the links, of the given kinds or of all."""
    links = result.links[result.links["kind"].isin(kinds)] if kinds else result.links
    return set(zip(links["from_estate_id"], links["to_estate_id"], strict=True))


def rules_found(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]
