"""An invented town in metres: where the estates of the hand-made plan stand and how large they are."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

from geo.schema import STORAGE_CRS

HOSTILE_NAMES = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "`${alert(3)}`",
    "C:\\2019",
)
SUBDISTRICTS = ("样例东街道", "样例西街道")
_ORIGIN = (120.30, 31.57)  # degrees; the estates are invented, the place is only somewhere to draw
_M_PER_DEGREE = (94_900.0, 110_900.0)
BLOCK_M = 1_100.0
_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
DETOUR = 1.3


@dataclass(frozen=True, slots=True)
class Town:
    """The estates of the hand-made town in metres: centre, shape, region and size of each."""

    centres: np.ndarray
    outlines: list[Polygon | None]
    region: np.ndarray
    households: np.ndarray
    floor_area_m2: np.ndarray
    regions: int
    rows: int  # of blocks, from south to north

    @property
    def columns(self) -> int:
        return max(2, -(-self.regions // self.rows))

    def members(self, region: int) -> np.ndarray:
        return np.flatnonzero(self.region == region)

    def station_estate(self, region: int) -> int:
        """The estate with the shortest walk for all others of its region."""
        members = self.members(region)
        away = np.linalg.norm(self.centres[members][:, None] - self.centres[members][None], axis=2)
        return int(members[(away * self.households[members]).sum(axis=1).argmin()])

    def station_xy(self, region: int) -> np.ndarray:
        return self.centres[self.station_estate(region)] + np.array([15.0, -10.0])


def region_id(region: int) -> str:
    """Name the region at a position."""
    return f"R{region + 1:03d}"


def estate_id(estate: int) -> str:
    """Name the planned estate at a position."""
    return f"E{estate + 1:04d}"


def build_town(estates: int, seed: int) -> Town:
    random = np.random.default_rng(seed)
    regions = min(estates, max(4, estates // 12))
    rows = max(2, round(regions**0.5))
    region = np.arange(estates) % max(regions, 1)
    corner = np.column_stack([region // rows, region % rows]) * BLOCK_M
    side = max(1, int(np.ceil(np.sqrt(np.ceil(estates / max(regions, 1))))))
    place = np.arange(estates) // max(regions, 1)
    cell = np.column_stack([place % side, place // side]) * (BLOCK_M - 300) / side
    centres = corner + 150 + cell + (BLOCK_M - 300) / side / 2 + random.uniform(-40, 40, (estates, 2)) / side
    households = random.integers(60, 900, estates)
    area = np.round(households * random.uniform(55, 80, estates), -1)
    outlines = [_outline(centres[i], area[i], side, random) if i % 2 == 0 else None for i in range(estates)]
    return Town(centres, outlines, region, households, area, regions, rows)


def _outline(centre: np.ndarray, floor_area_m2: float, side: int, random: np.random.Generator) -> Polygon:
    half = min(np.sqrt(floor_area_m2 / 1.6) / 2, BLOCK_M / side / 3)
    plain = box(centre[0] - half, centre[1] - half * 0.7, centre[0] + half, centre[1] + half * 0.7)
    return affinity.rotate(plain, float(random.uniform(-15, 15)))


def names_of(estates: int, *, hostile: bool) -> list[str]:
    kinds = ("苑", "新村", "里", "坊", "一村")
    plain = [f"示例{_STEMS[i % 22]}{kinds[i % 5]}" + (f"{i // 22}期" if i >= 22 else "") for i in range(estates)]
    return [*HOSTILE_NAMES[:estates], *plain[4:]] if hostile else plain


def _to_degrees(shape):
    shifted = affinity.scale(shape, 1 / _M_PER_DEGREE[0], 1 / _M_PER_DEGREE[1], origin=(0, 0))
    return affinity.translate(shifted, *_ORIGIN)


def _shapes(shapes) -> gpd.GeoSeries:
    return gpd.GeoSeries([None if shape is None else _to_degrees(shape) for shape in shapes], crs=STORAGE_CRS)


def table(rows: list[dict], shapes=None) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame if shapes is None else gpd.GeoDataFrame(frame, geometry=_shapes(shapes), crs=STORAGE_CRS)


def subdistrict_of(town: Town, region: int) -> str:
    """West half of the blocks to the one, east half to the other."""
    return SUBDISTRICTS[int(region // town.rows >= town.columns / 2)]


def community_of(region: int, *, hostile: bool) -> str:
    return HOSTILE_NAMES[region] if hostile and region < 4 else f"样例第{region + 1}社区"


def walk_m(town: Town, estate: int, region: int) -> float:
    away = float(np.linalg.norm(town.centres[estate] - town.station_xy(region)))
    return round(away * DETOUR, 1)


def weighted_walks(walks: np.ndarray, households: np.ndarray) -> dict[str, float]:
    order = np.argsort(walks)
    share = np.cumsum(households[order]) / households.sum()
    p90 = float(walks[order][np.searchsorted(share, 0.9)])
    mean = round(float(np.average(walks, weights=households)), 1)
    return {"walk_m_mean": mean, "walk_m_p90": p90, "walk_m_max": float(walks.max())}


def size_of(town: Town, members: np.ndarray) -> dict[str, object]:
    return {
        "estates": len(members),
        "floor_area_m2": float(town.floor_area_m2[members].sum()),
        "households": int(town.households[members].sum()),
    }


def region_shape(town: Town, region: int):
    members, hub = town.members(region), town.centres[town.station_estate(region)]
    parts = [(town.outlines[i] or Point(town.centres[i]).buffer(25)).buffer(30) for i in members]
    return unary_union([*parts, *(LineString([town.centres[i], hub + 0.1]).buffer(22) for i in members)]).simplify(2)
