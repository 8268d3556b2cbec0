"""Access measures against hand counts and the hand-made plan."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import measures
from tests.plans import small_plan


def _measured(walk, households, claimed=None, **options):
    claimed = np.ones(len(walk), dtype=bool) if claimed is None else np.array(claimed)
    return measures.access_of(np.array(walk, float), np.array(households, float), claimed, **options)


def test_coverage_and_walks_are_weighted_by_households():
    access = _measured([100, 400, 900, 1_200], [100, 200, 600, 100])
    assert access.coverage == {"300": 0.1, "500": pytest.approx(0.3), "1000": pytest.approx(0.9)}
    assert access.mean_m == pytest.approx((10_000 + 80_000 + 540_000 + 120_000) / 1_000)
    assert (access.p90_m, access.max_m) == (900, 1_200)


def test_estates_without_a_place_of_their_own_are_left_out_and_counted():
    access = _measured([100, 5_000], [300, 200], [True, False])
    assert access.coverage["300"] == 1.0
    assert (access.left_out_households, access.left_out_estates, access.households) == (200, 1, 300)


def test_households_with_no_way_to_the_station_are_not_covered_and_are_said():
    access = _measured([100, np.inf], [300, 100])
    assert access.coverage["1000"] == 0.75
    assert access.unreachable_households == 100
    assert access.max_m == 100


def test_nothing_is_claimed_where_no_household_counts():
    access = _measured([100], [300], [False])
    assert access.coverage == dict.fromkeys(("300", "500", "1000"))
    assert (access.mean_m, access.p90_m, access.max_m, access.gini) == (None,) * 4


def test_a_quality_said_or_unsaid_decides_the_claim():
    quality = pd.Series(["surveyed", "portal", "shared", "community", "none", None, np.nan], dtype="object")
    assert measures.claims_walk(quality).tolist() == [True, True, False, False, False, True, True]


@pytest.mark.parametrize(
    ("walks", "expected"), [([5, 5, 5], 0.0), ([0, 0, 0], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)]
)
def test_gini_of_small_cases(walks, expected):
    assert measures.gini(np.array(walks, float), np.ones(len(walks))) == pytest.approx(expected)


def test_the_tables_of_a_plan_give_its_own_facts():
    plan = small_plan()
    access = measures.walking_access(plan.assignments, plan.estates)
    assert access.coverage == pytest.approx(plan.facts["coverage"])
    assert access.p90_m == plan.facts["walk_m"]["p90"]
    assert access.left_out_estates == 2


def test_an_empty_plan_is_measured_without_a_claim():
    plan = small_plan(estates=0)
    assert measures.walking_access(plan.assignments, plan.estates).mean_m is None


weighted = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 900)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=100)
@given(weighted)
def test_a_weighted_quantile_is_the_plain_one_over_repeated_households(rows):
    values, weights = (np.array(column, float) for column in zip(*rows, strict=True))
    everyone = np.sort(np.repeat(values, weights.astype(int)))
    expected = everyone[int(np.ceil(0.9 * len(everyone) * (1 - 1e-12))) - 1]
    assert measures.weighted_quantile(values, weights, 0.9) == expected


@settings(deadline=None, max_examples=60)
@given(weighted, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_measure(rows, random):
    first = _measured(*zip(*rows, strict=True))
    second = _measured(*zip(*random.sample(rows, len(rows)), strict=True))
    assert first.coverage == second.coverage
    assert (first.p90_m, first.max_m) == (second.p90_m, second.max_m)
    assert first.gini == pytest.approx(second.gini, abs=1e-9)
