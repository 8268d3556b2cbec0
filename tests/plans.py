"""A plan made by hand, small and consistent, for the tests of maps, reports and storage.

Two invented sub-districts stand side by side; a river with one bridge runs through both. The regions are blocks of a
grid; every total is summed up from the estates, so that tests can hold the tables against one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import affinity
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box
from shapely.ops import unary_union

from geo.plan import Plan, Proof, Status
from geo.policy import Policy
from geo.schema import ROLES, STORAGE_CRS

HOSTILE_NAMES = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "`${alert(3)}`",
    "C:\\2019",
)
SUBDISTRICTS = ("样例东街道", "样例西街道")
_ORIGIN = (120.30, 31.57)  # degrees; the estates are invented, the place is only somewhere to draw
_M_PER_DEGREE = (94_900.0, 110_900.0)
_BLOCK_M = 1_100.0
_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_WAGES = {"service": 5_000, "cleaning": 4_000, "security": 4_500, "greening": 4_500, "repair": 6_000, "head": 7_000}
_DETOUR = 1.3


@dataclass(frozen=True, slots=True)
class _Town:
    """The estates of the hand-made town in metres: centre, shape, region and size of each."""

    centres: np.ndarray
    outlines: list[Polygon | None]
    region: np.ndarray
    households: np.ndarray
    floor_area_m2: np.ndarray
    regions: int

    def members(self, region: int) -> np.ndarray:
        return np.flatnonzero(self.region == region)

    def station_estate(self, region: int) -> int:
        """The estate with the shortest walk for all others of its region."""
        members = self.members(region)
        away = np.linalg.norm(self.centres[members][:, None] - self.centres[members][None], axis=2)
        return int(members[(away * self.households[members]).sum(axis=1).argmin()])

    def station_xy(self, region: int) -> np.ndarray:
        return self.centres[self.station_estate(region)] + np.array([15.0, -10.0])


def small_plan(*, hostile: bool = False, estates: int = 12, seed: int = 0) -> Plan:
    """Make the plan: 2 sub-districts and 4 regions (fewer below 4 estates, one for 12 above 48).

    `hostile` puts the four hostile names on estates, a region, a station, a community and more. The estates beyond
    the planned ones are three rejects and two to locate; half of the planned ones are known as points only.
    """
    town = _town(estates, seed)
    names = _names(estates, hostile=hostile)
    tables: dict[str, pd.DataFrame] = {}
    tables |= _left_out(hostile=hostile)
    tables["estates"] = _estates(town, names, tables, hostile=hostile)
    tables["assignments"] = _assignments(town)
    tables |= _regions(town, names, tables, hostile=hostile)
    tables |= _surroundings(town, hostile=hostile)
    tables |= _said(town, names)
    tables |= _proofs(town)
    policy = Policy.from_mapping({"invented": True})
    return Plan(
        tables, policy, _facts(tables, town), {"seed": seed, "format": 1, "place": "样例市", "date": "2026-11-22"}
    )


def region_id(region: int) -> str:
    """Name the region at a position."""
    return f"R{region + 1:03d}"


def estate_id(estate: int) -> str:
    """Name the planned estate at a position."""
    return f"E{estate + 1:04d}"


def _town(estates: int, seed: int) -> _Town:
    random = np.random.default_rng(seed)
    regions = min(estates, max(4, estates // 12))
    rows = 2 if regions > 1 else 1
    region = np.arange(estates) % max(regions, 1)
    corner = np.column_stack([region // rows, region % rows]) * _BLOCK_M
    side = max(1, int(np.ceil(np.sqrt(np.ceil(estates / max(regions, 1))))))
    place = np.arange(estates) // max(regions, 1)
    cell = np.column_stack([place % side, place // side]) * (_BLOCK_M - 300) / side
    centres = corner + 150 + cell + (_BLOCK_M - 300) / side / 2 + random.uniform(-40, 40, (estates, 2)) / side
    households = random.integers(60, 900, estates)
    area = np.round(households * random.uniform(55, 80, estates), -1)
    outlines = [_outline(centres[i], area[i], side, random) if i % 2 == 0 else None for i in range(estates)]
    return _Town(centres, outlines, region, households, area, regions)


def _outline(centre: np.ndarray, floor_area_m2: float, side: int, random: np.random.Generator) -> Polygon:
    half = min(np.sqrt(floor_area_m2 / 1.6) / 2, _BLOCK_M / side / 3)
    plain = box(centre[0] - half, centre[1] - half * 0.7, centre[0] + half, centre[1] + half * 0.7)
    return affinity.rotate(plain, float(random.uniform(-15, 15)))


def _names(estates: int, *, hostile: bool) -> list[str]:
    kinds = ("苑", "新村", "里", "坊", "一村")
    plain = [f"示例{_STEMS[i % 22]}{kinds[i % 5]}" + (f"{i // 22}期" if i >= 22 else "") for i in range(estates)]
    return [*HOSTILE_NAMES[:estates], *plain[4:]] if hostile else plain


def _to_degrees(shape):
    shifted = affinity.scale(shape, 1 / _M_PER_DEGREE[0], 1 / _M_PER_DEGREE[1], origin=(0, 0))
    return affinity.translate(shifted, *_ORIGIN)


def _shapes(shapes) -> gpd.GeoSeries:
    return gpd.GeoSeries([None if shape is None else _to_degrees(shape) for shape in shapes], crs=STORAGE_CRS)


def _table(rows: list[dict], shapes=None) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame if shapes is None else gpd.GeoDataFrame(frame, geometry=_shapes(shapes), crs=STORAGE_CRS)


def _subdistrict(town: _Town, region: int) -> str:
    """West half of the blocks to the one, east half to the other."""
    return SUBDISTRICTS[int(region >= town.regions / 2)]


def _community(region: int, *, hostile: bool) -> str:
    return HOSTILE_NAMES[region] if hostile and region < 4 else f"样例第{region + 1}社区"


def _estates(town: _Town, names: list[str], left_out: dict, *, hostile: bool) -> pd.DataFrame:
    rows = [
        {
            "estate_id": estate_id(i),
            "name": names[i],
            "subdistrict": _subdistrict(town, r),
            "district": "样例区",
            "community": _community(r, hostile=hostile),
            "build_year": 1980 + i % 20,
            "gates": 1 + i % 2,
            "floor_area_m2": town.floor_area_m2[i],
            "households": town.households[i],
            "buildings": 1 + i % 9,
            "eligible_class": "pre_limit_housing_reform",
            "eligibility": ("eligible", "eligible", "presumed")[i % 3],
            "eligibility_reason": "建成年份不晚于2000年，房改房",
            "place_quality": "community" if i % 6 == 5 else "surveyed",
            "filled": "households" if i % 4 == 1 else "",
            "source_file": "样例台账.xlsx",
            "source_sheet": "台账",
            "source_row": i + 3,
        }
        for i, r in enumerate(town.region.tolist())
    ]
    shapes = [town.outlines[i] or Point(town.centres[i]) for i in range(len(names))]
    planned = _table(rows, shapes) if rows else gpd.GeoDataFrame({"geometry": []}, crs=STORAGE_CRS)
    others = [left_out["rejects"], gpd.GeoDataFrame(left_out["to_locate"], geometry=[None] * 2, crs=STORAGE_CRS)]
    extra = pd.concat(others).drop(columns=["rule", "evidence", "remedy"])
    extra["eligibility"] = ["excluded"] * 3 + ["presumed"] * 2
    extra["place_quality"] = ["surveyed"] * 2 + ["none"] * 3
    return pd.concat([planned, extra], ignore_index=True) if rows else extra.reset_index(drop=True)


def _left_out(*, hostile: bool) -> dict[str, pd.DataFrame]:
    def row(ident: str, name: str, **more: object) -> dict:
        place = {
            "subdistrict": SUBDISTRICTS[0],
            "community": "样例第1社区",
            "source_file": "样例台账.xlsx",
            "source_sheet": "台账",
        }
        return {"estate_id": ident, "name": name, **place, **more}

    rejects = [
        row(
            "X0001",
            HOSTILE_NAMES[0] if hostile else "示例安置苑",
            floor_area_m2=52_000.0,
            households=610,
            source_row=90,
            rule="relocation",
            evidence="产权性质：拆迁安置房",
            remedy="安置房不在本方案范围内",
        ),
        row(
            "X0002",
            "示例新苑",
            floor_area_m2=88_000.0,
            households=720,
            source_row=91,
            rule="year_limit",
            evidence="建成年份 2008 晚于 2000",
            remedy="如有宜居住区改造认定，请填写该列",
        ),
        row(
            "X0003",
            "示例旧苑",
            floor_area_m2=np.nan,
            households=None,
            source_row=92,
            rule="duplicate",
            evidence="与第3行同名同址",
            remedy="如为不同小区，请在名称中区分",
        ),
    ]
    to_locate = [
        row(
            "Y0001",
            HOSTILE_NAMES[3] if hostile else "示例失址坊",
            floor_area_m2=9_000.0,
            households=130,
            source_row=95,
            rule="no_place",
            evidence="无坐标，位置表中无同名",
            remedy="补填经纬度或加入位置表",
        ),
        row(
            "Y0002",
            "示例无名弄",
            floor_area_m2=3_000.0,
            households=40,
            source_row=96,
            rule="no_place",
            evidence="坐标为 (0, 0)",
            remedy="补填经纬度",
        ),
    ]
    return {"rejects": _table(rejects, [Point(300, 60), Point(1_900, 1_500), None]), "to_locate": _table(to_locate)}


def _walk_m(town: _Town, estate: int, region: int) -> float:
    away = float(np.linalg.norm(town.centres[estate] - town.station_xy(region)))
    return round(away * _DETOUR, 1)


def _assignments(town: _Town) -> pd.DataFrame:
    rows, lines = [], []
    for i, r in enumerate(town.region.tolist()):
        second = (r + 1) % town.regions if town.regions > 1 else None
        walk = _walk_m(town, i, r)
        price = (
            None if second is None else round(float(town.households[i]) * (_walk_m(town, i, second) - walk) / 900, 1)
        )
        rows.append(
            {
                "estate_id": estate_id(i),
                "region_id": region_id(r),
                "group_id": f"G{r + 1:03d}",
                "walk_m": walk,
                "station_id": f"S{r + 1:03d}",
                "rung": "straight",
                "walk_claim": i % 6 != 5,
                "second_station_id": None if second is None else f"S{second + 1:03d}",
                "second_price_cny": price,
                "locked": i == 0,
                "reason": "本片区步行最近" if i else "按锁定表指定",
            }
        )
        lines.append(LineString([town.centres[i], town.station_xy(r)]))
    return _table(rows, lines) if rows else pd.DataFrame()


def _posts(households: int, floor_area_m2: float) -> dict[str, int]:
    load = {
        "service": households / 650,
        "cleaning": floor_area_m2 / 13_000,
        "security": floor_area_m2 / 11_000,
        "greening": floor_area_m2 * 0.25 / 22_500,
        "repair": floor_area_m2 / 32_500,
    }
    whole = {role: int(np.ceil(value)) for role, value in load.items()}
    return {role: whole.get(role, 1 if role == "head" else 0) for role in ROLES}


def _weighted(walks: np.ndarray, households: np.ndarray) -> dict[str, float]:
    order = np.argsort(walks)
    share = np.cumsum(households[order]) / households.sum()
    p90 = float(walks[order][np.searchsorted(share, 0.9)])
    mean = round(float(np.average(walks, weights=households)), 1)
    return {"walk_m_mean": mean, "walk_m_p90": p90, "walk_m_max": float(walks.max())}


def _sizes(town: _Town, members: np.ndarray) -> dict[str, object]:
    return {
        "estates": len(members),
        "floor_area_m2": float(town.floor_area_m2[members].sum()),
        "households": int(town.households[members].sum()),
    }


def _region_shape(town: _Town, region: int):
    members, hub = town.members(region), town.centres[town.station_estate(region)]
    parts = [(town.outlines[i] or Point(town.centres[i]).buffer(25)).buffer(30) for i in members]
    return unary_union([*parts, *(LineString([town.centres[i], hub + 0.1]).buffer(22) for i in members)]).simplify(2)


def _regions(town: _Town, names: list[str], tables: dict, *, hostile: bool) -> dict[str, pd.DataFrame]:
    regions, stations, groups, rooms, communities = [], [], [], [], []
    for r in range(town.regions):
        members, subdistrict, hub = town.members(r), _subdistrict(town, r), town.station_estate(r)
        size, posts, community = _sizes(town, members), _posts, _community(r, hostile=hostile)
        posts = _posts(size["households"], size["floor_area_m2"])
        ids = {"region_id": region_id(r), "station_id": f"S{r + 1:03d}"}
        office = f"O{SUBDISTRICTS.index(subdistrict) + 1}"
        walks = _weighted(np.array([_walk_m(town, i, r) for i in members]), town.households[members])
        label = (
            HOSTILE_NAMES[r % 4]
            if hostile
            else f"样例{'东西'[int(r >= town.regions / 2)]}{r + 1:02d}片区（{community}）"
        )
        cost = float(sum(_WAGES.get(role, 5_000) * count for role, count in posts.items()))
        regions.append(
            {
                **ids,
                **size,
                **walks,
                "name": label,
                "subdistrict": subdistrict,
                "number": r + 1,
                "color": r % 5,
                "lead_community": community,
                "communities": community,
                "office_id": office,
                "posts": sum(posts.values()),
                **{f"posts_{role}": count for role, count in posts.items()},
                "monthly_cost_cny": cost,
                "score_cny": round(cost + size["households"] * 3.2, 1),
                "proof": _proof(subdistrict).in_words("zh"),
            }
        )
        station = HOSTILE_NAMES[(r + 1) % 4] if hostile else f"{names[hub]}服务站"
        stations.append(
            {
                **ids,
                "name": station,
                "subdistrict": subdistrict,
                "estate_id": estate_id(hub),
                "office_id": office,
                "kind": "to_be_found" if r % 4 == 3 else "gatehouse",
                "load_households": size["households"],
                "room_floor_area_m2": 60.0 + r,
                "needed_floor_area_m2": size["households"] * 0.3,
                "rent_cny_month": 0.0,
                "overhead_cny_month": 7_000.0,
            }
        )
        rooms.append(
            {"room_id": ids["station_id"], "name": station, "estate_id": estate_id(hub), "kind": stations[-1]["kind"]}
        )
        groups.append(
            {
                "group_id": f"G{r + 1:03d}",
                "region_id": ids["region_id"],
                "name": f"示例组团{r + 1}",
                "gates": 2,
                "anchor_estate_id": estate_id(hub),
                "fence_m": 320.0,
                "enclosable": r % 2 == 0,
                "status": "optimal",
                **size,
            }
        )
        communities.append(
            {
                "subdistrict": subdistrict,
                "community": community,
                "lead_region_id": ids["region_id"],
                "regions": ids["region_id"],
                "split": False,
                **size,
            }
        )
    shapes = [_region_shape(town, r) for r in range(town.regions)]
    places = [Point(town.station_xy(r)) for r in range(town.regions)]
    made = {
        "regions": _table(regions, shapes),
        "groups": _table(groups, shapes),
        "stations": _table(stations, places),
        "rooms": _table(rooms, places),
        "communities": _table(communities),
    }
    made["offices"] = _offices(town, made["stations"], hostile=hostile)
    return {name: table for name, table in made.items() if len(table)}


def _offices(town: _Town, stations: pd.DataFrame, *, hostile: bool) -> pd.DataFrame:
    rows, places = [], []
    for number, subdistrict in enumerate(SUBDISTRICTS, start=1):
        served = [r for r in range(town.regions) if _subdistrict(town, r) == subdistrict]
        if not served:
            continue
        members = np.flatnonzero(np.isin(town.region, served))
        name = HOSTILE_NAMES[2] if hostile else f"{subdistrict.removesuffix('街道')}管理处"
        rows.append(
            {
                "office_id": f"O{number}",
                "name": name,
                "subdistricts": subdistrict,
                "posts": 3,
                "status": "optimal",
                "station_id": f"S{served[0] + 1:03d}",
                "stations": len(served),
                "crew_travel_m_mean": 640.0,
                **_sizes(town, members),
            }
        )
        places.append(Point(town.station_xy(served[0]) + np.array([60.0, 40.0])))
    return _table(rows, places)


def _surroundings(town: _Town, *, hostile: bool) -> dict[str, pd.DataFrame]:
    width = max(2, -(-town.regions // 2)) * _BLOCK_M
    middle, bank = -(-max(town.regions, 2) // 4) * _BLOCK_M, _BLOCK_M
    outlines = [box(0, 0, middle, 2 * bank), box(middle, 0, width, 2 * bank)]
    subdistricts = [
        {"name": name, "level": "subdistrict", "district": "样例区", "indicative": i == 1}
        for i, name in enumerate(SUBDISTRICTS)
    ]
    river = LineString([(x, bank + 60 * np.sin(x / 350)) for x in np.linspace(-200, width + 200, 40)])
    kinds = (
        ("river", "样例河" if not hostile else HOSTILE_NAMES[1]),
        ("railway", "样例铁路"),
        ("arterial", "样例大道"),
    )
    lines = [
        river,
        LineString([(-150, 2 * bank - 60), (width + 150, 2 * bank + 40)]),
        LineString([(middle, -120), (middle, 2 * bank + 120)]),
    ]
    tiles, links, spans = [], [], []
    for r in range(town.regions):
        members = town.members(r)
        links += [
            {
                "from_estate_id": estate_id(a),
                "to_estate_id": estate_id(b),
                "kind": "walk",
                "crosses_barrier": False,
                "walk_m": round(float(np.linalg.norm(town.centres[a] - town.centres[b])) * _DETOUR, 1),
                "rung": "straight",
            }
            for a, b in pairwise(members)
        ]
        spans += [LineString([town.centres[a], town.centres[b]]) for a, b in pairwise(members)]
    for i, r in enumerate(town.region.tolist()):
        tiles.append(
            ({"estate_id": estate_id(i), "region_id": region_id(r)}, MultiPoint([town.centres[i]]).buffer(90).envelope)
        )
    if town.regions > 1:
        links.append(
            {
                "from_estate_id": estate_id(0),
                "to_estate_id": estate_id(1),
                "kind": "crossing",
                "crosses_barrier": False,
                "walk_m": 1_400.0,
                "rung": "straight",
            }
        )
        spans.append(LineString([town.centres[0], town.centres[1]]))
    bridge = Point(middle / 2, bank + 60 * np.sin(middle / 2 / 350))
    made = {
        "subdistricts": _table(subdistricts, outlines),
        "barriers": _table([{"kind": k, "name": n} for k, n in kinds], lines),
        "crossings": _table([{"kind": "bridge", "name": "样例桥"}], [bridge]),
    }
    if links:
        made["links"] = _table(links, spans)
    if tiles:
        made["tiles"] = _table([row for row, _ in tiles], [shape for _, shape in tiles])
    return made


def _said(town: _Town, names: list[str]) -> dict[str, pd.DataFrame]:
    """Exceptions, findings and repairs: a few of each kind."""
    if not names:
        return {}
    where = {"file": "样例台账.xlsx", "sheet": "台账"}
    exceptions = [
        {
            "rule": "max_station_walk_m",
            "estate_id": estate_id(len(names) - 1),
            "region_id": region_id(int(town.region[-1])),
            "by": 120.0,
            "unit": "m",
            "price_cny": 1_600.0,
            "explanation": f"{names[-1]}到站步行超出上限 120 m",
        },
        {
            "rule": "region_floor_area_m2",
            "region_id": region_id(0),
            "by": 4_000.0,
            "unit": "㎡",
            "price_cny": 400.0,
            "explanation": "片区建筑面积低于 3 万㎡",
        },
    ]
    findings = [
        {
            **where,
            "severity": "warning",
            "rule": "shared-point",
            "row": 7,
            "column": "经度",
            "found": "3 个小区共用一点",
            "expected": "每个小区各有位置",
            "remedy": "核实位置",
            "estate_id": estate_id(0),
        },
        {
            **where,
            "severity": "note",
            "rule": "hidden-rows",
            "row": 40,
            "column": "",
            "found": "2 行被隐藏",
            "expected": "无隐藏行",
            "remedy": "确认是否应纳入",
            "estate_id": "",
        },
        {
            **where,
            "severity": "error",
            "rule": "no-place",
            "row": 95,
            "column": "坐标",
            "found": "无坐标",
            "expected": "经纬度",
            "remedy": "补填经纬度",
            "estate_id": "Y0001",
        },
    ]
    repairs = [
        {
            **where,
            "row": 4,
            "field": "households",
            "before": "约300户",
            "after": "300",
            "rule": "about",
            "confidence": 0.9,
            "estate_id": estate_id(0),
        }
    ]
    return {"exceptions": _table(exceptions), "findings": _table(findings), "repairs": _table(repairs)}


def _proof(subdistrict: str) -> Proof:
    """The first sub-district is proved optimal, the second within a gap of 0.3 %."""
    if subdistrict == SUBDISTRICTS[0]:
        return Proof(Status.OPTIMAL, 210_000.0, 210_000.0, floor=180_000.0, stopped_by="proved")
    return Proof(Status.GAP, 400_000.0, 398_800.0, floor=350_000.0, stopped_by="nodes")


def _proofs(town: _Town) -> dict[str, pd.DataFrame]:
    rows, terms = [], []
    for subdistrict in SUBDISTRICTS:
        served = [r for r in range(town.regions) if _subdistrict(town, r) == subdistrict]
        if not served:
            continue
        proof = _proof(subdistrict)
        rows.append(
            {
                "name": subdistrict,
                **_sizes(town, np.flatnonzero(np.isin(town.region, served))),
                "stations": len(served),
                "status": proof.status.value,
                "objective": proof.value,
                "bound": proof.bound,
                "gap": proof.gap,
                "model": "compact",
                "seconds": 1.5,
                "stopped_by": proof.stopped_by,
                "floor_cny": proof.floor,
                "gap_cny_month": proof.gap_cny_month,
                "gap_controllable": proof.gap_controllable,
                "proof": proof.in_words("zh"),
                "clashes": "",
            }
        )
        terms += [
            {"subdistrict": subdistrict, "term": "walking", "value_cny": proof.value * 0.3, "is_cash": False},
            {"subdistrict": subdistrict, "term": "station_posts", "value_cny": proof.value * 0.7, "is_cash": True},
        ]
    return {"solutions": _table(rows), "terms": _table(terms)} if rows else {}


def _facts(tables: dict[str, pd.DataFrame], town: _Town) -> dict[str, object]:
    def total(name: str, column: str) -> float:
        return float(tables[name][column].sum()) if name in tables else 0.0

    def count(name: str) -> int:
        return len(tables.get(name, ()))

    walks = np.array([_walk_m(town, i, r) for i, r in enumerate(town.region.tolist())])
    claimed = np.array([i % 6 != 5 for i in range(len(walks))], dtype=bool)
    weights = town.households[claimed] if len(walks) else np.array([])
    walk = (
        _weighted(walks[claimed], weights)
        if len(weights)
        else dict.fromkeys(("walk_m_mean", "walk_m_p90", "walk_m_max"))
    )
    near = {
        str(m): float(weights[walks[claimed] <= m].sum() / weights.sum()) if len(weights) else None
        for m in (300, 500, 1_000)
    }
    pooled = int(total("regions", "posts"))
    value, bound = total("solutions", "objective"), total("solutions", "bound")
    listed = ("name", "estates", "stations", "status", "model", "objective", "bound", "gap", "seconds", "stopped_by")
    return {
        "estates": len(walks) + 5,
        "eligible": len(walks) + 2,
        "planned": len(walks),
        "rejected": 3,
        "to_locate": 2,
        "regions": count("regions"),
        "groups": count("groups"),
        "stations": count("stations"),
        "offices": count("offices"),
        "objective": value,
        "bound": bound,
        "gap": (value - bound) / value if value else 0.0,
        "gap_cny_month": value - bound,
        "gap_controllable": 0.015 if count("solutions") > 1 else 0.0,
        "exceptions": {"count": count("exceptions"), "price": total("exceptions", "price_cny")},
        "proven_optimal": min(1, count("solutions")),
        "subdistricts": [{key: row[key] for key in listed} for row in tables["solutions"].to_dict("records")]
        if "solutions" in tables
        else [],
        "coverage": near,
        "walk_m": {key.rpartition("_")[2]: value for key, value in walk.items()},
        "posts_alone": pooled + 3 * len(walks),
        "posts_today": None,
        "posts_fractional": round(pooled * 0.86, 2),
        "posts_pooled": pooled,
        "monthly_cost_cny": total("regions", "monthly_cost_cny"),
        "seconds": 3.2,
        "format": 1,
    }
