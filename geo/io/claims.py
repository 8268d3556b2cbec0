"""The outlines that estates claim to lie in, ready for many points at once, in metres.

A claim is the name of a sub-district, or of a district where the boundaries know no sub-districts. Points that
claim nothing known are held against the whole area; without boundaries the policy's box stands for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.geometry import choose_metric_crs, project
from geo.io.datum import Floats
from geo.io.renames import official_form
from geo.io.table_rows import plain_name
from geo.policy.sections import PlacePolicy
from geo.schema import STORAGE_CRS

Ints = NDArray[np.intp]

# Distances only break ties, so outlines of many vertices are measured in a coarser form.
_COARSE_M = 10.0
# A straight edge of the policy's box is bent by the projection; a point each kilometre follows it.
_BOX_STEP_DEG = 0.01
# What a ledger may leave off the name of a district or a sub-district.
_ENDINGS = ("区", "街道", "镇", "县", "市")


@dataclass(frozen=True, slots=True, eq=False)
class ClaimedOutlines:
    """Outlines by name; the last one is the whole area.

    Attributes
    ----------
    metric_crs : CRS of `shapes`, in metres.
    shapes : prepared polygons; coarse ones beside them for distances.
    position_by_name : plain official name of an outline to its position in `shapes`.
    is_stated : False where the area is only the policy's box.
    bounds : west, south, east, north of the whole area in degrees.
    districts : positions of the outlines that are districts.
    """

    metric_crs: str
    shapes: tuple[shapely.Geometry, ...]
    coarse: tuple[shapely.Geometry, ...]
    position_by_name: dict[str, int]
    is_stated: bool
    bounds: tuple[float, float, float, float]
    districts: tuple[int, ...] = ()

    @classmethod
    def of(cls, boundaries: gpd.GeoDataFrame | None, policy: PlacePolicy) -> ClaimedOutlines:
        """Build from SUBDISTRICTS rows (EPSG:4326), or from the policy's box where there are none.

        Outlines of one name are joined; those of communities are left out, since their names repeat.
        """
        usable = _usable(boundaries)
        is_stated = len(usable) > 0
        if not is_stated:
            box = shapely.segmentize(shapely.box(*policy.bbox), _BOX_STEP_DEG)
            usable = gpd.GeoSeries({"": box}, crs=STORAGE_CRS)
        crs = choose_metric_crs(policy.metric_crs, usable)
        metric = usable.to_crs(crs)
        by_name = {name: shapely.union_all(rows.to_numpy()) for name, rows in metric.groupby(level=0) if name}
        shapes = (*by_name.values(), shapely.union_all(metric.to_numpy()))
        coarse = tuple(shapely.simplify(shape, _COARSE_M) for shape in shapes)
        shapely.prepare(list(shapes))
        positions = {name: position for position, name in enumerate(by_name)}
        west, south, east, north = (float(edge) for edge in usable.total_bounds)
        districts = tuple(positions[name] for name in _district_names(boundaries) if name in positions)
        return cls(crs, shapes, coarse, positions, is_stated, (west, south, east, north), districts)

    def claims(self, subdistricts: Sequence[object], districts: Sequence[object]) -> list[str]:
        """Choose for each estate the name it is held to: its sub-district, else its district, else none."""
        pairs = list(zip(map(plain_name, subdistricts), map(plain_name, districts), strict=True))
        claims = {pair: self.known_name(pair[0]) or self.known_name(pair[1]) for pair in set(pairs)}
        return [claims[pair] for pair in pairs]

    def known_name(self, name: object) -> str:
        """Return the plain name of the outline meant, empty where there is none; 梁溪 finds 梁溪区."""
        plain = plain_name(name)
        tries = [plain, official_form(plain), *(plain + ending for ending in _ENDINGS)] if plain else []
        return next((known for known in tries if known in self.position_by_name), "")

    def positions(self, claimed: Sequence[str]) -> Ints:
        """Return the position of each claimed outline; the whole area where the name is not known."""
        whole = len(self.shapes) - 1
        known = {name: self.position_by_name.get(self.known_name(name), whole) for name in set(claimed)}
        return np.array([known[name] for name in claimed], dtype=np.intp)

    def home_of(self, places: Sequence[tuple[Floats, Floats]]) -> int:
        """Return the district that holds most points whichever hypothesis is right, else the whole area.

        A sub-district lies in one district, so that points of a sub-district whose outline is not known can still be
        held to its district. `places` are the points in metres, one pair of arrays a hypothesis.
        """
        homes = {self._majority_of(x_m, y_m) for x_m, y_m in places}
        return homes.pop() if len(homes) == 1 else len(self.shapes) - 1

    def _majority_of(self, x_m: Floats, y_m: Floats) -> int:
        for position in self.districts:
            if 2 * int(shapely.contains_xy(self.shapes[position], x_m, y_m).sum()) > len(x_m):
                return position
        return len(self.shapes) - 1

    def metres(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Project WGS-84 degrees; what cannot be projected becomes NaN."""
        x, y = project(lon, lat, self.metric_crs)
        usable = np.isfinite(x) & np.isfinite(y)
        return np.where(usable, x, np.nan), np.where(usable, y, np.nan)

    def is_inside(self, x_m: Floats, y_m: Floats, positions: Ints) -> NDArray[np.bool_]:
        """Say which points lie in their own outline; False for NaN."""
        inside = np.zeros(len(x_m), dtype=np.bool_)
        for position in np.unique(positions):
            rows = np.flatnonzero((positions == position) & np.isfinite(x_m))
            inside[rows] = shapely.contains_xy(self.shapes[position], x_m[rows], y_m[rows])
        return inside

    def outside_m(self, x_m: Floats, y_m: Floats, positions: Ints, *, clip_m: float = np.inf) -> Floats:
        """Measure how far each point is from its own outline: 0 inside, `clip_m` at most and for NaN."""
        away = np.full(len(x_m), clip_m, dtype=np.float64)
        inside = self.is_inside(x_m, y_m, positions)
        for position in np.unique(positions):
            rows = np.flatnonzero((positions == position) & np.isfinite(x_m) & ~inside)
            distance = shapely.distance(shapely.points(x_m[rows], y_m[rows]), self.coarse[position])
            away[rows] = np.minimum(distance, clip_m)
        away[inside] = 0.0
        return away


def _district_names(boundaries: gpd.GeoDataFrame | None) -> list[str]:
    if boundaries is None or "level" not in boundaries.columns:
        return []
    return sorted(
        {official_form(plain_name(name)) for name in boundaries.loc[boundaries["level"] == "district", "name"]}
    )


def _usable(boundaries: gpd.GeoDataFrame | None) -> gpd.GeoSeries:
    """Take the areas that have a shape, valid and in degrees, indexed by plain name."""
    if boundaries is None or len(boundaries) == 0:
        return gpd.GeoSeries([], index=pd.Index([], dtype=object), crs=STORAGE_CRS)
    if "level" in boundaries.columns:
        boundaries = boundaries[boundaries["level"] != "community"]
    shapes = gpd.GeoSeries(boundaries.geometry.to_numpy(), crs=boundaries.crs or STORAGE_CRS)
    shapes.index = pd.Index([official_form(plain_name(name)) for name in boundaries["name"]], dtype=object)
    shapes = shapes[shapes.notna() & ~shapes.is_empty].to_crs(STORAGE_CRS)
    valid = shapes.make_valid()
    return valid[valid.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])]
