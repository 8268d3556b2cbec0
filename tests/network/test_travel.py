import numpy as np
import pandas as pd
import pytest

from geo.errors import MissingColumnsError
from geo.findings import Report
from geo.network.matrix import user_matrix
from geo.network.travel import RUNGS, Distances, Places, StraightLine, places_of
from geo.policy import TravelPolicy
from tests.network.ground import CRS, estates, line, local, points, rules_found, walls

RIVER = line((0, -1000), (0, 1000))
ABC = Places(("A", "B", "C"), local([(-100, 0), (100, 0), (100, 50)]))


def matrix(*rows, columns=("from", "to", "walk_m")):
    return pd.DataFrame(rows, columns=list(columns))


def told(table, report=None, known=("A", "B", "C")):
    return user_matrix(table, otherwise=StraightLine(1.3), known_ids=known, report=report or Report())


def test_the_last_rung_is_the_straight_line_times_the_detour_factor():
    walk = StraightLine(1.3).walk(ABC, ABC)
    assert walk.metres[0, 1] == pytest.approx(260)
    assert np.allclose(walk.metres, walk.metres.T)
    assert {RUNGS[rung] for rung in walk.rung.ravel()} == {"straight"}
    assert not walk.over_barrier.any()


def test_a_barrier_sends_the_walk_over_its_bridge():
    walk = StraightLine(1.0, walls(RIVER, at=[(0, 200)])).walk(ABC, ABC)
    assert walk.metres[0, 1] == pytest.approx(2 * np.hypot(100, 200), abs=0.01)
    assert walk.metres[1, 2] == pytest.approx(50)
    assert not walk.over_barrier.any()


def test_without_a_crossing_the_straight_line_stands_and_says_so():
    walk = StraightLine(1.0, walls(RIVER)).walk(ABC, ABC)
    assert walk.metres[0, 1] == pytest.approx(200)
    assert walk.over_barrier.tolist() == [[False, True, True], [True, False, False], [True, False, False]]


def test_pairs_give_the_diagonal_of_the_matrix(monkeypatch):
    monkeypatch.setattr("geo.network.travel._PAIRS_AT_ONCE", 4)
    straight = StraightLine(1.3, walls(RIVER, at=[(0, 80)]))
    other = ABC.take(np.array([1, 2, 0]))
    assert np.allclose(straight.walk_pairs(ABC, other).metres, np.diag(straight.walk(ABC, other).metres))
    assert np.allclose(straight.crew(ABC, other).metres, straight.walk(ABC, other).metres)


def test_the_users_matrix_comes_first_and_leaves_the_rest_to_the_next_rung():
    walk = told(matrix(("A", "B", 900))).walk(ABC, ABC)
    assert walk.metres[0, 1] == 900
    assert [RUNGS[rung] for rung in walk.rung[0]] == ["straight", "matrix", "straight"]


def test_one_way_told_counts_for_both_and_two_may_differ():
    both = told(matrix(("A", "B", 900), ("A", "C", 100), ("C", "A", 130))).walk(ABC, ABC).metres
    assert both[1, 0] == both[0, 1] == 900
    assert (both[0, 2], both[2, 0]) == (100, 130)


def test_a_row_without_a_figure_is_unreachable():
    assert np.isinf(told(matrix(("A", "B", None))).walk(ABC, ABC).metres[0, 1])


def test_crews_have_their_own_figures_and_never_borrow_the_walk():
    both = told(matrix(("A", "B", 900, 400), ("A", "C", 70, None), columns=("from", "to", "walk_m", "crew_m")))
    crew = both.crew(ABC, ABC)
    assert crew.metres[0, 1] == 400
    assert RUNGS[crew.rung[0, 2]] == "straight"
    assert np.array_equal(told(matrix(("A", "B", 900))).crew(ABC, ABC).metres, StraightLine(1.3).crew(ABC, ABC).metres)


def test_a_room_unknown_to_the_matrix_is_looked_up_by_its_estate():
    rooms = Places(("R1", "C"), local([(100, 0), (100, 50)]), ("B", None))
    walk = told(matrix(("A", "B", 900))).walk(ABC, rooms)
    assert walk.metres[0, 0] == 900


def test_unknown_ids_and_negative_figures_are_reported_and_not_used():
    report = Report()
    walk = told(matrix(("A", "Z", 5), ("A", "B", -1)), report).walk(ABC, ABC)
    assert rules_found(report) == ["matrix-unknown-id", "matrix-negative"]
    assert walk.metres[0, 1] == pytest.approx(260)


def test_a_matrix_without_its_columns_says_which():
    with pytest.raises(MissingColumnsError, match="walk_m"):
        told(pd.DataFrame({"from": ["A"], "to": ["B"]}))


def test_an_empty_matrix_leaves_everything_to_the_next_rung():
    assert np.allclose(told(matrix()).walk(ABC, ABC).metres, StraightLine(1.3).walk(ABC, ABC).metres)


def test_minutes_follow_from_the_speed_of_the_mode():
    pace = TravelPolicy(walk_m_min=65, crew_m_min=130, truck_m_min=260)
    straight = StraightLine(1.3, pace=pace)
    assert straight.walk(ABC, ABC).minutes[0, 1] == pytest.approx(4)
    assert straight.walk_pairs(ABC, ABC).minutes.tolist() == [0, 0, 0]
    by_mode = [straight.crew(ABC, ABC, mode=mode).minutes[0, 1] for mode in ("walk", "ebike", "truck")]
    assert by_mode == pytest.approx([4, 2, 1])


def test_the_users_matrix_may_tell_minutes_and_otherwise_takes_the_speed():
    columns = ("from", "to", "walk_m", "crew_m", "walk_min", "crew_min")
    both = told(matrix(("A", "B", 900, 1000, 30, 6), ("A", "C", 100, 150, None, None), columns=columns))
    assert both.walk(ABC, ABC).minutes[0] == pytest.approx([0, 30, 2])
    assert both.crew(ABC, ABC, mode="truck").minutes[0, 1] == 6
    assert both.crew(ABC, ABC).minutes[0, 2] == pytest.approx(1)
    assert both.crew(ABC, ABC, mode="walk").minutes[1, 0] == 30
    assert np.isinf(told(matrix(("A", "B", None))).walk(ABC, ABC).minutes[0, 1])


def test_a_path_without_roads_is_the_straight_line():
    other = ABC.take(np.array([1, 2, 0]))
    for travel in (StraightLine(1.3), told(matrix(("A", "B", 900)))):
        paths = travel.paths(ABC, other, mode="walk")
        assert [path.length for path in paths] == pytest.approx([200, 50, np.hypot(200, 50)])


def test_distances_without_minutes_say_that_nobody_told_them():
    assert np.isnan(Distances(np.zeros((2, 3)), np.zeros((2, 3), np.int8)).minutes).all()


def test_places_come_from_tables_by_column_or_index_in_metres():
    table = estates(points((0, 0), (300, 400)), ids=["X", "Y"], host=["X", None])
    places = places_of(table, key="estate_id", metric_crs=CRS, host="host")
    assert places.ids == ("X", "Y")
    assert places.host_ids == ("X", None)
    assert np.hypot(*(places.xy[1] - places.xy[0])) == pytest.approx(500, abs=1e-3)
    assert places_of(table.set_index("estate_id"), key="estate_id", metric_crs=CRS).ids == ("X", "Y")
