"""The score by terms, against sums made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.checker import recompute_score
from geo.clustering.region_cost import plain_pair_cny, regions_of, score
from tests.clustering.instances import pairs, thorny_town, town


@pytest.fixture
def row():
    """Four estates in a row, 100 m apart, one room each."""
    problem = town(4, seed=1)
    walk = 100.0 * np.abs(np.arange(4)[:, None] - np.arange(4)[None, :])
    return replace(
        problem,
        floor_area_m2=np.array([20_000.0, 5_000.0, 50_000.0, 450_000.0]),
        community=np.array([0, 0, 1, -1], np.int32),
        is_mini=np.array([False, True, False, False]),
        is_alone=np.array([False, False, False, True]),
        walk_m=walk,
        pair_cny=walk,
        terms={"walking": walk},
        links=pairs((0, 1), (1, 2), (2, 3)),
        link_cny=np.array([0.0, 2_000.0, 0.0]),
        room_cny=np.full(4, 7_100.0),
        room_terms={"rent": np.full(4, 100.0), "station_posts": np.full(4, 7_000.0)},
    )


def test_terms_are_those_of_the_hand_sum(row):
    result = score(row, np.array([0, 2, 2, 3]))
    assert result.terms == pytest.approx(
        {
            "rent": 300.0,
            "station_posts": 21_000.0,
            "walking": 100.0,
            "floor_area_band": 1_000.0,  # the first region lacks 10,000 m²; the estate alone is not charged
            "mini_isolated": 0.0,
            "community_splits": 1_000.0,
            "forced_links": 2_000.0,
        }
    )
    assert result.total == pytest.approx(25_400.0)
    assert result.cash_cny_month == pytest.approx(21_300.0)


def test_exceptions_say_which_rule_where_and_by_how_much(row):
    found = {item.rule: item for item in score(row, np.array([0, 2, 2, 3])).exceptions}
    assert set(found) == {"floor_area_low", "community_split", "forced_link"}
    assert (found["floor_area_low"].estates, found["floor_area_low"].by) == ((0,), 10_000.0)
    assert found["community_split"].estates == (0, 1)
    assert (found["forced_link"].estates, found["forced_link"].room) == ((1, 2), 2)


def test_a_mini_estate_alone_is_charged_once(row):
    result = score(row, np.array([0, 1, 2, 3]))
    assert result.terms["mini_isolated"] == 2_000.0
    assert [item.estates for item in result.exceptions if item.rule == "mini_isolated"] == [(1,)]


def test_a_region_above_the_ceiling_is_charged_for_the_excess(row):
    result = score(row, np.array([2, 2, 2, 2]))
    assert result.terms["floor_area_band"] == pytest.approx(0.1 * 125_000)


def test_free_communities_cost_nothing_to_split(row):
    free = replace(row, rules=replace(row.rules, communities="free"))
    assert score(free, np.array([0, 2, 2, 3])).terms["community_splits"] == 0.0


def test_walks_beyond_the_limit_are_exceptions(row):
    beyond = np.where(row.walk_m > 150, 1_000.0, 0.0)
    far = replace(row, terms=row.terms | {"beyond_limit": beyond}, pair_cny=row.pair_cny + beyond)
    found = [item for item in score(far, np.array([2, 2, 2, 3])).exceptions if item.rule == "beyond_limit"]
    assert [(item.estates, item.by, item.unit, item.price_cny) for item in found] == [((0,), 200.0, "m", 1_000.0)]


def test_a_forbidden_pair_counts_at_its_plain_price(row):
    forbidden = replace(row, pair_cny=np.where(row.walk_m > 150, np.inf, row.pair_cny))
    assert plain_pair_cny(forbidden)[0, 2] == 200.0
    assert np.isfinite(score(forbidden, np.array([2, 2, 2, 3])).total)


def test_estates_without_a_room_cost_nothing(row):
    assert score(row, np.full(4, -1)).total == 0.0
    assert list(regions_of(np.full(4, -1))) == []


@pytest.mark.parametrize("seed", range(40))
def test_the_total_is_what_plain_loops_find(seed):
    problem = thorny_town(8, seed=seed)
    problem = replace(problem, pair_cny=plain_pair_cny(problem))
    room_of = np.random.default_rng(seed).integers(0, problem.room_count, 8)
    assert score(problem, room_of).total == pytest.approx(recompute_score(problem, room_of), rel=1e-12)
