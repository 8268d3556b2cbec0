"""Where no plan exists, the rules named are the ones that clash."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.clashes import find_clashes, proves_no_plan, unsettled
from geo.clustering.compact import Limits
from geo.clustering.solver import solve_regions
from geo.plan import Status
from geo.policy.sections import SolverPolicy
from geo.wording import using_language
from tests.clustering.instances import pairs, town


def limits():
    return Limits(1_000, 50, time.perf_counter() + 60, 1e-6)


def clashing(problem):
    return {clash.rule: clash for clash in find_clashes(problem, limits=limits(), seed=0)}


@pytest.fixture
def row():
    """Six estates in a row, all of ordinary size."""
    problem = town(6, seed=1)
    return replace(
        problem,
        links=pairs((0, 1), (1, 2), (2, 3), (3, 4), (4, 5)),
        link_cny=np.zeros(5),
        floor_area_m2=np.full(6, 50_000.0),
        is_alone=np.zeros(6, bool),
        households=np.full(6, 500.0),
    )


def test_a_sound_problem_is_not_called_impossible(row):
    assert not proves_no_plan(row, limits=limits(), seed=0)


def test_together_and_apart_clash_and_only_the_pair_is_named(row):
    found = clashing(replace(row, must_link=pairs((0, 1), (3, 4)), cannot_link=pairs((2, 5), (3, 4))))
    assert set(found) == {"must_link", "cannot_link"}
    assert found["must_link"].estates == found["cannot_link"].estates == (3, 4)
    assert found["must_link"].relaxing_cny > 0


def test_a_lock_through_a_foreign_region_clashes_with_the_lock_in_between(row):
    found = clashing(replace(row, locked_room=np.array([-1, 4, 2, -1, -1, -1], np.int32)))
    assert set(found) == {"locks"}
    assert found["locks"].estates == (1, 2)


def test_capacity_below_the_demand_is_named_with_its_rooms(row):
    found = clashing(replace(row, capacity_households=np.full(6, 400.0)))
    assert set(found) == {"capacity"}


def test_the_largest_estate_above_every_capacity_is_a_clash(row):
    crowded = replace(row, households=np.array([500.0, 500, 500, 9_000, 500, 500]), capacity_households=np.full(6, 4e3))
    found = clashing(crowded)
    assert set(found) == {"capacity"}
    assert 3 in found["capacity"].estates


def test_fewer_stations_than_parts_of_the_town_clash(row):
    apart = replace(row, links=pairs((0, 1), (2, 3), (4, 5)), link_cny=np.zeros(3))
    assert set(clashing(replace(apart, rules=replace(apart.rules, station_max=2)))) == {"station_max"}


def test_all_rooms_forbidden_are_named(row):
    assert set(clashing(replace(row, is_forbidden=np.ones(6, bool)))) == {"forbidden_rooms"}


def test_a_part_of_the_town_without_a_room_is_named():
    problem = town(5, seed=1, rooms=1)
    host = int(problem.host[0])
    cut = replace(problem, links=pairs(), link_cny=np.zeros(0), is_alone=np.zeros(5, bool))
    found = clashing(cut)
    assert found["no_room"].estates == tuple(i for i in range(5) if i != host)


def test_a_hard_band_that_no_partition_fits_is_named(row):
    band = replace(row, rules=replace(row.rules, area_hard=True, area_low_m2=80e3, area_high_m2=90e3))
    assert set(clashing(band)) == {"floor_area"}


def test_a_hard_walk_that_reaches_nothing_names_its_estate(row):
    pair = row.pair_cny.copy()
    pair[2] = np.inf
    found = clashing(replace(row, pair_cny=pair))
    assert found["walk"].estates == (2,)


def test_two_fixed_rooms_in_one_estate_clash():
    problem = replace(town(3, seed=1), host=np.array([0, 0, 2], np.int32), is_fixed=np.array([True, True, False]))
    assert set(clashing(problem)) == {"fixed_rooms"}


def test_clashes_are_said_in_both_languages(row):
    forbidden = replace(row, is_forbidden=np.ones(6, bool))
    said = {}
    for language in ("zh", "en"):
        with using_language(language):
            said[language] = clashing(forbidden)["forbidden_rooms"].explanation
    assert "不得启用" in said["zh"]
    assert "must not be used" in said["en"]
    assert "E000" in said["zh"]


def test_the_nearest_plan_comes_with_the_clash(row):
    solution = solve_regions(
        replace(row, cannot_link=pairs((0, 1)), must_link=pairs((0, 1))),
        solver=SolverPolicy(search_moves=2_000),
        seed=0,
    )
    assert solution.proof.status is Status.INFEASIBLE
    assert solution.proof.bound == -np.inf
    assert solution.proof.gap is None
    assert (solution.room_of >= 0).all()
    assert np.isfinite(solution.proof.value)


def test_what_is_not_settled_says_so():
    (clash,) = unsettled([("capacity", (1, 2))])
    assert clash.rule == "capacity"
    assert "capacity" in clash.explanation
