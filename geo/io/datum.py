"""Datums: the formulas between WGS-84, GCJ-02 and BD-09, and the way from any projected CRS to WGS-84.

Chinese web maps shift their coordinates on purpose: GCJ-02 (Amap, Tencent) lies 485 m off WGS-84 at Wuxi, BD-09
(Baidu) 1,142 m. Which of them a table is in is decided next door, in `geo.io.datum_vote`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.errors import InputError, unknown_name
from geo.schema import STORAGE_CRS
from geo.wording import text

Floats = NDArray[np.float64]

DATUMS = ("wgs84", "gcj02", "bd09")
SWAPPED = "swapped+"

# The box of the published GCJ-02 routine: inside it the shift applies, outside it nothing is moved. It is generous
# (it also holds Mongolia, Korea and Taiwan); the true outline of the shift is not published.
CHINA_BOX = (72.004, 0.8293, 137.8347, 55.8271)

# Krasovsky 1940, the ellipsoid of the published GCJ-02 routine.
_AXIS_M = 6378245.0
_ECCENTRICITY2 = 0.00669342162296594323
_ORIGIN_LON, _ORIGIN_LAT = 105.0, 35.0
# BD-09 as published: a ripple of the polar form of GCJ-02, then a fixed offset in degrees.
_BD_FREQUENCY = np.pi * 3000.0 / 180.0
_BD_RADIUS, _BD_ANGLE = 0.00002, 0.000003
_BD_OFFSET_LON, _BD_OFFSET_LAT = 0.0065, 0.006
# The shift changes by at most 0.02 of the step made, so that ten steps reach the last digit.
_INVERSE_STEPS = 10

_SAME_AS_WGS84 = {"wgs84", "wgs1984", "cgcs2000", "gps", "epsg:4326", "epsg:4490", "4326", "4490"}
_OTHER_NAMES = {
    "gcj02": "gcj02", "gcj": "gcj02", "amap": "gcj02", "高德": "gcj02", "腾讯": "gcj02", "火星": "gcj02",
    "bd09": "bd09", "bd09ll": "bd09", "bd": "bd09", "baidu": "bd09", "百度": "bd09",
}  # fmt: skip


def datum_name(given: str) -> str:
    """Return the canonical name of a datum: ``wgs84``, ``gcj02``, ``bd09`` or ``EPSG:N``.

    A leading ``swapped+`` (latitude or northing in the first column) is kept. CGCS2000 counts as WGS-84: the two
    differ by centimetres.

    Raises
    ------
    UnknownNameError
        Where the name is none of these.
    """
    plain = given.strip().casefold()
    if plain.startswith(SWAPPED):
        return SWAPPED + datum_name(plain.removeprefix(SWAPPED))
    plain = plain.replace("-", "").replace("_", "").replace(" ", "")
    if plain in _SAME_AS_WGS84:
        return "wgs84"
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    code = plain.removeprefix("epsg:")
    if code.isascii() and code.isdigit():
        return f"EPSG:{_known_code(int(code))}"
    raise unknown_name("datum", given, [*DATUMS, "EPSG:4549", "auto"])


def is_inside_china(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Say where the published routine applies its shift: inside `CHINA_BOX`; False for NaN."""
    west, south, east, north = CHINA_BOX
    x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def convert(lon: ArrayLike, lat: ArrayLike, *, source: str, target: str = "wgs84") -> tuple[Floats, Floats]:
    """Convert longitudes and latitudes between ``wgs84``, ``gcj02`` and ``bd09``.

    The way back from GCJ-02 and BD-09 is found by iteration (no inverse is published); a round trip is off by less
    than a millimetre inside China. Outside `CHINA_BOX` nothing is moved; NaN stays NaN.

    Parameters
    ----------
    lon, lat : degrees, any shape (the two alike).
    source, target : canonical datum names.

    Returns
    -------
    Longitudes and latitudes in degrees, of the shape given.

    Raises
    ------
    UnknownNameError
        Where a datum is none of the three.

    References
    ----------
    GCJ-02 and BD-09 as in the public-domain routines of 2013-14 (eviltransform, coordtransform); formulas only.

    Examples
    --------
    >>> lon, lat = convert(120.30, 31.57, source="wgs84", target="bd09")
    >>> print(f"{lon:.4f} {lat:.4f}")
    120.3112 31.5738
    """
    for name in (source, target):
        if name not in DATUMS:
            raise unknown_name("datum", name, DATUMS)
    x, y = np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)
    if source == target:
        return x, y
    return _from_wgs84(*_back_to_wgs84(x, y, source), target)


