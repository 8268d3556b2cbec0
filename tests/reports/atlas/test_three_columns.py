"""Today, one community one station, the plan: numbers as the tables have them, dashes for what nobody knows, ties."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.plan import Plan
from geo.reports.atlas.three_columns import RULE, three_columns, three_ways, verdict
from geo.schema import BASELINES
from geo.wording import text
from tests.plans import small_plan


def with_rule(plan, **numbers):
    rows = [{"subdistrict": name, "baseline": RULE, "violations": 0, **numbers} for name in plan.solutions["name"]]
    table = BASELINES.conform(pd.DataFrame(rows).reindex(columns=BASELINES.names()))
    return Plan({**plan.tables, "baselines": table}, plan.policy, plan.facts, plan.record)


@pytest.fixture(scope="module")
def plan():
    small = small_plan()
    gaps = [0.0, 1_000.0]
    solutions = small.solutions.assign(gap_cny_month=gaps)
    return Plan({**small.tables, "solutions": solutions}, small.policy, small.facts, small.record)


def test_the_columns_hold_what_the_tables_say(plan):
    numbers = {"stations": 3, "posts": 30, "monthly_cost_cny": 100_000.0, "households_near": 500, "moved": 2}
    _, rule, own = three_ways(with_rule(plan, difference_cny=50_000.0, **numbers))
    assert (rule.stations, rule.posts, rule.cost, rule.moved) == (6, 60, 2_400_000.0, 4)
    assert own.stations == len(plan.stations)
    assert own.posts == plan.regions["posts"].sum()
    assert own.cost == pytest.approx(12 * plan.regions["monthly_cost_cny"].sum())
    claimed = plan.assignments[plan.assignments["walk_claim"].fillna(value=False)]["estate_id"]
    households = plan.estates.set_index("estate_id")["households"][claimed].sum()
    assert rule.near == pytest.approx(1_000 / households)


def test_what_the_ledger_does_not_tell_is_a_dash_with_its_reason(plan):
    page = three_columns(Plan(plan.tables, plan.policy, {**plan.facts, "posts_today": None}), "map.pdf")
    assert [row["cells"][0]["value"] for row in page["rows"]] == ["—"] * 5
    assert any("现状" in note for note in page["notes"])
    assert [row["cells"][1]["value"] for row in page["rows"]] == ["—"] * 5 or len(plan.baselines)


def test_a_plan_of_an_earlier_version_says_that_the_bill_of_the_rule_is_not_in_it(plan):
    older = with_rule(plan, stations=3, moved=2, difference_cny=50_000.0)
    assert three_ways(older)[1].cost is None
    assert text("report.three.note.no_bill") in three_columns(older, "map.pdf")["notes"]


@pytest.mark.parametrize(
    ("difference", "said"),
    [(50_000.0, "差别成立"), (400.0, "不分高下"), (-400.0, "不分高下"), (-9_000.0, "比本方案每月低")],
)
def test_a_difference_below_the_proved_gap_is_a_tie(plan, difference, said):
    assert said in verdict(with_rule(plan, difference_cny=difference))


def test_without_a_bound_or_a_rule_nothing_is_called_better(plan):
    unbounded = Plan({**plan.tables, "solutions": plan.solutions.assign(gap_cny_month=None)}, plan.policy, plan.facts)
    assert "不能断定" in verdict(with_rule(unbounded, difference_cny=9.0))
    assert verdict(Plan({})) == text("report.three.verdict.none")


def test_the_better_number_is_marked_and_a_tie_is_not(plan):
    numbers = {"stations": 3, "posts": 500, "monthly_cost_cny": 1.0, "households_near": 0, "moved": 2}
    rows = three_columns(with_rule(plan, difference_cny=1.0, **numbers), "m.pdf")["rows"]
    best = {row["words"]: [cell["best"] for cell in row["cells"]] for row in rows}
    assert best[text("report.three.row.posts")][1:] == [False, True]
    assert best[text("report.three.row.cost")][1:] == [True, False]
    assert best[text("report.three.row.stations")] == [False] * 3
