import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from geo.errors import InputError
from geo.findings import Report
from geo.network.joins import components_of
from geo.network.matrix import user_matrix
from geo.network.travel import StraightLine
from geo.policy import Policy
from geo.schema import LINKS, TILES
from tests.network.ground import (
    CRS,
    barriers,
    crossings,
    estates,
    line,
    linked,
    neighbourhood,
    points,
    rules_found,
    stored,
)

RIVER = line((0, -2000), (0, 2000))
SQUARE = shapely.box(-500, -500, 500, 500)


def test_neighbours_in_a_row_are_linked_and_no_link_jumps_over_one():
    result = neighbourhood(estates(points((0, 0), (100, 0), (200, 0))))
    assert linked(result, "walk") == {("E00", "E01"), ("E01", "E02")}
    assert result.links["walk_m"].tolist() == pytest.approx([130, 130], abs=0.01)


def test_the_tables_have_the_declared_columns_and_the_storage_crs():
    result = neighbourhood(estates(points((0, 0), (100, 0))))
    assert list(result.links.columns) == [*LINKS.names(), "geometry"]
    assert list(result.tiles.columns) == [*TILES.names(), "geometry"]
    assert result.links.crs == result.tiles.crs == "EPSG:4326"
    assert set(result.links["rung"]) == {"straight"}


def test_outlines_that_touch_share_a_wall():
    result = neighbourhood(
        estates([shapely.box(0, 0, 50, 50), shapely.box(51, 0, 100, 50), shapely.box(120, 0, 150, 50)])
    )
    assert linked(result, "shared_wall") == {("E00", "E01")}
    assert linked(result, "walk") == {("E01", "E02")}


def test_a_short_common_border_is_no_link():
    corners = estates(points((-100, -100), (-100, 100), (100, -100), (100, 100)))
    assert ("E00", "E03") not in linked(neighbourhood(corners, outline=SQUARE))


def test_no_estate_gives_nothing_one_gives_the_ground_and_two_a_link():
    nothing = neighbourhood(estates([]))
    assert (len(nothing.links), len(nothing.tiles), nothing.component_count) == (0, 0, 0)
    one = neighbourhood(estates(points((0, 0))), outline=SQUARE)
    assert one.tiles.to_crs(CRS).area.sum() == pytest.approx(1e6, rel=1e-6)
    assert (len(one.links), one.component_count) == (0, 1)
    assert len(neighbourhood(estates(points((0, 0), (90, 0)))).links) == 1


def test_an_estate_without_a_place_is_refused_by_name():
    with pytest.raises(InputError, match="E01"):
        neighbourhood(estates([shapely.Point(0, 0), shapely.Point()]))


def test_estates_on_one_spot_are_linked_share_a_tile_and_link_to_the_neighbours():
    result = neighbourhood(estates(points((0, 0), (0, 0), (0, 0), (200, 0))))
    assert len(result.links) == 6
    tiles = result.tiles.set_index("estate_id").geometry
    assert tiles["E00"].equals(tiles["E02"])
    assert result.links["walk_m"].min() == 0


def test_hundreds_on_one_spot_do_not_make_thousands_of_links():
    result = neighbourhood(estates(points(*[(0, 0)] * 300, (200, 0))))
    assert len(result.links) == 300
    assert result.component_count == 1


def test_collinear_estates_are_a_chain():
    result = neighbourhood(estates(points(*[(row * 71.3, row * 33.1) for row in range(30)])))
    assert len(result.links) == 29
    assert set(result.links["kind"]) == {"walk"}


def test_far_estates_are_joined_by_a_forced_link_that_is_listed():
    report = Report()
    result = neighbourhood(estates(points((0, 0), (100, 0), (3000, 0))), report=report)
    assert linked(result, "forced") == {("E01", "E02")}
    assert (result.component_count, result.component_count_natural) == (1, 2)
    assert rules_found(report) == ["link-forced"]
    assert report.findings[0].severity == "note"


def test_islands_of_one_outline_are_joined_by_the_shortest_link():
    islands = shapely.MultiPolygon([shapely.box(-200, -200, 200, 200), shapely.box(300, -200, 700, 200)])
    result = neighbourhood(estates(points((-100, 0), (100, 0), (400, 0), (600, 0))), outline=islands)
    assert linked(result, "forced") == {("E01", "E02")}
    assert not result.links["crosses_barrier"].any()


