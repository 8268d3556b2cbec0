"""The ground of estates: their outlines, or where only a point is known a disc as large as the land under them.

Regions and groups are drawn from these bodies, and fences run along them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.policy.sections import LinkPolicy

Shapes = NDArray[np.object_]
ARC_SEGMENTS = 4  # of a quarter circle


def estate_bodies(
    shapes: NDArray[Any], floor_area_m2: NDArray[np.float64], links: LinkPolicy, *, tiles: Shapes | None = None
) -> Shapes:
    """Return each estate's outline: its polygon, or a disc of its land inside its own tile where there is none.

    Parameters
    ----------
    shapes : polygons or points, metres, shape ``(n,)``.
    floor_area_m2 : over `links.plot_ratio` it gives the land of a disc; NaN counts as none.
    tiles : the ground nearest to each estate, metres, shape ``(n,)``; missing ones cut nothing.
    """
    is_area = shapely.get_dimensions(shapes) == 2
    bodies = np.empty(len(shapes), dtype=object)
    bodies[is_area] = shapely.make_valid(shapes[is_area])
    bodies[~is_area] = _discs(shapes, floor_area_m2, links, tiles)[~is_area]
    return bodies


def _discs(shapes: NDArray[Any], floor_area_m2: NDArray[np.float64], links: LinkPolicy, tiles: Shapes | None) -> Shapes:
    land_m2 = np.nan_to_num(floor_area_m2) / links.plot_ratio
    radius_m = np.maximum(np.sqrt(land_m2 / np.pi), links.point_outline_radius_m)
    points = shapely.point_on_surface(shapes)
    discs = shapely.buffer(points, radius_m, quad_segs=2 * ARC_SEGMENTS)
    if tiles is None:
        return np.asarray(discs, dtype=object)
    own = np.where(shapely.is_missing(tiles), discs, shapely.intersection(discs, shapely.make_valid(tiles)))
    least = shapely.buffer(points, min(5.0, links.point_outline_radius_m), quad_segs=ARC_SEGMENTS)
    return np.asarray(np.where(shapely.area(own) > shapely.area(least), own, least), dtype=object)
