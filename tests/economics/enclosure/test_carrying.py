"""The account carries out what the policy says: nothing by default, paid to the fen where it does."""

from __future__ import annotations

import numpy as np
import pytest

from geo.scenarios.budget import make_budget
from tests.plans import small_plan


def changed(**settings: object):
    plan = small_plan()
    closed = plan.estates.assign(enclosed=["open" if k % 2 else "closed" for k in range(len(plan.estates))], gates=3)
    plan.tables["estates"] = closed
    return make_budget(plan, policy=plan.policy.with_settings(settings), months=24)


def city(plan, line: str) -> float:
    budget = plan.budget[(plan.budget["level"] == "city") & (plan.budget["case"] == "mid")]
    return float(budget[line].sum())


def test_by_default_nothing_is_carried_out_and_no_number_changes():
    plan = changed()
    assert not plan.enclosures["carried_out"].any()
    assert city(plan, "enclosure_cny") == 0.0


@pytest.mark.parametrize("which", ["paying", "all"])
def test_works_carried_out_are_paid_to_the_fen_on_every_level(which):
    plan = changed(**{"enclosure.carry_out": which})
    chosen = plan.enclosures[plan.enclosures["carried_out"].astype(bool)]
    assert len(chosen)
    # each estate's part is rounded to the fen
    assert city(plan, "enclosure_cny") == pytest.approx(chosen["works_cny"].sum(), abs=0.01 * len(plan.assignments))
    for level in ("firm", "office", "region", "estate"):
        own = plan.budget[(plan.budget["level"] == level) & (plan.budget["case"] == "mid")]
        assert round(float(own["enclosure_cny"].sum()), 2) == round(city(plan, "enclosure_cny"), 2)


def test_what_pays_lowers_the_wages_and_leaves_standing_alone_as_it_was():
    before, after = changed(), changed(**{"enclosure.carry_out": "paying"})
    assert city(after, "wages_cny") < city(before, "wages_cny")
    columns = ["estate_id", "standalone_cny"]
    one, other = (plan.books[plan.books["case"] == "mid"][columns].sort_values("estate_id") for plan in (before, after))
    assert np.allclose(one["standalone_cny"], other["standalone_cny"])


def test_prices_of_the_budgets_policy_reach_the_candidates():
    dear = changed(**{"budget.fence_cny_m": 3_000, "budget.gate_cny": 250_000})
    assert dear.enclosures["works_cny"].sum() > 5 * changed().enclosures["works_cny"].sum()