def test_an_estate_outside_its_outline_is_kept_and_reported():
    report = Report()
    result = neighbourhood(estates(points((0, 0), (560, 0))), outline=SQUARE, report=report)
    assert rules_found(report)[0] == "estate-outside-outline"
    assert result.tiles.geometry.notna().all()
    assert result.component_count == 1


def test_a_river_parts_neighbours_and_the_forced_link_over_it_is_a_warning():
    report = Report()
    result = neighbourhood(estates(points((-60, 0), (60, 0))), over=barriers(RIVER), report=report)
    assert linked(result, "forced") == {("E00", "E01")}
    assert result.links["crosses_barrier"].all()
    assert [finding.severity for finding in report.findings] == ["warning"]


def test_a_bridge_lets_a_link_through_and_the_walk_goes_over_it():
    at = crossings((0, 80))
    result = neighbourhood(estates(points((-60, 0), (60, 0))), over=barriers(RIVER), at=at)
    link = result.links.iloc[0]
    assert link["kind"] == "crossing"
    assert not link["crosses_barrier"]
    assert link["walk_m"] == pytest.approx(1.3 * 2 * np.hypot(60, 80), abs=0.1)
    path = result.links.to_crs(CRS).geometry.iloc[0]
    assert path.distance(at.to_crs(CRS).geometry.iloc[0]) < 0.01
    assert len(path.coords) == 3


def test_a_bridge_too_far_away_gives_no_ordinary_link():
    result = neighbourhood(estates(points((-60, 0), (60, 0))), over=barriers(RIVER), at=crossings((0, 400)))
    assert linked(result, "forced") == {("E00", "E01")}
    assert not result.links["crosses_barrier"].any()
    assert result.links["walk_m"].iloc[0] == pytest.approx(1.3 * 2 * np.hypot(60, 400), abs=0.1)


def test_a_strip_of_a_cell_across_the_river_makes_no_link_there():
    # Without the river E00 would border E02 beyond it; with the river E01 and E02 share that ground.
    places = points((-30, 0), (150, 120), (150, -120))
    result = neighbourhood(estates(places), outline=SQUARE, over=barriers(RIVER))
    assert linked(result, "walk") == {("E01", "E02")}
    assert len(linked(result, "forced")) == 1


def test_priced_barriers_allow_ordinary_links_that_say_so():
    policy = Policy().with_settings({"regions.barriers": "priced"})
    result = neighbourhood(estates(points((-60, 0), (60, 0))), over=barriers(RIVER), policy=policy)
    assert linked(result, "walk") == {("E00", "E01")}
    assert result.links["crosses_barrier"].all()


def test_an_estate_standing_on_a_barrier_is_placed_beside_it_and_reported():
    report = Report()
    result = neighbourhood(estates(points((-60, 0), (0.2, 0))), over=barriers(RIVER), report=report)
    assert "estate-on-barrier" in rules_found(report)
    assert result.component_count == 1


def test_the_users_matrix_decides_who_is_near():
    table = estates(points((0, 0), (100, 0), (200, 0)))
    told = pd.DataFrame([("E00", "E01", 5000.0), ("E01", "E02", 20.0)], columns=["from", "to", "walk_m"])
    matrix = user_matrix(told, otherwise=StraightLine(1.3), known_ids=table["estate_id"], report=Report())
    result = neighbourhood(table, travel=matrix)
    assert linked(result, "walk") == {("E01", "E02")}
    link = result.links.set_index("kind").loc["walk"]
    assert (link["walk_m"], link["rung"]) == (20, "matrix")


def test_the_ids_may_stand_in_the_index():
    table = estates(points((0, 0), (100, 0)))
    assert linked(neighbourhood(table.set_index("estate_id"))) == linked(neighbourhood(table))


spots = st.lists(
    st.tuples(st.integers(-60, 60), st.integers(-60, 60)).map(lambda cell: (cell[0] * 17.0, cell[1] * 17.0)),
    min_size=1,
    max_size=25,
)
BRIDGES = [(0, -300), (0, 10), (400, 100)]
TOWN = {
    "over": barriers(RIVER, line((-2000, 100), (600, 100)), shapely.box(300, -300, 360, -200)),
    "at": crossings(*BRIDGES),
}


