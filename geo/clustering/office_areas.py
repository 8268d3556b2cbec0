"""Which sub-districts share an office: small ones join the neighbour of their district whose stations are nearest."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.clustering.problem import Floats
from geo.policy.levels import OfficePolicy

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class OfficeArea:
    """Sub-districts with one office (or two, where they are large): their names, the largest first.

    `stations` are positions in the table of stations, ascending.
    """

    names: tuple[str, ...]
    stations: Positions
    estates: int
    district: str


def office_areas(
    subdistrict: NDArray[np.object_],
    station_xy: Floats,
    *,
    estates: Mapping[str, int],
    district_of: Mapping[str, str],
    policy: OfficePolicy,
) -> list[OfficeArea]:
    """Join small sub-districts, the smallest first, and again as long as what comes of it is small.

    Parameters
    ----------
    subdistrict : of each station, shape ``(s,)``.
    station_xy : metres, shape ``(s, 2)``.
    estates, district_of : of each sub-district; an unknown district is a district of its own.
    """
    parts = pd.Series(np.arange(len(subdistrict))).groupby(subdistrict, sort=True)
    areas = {
        number: OfficeArea((str(name),), rows.to_numpy(np.int64), estates.get(name, 0), district_of.get(name, ""))
        for number, (name, rows) in enumerate(parts)
    }
    owner = np.zeros(len(subdistrict), dtype=np.int64)
    for number, area in areas.items():
        owner[area.stations] = number
    tree = cKDTree(station_xy) if len(station_xy) else None
    queue = [(area.estates, area.names, number) for number, area in areas.items()]
    heapq.heapify(queue)
    while queue and tree is not None and queue[0][0] < policy.share_below_estates:
        _, _, number = heapq.heappop(queue)
        if number not in areas:
            continue  # joined meanwhile
        gaps = _gaps(areas, number, owner, tree, policy.share_within_m)
        near = min(gaps, default=None)
        if near is not None:
            joined = _joined(areas.pop(number), areas.pop(near[2]))
            areas[number] = joined
            owner[joined.stations] = number
            heapq.heappush(queue, (joined.estates, joined.names, number))
    return sorted(areas.values(), key=lambda area: area.names)


def _gaps(
    areas: Mapping[int, OfficeArea], number: int, owner: Positions, tree: cKDTree, within_m: float
) -> Iterator[tuple[float, tuple[str, ...], int]]:
    """Walk the areas of the same district with a station near enough: gap in metres, names, number."""
    area = areas[number]
    for station in area.stations:
        around = np.array(tree.query_ball_point(tree.data[station], within_m), dtype=np.int64)
        for other in around[owner[around] != number]:
            near = areas[int(owner[other])]
            if near.district == area.district:
                gap = float(np.hypot(*(tree.data[other] - tree.data[station])))
                yield round(gap, 3), near.names, int(owner[other])


def _joined(small: OfficeArea, large: OfficeArea) -> OfficeArea:
    stations = np.sort(np.concatenate([small.stations, large.stations]))
    first, second = (large, small) if large.estates >= small.estates else (small, large)
    return OfficeArea((*first.names, *second.names), stations, small.estates + large.estates, small.district)
