"""Colour numbers of regions, so that neighbours differ, also over the borders of sub-districts.

Greedy colouring by saturation (DSATUR: D. Brélaz, 1979, doi:10.1145/359094.359101) needs four or five colours on such
maps; regions are taken in the order of their ids, so that the same plan always gets the same colours.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import count

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

_NEAR_DEGREES = 3e-4  # some 30 m: tiles that a river parts still lie side by side to the eye


def colour_regions(region_ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each region a colour number from 0 on, different from its neighbours'.

    The next region is always one with the most colours around it, then with the most neighbours, then the first by
    id; it takes the lowest colour that is free. (networkx has the same rule, in time that grows with the square.)
    """
    neighbours: dict[str, set[str]] = {region: set() for region in sorted(region_ids)}
    for a, b in sorted((min(a, b), max(a, b)) for a, b in pairs if a != b):
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    around: dict[str, set[int]] = {region: set() for region in neighbours}
    waiting = [(0, -len(near), region) for region, near in neighbours.items()]
    heapq.heapify(waiting)
    colours: dict[str, int] = {}
    while waiting:
        _, _, region = heapq.heappop(waiting)
        if region in colours:
            continue
        colours[region] = next(colour for colour in count() if colour not in around[region])
        for other in neighbours[region] - colours.keys():
            if colours[region] not in around[other]:
                around[other].add(colours[region])
                heapq.heappush(waiting, (-len(around[other]), -len(neighbours[other]), other))
    return {region: colours[region] for region in neighbours}


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
