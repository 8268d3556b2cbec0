"""Walks over the streets that need work: as short as can be, within capacity and longest walk, with a proof.

One walk is solved exactly where the cuts close (rural postman; Chinese postman where the streets hang together).
Several are annealed from a giant tour cut by Ulusoy's method, and held against the bound by cuts.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from geo.errors import InputError, shortlist
from geo.plan import Proof, Status
from geo.routing.patrol.bound import CutBound, cut_bound
from geo.routing.patrol.kernels import anneal, cut
from geo.routing.patrol.network import Floats, Network, network_of, walked
from geo.routing.patrol.postman import one_walk
from geo.routing.patrol.problem import ArcAnswer, ArcProblem, Ints, Leg
from geo.wording import text

_NEAR = 20  # streets from which a change is drawn
_ROUNDS = 40  # of cuts
_SPARE_WALKS = 2


def solve_arcs(
    problem: ArcProblem, *, seed: int = 0, moves: int = 2_000_000, starts: int = 4, nodes: int = 200
) -> ArcAnswer:
    """Find walks that work every required street once, at the least length in all.

    Parameters
    ----------
    moves : of the annealing, over all its starts; none where one walk is proved or the bound is met.
    starts : times the annealing begins anew.
    nodes : of the integer programs behind the bound; 0 leaves them out.

    Raises
    ------
    InputError
        Where a street that needs work cannot be reached from the depot, or fits into no walk by itself.
    """
    network = network_of(problem)
    if not len(network.street):
        return ArcAnswer((), Proof(Status.OPTIMAL, 0.0, 0.0))
    _refuse_hopeless(network)
    bound = cut_bound(network, rounds=_ROUNDS, nodes=nodes)
    if bound.value > problem.most_cost:
        bound = cut_bound(network, rounds=_ROUNDS, nodes=nodes, least_walks=-int(-bound.value // problem.most_cost))
    elif bound.again is not None and problem.demand[network.street].sum() <= problem.capacity:
        walk = one_walk(problem, bound.again)
        return _answer(network, (walk,), bound, 0)
    walks, made = _annealed(network, bound.value, seed, moves, starts)
    return _answer(network, tuple(_legs(network, tasks) for tasks in walks), bound, made)


def lone_lengths(network: Network) -> Floats:
    """Return the length of a walk to each required street alone and back, ``inf`` where there is no way."""
    tasks, way = network.tasks, network.way
    return np.asarray(way[0, tasks.start[::2]] + tasks.cost + way[tasks.finish[::2], 0])


def _refuse_hopeless(network: Network) -> None:
    problem, alone = network.problem, lone_lengths(network)
    far = network.street[~np.isfinite(alone)]
    if len(far):
        raise InputError(text("patrol.unreachable", streets=shortlist(far.tolist())))
    long = network.street[(alone > problem.most_cost) | (network.tasks.demand > problem.capacity)]
    if len(long):
        raise InputError(text("patrol.too_long", streets=shortlist(long.tolist())))


def _annealed(network: Network, bound: float, seed: int, moves: int, starts: int) -> tuple[list[Ints], int]:
    """Anneal from the giant tour of nearest streets, then from the best so far; stop where the bound is met."""
    problem, tasks, way = network.problem, network.tasks, network.way
    count = len(network.street)
    length, turned, first = cut(_nearest_tour(network), way, tasks, float(problem.capacity), float(problem.most_cost))
    best = np.split(turned, first[1:])
    near, made = _near(network), 0
    for start in range(starts if count > 1 else 0):
        if length <= bound + 1e-6:
            break
        seq = np.zeros((len(best) + _SPARE_WALKS, count), dtype=np.int64)
        size = np.array([len(walk) for walk in best] + [0] * _SPARE_WALKS, dtype=np.int64)
        for number, walk in enumerate(best):
            seq[number, : len(walk)] = walk
        unit = float(tasks.cost.mean()) + 1.0
        prices = [unit / max(float(tasks.demand.mean()), 1e-9), 1.0]
        limits = np.array([float(problem.capacity), float(problem.most_cost), *prices])
        heat = unit / (1 + start)
        anneal(seq, size, way, tasks, near, limits, moves // starts, heat, seed + start)
        made += moves // starts
        order = np.concatenate([seq[walk, :n] // 2 for walk, n in enumerate(size)])
        found, turned, first = cut(order, way, tasks, float(problem.capacity), float(problem.most_cost))
        if found < length - 1e-6:
            length, best = found, np.split(turned, first[1:])
    return best, made


def _nearest_tour(network: Network) -> Ints:
    """Walk to the nearest street not yet worked, over and over."""
    tasks, way = network.tasks, network.way
    left = np.ones(len(tasks.cost), dtype=bool)
    order, here = [], 0
    for _ in range(len(left)):
        ways = np.where(np.repeat(left, 2), way[here, tasks.start], np.inf)
        task = int(ways.argmin())
        order.append(task // 2)
        left[task // 2] = False
        here = int(tasks.finish[task])
    return np.array(order, dtype=np.int64)


def _near(network: Network) -> Ints:
    """List for each required street the nearest others, by the nearest of their ends."""
    one, two = network.tasks.start[::2], network.tasks.finish[::2]
    gaps = np.minimum.reduce([network.way[np.ix_(a, b)] for a in (one, two) for b in (one, two)])
    np.fill_diagonal(gaps, -1.0)
    return np.argsort(gaps, axis=1, kind="stable")[:, 1 : _NEAR + 1].astype(np.int64)


def _legs(network: Network, tasks: Ints) -> tuple[Leg, ...]:
    """Write a walk out street by street, the ways between its works included."""
    legs: list[Leg] = []
    here = 0
    for task in tasks.tolist():
        start, finish = int(network.tasks.start[task]), int(network.tasks.finish[task])
        legs += _way_legs(network, here, start)
        legs.append(Leg(int(network.street[task // 2]), bool(task % 2), works=True))
        here = finish
    return (*legs, *_way_legs(network, here, 0))


def _way_legs(network: Network, origin: int, target: int) -> list[Leg]:
    nodes = walked(network, origin, target)
    legs = []
    for tail, head in pairwise(nodes):
        street = network.best_street[tail, head]
        legs.append(Leg(street, int(network.problem.tail[street]) != tail, works=False))
    return legs


def _answer(network: Network, walks: tuple[tuple[Leg, ...], ...], bound: CutBound, made: int) -> ArcAnswer:
    value = float(sum(int(network.problem.cost[leg.street]) for walk in walks for leg in walk))
    least = min(bound.value, value)
    status = Status.OPTIMAL if value <= bound.value + 1e-6 else Status.GAP
    return ArcAnswer(walks, Proof(status, value, least), made)
