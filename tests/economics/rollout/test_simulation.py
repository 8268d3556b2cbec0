"""Simulated courses: the same from the same seed, the plan itself where nothing can come between."""

import numpy as np

from geo.economics.rollout.priorities import prioritised
from geo.economics.rollout.simulation import simulate
from geo.economics.rollout.solve import schedule_entries
from tests.economics.rollout.towns import ground_of, story_rows

CERTAIN = {
    "refusal": 0.0, "refusal_small": 0.0, "delay": 0.0, "survey_weeks": 3, "consent_weeks": 6, "cleanup_weeks": 6,
    "simulations": 5,
}  # fmt: skip


def planned(ground):  # type: ignore[no-untyped-def]
    problem, order = prioritised(ground, "need")
    return schedule_entries(problem, order, settings=ground.policy.rollout, deadline=None).schedule.entry


def test_without_refusals_and_delays_every_course_is_the_schedule() -> None:
    ground = ground_of(story_rows(), **CERTAIN)
    entry = planned(ground)
    assert (simulate(ground, entry, seed=3).entry == entry[None, :]).all()


def test_one_seed_gives_one_set_of_courses() -> None:
    ground = ground_of(story_rows(), simulations=20)
    entry = planned(ground)
    first, second = (simulate(ground, entry, seed=9).entry for _ in range(2))
    assert (first == second).all()
    assert (simulate(ground, entry, seed=10).entry != first).any()


def test_percentiles_are_in_order_and_refusals_leave_some_out() -> None:
    ground = ground_of(story_rows(), simulations=40, refusal=0.9, refusal_small=0.9, most_asked=2)
    courses = simulate(ground, planned(ground), seed=0)
    low, mid, high = courses.percentiles()
    assert (low <= mid).all()
    assert (mid <= high).all()
    assert (courses.finish() == ground.calendar.months).all()


def test_those_who_signed_are_not_asked_again() -> None:
    rows = [{"estate_id": f"E{number}", "stage": "signed"} for number in range(5)]
    ground = ground_of(rows, simulations=30, refusal=1.0, refusal_small=1.0)
    assert (simulate(ground, planned(ground), seed=0).entry < ground.calendar.months).all()


def test_no_simulation_is_an_empty_set_of_courses() -> None:
    ground = ground_of(story_rows(), simulations=0)
    assert simulate(ground, planned(ground), seed=0).entry.shape == (0, len(ground.open))
    assert np.isfinite(planned(ground)).all()
