"""Coverage curves against hand counts, and against the coverage at single distances."""

from __future__ import annotations

import numpy as np
import pytest

from geo.measures import walking_access
from geo.measures.coverage import coverage_curve, coverage_curves
from tests.plans import small_plan


def test_a_curve_rises_at_each_walk_that_occurs():
    curve = coverage_curve(
        np.array([400.0, 100.0, 400.0, np.inf]), np.array([20.0, 10.0, 30.0, 40.0]), np.ones(4, dtype=bool)
    )
    assert curve.walk_m.tolist() == [100, 400]
    assert curve.share.tolist() == pytest.approx([0.1, 0.6])
    assert (curve.people, curve.unreachable, curve.left_out, curve.unknown_estates) == (100, 40, 0, 0)
    assert [curve.at(d) for d in (99, 100, 399.9, 400, 9_000)] == pytest.approx([0, 0.1, 0.1, 0.6, 0.6])


def test_whom_the_claim_leaves_out_is_said():
    curve = coverage_curve(np.array([50.0, 60.0]), np.array([30.0, 7.0]), np.array([True, False]))
    assert (curve.people, curve.left_out, curve.at(50)) == (30, 7, 1.0)


def test_estates_of_unknown_number_weigh_nothing_and_are_counted():
    curve = coverage_curve(np.array([50.0, 60.0]), np.array([np.nan, 7.0]), np.ones(2, dtype=bool))
    assert (curve.people, curve.unknown_estates, curve.at(50), curve.at(60)) == (7, 1, 0.0, 1.0)


def test_nobody_in_the_claim_has_no_share():
    curve = coverage_curve(np.array([50.0]), np.array([np.nan]), np.ones(1, dtype=bool))
    assert (curve.at(500), curve.walk_m.size, curve.unknown_estates) == (None, 0, 1)


def test_the_curve_of_a_plan_meets_its_coverage_at_every_distance():
    plan = small_plan(estates=48)
    curve = coverage_curves(plan.assignments, plan.estates)["households"]
    distances = range(50, 2_000, 50)
    access = walking_access(plan.assignments, plan.estates, distances_m=distances)
    assert [curve.at(d) for d in distances] == pytest.approx([access.coverage[str(d)] for d in distances])
    assert curve.left_out == access.left_out_households
