"""The walk over regions meets every connected region within the threshold, once, against plain enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.columns import members_of, price_regions, word_count, words_of
from geo.clustering.contiguity import is_connected
from geo.clustering.enumerate import FULL, STOPPED, WHOLE, walk_regions
from geo.clustering.reduction import Reduced, reduce_problem
from geo.clustering.terrain import Duals, demand_of, terrain_of
from tests.clustering.banded import banded
from tests.clustering.staffed import staffed_town, thorny_staffed_town


def walked(reduced: Reduced, room: int, duals: Duals, threshold: float, *, rows: int = 4_000, nodes: int = 10**6):
    words = np.zeros((rows, word_count(reduced.unit_count)), np.uint64)
    price = np.zeros(rows)
    demand = demand_of(reduced, room, reduced.allowed[:, room])
    found, visited, state, low = walk_regions(terrain_of(reduced), demand, duals, threshold, nodes, words, price)
    return members_of(words[:found], reduced.unit_count), price[:found], visited, state, low


def listed(reduced: Reduced, room: int, duals: Duals, threshold: float) -> dict[tuple[int, ...], float]:
    """List the regions of a room by trying every set of units."""
    units, found = reduced.unit_count, {}
    only = [(k == room) for k in range(reduced.problem.room_count)]
    for mask in range(1, 1 << units):
        member = np.array([[bool(mask >> u & 1) for u in range(units)]])
        if not member[0, reduced.host_unit[room]]:
            continue
        estates = np.flatnonzero(member[0][reduced.unit_of]).astype(np.int32)
        if not is_connected(estates, reduced.start, reduced.neighbour):
            continue
        cost, _ = price_regions(_with_room(reduced, np.array(only)), member)
        value = float(cost[0] - duals.unit[member[0]].sum() - duals.station)
        if value <= threshold:
            found[tuple(np.flatnonzero(member[0]).tolist())] = value
    return found


def _with_room(reduced: Reduced, only: np.ndarray) -> Reduced:
    return Reduced(**{name: getattr(reduced, name) for name in Reduced.__slots__ if name != "allowed"},
                   allowed=reduced.allowed & only[None, :])  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6), estates=st.integers(2, 8), has_bands=st.booleans())
def test_the_walk_meets_every_region_within_the_threshold_once(seed, estates, has_bands):
    problem = thorny_staffed_town(estates, seed=seed)
    reduced = reduce_problem(banded(problem, seed) if has_bands else problem)
    draw = np.random.default_rng(seed)
    duals = Duals(draw.uniform(-5_000, 60_000, reduced.unit_count), float(draw.choice([0.0, 3_000.0, -3_000.0])))
    for room in range(min(3, reduced.problem.room_count)):
        threshold = float(draw.choice([-20_000.0, 0.0, 30_000.0, 1e9]))
        members, price, _, state, low = walked(reduced, room, duals, threshold)
        truth = listed(reduced, room, duals, threshold)
        met = [tuple(np.flatnonzero(row).tolist()) for row in members]
        assert state == WHOLE
        assert len(met) == len(set(met))
        assert set(met) == set(truth)
        assert {key: pytest.approx(value, abs=1e-4) for key, value in truth.items()} == dict(
            zip(met, price, strict=True)
        )
        assert low == pytest.approx(min(truth.values(), default=np.inf))


def test_a_full_list_holds_the_best_regions():
    reduced = reduce_problem(staffed_town(10, seed=1))
    duals = Duals(np.full(10, 40_000.0), 0.0)
    _, every, *_ = walked(reduced, 4, duals, 1e9)
    _, best, _, state, low = walked(reduced, 4, duals, 1e9, rows=5)
    assert state == FULL
    assert np.sort(best) == pytest.approx(np.sort(every)[:5])
    assert low == pytest.approx(every.min())


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10**6), nodes=st.integers(1, 200))
def test_a_walk_cut_short_still_bounds_every_region(seed, nodes):
    reduced = reduce_problem(staffed_town(10, seed=seed))
    duals = Duals(np.random.default_rng(seed).uniform(10_000, 60_000, 10), 0.0)
    *_, least = walked(reduced, 3, duals, 1e9)
    *_, visited, state, low = walked(reduced, 3, duals, 1e9, nodes=nodes)
    assert low <= least + 1e-6
    assert state == STOPPED or visited <= nodes


def test_a_tight_threshold_visits_far_fewer_regions():
    reduced = reduce_problem(staffed_town(30, seed=2, spacing_m=150.0))
    duals = Duals(np.full(30, 30_000.0), 0.0)
    *_, wide, _, _ = walked(reduced, 5, duals, 1e9, rows=10, nodes=200_000)
    *_, tight, state, _ = walked(reduced, 5, duals, -1e9, rows=10, nodes=200_000)
    assert state == WHOLE
    assert tight == 1
    assert wide > 100 * tight


def test_bits_are_packed_and_unpacked_over_several_words():
    member = np.random.default_rng(1).random((7, 150)) < 0.5
    assert (members_of(words_of(member), 150) == member).all()
    assert word_count(150) == 3
