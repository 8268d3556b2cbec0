"""What makes a pool impossible to cut, said before any search: each reason is a proof."""

from __future__ import annotations

import math

import numpy as np

from geo.clustering.contiguity import components
from geo.clustering.pool.instance import Pool
from geo.errors import shortlist
from geo.wording import text

_ROOM = 1e-9  # relative, for rounding


def obstacle(pool: Pool) -> str:
    """Say why no plan can exist; empty where nothing stands against one at first sight."""
    if pool.units < pool.regions:
        return text("pool.too-few-units", units=pool.units, regions=pool.regions)
    return _too_large(pool) or _bad_parts(pool)


def _too_large(pool: Pool) -> str:
    for a in range(pool.load.shape[1]):
        high = float(pool.high[a])
        over = np.flatnonzero(pool.load[:, a] > high * (1 + _ROOM))
        if len(over):
            units = shortlist(sorted(int(pool.order[unit]) for unit in over))
            return text("pool.unit-too-large", units=units, high=f"{high:g}", activity=a)
    return ""


def _bad_parts(pool: Pool) -> str:
    """Tell whether the parts of the graph can hold whole numbers of regions that add up."""
    part = components(pool.units, pool.edges)
    fewest, most, blocked = 0, 0, []
    for label in range(int(part.max()) + 1):
        members = part == label
        least, greatest = _region_range(pool, members)
        if least > greatest:
            blocked.append(int(pool.order[np.flatnonzero(members)].min()))
        fewest, most = fewest + least, most + greatest
    if blocked:
        return text("pool.part", units=shortlist(blocked), parts=int(part.max()) + 1)
    if not fewest <= pool.regions <= most:
        return text("pool.parts", parts=int(part.max()) + 1, fewest=fewest, most=most, regions=pool.regions)
    return ""


def _region_range(pool: Pool, members: np.ndarray) -> tuple[int, int]:
    least, greatest = 1, int(members.sum())
    for a in range(pool.load.shape[1]):
        load = float(pool.load[members, a].sum())
        if pool.high[a] > 0:
            least = max(least, math.ceil(load / float(pool.high[a]) - _ROOM))
        if pool.low[a] > 0:
            greatest = min(greatest, math.floor(load / float(pool.low[a]) + _ROOM))
    return least, greatest


def regions_of_parts(pool: Pool) -> tuple[np.ndarray, np.ndarray]:
    """Label the parts of the graph and share the regions out among them, nearest to their loads."""
    part = components(pool.units, pool.edges)
    count = int(part.max()) + 1
    ranges = np.array([_region_range(pool, part == label) for label in range(count)])
    share = np.maximum(ranges[:, 0], 1)
    load = np.bincount(part, pool.load[:, 0] + 1e-12, count)
    while share.sum() < pool.regions:
        free = share < ranges[:, 1]
        share[np.argmax(np.where(free, load / share, -np.inf))] += 1
    return part, share
