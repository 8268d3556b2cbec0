"""Choosing groups 组团 in one region: a partition of its estates into connected groups and single estates.

Each part has a price in points, and the partition with the smallest sum is taken (docs: model of groups):

- a mini estate in no group, first of all; any estate in no group, a little;
- every 10,000 m² of floor area below the band's low end, and, for groups, above its high end;
- every further community of a group; a group in which no estate is big enough to be the anchor;
- the length of the group's shortest tree of links, so that among equals the close ones join.

Groups above the band's high end are not considered, but for one large estate with its mini neighbours (big leads
small). All connected groups are listed and the cheapest partition of them is found (`partition`); where a region has
more candidates than the policy allows, or the search comes to its limit, neighbours are merged greedily instead and
the status says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from geo.clustering.partition import cheapest_partition
from geo.clustering.problem import Bools, Floats, Ints
from geo.policy.levels import GroupPolicy

_M2_PER_BAND_STEP = 10_000.0
_AREA_TOLERANCE_M2 = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The estates of one connected part of a region, and the links that may string them together.

    Attributes
    ----------
    floor_area_m2 : shape ``(n,)``; unknown counts as nothing.
    is_mini : shape ``(n,)``.
    community : code of each estate's community, -1 where unknown, shape ``(n,)``.
    links : positions, ``from < to``, shape ``(k, 2)``.
    walk_m : length of each link, shape ``(k,)``.
    """

    floor_area_m2: Floats
    is_mini: Bools
    community: Ints
    links: Ints
    walk_m: Floats

    def __len__(self) -> int:
        """Count the estates."""
        return len(self.floor_area_m2)


def choose_groups(estates: Neighbours, policy: GroupPolicy) -> tuple[list[Ints], bool]:
    """Partition the estates; also say whether the partition is proved to be the cheapest.

    Returns
    -------
    The parts as positions, single estates too, each ascending and ordered by their first estate.
    """
    merged = _merge_greedily(estates, policy)
    candidates = connected_groups(estates, policy)
    if candidates is None:
        return _positions(merged), False
    member = membership(candidates, len(estates))
    price = prices(member, estates, policy)
    worth = dict(zip(candidates, price.tolist(), strict=True))
    chosen = cheapest_partition(member, price, known=sum(worth[mask] for mask in merged))
    if chosen is None:
        return _positions(merged), False
    return _positions([candidates[k] for k in chosen]), True


def connected_groups(estates: Neighbours, policy: GroupPolicy) -> list[int] | None:
    """List all connected sets that may be a part, as bit masks in rising order; None where they are too many.

    A set grows one neighbour at a time; every connected set with few enough square metres is reached, since taking an
    estate off the end of its tree leaves a smaller one that is allowed too.
    """
    near, ceiling = _adjacency(estates), policy.floor_area_m2.high + _AREA_TOLERANCE_M2
    area = np.where(estates.is_mini, 0.0, estates.floor_area_m2).tolist()  # minis always fit
    counted = (~estates.is_mini).astype(int).tolist()
    newest = {1 << i: (area[i], counted[i], near[i]) for i in range(len(estates))}
    found = set(newest)
    while newest:
        grown: dict[int, tuple[float, int, int]] = {}
        for mask, (big_m2, big, fringe) in newest.items():
            for i in _bits(fringe & ~mask):
                bigger = mask | 1 << i
                if bigger not in grown and (big + counted[i] <= 1 or big_m2 + area[i] <= ceiling):
                    grown[bigger] = (big_m2 + area[i], big + counted[i], fringe | near[i])
        found |= grown.keys()
        if len(found) > policy.exact_max_candidates:
            return None
        newest = grown
    return sorted(mask for mask in found if not policy.floor_area_m2.hard or _in_hard_band(mask, estates, policy))


def membership(masks: list[int], count: int) -> Bools:
    """Turn bit masks into a table, shape ``(k, count)``."""
    width = (count + 7) // 8
    raw = np.frombuffer(b"".join(mask.to_bytes(width, "little") for mask in masks), dtype=np.uint8)
    bits = np.unpackbits(raw.reshape(len(masks), width), axis=1, bitorder="little")
    return np.asarray(bits[:, :count], dtype=np.bool_)


