"""Regions held to bands of further activities: against brute force, hard and priced, with travel and with posts."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check, recompute_score
from geo.clustering.moves import MoveBook
from geo.clustering.problem import ActivityBand
from geo.clustering.region_cost import score
from geo.clustering.regions import describe_subdistrict
from geo.clustering.solver import solve_regions
from geo.clustering.standing_rules import activity_bands
from geo.errors import PolicyError
from geo.plan import Status
from geo.policy import Policy
from tests.clustering.banded import banded
from tests.clustering.brute import best_by_subsets
from tests.clustering.instances import town
from tests.clustering.solved import solved
from tests.clustering.staffed import staffed

SOLVER = Policy().solver


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 7))
def test_the_plan_is_the_best_of_all(seed, estates):
    problem = banded(town(estates, seed=seed), seed)
    best, found = best_by_subsets(problem), solve_regions(problem, solver=SOLVER, seed=0)
    if math.isinf(best):
        assert found.proof.status is Status.INFEASIBLE
        assert found.clashes
        return
    assert found.proof.status is Status.OPTIMAL
    assert found.proof.value == pytest.approx(best)
    assert check(problem, found.room_of.tolist()) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 7))
def test_with_whole_posts_the_plan_is_the_best_of_all(seed, estates):
    problem = banded(staffed(town(estates, seed=seed), seed=seed), seed)
    best, found = best_by_subsets(problem), solve_regions(problem, solver=SOLVER, seed=0)
    if math.isinf(best):
        assert found.proof.status is Status.INFEASIBLE
        return
    assert found.proof.status is Status.OPTIMAL
    assert found.proof.value == pytest.approx(best)
    assert check(problem, found.room_of.tolist()) == []


@pytest.mark.parametrize("seed", range(5))
def test_score_checker_and_moves_agree_on_any_plan(seed):
    problem = banded(town(9, seed=seed), seed)
    problem = replace(problem, bands=tuple(replace(band, is_hard=False) for band in problem.bands))
    plan = solve_regions(problem, solver=SOLVER, seed=0).room_of
    assert score(problem, plan).total == pytest.approx(recompute_score(problem, plan.tolist()))
    book = MoveBook(problem, plan)
    for estate in range(9):
        for room in np.unique(plan):
            if room != plan[estate] and problem.host[plan[estate]] != estate:
                moved = plan.copy()
                moved[estate] = room
                change = score(problem, moved).total - score(problem, plan).total
                assert book.price(estate, int(room)) == pytest.approx(change, abs=1e-6)


def test_more_rules_never_make_a_better_plan():
    for seed in range(4):
        problem = town(9, seed=seed)
        values = [solve_regions(p, solver=SOLVER, seed=0).proof.value for p in (problem, banded(problem, seed))]
        assert values[1] >= values[0] - 1e-6


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"activity": "trees", "high": 3, "cny": 1}, "activity"),
        ({"activity": "posts", "high": 3}, "既非刚性也无代价"),
        ({"activity": "posts", "low": 5, "high": 3, "hard": True}, "下限 5 高于上限 3"),
        ({"activity": "posts", "low": -1, "high": 3, "hard": True}, "low"),
    ],
)
def test_bands_that_make_no_sense_are_refused(given, said):
    with pytest.raises(PolicyError, match=said):
        Policy.from_mapping({"regions": {"activity_bands": [given]}})


def test_an_activity_named_twice_is_refused_and_bands_survive_a_file(tmp_path):
    band = {"activity": "gates", "low": 1, "high": 9, "cny": 40}
    with pytest.raises(PolicyError, match="写了两次"):
        Policy.from_mapping({"regions": {"activity_bands": [band, band]}})
    policy = Policy.from_mapping({"regions": {"activity_bands": [band, band | {"activity": "posts"}]}})
    (tmp_path / "p.toml").write_text(policy.to_toml(), encoding="utf-8")
    assert Policy.from_toml(tmp_path / "p.toml") == policy


def test_a_region_outside_a_band_is_an_exception_in_words():
    made = solved()
    band = ActivityBand("households", made.problem.households, 700.0, 5_000.0, 2.0, is_hard=False)
    made = solved(problem_changes={"bands": (band,)})
    tables = describe_subdistrict(made.problem, made.solution, **made.options())
    rows = tables["exceptions"][tables["exceptions"]["rule"] == "households_low"]
    assert rows["by"].tolist() == [100.0, 100.0]
    assert rows["price_cny"].tolist() == [200.0, 200.0]
    assert rows["unit"].tolist() == ["户", "户"]
    assert rows["explanation"].str.contains("户数 600，低于 700").all()
    assert rows["region_id"].notna().all()
    term = tables["terms"].set_index("term")["value_cny"]
    assert term["activity_bands"] == 400.0


def test_the_bands_of_a_policy_reach_the_problem():
    band = {"activity": "gates", "low": 1, "high": 9, "hard": True}
    policy = Policy.from_mapping({"regions": {"activity_bands": [band, {"activity": "posts", "high": 20, "cny": 900}]}})
    estates = solved(more={"gates": [2, None, 1, 3], "enclosed": ["closed", "open", "closed", "open"]}).estates
    gates, posts = activity_bands(estates, estates["households"].to_numpy(float), policy)
    assert sorted(gates.load.tolist()) == [0.0, 0.0, 1.0, 2.0]
    assert (gates.low, gates.high, gates.is_hard, posts.cny) == (1.0, 9.0, True, 900.0)
    assert (posts.load > 0).all()
