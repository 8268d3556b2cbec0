"""Locks, units together and apart, centres forced and forbidden: against brute force, and where they clash."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.clustering.pool import solve
from geo.clustering.pool.rules import read_rules
from geo.plan import Status
from geo.wording import using_language

from .grounds import best_value, chain, grid, is_connected, scattered

CALM = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))


def keeps(labels, *, locks=(), together=(), apart=()) -> bool:
    return (
        all(labels[a] == labels[b] for a, b in together)
        and all(labels[a] != labels[b] for a, b in apart)
        and all((labels[a] == labels[b]) == (k == m) for a, k in locks for b, m in locks)
    )


@CALM
@given(seed=st.integers(0, 10**6), data=st.data())
def test_rules_on_small_pools_give_the_best_plan_that_keeps_them_and_never_a_better_one(seed, data) -> None:
    place, edges, load = scattered(8, seed)
    pair = st.tuples(st.integers(0, 3), st.integers(4, 7))
    rules = {
        "locks": data.draw(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2)), max_size=2, unique_by=min)),
        "together": data.draw(st.lists(pair, max_size=1)),
        "apart": data.draw(st.lists(pair, max_size=2)),
    }
    rules["locks"] = list({unit: (unit, label) for unit, label in rules["locks"]}.values())
    arguments = {"regions": 3, "activities": load, "tolerance": 0.6}
    truth = best_value(
        place, edges, np.zeros(len(edges)), regions=3, loads=load, tolerance=0.6,
        keeps=lambda labels: keeps(labels, **rules),
    )  # fmt: skip
    plan, free = solve(place, edges, **arguments, **rules), solve(place, edges, **arguments)
    assert (plan.status is Status.INFEASIBLE) == math.isinf(truth)
    if plan.status is Status.OPTIMAL:
        assert plan.value == pytest.approx(truth)
        assert plan.value >= free.value * (1 - 1e-9)
        assert all(plan.region[unit] == label for unit, label in rules["locks"])


@CALM
@given(seed=st.integers(0, 10**6), forced=st.integers(0, 7), forbidden=st.sets(st.integers(0, 7), max_size=4))
def test_centres_forced_and_forbidden_are_kept_at_least_cost(seed, forced, forbidden) -> None:
    place, edges, load = scattered(8, seed)
    forbidden = sorted(forbidden - {forced})

    def cost(own, places, weight, _) -> float:
        able = [forced] if forced in own else [unit for unit in own if unit not in forbidden]
        far = [float((weight[own] * ((places[own] - places[at]) ** 2).sum(axis=1)).sum()) for at in able]
        return min(far, default=math.inf)

    truth = best_value(
        place, edges, np.zeros(len(edges)), regions=2, loads=load, tolerance=0.5, objective="hess", centre_cost=cost
    )
    plan = solve(
        place, edges, regions=2, activities=load, tolerance=0.5, objective="hess", forced=[forced], forbidden=forbidden
    )
    assert (plan.status is Status.INFEASIBLE) == math.isinf(truth)
    if plan.status is Status.OPTIMAL:
        assert plan.value == pytest.approx(truth)
        assert forced in plan.centres
        assert not set(forbidden) & set(plan.centres.tolist())


def test_a_lock_in_the_optimum_changes_nothing() -> None:
    place, edges, load = scattered(10, 4)
    arguments = {"regions": 3, "activities": load, "tolerance": 0.5}
    free = solve(place, edges, **arguments)
    locks = [(unit, int(region)) for unit, region in enumerate(free.region)]
    for told in (locks[:1], locks[3:6], locks):
        again = solve(place, edges, **arguments, locks=told)
        assert again.value == free.value
        assert (again.region == free.region).all()


@pytest.mark.parametrize("objective", ["inertia", "hess"])
def test_the_search_keeps_rules_on_a_middling_pool(objective: str) -> None:
    place, edges, _ = grid(6, 6)
    rules = {"locks": [(0, 3), (8, 3), (35, 1)], "together": [(5, 16)], "apart": [(20, 21), (26, 27)]}
    plan = solve(
        place, edges, regions=4, activities=np.ones(36), tolerance=0.25, objective=objective, rounds=1, **rules
    )
    assert plan.status in {Status.GAP, Status.OPTIMAL}
    assert plan.region[[0, 8, 35]].tolist() == [3, 3, 1]
    assert plan.region[5] == plan.region[16]
    assert plan.region[20] != plan.region[21]
    assert all(is_connected(np.flatnonzero(plan.region == own).tolist(), edges.tolist()) for own in range(4))


def test_the_search_keeps_forced_and_forbidden_centres_and_the_model_closes() -> None:
    place, edges, _ = grid(6, 6)
    plan = solve(
        place, edges, regions=4, activities=np.ones(36), tolerance=0.25, objective="hess", rounds=1, forced=[0, 35],
        forbidden=np.arange(36) % 2 == 1 - (np.arange(36) == 35), locks=[(0, 2)],
    )  # fmt: skip
    assert plan.status is Status.INFEASIBLE or {0, 35} <= set(plan.centres.tolist())
    plan = solve(
        place, edges, regions=4, activities=np.ones(36), tolerance=0.25, objective="hess", rounds=1, forced=[0, 35],
        forbidden=[7, 10, 25, 28], locks=[(0, 2)],
    )  # fmt: skip
    assert plan.status is Status.OPTIMAL
    assert {0, 35} <= set(plan.centres.tolist())
    assert not {7, 10, 25, 28} & set(plan.centres.tolist())
    assert plan.centres[2] == 0


def test_a_graph_of_many_regions_keeps_its_locks() -> None:
    place, edges, _ = grid(14, 20)
    locks = [(0, 69), (1, 69), (279, 5), (140, 7)]
    plan = solve(place, edges, regions=70, activities=np.ones(280), tolerance=0.5, locks=locks, rounds=1, prove=False)
    assert plan.status is Status.FEASIBLE
    assert [int(plan.region[unit]) for unit, _ in locks] == [region for _, region in locks]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"together": [(0, 1)], "apart": [(1, 0)]}, "must be apart and also together"),
        ({"apart": [(2, 2)]}, "must be apart and also together"),
        ({"locks": [(0, 1), (2, 1)], "apart": [(0, 2)]}, "must be apart and also together"),
        ({"locks": [(0, 1), (2, 0)], "together": [(0, 1), (1, 2)]}, "locked to regions"),
        ({"together": [(0, 1), (1, 2), (2, 3)]}, "carry 4 together"),
        ({"together": [(0, 5)]}, "different parts"),
        ({"regions": 6, "tolerance": 9.0, "together": [(0, 1)]}, "groups of units"),
        ({"objective": "hess", "forced": [0, 1], "forbidden": [1]}, "forced and also forbidden"),
        ({"objective": "hess", "forced": [0, 1], "together": [(0, 1)]}, "has one centre"),
        ({"objective": "hess", "forced": [0, 1, 2]}, "need 3 regions"),
        ({"objective": "hess", "forced": [0, 1], "locks": [(2, 0)]}, "need 3 regions"),
        ({"objective": "hess", "forbidden": [0, 1, 2, 3, 4]}, "may be centres"),
    ],
)
def test_rules_that_clash_are_said_with_their_units(rules, words) -> None:
    place, _ = chain(6)
    edges = [(0, 1), (1, 2), (3, 4), (4, 5)] if words == "different parts" else chain(6)[1]
    arguments = {"regions": 2, "activities": np.ones(6), "tolerance": 0.0} | rules
    with using_language("en"):
        plan = solve(place, edges, **arguments)
    assert plan.status is Status.INFEASIBLE
    assert words in plan.reason
    assert (plan.region == -1).all()


def test_rules_that_no_plan_keeps_are_proved_impossible() -> None:
    place, edges = chain(6)
    plan = solve(place, edges, regions=2, activities=np.ones(6), tolerance=0.0, together=[(0, 5)])
    assert plan.status is Status.INFEASIBLE
    assert plan.model.endswith("exact")


def test_forced_centres_take_the_regions_that_locks_leave() -> None:
    rules = read_rules(5, 3, locks=[(4, 1)], forced=[0, 2], together=[(2, 3)])
    assert rules.homes(3).tolist() == [0, -1, 2, 2, 1]
    together, apart = rules.pairs(3)
    assert together.tolist() == [[2, 3]]
    assert sorted(map(sorted, apart.tolist())) == [[0, 2], [0, 4], [2, 4]]


def test_no_rules_are_none() -> None:
    assert read_rules(3, 2).are_none
    assert not read_rules(3, 2, forbidden=[1]).are_none
    assert read_rules(0, 2).homes(2).tolist() == []
