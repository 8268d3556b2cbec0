"""Orders in the order of entry: by hand, small estates stay near the mean, no row order, nothing when switched off."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.economics.calendar import Calendar
from geo.economics.rollout.complaints import complaint_ratio
from geo.economics.rollout.ground import entry_ground
from geo.economics.rollout.priorities import need_of, prioritised
from geo.findings import Report
from geo.plan import Plan
from geo.policy import Policy
from geo.policy.rollout import NeedWeights
from geo.scenarios.rollout import make_rollout
from geo.schema import ORDER_TIMES
from tests.economics.rollout.towns import JUNE_2021, tables_of

ESTATES = pd.DataFrame({"estate_id": ["A", "B", "C"], "households": pd.array([1000, 990, 10], "Int64")})
HALF = {"rollout.need.orders": 0.5}


def times_of(**orders: int) -> dict[str, pd.DataFrame]:
    rows = [{"level": "estate", "name": name, "orders": count} for name, count in orders.items()]
    return {"order_times": ORDER_TIMES.conform(pd.DataFrame([{"level": "plan", "name": "", "orders": 99}, *rows]))}


def ratio_of(tables, **settings):
    return complaint_ratio(tables, ESTATES, NeedWeights(**({"orders": 0.5} | settings)))


def ground_with(tables, report: Report | None = None, **changes):
    policy = Policy().with_settings(changes)
    return entry_ground(tables, policy=policy, calendar=Calendar(JUNE_2021, 36), report=report or Report())


def rows_of(*households: int) -> list[dict[str, object]]:
    return [{"estate_id": f"E{n}", "households": count, "build_year": 2000} for n, count in enumerate(households)]


def test_orders_are_held_against_households_and_mixed_with_five_at_the_mean_rate():
    ratio = ratio_of(times_of(A=30, B=9, C=1))  # 40 orders of 2,000 households: 20 expected of A
    assert ratio == pytest.approx([(30 + 5) / (20 + 5), (9 + 5) / (19.8 + 5), (1 + 5) / (0.2 + 5)])


def test_a_tiny_estate_with_one_complaint_does_not_lead():
    ratio = ratio_of(times_of(A=30, B=9, C=1))  # C: 100 orders a thousand households, A: 30
    assert ratio[0] > ratio[2] > 1


def test_estates_without_households_or_without_a_row_are_not_judged_worse_or_better_than_they_are():
    estates = ESTATES.assign(households=pd.array([1000, None, 1000], "Int64"))
    ratio = complaint_ratio(times_of(A=10, B=7), estates, NeedWeights(orders=1.0))
    assert ratio == pytest.approx([(10 + 5) / (5 + 5), 1.0, 5 / (5 + 5)])


@pytest.mark.parametrize("tables", [{}, times_of(), times_of(A=0, B=0, C=0), times_of(X=5)])
def test_without_orders_of_these_estates_there_is_no_ratio(tables):
    assert ratio_of(tables) is None


def test_off_by_default_even_where_orders_are_known():
    tables = tables_of(rows_of(400, 400)) | times_of(E0=1, E1=50)
    ground = ground_with(tables)
    assert ground.complaints is None
    assert need_of(ground).tolist() == [2.0, 2.0]


def test_need_is_multiplied_by_the_stated_share_of_the_ratio():
    tables = tables_of(rows_of(400, 400)) | times_of(E0=5, E1=15)
    ground = ground_with(tables, **HALF)
    assert ground.complaints == pytest.approx([10 / 15, 20 / 15])
    assert need_of(ground) == pytest.approx([2 * (0.5 + 0.5 * 10 / 15), 2 * (0.5 + 0.5 * 20 / 15)])


def test_more_orders_never_put_an_estate_further_back():
    places = []
    for count in range(0, 60, 4):
        tables = tables_of(rows_of(500, 400, 300)) | times_of(E0=20, E1=20, E2=count)
        _, order = prioritised(ground_with(tables, **HALF), "need")
        places.append(int(np.flatnonzero(order == 2)[0]))
    assert places == sorted(places, reverse=True)
    assert (places[0], places[-1]) == (2, 0)


def test_other_priorities_do_not_change():
    tables = tables_of(rows_of(500, 400, 300)) | times_of(E0=1, E1=20, E2=50)
    for name in ("largest", "easiest", "group", "worst"):
        first, second = (prioritised(ground_with(tables, **changes), name) for changes in ({}, HALF))
        assert first[1].tolist() == second[1].tolist()
        assert first[0].weight.tolist() == second[0].weight.tolist()


def planned(*, mixed: bool = False, orders: bool = True, **changes: object) -> Plan:
    tables = tables_of(rows_of(500, 400, 300)) | (times_of(E0=5, E1=10, E2=60) if orders else {})
    if mixed:
        tables = {name: table.sample(frac=1, random_state=2) for name, table in tables.items()}
    usual = {"budget.start": "2021-06", "rollout.entries_month": 1, "rollout.simulations": 10} | HALF
    return Plan(tables, Policy().with_settings(usual | changes), {}, {"made_on": "2021-05-31"})


def test_the_schedule_brings_the_estate_forward_and_says_why():
    off = make_rollout(planned(**{"rollout.need.orders": 0.0}))
    on = make_rollout(planned())
    assert off.rollout.set_index("estate_id")["entry_month"].idxmin() == "E0"
    assert on.rollout.set_index("estate_id")["entry_month"].idxmin() == "E2"
    assert on.rollout["why"].str.contains("每户工单为均值的").all()
    assert not off.rollout["why"].str.contains("工单").any()
    assert off.facts["rollout"]["complaints"] is None
    assert on.facts["rollout"]["complaints"]["weight"] == 0.5
    largest = make_rollout(planned(**{"rollout.priority": "largest"}))
    assert not largest.rollout["why"].str.contains("工单").any()


def test_the_order_of_rows_does_not_matter():
    first, second = make_rollout(planned()), make_rollout(planned(mixed=True))
    for name in ("rollout", "rollout_priorities"):
        pd.testing.assert_frame_equal(first.tables[name], second.tables[name])


def test_a_weight_without_orders_is_said():
    made = make_rollout(planned(orders=False))
    assert (made.findings["rule"] == "rollout-no-orders").sum() == 1
