"""Knapsacks against all fillings."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.siting.knapsack import exact, fractional

ITEM = st.tuples(st.sampled_from([0.5, 1.0, 2.0, 3.7, 9.0]), st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.3]))


@settings(deadline=None, max_examples=200)
@given(st.lists(ITEM, min_size=1, max_size=9), st.sampled_from([0.0, 1.0, 2.5, 6.0, 100.0]))
def test_the_best_filling_is_found_and_the_bound_lies_above_it(items, capacity):
    profit, load = (np.array(column) for column in zip(*items, strict=True))
    best = max(
        sum(p for p, take in zip(profit, way, strict=True) if take)
        for way in product((False, True), repeat=len(items))
        if sum(w for w, take in zip(load, way, strict=True) if take) <= capacity + 1e-12
    )
    taken = np.zeros(len(items), dtype=bool)
    value = exact(profit, load, capacity, taken)
    assert abs(value - best) < 1e-9
    assert load[taken].sum() <= capacity + 1e-9
    assert abs(profit[taken].sum() - best) < 1e-9
    room = np.zeros((2, len(items)))
    bound, price = fractional(profit, load, capacity, room[0], room[1])
    assert bound >= best - 1e-9
    assert price >= 0.0
