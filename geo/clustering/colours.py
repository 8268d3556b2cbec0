"""Colour numbers of regions, so that neighbours differ, also over the borders of sub-districts.

Greedy colouring by saturation (DSATUR: D. Brélaz, 1979, doi:10.1145/359094.359101) needs four or five colours on such
maps; regions are taken in the order of their ids, so that the same plan always gets the same colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import shapely

_NEAR_DEGREES = 3e-4  # some 30 m: tiles that a river parts still lie side by side to the eye


def colour_regions(region_ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each region a colour number from 0 on, different from its neighbours'."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(region_ids))
    graph.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in pairs if a != b))
    return dict(nx.greedy_color(graph, strategy="DSATUR"))


def neighbouring_regions(
    tiles: gpd.GeoDataFrame, regions: gpd.GeoDataFrame, links: pd.DataFrame, region_of: dict[str, str]
) -> set[tuple[str, str]]:
    """Find the pairs of regions side by side: by their estates' tiles, their own outlines and the links between them.

    Parameters
    ----------
    tiles, regions, links : tables of the plan, EPSG:4326.
    region_of : region of each planned estate.
    """
    owners = [region_of.get(estate) for estate in tiles["estate_id"]] + list(regions["region_id"])
    shapes = np.concatenate([tiles.geometry.to_numpy(), regions.geometry.to_numpy()])
    usable = np.array([owner is not None for owner in owners], dtype=bool) & ~shapely.is_missing(shapes)
    found = _touching(shapes[usable], np.array(owners, dtype=object)[usable])
    for a, b in zip(links["from_estate_id"].map(region_of), links["to_estate_id"].map(region_of), strict=True):
        if isinstance(a, str) and isinstance(b, str) and a != b:
            found.add((min(a, b), max(a, b)))
    return found


def _touching(
    shapes: np.ndarray[tuple[int], np.dtype[np.object_]], owners: np.ndarray[tuple[int], np.dtype[np.object_]]
) -> set[tuple[str, str]]:
    tree = shapely.STRtree(shapes)
    first, second = tree.query(shapes, predicate="dwithin", distance=_NEAR_DEGREES)
    differ = owners[first] != owners[second]
    return {(min(a, b), max(a, b)) for a, b in zip(owners[first[differ]], owners[second[differ]], strict=True)}
