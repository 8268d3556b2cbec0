"""Barriers and crossings of an invented town (`river_town`), and what they do to walks and links."""

import geopandas as gpd
import pytest
import shapely

from geo.findings import Report
from geo.network.adjacency import build_neighbourhood
from geo.network.road_barriers import barriers_of, places_to_cross
from geo.network.road_travel import road_travel
from geo.network.travel import Places, StraightLine
from geo.policy import Policy
from tests.network.river_town import river_town
from tests.network.roads.files import CRS, metres, read


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    return read(river_town(), tmp_path_factory.mktemp("town"), name="town.osm")


def taken(roads, **changes):
    return barriers_of(roads, Policy().with_settings(changes))


def spots(table):
    xy = shapely.get_coordinates(table.geometry.to_crs(CRS).to_numpy()) - metres((0, 0))
    return sorted((kind, round(x), round(y)) for kind, (x, y) in zip(table["kind"], xy, strict=True))


def test_rivers_railways_and_arterials_cut_and_ponds_and_elevated_roads_do_not(roads):
    found = taken(roads).barriers
    assert found.groupby("kind").size().to_dict() == {"arterial": 2, "railway": 1, "river": 2}
    assert set(found["name"].dropna()) == {"示例河", "示例铁路", "示例大道", "示例湖"}


def test_every_way_across_is_a_crossing_of_its_kind(roads):
    assert spots(taken(roads).crossings) == [
        ("bridge", 0, -200),
        ("bridge", 0, 0),
        ("pedestrian", -450, -200),
        ("pedestrian", 300, -200),
        ("pedestrian", 600, 450),
        ("underpass", -300, 450),
    ]


def test_the_policy_says_what_cuts_and_what_leads_across(roads):
    assert taken(roads, **{"road_barriers.enabled": False}).barriers.empty
    assert set(taken(roads, **{"road_barriers.kinds": ["railway"]}).barriers["kind"]) == {"railway"}
    assert "expressway" in set(taken(roads, **{"road_barriers.elevated_cuts": True}).barriers["kind"])
    marked = spots(taken(roads, **{"road_barriers.junctions_cross": False}).crossings)
    assert ("pedestrian", 300, -200) not in marked
    assert ("pedestrian", -450, -200) in marked
    small = taken(roads, **{"road_barriers.least_water_m2": 1_000}).barriers
    assert (small["kind"] == "river").sum() == 3


def walk(roads, one, other):
    travel = road_travel(roads.graph, otherwise=StraightLine(1.3), policy=Policy(), report=Report())
    places = [Places(("P",), metres(place)) for place in (one, other)]
    return travel.walk(*places).metres[0, 0]


def test_the_walk_over_the_river_goes_by_the_bridge(roads):
    assert walk(roads, (-60, 300), (60, 300)) == pytest.approx(2 * (240 + 300 + 300), abs=1)


def test_the_walk_over_the_railway_goes_by_the_underpass(roads):
    assert walk(roads, (-300, 400), (-300, 500)) == pytest.approx(100, abs=1)
    assert walk(roads, (-560, 600), (-560, 300)) == pytest.approx(260 + 300 + 260, abs=1)


def test_an_island_of_streets_falls_to_the_straight_line(roads):
    travel = road_travel(roads.graph, otherwise=StraightLine(1.3), policy=Policy(), report=Report())
    away = travel.walk(Places(("P",), metres((0, 0))), Places(("Q",), metres((3000, 0))))
    assert away.metres[0, 0] == pytest.approx(travel.otherwise.detour_factor * 3000)


def neighbourhood(roads, *places, **changes):
    policy = Policy().with_settings(changes)
    found = barriers_of(roads, policy)
    xy = metres(*places)
    estates = gpd.GeoDataFrame(
        {"estate_id": [f"E{n}" for n in range(len(xy))], "name": "示例院", "households": 100, "floor_area_m2": 9_000.0},
        geometry=gpd.GeoSeries(shapely.points(xy), crs=CRS).to_crs("EPSG:4326"),
    )
    at = places_to_cross(found.crossings, CRS)
    travel = road_travel(roads.graph, otherwise=StraightLine(1.3), policy=policy, report=Report(), crossings=at)
    return build_neighbourhood(
        estates, outline=None, barriers=found.barriers, crossings=found.crossings, user_links=None, travel=travel,
        metric_crs=CRS, policy=policy, report=Report(),
    ).links  # fmt: skip


def test_a_link_walks_along_the_roads_and_over_the_bridge(roads):
    links = neighbourhood(roads, (-60, 10), (60, 10))
    assert links["kind"].tolist() == ["crossing"]
    assert links["rung"].tolist() == ["roads"]
    assert links["walk_m"].iloc[0] == pytest.approx(140, abs=1)


def test_a_link_over_an_arterial_walks_to_its_crossing(roads):
    links = neighbourhood(roads, (-300, -180), (-300, -220))
    assert links["walk_m"].tolist() == pytest.approx([20 + 150 + 150 + 20], abs=1)
    assert links["rung"].tolist() == ["roads"]


def test_an_arterial_does_not_cut_the_walk_along_it(roads):
    links = neighbourhood(roads, (-500, -190), (-250, -190))
    assert links["kind"].tolist() == ["walk"]
    assert links["walk_m"].iloc[0] == pytest.approx(270, abs=1)


def test_barriers_and_crossings_do_not_depend_on_the_order_of_the_file(roads, tmp_path):
    again = read(river_town(), tmp_path, name="again.osm")
    shuffled = type(again)(again.graph, again.lines.sample(frac=1, random_state=3))
    one, other = taken(roads), taken(shuffled)
    assert spots(one.crossings) == spots(other.crossings)
    lengths = [table.barriers.to_crs(CRS).geometry.length.sum() for table in (one, other)]
    assert lengths[0] == pytest.approx(lengths[1])
