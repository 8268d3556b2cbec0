"""Graph helpers against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from geo.clustering.contiguity import components, far_side, grouped, is_connected, neighbour_lists, spanning_pairs
from tests.clustering.instances import pairs


def random_links(count, links, seed):
    graph = nx.gnm_random_graph(count, links, seed=seed)
    return graph, pairs(*sorted(tuple(sorted(edge)) for edge in graph.edges))


@pytest.mark.parametrize("seed", range(5))
def test_components_are_those_of_networkx_and_numbered_by_their_first_node(seed):
    graph, links = random_links(20, 15, seed)
    labels = components(20, links)
    truth = sorted(nx.connected_components(graph), key=min)
    assert [set(np.flatnonzero(labels == k)) for k in range(len(truth))] == truth


def test_no_nodes_have_no_components():
    assert len(components(0, pairs())) == 0
    assert components(3, pairs()).tolist() == [0, 1, 2]


def test_neighbour_lists_hold_every_link_twice():
    start, neighbour = neighbour_lists(4, pairs((0, 2), (1, 2)))
    assert [neighbour[start[i] : start[i + 1]].tolist() for i in range(4)] == [[2], [2], [0, 1], []]


def test_groups_list_their_members_in_order():
    start, member = grouped(np.array([1, 0, 1, 2], np.int32), 3)
    assert [member[start[g] : start[g + 1]].tolist() for g in range(3)] == [[1], [0, 2], [3]]


def test_a_chain_joins_a_set():
    assert spanning_pairs(np.array([3, 5, 9], np.int32)).tolist() == [[3, 5], [5, 9]]


@pytest.mark.parametrize("seed", range(5))
def test_a_link_without_a_way_round_is_a_bridge(seed):
    graph, links = random_links(15, 18, seed)
    bridges = {tuple(sorted(edge)) for edge in nx.bridges(graph)}
    for position, (start, end) in enumerate(links):
        beyond = far_side(15, links, position)
        assert (beyond is not None) == ((start, end) in bridges)
        if beyond is not None:
            assert beyond[end]
            assert not beyond[start]


@pytest.mark.parametrize("seed", range(5))
def test_connectedness_is_that_of_networkx(seed):
    graph, links = random_links(12, 16, seed)
    lists = neighbour_lists(12, links)
    draw = np.random.default_rng(seed)
    for size in range(2, 9):
        some = draw.choice(12, size, replace=False)
        assert is_connected(some, *lists) == nx.is_connected(graph.subgraph(some.tolist()))
    assert is_connected(np.array([], np.int32), *lists)
    assert is_connected(np.array([3]), *lists)
