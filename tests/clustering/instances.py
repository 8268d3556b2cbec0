"""Seeded synthetic problems for the tests of the solvers, from plain to nasty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial import Delaunay, QhullError

from geo.clustering.contiguity import components
from geo.clustering.problem import Problem, RegionRules

RULES = RegionRules(
    area_low_m2=30_000.0,
    area_high_m2=400_000.0,
    area_cny_m2=0.1,
    area_hard=False,
    mini_isolated_cny=2_000.0,
    mini_hard=False,
    split_cny=1_000.0,
    communities="priced",
    station_min=0,
    station_max=0,
)


def town(
    estates: int,
    *,
    seed: int,
    rooms: int | None = None,
    spacing_m: float = 200.0,
    ties: bool = False,
    **rules: object,
) -> Problem:
    """Make a town of scattered estates: log-normal sizes, links of neighbours up to a walk, one room an estate."""
    generator = np.random.default_rng(seed)
    side = spacing_m * max(1.0, estates) ** 0.5
    xy = generator.uniform(0, side, (estates, 2))
    households = np.maximum(10, np.round(np.exp(generator.normal(5.93, 1.1, estates))))
    if ties:
        xy, households = np.round(xy / spacing_m) * spacing_m, np.full(estates, 300.0)
    area = households * 68.7
    hosts = np.arange(estates) if rooms is None else np.sort(generator.choice(estates, rooms, replace=rooms > estates))
    walk = 1.3 * np.hypot(*(xy[:, None, :] - xy[hosts][None, :, :]).transpose(2, 0, 1)).reshape(estates, len(hosts))
    unit = households[:, None] / 75.0
    terms = {
        "walking": unit * walk,
        "beyond_target": 2 * unit * (0.7 * np.maximum(0, walk - 500) + 0.3 * np.maximum(0, walk - 400)),
        "beyond_limit": np.where(walk > 1000, 1000 + 5 * households[:, None], 0.0),
    }
    room_terms = {"rent": np.zeros(len(hosts)), "station_posts": np.full(len(hosts), 7_000.0)}
    links, price = joined_links(xy)
    return Problem(
        name="示例镇",
        estate_ids=tuple(f"E{i:03d}" for i in range(estates)),
        room_ids=tuple(f"R{j:03d}" for j in range(len(hosts))),
        xy=xy,
        floor_area_m2=area,
        households=households,
        community=np.array([int(x // 400) * 100 + int(y // 400) for x, y in xy], np.int32).reshape(estates),
        is_mini=area < 10_000,
        is_alone=area > 400_000,
        host=hosts.astype(np.int32),
        room_cny=room_terms["rent"] + room_terms["station_posts"],
        capacity_households=np.full(len(hosts), np.inf),
        is_fixed=np.zeros(len(hosts), bool),
        pair_cny=sum(terms.values()),
        walk_m=walk,
        links=links,
        link_cny=price,
        must_link=pairs(),
        cannot_link=pairs(),
        locked_room=np.full(estates, -1, np.int32),
        rules=replace(RULES, **rules),
        terms=terms,
        room_terms=room_terms,
    )


def pairs(*given: tuple[int, int]) -> np.ndarray:
    """Put pairs into an array."""
    return np.array(given, np.int32).reshape(-1, 2)


def joined_links(xy: np.ndarray, *, longest_m: float = 460.0) -> tuple[np.ndarray, np.ndarray]:
    """Link Delaunay neighbours up to a length; join left-over parts by their shortest link, at a price."""
    estates = len(xy)
    ends = _delaunay(xy)
    length = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)
    links, price = [tuple(e) for e in ends[length <= longest_m]], [0.0] * int((length <= longest_m).sum())
    while True:
        part = components(estates, pairs(*links))
        if len(np.unique(part)) <= 1:
            break
        distance = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
        distance[part[:, None] == part[None, :]] = np.inf
        links.append(tuple(sorted(np.unravel_index(np.argmin(distance), distance.shape))))
        price.append(2_000.0)
    return pairs(*links), np.array(price)


def _delaunay(xy: np.ndarray) -> np.ndarray:
    if len(xy) < 2:
        return pairs()
    try:
        corners = Delaunay(xy, qhull_options="QJ").simplices
        both = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    except (QhullError, ValueError):
        both = np.column_stack(np.triu_indices(len(xy), 1))
    return np.unique(np.sort(both, axis=1), axis=0)
