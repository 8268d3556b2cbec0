"""Invented estates and rooms with the sizes, years and spacing of real ones.

Sizes are log-normal with the story's total floor area and households; points cluster as old estates do (median
distance to the nearest about 120 m); stages follow the story of May 2021: 320 managed, 81 signed, 93 not begun.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.samples.layout import SubdistrictPlace
from geo.samples.names import estate_names

FLOOR_AREA_M2_AN_ESTATE = 17_170_000 / 494  # S1
HOUSEHOLDS_AN_ESTATE = 250_000 / 494  # S1
LARGEST_M2, SMALLEST_M2 = 520_000.0, 1_200.0  # S19: 590,000 m² seen; one block
SIZE_SIGMA = 1.1  # assumption near the 1.29 measured on old estates of unknown management
MANAGED_SHARE, SIGNED_SHARE = 320 / 494, 81 / 494  # S1, May 2021
_CLEARANCE_M = 28.0


def place_points(
    places: list[SubdistrictPlace], barriers: NDArray[np.object_], generator: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Choose a point for every estate: positions in metres ``(n, 2)`` and the sub-district of each ``(n,)``."""
    tree = shapely.STRtree(barriers)
    found, owner = [], []
    for index, place in enumerate(places):
        inside = shapely.buffer(place.outline, -40.0)
        shapely.prepare(inside)
        points = np.empty((0, 2))
        while len(points) < place.estates:
            tried = _clustered(inside, points, place.estates, generator)
            shapes = shapely.points(tried)
            blocked = np.zeros(len(tried), dtype=bool)
            blocked[tree.query(shapes, predicate="dwithin", distance=_CLEARANCE_M)[0]] = True
            points = np.concatenate([points, tried[shapely.contains(inside, shapes) & ~blocked]])
        found.append(points[: place.estates])
        owner.append(np.full(place.estates, index))
    return np.concatenate(found), np.concatenate(owner)


