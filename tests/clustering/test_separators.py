"""Separator cuts: violated where a point is, never by a connected plan, as light as networkx finds them."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from geo.clustering.reduction import reduce_problem
from geo.clustering.search import search_plan
from geo.clustering.separators import neighbour_cuts, violated_cuts, without_unreachable
from tests.clustering.instances import pairs, town


def plain(estates, seed):
    return reduce_problem(replace(town(estates, seed=seed), is_alone=np.zeros(estates, bool)))


def is_kept(cut, point):
    return point[cut.unit, cut.room] <= sum(point[unit, cut.room] for unit in cut.separator) + 1e-9


def least_separator(reduced, weight, source, target):
    """Weight of a least node cut, by networkx, on the graph with every node split in two."""
    graph = nx.DiGraph()
    for node, capacity in enumerate(weight):
        graph.add_edge((node, 0), (node, 1), capacity=float(capacity))
    for start, end in reduced.links:
        graph.add_edge((int(start), 1), (int(end), 0), capacity=1e9)
        graph.add_edge((int(end), 1), (int(start), 0), capacity=1e9)
    return nx.minimum_cut_value(graph, (source, 1), (target, 0))


@pytest.mark.parametrize("seed", range(8))
def test_the_separator_found_is_as_light_as_the_least_one(seed):
    reduced = plain(12, seed)
    draw = np.random.default_rng(seed)
    point = np.zeros((12, 12))
    point[:, 0] = np.round(draw.random(12), 3)
    point[0, 0] = 1.0
    cuts = {cut.unit: cut for cut in violated_cuts(reduced, point, reduced.allowed)}
    beside = set(reduced.neighbour[reduced.start[0] : reduced.start[1]].tolist()) | {0}
    for estate in set(range(12)) - beside:
        least = least_separator(reduced, point[:, 0], 0, estate)
        assert (estate in cuts) == (point[estate, 0] > least + 1e-4)
        if estate in cuts:
            assert sum(point[list(cuts[estate].separator), 0]) == pytest.approx(least, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_connected_plans_keep_every_cut(seed):
    reduced = plain(25, seed)
    plan = search_plan(reduced, moves=2_000, seed=seed)
    point = np.zeros((25, 25))
    point[np.arange(25), plan.room_of_unit] = 1.0
    assert violated_cuts(reduced, point, reduced.allowed) == []
    assert all(is_kept(cut, point) for cut in neighbour_cuts(reduced, reduced.allowed))


def test_an_island_in_another_region_is_cut_off():
    row = replace(
        town(4, seed=1), links=pairs((0, 1), (1, 2), (2, 3)), link_cny=np.zeros(3), is_alone=np.zeros(4, bool)
    )
    reduced = reduce_problem(row)
    point = np.zeros((4, 4))
    point[[0, 3], 0] = 1.0
    point[[1, 2], 1] = 1.0
    cuts = violated_cuts(reduced, point, reduced.allowed)
    assert [(cut.unit, cut.room) for cut in cuts] == [(3, 0)]
    assert not is_kept(cuts[0], point)


def test_what_cannot_be_reached_is_struck_out():
    row = replace(
        town(4, seed=1), links=pairs((0, 1), (1, 2), (2, 3)), link_cny=np.zeros(3), is_alone=np.zeros(4, bool)
    )
    reduced = reduce_problem(row)
    allowed = np.ones((4, 4), bool)
    allowed[1, 0] = False
    kept = without_unreachable(reduced, allowed)
    assert np.flatnonzero(kept[:, 0]).tolist() == [0]
    assert kept[:, 3].all()
