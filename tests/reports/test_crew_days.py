"""A crew's day says what the tables say, and stands whatever is missing in them."""

from __future__ import annotations

import numpy as np
import pytest

from geo.plan import Plan
from geo.reports.crew_days import crew_days, crews_of, word
from geo.wording import using_language
from tests.plans import HOSTILE_NAMES
from tests.routed_plan import routed_plan


def without(plan: Plan, **tables) -> Plan:
    return Plan({**plan.tables, **tables}, plan.policy, plan.facts, plan.record)


def test_days_come_crew_by_crew_from_monday_on_whatever_the_order_of_the_rows():
    plan = routed_plan()
    shuffled = without(
        plan, rounds=plan.rounds.sample(frac=1, random_state=1), visits=plan.visits.sample(frac=1, random_state=2)
    )
    days = crew_days(shuffled)
    assert [(day.crew.crew_id, day.weekday) for day in days] == [
        (crew, weekday) for crew in plan.crews["crew_id"] for weekday in (1, 2)
    ]
    assert [day.stops[0].place for day in days] == [day.stops[0].place for day in crew_days(plan)]


def test_visits_are_numbered_and_rest_reload_and_return_are_not():
    days = {(day.crew.crew_id, day.weekday): day for day in crew_days(routed_plan())}
    assert [(stop.number, stop.kind) for stop in days["C001", 1].stops] == [
        (1, "visit"), (2, "visit"), (None, "break"), (3, "visit"), (None, "return"),
    ]  # fmt: skip
    assert "reload" in {stop.kind for stop in days["C003", 1].stops}
    assert days["C003", 1].visits == 6
    assert days["C003", 1].trips == 2


def test_a_stop_stands_where_its_leg_ends_and_the_track_hangs_together():
    for day in crew_days(routed_plan()):
        assert day.stops[-1].at == pytest.approx(day.crew.at)
        ends = [line[-1] for line in day.track[:-1]]
        assert np.allclose(ends, [line[0] for line in day.track[1:]])


def test_without_shapes_the_way_goes_straight_between_the_estates():
    plan = routed_plan()
    bare = without(plan, rounds=plan.rounds.assign(geometry=None), visits=plan.visits.assign(geometry=None))
    for day in crew_days(bare):
        assert len(day.track) == 1
        assert day.stops[-1].at == pytest.approx(day.crew.at)
        assert all(stop.at is not None for stop in day.stops)


def test_the_shape_of_the_round_stands_in_for_legs_without_one():
    plan = routed_plan()
    bare = without(plan, visits=plan.visits.assign(geometry=None))
    assert sum(len(day.track) for day in crew_days(bare)) == sum(len(day.track) for day in crew_days(plan))


def test_a_crew_that_no_table_lists_goes_by_its_id():
    plan = routed_plan()
    assert {crew.name for crew in crews_of(without(plan, crews=plan.crews.iloc[:0])).values()} == set(
        plan.crews["crew_id"]
    )


def test_a_plan_without_rounds_has_no_days():
    assert crew_days(Plan({})) == []


def test_names_stay_as_they_stand():
    assert {day.crew.name for day in crew_days(routed_plan(hostile=True))} == set(HOSTILE_NAMES)


def test_totals_and_words_follow_the_language():
    day = crew_days(routed_plan())[0]
    assert day.totals == "3 处 · 路程 1.7 km · 作业 114 分 · 路途 8 分 · 等候 74 分 · 休息 60 分"
    with using_language("en"):
        assert day.totals.startswith("3 stops · 1.7 km")
        assert (word("weekday", 3), word("role", "repair"), word("role", "unheard of")) == (
            "Wednesday", "repair", "unheard of",
        )  # fmt: skip
