"""The walk over partial choices finds the cheapest partition there is, against trying every choice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.partition_walk import walk_partitions
from geo.clustering.set_partition import best_partition


def regions(units: int, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw regions and their costs; every unit also stands alone, dearly."""
    draw = np.random.default_rng(seed)
    member = np.concatenate([np.eye(units, dtype=bool), draw.random((count, units)) < 0.4])
    member = np.unique(member[member.any(axis=1)], axis=0)
    return member, draw.uniform(10, 50, len(member)) + 20.0 * np.sqrt(member.sum(axis=1))


def cheapest(member: np.ndarray, cost: np.ndarray, stations: tuple[int, int]) -> float:
    best = np.inf
    for size in range(stations[0], min(stations[1], member.shape[1]) + 1):
        for chosen in combinations(range(len(cost)), size):
            rows = list(chosen)
            if (member[rows].sum(axis=0) == 1).all():
                best = min(best, float(cost[rows].sum()))
    return best


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 5), st.integers(0, 8), st.integers(0, 10**6))
def test_the_walk_finds_the_cheapest_partition(units, count, seed):
    member, cost = regions(units, count, seed)
    chosen, is_whole = walk_partitions(member, cost, np.inf, 10**7, stations=(1, units))
    assert is_whole
    assert (member[chosen].sum(axis=0) == 1).all()
    assert cost[chosen].sum() == pytest.approx(cheapest(member, cost, (1, units)))


@settings(deadline=None, max_examples=25)
@given(st.integers(3, 5), st.integers(2, 8), st.integers(0, 10**6), st.integers(1, 3))
def test_the_best_partition_keeps_to_the_number_of_stations(units, count, seed, most):
    member, cost = regions(units, count, seed)
    truth = cheapest(member, cost, (1, most))
    if not np.isfinite(truth):
        return
    start = _any_partition(member, most)
    known = float(cost[start].sum())
    found = best_partition(member, cost, stations=(1, most), known=known, start=start, nodes=1_000, seconds=60.0)
    value = known if found.chosen is None else min(known, float(cost[found.chosen].sum()))
    assert value == pytest.approx(truth)
    assert found.bound <= value + 1e-9
    assert found.bound == pytest.approx(value, rel=1e-6)


def _any_partition(member: np.ndarray, most: int) -> np.ndarray:
    for size in range(1, most + 1):
        for chosen in combinations(range(len(member)), size):
            if (member[list(chosen)].sum(axis=0) == 1).all():
                return np.array(chosen, np.int64)
    raise AssertionError


def test_nothing_within_the_budget_is_a_proof():
    member, cost = regions(5, 8, 3)
    truth = cheapest(member, cost, (1, 5))
    chosen, is_whole = walk_partitions(member, cost, truth - 0.01, 10**7, stations=(1, 5))
    assert chosen is None
    assert is_whole


def test_a_walk_cut_short_says_so():
    member, cost = regions(12, 400, 5)
    _, is_whole = walk_partitions(member, cost, np.inf, 500, stations=(1, 12))
    assert not is_whole


def test_more_than_sixty_four_units_are_told_apart():
    member = np.eye(70, dtype=bool)
    pairs = np.zeros((35, 70), bool)
    for k in range(35):
        pairs[k, [2 * k, 2 * k + 1]] = True
    cost = np.concatenate([np.ones(70), np.full(35, 1.5)])
    chosen, is_whole = walk_partitions(np.concatenate([member, pairs]), cost, 70.5, 10**8, stations=(1, 70))
    assert is_whole
    assert cost[chosen].sum() == pytest.approx(52.5)
