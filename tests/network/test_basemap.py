"""The quiet map behind a plan: what it shows, in which ranks, and how it stays small."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.network.basemap import basemap_of
from geo.network.roads import Roads
from tests.network.river_town import river_town
from tests.network.roads.files import ORIGIN, read

BOUNDS = (ORIGIN[0] - 700, ORIGIN[1] - 500, ORIGIN[0] + 700, ORIGIN[1] + 700)


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    return read(river_town(), tmp_path_factory.mktemp("town"), name="town.osm")


def points(table):
    return int(shapely.get_num_coordinates(table.geometry.to_numpy()).sum())


def test_it_shows_streets_by_rank_water_green_and_railways(roads):
    drawn = basemap_of(roads, BOUNDS, most_points=5_000)
    assert set(zip(drawn["kind"], drawn["rank"], strict=True)) == {
        ("road", 1), ("road", 2), ("road", 4), ("railway", 1), ("water", 1), ("green", 1),
    }  # fmt: skip
    assert drawn.crs == "EPSG:4326"
    assert "示例大道" in set(drawn["name"].dropna())


def test_what_lies_far_from_the_plan_is_left_out(roads):
    west, _, east, _ = basemap_of(roads, BOUNDS, most_points=5_000).to_crs("EPSG:4549").total_bounds
    assert east - west < 1400 + 2 * 600 + 10
    assert west > BOUNDS[0] - 610


def test_a_small_allowance_keeps_the_main_roads(roads):
    small = basemap_of(roads, BOUNDS, most_points=40)
    assert points(small) <= 40
    assert small.loc[small["kind"] == "road", "rank"].max() <= 3


def test_a_large_city_stays_within_its_points():
    generator = np.random.default_rng(1)
    starts = generator.uniform(-3000, 3000, (4000, 2)) + ORIGIN
    bends = np.cumsum(generator.normal(0, 60, (4000, 6, 2)), axis=1) + starts[:, None]
    classes = generator.choice(["primary", "tertiary", "residential", "service"], 4000)
    lines = gpd.GeoDataFrame(
        {"kind": "road", "road_class": classes, "layer": 0, "name": ""},
        geometry=gpd.GeoSeries(shapely.linestrings(bends), crs="EPSG:4549").to_crs("EPSG:4326"),
    )
    town = Roads(_GraphIn("EPSG:4549"), lines)
    drawn = basemap_of(town, (*(ORIGIN - 3000), *(ORIGIN + 3000)), most_points=3_000)
    assert 0 < points(drawn) <= 3_000


class _GraphIn:
    def __init__(self, metric_crs):
        self.metric_crs = metric_crs


def test_nothing_is_drawn_where_nothing_is_allowed(roads):
    assert basemap_of(roads, BOUNDS, most_points=0).empty
