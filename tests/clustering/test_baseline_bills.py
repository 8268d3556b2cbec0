"""Posts, bill and near households of another way of drawing regions are counted as the plan's own tables count them."""

from __future__ import annotations

import numpy as np
import pytest

from geo.clustering.baseline_bills import NEAR_M, bill_of
from geo.clustering.baselines import baselines_table
from geo.clustering.regions import describe_subdistrict
from geo.measures import walking_access
from tests.clustering.solved import solved


def _grid(**options):
    room_of = (0, 0, 0, 1, 1, 1, 0, 0, 2, 2, 1, 1, 0, 2, 2, 2, 2, 1)
    return solved(columns=6, rows=3, hosts=(0, 5, 14), room_of=room_of, **options)


def test_a_plan_held_against_itself_has_its_own_posts_bill_and_near_households():
    made = _grid(more={"place_quality": ["surveyed"] * 9 + ["community"] * 9})
    bill = bill_of(made.problem, made.solution.room_of, estates=made.estates.iloc[::-1], policy=made.policy)
    tables = describe_subdistrict(made.problem, made.solution, **made.options())
    access = walking_access(tables["assignments"], made.estates)
    assert bill.posts == tables["regions"]["posts"].sum()
    assert bill.monthly_cost_cny == pytest.approx(tables["regions"]["monthly_cost_cny"].sum())
    assert bill.households_near == pytest.approx(access.coverage[str(NEAR_M)] * access.households, abs=1)


def test_the_table_of_baselines_holds_the_bills_where_they_are_asked_for():
    made = _grid()
    plain = baselines_table(made.problem, made.solution.room_of, seed=1)
    assert plain["posts"].isna().all()
    told = baselines_table(
        made.problem,
        made.solution.room_of,
        seed=1,
        bill=lambda room_of: bill_of(made.problem, np.asarray(room_of), estates=made.estates, policy=made.policy),
    )
    assert (told["posts"] > 0).all()
    assert (told["monthly_cost_cny"] > 0).all()
    assert told.drop(columns=["posts", "monthly_cost_cny", "households_near"]).equals(
        plain.drop(columns=["posts", "monthly_cost_cny", "households_near"])
    )
