"""Pools of clusters against all subsets, and parts against plans: what a bound leaves is never too little."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.siting.anneal import Arrangement, Ground
from geo.clustering.siting.cluster_pool import list_clusters
from geo.clustering.siting.cluster_program import Start, choose_clusters, pool_of, secrets
from geo.clustering.siting.lists import lists_of_matrix
from geo.clustering.siting.median_tree import Limits
from geo.clustering.siting.neighbourhoods import Search, improve_parts
from geo.clustering.siting.part import ascend_part, merged, part_of, part_with, value_in
from tests.clustering.siting.brute_force import best_value


def ground_of(metres, load, capacity, *, forced=()):
    points, sites = metres.shape
    rows = lists_of_matrix(metres, np.ones(sites, dtype=bool), beyond=np.full(points, np.inf)).rows
    may_move = ~np.isin(np.arange(sites), forced)
    return Ground(np.ascontiguousarray(metres.T), load, capacity, np.zeros(sites), rows, may_move)


def town(points, *, seed, capacity=7.0, forced=()):
    random = np.random.default_rng(seed)
    xy = random.random((points, 2)) * 100
    metres = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))
    return ground_of(metres, random.integers(1, 4, points).astype(float), np.full(points, capacity), forced=forced)


def whole(ground, stations):
    points, sites = ground.cost.shape[1], ground.cost.shape[0]
    return part_with(ground, np.arange(points, dtype=np.int32), np.arange(sites, dtype=np.int32), stations)


def packed(ground, stations):
    """Put each point to the first of the stations that has room."""
    room, cluster = ground.capacity[:stations].copy(), []
    for load in ground.load:
        cluster.append(int(np.flatnonzero(room >= load)[0]))
        room[cluster[-1]] -= load
    site, cluster = np.arange(stations, dtype=np.int32), np.array(cluster, dtype=np.int32)
    return Arrangement(site, cluster, float(ground.cost[site[cluster], np.arange(len(cluster))].sum()))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(2, 8), st.floats(-30.0, 30.0))
def test_the_pool_holds_every_cluster_that_gains_enough_and_no_other(seed, points, need):
    ground = town(points, seed=seed)
    part = whole(ground, 2)
    multipliers = np.random.default_rng(seed).random(points) * 60
    pool = list_clusters(part.sites, multipliers, np.full(points, need), secrets(points), 20_000)
    assert not pool.is_cut
    found = {
        (int(site), tuple(sorted(pool.point[first:last].tolist())))
        for site, first, last in zip(pool.site, pool.start[:-1], pool.start[1:], strict=True)
    }
    assert len(found) == len(pool.site)
    for site in range(points):
        for size in range(1, points + 1):
            for members in map(list, combinations(range(points), size)):
                gain = (multipliers[members] - ground.cost[site, members]).sum()
                if abs(gain - need) > 1e-9:
                    fits = ground.load[members].sum() <= ground.capacity[site]
                    assert ((site, tuple(members)) in found) == (fits and gain > need)


def test_costs_and_keys_of_a_pool_are_those_of_its_points():
    ground = town(8, seed=1)
    secret = secrets(8)
    pool = list_clusters(whole(ground, 3).sites, np.full(8, 40.0), np.full(8, 10.0), secret, 20_000)
    for at, site in enumerate(pool.site):
        members = pool.point[pool.start[at] : pool.start[at + 1]]
        assert pool.cost[at] == pytest.approx(ground.cost[site, members].sum())
        assert pool.key[at] == secret[members].sum()


def test_a_pool_that_grows_too_long_says_so():
    pool = list_clusters(whole(town(20, seed=1), 3).sites, np.full(20, 90.0), np.zeros(20), secrets(20), 50)
    assert pool.is_cut
    assert len(pool.site) <= 50


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([(), (0,), (1, 2)]))
def test_choosing_clusters_of_a_whole_finds_the_best_plan(seed, forced):
    ground = town(7, seed=seed, capacity=9.0, forced=forced)
    plan = packed(ground, 3)
    part = whole(ground, 3)
    run = ascend_part(part, np.full(7, 20.0), plan.value, 1e-9)
    truth = best_value(ground.cost.T, model="cpmp", stations=3, loads=ground.load, capacities=ground.capacity,
                       forced=forced)  # fmt: skip
    assert run.bound <= truth + 1e-6
    pool, share = pool_of(part, run, plan.value - run.bound, most=50_000, least_share=1.0)
    assert share == 1.0
    start = Start(plan.assignment, plan.value)
    chosen = choose_clusters(part, pool, start, distinct=False, seconds=np.inf, nodes=0, gap=1e-9)
    assert chosen.value == pytest.approx(truth)
    if chosen.site is not None:
        every = np.arange(3, dtype=np.int32)
        better = merged(ground, plan, every, part, chosen.site, plan.value - chosen.value, counted=True)
        assert len(np.unique(better.site)) == 3
        assert set(forced) <= set(better.site.tolist())
        assert ground.cost[better.assignment, np.arange(7)].sum() == pytest.approx(better.value)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000))
def test_growing_parts_never_make_a_plan_worse_nor_overload_a_site(seed):
    ground = town(60, seed=seed, capacity=14.0, forced=(2,))
    plan = packed(ground, 16)
    small, large = (
        improve_parts(Search(ground, plan, np.full(60, 15.0), True, Limits(1, np.inf)), largest=size, seed=1)
        for size in (40, 60)
    )
    for better in (small, large):
        assert better.value <= plan.value + 1e-9
        assert ground.cost[better.assignment, np.arange(60)].sum() == pytest.approx(better.value)
        assert np.bincount(better.assignment, ground.load, 60).max() <= 14.0 + 1e-9
        assert len(np.unique(better.site)) == 16
        assert 2 in better.site
    assert large.value <= small.value + 1e-6 * plan.value


def test_a_part_costs_what_its_points_cost():
    ground = town(30, seed=3, capacity=12.0)
    plan = packed(ground, 9)
    some = np.array([0, 3, 5], dtype=np.int32)
    part = part_of(ground, plan, some, counted=True)
    inside = np.isin(plan.cluster, some)
    assert part.point.tolist() == np.flatnonzero(inside).tolist()
    assert set(plan.site[some]) <= set(part.site)
    assert not set(plan.site[[1, 2, 4, 6, 7, 8]]) & set(part.site)
    assert value_in(ground, plan, some, part) == pytest.approx(
        ground.cost[plan.assignment, np.arange(30)][inside].sum()
    )
