"""Covers built site by site: every point covered, nothing needless."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geo.clustering.siting.cover_greedy import greedy_cover


@pytest.mark.parametrize("seed", range(5))
def test_every_point_is_covered_and_no_site_is_needless(seed):
    random = np.random.default_rng(seed)
    reach = random.random((40, 25)) < 0.15
    reach[np.arange(40), random.integers(0, 25, 40)] = True
    part = csr_array(reach.astype(np.int8))
    chosen = greedy_cover(part, part.T.tocsr(), random.random(25))
    assert len(set(chosen.tolist())) == len(chosen)
    assert reach[:, chosen].any(axis=1).all()
    for site in chosen:
        assert not reach[:, chosen[chosen != site]].any(axis=1).all()


def test_the_site_that_covers_most_comes_first_and_the_first_of_equal_ones():
    part = csr_array(np.array([[0, 1, 1], [0, 1, 1], [1, 0, 0]], dtype=np.int8))
    assert greedy_cover(part, part.T.tocsr(), np.ones(3)).tolist() == [1, 0]
