"""Gates as the doors of estates: whose they are, and that ways start and end at them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from geo.findings import Report
from geo.network.barriers import barrier_set
from geo.network.doors import claim_gates, doors_of
from geo.network.road_barriers import places_to_cross
from geo.network.road_fit import judge_fit
from geo.network.road_travel import road_travel
from geo.network.travel import RUNGS, Places, StraightLine, places_of
from geo.policy import Policy
from tests.network.ground import CRS, barriers, estates, line, local, points, rules_found, stored
from tests.network.streets import graph_of

# A square of 400 m with streets all around. The estate in it lies at the south street and has its gates in the north
# and the east; another stands beyond the south street.
TOWN = graph_of(local([(0, 0), (400, 0), (400, 400), (0, 400)]), [(0, 1), (1, 2), (2, 3), (0, 3)])
INSIDE, SOUTH = box(50, 20, 350, 370), box(100, -120, 200, -20)
NORTH_GATE, EAST_GATE = (100, 385), (355, 300)


def town(shapes=(INSIDE, SOUTH)):
    return estates(list(shapes), ids=["IN", "SO", "XX"][: len(shapes)])


def gates(*places, kind="gate", **columns):
    return gpd.GeoDataFrame(
        {"kind": [kind] * len(places), "name": [f"{n}号门" for n in range(len(places))]} | columns,
        geometry=stored(points(*places)),
    )


def claimed(crossings, table=None, report=None, **settings):
    policy = Policy().with_settings(settings)
    table = town() if table is None else table
    return claim_gates(crossings, table, metric_crs=CRS, policy=policy, report=report or Report())


def travel(*places, graph=TOWN, table=None, **settings):
    table = town() if table is None else table
    doors = doors_of(claimed(gates(*places), table), table, metric_crs=CRS) if places else None
    policy = Policy().with_settings(settings)
    return road_travel(graph, otherwise=StraightLine(1.3), policy=policy, report=Report(), doors=doors)


def ends(table=None):
    places = places_of(town() if table is None else table, key="estate_id", metric_crs=CRS)
    return places.take(np.array([0])), places.take(np.array([1]))


def test_an_estate_with_a_gate_on_the_far_side_walks_round():
    inside, south = ends()
    # South: out of the place inside to the street in the south. Here: gate, street, and half round the square.
    assert travel().walk(inside, south).metres[0, 0] < 400
    walk = travel(NORTH_GATE).walk(inside, south)
    assert walk.metres[0, 0] == pytest.approx(15 + 100 + 400 + 150 + 70)
    assert RUNGS[walk.rung[0, 0]] == "roads"


def test_the_nearest_useful_of_several_gates_counts():
    inside, south = ends()
    both = travel(NORTH_GATE, EAST_GATE).walk(inside, south).metres[0, 0]
    assert both == travel(EAST_GATE).walk(inside, south).metres[0, 0]
    assert both == pytest.approx(45 + 300 + 250 + 70)


def test_there_and_back_may_go_by_different_doors():
    one_way = graph_of(local([(0, 0), (400, 0), (400, 400), (0, 400)]), [(0, 1, 1), (1, 2, 1), (2, 3, 1), (0, 3, -1)])
    inside, south = ends()
    roads = travel(NORTH_GATE, EAST_GATE, graph=one_way)
    out, back = roads.crew(inside, south).metres[0, 0], roads.crew(south, inside).metres[0, 0]
    assert out == pytest.approx(15 + 100 + 400 + 150 + 70)  # by the gate in the north, anticlockwise
    assert back == pytest.approx(70 + 250 + 300 + 45)  # by the gate in the east, anticlockwise too
    assert roads.crew(inside, south).minutes[0, 0] == pytest.approx((150 + 500) / 150 + 85 / 50)


def test_pairs_matrix_and_drawn_ways_go_by_the_same_doors():
    table = estates([INSIDE, SOUTH, box(450, 100, 600, 300)], ids=["IN", "SO", "XX"])
    own = places_of(table, key="estate_id", metric_crs=CRS)
    rows, columns = (index.ravel() for index in np.indices((3, 3)))
    for mode in ("walk", "ebike"):
        roads = travel(NORTH_GATE, EAST_GATE, (460, 200), (455, 290), table=table)
        matrix = roads.crew(own, own, mode=mode).metres
        lines = roads.paths(own.take(rows), own.take(columns), mode=mode)
        apart = np.flatnonzero(rows != columns)
        assert [way.length for way in lines[apart]] == pytest.approx(matrix.ravel()[apart].tolist())
        assert (matrix.diagonal() == 0).all()
    pairs = roads.walk_pairs(own.take(rows), own.take(columns))
    assert pairs.metres == pytest.approx(roads.walk(own, own).metres.ravel())
    assert pairs.minutes == pytest.approx(roads.walk(own, own).minutes.ravel())
    inside, south = ends()
    way = roads.paths(inside, south, mode="walk")[0]
    assert way.coords[0] == pytest.approx(tuple(local([EAST_GATE])[0]), abs=1e-3)
    assert way.coords[-1] == pytest.approx(tuple(south.xy[0]))


def test_a_room_inside_is_reached_by_its_estates_gates_and_one_in_the_street_is_not():
    inside, south = ends()
    roads = travel(NORTH_GATE)
    room = Places(("R1",), local([(100, 300)]), ("IN",))
    walk = roads.walk(south, room)
    assert walk.metres[0, 0] == pytest.approx(70 + 150 + 400 + 100 + 15 + 85)
    assert roads.paths(south, room, mode="walk")[0].length == pytest.approx(walk.metres[0, 0])
    assert roads.walk(inside, room).metres[0, 0] == pytest.approx(1.3 * np.hypot(*(inside.xy - room.xy)[0]))
    shop = Places(("R2",), local([(150, 5)]), ("IN",))
    assert roads.walk(south, shop).metres[0, 0] < 200


def test_estates_without_gates_keep_their_place():
    table = estates([SOUTH, box(450, 100, 600, 300)], ids=["SO", "XX"])
    own = places_of(table, key="estate_id", metric_crs=CRS)
    plain, with_gates = travel(table=table), travel(NORTH_GATE, table=town())
    assert np.array_equal(plain.walk(own, own).metres, with_gates.walk(own, own).metres)


def test_gates_that_lead_to_no_street_leave_the_estate_its_place():
    inside, south = ends()
    lonely = travel((200, 200), **{"roads.max_snap_m": 197})
    assert lonely.walk(inside, south).metres == pytest.approx(travel().walk(inside, south).metres)
    report = Report()
    doors = doors_of(claimed(gates((200, 200))), town(), metric_crs=CRS)
    judge_fit(TOWN, town(), policy=Policy().with_settings({"roads.max_snap_m": 197}), report=report, doors=doors)
    assert "door-no-street" in rules_found(report)


def test_the_snap_is_measured_from_the_gate():
    doors = doors_of(claimed(gates(NORTH_GATE)), town(), metric_crs=CRS)
    fit = judge_fit(TOWN, town(), policy=Policy(), report=Report(), doors=doors)
    assert fit.max_m == pytest.approx(70)
    assert fit.mean_m == pytest.approx((15 + 70) / 2, abs=0.1)


def test_gates_belong_to_the_estate_they_stand_beside():
    report = Report()
    point = estates([INSIDE, SOUTH, *points((700, 700))], ids=["IN", "SO", "XX"])
    told = claimed(gates(NORTH_GATE, (150, -10), (740, 700), (2000, 2000)), point, report)
    assert told["estate_id"].tolist()[:3] == ["IN", "SO", "XX"]
    assert pd.isna(told["estate_id"].iloc[3])
    assert rules_found(report) == ["gates-doors"]
    tight = claimed(gates(NORTH_GATE, (740, 700)), point, **{"doors.edge_m": 2, "doors.point_m": 30})
    assert tight["estate_id"].isna().all()


def test_the_file_may_say_whose_gate_it_is_by_id_or_by_name():
    report = Report()
    told = claimed(gates(NORTH_GATE, EAST_GATE, (150, -10), estate_id=["SO", "样例1苑", "无此小区"]), report=report)
    assert told["estate_id"].tolist()[:2] == ["SO", "SO"]
    assert pd.isna(told["estate_id"].iloc[2])
    assert rules_found(report) == ["gate-estate", "gates-doors"]


def test_other_crossings_are_no_doors():
    assert claimed(gates(NORTH_GATE, kind="bridge"))["estate_id"].isna().all()
    assert doors_of(claimed(gates(NORTH_GATE, kind="bridge")), town(), metric_crs=CRS) is None
    assert doors_of(None, town(), metric_crs=CRS) is None


def test_a_door_opens_no_barrier_and_a_gate_beside_no_estate_does():
    main_road = barriers(line((-500, 390), (900, 390)), kind="arterial")
    told = claimed(gates(NORTH_GATE, (700, 392)))
    walls = barrier_set(main_road, told, metric_crs=CRS)
    assert len(walls.crossings) == 1
    assert len(places_to_cross(told, CRS)) == 1
