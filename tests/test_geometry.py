import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point, Polygon

from geo import geometry
from geo.errors import PolicyError


@pytest.mark.parametrize(
    ("lon", "lat", "crs"),
    [
        (120.3, 31.57, "EPSG:4549"),
        (121.47, 31.23, "EPSG:4549"),
        (116.4, 39.9, "EPSG:4548"),
        (-0.1, 51.5, "EPSG:32630"),
        (151.2, -33.9, "EPSG:32756"),
    ],
)
def test_the_metric_crs_follows_the_place(lon: float, lat: float, crs: str) -> None:
    assert geometry.metric_crs_for(lon, lat) == crs


def test_the_known_point_of_wuxi_projects_easting_first() -> None:
    x, y = geometry.project(np.array([120.30]), np.array([31.57]), "EPSG:4549")
    assert (x[0], y[0]) == pytest.approx((528_479.5, 3_494_211.8), abs=0.1)


@pytest.mark.parametrize("name", ["EPSG:4326", "nonsense", "EPSG:99999999"])
def test_a_crs_that_is_not_in_metres_is_refused(name: str) -> None:
    with pytest.raises(PolicyError, match=r"metric_crs"):
        geometry.choose_metric_crs(name, gpd.GeoSeries([Point(120, 31)], crs=4326))


def test_auto_takes_the_median_place_and_a_default_where_there_is_none() -> None:
    shapes = gpd.GeoSeries([Point(120.3, 31.5), None, Point(120.4, 31.6), Point(80, 40)], crs=4326)
    assert geometry.choose_metric_crs("auto", shapes) == "EPSG:4549"
    assert geometry.choose_metric_crs("auto", shapes.iloc[:0]) == "EPSG:4549"


def test_a_representative_point_lies_inside_a_hollow_shape() -> None:
    hollow = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (3, 1), (3, 3), (1, 3)]])
    point = geometry.coordinates(gpd.GeoSeries([hollow, None, Point()]))
    assert hollow.contains(Point(point[0]))
    assert np.isnan(point[1:]).all()
