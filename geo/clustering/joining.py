"""Stations for groups of estates that were drawn without them, by plain rules that a planner can follow by hand.

A group takes the room inside it that is cheapest for all its estates; a group without a room goes to the nearest
station next to it. Nothing is optimised here: baselines and plans drawn by hand are completed with it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import numpy as np

from geo.clustering.problem import Floats, Ints, Problem
from geo.clustering.region_cost import plain_pair_cny


def stations_of_groups(problem: Problem, group: Ints) -> Ints:
    """Give each group the room inside it that costs its estates least; the room of each estate, shape ``(n,)``.

    Parameters
    ----------
    group : code of each estate's group, shape ``(n,)``; -1 where it is in none.

    Returns
    -------
    Rooms, -1 for estates of groups without a usable room and for those in no group.
    """
    room_of = np.full(problem.estate_count, -1, np.int32)
    pair = plain_pair_cny(problem)
    usable = np.flatnonzero(~problem.is_forbidden).astype(np.int32)
    for code in np.unique(group[group >= 0]):
        estates = np.flatnonzero(group == code).astype(np.int32)
        rooms = usable[np.isin(problem.host[usable], estates)]
        if len(rooms):
            room_of[estates] = rooms[cheapest(problem, pair, estates, rooms)]
    return room_of


def cheapest(problem: Problem, pair: Floats, estates: Ints, rooms: Ints) -> int:
    """Return the position in `rooms` of the one that serves these estates at the least score."""
    return int(np.argmin(problem.room_cny[rooms] + pair[np.ix_(estates, rooms)].sum(axis=0)))


def join_nearest(problem: Problem, room_of: Ints, group: Ints) -> Ints:
    """Send whole groups without a room to the nearest station that a neighbour uses, nearest groups first.

    Parameters
    ----------
    room_of : room of each estate, -1 where it has none yet; at least one estate has one.
    group : as `stations_of_groups`; estates in no group go one by one.

    Returns
    -------
    A complete plan; groups that no link leads to take the nearest station of all.
    """
    done, block = room_of.copy(), _blocks(group)
    members = {int(b): np.flatnonzero(block == b).astype(np.int32) for b in np.unique(block[done < 0])}
    neighbours = _neighbours(problem)
    front: list[tuple[float, int, int]] = []

    def offer(estates: Iterable[int]) -> None:
        for estate in estates:
            for other in neighbours[estate]:
                if done[other] < 0:
                    wanting, room = int(block[other]), int(done[estate])
                    heapq.heappush(front, (_walk_m(problem, members[wanting], room), wanting, room))

    offer(np.flatnonzero(done >= 0).tolist())
    while front:
        _, wanting, room = heapq.heappop(front)
        if done[members[wanting][0]] < 0:
            done[members[wanting]] = room
            offer(members[wanting].tolist())
    stations = np.unique(room_of[room_of >= 0])
    for estates in members.values():
        if done[estates[0]] < 0:
            walks = [_walk_m(problem, estates, int(room)) for room in stations]
            done[estates] = stations[int(np.argmin(walks))]
    return done


def _blocks(group: Ints) -> Ints:
    """Give every group a number, and every estate in none a number of its own."""
    own = np.arange(len(group), dtype=np.int32) + (group.max(initial=-1) + 1)
    return np.where(group >= 0, group, own).astype(np.int32)


def _walk_m(problem: Problem, estates: Ints, room: int) -> float:
    """Return the mean walk by estates; a way that does not exist counts as very long."""
    return float(np.nan_to_num(problem.walk_m[estates, room], posinf=1e7).mean())


def _neighbours(problem: Problem) -> list[list[int]]:
    neighbours: list[list[int]] = [[] for _ in range(problem.estate_count)]
    for start, end in problem.links.tolist():
        neighbours[start].append(end)
        neighbours[end].append(start)
    return neighbours
