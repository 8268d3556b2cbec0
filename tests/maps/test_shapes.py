"""Shapes survive being written as whole numbers, and what cannot be drawn draws nothing."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geo.maps.shapes import box_around, lines_of, points_of, rings_of
from geo.maps.strings import UNITS_PER_DEGREE
from tests.maps.test_strings import decoded

ORIGIN = (120.0, 31.0)
HOLED = Polygon(
    [(120, 31), (120.1, 31), (120.1, 31.1), (120, 31.1)], [[(120.04, 31.04), (120.06, 31.04), (120.05, 31.06)]]
)


def read(text: str) -> np.ndarray:
    """Read a line back into degrees, as the page does."""
    return np.cumsum(np.array(decoded(text)).reshape(-1, 2), axis=0) / UNITS_PER_DEGREE + ORIGIN


def series(*shapes: object) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), crs="EPSG:4326")


@given(st.lists(st.tuples(st.floats(119, 121), st.floats(30, 32)), min_size=2, max_size=12, unique=True))
@settings(deadline=None)
def test_a_line_comes_back_within_the_stated_tolerance(vertices: list[tuple[float, float]]) -> None:
    line = LineString(vertices)
    (path,) = lines_of(series(line), ORIGIN)[0].split()
    assert line.hausdorff_distance(LineString(read(path))) < 1.2e-5


def test_paths_stay_with_the_shape_they_belong_to() -> None:
    two = MultiPolygon([box(120, 31, 120.01, 31.01), box(120.02, 31, 120.03, 31.01)])
    rings = rings_of(series(Point(120, 31), HOLED, None, two), ORIGIN)
    assert [len(of_shape.split()) for of_shape in rings] == [0, 2, 0, 2]
    assert read(rings[3].split()[1]).min(axis=0) == pytest.approx([120.02, 31.0])


def test_collections_of_any_depth_are_taken_apart() -> None:
    deep = GeometryCollection(
        [Point(120, 31), GeometryCollection([MultiPolygon([HOLED]), LineString([(120, 31), (121, 32)])])]
    )
    assert len(rings_of(series(deep), ORIGIN)[0].split()) == 2
    assert len(lines_of(series(deep), ORIGIN)[0].split()) == 1


@pytest.mark.parametrize(
    "nothing", [None, Point(), Polygon(), Point(np.nan, 31), LineString([(120, 31), (np.inf, 31)])]
)
def test_what_is_missing_empty_or_not_finite_draws_nothing(nothing: object) -> None:
    assert points_of(series(nothing), ORIGIN) == [None]
    assert rings_of(series(nothing), ORIGIN) == [""]
    assert lines_of(series(nothing), ORIGIN) == [""]
    assert box_around([series(nothing)]) is None


def test_no_shapes_at_all_are_no_error() -> None:
    assert points_of(series(), ORIGIN) == rings_of(series(), ORIGIN) == lines_of(series(), ORIGIN) == []
    assert box_around([]) is None


def test_a_third_dimension_is_left_out() -> None:
    assert points_of(series(Point(120.5, 31.5, 9.0)), ORIGIN) == [[500_000, 500_000]]
    assert read(lines_of(series(LineString([(120, 31, 1), (121, 32, 2)])), ORIGIN)[0]).tolist() == [
        [120, 31],
        [121, 32],
    ]


def test_a_point_lies_inside_its_polygon() -> None:
    ring = Point(120.05, 31.05).buffer(0.05).difference(Point(120.05, 31.05).buffer(0.03))
    ((x, y),) = points_of(series(ring), ORIGIN)
    assert ring.covers(Point(120 + x / 1e6, 31 + y / 1e6))
