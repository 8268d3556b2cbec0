"""Regions of one pool: against brute force, by their properties, and where no plan can be."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.clustering.pool import solve
from geo.plan import Status
from geo.wording import using_language

from .grounds import best_value, chain, cost_of, grid, is_connected, scattered

CALM = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("objective", ["inertia", "hess"])
@pytest.mark.parametrize("seed", range(6))
def test_small_pools_get_the_best_plan_there_is(objective: str, seed: int) -> None:
    place, edges, load = scattered(8, seed)
    border = np.arange(1.0, len(edges) + 1)
    price = 50.0 * (seed % 2)
    truth = best_value(place, edges, border, regions=3, loads=load, tolerance=0.4, objective=objective, price=price)
    plan = solve(
        place, edges, regions=3, activities=load, tolerance=0.4, objective=objective, border_m=border,
        border_price=price,
    )  # fmt: skip
    if math.isinf(truth):
        assert plan.status is Status.INFEASIBLE
    else:
        assert plan.status is Status.OPTIMAL
        assert plan.value == pytest.approx(truth)


def test_the_example_of_the_docs_runs() -> None:
    page = (Path(__file__).parents[3] / "docs" / "model-pool.md").read_text(encoding="utf-8")
    names: dict = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1), names)
    assert names["plan"].status is Status.OPTIMAL
    assert names["plan"].region.tolist() == [0, 1, 1, 0, 0, 1]


def test_two_activities_are_held_at_once() -> None:
    place, edges, border = grid(3, 3)
    loads = np.column_stack([np.ones(9), [1, 1, 1, 5, 5, 5, 1, 1, 1]])
    truth = best_value(place, edges, border, regions=3, loads=loads, tolerance=0.01, weight=np.ones(9))
    plan = solve(place, edges, regions=3, activities=loads, tolerance=0.01, weights=np.ones(9))
    assert plan.value == pytest.approx(truth)
    assert np.allclose(plan.loads, [[3, 7]] * 3)


@CALM
@given(
    units=st.integers(13, 40), regions=st.integers(1, 5), seed=st.integers(0, 10**6), eps=st.sampled_from([0.1, 0.3])
)
def test_plans_are_connected_in_tolerance_and_above_their_bound_or_said_infeasible(units, regions, seed, eps) -> None:
    place, edges, load = scattered(units, seed)
    plan = solve(place, edges, regions=regions, activities=load, tolerance=eps, rounds=1)
    if plan.status is Status.INFEASIBLE:
        assert plan.reason
        return
    mean = load.sum() / regions
    for region in range(regions):
        own = np.flatnonzero(plan.region == region).tolist()
        assert is_connected(own, edges.tolist())
        assert abs(load[own].sum() - mean) <= eps * mean * (1 + 1e-9)
    assert plan.bound <= plan.value * (1 + 1e-9)
    total = sum(cost_of(np.flatnonzero(plan.region == r), place, load, "inertia") for r in range(regions))
    assert plan.value == pytest.approx(total, rel=1e-6, abs=1e-6)


@CALM
@given(units=st.integers(5, 30), seed=st.integers(0, 10**6), shift=st.integers(-10_000, 10_000))
def test_renaming_and_shifting_change_nothing(units, seed, shift) -> None:
    place, edges, load = scattered(units, seed)
    first = solve(place, edges, regions=3, activities=load, tolerance=0.5, rounds=1, prove=False)
    renamed = np.random.default_rng(seed).permutation(units)
    back = np.argsort(renamed)
    again = solve(
        place[renamed] + shift, back[edges][::-1], regions=3, activities=load[renamed], tolerance=0.5, rounds=1,
        prove=False,
    )  # fmt: skip
    assert again.status is first.status
    if first.status is not Status.INFEASIBLE:
        assert again.value == pytest.approx(first.value, rel=1e-6)


def test_more_work_never_gives_a_worse_plan_and_one_seed_gives_one_plan() -> None:
    place, edges, _ = grid(8, 8)
    load = np.random.default_rng(3).integers(1, 9, 64).astype(float)
    plans = [
        solve(place, edges, regions=6, activities=load, tolerance=0.1, rounds=r, prove=False) for r in (1, 2, 4, 4)
    ]
    values = [plan.value for plan in plans]
    assert values[0] >= values[1] >= values[2] == values[3]
    assert (plans[2].region == plans[3].region).all()


def test_pricing_borders_shortens_them() -> None:
    place, edges, border = grid(10, 10)
    load = np.random.default_rng(4).integers(1, 9, 100).astype(float)
    plain = solve(place, edges, regions=7, activities=load, tolerance=0.1, border_m=border, prove=False, rounds=1)
    priced = solve(
        place, edges, regions=7, activities=load, tolerance=0.1, border_m=border, border_price=20.0, rounds=1
    )
    assert priced.border_m <= plain.border_m
    assert priced.value == pytest.approx(priced.inertia + 20.0 * priced.border_m)
    assert priced.bound <= priced.value


def test_the_hess_model_is_closed_on_a_middling_pool() -> None:
    place, edges, load = scattered(30, 1)
    plan = solve(place, edges, regions=4, activities=load, tolerance=0.2, objective="hess")
    assert plan.status is Status.OPTIMAL
    assert len(plan.centres) == 4


@pytest.mark.parametrize(
    ("units", "regions", "load", "words"),
    [
        (0, 1, 1.0, "only 0 units"),
        (1, 2, 1.0, "only 1 units"),
        (3, 4, 1.0, "only 3 units"),
        (4, 2, [9.0, 1.0, 1.0, 1.0], "exceed a region's limit"),
        (4, 2, [3.0, 3.0, 1.0, 3.0], "proved"),
    ],
)
def test_what_cannot_be_is_said_with_its_reason(units, regions, load, words) -> None:
    place, edges = chain(units)
    activities = np.broadcast_to(load, units)
    with using_language("en"):
        plan = solve(place, edges, regions=regions, activities=activities, tolerance=0.1)
    assert plan.status is Status.INFEASIBLE
    assert words in plan.reason
    assert plan.gap is None


def test_a_graph_in_parts_is_cut_part_by_part_or_refused_with_its_parts() -> None:
    place, _ = chain(6)
    edges = [(0, 1), (1, 2), (3, 4), (4, 5)]
    plan = solve(place, edges, regions=2, activities=np.ones(6), tolerance=0.0)
    assert plan.region.tolist() == [0, 0, 0, 1, 1, 1]
    with using_language("en"):
        refused = solve(place, edges, regions=3, activities=np.ones(6), tolerance=0.0)
        odd = solve(place, [(0, 1), (1, 2), (2, 3), (4, 5)], regions=2, activities=np.ones(6), tolerance=0.2)
    assert "2 parts" in refused.reason
    assert "2 parts" in odd.reason


def test_large_parts_each_get_their_share_of_regions() -> None:
    place, edges, _ = grid(4, 5)
    both = np.vstack([place, place + 100])
    pairs = np.vstack([edges, edges + 20])
    plan = solve(both, pairs, regions=4, activities=np.ones(40), tolerance=0.1, rounds=1)
    assert plan.status is not Status.INFEASIBLE
    assert sorted({int(r) for r in plan.region[:20]}) == [0, 1]


@pytest.mark.parametrize("units", [1, 2, 3, 14])
def test_one_region_and_as_many_as_units_are_plain(units: int) -> None:
    place, edges = chain(units)
    whole = solve(place, edges, regions=1, activities=np.ones(units), rounds=1)
    apart = solve(place, edges, regions=units, activities=np.ones(units), rounds=1)
    assert set(whole.region.tolist()) == {0}
    assert apart.value == 0.0
    assert sorted(apart.region.tolist()) == list(range(units))


def test_ties_duplicate_places_and_units_without_load_are_no_trouble() -> None:
    edges = [(a, a + 1) for a in range(15)] + [(a, a + 2) for a in range(14)]
    same = solve(np.zeros((16, 2)), edges, regions=4, activities=np.ones(16), tolerance=0.0, rounds=1)
    assert same.value == 0.0
    assert same.status is Status.OPTIMAL
    place, chained = chain(16)
    idle = solve(place, chained, regions=4, activities=np.zeros(16), weights=np.ones(16), rounds=1)
    assert idle.status is not Status.INFEASIBLE
    some = solve(place, chained, regions=2, activities=[0.0, 1.0] * 8, tolerance=0.0, rounds=1)
    assert some.loads.ravel().tolist() == [4.0, 4.0]
