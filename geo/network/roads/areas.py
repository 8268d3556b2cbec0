"""Areas of several rings: the outer lines closed to polygons, the inner ones taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from geo.network.roads.graph import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """The lines of an area: outer and inner, each an array of longitude and latitude, shape ``(k, 2)``."""

    outer: Sequence[Floats]
    inner: Sequence[Floats]


def polygon_of(rings: Rings) -> shapely.Geometry | None:
    """Close the lines and cut the inner areas out; None where the outer lines close to nothing (cut by the extract)."""
    outer, inner = _closed(rings.outer), _closed(rings.inner)
    if outer.is_empty:
        return None
    area = shapely.make_valid(shapely.difference(outer, inner))
    return None if area.is_empty else area


def _closed(lines: Sequence[Floats]) -> shapely.Geometry:
    """Join lines end to end to the areas that they enclose."""
    if not lines:
        return shapely.Polygon()
    noded = shapely.unary_union([shapely.LineString(line) for line in lines])
    return shapely.unary_union(shapely.get_parts(shapely.polygonize(shapely.get_parts([noded]))))
