"""The roll-out of a whole plan: the story's figures, the curves' totals, the same answer in any row order."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from geo.errors import InputError
from geo.plan import Plan
from geo.policy import Policy
from geo.scenarios.rollout import make_rollout
from tests.economics.rollout.towns import story_plan, tables_of
from tests.plans import small_plan

QUICK = {"simulations": 20, "search_moves": 500}


@pytest.fixture(scope="module")
def story() -> Plan:
    return make_rollout(story_plan(deadline="2021-10", **QUICK))


def test_the_story_stands_where_it_stood(story: Plan) -> None:
    facts = story.facts["rollout"]
    assert (facts["estates"], facts["entered"], facts["signed"], facts["not_signed"]) == (494, 320, 81, 93)
    assert facts["entered_share"]["estates"] == pytest.approx(0.648, abs=0.001)
    assert facts["first_month"] == "2021-06"


def test_about_35_entries_a_month_are_needed_for_october(story: Plan) -> None:
    assert story.facts["rollout"]["needs"]["estates_a_month"] == pytest.approx(174 / 5)


def test_every_estate_has_its_row_and_what_is_given_keeps_its_month(story: Plan) -> None:
    rollout = story.rollout
    assert len(rollout) == 494
    given = rollout[rollout["is_given"].astype(bool)]
    assert len(given) == 320
    assert (given["entry_month"] < 0).all()
    assert (given["entry_month"] == [-9 + number % 4 for number in range(320)]).all()


def test_stages_follow_one_another(story: Plan) -> None:
    new = story.rollout[story.rollout["stage_today"] == "none"]
    order = [new[f"{name}_month"].astype(int) for name in ("survey", "plan", "contract", "cleanup", "entry")]
    assert all((earlier <= later).all() for earlier, later in pairwise(order))
    assert (order[0] >= 0).all()


def test_the_curves_end_where_the_estates_do(story: Plan) -> None:
    months = story.rollout_months
    for level in ("city", "subdistrict", "firm", "region"):
        last = months[months["level"] == level].groupby("name")[["estates", "floor_area_m2", "households"]].last()
        assert last["estates"].sum() == 494
        assert last["households"].sum() == story.estates["households"].sum()
        assert last["floor_area_m2"].sum() == pytest.approx(story.estates["floor_area_m2"].sum())
    city = months[months["level"] == "city"].set_index("on")
    assert city.loc["2021-05", "estates"] == 320
    assert city.loc["2021-05", "signed_estates"] == 401
    assert city["entries"].sum() == 494
    assert (city["estates_p10"] <= city["estates_p90"] + 1e-12).all()


def test_the_row_order_of_the_ledger_changes_nothing(story: Plan) -> None:
    plan = story_plan(deadline="2021-10", **QUICK)
    mixed = {name: frame.sample(frac=1.0, random_state=1) for name, frame in plan.tables.items()}
    again = make_rollout(Plan(mixed, plan.policy, {}, plan.record))
    for name in ("rollout", "rollout_months", "rollout_priorities"):
        pd.testing.assert_frame_equal(again.tables[name], story.tables[name])


def test_five_priorities_are_compared_and_largest_first_serves_most(story: Plan) -> None:
    table = story.rollout_priorities.set_index("priority")
    assert list(table.index) == ["need", "largest", "easiest", "group", "worst"]
    assert table["chosen"].tolist() == [True, False, False, False, False]
    best = table.loc["largest", "household_months"]
    assert (table["household_months"] <= best * (1 + 1e-9) + table["gap"].max() * best).all()


def test_a_capacity_that_cannot_meet_the_deadline_says_the_earliest_end_and_what_would() -> None:
    facts = make_rollout(story_plan(deadline="2021-10", entries_month=5, **QUICK)).facts["rollout"]
    assert facts["meets_deadline"] is False
    assert facts["late"] > 0
    assert facts["finish_on"] > "2021-10"
    assert facts["finish_earliest_on"] <= facts["finish_on"]
    assert facts["needs"]["is_met"]
    raised = max(row["needs"] for row in facts["needs"]["capacities"] if row["stage"] == "entries")
    area = max(row["needs"] for row in facts["needs"]["capacities"] if row["stage"] == "cleanup_m2")
    surveys = max(row["needs"] for row in facts["needs"]["capacities"] if row["stage"] == "surveys")
    enough = {"entries_month": int(raised), "cleanup_m2_month": area, "surveys_month": int(surveys)}
    assert make_rollout(story_plan(deadline="2021-10", **enough, **QUICK)).facts["rollout"]["meets_deadline"]


def test_more_capacity_never_delays_the_end_and_a_later_deadline_never_hurts() -> None:
    ends = [
        make_rollout(story_plan(entries_month=entries, **QUICK)).rollout_priorities["finish_month"].max()
        for entries in (8, 12, 20)
    ]
    assert ends == sorted(ends, reverse=True)
    values = [
        make_rollout(story_plan(deadline=deadline, **QUICK)).facts["rollout"]["objective"]
        for deadline in ("2021-12", "2022-03", "")
    ]
    assert values == sorted(values)


def test_no_capacity_at_all_leaves_the_open_estates_out_and_says_so() -> None:
    made = make_rollout(story_plan(entries_month=0, deadline="2021-10", **QUICK))
    facts = made.facts["rollout"]
    assert facts["never"] == 174
    assert facts["finish_on"] is None
    assert made.rollout["entry_month"].isna().sum() == 174
    assert np.isnan(made.rollout.loc[~made.rollout["is_given"].astype(bool), "slip_risk"]).all()


def test_a_deadline_in_the_past_is_refused() -> None:
    with pytest.raises(InputError, match=r"2020-01.*2021-06"):
        make_rollout(story_plan(deadline="2020-01"))


def test_a_city_where_all_have_entered_has_nothing_to_schedule() -> None:
    plan = Plan(tables_of([{"estate_id": "A", "stage": "daily"}]), Policy(), {}, {"made_on": "2021-05-31"})
    made = make_rollout(plan)
    assert made.facts["rollout"]["finish_on"] is None
    assert made.rollout["entry_month"].tolist() == [-1]


def test_public_money_of_a_year_holds_back_what_it_cannot_pay() -> None:
    free = make_rollout(story_plan(**QUICK)).rollout
    tight = make_rollout(story_plan(budget_cny_year={"2021": 40_000_000.0}, **QUICK)).rollout
    assert tight["entry_month"].fillna(60).sum() > free["entry_month"].fillna(60).sum()


def test_each_entry_has_the_shape_of_its_estate_so_that_qgis_shows_it_without_a_join() -> None:
    plan = make_rollout(small_plan())
    shapes = plan.estates.set_index("estate_id").geometry
    assert len(plan.rollout)
    for ident, shape in zip(plan.rollout["estate_id"], plan.rollout.geometry, strict=True):
        assert shape.equals(shapes[ident])


def test_a_region_says_in_which_month_it_is_complete(story: Plan) -> None:
    last = story.rollout.groupby("region_id")["entry_on"].max()
    assert story.regions.set_index("region_id")["complete_on"].to_dict() == last.to_dict()
    none = make_rollout(story_plan(entries_month=0, **QUICK))
    assert none.regions["complete_on"].isna().all()
