"""What makes a pool impossible to cut, said before any search: each reason is a proof."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
    groups = int(pool.rules.groups.max()) + 1
    if groups < pool.regions:
        return text("pool.too-few-groups", groups=groups, regions=pool.regions)
    return _too_large(pool) or _clash(pool) or _bad_parts(pool)


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
    bound, group = _bound_regions(pool, part, int(part.max()) + 1), pool.rules.groups
    for label in range(int(part.max()) + 1):
        members = part == label
        least, greatest = _region_range(pool, members, group)
        least = max(least, int(bound[label]))
        if least > greatest:
            blocked.append(int(pool.order[np.flatnonzero(members)].min()))
        fewest, most = fewest + least, most + greatest
    if blocked:
        return text("pool.part", units=shortlist(blocked), parts=int(part.max()) + 1)
    if not fewest <= pool.regions <= most:
        return text("pool.parts", parts=int(part.max()) + 1, fewest=fewest, most=most, regions=pool.regions)
    return ""


def _region_range(pool: Pool, members: np.ndarray, group: np.ndarray) -> tuple[int, int]:
    least, greatest = 1, len(np.unique(group[members]))
    for a in range(pool.load.shape[1]):
        load = float(pool.load[members, a].sum())
        if pool.high[a] > 0:
            least = max(least, math.ceil(load / float(pool.high[a]) - _ROOM))
        if pool.low[a] > 0:
            greatest = min(greatest, math.floor(load / float(pool.low[a]) + _ROOM))
    return least, greatest


def _bound_regions(pool: Pool, part: np.ndarray, count: int) -> np.ndarray:
    """Count the regions that units of each part of the graph are bound to, at least one a part."""
    home = pool.rules.homes(pool.regions)
    pairs = np.unique(np.column_stack([part, home])[home >= 0], axis=0)
    return np.maximum(np.bincount(pairs[:, 0], minlength=count), 1)


def _clash(pool: Pool) -> str:
    """Tell which rules cannot be kept together."""
    group = pool.rules.groups
    for first, second in pool.rules.apart.tolist():
        if group[first] == group[second]:
            return text("pool.apart-together", units=_shown(pool, [first, second]))
    part = components(pool.units, pool.edges)
    ranked = np.argsort(group, kind="stable")
    for members in np.split(ranked, np.flatnonzero(np.diff(group[ranked])) + 1):
        reason = _bad_group(pool, members, part) if len(members) > 1 else ""
        if reason:
            return reason
    return _bad_centres(pool, group)


def _shown(pool: Pool, units: Sequence[int] | np.ndarray) -> str:
    return shortlist(sorted(pool.order[units].tolist()))


def _bad_group(pool: Pool, members: np.ndarray, part: np.ndarray) -> str:
    """Say why units that must share a region cannot."""
    shown = _shown(pool, members)
    labels = np.setdiff1d(pool.rules.locked[members], [-1])
    if len(labels) > 1:
        return text("pool.locks-clash", units=shown, regions=shortlist(labels.tolist()))
    if len(np.unique(part[members])) > 1:
        return text("pool.group-apart", units=shown)
    load = pool.load[members].sum(axis=0)
    for a in np.flatnonzero(load > pool.high * (1 + _ROOM)):
        return text("pool.group-too-large", units=shown, load=f"{load[a]:g}", high=f"{pool.high[a]:g}", activity=a)
    return ""


def _bad_centres(pool: Pool, group: np.ndarray) -> str:
    rules = pool.rules
    both = rules.forced[rules.forbidden[rules.forced]]
    if len(both):
        return text("pool.centre-both", units=_shown(pool, both))
    numbers, count = np.unique(group[rules.forced], return_counts=True)
    if (count > 1).any():
        rivals = rules.forced[np.isin(group[rules.forced], numbers[count > 1])]
        return text("pool.centres-together", units=_shown(pool, rivals))
    bound = len(np.unique(np.concatenate([group[rules.forced], group[rules.locked >= 0]])))
    if bound > pool.regions:
        return text("pool.too-many-bound", bound=bound, regions=pool.regions)
    able = int((~rules.forbidden).sum())
    if able < pool.regions:
        return text("pool.too-few-centres", able=able, regions=pool.regions)
    return ""


def regions_of_parts(pool: Pool) -> tuple[np.ndarray, np.ndarray]:
    """Label the parts of the graph and share the regions out among them, nearest to their loads."""
    part = components(pool.units, pool.edges)
    count, group = int(part.max()) + 1, pool.rules.groups
    ranges = np.array([_region_range(pool, part == label, group) for label in range(count)])
    share = np.maximum(ranges[:, 0], _bound_regions(pool, part, count))
    load = np.bincount(part, pool.load[:, 0] + 1e-12, count)
    while share.sum() < pool.regions:
        free = share < ranges[:, 1]
        share[np.argmax(np.where(free, load / share, -np.inf))] += 1
    return part, share
