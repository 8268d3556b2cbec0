"""Checks walks over streets in plain loops: connected, from the depot and back, every street worked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from geo.routing.fleet.checker import Broken
from geo.routing.patrol.problem import ArcAnswer, ArcProblem, Leg


def check_walks(problem: ArcProblem, answer: ArcAnswer) -> list[Broken]:
    """List every rule that the walks break; none where they can be walked as they stand."""
    broken: list[Broken] = []
    works: Counter[int] = Counter()
    total = 0
    for number, walk in enumerate(answer.walks):
        where = f"walk {number}"
        broken += _connected(problem, walk, where)
        works.update(leg.street for leg in walk if leg.works)
        total += sum(int(problem.cost[leg.street]) for leg in walk)
        broken += _limits(problem, walk, where)
    for street in range(len(problem.cost)):
        wanted = int(problem.required[street])
        if works[street] != wanted:
            broken.append(Broken("worked", f"street {street}", str(works[street]), str(wanted)))
    if total != answer.proof.value:
        broken.append(Broken("length", "all walks", str(answer.proof.value), str(total)))
    if answer.proof.bound > total:
        broken.append(Broken("bound", "all walks", str(answer.proof.bound), f"at most {total}"))
    return broken


def _connected(problem: ArcProblem, walk: Sequence[Leg], where: str) -> Iterator[Broken]:
    here = problem.depot
    for place, leg in enumerate(walk):
        ends = (int(problem.tail[leg.street]), int(problem.head[leg.street]))
        start, finish = ends[::-1] if leg.backwards else ends
        if start != here:
            yield Broken("connected", f"{where}, leg {place}", f"node {start}", f"node {here}")
        here = finish
    if here != problem.depot:
        yield Broken("depot", where, f"node {here}", f"node {problem.depot}")


def _limits(problem: ArcProblem, walk: Sequence[Leg], where: str) -> Iterator[Broken]:
    load = sum(int(problem.demand[leg.street]) for leg in walk if leg.works)
    length = sum(int(problem.cost[leg.street]) for leg in walk)
    if load > problem.capacity:
        yield Broken("capacity", where, str(load), str(problem.capacity))
    if length > problem.most_cost:
        yield Broken("longest", where, str(length), str(problem.most_cost))
