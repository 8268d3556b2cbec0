"""Set partitioning against trying all choices."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering import partition


def _random(seed: int):
    random = np.random.default_rng(seed)
    elements = int(random.integers(1, 6))
    singles = np.eye(elements, dtype=bool)
    more = random.random((int(random.integers(0, 9)), elements)) < 0.5
    member = np.unique(np.concatenate([singles, more[more.any(axis=1)]]), axis=0)
    return member, random.choice([1.0, 2.0, 2.0, 3.5, 7.25], len(member)) * member.sum(axis=1) ** 0.7


def _cheapest(member, price) -> float:
    best = np.inf
    for size in range(1, member.shape[1] + 1):
        for pick in combinations(range(len(member)), size):
            if (member[list(pick)].sum(axis=0) == 1).all():
                best = min(best, price[list(pick)].sum())
    return best


def _singles_price(member, price) -> float:
    return float(price[member.sum(axis=1) == 1].sum())


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 1_000_000))
def test_the_partition_is_the_cheapest_of_all(seed):
    member, price = _random(seed)
    chosen = partition.cheapest_partition(member, price, known=_singles_price(member, price))
    assert (member[chosen].sum(axis=0) == 1).all()
    assert price[chosen].sum() == pytest.approx(_cheapest(member, price))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1_000_000))
def test_the_relaxation_is_a_lower_bound_with_reduced_costs_of_no_less_than_nothing(seed):
    member, price = _random(seed)
    bound, reduced = partition.relaxation(member, price)
    assert bound <= _cheapest(member, price) + 1e-7
    assert reduced.min() > -1e-7


def test_the_price_already_known_is_met_where_it_is_the_best():
    member, price = np.eye(3, dtype=bool), np.ones(3)
    assert partition.cheapest_partition(member, price, known=3.0) == [0, 1, 2]


def test_sixty_three_elements_are_covered_and_more_are_declined():
    member = np.eye(63, dtype=bool)
    assert len(partition.cheapest_partition(member, np.ones(63), known=63.0)) == 63
    assert partition.cheapest_partition(np.eye(64, dtype=bool), np.ones(64), known=64.0) is None


def test_too_much_work_is_declined_and_not_guessed(monkeypatch):
    monkeypatch.setattr(partition, "_PAIRS_IN_ALL", 2)
    member = np.array([[1, 0], [0, 1], [1, 1]], dtype=bool)
    assert partition.cheapest_partition(member, np.array([1.0, 1.0, 2.0]), known=2.0) is None
