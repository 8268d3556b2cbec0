"""The checker passes sound plans and finds every planted fault."""

import dataclasses

import numpy as np
import pytest

from geo.clustering.pool import faults_of, read_pool, solve
from geo.plan import Status

from .grounds import grid


@pytest.fixture(scope="module")
def sound():
    place, edges, border = grid(4, 4)
    arguments = {"regions": 4, "activities": np.ones(16), "tolerance": 0.3, "border_m": border, "border_price": 0.1}
    arguments |= {"locks": [(0, 2)], "together": [(0, 1)], "apart": [(0, 15)]}
    return read_pool(place, edges, **arguments), solve(place, edges, **arguments)


def test_the_checker_passes_a_sound_plan(sound) -> None:
    assert faults_of(*sound) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda plan: {"value": plan.value * 1.01}, "value"),
        (lambda plan: {"inertia": plan.inertia + 1}, "inertia"),
        (lambda plan: {"border_m": plan.border_m - 1}, "border"),
        (lambda plan: {"bound": plan.value * 1.1}, "below its own bound"),
        (lambda plan: {"status": Status.OPTIMAL, "bound": plan.value * 0.5}, "called optimal"),
        (lambda plan: {"region": np.where(plan.region == 3, 2, plan.region)}, "empty"),
        (lambda plan: {"region": (np.arange(16) + np.arange(16) // 4) % 4}, "not connected"),
        (lambda plan: {"region": np.array([0] * 10 + [1, 1, 2, 2, 3, 3])}, "outside"),
        (lambda plan: {"region": np.full(16, -1)}, "in no region"),
        (lambda plan: {"loads": plan.loads + 1}, "carries"),
        (lambda plan: {"centres": np.arange(4)}, "centres"),
        (lambda plan: {"region": 3 - plan.region}, "locked"),
        (lambda plan: {"region": np.array([2, 3, 0, 0, 2, 3, 0, 0, 2, 3, 1, 1, 2, 3, 1, 1])}, "must be together"),
        (lambda plan: {"region": np.array([2] * 4 + [2, 0, 1, 2, 2, 0, 1, 2, 3, 3, 2, 2])}, "must be apart"),
        (lambda plan: {"status": Status.INFEASIBLE}, "without a reason"),
    ],
)
def test_the_checker_catches_planted_faults(sound, change, words) -> None:
    pool, plan = sound
    assert any(words in fault for fault in faults_of(pool, dataclasses.replace(plan, **change(plan))))


def test_the_checker_catches_centres_that_the_rules_rule_out() -> None:
    place, edges, _ = grid(3, 3)
    arguments = {"regions": 2, "activities": np.ones(9), "tolerance": 0.2, "objective": "hess"}
    plan = solve(place, edges, **arguments)
    forced = read_pool(place, edges, **arguments, forced=[u for u in range(9) if u not in plan.centres][:1])
    assert any("must be one" in fault for fault in faults_of(forced, plan))
    forbidden = read_pool(place, edges, **arguments, forbidden=plan.centres[:1].tolist())
    assert any("may not be one" in fault for fault in faults_of(forbidden, plan))


def test_the_checker_catches_a_centre_in_another_region() -> None:
    place, edges, _ = grid(3, 3)
    arguments = {"regions": 2, "activities": np.ones(9), "tolerance": 0.2, "objective": "hess"}
    plan = solve(place, edges, **arguments)
    swapped = dataclasses.replace(plan, centres=plan.centres[::-1].copy())
    assert any("not one of its units" in fault for fault in faults_of(read_pool(place, edges, **arguments), swapped))