def prices(member: Bools, estates: Neighbours, policy: GroupPolicy) -> Floats:
    """Price parts in points, shape ``(k,)``; see the module for the terms."""
    size = member.sum(axis=1)
    area = member @ estates.floor_area_m2
    largest = np.where(member, estates.floor_area_m2, 0.0).max(axis=1)
    single, band = size == 1, policy.floor_area_m2
    above = np.where(single, 0.0, np.maximum(0.0, area - np.maximum(band.high, largest)))
    outside = (np.maximum(0.0, band.low - area) + above) / _M2_PER_BAND_STEP
    alone = policy.single_alone_points + policy.mini_alone_points * (member @ estates.is_mini.astype(np.float64))
    group = (
        policy.further_community_points * np.maximum(0, _communities(member, estates.community) - 1)
        + policy.no_anchor_points * (largest < policy.anchor_floor_area_m2)
        + policy.link_points_km * tree_lengths(member, estates) / 1_000.0
    )
    return np.asarray(policy.outside_band_points_10k_m2 * outside + np.where(single, alone, group), dtype=np.float64)


def tree_lengths(member: Bools, estates: Neighbours) -> Floats:
    """Return the length of the shortest tree of links in each set, shape ``(k,)``.

    Kruskal's rule on all sets at once: links from the shortest on, each taken where it joins two parts of a set.
    """
    part = np.tile(np.arange(len(estates), dtype=np.int32), (len(member), 1))
    length = np.zeros(len(member))
    for k in np.lexsort((estates.links[:, 1], estates.links[:, 0], estates.walk_m)):
        a, b = estates.links[k]
        joins = np.flatnonzero(member[:, a] & member[:, b] & (part[:, a] != part[:, b]))
        length[joins] += estates.walk_m[k]
        rows = part[joins]
        part[joins] = np.where(rows == rows[:, b][:, None], rows[:, a][:, None], rows)
    return length


def _communities(member: Bools, community: Ints) -> NDArray[np.int64]:
    """Count the known communities of each set."""
    known = np.unique(community[community >= 0])
    counts = [member[:, community == code].any(axis=1) for code in known]
    return np.sum(counts, axis=0, dtype=np.int64) if counts else np.zeros(len(member), dtype=np.int64)


def _adjacency(estates: Neighbours) -> list[int]:
    near = [0] * len(estates)
    for a, b in estates.links.tolist():
        near[a] |= 1 << b
        near[b] |= 1 << a
    return near


def _bits(mask: int) -> list[int]:
    positions = []
    while mask:
        positions.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return positions


def _fits(mask: int, estates: Neighbours, policy: GroupPolicy) -> bool:
    """Say whether the estates that are not minis stay within the band, or are one alone."""
    big = [float(estates.floor_area_m2[i]) for i in _bits(mask) if not estates.is_mini[i]]
    return len(big) <= 1 or sum(big) <= policy.floor_area_m2.high + _AREA_TOLERANCE_M2


def _in_hard_band(mask: int, estates: Neighbours, policy: GroupPolicy) -> bool:
    members, band = _bits(mask), policy.floor_area_m2
    if len(members) == 1 or not band.hard:
        return True
    area = float(estates.floor_area_m2[members].sum())
    return band.low - _AREA_TOLERANCE_M2 <= area <= band.high + _AREA_TOLERANCE_M2


def _merge_greedily(estates: Neighbours, policy: GroupPolicy) -> list[int]:
    """Merge the two neighbouring parts that save the most points, until none saves any."""
    near = _adjacency(estates)
    parts = [1 << i for i in range(len(estates))]
    worth: dict[int, float] = {}
    while True:
        merges = [a | b for a, b in combinations(parts, 2) if _touch(a, b, near) and _fits(a | b, estates, policy)]
        merges = [mask for mask in merges if _in_hard_band(mask, estates, policy)]
        unknown = [mask for mask in {*parts, *merges} if mask not in worth]
        if unknown:
            worth |= zip(unknown, prices(membership(unknown, len(estates)), estates, policy).tolist(), strict=True)
        saved = [(sum(worth[p] for p in parts if p & mask) - worth[mask], -mask) for mask in merges]
        if not saved or max(saved)[0] <= 1e-9:
            return parts
        best = -max(saved)[1]
        parts = sorted([part for part in parts if not part & best] + [best])


def _touch(a: int, b: int, near: list[int]) -> bool:
    return any(near[i] & b for i in _bits(a))


def _positions(masks: list[int]) -> list[Ints]:
    return sorted((np.array(_bits(mask), dtype=np.int32) for mask in masks), key=lambda part: int(part[0]))
