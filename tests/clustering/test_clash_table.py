"""Clashes as a table: by estate, with what giving each rule up costs, the cheapest first."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.clash_table import clashes_table
from geo.clustering.clashes import find_clashes, unsettled
from geo.clustering.compact import Limits
from geo.clustering.solver import solve_regions
from geo.policy.sections import SolverPolicy
from geo.wording import using_language
from tests.clustering.instances import pairs, town


@pytest.fixture
def row():
    """Six estates in a row, all of ordinary size."""
    return replace(
        town(6, seed=1),
        links=pairs((0, 1), (1, 2), (2, 3), (3, 4), (4, 5)),
        link_cny=np.zeros(5),
        floor_area_m2=np.full(6, 50_000.0),
        is_alone=np.zeros(6, bool),
        households=np.full(6, 500.0),
    )


def found_in(problem):
    return find_clashes(problem, limits=Limits(1_000, 50, time.perf_counter() + 60, 1e-6), seed=0)


def names(problem):
    return [f"示例{i}苑" for i in range(problem.estate_count)]


def test_only_the_named_pair_is_given_up_where_that_is_enough(row):
    planted = replace(row, must_link=pairs((0, 1), (3, 4)), cannot_link=pairs((2, 5), (3, 4)))
    clashes = {clash.rule: clash for clash in found_in(planted)}
    assert {clash.gives_up for clash in clashes.values()} == {"named"}
    for rule, left in (("must_link", {"must_link": pairs((0, 1))}), ("cannot_link", {"cannot_link": pairs((2, 5))})):
        best = solve_regions(replace(planted, **left), solver=SolverPolicy(search_moves=4_000), seed=0)
        assert clashes[rule].relaxing_cny == pytest.approx(best.proof.value)


def test_the_table_puts_the_cheapest_way_out_first_and_says_what_others_cost_more(row):
    planted = replace(row, must_link=pairs((3, 4)), cannot_link=pairs((3, 4)))
    table = clashes_table(planted, found_in(planted), names(planted))
    assert table["above_cheapest_cny"].iloc[0] == 0
    assert table["relaxed_cny"].is_monotonic_increasing
    assert set(table["estates"]) == {"示例3苑、示例4苑"}
    assert set(table["estate_ids"]) == {"E003、E004"}
    assert table["explanation"].str.contains("最省的放宽办法").all()


def test_a_rule_as_a_whole_is_given_up_where_it_has_no_single_items(row):
    band = replace(row, rules=replace(row.rules, area_hard=True, area_low_m2=80e3, area_high_m2=90e3))
    (only,) = clashes_table(band, found_in(band), names(band)).itertuples()
    assert (only.rule, only.gives_up) == ("片区建筑面积", "all")
    assert only.relaxed_cny > 0


def test_what_is_not_settled_has_no_price_and_no_clash_gives_no_row(row):
    with using_language("en"):
        (only,) = clashes_table(row, unsettled([("capacity", (1, 2))]), names(row)).itertuples()
    assert only.rule == "households a room can serve"
    assert np.isnan(only.relaxed_cny)
    assert len(clashes_table(row, (), names(row))) == 0