def _clustered(
    inside: shapely.Polygon, points: NDArray[np.float64], count: int, generator: np.random.Generator
) -> NDArray[np.float64]:
    """Propose points: half of them near an earlier one, the others anywhere."""
    west, south, east, north = inside.bounds
    anywhere = generator.uniform((west, south), (east, north), (max(4, count // 2), 2))
    start = np.concatenate([points, anywhere])
    chosen = start[generator.integers(0, len(start), max(4, count // 2))]
    distance = generator.lognormal(np.log(115.0), 0.8, len(chosen))
    angle = generator.uniform(0, 2 * np.pi, len(chosen))
    near = chosen + np.column_stack([distance * np.cos(angle), distance * np.sin(angle)])
    mixed = np.concatenate([anywhere, near])
    return generator.permutation(mixed)


def invent_estates(
    places: list[SubdistrictPlace],
    points: NDArray[np.float64],
    owner: NDArray[np.int64],
    generator: np.random.Generator,
) -> pd.DataFrame:
    """Fill the ledger's columns for every estate; `x`, `y` in metres."""
    count = len(points)
    area, households = _sizes(count, generator)
    table = pd.DataFrame({"name": estate_names(count, generator)})
    table["estate_id"] = [f"SL{i + 1:0{max(4, len(str(count)))}d}" for i in range(count)]
    table["district"] = [places[i].district for i in owner]
    table["subdistrict"] = [places[i].name for i in owner]
    table["community"] = _communities(places, points, owner, generator)
    table["build_year"] = np.clip(np.round(2001 - generator.gamma(2.2, 3.6, count)), 1956, 2000).astype(int)
    table["floor_area_m2"], table["households"] = area, households
    table["residents"] = np.round(households * generator.normal(2.57, 0.15, count)).astype(int)
    table["elderly60"] = np.round(table["residents"] * generator.uniform(0.22, 0.40, count)).astype(int)
    table["buildings"] = np.maximum(1, np.round(households / generator.uniform(26, 46, count))).astype(int)
    table["gates"] = np.maximum(1, np.round(np.sqrt(area / 14_000))).astype(int)
    table["enclosed"] = generator.choice(["封闭", "半封闭", "开放"], count, p=[0.25, 0.35, 0.40])
    table["parking_bays"] = np.round(households * generator.uniform(0.08, 0.32, count)).astype(int)
    table["green_area_m2"] = np.round(area * generator.uniform(0.15, 0.35, count))
    _add_classes(table, generator)
    _add_stages(table, places, owner, generator)
    table["x"], table["y"] = points[:, 0], points[:, 1]
    return table


def _sizes(count: int, generator: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw floor areas and households whose totals are the story's, scaled to the number of estates."""
    total_m2, total_households = round(FLOOR_AREA_M2_AN_ESTATE * count), round(HOUSEHOLDS_AN_ESTATE * count)
    raw = generator.lognormal(0.0, SIZE_SIGMA, count)
    for _ in range(30):  # clip and rescale until both the range and the total hold
        raw = np.clip(raw * total_m2 / raw.sum(), SMALLEST_M2, LARGEST_M2)
    area = np.round(raw).astype(np.int64)
    area[np.argmax(area < LARGEST_M2 * 0.5)] += total_m2 - area.sum() if count > 20 else 0
    area = np.maximum(area, int(SMALLEST_M2))
    weight = area * generator.lognormal(0.0, 0.16, count)
    households = np.maximum(8, np.round(weight * total_households / weight.sum())).astype(np.int64)
    households[np.argmax(households)] += total_households - households.sum() if count > 20 else 0
    return area, households


def _communities(
    places: list[SubdistrictPlace],
    points: NDArray[np.float64],
    owner: NDArray[np.int64],
    generator: np.random.Generator,
) -> list[str]:
    """Give each estate the community whose invented centre is nearest, inside its own sub-district."""
    names = np.empty(len(points), dtype=object)
    for index, place in enumerate(places):
        mine = np.flatnonzero(owner == index)
        if len(mine) == 0:
            continue
        centres = points[generator.choice(mine, min(len(place.communities), len(mine)), replace=False)]
        nearest = np.argmin(np.linalg.norm(points[mine, None] - centres[None], axis=2), axis=1)
        names[mine] = np.array(place.communities, dtype=object)[nearest]
    return names.tolist()


def _add_classes(table: pd.DataFrame, generator: np.random.Generator) -> None:
    count = len(table)
    kind = generator.choice(["房改房", "公房", "单位房", "商品房"], count, p=[0.72, 0.08, 0.10, 0.10])
    table["ownership_class"] = kind
    table["sgyy_transfer"] = np.where(generator.random(count) < 0.11, "是", "否")
    renewed = (kind == "商品房") | (generator.random(count) < 0.15)
    table["liveable_renovation"] = np.where(renewed, "是", "否")


def _add_stages(
    table: pd.DataFrame, places: list[SubdistrictPlace], owner: NDArray[np.int64], generator: np.random.Generator
) -> None:
    """Deal out stages in the story's proportions, two of them pilots, with the firm of the sub-district."""
    count = len(table)
    order = generator.permutation(count)
    managed, signed = round(MANAGED_SHARE * count), round(SIGNED_SHARE * count)
    stage = np.full(count, "未启动", dtype=object)
    stage[order[:managed]] = "日常管理"
    stage[order[: min(2, managed)]] = "试点"
    stage[order[managed : managed + signed]] = "前期整治"
    table["stage"] = stage
    entered = (stage == "日常管理") | (stage == "试点")
    months = generator.integers(0, 10, count)
    day = pd.Timestamp("2020-08-01")
    dates = [(day + pd.DateOffset(months=int(m))).strftime("%Y-%m-%d") for m in months]
    table["signed_on"] = pd.Series(dates, dtype=object).where(stage != "未启动", None)
    table["entered_on"] = pd.Series(dates, dtype=object).where(entered, None)
    firm = np.array([f"示例物业{places[i].firm}公司" for i in owner], dtype=object)
    table["firm"] = pd.Series(firm, dtype=object).where(stage != "未启动", None)
    other = generator.choice(["无物业", "社区代管", "三保"], count, p=[0.3, 0.4, 0.3])
    table["mgmt_mode"] = np.where(entered, "国有物业", other)
    table["fee_cny_m2_month"] = np.round(generator.uniform(0.25, 0.6, count), 2)
    table["collection_rate"] = np.round(generator.uniform(0.2, 0.8, count), 2)


def invent_rooms(estates: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Invent candidate rooms by the gates of about two estates in three, one in ten fit for an office."""
    chosen = np.sort(generator.permutation(len(estates))[: max(1, round(len(estates) * 0.66))])
    hosts = estates.iloc[chosen].reset_index(drop=True)
    count = len(hosts)
    kind = generator.choice(["门卫室", "腾退房", "既有办公用房", "社区用房"], count, p=[0.4, 0.3, 0.1, 0.2])
    floor_area = np.round(np.where(kind == "门卫室", 25, 120) * generator.lognormal(0, 0.5, count))
    reach = np.sqrt(hosts["floor_area_m2"].to_numpy(float) / 1.6 / np.pi) * 0.6
    angle = generator.uniform(0, 2 * np.pi, count)
    rent = np.where(generator.random(count) < 0.85, 0, np.round(floor_area * generator.uniform(15, 40, count), -1))
    has_facilities = generator.random((count, 4)) < (0.9, 0.6, 0.5, 0.4)
    table = pd.DataFrame(
        {
            "room_id": [f"R{value}" for value in hosts["estate_id"]],
            "name": hosts["name"] + kind,
            "estate_id": hosts["estate_id"],
            "kind": kind,
            "floor_area_m2": floor_area,
            "rent_cny_month": rent,
            "fit_out_cny": np.round(floor_area * 800, -3),
            "owner": generator.choice(["街道", "国资公司", "社区"], count),
            "consent": np.where(generator.random(count) < 0.9, "是", "否"),
            "can_be": np.where(floor_area >= 150, "均可", "服务站"),
            "x": hosts["x"] + np.minimum(reach, 120) * np.cos(angle),
            "y": hosts["y"] + np.minimum(reach, 120) * np.sin(angle),
        }
    )
    for position, column in enumerate(("has_place", "has_facilities", "has_signs", "has_rules")):
        table[column] = np.where(has_facilities[:, position], "是", "否")
    return table
