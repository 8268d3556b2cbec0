"""Mixtures of sub-districts' plans: no other combination is cheaper with as much benefit."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.mixtures import cheapest_mixtures

_offer = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=4)


@settings(deadline=None)
@given(offers=st.lists(_offer, min_size=1, max_size=4))
def test_the_curve_is_that_of_all_combinations(offers):
    arrays = [tuple(np.array(column, float) for column in zip(*offer, strict=True)) for offer in offers]
    sums = {tuple(np.sum([offers[k][at] for k, at in enumerate(mixture)], axis=0)) for mixture in
            itertools.product(*(range(len(offer)) for offer in offers))}  # fmt: skip
    best = {one for one in sums if not any(two != one and two[0] <= one[0] and two[1] >= one[1] for two in sums)}
    found = [tuple(np.sum([offers[k][at] for k, at in enumerate(mixture)], axis=0))
             for mixture in cheapest_mixtures(arrays)]  # fmt: skip
    assert set(found) == best
    assert len(found) == len(best)
    assert found == sorted(found)


def test_without_an_offer_of_one_part_there_is_no_mixture():
    assert cheapest_mixtures([(np.array([1.0]), np.array([1.0])), (np.zeros(0), np.zeros(0))]) == []
