"""Words about coordinates, places, renames and shapes."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "datum.unknown_code": (
        "EPSG:{code} 不是已知的坐标系代号；请写 wgs84、gcj02、bd09 或如 EPSG:4549 的代号",
        "EPSG:{code} is not a known CRS; give wgs84, gcj02, bd09 or a code such as EPSG:4549",
    ),
}
