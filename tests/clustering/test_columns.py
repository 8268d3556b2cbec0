"""Costs of regions as columns, and choosing among them, against plain loops."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check
from geo.clustering.columns import Columns, price_regions, words_of
from geo.clustering.master import Master
from geo.clustering.reduction import reduce_problem
from geo.clustering.region_cost import score
from geo.clustering.set_partition import best_partition
from tests.clustering.banded import banded
from tests.clustering.staffed import staffed_town, thorny_staffed_town


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6), estates=st.integers(1, 9), has_bands=st.booleans())
def test_the_costs_of_a_plans_regions_add_up_to_its_score(seed, estates, has_bands):
    problem = thorny_staffed_town(estates, seed=seed)
    problem = banded(problem, seed) if has_bands else problem
    reduced = reduce_problem(problem)
    labels = np.random.default_rng(seed).integers(0, 3, reduced.unit_count)
    member = labels[None, :] == np.unique(labels)[:, None]
    cost, room = price_regions(reduced, member)
    if np.isinf(cost).any():
        assert (room[np.isinf(cost)] == -1).all()
        return
    room_of = reduced.rooms_of_estates(room[np.searchsorted(np.unique(labels), labels)])
    # the price of a link without a way round is folded into the pairs, which holds in connected regions
    assume("connected" not in {fault.rule for fault in check(problem, room_of.tolist())})
    assert cost.sum() + reduced.fixed_cny == pytest.approx(score(problem, room_of).total)


def test_a_region_is_taken_once_and_only_with_a_room():
    reduced = reduce_problem(staffed_town(6, seed=1, rooms=2))
    columns = Columns(reduced)
    sets = np.array([[1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]], bool)
    first = columns.add(words_of(sets))
    assert first.stop - first.start == len({tuple(row) for row in sets[np.isfinite(price_regions(reduced, sets)[0])]})
    again = columns.add(words_of(sets))
    assert again.start == again.stop


def _by_trying(member, cost, stations):
    best = math.inf
    for size in range(stations[0], min(stations[1], member.shape[1]) + 1):
        for chosen in itertools.combinations(range(len(cost)), size):
            if (member[list(chosen)].sum(axis=0) == 1).all():
                best = min(best, float(cost[list(chosen)].sum()))
    return best


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), most=st.integers(1, 5))
def test_the_cheapest_partition_is_that_of_trying_all(seed, most):
    draw = np.random.default_rng(seed)
    member = np.concatenate([np.ones((1, 5), bool), np.eye(5, dtype=bool), draw.random((10, 5)) < 0.5])
    member = member[member.any(axis=1)]
    cost = draw.uniform(1, 10, len(member)) * member.sum(axis=1)
    found = best_partition(
        member, cost, stations=(0, most), known=float(cost[0]), start=np.array([0]), nodes=1_000, seconds=60
    )
    truth = _by_trying(member, cost, (1, most))
    assert found.bound == pytest.approx(truth, abs=1e-5)
    # none is chosen where nothing is below the value known
    assert (cost[0] if found.chosen is None else cost[found.chosen].sum()) == pytest.approx(truth)


def test_the_masters_duals_price_every_column_at_least_at_nought():
    reduced = reduce_problem(staffed_town(12, seed=3))
    member = np.concatenate(
        [np.eye(12, dtype=bool), np.ones((1, 12), bool), np.random.default_rng(3).random((60, 12)) < 0.4]
    )
    columns = Columns(reduced)
    columns.add(words_of(member))
    centre = np.full(12, 50_000.0)
    master = Master(centre, np.full(12, 1e6), (0, 12))
    master.add(columns.members(), columns.cost)
    point = master.solve()
    excess = columns.cost - columns.members() @ point.duals.unit - point.duals.station
    assert excess.min() >= -1e-4
    assert not point.is_boxed.any()
    master.move_box(centre, np.full(12, 1.0))
    boxed = master.solve()
    assert boxed.is_boxed.any()
    assert boxed.value <= point.value + 1e-6
    assert np.abs(boxed.duals.unit - centre).max() <= 1.0 + 1e-6
