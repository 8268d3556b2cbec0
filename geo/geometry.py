"""Metres: the one metric CRS of a run, and small helpers over shapes.

Storage is EPSG:4326; distances and areas are taken in the metric CRS only. Axes are always x (easting) first.
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.errors import PolicyError
from geo.schema import STORAGE_CRS

# CGCS2000 / 3-degree Gauss-Kruger zones without zone prefix: EPSG:4534 is CM 75E, one code each 3 degrees.
_FIRST_CM, _LAST_CM, _FIRST_CODE = 75, 135, 4534
_CHINA = (72.0, 17.0, 137.0, 55.0)


def metric_crs_for(lon: float, lat: float) -> str:
    """Choose the metric CRS for a place: a CGCS2000 3-degree zone in China (EPSG:4549 at Wuxi), else UTM."""
    west, south, east, north = _CHINA
    if west <= lon <= east and south <= lat <= north:
        meridian = min(max(3 * round(lon / 3), _FIRST_CM), _LAST_CM)
        return f"EPSG:{_FIRST_CODE + (meridian - _FIRST_CM) // 3}"
    zone = int((lon + 180) // 6) % 60 + 1
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def choose_metric_crs(wanted: str, shapes: gpd.GeoSeries) -> str:
    """Return the policy's CRS, or the one for the median place where the policy says ``auto``.

    Raises
    ------
    PolicyError
        Where the named CRS is unknown or not in metres.
    """
    if wanted != "auto":
        return _checked_metric(wanted)
    points = shapely.centroid(shapes[~shapes.is_empty & shapes.notna()].to_crs(STORAGE_CRS).to_numpy())
    if len(points) == 0:
        return metric_crs_for(120.0, 31.5)
    return metric_crs_for(float(np.median(shapely.get_x(points))), float(np.median(shapely.get_y(points))))


@cache
def _checked_metric(name: str) -> str:
    try:
        crs = CRS.from_user_input(name)
    except CRSError as error:
        raise PolicyError(f"place.metric_crs {name!r} is not a known CRS; use e.g. EPSG:4549 or auto") from error
    if not crs.is_projected or crs.axis_info[0].unit_name not in {"metre", "meter"}:
        raise PolicyError(f"place.metric_crs {name!r} is not in metres; use e.g. EPSG:4549 or auto")
    return name


def project(
    lon: NDArray[np.float64], lat: NDArray[np.float64], crs: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn longitude and latitude (WGS-84, degrees) into metres of `crs`, easting first."""
    x, y = _to_metres(crs).transform(lon, lat)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


@cache
def _to_metres(crs: str) -> Transformer:
    return Transformer.from_crs(STORAGE_CRS, crs, always_xy=True)


def coordinates(shapes: gpd.GeoSeries) -> NDArray[np.float64]:
    """Return representative x, y of each shape, shape ``(n, 2)``: a point inside, NaN where there is none."""
    given = shapes.to_numpy()
    inside = shapely.point_on_surface(np.where(shapely.is_empty(given), None, given))
    return np.column_stack([shapely.get_x(inside), shapely.get_y(inside)])
