import math

import pytest

from geo.plan import Plan, Proof, Status
from geo.schema import PLAN_TABLES
from tests.plans import small_plan


def test_a_proof_gives_gap_in_fraction_yuan_and_of_the_controllable_part() -> None:
    proof = Proof(Status.GAP, 1_000.0, 990.0, floor=500.0)
    assert proof.gap == pytest.approx(0.01)
    assert proof.gap_cny_month == pytest.approx(10.0)
    assert proof.gap_controllable == pytest.approx(0.02)


def test_no_bound_and_no_plan_have_no_gap() -> None:
    assert Proof(Status.FEASIBLE, 10.0, -math.inf).gap is None
    assert Proof(Status.INFEASIBLE, 10.0, 5.0).gap is None
    assert Proof(Status.INFEASIBLE, 10.0, 5.0).gap_controllable is None


def test_a_bound_above_the_value_by_rounding_is_no_negative_gap() -> None:
    assert Proof(Status.OPTIMAL, 10.0, 10.0000001).gap == 0.0


def test_a_value_of_zero_has_no_gap() -> None:
    assert Proof(Status.OPTIMAL, 0.0, 0.0).gap == 0.0


def test_the_proof_is_said_in_plain_words() -> None:
    assert Proof(Status.OPTIMAL, 1.0, 1.0).in_words("zh") == "已证明最优"
    assert Proof(Status.GAP, 400_000.0, 398_800.0).in_words("zh") == "距最优不超过 0.3%（每月约 1,200 元）"
    assert "0.010%" in Proof(Status.GAP, 1e6, 1e6 - 100).in_words("en")


def test_a_plan_has_every_declared_table() -> None:
    plan = Plan({})
    assert set(plan.tables) == {table.name for table in PLAN_TABLES}
    assert plan.regions.empty
    with pytest.raises(AttributeError):
        plan.nothing  # noqa: B018


def test_the_status_of_a_plan_is_its_weakest() -> None:
    assert Plan({}).status is Status.OPTIMAL
    assert small_plan().status is Status.GAP
