"""One walk over given streets: Hierholzer's tour of a network whose nodes are all even."""

from __future__ import annotations

from geo.routing.patrol.problem import ArcProblem, Leg


def one_walk(problem: ArcProblem, again: dict[int, int]) -> tuple[Leg, ...]:
    """Walk every required street once and each of `again` so often, from the depot and back.

    Parameters
    ----------
    again : streets walked without work; with the required ones they hang together and every node is even.
    """
    copies = [(int(street), True) for street in problem.required.nonzero()[0]]
    copies += [(street, False) for street, times in sorted(again.items()) for _ in range(times)]
    at: dict[int, list[int]] = {}
    for copy, (street, _) in enumerate(copies):
        at.setdefault(int(problem.tail[street]), []).append(copy)
        at.setdefault(int(problem.head[street]), []).append(copy)
    used = [False] * len(copies)
    stack: list[tuple[int, Leg | None]] = [(problem.depot, None)]
    tour: list[Leg] = []
    while stack:
        node, leg = stack[-1]
        here = at.get(node, [])
        while here and used[here[-1]]:
            here.pop()
        if here:
            copy = here.pop()
            used[copy] = True
            street, works = copies[copy]
            backwards = int(problem.tail[street]) != node
            stack.append((int((problem.tail if backwards else problem.head)[street]), Leg(street, backwards, works)))
        else:
            stack.pop()
            if leg is not None:
                tour.append(leg)
    return tuple(reversed(tour))
