"""From tables to arrays: order, loads, prices, links, rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.clustering.build import build_problem, candidate_rooms
from geo.findings import Report
from geo.network.travel import Distances
from geo.policy import Policy
from tests.clustering.tables import CRS, distances, estate_table, link_table, lock_table, room_table

ROW = ((0, 1), (1, 2), (2, 3))


def build(estates=None, rooms=None, *, links=None, locks=None, report=None, metres=None, **settings):
    policy = Policy().with_settings(settings)
    estates = estate_table() if estates is None else estates
    rooms = candidate_rooms(estates, rooms, policy)
    metres = distances(estates, rooms) if metres is None else metres
    return build_problem(
        estates,
        rooms,
        links=link_table(*ROW) if links is None else links,
        walk=metres,
        crew=metres,
        locks=locks,
        policy=policy,
        name="示例街道",
        metric_crs=CRS,
        report=report or Report(),
    )


def test_every_estate_gets_a_room_to_be_found_where_no_rooms_are_given():
    problem = build()
    assert problem.room_count == problem.estate_count == 4
    assert [problem.estate_ids[host] for host in problem.host] == [
        room.removeprefix("TBF-") for room in problem.room_ids
    ]
    assert problem.room_terms["station_posts"].tolist() == [7_000.0] * 4


def test_the_parts_add_up_to_the_price():
    problem = build()
    assert np.allclose(sum(problem.terms.values()), problem.pair_cny)
    assert np.allclose(sum(problem.room_terms.values()), problem.room_cny)
    assert set(problem.terms) == {"walking", "beyond_target", "beyond_limit", "crew_travel", "moves"}


def test_the_order_of_rows_changes_nothing():
    estates, links = estate_table(), link_table(*ROW)
    first = build(estates, links=links)
    second = build(estates.iloc[::-1], links=links.iloc[::-1])
    assert first.estate_ids == second.estate_ids
    assert first.room_ids == second.room_ids
    assert np.array_equal(first.pair_cny, second.pair_cny)
    assert np.array_equal(first.links, second.links)
    assert np.array_equal(first.community, second.community)


def test_tables_indexed_by_their_key_are_understood():
    estates = estate_table()
    assert build(estates.set_index("estate_id")).estate_ids == build(estates).estate_ids


def test_empty_loads_are_filled_by_the_policy():
    estates = estate_table(households=[300, None, None, 100], floor_area_m2=[None, 13_740.0, None, 5e3])
    problem = build(estates)
    by_id = dict(zip(problem.estate_ids, zip(problem.households, problem.floor_area_m2, strict=True), strict=True))
    assert by_id["E0"] == (300.0, pytest.approx(300 * 68.7))
    assert by_id["E1"] == (pytest.approx(200.0), 13_740.0)
    assert by_id["E2"] == (420.0, pytest.approx(420 * 68.7))


def test_forced_links_over_a_barrier_have_a_price():
    problem = build(links=link_table(*ROW, kind="forced", crosses_barrier=True))
    assert problem.link_cny.tolist() == [2_000.0] * 3


def test_ordinary_crossings_have_a_price_only_where_barriers_are_priced():
    links = link_table(*ROW, kind="crossing", crosses_barrier=True)
    assert build(links=links).link_cny.tolist() == [0.0] * 3
    assert build(links=links, **{"regions.barriers": "priced"}).link_cny.tolist() == [2_000.0] * 3


def test_links_to_estates_elsewhere_and_doubles_are_left_out():
    links = pd.concat([link_table((0, 1)), link_table((1, 0)), link_table((1, 9)), link_table((2, 2))])
    assert build(links=links).links.tolist() == [[0, 1]]


def test_a_count_for_the_subdistrict_overrides_the_bounds():
    rules = build(**{"stations.counts": {"示例街道": 2}, "stations.maximum": 9}).rules
    assert (rules.station_min, rules.station_max) == (2, 2)


def test_free_communities_have_no_price():
    assert build(**{"regions.communities": "free"}).rules.split_cny == 0.0


def test_capacity_comes_from_the_table_or_if_asked_from_floor_area():
    estates = estate_table()
    rooms = room_table(estates, ["E0", "E1", "E2"], capacity_households=[500, None, None], floor_area_m2=[9, 60, None])
    assert build(estates, rooms).capacity_households.tolist() == [500.0, np.inf, np.inf]
    by_area = build(estates, rooms, **{"stations.capacity_from_floor_area": True})
    assert by_area.capacity_households.tolist() == [500.0, 200.0, np.inf]


def test_fixed_and_forbidden_rooms_are_marked():
    estates = estate_table()
    problem = build(
        estates, room_table(estates, ["E0", "E1", "E2"], fixed=[True, None, True], forbidden=[None, True, True])
    )
    assert problem.is_fixed.tolist() == [True, False, False]
    assert problem.is_forbidden.tolist() == [False, True, True]


def test_the_move_from_the_station_in_force_is_priced():
    estates = estate_table(current_station=["示例0号房", "R1", "别处", None])
    problem = build(estates, room_table(estates, ["E0", "E1"]), **{"prices.move_cny": 50.0})
    assert problem.terms["moves"].tolist() == [[0.0, 50.0], [50.0, 0.0], [0.0, 0.0], [0.0, 0.0]]


def test_locks_reach_the_arrays():
    locks = lock_table(
        {"estate": "E1", "room": "TBF-E2"}, {"estate": "E0", "with": "E1"}, {"estate": "E3", "apart": "E2"}
    )
    problem = build(locks=locks)
    assert problem.locked_room.tolist() == [-1, 2, -1, -1]
    assert problem.must_link.tolist() == [[0, 1]]
    assert problem.cannot_link.tolist() == [[2, 3]]


def test_an_estate_above_the_ceiling_is_alone_or_it_is_told_why_not():
    estates = estate_table(floor_area_m2=[2e4, 5e5, 2e4, 2e4])
    assert build(estates).is_alone.tolist() == [False, True, False, False]
    report = Report()
    joined = build(estates, locks=lock_table({"estate": "E1", "with": "E0"}), report=report)
    assert not joined.is_alone.any()
    assert [finding.rule for finding in report.findings] == ["estate-above-ceiling"]
    assert "500,000" in report.findings[0].found


def test_an_estate_out_of_every_reach_stays_in_the_plan_and_is_told():
    estates = estate_table()
    rooms = candidate_rooms(estates, None, Policy())
    metres = distances(estates, rooms)
    gone = metres.metres.copy()
    gone[3] = np.inf
    report = Report()
    problem = build(estates, report=report, metres=replace(metres, metres=gone))
    assert np.isfinite(problem.pair_cny[3]).all()
    assert problem.walk_m[3, 0] == pytest.approx(300 * 1.3, rel=1e-3)
    assert [(finding.rule, finding.estate_id) for finding in report.findings] == [("estate-out-of-reach", "E3")]


def test_an_unreachable_pair_is_forbidden_never_a_huge_number():
    estates = estate_table()
    metres = distances(estates, candidate_rooms(estates, None, Policy()))
    cut = metres.metres.copy()
    cut[0, 3] = np.inf
    problem = build(estates, metres=Distances(cut, metres.rung))
    assert np.isinf(problem.pair_cny[0, 3])
    assert np.isfinite(np.delete(problem.pair_cny.ravel(), 3)).all()


def test_whole_communities_bind_their_estates():
    problem = build(**{"regions.communities": "whole"})
    assert sorted(problem.community_link.tolist()) == [[0, 1], [2, 3]]
    small = build(**{"regions.communities": "whole", "regions.whole_community_max_m2": 42_000.0})
    assert small.community_link.tolist() == [[0, 1]]


def test_no_estates_make_an_empty_problem():
    problem = build(estate_table(0), links=link_table())
    assert problem.estate_count == problem.room_count == 0
