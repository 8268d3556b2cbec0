"""Door to door along the roads, and what happens where they do not lead."""

import numpy as np
import pytest

from geo.findings import Report
from geo.network.road_travel import road_travel
from geo.network.travel import RUNGS, Places, StraightLine
from geo.policy import Policy
from tests.network.ground import line, local, rules_found, walls
from tests.network.streets import graph_of

# A square of 400 m; the southern street is one-way eastwards. A loose street lies far in the east.
TOWN = graph_of(
    [(0, 0), (400, 0), (400, 400), (0, 400), (3000, 0), (3000, 300)],
    [(0, 1, 1), (1, 2), (2, 3), (0, 3), (4, 5)],
)
TOWN.modes["walk"].usable[4] = TOWN.modes["ebike"].usable[4] = False


def places(*xy):
    return Places(tuple(f"P{n}" for n in range(len(xy))), np.asarray(xy, dtype=float))


def travel(graph=TOWN, report=None, **changes):
    policy = Policy().with_settings(changes)
    return road_travel(graph, otherwise=StraightLine(1.3), policy=policy, report=report or Report())


A, B, C = (100, 20), (300, -30), (420, 200)
FAR, AWAY = (2990, 150), (100, 2000)


def test_a_walk_goes_to_the_street_along_it_and_to_the_door():
    walk = travel().walk(places(A), places(B, C))
    assert walk.metres == pytest.approx(np.array([[20 + 200 + 30, 20 + 300 + 200 + 20]]))
    assert walk.minutes == pytest.approx(walk.metres / 50)
    assert {RUNGS[rung] for rung in walk.rung.ravel()} == {"roads"}


def test_crews_keep_to_one_way_streets_and_walk_the_last_metres():
    there, back = (travel().crew(places(one), places(other), mode="ebike") for one, other in ((A, B), (B, A)))
    assert there.metres[0, 0] == pytest.approx(250)
    assert there.minutes[0, 0] == pytest.approx(200 / 150 + 50 / 50)
    assert back.metres[0, 0] == pytest.approx(30 + 1400 + 20)
    assert travel().crew(places(B), places(A), mode="walk").metres[0, 0] == pytest.approx(250)


def test_pairs_give_the_diagonal_of_the_matrix(monkeypatch):
    monkeypatch.setattr("geo.network.travel._PAIRS_AT_ONCE", 2)
    spots = places(A, B, C, FAR, AWAY, A)
    other = spots.take(np.array([1, 2, 3, 4, 0, 0]))
    roads = travel()
    whole, pairs = roads.walk(spots, other), roads.walk_pairs(spots, other)
    for name in ("metres", "minutes", "rung"):
        assert np.allclose(getattr(pairs, name), np.diag(getattr(whole, name)))


def test_a_place_without_a_street_falls_to_the_straight_line():
    walk = travel().walk(places(A, AWAY, FAR), places(A, B, AWAY))
    assert [[RUNGS[rung] for rung in row] for row in walk.rung] == [
        ["roads", "roads", "straight"], ["straight"] * 3, ["straight"] * 3,
    ]  # fmt: skip
    assert walk.metres[1, 0] == pytest.approx(1.3 * 1980)
    assert np.isfinite(walk.metres).all()


def test_a_street_farther_than_the_limit_is_refused():
    assert RUNGS[travel(**{"roads.max_snap_m": 25}).walk(places(A), places(B)).rung[0, 0]] == "straight"


def test_neighbours_go_straight_across_and_need_no_street():
    walk = travel().walk(places((100, 200), (150, 200)), places((100, 200), (150, 200)))
    assert walk.metres == pytest.approx(np.array([[0, 65], [65, 0]]))
    assert {RUNGS[rung] for rung in walk.rung.ravel()} == {"roads"}


def test_neighbours_do_not_go_across_a_river():
    river = StraightLine(1.3, walls(line((200, 100), (200, 300))))
    town = graph_of(local(TOWN.node_xy[:4]), [(0, 1), (1, 2), (2, 3), (0, 3)])
    roads = road_travel(town, otherwise=river, policy=Policy(), report=Report())
    walk = roads.walk(places(*local([(110, 200)])), places(*local([(290, 200)])))
    assert walk.metres[0, 0] == pytest.approx(110 + 800 + 110)


def test_no_place_is_nearer_by_road_than_by_the_straight_line():
    spots = places(*np.random.default_rng(1).uniform(-100, 500, (30, 2)))
    straight_m = np.hypot(*(spots.xy[:, None] - spots.xy[None]).transpose(2, 0, 1))
    for mode in ("walk", "ebike", "truck"):
        assert (travel().crew(spots, spots, mode=mode).metres >= straight_m - 1e-9).all()


def test_paths_follow_the_streets_and_are_as_long_as_the_matrix_says():
    spots = places(A, B, C, A, FAR)
    other = spots.take(np.array([1, 0, 0, 0, 0]))
    for mode in ("walk", "ebike"):
        roads = travel()
        told = np.diag(roads.crew(spots, other, mode=mode).metres)
        paths = roads.paths(spots, other, mode=mode)
        assert [path.length for path in paths[:4]] == pytest.approx(told[:4])
        assert all(path.coords[0] == tuple(spots.xy[n]) for n, path in enumerate(paths))
        assert all(path.coords[-1] == tuple(other.xy[n]) for n, path in enumerate(paths))
    assert len(paths[4].coords) == 2


def test_paths_follow_the_bends_of_a_street():
    bent = graph_of([(0, 0), (200, 0)], [(0, 1)], bends={0: [(100, 100)]})
    path = travel(bent).paths(places((0, -5)), places((205, 0)), mode="walk")[0]
    assert (100.0, 100.0) in path.coords
    assert path.length == pytest.approx(travel(bent).walk(places((0, -5)), places((205, 0))).metres[0, 0])


def test_the_detour_factor_is_fitted_from_the_roads_and_told():
    side = 12
    nodes = [(150 * x, 150 * y) for x in range(side) for y in range(side)]
    streets = [(n, n + 1) for n in range(side * side) if n % side < side - 1]
    streets += [(n, n + side) for n in range(side * side - side)]
    report = Report()
    roads = travel(graph_of(nodes, streets), report)
    assert rules_found(report) == ["roads-detour"]
    assert roads.otherwise.detour_factor == pytest.approx(4 / np.pi, abs=0.08)  # a grid's mean way over straight
    away = roads.walk(places((0, 9000)), places((0, 9500)))
    assert away.metres[0, 0] == pytest.approx(500 * roads.otherwise.detour_factor)


def test_few_roads_leave_the_stated_factor():
    report = Report()
    assert travel(report=report).otherwise.detour_factor == 1.3
    assert rules_found(report) == []