@given(places=spots)
@settings(deadline=None, max_examples=25)
def test_every_pair_is_linked_once_in_order_and_all_are_connected(places):
    table = estates(points(*places))
    result = neighbourhood(table, **TOWN)
    ends = result.links[["from_estate_id", "to_estate_id"]].to_numpy(str)
    assert (ends[:, 0] < ends[:, 1]).all()
    assert len(linked(result)) == len(result.links)
    assert ends.tolist() == sorted(ends.tolist())
    position = table["estate_id"].tolist().index
    labels = components_of(len(table), np.array([[position(e) for e in pair] for pair in ends]).reshape(-1, 2))
    assert labels.max() == 0
    assert set(result.tiles["estate_id"]) == set(table["estate_id"])


@given(places=spots, seed=st.integers(0, 9))
@settings(deadline=None, max_examples=25)
def test_row_order_and_renaming_change_nothing(places, seed):
    table = estates(points(*places))
    shuffled = table.sample(frac=1, random_state=seed)
    towns = {name: part.sample(frac=1, random_state=seed) for name, part in TOWN.items()}
    new_name = dict(zip(table["estate_id"], shuffled["estate_id"].map("N{}".format), strict=True))
    renamed = shuffled.assign(estate_id=shuffled["estate_id"].map(new_name))
    before, after = neighbourhood(table, **TOWN), neighbourhood(renamed, **towns)
    expected = {tuple(sorted((new_name[one], new_name[other]))) for one, other in linked(before)}
    assert linked(after) == expected
    kinds = sorted(before.links["kind"])
    assert sorted(after.links["kind"]) == kinds


@given(places=spots, degrees=st.floats(0, 360), shift=st.tuples(st.floats(-500, 500), st.floats(-500, 500)))
@settings(deadline=None, max_examples=25)
def test_shifting_and_turning_the_map_leaves_the_links(places, degrees, shift):
    def turned(shapes):
        return [affinity.translate(affinity.rotate(shape, degrees, origin=(0, 0)), *shift) for shape in shapes]

    strict = Policy().with_settings({"links.min_shared_edge_m": 5.1, "links.max_link_walk_m": 599.9})
    loose = Policy().with_settings({"links.min_shared_edge_m": 4.9, "links.max_link_walk_m": 600.1})
    # The ground is cut to a hull that turns along, so only thresholds can tell the two maps apart.
    outline = shapely.Point(0, 0).buffer(1800)
    here = [linked(neighbourhood(estates(points(*places)), outline=outline, policy=p), "walk") for p in (strict, loose)]
    there = estates(turned(points(*places)))
    assert here[0] <= linked(neighbourhood(there, outline=turned([outline])[0]), "walk") <= here[1]


@given(places=spots, ends=st.tuples(*[st.integers(-1000, 1000).map(float)] * 4))
@settings(deadline=None, max_examples=40)
def test_a_barrier_without_a_crossing_is_crossed_by_forced_links_only(places, ends):
    barrier = line(ends[:2], ends[2:])
    table = estates(points(*places))
    result = neighbourhood(table, over=barriers(barrier))
    where = dict(zip(table["estate_id"], points(*places), strict=True))
    for link in result.links.itertuples():
        one, other = where[link.from_estate_id], where[link.to_estate_id]
        if min(one.distance(barrier), other.distance(barrier)) < 1.5:
            continue  # stands on the barrier: moved beside it
        way = line((one.x, one.y), (other.x, other.y))
        if shapely.distance(way, shapely.points(barrier.coords)).min() < 0.01:
            continue  # touches the very end: rounding decides
        over = way.intersects(barrier)
        assert bool(link.crosses_barrier) == over
        assert not over or link.kind == "forced"


@given(places=spots)
@settings(deadline=None, max_examples=15)
def test_ordinary_links_keep_the_longest_walk_and_tiles_cover_the_outline(places):
    result = neighbourhood(estates(points(*places)), outline=shapely.box(-1100, -1100, 1100, 1100), over=TOWN["over"])
    ordinary = result.links[result.links["kind"] != "forced"]
    assert (ordinary["walk_m"] <= 600).all()
    dry = shapely.box(-1100, -1100, 1100, 1100).difference(shapely.box(300, -300, 360, -200))
    assert result.tiles.to_crs(CRS).union_all().area == pytest.approx(dry.area, rel=1e-6)


def test_stored_shapes_come_back_to_their_metres():
    assert stored([shapely.Point(0, 0)]).to_crs(CRS).iloc[0].x == pytest.approx(520_000)
