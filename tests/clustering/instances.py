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


def thorny_town(estates: int, *, seed: int) -> Problem:
    """Make a small town with any mixture of rules, hard and priced; often one without a plan."""
    draw = np.random.default_rng(seed)
    problem = town(
        estates,
        seed=seed,
        rooms=None if draw.random() < 0.5 else int(draw.integers(1, estates + 2)),
        spacing_m=float(draw.choice([120, 250, 350])),
        ties=bool(draw.random() < 0.15),
    )
    changes = _thorny_estates(problem, draw) | _thorny_rooms(problem, draw) | _thorny_pairs(problem, draw)
    return replace(problem, rules=_thorny_rules(problem, draw), **changes)


def _thorny_rules(problem: Problem, draw: np.random.Generator) -> RegionRules:
    area, n = problem.floor_area_m2, problem.estate_count
    low, high = np.sort(draw.choice(np.concatenate([area * 1.01, [0, 1e9], area * 2.5]), 2))
    least = int(draw.integers(0, n))
    most = max(1, int(draw.integers(least, n + 1)))
    return replace(
        problem.rules,
        area_low_m2=float(low),
        area_high_m2=float(high),
        area_cny_m2=float(draw.choice([0, 0.02, 0.1, 0.5])),
        area_hard=bool(draw.random() < 0.2),
        mini_hard=bool(draw.random() < 0.1),
        mini_isolated_cny=float(draw.choice([0, 500, 3000])),
        split_cny=float(draw.choice([0, 300, 1000, 4000])),
        communities=str(draw.choice(["free", "priced", "priced"])),
        station_min=least if draw.random() < 0.3 else 0,
        station_max=most if draw.random() < 0.3 else 0,
    )


def _thorny_estates(problem: Problem, draw: np.random.Generator) -> dict[str, object]:
    area, n = problem.floor_area_m2, problem.estate_count
    is_mini = area < np.quantile(area, draw.random())
    changes: dict[str, object] = {"is_mini": is_mini, "community": draw.integers(-1, 3, n).astype(np.int32)}
    changes["is_alone"] = (area > np.quantile(area, 0.8)) & ~is_mini if draw.random() < 0.3 else np.zeros(n, bool)
    if draw.random() < 0.25:
        locked = np.full(n, -1, np.int32)
        locked[draw.integers(0, n, 2)] = draw.integers(0, problem.room_count, 2)
        changes["locked_room"] = locked
    if draw.random() < 0.2:
        pair = problem.pair_cny.copy()
        pair[draw.random(pair.shape) < 0.2] = np.inf
        changes["pair_cny"] = pair
    return changes


def _thorny_rooms(problem: Problem, draw: np.random.Generator) -> dict[str, object]:
    m = problem.room_count
    room_cny = problem.room_cny * draw.uniform(0.1, 1.2, m)
    changes: dict[str, object] = {"room_cny": room_cny, "room_terms": {"rent": room_cny}}
    if draw.random() < 0.25:
        changes["is_fixed"] = draw.random(m) < 0.2
    if draw.random() < 0.2:
        changes["is_forbidden"] = draw.random(m) < 0.3
    if draw.random() < 0.3:
        some = problem.households.sum() * draw.uniform(0.2, 0.8, m)
        changes["capacity_households"] = np.where(draw.random(m) < 0.5, some, np.inf)
    return changes


def _thorny_pairs(problem: Problem, draw: np.random.Generator) -> dict[str, object]:
    def some(count: int) -> np.ndarray:
        drawn = {tuple(sorted(draw.choice(problem.estate_count, 2, replace=False).tolist())) for _ in range(count)}
        return pairs(*sorted(drawn))

    changes: dict[str, object] = {}
    if problem.estate_count > 1:
        for name, share in (("must_link", 0.3), ("cannot_link", 0.3), ("community_link", 0.15)):
            if draw.random() < share:
                changes[name] = some(int(draw.integers(1, 3)))
    if draw.random() < 0.3:
        dear = float(draw.choice([500.0, 3000.0]))
        changes["link_cny"] = np.where(draw.random(len(problem.links)) < 0.5, dear, 0.0)
    return changes


def shuffled(problem: Problem, *, seed: int, shift_m: float = 0.0) -> Problem:
    """Return the same town with estates and rooms in another order, other names, and the map moved."""
    draw = np.random.default_rng(seed)
    by_estate, by_room = draw.permutation(problem.estate_count), draw.permutation(problem.room_count)
    new_estate = np.argsort(by_estate).astype(np.int32)
    new_room = np.argsort(by_room).astype(np.int32)
    cells = np.ix_(by_estate, by_room)
    locked = problem.locked_room[by_estate]
    link_order = draw.permutation(len(problem.links))
    return replace(
        problem,
        estate_ids=tuple(f"N{k}" for k in range(problem.estate_count)),
        room_ids=tuple(f"P{k}" for k in range(problem.room_count)),
        xy=problem.xy[by_estate] + shift_m,
        **{
            name: getattr(problem, name)[by_estate]
            for name in ("floor_area_m2", "households", "community", "is_mini", "is_alone")
        },
        host=new_estate[problem.host[by_room]],
        **{
            name: getattr(problem, name)[by_room]
            for name in ("room_cny", "capacity_households", "is_fixed", "is_forbidden")
        },
        pair_cny=problem.pair_cny[cells],
        walk_m=problem.walk_m[cells],
        links=np.sort(new_estate[problem.links[link_order]], axis=1).reshape(-1, 2),
        link_cny=problem.link_cny[link_order],
        **{
            name: new_estate[getattr(problem, name)].reshape(-1, 2)
            for name in ("must_link", "cannot_link", "community_link")
        },
        locked_room=np.where(locked >= 0, new_room[locked], -1).astype(np.int32),
        terms={name: part[cells] for name, part in problem.terms.items()},
        room_terms={name: part[by_room] for name, part in problem.room_terms.items()},
    )
