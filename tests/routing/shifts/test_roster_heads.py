"""The number of heads is the fewest there is, its bound holds, and the roster can be worked."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.policy import Policy
from geo.policy.shifts import ShiftPolicy
from geo.routing.shifts.bounds import fewest_heads
from geo.routing.shifts.checker import check_shifts
from geo.routing.shifts.duties import Duty, Watch
from geo.routing.shifts.roster import Roster, make_roster
from geo.routing.shifts.stints import rules_of
from geo.routing.shifts.tables import clock
from geo.schema import SHIFTS
from tests.routing.shifts.weeks import duty, fewest_by_trying

WEEK = ShiftPolicy(weeks=1)
KINDS = st.sampled_from(["early", "middle", "night", "day", "morning", "afternoon"])


def broken(duties: list[Duty], roster: Roster, shifts: ShiftPolicy) -> list:
    """Hold a roster against the checker, through tables as a plan has them."""
    watch = Watch("R", "R1", "S1", "security", tuple(duties), 0)
    rows = [
        {
            "shift_id": "-",
            "roster_id": "R",
            "role": "security",
            "person": str(person),
            "week": one.week,
            "weekday": one.weekday,
            "shift": one.kind,
            "post": one.post,
            "start": clock(one.start_min),
            "finish": clock(one.finish_min),
            "hours": one.hours,
            "is_holiday_cover": one.is_cover,
        }
        for one, person in zip(duties, roster.person, strict=True)
    ]
    heads = {"roster_id": "R", "heads": roster.heads, "heads_bound": roster.bound, "posts_pooled": 0}
    rosters = pd.DataFrame([heads | {"spare_people": -roster.heads}])
    return check_shifts(rosters, SHIFTS.conform(pd.DataFrame(rows)), [watch], Policy(shifts=shifts))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), KINDS), min_size=1, max_size=7), st.integers(1, 3), st.integers(8, 24))
def test_the_heads_are_those_found_by_trying_every_way(slots, in_row, hours):
    shifts = ShiftPolicy(weeks=1, most_days_in_row=in_row, most_nights_in_row=1, hours_week=hours)
    duties = [duty(day, kind, shifts, post=f"{number}门") for number, (day, kind) in enumerate(slots)]
    roster, best = make_roster(duties, shifts), fewest_by_trying(duties, shifts)
    assert roster.bound <= best <= roster.heads
    assert broken(duties, roster, shifts) == []
    if not any(one.kind in ("morning", "afternoon") for one in duties):
        assert roster.heads == best


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 27), KINDS), max_size=120), st.integers(0, 5))
def test_every_roster_can_be_worked_and_the_order_of_duties_changes_nothing(slots, shuffle):
    shifts = ShiftPolicy()
    duties = [duty(day, kind, shifts, post=f"{number % 3}门") for number, (day, kind) in enumerate(slots)]
    roster = make_roster(duties, shifts)
    assert broken(duties, roster, shifts) == []
    other = list(enumerate(duties))
    random.Random(shuffle).shuffle(other)
    again = make_roster([one for _, one in other], shifts)
    of_duty = {(one, roster.person[number]) for number, one in enumerate(duties)}
    assert {(one, again.person[place]) for place, (_, one) in enumerate(other)} == of_duty


@pytest.mark.parametrize(("gates", "heads"), [(1, 5), (2, 9), (5, 21)])
def test_gates_round_the_clock_take_the_hours_over_the_hours_of_a_person(gates, heads):
    shifts = ShiftPolicy()
    duties = [
        duty(day, kind, shifts, post=f"{gate}门")
        for gate in range(gates)
        for day in range(28)
        for kind in ("early", "middle", "night")
    ]
    roster = make_roster(duties, shifts)
    assert (roster.heads, roster.bound) == (heads, heads)  # 84 shifts a gate over 20 a person
    assert broken(duties, roster, shifts) == []


def test_people_who_must_all_work_to_the_last_hour_still_get_a_roster():
    shifts = ShiftPolicy(hours_week=48)
    duties = [duty(day, "day", shifts, post=f"{gate}门") for gate in range(6) for day in range(28)]
    roster = make_roster(duties, shifts)
    assert roster.heads == roster.bound == 7  # 168 days of work, 24 a person: six of seven days, every week
    assert broken(duties, roster, shifts) == []


def test_nights_and_weekends_are_shared_evenly():
    shifts = ShiftPolicy()
    duties = [duty(day, kind, shifts) for day in range(28) for kind in ("early", "middle", "night")]
    roster = make_roster(duties, shifts)
    for counted in (
        lambda one: one.kind == "night",
        lambda one: one.weekday >= 6,
        lambda one: True,
    ):
        own = [0] * roster.heads
        for one, person in zip(duties, roster.person, strict=True):
            own[person] += counted(one)
        assert max(own) - min(own) <= 1


def test_people_keep_to_their_post():
    shifts = ShiftPolicy()
    duties = [duty(day, "day", shifts, post=f"{gate}门") for gate in range(4) for day in range(28)]
    roster = make_roster(duties, shifts)
    at_home = 0
    for person in range(roster.heads):
        posts = [one.post for one, who in zip(duties, roster.person, strict=True) if who == person]
        at_home += max(posts.count(post) for post in set(posts))
    assert at_home >= 0.6 * len(duties)


def test_late_and_early_need_people_of_their_own():
    duties = [duty(0, "middle", WEEK, post="甲"), duty(1, "early", WEEK, post="乙")]
    assert fewest_heads(duties, rules_of(WEEK)) == 2
    assert fewest_heads(duties, rules_of(ShiftPolicy(weeks=1, least_rest_hours=8))) == 1


def test_no_duties_take_nobody():
    assert make_roster([], WEEK) == Roster((), 0, 0)


def test_a_gap_is_said_or_closed_by_the_program():
    shifts = ShiftPolicy(weeks=1, most_days_in_row=1, hours_week=24, search_steps=1, exact_nodes=0)
    duties = [duty(day, kind, shifts) for day in range(7) for kind in ("early", "night")]
    searched = make_roster(duties, shifts)
    assert searched.bound <= searched.heads
    closed = make_roster(duties, shifts.model_copy(update={"exact_nodes": 500}))
    assert closed.heads <= searched.heads
    assert broken(duties, closed, shifts) == []