def to_wgs84(x: ArrayLike, y: ArrayLike, *, source: str) -> tuple[Floats, Floats]:
    """Turn coordinates as written into WGS-84 degrees; what cannot be turned becomes NaN.

    Parameters
    ----------
    x, y : the first and the second coordinate, degrees or metres, alike in shape.
    source : a canonical datum (`datum_name`); ``swapped+`` says that `x` is the latitude or the northing.
    """
    first, second = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    if source.startswith(SWAPPED):
        first, second, source = second, first, source.removeprefix(SWAPPED)
    if source in DATUMS:
        return convert(first, second, source=source)
    lon, lat = _to_degrees(source).transform(first, second)
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    usable = np.isfinite(lon) & np.isfinite(lat) & np.isfinite(first) & np.isfinite(second)
    return np.where(usable, lon, np.nan), np.where(usable, lat, np.nan)


def _from_wgs84(lon: Floats, lat: Floats, target: str) -> tuple[Floats, Floats]:
    """Shift WGS-84 to `target`, inside the box only."""
    inside = is_inside_china(lon, lat)
    x, y = np.where(inside, lon, _ORIGIN_LON), np.where(inside, lat, _ORIGIN_LAT)
    moved_x, moved_y = _shifted(x, y, target)
    return np.where(inside, moved_x, lon), np.where(inside, moved_y, lat)


def _back_to_wgs84(lon: Floats, lat: Floats, source: str) -> tuple[Floats, Floats]:
    """Find the WGS-84 place whose shifted place is the one given, by repeated correction."""
    near = is_inside_china(lon, lat)
    goal_x, goal_y = np.where(near, lon, _ORIGIN_LON), np.where(near, lat, _ORIGIN_LAT)
    x, y = goal_x.copy(), goal_y.copy()
    for _ in range(_INVERSE_STEPS if source != "wgs84" else 0):
        moved_x, moved_y = _shifted(x, y, source)
        x, y = x + (goal_x - moved_x), y + (goal_y - moved_y)
    inside = near & is_inside_china(x, y)
    return np.where(inside, x, lon), np.where(inside, y, lat)


def _shifted(lon: Floats, lat: Floats, target: str) -> tuple[Floats, Floats]:
    """Apply the published formulas from WGS-84 to `target`, wherever the place is."""
    if target == "wgs84":
        return lon, lat
    gcj_lon, gcj_lat = _gcj02_of(lon, lat)
    return (gcj_lon, gcj_lat) if target == "gcj02" else _bd09_of(gcj_lon, gcj_lat)


def _gcj02_of(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - _ORIGIN_LON, lat - _ORIGIN_LAT
    ripple = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + ripple
    north_m += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north_m += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + ripple
    east_m += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east_m += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    latitude = np.radians(lat)
    squeeze = 1.0 - _ECCENTRICITY2 * np.sin(latitude) ** 2
    meridian_m = _AXIS_M * (1.0 - _ECCENTRICITY2) / (squeeze * np.sqrt(squeeze))
    parallel_m = _AXIS_M / np.sqrt(squeeze) * np.cos(latitude)
    return lon + np.degrees(east_m / parallel_m), lat + np.degrees(north_m / meridian_m)


def _bd09_of(gcj_lon: Floats, gcj_lat: Floats) -> tuple[Floats, Floats]:
    radius = np.hypot(gcj_lon, gcj_lat) + _BD_RADIUS * np.sin(gcj_lat * _BD_FREQUENCY)
    angle = np.arctan2(gcj_lat, gcj_lon) + _BD_ANGLE * np.cos(gcj_lon * _BD_FREQUENCY)
    return radius * np.cos(angle) + _BD_OFFSET_LON, radius * np.sin(angle) + _BD_OFFSET_LAT


@cache
def _known_code(code: int) -> int:
    try:
        CRS.from_epsg(code)
    except CRSError as error:
        raise InputError(text("datum.unknown_code", code=code)) from error
    return code


@cache
def _to_degrees(source: str) -> Transformer:
    """Build the way from a projected CRS to WGS-84, easting first on both sides."""
    return Transformer.from_crs(source, STORAGE_CRS, always_xy=True)
