"""The rounds of one region: how many it takes, then as even as the policy asks for little more way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from geo.plan import Proof, Status
from geo.policy.patrol import PatrolPolicy
from geo.routing.patrol.network import network_of
from geo.routing.patrol.problem import ArcAnswer, ArcProblem, Ints
from geo.routing.patrol.solver import lone_lengths, solve_arcs

_HALVINGS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """The rounds of a region, and the pieces that are too far for any round."""

    answer: ArcAnswer
    problem: ArcProblem
    too_far: Ints


def rounds_of(problem: ArcProblem, policy: PatrolPolicy, *, seed: int = 0) -> Rounds:
    """Find the fewest-metre rounds within the longest one, then hold the longest near the mean."""
    problem, too_far = _within_reach(problem)
    first = solve_arcs(problem, seed=seed, moves=policy.moves, nodes=policy.nodes)
    best = first
    if len(first.walks) > 1:
        best = _even(problem, first, policy, seed)
    value, bound = best.proof.value, first.proof.bound
    status = Status.OPTIMAL if value <= bound else Status.GAP
    return Rounds(ArcAnswer(best.walks, Proof(status, value, bound), best.moves), problem, too_far)


def lengths_of(problem: ArcProblem, answer: ArcAnswer) -> list[int]:
    """Return the length of each walk, in the problem's units."""
    return [sum(int(problem.cost[leg.street]) for leg in walk) for walk in answer.walks]


def _within_reach(problem: ArcProblem) -> tuple[ArcProblem, Ints]:
    network = network_of(problem)
    too_far = network.street[lone_lengths(network) > problem.most_cost]
    required = problem.required.copy()
    required[too_far] = False
    return replace(problem, required=required), too_far


def _even(problem: ArcProblem, first: ArcAnswer, policy: PatrolPolicy, seed: int) -> ArcAnswer:
    """Halve the room between the mean and the longest walk, the number of walks kept: the limit is the balance."""
    count = len(first.walks)
    best = first
    low = max(float(np.max(lone_lengths(network_of(problem)), initial=0)), first.proof.value / count)
    for _ in range(_HALVINGS):
        longest = max(lengths_of(problem, best))
        if longest <= max(low + 1, policy.longest_over_mean * best.proof.value / count):
            break
        limit = int((low + longest) / 2)
        tried = solve_arcs(replace(problem, most_cost=limit), seed=seed, moves=policy.moves, nodes=0)
        if len(tried.walks) == count:
            best = tried
        else:
            low = limit
    return best
