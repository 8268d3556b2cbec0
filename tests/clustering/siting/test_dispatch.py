"""Every model against every plan of tiny problems, and properties that hold at any size."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.clustering.siting import PointTravel, faults_of, solve, told_pairs
from geo.clustering.siting.problem import read_problem
from tests.clustering.siting.brute_force import best_value

MODELS = ("p-median", "cpmp", "sscflp", "p-center", "lscp", "mclp")
FEW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cases(draw, model):
    packed = model in {"cpmp", "sscflp"}
    points, sites = draw(st.integers(1, 6 if packed else 9)), draw(st.integers(1, 4 if packed else 7))
    way = st.one_of(st.integers(0, 6).map(float), st.sampled_from([0.1, 2.5, math.inf]))
    metres = np.array(draw(st.lists(st.lists(way, min_size=sites, max_size=sites), min_size=points, max_size=points)))
    case = {
        "model": model,
        "weights": draw(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.5]), min_size=points, max_size=points)),
    }
    marks = draw(st.lists(st.sampled_from("...fx"), min_size=sites, max_size=sites))
    case["forced"] = [at for at, mark in enumerate(marks) if mark == "f"]
    case["forbidden"] = [at for at, mark in enumerate(marks) if mark == "x"]
    if model not in {"lscp", "sscflp"}:
        case["stations"] = draw(st.integers(1, sites))
    if model in {"lscp", "mclp"}:
        case["radius_m"] = draw(st.sampled_from([0.0, 1.0, 2.5, 4.0]))
    if packed:
        case["loads"] = draw(st.lists(st.sampled_from([0.0, 1.0, 2.0, 2.5]), min_size=points, max_size=points))
        case["capacities"] = draw(st.lists(st.sampled_from([2.0, 3.0, 4.5, math.inf]), min_size=sites, max_size=sites))
    if model == "sscflp":
        case["fixed_costs"] = draw(st.lists(st.sampled_from([0.0, 1.0, 5.0]), min_size=sites, max_size=sites))
    return metres, case


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
@FEW
@given(data=st.data())
def test_the_answer_is_the_best_of_all_plans(model, data):
    metres, case = data.draw(cases(model))
    truth = best_value(metres, **case)
    answer = solve(metres, **case)
    if truth is None:
        assert answer.status.value == "infeasible"
        assert answer.reason
    else:
        assert answer.status.value == "optimal"
        assert answer.value == pytest.approx(truth, rel=1e-9, abs=1e-9)


def test_a_forced_site_that_nobody_can_reach_is_paid_for_in_value_and_bound():
    metres = np.array([[0.0, 0.0, 0.0, np.inf]])
    answer = solve(metres, model="sscflp", weights=np.zeros(1), loads=np.zeros(1), capacities=np.full(4, 2.0),
                   fixed_costs=np.array([0.0, 0.0, 0.0, 1.0]), forced=[3])  # fmt: skip
    assert (answer.status.value, answer.value, answer.bound) == ("optimal", 1.0, 1.0)


def town(points=30, *, seed=0):
    xy = np.random.default_rng(seed).random((points, 2)) * 1000
    return np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1)), xy


def arguments(model, points):
    given = {"model": model, "radius_m": 300.0, "fixed_costs": np.full(points, 200.0)}
    return given | {"stations": 5, "capacities": np.full(points, 9.0), "loads": 1.0 + np.arange(points) % 2}


@pytest.mark.parametrize("model", MODELS)
def test_a_town_is_proved_and_the_checker_agrees(model):
    metres, _ = town()
    answer = solve(metres, **arguments(model, 30))
    assert answer.status.value == "optimal"
    problem = read_problem(metres, **({"weights": None, "forced": (), "forbidden": ()} | arguments(model, 30)))
    assert faults_of(problem, answer) == []
    assert answer.gap <= 2e-9


@pytest.mark.parametrize("model", MODELS)
def test_another_order_of_points_and_sites_gives_the_same_value(model):
    metres, _ = town(24)
    given = arguments(model, 24)
    rows, columns = np.random.default_rng(3).permutation(24), np.random.default_rng(4).permutation(24)
    turned = given | {"loads": given["loads"][rows]}
    assert solve(metres[np.ix_(rows, columns)], **turned).value == pytest.approx(solve(metres, **given).value, rel=1e-8)


@pytest.mark.parametrize("model", MODELS)
def test_forcing_the_best_sites_and_forbidding_the_others_changes_nothing(model):
    metres, _ = town(24)
    free = solve(metres, **arguments(model, 24))
    others = np.setdiff1d(np.arange(24), free.open_sites).tolist()
    for bond in ({"forced": free.open_sites[:2].tolist()}, {"forbidden": others[:6]}):
        assert solve(metres, **arguments(model, 24), **bond).value == pytest.approx(free.value, rel=1e-8)


def test_capacities_never_make_a_plan_better():
    metres, _ = town()
    free = solve(metres, model="p-median", stations=5).value
    assert solve(metres, model="cpmp", stations=5, capacities=np.full(30, 7.0)).value >= free - 1e-9


def test_forbidding_a_site_never_makes_a_plan_better():
    metres, _ = town()
    free = solve(metres, model="p-median", stations=5)
    assert solve(metres, model="p-median", stations=5, forbidden=[int(free.open_sites[0])]).value >= free.value - 1e-9


def test_the_same_seed_gives_the_same_plan():
    metres, _ = town(60, seed=5)
    one, other = (solve(metres, **arguments("cpmp", 60) | {"stations": 12}, seed=4) for _ in range(2))
    assert one.value == other.value
    assert one.assignment.tolist() == other.assignment.tolist()


def test_points_in_the_plane_and_told_pairs_agree_with_the_table():
    metres, xy = town(25)
    i, j = (index.ravel().astype(np.int32) for index in np.indices((25, 25)))
    sources = (metres, PointTravel(xy, xy), told_pairs(i, j, metres.ravel(), (25, 25)))
    values = [solve(source, model="p-median", stations=4).value for source in sources]
    assert values == pytest.approx([values[0]] * 3)


def test_shifting_the_map_changes_nothing():
    _, xy = town(25)
    here, there = (solve(PointTravel(at, at), model="p-center", stations=4).value for at in (xy, xy + 500.0))
    assert here == pytest.approx(there)


def test_as_many_stations_as_sites_opens_every_site():
    metres = np.random.default_rng(3).integers(1, 50, (8, 8)).astype(float)
    answer = solve(metres, model="p-median", stations=8)
    assert answer.open_sites.tolist() == list(range(8))
    assert answer.status.value == "optimal"
    assert answer.value == answer.bound == metres.min(axis=1).sum()


def test_a_textbook_p_median_on_a_line():
    """Seven houses on a street, two stations: 1-2-3 and 11-12-13-14 are the clusters, costs 2 and 4."""
    street = np.array([1.0, 2, 3, 11, 12, 13, 14])
    answer = solve(np.abs(street[:, None] - street[None, :]), model="p-median", stations=2)
    assert (answer.value, answer.bound) == (6.0, 6.0)
    assert answer.assignment.tolist()[:3] == [1, 1, 1]


def test_a_textbook_cover_takes_two_sites_where_greedy_takes_three():
    covers = ({0, 1, 2}, {3, 4, 5}, {1, 2, 4, 5})
    metres = np.array([[0.0 if point in sites else 9.0 for sites in covers] for point in range(6)])
    answer = solve(metres, model="lscp", radius_m=1.0)
    assert answer.open_sites.tolist() == [0, 1]


@pytest.mark.slow
def test_a_time_limit_gives_the_best_plan_so_far_with_its_bound():
    metres, _ = town(300, seed=2)
    given = {"model": "cpmp", "stations": 40, "capacities": np.full(300, 9.0)}
    short = solve(metres, **given, time_limit_s=2.0)
    assert short.bound <= short.value
    assert short.stopped_by == "time"
