"""Robustness of a choice between plans; stations that stand in every good one."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import InputError
from geo.plan import Plan
from geo.policy import Policy
from geo.scenarios.robustness import judge_robustness, save_robustness, stations_table
from tests.plans import small_plan


def dearer(plan: Plan) -> Plan:
    """Give every station a rent, so that the plan is worse whatever is assumed."""
    bills = plan.regions.assign(monthly_cost_cny=plan.regions["monthly_cost_cny"] + 50_000.0)
    tables = plan.tables | {"stations": plan.stations.assign(rent_cny_month=50_000.0), "regions": bills}
    return Plan(tables, plan.policy, plan.facts, plan.record)


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    plan = small_plan()
    return {"甲": plan, "乙": dearer(plan)}


def test_a_plan_that_costs_more_and_gives_the_same_is_never_best(plans: dict[str, Plan]) -> None:
    made = judge_robustness(plans, draws=5)
    told = made.plans.set_index("plan")
    assert told.loc["甲", "best_share"] == pytest.approx(1.0)
    assert told.loc["乙", "regret_mean"] > 0
    assert made.flipping == ()


def test_plans_that_are_alike_share_the_first_place(plans: dict[str, Plan]) -> None:
    made = judge_robustness({"甲": plans["甲"], "乙": plans["甲"]}, draws=4)
    assert made.plans["best_share"].tolist() == pytest.approx([0.5, 0.5])
    assert made.plans["rank_mid"].tolist() == [1, 1]


def test_a_scenario_that_changes_an_assumption_keeps_its_change(plans: dict[str, Plan]) -> None:
    plan = plans["甲"]
    fee = plan.policy.budget.fee_cny_m2_month
    dear = [fee.low + 5, fee.mid + 5, fee.high + 5]
    policy: Policy = plan.policy.with_settings({"budget.fee_cny_m2_month": dear})
    made = judge_robustness({"甲": plan, "乙": Plan(plan.tables, policy, plan.facts, plan.record)}, draws=3)
    assert made.plans.set_index("plan").loc["乙", "best_share"] == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_tables(plans: dict[str, Plan]) -> None:
    first, second = judge_robustness(plans, draws=4, seed=2), judge_robustness(plans, draws=4, seed=2)
    pd.testing.assert_frame_equal(first.plans, second.plans)


def test_by_the_fee_the_lower_one_is_better(plans: dict[str, Plan]) -> None:
    made = judge_robustness(plans, by="fee", draws=3)
    assert made.plans.set_index("plan").loc["甲", "rank_mid"] == 1


def test_stations_are_no_regret_where_every_good_plan_has_them(plans: dict[str, Plan]) -> None:
    plan = plans["甲"]
    less = Plan(plan.tables | {"stations": plan.stations.iloc[1:]}, plan.policy, plan.facts, plan.record)
    gone = plan.stations["station_id"].iloc[0]
    table = stations_table({"甲": plan, "乙": less, "丙": plan}, {"甲", "乙"}).set_index("station_id")
    assert table.loc[gone, "steadiness"] == "depends"
    assert table.loc[gone, "good_share"] == pytest.approx(0.5)
    assert set(table.drop(index=gone)["steadiness"]) == {"always"}


def test_files_are_written_and_the_same_again(plans: dict[str, Plan], tmp_path: Path) -> None:
    made = judge_robustness(plans, draws=3)
    for folder in ("a", "b"):
        save_robustness(made, tmp_path / folder, invented=True)
    for name in ("robust.xlsx", "robust.png", "robust.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    told = json.loads((tmp_path / "a" / "robust.json").read_text(encoding="utf-8"))
    assert [row["plan"] for row in told["plans"]] == ["甲", "乙"]


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_plans_are_refused(plans: dict[str, Plan], count: int) -> None:
    with pytest.raises(InputError, match="两个方案"):
        judge_robustness(dict(list(plans.items())[:count]))


def test_an_empty_plan_is_named(plans: dict[str, Plan]) -> None:
    with pytest.raises(InputError, match="丙"):
        judge_robustness({**plans, "丙": Plan({})})
