"""A plan tells its gap, or that there is none to tell."""

import dataclasses

import numpy as np
import pytest

from geo.clustering.pool import solve
from geo.plan import Status

from .grounds import chain


def test_the_gap_is_a_share_of_the_value() -> None:
    place, edges = chain(4)
    plan = solve(place, edges, regions=2, activities=np.ones(4))
    assert plan.gap == 0.0
    assert plan.proof.value == plan.value == 1.0
    assert dataclasses.replace(plan, status=Status.GAP, bound=0.75).gap == pytest.approx(0.25)


def test_without_a_bound_there_is_no_gap() -> None:
    place, edges = chain(20)
    plan = solve(place, edges, regions=2, activities=np.ones(20), prove=False, rounds=1)
    assert plan.status is Status.FEASIBLE
    assert plan.gap is None
