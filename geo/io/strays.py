"""Places that cannot be: estates so far from all others of their sub-district that a digit must be wrong.

A typed 121 for 120 lies 95 km away, a lost minus sign on the other side of the earth. Planned with, such a place
would be linked over all that distance; it is taken away and reported, and the estate goes to the list to locate.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.findings import Report
from geo.io.table_rows import Origins, words
from geo.schema import STORAGE_CRS
from geo.wording import text

Floats = NDArray[np.float64]

# No sub-district is 100 km across, and 10 times the usual distance from the middle is no edge either. Assumptions.
_FAR_KM, _FAR_TIMES = 50.0, 10.0
_FEWEST = 4  # of fewer places none can be called the odd one
_EARTH_KM = 6371.0


def take_strays_away(estates: gpd.GeoDataFrame, report: Report) -> gpd.GeoDataFrame:
    """Take away places far from all others of the sub-district (of the whole ledger where none is named).

    Parameters
    ----------
    estates : located (EPSG:4326), with place_quality.
    report : takes an error for each place taken away.

    Returns
    -------
    The same rows; the strays have no geometry and the quality ``none``.
    """
    middle = shapely.centroid(estates.geometry.to_numpy())
    lon, lat = shapely.get_x(middle), shapely.get_y(middle)
    away_km = np.full(len(estates), np.nan)
    is_stray = np.zeros(len(estates), dtype=np.bool_)
    names = np.array(words(estates, "subdistrict"), dtype=object)
    for name in dict.fromkeys(names.tolist()):
        others = np.flatnonzero(np.isfinite(lon) & ((names == name) | (name == "")))
        if len(others) < _FEWEST:
            continue
        distance = _distances_km(lon, lat, others)
        limit = max(_FAR_KM, _FAR_TIMES * float(np.median(distance[others])))
        mine = others[names[others] == name]
        away_km[mine] = distance[mine]
        is_stray[mine] = distance[mine] > limit
    return _without(estates, np.flatnonzero(is_stray), away_km, report)


def _distances_km(lon: Floats, lat: Floats, rows: NDArray[np.intp]) -> Floats:
    """Measure the way over the sphere from the middle (by median) of some rows to all."""
    lon0, lat0 = (np.radians(np.median(values[rows])) for values in (lon, lat))
    east, north = np.radians(lon) - lon0, np.radians(lat) - lat0
    half = np.sin(north / 2) ** 2 + np.cos(lat0) * np.cos(np.radians(lat)) * np.sin(east / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _without(estates: gpd.GeoDataFrame, strays: NDArray[np.intp], away_km: Floats, report: Report) -> gpd.GeoDataFrame:
    if len(strays) == 0:
        return estates
    origins, names = Origins.of(estates), words(estates, "name")
    shapes = estates.geometry.to_numpy(dtype=object).copy()
    quality = estates["place_quality"].to_numpy(dtype=object).copy()
    for row in strays.tolist():
        middle = shapely.centroid(shapes[row])
        facts = {"name": names[row], "km": float(away_km[row]), "lon": middle.x, "lat": middle.y}
        where, estate_id = origins.where(row, "lon,lat"), origins.estate_ids[row]
        found = text("place-stray.found", **facts)
        report.find("place-stray", severity="error", found=found, where=where, estate_id=estate_id)
        shapes[row], quality[row] = None, "none"
    kept = estates.set_geometry(gpd.GeoSeries(shapes, index=estates.index, crs=estates.crs or STORAGE_CRS))
    return kept.assign(place_quality=pd.Series(quality, index=kept.index, dtype=object))
