"""Collection that follows satisfaction: by hand, monotone, only with n, and nothing where it is switched off."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.economics.budget.account import keep_account
from geo.economics.budget.assumptions import assume, guesses
from geo.economics.budget.income import collection_at, mature_collection
from geo.economics.budget.satisfaction import collection_lift, latest_judged
from geo.economics.surveys.satisfaction import judged_satisfaction
from geo.plan import Plan
from geo.scenarios.budget import make_budget
from geo.schema import SATISFACTION
from geo.schema.money import MONEY_TABLES
from tests.economics.budget.town import sure_policy, town
from tests.plans import small_plan

LINKED = {"drives": True, "reference": 0.8, "collection_per_satisfaction": 0.5}


def judged(*rows: dict[str, object]) -> pd.DataFrame:
    return judged_satisfaction(SATISFACTION.conform(pd.DataFrame(list(rows))), confidence=0.95)


def asked(estate_id: str, satisfied: int, answered: int = 40, **more: object) -> dict[str, object]:
    return {
        "estate_id": estate_id,
        "year": 2025,
        "answered": answered,
        "satisfied": satisfied,
        "basis": "survey",
    } | more


PUBLISHED = {"year": 2025, "rate_stated": 0.9917, "basis": "pilot"}


def linked_town(*rows: dict[str, object], policy=None, **given_to_town):
    policy = policy or sure_policy(satisfaction=LINKED)
    ids = town(**given_to_town).estate_ids
    return town(**given_to_town, collection_lift=collection_lift(ids, judged(*rows), policy.budget.satisfaction))


def test_ten_points_above_the_reference_add_five_points_of_collection():
    policy, basis = sure_policy(satisfaction=LINKED), linked_town(asked("E0", 36), asked("E1", 28))
    mature = mature_collection(basis, assume(policy, "mid"))
    assert mature == pytest.approx([0.75 + 0.5 * 0.10, 0.75 - 0.5 * 0.10, 0.75])
    rate = collection_at(basis, policy, assume(policy, "mid"), np.array([3, 15]))
    assert rate[0] == pytest.approx([0.2, 0.2 + 0.6 * (1 - np.exp(-1))])


def test_the_lean_case_takes_the_lower_limit_and_the_ample_one_the_upper():
    policy, rows = sure_policy(satisfaction=LINKED), asked("E0", 36)
    own = judged(rows).iloc[0]
    for case, limit in (("low", own["low"]), ("high", own["high"])):
        mature = mature_collection(linked_town(rows), assume(policy, case))
        assert mature == pytest.approx([0.75 + 0.5 * (limit - 0.8), 0.75, 0.75])


def test_a_figure_without_n_drives_nothing():
    rows = (
        {"estate_id": "E0"} | PUBLISHED,
        asked("E1", 40),
        {"estate_id": "E1"} | PUBLISHED | {"year": 2026},
        PUBLISHED,
    )
    basis = linked_town(*rows)
    assert np.isnan(basis.collection_lift[0]).all()
    assert basis.collection_lift[1, 1] == pytest.approx(0.1)  # the year before, which has an n


def test_the_latest_year_counts_and_in_one_year_the_survey_then_the_larger_sample():
    rows = [
        asked("E0", 10, year=2024), asked("E0", 20, year=2025),
        asked("E1", 90, 100, basis="pilot"), asked("E1", 20), asked("E1", 30, 50),
    ]  # fmt: skip
    table = judged(*rows)
    found = latest_judged(table)
    assert found["rate"].tolist() == [0.5, 0.6]
    pd.testing.assert_frame_equal(latest_judged(table.sample(frac=1, random_state=3)), found)


def test_collection_is_held_to_nothing_and_everything_and_to_the_ledger():
    policy = sure_policy(satisfaction=LINKED | {"collection_per_satisfaction": 5})
    rows = (asked("E0", 40), asked("E1", 4), asked("E2", 28))
    basis = linked_town(*rows, policy=policy, collection=np.array([np.nan, np.nan, 0.6]))
    assert mature_collection(basis, assume(policy, "mid")).tolist() == [1.0, 0.0, 0.6]


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300), st.sampled_from(["low", "mid", "high"]))
def test_more_satisfied_residents_never_lower_the_collection(answered, some, others, case):
    fewer, more = sorted(min(count, answered) for count in (some, others))
    policy = sure_policy(satisfaction=LINKED)
    rates = [
        collection_at(linked_town(asked("E0", hits, answered)), policy, assume(policy, case), np.arange(40))
        for hits in (fewer, more)
    ]
    assert (rates[0] <= rates[1] + 1e-12).all()
    assert (rates[1] <= 1).all()


def test_shares_of_linked_fees_add_up_to_the_fen_and_estates_without_a_survey_keep_theirs():
    plain, policy = sure_policy(), sure_policy(satisfaction=LINKED)
    fees = [
        keep_account(basis, one, assume(one, "mid"), months=40).lines["fees"]
        for basis, one in ((town(), plain), (linked_town(asked("E0", 36)), policy))
    ]
    assert fees[0][1:].tolist() == fees[1][1:].tolist()
    assert (fees[1][0, 4:] > fees[0][0, 4:]).all()
    assert fees[1].dtype == np.int64


def surveyed(drives: bool | None, **more: object) -> Plan:
    plan = small_plan()
    ids = plan.assignments["estate_id"].tolist()
    rows = judged(asked(ids[0], 38), asked(ids[1], 20), {"estate_id": ids[2]} | PUBLISHED)
    changes = {} if drives is None else {"budget.satisfaction.drives": drives}
    changed = plan.policy.with_settings(
        changes | {f"budget.satisfaction.{name}": value for name, value in more.items()}
    )
    return Plan(plan.tables | {"satisfaction": rows}, changed, plan.facts, plan.record)


def test_switched_off_nothing_changes_to_the_fen():
    bare, off = make_budget(small_plan(), months=48), make_budget(surveyed(None), months=48)
    for table in MONEY_TABLES:
        pd.testing.assert_frame_equal(bare.tables[table.name], off.tables[table.name])
    assert off.facts["budget"]["satisfaction"] is None
    assert "satisfaction.within" not in {one.key for one in guesses(off.policy)}


def test_a_driven_plan_says_how_many_estates_are_driven_and_adds_up():
    made = make_budget(surveyed(True), months=48)
    facts = made.facts["budget"]["satisfaction"]
    assert (facts["estates"], facts["of"], facts["without_n"]) == (2, len(made.assignments), 1)
    assert (facts["lowest"], facts["highest"]) == (pytest.approx(0.6), pytest.approx(0.825))
    found = made.findings[made.findings["rule"] == "budget-satisfaction"]
    assert len(found) == 1
    assert f"2/{facts['of']}" in found["found"].iloc[0]
    budget = made.budget[made.budget["case"] == "mid"]
    fen = (budget["fees_cny"] * 100).round().astype("int64").groupby([budget["level"], budget["month"]]).sum()
    for level in ("estate", "region", "office"):
        assert (fen[level] == fen["city"]).all()


def test_the_interval_is_a_bar_of_the_tornado_and_the_cases_stay_in_order():
    plan = surveyed(True, collection_per_satisfaction=1.0)
    rows = judged(*(asked(name, 8, 10) for name in plan.assignments["estate_id"]))
    made = make_budget(Plan(plan.tables | {"satisfaction": rows}, plan.policy, plan.facts, plan.record), months=48)
    assert "budget.satisfaction.within" in made.tornado["input"].tolist()
    cases = made.facts["budget"]["cases"]
    assert cases["low"]["balance_cny"] < cases["mid"]["balance_cny"] < cases["high"]["balance_cny"]


def test_the_sheet_that_computes_equals_the_linked_account():
    made = make_budget(surveyed(True), months=48)
    months = made.tables["estimate"].query("kind == 'month'")
    assert months["rounding_cny"].abs().max() < 1.0
    steady = made.tables["estimate"].query("kind == 'steady'").iloc[0]
    rate = steady["collection_base"] + steady["collection_per_mature"] * made.policy.budget.collection_mature.mid
    even = made.break_even.query("case == 'mid' and level == 'city' and at == 'mature'").iloc[0]
    assert rate == pytest.approx(even["collection"], abs=0.05)  # by floor area here, by fees there


def test_a_link_without_any_figure_is_said():
    plan = small_plan()
    linked = Plan(plan.tables, plan.policy.with_settings({"budget.satisfaction.drives": True}), plan.facts, plan.record)
    made = make_budget(linked, months=40)
    assert (made.findings["rule"] == "budget-satisfaction").sum() == 1
    assert made.facts["budget"]["satisfaction"]["estates"] == 0
