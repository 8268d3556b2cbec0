"""What lies beside and under the roads: water, railways, green, and the roads themselves as things that cut."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from geo.network.roads.tags import class_of, is_yes, layer_of
from geo.network.roads.ways import Feature, Tags, Ways

_RIVERS = frozenset({"river", "canal"})
_RAILWAYS = frozenset({"rail", "light_rail", "narrow_gauge", "subway", "monorail"})
_WATER = frozenset({("natural", "water"), ("waterway", "riverbank"), ("waterway", "dock"), ("landuse", "reservoir"),
                    ("landuse", "basin")})  # fmt: skip
_GREEN = frozenset({
    ("leisure", "park"), ("leisure", "garden"), ("leisure", "nature_reserve"), ("landuse", "grass"),
    ("landuse", "forest"), ("landuse", "recreation_ground"), ("landuse", "village_green"), ("natural", "wood"),
    ("natural", "scrub"), ("natural", "grassland"),
})  # fmt: skip
_EXPRESSWAYS, _ARTERIALS = ("motorway", "trunk"), ("primary", "secondary")


def line_kind(tags: Mapping[str, str]) -> str:
    """Return the kind of a line that is no road: river or railway, "" for others."""
    if tags.get("waterway") in _RIVERS:
        return "river"
    return "railway" if tags.get("railway") in _RAILWAYS else ""


def area_kind(tags: Mapping[str, str]) -> str:
    """Return the kind of an area: water or green, "" for others."""
    words = [(key, tags[key]) for key in ("natural", "waterway", "landuse", "leisure") if key in tags]
    if any(word in _WATER for word in words):
        return "water"
    return "green" if any(word in _GREEN for word in words) else ""


def road_kind(road_class: str) -> str:
    """Return how a road cuts: expressway, arterial, or as a plain road not at all."""
    if road_class.startswith(_EXPRESSWAYS):
        return "expressway"
    return "arterial" if road_class.startswith(_ARTERIALS) else "road"


def road_features(ways: Ways) -> list[Feature]:
    """List every road as a line, and its bridge, tunnel or crossing beside it."""
    if len(ways) == 0:
        return []
    of_row = np.repeat(np.arange(len(ways)), np.diff(ways.start))
    xy = np.column_stack([ways.lon, ways.lat])[ways.vertex]
    lines = shapely.linestrings(xy, indices=of_row)
    features = []
    for tags, line in zip(ways.tags, lines, strict=True):
        name, road_class, layer = tags.get("name", ""), class_of(tags.get("highway", "")), layer_of(tags)
        if not road_class:
            continue
        kinds = [road_kind(road_class), *_passages(tags)]
        features += [Feature(kind, road_class, layer, name, line) for kind in kinds]
    return features


def _passages(tags: Tags) -> list[str]:
    """Name what a road is beside being a road."""
    kinds = [kind for kind in ("bridge", "tunnel") if is_yes(tags.get(kind, ""))]
    return kinds + ["crossing"] * ("crossing" in {tags.get("footway"), tags.get("path")})
