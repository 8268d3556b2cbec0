"""Totals shared out to parts: the same as trying every combination, for values and for bounds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.count_split import split_count

_costs = st.lists(st.one_of(st.integers(0, 30).map(float), st.just(np.inf)), min_size=1, max_size=5)


def least_by_trying_all(tables: list[np.ndarray], total: int) -> float:
    sums = [
        sum(table[count] for table, count in zip(tables, counts, strict=True))
        for counts in itertools.product(*(range(len(table)) for table in tables))
        if sum(counts) == total
    ]
    return min(sums, default=np.inf)


@settings(deadline=None)
@given(tables=st.lists(_costs, min_size=1, max_size=4))
def test_every_total_is_the_least_of_all_combinations(tables):
    tables = [np.array(table) for table in tables]
    most = sum(len(table) - 1 for table in tables)
    split = split_count(tables, most)
    for total in range(most + 1):
        assert split.least[total] == least_by_trying_all(tables, total)
        if np.isfinite(split.least[total]):
            shares = split.shares(total)
            assert sum(shares) == total
            assert sum(table[k] for table, k in zip(tables, shares, strict=True)) == split.least[total]


def test_a_part_of_which_nothing_is_known_leaves_the_sum_unknown():
    split = split_count([np.array([np.inf, 3.0]), np.array([np.inf, 2.0, -np.inf])], 3)
    assert split.least.tolist() == [np.inf, np.inf, 5.0, -np.inf]
    assert split.shares(3) == [1, 2]


def test_a_total_without_shares_is_refused():
    split = split_count([np.array([np.inf, 3.0])], 2)
    for total in (0, 2, 9, -1):
        with pytest.raises(ValueError, match="no shares"):
            split.shares(total)
