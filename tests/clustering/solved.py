"""A solved sub-district made by hand, for the tests of what describes a solution.

Estates stand on a grid, 150 m apart, linked with their neighbours; all are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point, box

from geo.clustering.layout import Layout, lay_out
from geo.clustering.problem import Problem, RegionRules, Solution
from geo.network.travel import Distances
from geo.plan import Proof, Status
from geo.policy import Policy

METRIC = "EPSG:4549"
ORIGIN = (530_000.0, 3_495_000.0)  # somewhere in zone 4549
STEP_M = 150.0
DETOUR = 1.3
TRAVEL_CNY_M = 0.05
WALKING_CNY_M = 0.01

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


@dataclass(frozen=True, slots=True)
class Solved:
    """Everything that `describe_subdistrict` takes."""

    problem: Problem
    solution: Solution
    estates: gpd.GeoDataFrame
    rooms: gpd.GeoDataFrame
    neighbourhood: SimpleNamespace
    walk: Distances
    policy: Policy

    def options(self) -> dict:
        return {
            "estates": self.estates,
            "rooms": self.rooms,
            "neighbourhood": self.neighbourhood,
            "walk": self.walk,
            "policy": self.policy,
        }

    def layout(self) -> Layout:
        return lay_out(
            self.problem,
            self.solution,
            estates=self.estates,
            rooms=self.rooms,
            links=self.neighbourhood.links,
            metric_crs=METRIC,
            policy=self.policy,
            tiles=self.neighbourhood.tiles,
        )


def solved(  # one optional argument for each thing a test may want to differ
    *,
    columns: int = 4,
    rows: int = 1,
    hosts: tuple[int, ...] = (0, 3),
    room_of: tuple[int, ...] = (0, 0, 1, 1),
    area: tuple[float, ...] | None = None,
    households: tuple[float, ...] | None = None,
    community: tuple[str, ...] | None = None,
    subdistrict: str = "样例街道",
    prefix: str = "E",
    shift_m: tuple[float, float] = (0.0, 0.0),
    policy: Policy | None = None,
    status: Status = Status.OPTIMAL,
    problem_changes: dict | None = None,
    more: dict | None = None,
    polygons: bool = False,
    seed: int = 0,
) -> Solved:
    """Build the grid, its problem and a solution; `more` adds or replaces columns of the estates."""
    count = columns * rows
    random = np.random.default_rng(seed)
    grid = np.array([(i % columns, -(i // columns)) for i in range(count)], dtype=float)
    xy = np.array(ORIGIN) + np.array(shift_m) + grid * STEP_M
    area_m2 = np.array(area if area is not None else np.full(count, 20_000.0), float)
    homes = np.array(households if households is not None else np.full(count, 300.0), float)
    communities = community or tuple(f"样例第{1 + 2 * i // count}社区" for i in range(count))
    ids = tuple(f"{prefix}{i:02d}" for i in range(count))
    room_ids = tuple(f"{prefix}-S{j}" for j in range(len(hosts)))
    links = _links(columns, rows)
    room_xy = xy[list(hosts)] + 5.0
    walk_m = np.linalg.norm(xy[:, None] - room_xy[None], axis=2) * DETOUR
    terms = {"walking": homes[:, None] * walk_m * WALKING_CNY_M, "crew_travel": walk_m * TRAVEL_CNY_M}
    room_terms = {"rent": np.arange(len(hosts)) * 500.0, "station_posts": np.full(len(hosts), 7_000.0)}
    codes = {name: code for code, name in enumerate(sorted(set(communities) - {""}))}
    none = np.zeros((0, 2), np.int32)
    problem = Problem(
        name=subdistrict,
        estate_ids=ids,
        room_ids=room_ids,
        xy=xy,
        floor_area_m2=area_m2,
        households=homes,
        community=np.array([codes.get(name, -1) for name in communities], np.int32),
        is_mini=area_m2 < 10_000,
        is_alone=area_m2 > RULES.area_high_m2,
        host=np.array(hosts, np.int32),
        room_cny=sum(room_terms.values()),
        capacity_households=np.full(len(hosts), np.inf),
        is_fixed=np.zeros(len(hosts), bool),
        pair_cny=sum(terms.values()),
        walk_m=walk_m,
        links=np.array(links, np.int32).reshape(-1, 2),
        link_cny=np.zeros(len(links)),
        must_link=none,
        cannot_link=none,
        locked_room=np.full(count, -1, np.int32),
        rules=RULES,
        terms=terms,
        room_terms=room_terms,
    )
    problem = replace(problem, **(problem_changes or {}))
    proof = Proof(status, 100_000.0, 100_000.0 if status is Status.OPTIMAL else 99_000.0, floor=60_000.0)
    solution = Solution(np.array(room_of, np.int32), proof, "compact", 0.5)
    order = random.permutation(count)  # tables come in another order than the arrays
    estates = _estates(ids, xy, area_m2, homes, communities, subdistrict, more or {}, polygons=polygons).iloc[order]
    rooms = _rooms(room_ids, room_xy, [ids[host] for host in hosts]).iloc[::-1]
    walk = Distances(walk_m[order][:, ::-1], np.full(walk_m.shape, 2, np.int8))
    table = _links_table(links, ids, xy)
    tiles = gpd.GeoDataFrame(
        {"estate_id": ids}, geometry=[Point(p).buffer(STEP_M / 2, cap_style="square") for p in xy], crs=METRIC
    ).to_crs("EPSG:4326")
    return Solved(
        problem, solution, estates, rooms, SimpleNamespace(links=table, tiles=tiles), walk, policy or Policy()
    )


def _links(columns: int, rows: int) -> list[tuple[int, int]]:
    across = [(r * columns + c, r * columns + c + 1) for r in range(rows) for c in range(columns - 1)]
    down = [(r * columns + c, (r + 1) * columns + c) for r in range(rows - 1) for c in range(columns)]
    return sorted(across + down)


def _links_table(links, ids, xy) -> gpd.GeoDataFrame:
    lines = [LineString([xy[a], xy[b]]) for a, b in links]
    table = pd.DataFrame(
        {
            "from_estate_id": [ids[a] for a, _ in links],
            "to_estate_id": [ids[b] for _, b in links],
            "kind": "walk",
            "crosses_barrier": pd.array([False] * len(links), dtype="boolean"),
            "walk_m": [line.length * DETOUR for line in lines],
            "rung": "straight",
        }
    )
    return gpd.GeoDataFrame(table, geometry=lines, crs=METRIC).to_crs("EPSG:4326")


def _estates(ids, xy, area, homes, communities, subdistrict, more, *, polygons) -> gpd.GeoDataFrame:
    stems = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    table = {
        "estate_id": ids,
        "name": [f"示例{stems[i % 22]}苑{i // 22 or ''}" for i in range(len(ids))],
        "district": "样例区",
        "subdistrict": subdistrict,
        "community": [name or None for name in communities],
        "floor_area_m2": area,
        "households": homes,
        "place_quality": "surveyed",
        "eligibility": "eligible",
    } | more
    shapes = [box(x - 30, y - 20, x + 30, y + 20) if polygons else Point(x, y) for x, y in xy]
    return gpd.GeoDataFrame(pd.DataFrame(table), geometry=shapes, crs=METRIC).to_crs("EPSG:4326")


def _rooms(room_ids, room_xy, hosts) -> gpd.GeoDataFrame:
    table = {
        "room_id": room_ids,
        "name": [f"示例用房{j}" for j in range(len(room_ids))],
        "estate_id": hosts,
        "kind": "gatehouse",
        "floor_area_m2": 120.0,
        "rent_cny_month": [500.0 * j for j in range(len(room_ids))],
        "fit_out_cny": 20_000.0,
        "can_be": "both",
    }
    return gpd.GeoDataFrame(pd.DataFrame(table), geometry=[Point(p) for p in room_xy], crs=METRIC).to_crs("EPSG:4326")
