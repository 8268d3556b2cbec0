"""The hand-made plan's tables of what was read and what surrounds it: estates, rejects, barriers, findings."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, MultiPoint, Point, box

from geo.schema import STORAGE_CRS
from tests.town import (
    BLOCK_M,
    DETOUR,
    HOSTILE_NAMES,
    SUBDISTRICTS,
    Town,
    community_of,
    estate_id,
    region_id,
    subdistrict_of,
    table,
)


def estate_rows(town: Town, names: list[str], left_out: dict, *, hostile: bool) -> pd.DataFrame:
    rows = [
        {
            "estate_id": estate_id(i),
            "name": names[i],
            "subdistrict": subdistrict_of(town, r),
            "district": "样例区",
            "community": community_of(r, hostile=hostile),
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
    planned = table(rows, shapes) if rows else gpd.GeoDataFrame({"geometry": []}, crs=STORAGE_CRS)
    others = [left_out["rejects"], gpd.GeoDataFrame(left_out["to_locate"], geometry=[None] * 2, crs=STORAGE_CRS)]
    extra = pd.concat(others).drop(columns=["rule", "evidence", "remedy"])
    extra["eligibility"] = ["excluded"] * 3 + ["presumed"] * 2
    extra["place_quality"] = ["surveyed"] * 2 + ["none"] * 3
    return pd.concat([planned, extra], ignore_index=True) if rows else extra.reset_index(drop=True)


def left_out_rows(*, hostile: bool) -> dict[str, pd.DataFrame]:
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
    return {"rejects": table(rejects, [Point(300, 60), Point(1_900, 1_500), None]), "to_locate": table(to_locate)}


def surroundings(town: Town, *, hostile: bool) -> dict[str, pd.DataFrame]:
    width, height = town.columns * BLOCK_M, town.rows * BLOCK_M
    middle = -(-town.columns // 2) * BLOCK_M
    outlines = [box(0, 0, middle, height), box(middle, 0, width, height)]
    subdistricts = [
        {"name": name, "level": "subdistrict", "district": "样例区", "indicative": i == 1}
        for i, name in enumerate(SUBDISTRICTS)
    ]
    names = ("样例河" if not hostile else HOSTILE_NAMES[1], "样例铁路", "样例大道")
    barriers = [{"kind": k, "name": n} for k, n in zip(("river", "railway", "arterial"), names, strict=True)]
    lines = [
        LineString([(x, _river_y(town, x)) for x in np.linspace(-200, width + 200, 20 * town.columns)]),
        LineString([(-150, height - 60), (width + 150, height + 40)]),
        LineString([(middle, -120), (middle, height + 120)]),
    ]
    made = {
        "subdistricts": table(subdistricts, outlines),
        "barriers": table(barriers, lines),
        "crossings": table([{"kind": "bridge", "name": "样例桥"}], [Point(middle / 2, _river_y(town, middle / 2))]),
        "links": _links(town),
        "tiles": _tiles(town),
    }
    return {name: frame for name, frame in made.items() if len(frame)}


def _river_y(town: Town, x: float) -> float:
    """The river runs between two rows of blocks."""
    return town.rows // 2 * BLOCK_M + 60 * np.sin(x / 350)


def _links(town: Town) -> pd.DataFrame:
    """A chain through each region, and one link over the bridge."""
    pairs = [(*pair, "walk") for r in range(town.regions) for pair in pairwise(town.members(r))]
    bank = town.rows // 2
    if town.regions > bank:
        pairs.append((bank - 1, bank, "crossing"))
    spans = [LineString([town.centres[a], town.centres[b]]) for a, b, _ in pairs]
    rows = [
        {
            "from_estate_id": estate_id(a),
            "to_estate_id": estate_id(b),
            "kind": kind,
            "crosses_barrier": False,
            "walk_m": round(span.length * DETOUR, 1),
            "rung": "straight",
        }
        for (a, b, kind), span in zip(pairs, spans, strict=True)
    ]
    return table(rows, spans) if rows else pd.DataFrame()


def _tiles(town: Town) -> pd.DataFrame:
    rows = [{"estate_id": estate_id(i), "region_id": region_id(r)} for i, r in enumerate(town.region.tolist())]
    shapes = [MultiPoint([centre]).buffer(90).envelope for centre in town.centres]
    return table(rows, shapes) if rows else pd.DataFrame()


def said_rows(town: Town, names: list[str]) -> dict[str, pd.DataFrame]:
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
    return {"exceptions": table(exceptions), "findings": table(findings), "repairs": table(repairs)}
