"""Invented places for the tests of coordinates: four square sub-districts of 4 km in one invented district."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

from geo.geometry import project
from geo.io.datum import convert, to_wgs84
from geo.policy import Policy

METRIC = "EPSG:4549"
NAMES = ("样例东街道", "样例南街道", "样例西街道", "样例北街道")
SIDE_M = 4_000.0
PLACE = Policy().place
_EAST, _NORTH = (float(v[0]) for v in project(np.array([120.30]), np.array([31.57]), METRIC))


def outlines() -> gpd.GeoDataFrame:
    """Return the four squares, schema SUBDISTRICTS, EPSG:4326."""
    squares = [
        box(_EAST + i * SIDE_M, _NORTH + j * SIDE_M, _EAST + (i + 1) * SIDE_M, _NORTH + (j + 1) * SIDE_M)
        for i in range(2)
        for j in range(2)
    ]
    frame = gpd.GeoDataFrame(
        {"name": NAMES, "level": "subdistrict", "district": "样例区"}, geometry=squares, crs=METRIC
    )
    return frame.to_crs("EPSG:4326")


def districts() -> gpd.GeoDataFrame:
    """Return two districts: the one that the four squares make up, and its eastern neighbour."""
    squares = [box(_EAST, _NORTH, _EAST + 2 * SIDE_M, _NORTH + 2 * SIDE_M)]
    squares.append(box(_EAST + 2 * SIDE_M, _NORTH, _EAST + 6 * SIDE_M, _NORTH + 2 * SIDE_M))
    frame = gpd.GeoDataFrame(
        {"name": ["样例区", "邻区"], "level": "district", "district": ""}, geometry=squares, crs=METRIC
    )
    return frame.to_crs("EPSG:4326")


def town(count: int, *, seed: int = 1, datum: str = "wgs84") -> pd.DataFrame:
    """Return estates spread over the squares, all inside their own, with lon and lat in `datum`."""
    random = np.random.default_rng(seed)
    which = random.integers(0, 4, count)
    inside = random.uniform(20, SIDE_M - 20, (count, 2))
    east, north = _EAST + which // 2 * SIDE_M + inside[:, 0], _NORTH + which % 2 * SIDE_M + inside[:, 1]
    lon, lat = to_wgs84(east, north, source=METRIC)
    shown = convert(lon, lat, source="wgs84", target=datum)
    return pd.DataFrame(
        {
            "estate_id": [f"样例{number:04d}" for number in range(count)],
            "name": [f"示例{number}号苑" for number in range(count)],
            "alias": None,
            "district": "样例区",
            "subdistrict": [NAMES[square] for square in which],
            "community": [f"样例{square}社区" for square in which],
            "lon": shown[0],
            "lat": shown[1],
            "true_lon": lon,
            "true_lat": lat,
            "source_file": "样例.xlsx",
            "source_sheet": "台账",
            "source_row": range(2, count + 2),
        }
    )


def off_m(lon: object, lat: object, true_lon: object, true_lat: object) -> np.ndarray:
    """Measure how far places are from the truth, in metres."""
    x, y = project(np.asarray(lon, float), np.asarray(lat, float), METRIC)
    true_x, true_y = project(np.asarray(true_lon, float), np.asarray(true_lat, float), METRIC)
    return np.hypot(x - true_x, y - true_y)
