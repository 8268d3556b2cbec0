"""The compact model prices a plan as the score does, column by column."""

from __future__ import annotations

import highspy
import numpy as np
import pytest

from geo.clustering.compact import _load
from geo.clustering.compact_model import compact_model
from geo.clustering.reduction import reduce_problem
from geo.clustering.region_cost import plain_pair_cny, score
from geo.clustering.search import search_plan
from geo.clustering.separators import Cut
from tests.clustering.instances import thorny_town, town


def price_of(reduced, rooms):
    """Fix every pair of the model to a plan and let HiGHS price the rest; None where the plan breaks a row."""
    model = compact_model(reduced, reduced.allowed)
    solver = _load(model)
    chosen = model.x[np.arange(reduced.unit_count), rooms]
    value = np.isin(model.whole, chosen).astype(float)
    solver.changeColsBounds(len(model.whole), model.whole, value, value)
    solver.run()
    is_sound = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return solver.getInfo().objective_function_value + reduced.fixed_cny if is_sound else None


@pytest.mark.parametrize("seed", range(60))
def test_a_plan_has_the_price_of_its_score_whatever_the_rules(seed):
    problem = thorny_town(7, seed=seed)
    reduced = reduce_problem(problem)
    plan = search_plan(reduced, moves=500, seed=seed)
    if plan.keeps_rules:
        assert np.isfinite(plain_pair_cny(problem)).all()
        assert price_of(reduced, plan.room_of_unit) == pytest.approx(score(problem, plan.room_of).total, abs=1e-5)


def test_cuts_become_rows_over_the_pairs_still_there():
    reduced = reduce_problem(town(6, seed=2))
    allowed = reduced.allowed.copy()
    allowed[3, 0] = False
    model = compact_model(reduced, allowed)
    rows = model.cut_rows([Cut(2, 0, (3, 4))])
    assert dict(zip(rows.column, rows.value, strict=True)) == {model.x[2, 0]: -1.0, model.x[4, 0]: 1.0}
    assert rows.low == [0.0]


def test_points_are_read_back_by_pair():
    reduced = reduce_problem(town(5, seed=2))
    model = compact_model(reduced, reduced.allowed)
    values = np.linspace(-0.1, 1.2, len(model.columns.cost))
    point = model.pairs(values)
    assert point.min() == 0.0
    assert point.max() <= 1.0
    assert point[4, 4] == pytest.approx(np.clip(values[model.x[4, 4]], 0, 1))
