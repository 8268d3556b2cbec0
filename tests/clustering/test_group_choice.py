"""The choice of groups against all partitions, priced again in plain loops."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.group_choice import (
    Neighbours,
    choose_groups,
    connected_groups,
    membership,
    prices,
    tree_lengths,
)
from geo.policy import Band, Policy

POLICY = Policy().groups


def _neighbours(area, links, *, walk=None, community=None) -> Neighbours:
    area = np.array(area, float)
    return Neighbours(
        area,
        area < 10_000,
        np.array(community or [0] * len(area), np.int32),
        np.array(links, np.int32).reshape(-1, 2),
        np.array(walk or [100.0] * len(links), float),
    )


def _chain(area, **options) -> Neighbours:
    return _neighbours(area, [(i, i + 1) for i in range(len(area) - 1)], **options)


def _parts(estates, policy=POLICY):
    return [part.tolist() for part in choose_groups(estates, policy)[0]]


def test_a_mini_estate_joins_its_neighbour_first_of_all():
    assert _parts(_chain([60_000, 5_000])) == [[0, 1]]


def test_a_large_estate_leads_minis_even_above_the_band():
    assert _parts(_chain([5_000, 350_000, 5_000])) == [[0, 1, 2]]


def test_two_large_estates_do_not_join_above_the_band():
    assert _parts(_chain([150_000, 150_000])) == [[0], [1]]


def test_among_equals_the_close_ones_join():
    assert _parts(_chain([60_000, 80_000, 100_000], walk=[400.0, 100.0])) == [[0], [1, 2]]


def test_a_group_keeps_to_one_community_where_it_can():
    assert _parts(_chain([60_000, 80_000, 100_000], community=[0, 0, 1])) == [[0, 1], [2]]


def test_a_hard_band_leaves_small_groups_out():
    hard = POLICY.model_copy(update={"floor_area_m2": Band(low=30_000, high=200_000, hard=True)})
    assert _parts(_chain([5_000, 6_000]), hard) == [[0], [1]]
    assert _parts(_chain([5_000, 6_000])) == [[0, 1]]


def test_a_region_with_too_many_candidates_is_grouped_greedily_and_says_so():
    estates = _chain([20_000] * 12)
    few = POLICY.model_copy(update={"exact_max_candidates": 20})
    parts, proved = choose_groups(estates, few)
    assert not proved
    assert sorted(np.concatenate(parts).tolist()) == list(range(12))
    assert all(np.diff(part).max(initial=1) == 1 for part in parts)
    assert all(len(part) > 1 for part in parts)


def test_the_shortest_tree_of_many_sets_at_once():
    estates = _neighbours([1] * 4, [(0, 1), (1, 2), (0, 2), (2, 3)], walk=[5.0, 7.0, 3.0, 2.0])
    member = membership([0b0111, 0b1111, 0b0011, 0b0001], 4)
    assert tree_lengths(member, estates).tolist() == [8, 10, 5, 0]


def test_masks_of_more_than_64_estates_keep_their_members():
    assert np.flatnonzero(membership([1 << 70 | 1], 71)[0]).tolist() == [0, 70]


def _plain_price(part: tuple[int, ...], estates: Neighbours) -> float:
    area, p = [float(estates.floor_area_m2[i]) for i in part], POLICY
    if len(part) == 1:
        lone = p.single_alone_points + (p.mini_alone_points if estates.is_mini[part[0]] else 0)
        return lone + p.outside_band_points_10k_m2 * max(0, p.floor_area_m2.low - area[0]) / 1e4
    high = max(p.floor_area_m2.high, *area)
    outside = max(0, p.floor_area_m2.low - sum(area), sum(area) - high) / 1e4
    graph = nx.Graph()
    graph.add_weighted_edges_from((int(a), int(b), w) for (a, b), w in zip(estates.links, estates.walk_m, strict=True))
    tree = nx.minimum_spanning_tree(graph.subgraph(part)).size(weight="weight")
    communities = {int(estates.community[i]) for i in part} - {-1}
    price = p.outside_band_points_10k_m2 * outside + p.link_points_km * tree / 1_000
    price += p.further_community_points * max(0, len(communities) - 1)
    return price + (p.no_anchor_points if max(area) < p.anchor_floor_area_m2 else 0)


def _partitions(items: list[int]) -> Iterator[list[tuple[int, ...]]]:
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for smaller in _partitions(rest):
        yield [(first,), *smaller]
        for k, part in enumerate(smaller):
            yield [*smaller[:k], (first, *part), *smaller[k + 1 :]]


def _allowed(part, estates) -> bool:
    graph = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from((a, b) for a, b in estates.links.tolist() if a in part and b in part)
    big = [estates.floor_area_m2[i] for i in part if not estates.is_mini[i]]
    return nx.is_connected(graph) and (len(big) <= 1 or sum(big) <= POLICY.floor_area_m2.high)


cases = st.integers(0, 1_000_000)


def _random(seed: int) -> Neighbours:
    random = np.random.default_rng(seed)
    count = int(random.integers(2, 8))
    tree = [(int(random.integers(0, i)), i) for i in range(1, count)]
    extra = [(a, b) for a in range(count) for b in range(a + 1, count) if random.random() < 0.25]
    links = sorted({*tree, *extra})
    area = random.choice([3_000.0, 8_000.0, 15_000.0, 40_000.0, 90_000.0, 180_000.0, 260_000.0], count)
    walk = random.integers(20, 600, len(links)).astype(float).tolist()
    return _neighbours(area, links, walk=walk, community=random.integers(-1, 3, count).tolist())


@settings(deadline=None, max_examples=60)
@given(cases)
def test_the_chosen_groups_are_the_cheapest_of_all_partitions(seed):
    estates = _random(seed)
    parts, proved = choose_groups(estates, POLICY)
    assert proved
    best = min(
        sum(_plain_price(part, estates) for part in partition)
        for partition in _partitions(list(range(len(estates))))
        if all(_allowed(part, estates) for part in partition)
    )
    assert sum(_plain_price(tuple(part.tolist()), estates) for part in parts) == pytest.approx(best, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(cases)
def test_all_prices_agree_with_plain_loops(seed):
    estates = _random(seed)
    masks = connected_groups(estates, POLICY)
    priced = prices(membership(masks, len(estates)), estates, POLICY)
    for mask, price in zip(masks, priced, strict=True):
        part = tuple(i for i in range(len(estates)) if mask >> i & 1)
        assert _allowed(part, estates)
        assert price == pytest.approx(_plain_price(part, estates))
