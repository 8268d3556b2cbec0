"""Which projections a pair of metres may be in: the hypotheses that the datum vote tries.

Chinese survey tables are in CGCS2000 Gauss-Krüger zones, with the zone's number before the easting or without;
GIS users also hand in UTM and web Mercator.
"""

from __future__ import annotations

import numpy as np

from geo.io.datum import Floats

# CGCS2000 / Gauss-Krüger. 3-degree zones without prefix: EPSG:4534 (75°E) to EPSG:4554 (135°E). With prefix:
# EPSG:4513 (zone 25) to EPSG:4533 (zone 45). 6-degree zones with prefix: EPSG:4491 (zone 13) to EPSG:4501 (zone 23);
# without prefix they equal the 3-degree zone of the same meridian.
_PLAIN_MERIDIANS = range(75, 138, 3)
_FIRST_PLAIN_CODE = 4534
_PREFIXED_3, _FIRST_3_CODE = range(25, 46), 4513
_PREFIXED_6, _FIRST_6_CODE = range(13, 24), 4491
_UTM_NORTH_CODE = 32600
_WEB_MERCATOR, _WEB_MERCATOR_EASTING_M = "EPSG:3857", (7_900_000.0, 15_500_000.0)

_PREFIX_M = 1_000_000.0
_FALSE_EASTING_M = 500_000.0
_DEGREE_M = 111_320.0
# One and a half zones: the meridians that put the points near the area, and their neighbours.
_REACH_DEG = 4.5


def zone_prefixes(easting: Floats) -> Floats:
    """Return the zone number before each easting, 0 where there is none, shape ``(n,)``."""
    return np.asarray(np.floor(easting / _PREFIX_M), dtype=np.float64)


def projections_for(
    easting: Floats, northing: Floats, *, bounds: tuple[float, float, float, float], hint: str = ""
) -> tuple[str, ...]:
    """List the projections worth trying for metres near `bounds` (degrees), the likeliest family first.

    The points are taken to share one zone; `hint` is tried too, whatever it is.
    """
    middle_east, middle_north = float(np.median(easting)), float(np.median(northing))
    zone = int(middle_east // _PREFIX_M)
    names: list[str] = []
    if zone in _PREFIXED_3:
        names.append(f"EPSG:{_FIRST_3_CODE + zone - _PREFIXED_3[0]}")
    if zone in _PREFIXED_6:
        names.append(f"EPSG:{_FIRST_6_CODE + zone - _PREFIXED_6[0]}")
    if _WEB_MERCATOR_EASTING_M[0] <= middle_east <= _WEB_MERCATOR_EASTING_M[1]:
        names.append(_WEB_MERCATOR)
    if zone == 0:
        names.extend(_plain_zones(middle_east, middle_north, (bounds[0] + bounds[2]) / 2))
    if hint.startswith("EPSG:") and hint not in names:
        names.append(hint)
    return tuple(names)


def _plain_zones(easting: float, northing: float, wanted_lon: float) -> list[str]:
    """Choose the meridians that put an easting without prefix near a longitude."""
    per_degree_m = _DEGREE_M * np.cos(np.radians(min(northing / _DEGREE_M, 80.0)))
    offset = (easting - _FALSE_EASTING_M) / per_degree_m
    gauss = [
        f"EPSG:{_FIRST_PLAIN_CODE + index}"
        for index, meridian in enumerate(_PLAIN_MERIDIANS)
        if abs(meridian + offset - wanted_lon) <= _REACH_DEG
    ]
    utm = [
        f"EPSG:{_UTM_NORTH_CODE + zone}"
        for zone in range(1, 61)
        if abs(6 * zone - 183 + offset - wanted_lon) <= _REACH_DEG
    ]
    return gauss + utm
