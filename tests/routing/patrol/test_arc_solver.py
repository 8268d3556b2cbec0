"""Walks over streets: the optimum of trying every way, a bound that holds, published theory where it applies."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.plan import Status
from geo.routing.patrol import check_walks, solve_arcs
from geo.routing.patrol.problem import ArcAnswer, ArcProblem, Leg
from tests.routing.patrol.networks import arcs, shortest_by_trying

TREE = [(0, 1, 4, None), (1, 2, 3, None), (1, 3, 5, None), (0, 4, 2, None)]  # keeps the nodes together
STREET = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 9), st.sampled_from([None, 1, 2, 3]))


@settings(deadline=None, max_examples=50)
@given(st.lists(STREET, min_size=1, max_size=5), st.integers(3, 9), st.sampled_from([10**6, 45, 60]))
def test_a_small_network_is_solved_as_by_trying_every_way(streets, capacity, most_cost):
    problem = arcs(TREE + streets, capacity=capacity, most_cost=most_cost)
    best = shortest_by_trying(problem)
    answer = solve_arcs(problem, moves=40_000)
    assert check_walks(problem, answer) == []
    assert answer.proof.bound <= best
    assert answer.proof.value == best
    assert answer.proof.status is (Status.OPTIMAL if answer.proof.bound == best else Status.GAP)


@settings(deadline=None, max_examples=30)
@given(st.lists(STREET, min_size=2, max_size=6), st.integers(0, 4))
def test_one_walk_is_proved(streets, depot):
    problem = arcs(TREE + streets, depot=depot)
    answer = solve_arcs(problem)
    assert len(answer.walks) == min(1, int(problem.required.sum()))
    assert answer.proof.status is Status.OPTIMAL
    assert answer.proof.value == shortest_by_trying(problem)


def town(side: int, seed: int, share: float = 1.0) -> ArcProblem:
    chance = np.random.default_rng(seed)
    lines = [(i, i + 1) for i in range(side * side) if (i + 1) % side] + [
        (i, i + side) for i in range(side * side - side)
    ]
    return arcs([(a, b, int(chance.integers(30, 200)), 1 if chance.random() < share else None) for a, b in lines])


@pytest.mark.parametrize("seed", range(4))
def test_all_streets_of_a_town_are_the_chinese_postman(seed):
    problem = town(6, seed)
    graph = nx.Graph()
    for a, b, cost in zip(problem.tail.tolist(), problem.head.tolist(), problem.cost.tolist(), strict=True):
        graph.add_edge(a, b, weight=cost)
    odd = [node for node, degree in graph.degree if degree % 2]
    way = dict(nx.all_pairs_dijkstra_path_length(graph))
    pairs = nx.Graph()
    pairs.add_weighted_edges_from((a, b, way[a][b]) for a in odd for b in odd if a < b)
    matched = sum(way[a][b] for a, b in nx.min_weight_matching(pairs))
    answer = solve_arcs(problem)
    assert answer.proof.status is Status.OPTIMAL
    assert answer.proof.value == problem.cost.sum() + matched
    assert check_walks(problem, answer) == []


def test_several_walkers_stay_near_the_bound():
    problem = replace(town(7, 1, 0.8), capacity=14)
    answer = solve_arcs(problem, moves=400_000)
    assert check_walks(problem, answer) == []
    assert answer.proof.gap < 0.05
    assert len(answer.walks) >= problem.demand.sum() / 14


def test_the_longest_walk_is_kept_and_the_bound_knows_the_walks_it_takes():
    free = solve_arcs(town(5, 2))
    problem = replace(town(5, 2), most_cost=int(free.proof.value * 0.55))
    answer = solve_arcs(problem, moves=200_000)
    assert check_walks(problem, answer) == []
    assert len(answer.walks) == 2
    assert answer.proof.bound >= free.proof.bound


def test_the_same_seed_gives_the_same_walks():
    problem = replace(town(6, 3, 0.7), capacity=12)
    assert solve_arcs(problem, moves=50_000, seed=5) == solve_arcs(problem, moves=50_000, seed=5)


def test_no_work_takes_no_walk():
    problem = arcs([(0, 1, 5, None)])
    assert solve_arcs(problem).walks == ()
    assert check_walks(problem, solve_arcs(problem)) == []


def test_a_street_that_cannot_be_reached_is_refused_by_its_number():
    with pytest.raises(InputError, match="1"):
        solve_arcs(arcs([(0, 1, 5, 1), (2, 3, 5, 1)]))


@pytest.mark.parametrize("limit", [{"capacity": 2}, {"most_cost": 9}])
def test_a_street_too_much_for_one_walk_is_refused(limit):
    with pytest.raises(InputError, match="0"):
        solve_arcs(arcs([(0, 1, 5, 3)], **limit))


def test_parallel_streets_loops_and_streets_of_no_length_are_walked():
    problem = arcs([(0, 1, 5, 1), (0, 1, 3, 1), (1, 1, 4, 1), (1, 2, 0, 1), (2, 0, 0, None)])
    answer = solve_arcs(problem)
    assert check_walks(problem, answer) == []
    assert answer.proof.value == shortest_by_trying(problem) == 12


def test_the_checker_sees_what_is_wrong():
    problem = arcs([(0, 1, 5, 2), (1, 2, 5, 2), (2, 0, 5, None)], capacity=4, most_cost=15)
    right = solve_arcs(problem)
    walk = right.walks[0]

    def rules(walks, **proof) -> set[str]:
        changed = ArcAnswer(walks, replace(right.proof, **proof))
        return {broken.rule for broken in check_walks(problem, changed)}

    assert rules(right.walks) == set()
    assert "worked" in rules((tuple(replace(leg, works=False) for leg in walk),))
    assert "connected" in rules((walk[1:],))
    assert "depot" in rules((walk[:-1],))
    assert "length" in rules(right.walks, value=14.0)
    assert "bound" in rules(right.walks, bound=16.0)
    twice = (*walk, *(Leg(leg.street, leg.backwards, leg.works) for leg in walk))
    assert {"worked", "capacity", "longest"} <= rules((twice,))
