"""Points of a sweep against one another: dominance by brute force, the knee by hand, steps with their signs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.measures.tradeoffs import (
    TradePoint,
    find_knee,
    mark_dominated,
    pareto_mask,
    pareto_points,
    steps_between,
)


def point(stations, cost=100.0, coverage=0.5, gini=0.4, *, score=None, bound=None, homes=0):
    return TradePoint(
        stations,
        "optimal",
        score if score is not None else cost,
        bound if bound is not None else (score if score is not None else cost),
        0.0,
        coverage={"300": None, "500": coverage, "1000": None},
        coverage_elderly={"500": coverage},
        covered_households=homes,
        walk_m={"mean": 100.0},
        gini=gini,
        monthly_cost_cny=cost,
        posts=stations,
    )


_rows = st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=12)


@settings(deadline=None)
@given(rows=_rows)
def test_the_pareto_set_is_that_of_brute_force(rows):
    costs = np.array(rows, float)
    kept = [not any(all(b <= a for a, b in zip(one, two, strict=True)) and one != two for two in rows) for one in rows]
    assert pareto_mask(costs).tolist() == kept
    points = [point(at, cost, 1 - covered / 10, gini / 10) for at, (cost, covered, gini) in enumerate(rows)]
    assert [not one.dominated for one in mark_dominated(points)] == kept
    assert {(p.monthly_cost_cny, p.gini) for p in pareto_points(points)} == {
        (float(row[0]), row[2] / 10) for row, keep in zip(rows, kept, strict=True) if keep
    }


def test_a_dominated_point_names_the_one_that_dominates_it():
    marked = mark_dominated([point(3, 100, 0.5), point(4, 110, 0.4), point(5, 120, 0.9), TradePoint(6, "infeasible")])
    assert [one.dominated_by for one in marked] == [None, 3, None, None]


def test_the_knee_is_farthest_above_the_chord():
    curve = [point(k, coverage=c) for k, c in zip((10, 12, 14, 16, 18, 20), (0, 0.4, 0.8, 0.9, 0.95, 1), strict=True)]
    knee = find_knee(curve, "coverage", least=0.05)
    assert (knee.stations, knee.measure) == (14, "coverage")
    assert knee.distance == pytest.approx(0.4)  # 0.8 of the rise at 0.4 of the way


@pytest.mark.parametrize("shares", [(0.1, 0.2, 0.3, 0.4), (0.1, 0.15, 0.25, 0.45), (0.5, 0.5, 0.5, 0.5), (0.5, 0.9)])
def test_a_straight_hollow_flat_or_short_curve_has_no_knee(shares):
    assert find_knee([point(k, coverage=c) for k, c in enumerate(shares, 10)], "coverage", least=0.05) is None


def test_a_measure_that_falls_and_rises_again_is_judged_up_to_its_best():
    scores = (100, 60, 40, 35, 34, 50, 90)
    knee = find_knee([point(k, score=s) for k, s in enumerate(scores, 1)], "score", least=0.05)
    assert knee.stations in {2, 3}


def test_steps_pass_over_points_without_a_plan_and_call_small_differences_ties():
    first, last = point(4, 100, homes=500, score=1_000, bound=990), point(6, 130, homes=900, score=1_005, bound=1_005)
    (step,) = steps_between([first, TradePoint(5, "infeasible", rule="…"), last])
    assert (step.before, step.after, step.covered_households, step.monthly_cost_cny) == (4, 6, 400, 30)
    assert step.is_tie  # 5 apart, 10 not proved
    assert not steps_between([first, point(6, 130, score=1_100)])[0].is_tie
