"""Plans made for the benchmark of pages: tables as large and as wordy as those of a real city, without planning one."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.plan import Plan
from geo.policy import Policy
from geo.schema import STORAGE_CRS

_WEST, _SOUTH = 120.20, 31.40
_LON_M, _LAT_M = 94_900.0, 110_900.0
_STEP_M = 130.0  # between neighbours
_WIDE, _HIGH = 4, 3  # estates of a region, along and across
_REGIONS_OF_SUBDISTRICT = 9
_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东西南北中春夏秋冬"


def made_plan(estates: int, *, seed: int = 0) -> Plan:
    """Make a plan of so many estates in blocks of twelve: names, reasons and outlines differ as they do in a city."""
    random = np.random.default_rng(seed)
    regions = -(-estates // (_WIDE * _HIGH))
    side = int(np.ceil(np.sqrt(regions)))
    at = np.arange(estates)
    block, place = at // (_WIDE * _HIGH), at % (_WIDE * _HIGH)
    east = ((block % side) * (_WIDE + 0.6) + place % _WIDE) * _STEP_M + random.uniform(-25, 25, estates)
    north = ((block // side) * (_HIGH + 0.6) + place // _WIDE) * _STEP_M + random.uniform(-25, 25, estates)
    centres = np.column_stack([east, north])
    households = random.integers(40, 900, estates)
    names = [f"{_STEMS[i % 31]}{_STEMS[i // 31 % 31]}{'苑村里坊'[i % 4]}{i // 961 or ''}" for i in range(estates)]
    tables: dict[str, pd.DataFrame] = {
        "estates": _estates(centres, names, households, block, random),
        "assignments": _assignments(names, block, regions, random),
    }
    tables |= _regions(centres, names, households, block, regions)
    tables["tiles"] = _drawn({"estate_id": _ids("E", at)}, _boxes(centres, _STEP_M / 2 - 4, random))
    pairs = at[:-1][place[:-1] % _WIDE != _WIDE - 1]
    tables["links"] = _drawn(
        {"from_estate_id": _ids("E", pairs), "to_estate_id": _ids("E", pairs + 1), "kind": "walk", "walk_m": _STEP_M},
        shapely.linestrings(np.stack([centres[pairs], centres[pairs + 1]], axis=1)),
    )
    facts = {"estates": estates, "planned": estates, "rejected": 0, "to_locate": 0, "regions": regions,
             "stations": regions, "offices": 0}  # fmt: skip
    return Plan(tables, Policy.from_mapping({"invented": True}), facts, {"place": "示例市", "date": "2026-11-22"})


def _ids(letter: str, numbers: np.ndarray) -> list[str]:
    return [f"{letter}{number + 1:06d}" for number in numbers.tolist()]


def _drawn(columns: dict[str, object], shapes: np.ndarray) -> gpd.GeoDataFrame:
    degrees = shapely.transform(shapes, lambda xy: xy / (_LON_M, _LAT_M) + (_WEST, _SOUTH))
    return gpd.GeoDataFrame(columns, geometry=degrees, crs=STORAGE_CRS)


def _boxes(centres: np.ndarray, half_m: float, random: np.random.Generator) -> np.ndarray:
    """Give each place a rectangle with a corner of its own."""
    corners = np.array([[-1, -0.7], [1, -0.7], [1, 0.3], [0.6, 0.7], [-1, 0.7]]) * half_m
    return shapely.polygons(centres[:, None] + corners + random.uniform(-6, 6, (len(centres), 5, 2)))


def _estates(
    centres: np.ndarray, names: list[str], households: np.ndarray, block: np.ndarray, random: np.random.Generator
) -> gpd.GeoDataFrame:
    at, years = np.arange(len(names)), random.integers(1975, 2001, len(names))
    subdistrict = block // _REGIONS_OF_SUBDISTRICT
    columns = {
        "estate_id": _ids("E", at), "name": names, "subdistrict": [f"示例{n + 1}街道" for n in subdistrict.tolist()],
        "community": [f"示例第{n + 1}社区" for n in block.tolist()], "build_year": years, "households": households,
        "address": [f"示例路{i * 7 % 997 + 1}号" for i in at.tolist()], "floor_area_m2": households * 68.5,
        "eligibility": "eligible", "place_quality": "surveyed", "source_file": "台账.xlsx", "source_row": at + 2,
        "eligibility_reason": [f"2000 年及以前建成，房改房。依据：建成年份: {year}" for year in years.tolist()],
    }  # fmt: skip
    return _drawn(columns, _boxes(centres, 42.0, random))


def _assignments(names: list[str], block: np.ndarray, regions: int, random: np.random.Generator) -> pd.DataFrame:
    second, walks = (block + 1) % regions, random.uniform(40, 900, len(names)).round(1)
    prices = random.uniform(50, 9_000, len(names)).round(2)
    told = zip(block.tolist(), second.tolist(), walks.tolist(), prices.tolist(), strict=True)
    reasons = [
        f"{names[b * 12]}服务站最近，步行约 {walk:.0f} m；改归{names[s * 12]}服务站，得分每月多 {p:,.0f} 元"
        for b, s, walk, p in told
    ]
    return pd.DataFrame({
        "estate_id": _ids("E", np.arange(len(names))), "region_id": _ids("R", block), "station_id": _ids("S", block),
        "group_id": _ids("G", block * 3 + np.arange(len(names)) % 3), "walk_m": walks, "rung": "straight",
        "walk_claim": True, "second_station_id": _ids("S", second), "second_price_cny": prices, "locked": False,
        "reason": reasons,
    })  # fmt: skip


def _regions(
    centres: np.ndarray, names: list[str], households: np.ndarray, block: np.ndarray, regions: int
) -> dict[str, pd.DataFrame]:
    at = np.arange(regions)
    first = at * _WIDE * _HIGH
    counts, served = np.bincount(block), np.bincount(block, households)
    ways = [shapely.LineString(centres[one : one + count]) if count > 1 else shapely.Point(centres[one])
            for one, count in zip(first.tolist(), counts.tolist(), strict=True)]  # fmt: skip
    shapes = shapely.buffer(np.array(ways), 55.0, quad_segs=4)
    subdistrict = [f"示例{n + 1}街道" for n in (at // _REGIONS_OF_SUBDISTRICT).tolist()]
    stations = [f"{names[one]}服务站" for one in first.tolist()]
    communities = [f"示例第{n + 1}社区" for n in at.tolist()]
    columns = {
        "region_id": _ids("R", at), "name": [f"示例{n + 1:02d}片区（{communities[n]}）" for n in at.tolist()],
        "number": at % _REGIONS_OF_SUBDISTRICT + 1, "color": at % 6, "subdistrict": subdistrict, "estates": counts,
        "lead_community": communities, "communities": communities, "station_id": _ids("S", at), "posts": 12,
        "households": served.astype(int), "floor_area_m2": served * 68.5, "walk_m_p90": 420.0, "walk_m_mean": 260.0,
        "monthly_cost_cny": (served * 41.7).round(), "proof": "已证明最优",
    }  # fmt: skip
    points = shapely.points(centres[first])
    return {
        "regions": _drawn(columns, shapes),
        "stations": _drawn(
            {"station_id": _ids("S", at), "name": stations, "region_id": _ids("R", at), "kind": "gatehouse",
             "estate_id": _ids("E", first), "subdistrict": subdistrict, "load_households": served.astype(int)}, points,
        ),
        "groups": _drawn({"group_id": _ids("G", at * 3), "region_id": _ids("R", at), "name": names[:regions]}, shapes),
    }  # fmt: skip
