"""Arguments that cannot be used are errors that say so; problems without a plan are answers that say why."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geo.clustering.siting import solve
from geo.errors import InputError, UnknownNameError

LINE = np.abs(np.arange(5.0)[:, None] - np.arange(5.0)[None, :])
BASE = {"p-median": {"stations": 2}, "cpmp": {"stations": 2, "capacities": [3.0] * 5}, "p-center": {"stations": 2},
        "lscp": {"radius_m": 1.0}, "mclp": {"stations": 2, "radius_m": 1.0},
        "sscflp": {"capacities": [3.0] * 5, "fixed_costs": [1.0] * 5}}  # fmt: skip


@pytest.mark.parametrize("model", BASE)
@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": [1, 1, -1, 1, 1]},
        {"weights": [1, 1, math.nan, 1, 1]},
        {"weights": [1, 1]},
        {"loads": [1, 1, 1, 1, -2]},
        {"capacities": [1, 1, math.nan, 1, 1]},
        {"forced": [7]},
        {"forced": [1], "forbidden": [1]},
    ],
)
def test_an_argument_that_cannot_be_used_is_refused(model, wrong):
    with pytest.raises(InputError):
        solve(LINE, model=model, **(BASE[model] | wrong))


@pytest.mark.parametrize("bad", [math.nan, -1.0])
def test_a_matrix_with_a_value_that_is_no_distance_is_refused_with_its_place(bad):
    matrix = LINE.copy()
    matrix[2, 3] = bad
    with pytest.raises(InputError, match=r"\(2, 3\)"):
        solve(matrix, model="p-median", stations=2)


def test_an_unknown_model_names_the_known_ones():
    with pytest.raises(UnknownNameError, match="p-median"):
        solve(LINE, model="p-medain", stations=2)


@pytest.mark.parametrize(("model", "lacking"), [("p-median", {}), ("mclp", {"stations": 2}), ("lscp", {})])
def test_a_missing_number_is_refused(model, lacking):
    with pytest.raises(InputError):
        solve(LINE, model=model, **lacking)


@pytest.mark.parametrize("model", ["p-median", "cpmp", "p-center", "mclp"])
@pytest.mark.parametrize(
    "bond", [{"stations": 6}, {"stations": 1, "forced": [0, 3]}, {"stations": 3, "forbidden": [0, 1, 2]}]
)
def test_counts_that_cannot_be_met_are_infeasible_with_the_reason(model, bond):
    answer = solve(LINE, model=model, **(BASE[model] | bond))
    assert answer.status.value == "infeasible"
    assert answer.reason


@pytest.mark.parametrize("model", ["p-median", "cpmp", "sscflp", "p-center", "lscp"])
def test_all_sites_forbidden_is_infeasible(model):
    answer = solve(LINE, model=model, **(BASE[model] | {"forbidden": range(5)}))
    assert answer.status.value == "infeasible"


@pytest.mark.parametrize("model", ["p-median", "cpmp", "sscflp", "p-center", "lscp"])
def test_a_point_that_no_site_reaches_is_named(model):
    matrix = LINE.copy()
    matrix[3, :] = math.inf
    answer = solve(matrix, model=model, **BASE[model])
    assert answer.status.value == "infeasible"
    assert "3" in answer.reason


def test_points_that_two_sites_cannot_reach_together_are_infeasible():
    matrix = np.where(np.eye(3) > 0, 0.0, math.inf)
    assert solve(matrix, model="p-median", stations=2).status.value == "infeasible"
    assert solve(matrix, model="p-center", stations=2).status.value == "infeasible"
    assert solve(matrix, model="mclp", stations=2, radius_m=1.0).value == 2.0


def test_a_load_above_every_capacity_and_loads_above_all_capacities_are_infeasible():
    heavy = solve(LINE, model="cpmp", stations=2, capacities=[3.0] * 5, loads=[1, 1, 4, 1, 1])
    full = solve(LINE, model="cpmp", stations=2, capacities=[2.0] * 5, loads=[1] * 5)
    assert (heavy.status.value, full.status.value) == ("infeasible", "infeasible")


def test_loads_that_cannot_be_packed_whole_are_infeasible():
    """Three loads of 2 into two sites of 3: the sums fit, the pieces do not."""
    answer = solve(LINE[:3], model="cpmp", stations=2, capacities=[3.0] * 5, loads=[2, 2, 2])
    assert answer.status.value == "infeasible"


@pytest.mark.parametrize("model", BASE)
def test_no_points_need_nothing(model):
    answer = solve(np.zeros((0, 5)), model=model, **BASE[model])
    assert (answer.status.value, answer.value, len(answer.assignment)) == ("optimal", 0.0, 0)


@pytest.mark.parametrize("model", BASE)
@pytest.mark.parametrize("points", [1, 2])
def test_one_and_two_points_are_solved(model, points):
    given = BASE[model] | ({"stations": 1} if "stations" in BASE[model] else {})
    answer = solve(LINE[:points], model=model, **given)
    assert answer.status.value == "optimal"


@pytest.mark.parametrize("model", BASE)
def test_ties_everywhere_and_duplicate_points_are_solved(model):
    answer = solve(
        np.ones((8, 5)),
        model=model,
        **(BASE[model] | ({"capacities": [5.0] * 5} if "capacities" in BASE[model] else {})),
    )
    assert answer.status.value == "optimal"


@pytest.mark.parametrize("model", BASE)
def test_weights_of_zero_are_allowed(model):
    assert solve(LINE, model=model, **BASE[model], weights=[0.0] * 5).status.value == "optimal"


def test_an_asymmetric_matrix_is_read_from_point_to_site():
    answer = solve([[0.0, 9.0], [1.0, 9.0]], model="p-median", stations=1)
    assert (answer.open_sites.tolist(), answer.value) == ([0], 1.0)
