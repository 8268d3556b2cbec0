"""Guesses: how they are written, what is refused."""

from __future__ import annotations

import pytest

from geo.errors import PolicyError
from geo.policy import Guess, Policy
from geo.policy.budget import BudgetPolicy


def budget(**given):
    return Policy.from_mapping({"budget": given}).budget


def test_a_guess_is_a_number_a_triple_or_a_table():
    assert budget(tax_share=0.02).tax_share == Guess(low=0.02, mid=0.02, high=0.02)
    assert budget(tax_share=[0.01, 0.02, 0.05]).tax_share == Guess(low=0.01, mid=0.02, high=0.05)
    table = {"low": 0.01, "mid": 0.02, "high": 0.05}
    assert budget(tax_share=table).tax_share == budget(tax_share=[0.01, 0.02, 0.05]).tax_share


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"tax_share": [0.3, 0.1, 0.2]}, "从小到大"),
        ({"collection_mature": 1.2}, "应不大于 1"),
        ({"fee_cny_m2_month": -0.1}, "应不小于 0"),
        ({"collection_ramp_months": 0}, "应不小于 0.01"),
        ({"start": "2026-13"}, "年-月"),
        ({"cleanup": {"payers": {"paint": "firm"}}}, "没有 paint"),
        ({"cleanup": {"payers": {"signs": "nobody"}}}, "应为以下之一"),
        ({"subsidy_months": -1}, "应不小于 0"),
    ],
)
def test_what_cannot_be_is_refused(given, words):
    with pytest.raises(PolicyError, match=words):
        budget(**given)


def test_a_negative_wage_is_refused():
    with pytest.raises(PolicyError, match="应不小于 0"):
        Policy.from_mapping({"staffing": {"wages_cny_month": {"repair": -1}}})


def test_every_guess_says_whether_more_is_better_or_worse():
    for section in (BudgetPolicy, type(BudgetPolicy().cleanup)):
        for name, info in section.model_fields.items():
            if info.annotation is Guess:
                assert info.json_schema_extra["more_is"] in {"better", "worse"}, name
