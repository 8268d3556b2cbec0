"""Annealing for siting with capacities: points move and change places, stations wander, overload is at a price.

No proof: that is the work of `capacity_bound`. Moves cost a few look-ups each, so millions a second are tried.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from geo.clustering.siting.lists import Bools, Floats, Ints, Rows
from geo.compiled import compiled

_NEAR = 8  # stations a point may move to: its nearest ones
_FULL = 1e-9  # relative room for rounding in sums of loads


class Ground(NamedTuple):
    """What does not change: cost of each point at each site (sites down), loads, capacities, lists of near sites."""

    cost: Floats
    load: Floats
    capacity: Floats
    fixed_cost: Floats
    rows: Rows
    may_move: Bools  # sites that may be closed


class Clusters(NamedTuple):
    """A plan as clusters: the site of each, its members and load; the cluster of each point and site."""

    site: Ints
    size: Ints
    load: Floats
    member: Ints  # (p, n) members of each cluster, the first `size` of each row
    slot: Ints  # place of each point in its row
    cluster: Ints  # cluster of each point
    at_site: Ints  # cluster of each site, -1 where closed


@compiled
def clusters_of(ground: Ground, site: Ints, cluster: Ints) -> Clusters:
    """Arrange a plan as clusters."""
    stations, points = len(site), len(cluster)
    made = Clusters(
        site.copy(),
        np.zeros(stations, np.int32),
        np.zeros(stations, np.float64),
        np.empty((stations, points), np.int32),
        np.empty(points, np.int32),
        cluster.copy(),
        np.full(len(ground.capacity), -1, np.int32),
    )
    for own in range(stations):
        made.at_site[site[own]] = own
    for point in range(points):
        _join(ground, made, point, cluster[point])
    return made


@compiled
def _join(ground: Ground, made: Clusters, point: int, own: int) -> None:
    made.member[own, made.size[own]] = point
    made.slot[point] = made.size[own]
    made.size[own] += 1
    made.load[own] += ground.load[point]
    made.cluster[point] = own


@compiled
def _leave(ground: Ground, made: Clusters, point: int) -> None:
    own = made.cluster[point]
    last = made.member[own, made.size[own] - 1]
    made.member[own, made.slot[point]] = last
    made.slot[last] = made.slot[point]
    made.size[own] -= 1
    made.load[own] -= ground.load[point]


@compiled
def _over(load: float, capacity: float) -> float:
    return max(0.0, load - capacity * (1.0 + 1e-12))


@compiled
def _refresh(ground: Ground, made: Clusters, point: int, near: Ints) -> None:
    """List the nearest stations of a point anew."""
    stations = len(made.site)
    found = 0
    if stations <= 40:
        while found < min(_NEAR, stations):
            best = -1
            for other in range(stations):
                listed = False
                for at in range(found):
                    listed = listed or near[point, at] == other
                cost = ground.cost[made.site[other], point]
                if not listed and (best < 0 or cost < ground.cost[made.site[best], point]):
                    best = other
            near[point, found] = best
            found += 1
    else:
        for at in range(ground.rows.start[point], ground.rows.start[point + 1]):
            other = made.at_site[ground.rows.site[at]]
            if other >= 0:
                near[point, found] = other
                found += 1
                if found == _NEAR:
                    break
    for at in range(found, _NEAR):
        near[point, at] = near[point, at - found] if found else made.cluster[point]


@compiled
def _accept(change: float, heat: float) -> bool:
    return change <= 0.0 or np.random.random() < math.exp(-change / heat)


@compiled
def _shift(ground: Ground, made: Clusters, point: int, other: int, heat: float, price: float) -> None:
    own = made.cluster[point]
    change = ground.cost[made.site[other], point] - ground.cost[made.site[own], point]
    load = ground.load[point]
    room, fill = ground.capacity[made.site[other]], made.load[other]
    change += price * (_over(fill + load, room) - _over(fill, room))
    room, fill = ground.capacity[made.site[own]], made.load[own]
    change += price * (_over(fill - load, room) - _over(fill, room))
    if _accept(change, heat):
        _leave(ground, made, point)
        _join(ground, made, point, other)


@compiled
def _swap(ground: Ground, made: Clusters, point: int, other: int, heat: float, price: float) -> None:
    own = made.cluster[point]
    partner = made.member[other, np.random.randint(made.size[other])]
    here, there = made.site[own], made.site[other]
    change = ground.cost[there, point] + ground.cost[here, partner]
    change -= ground.cost[here, point] + ground.cost[there, partner]
    extra = ground.load[point] - ground.load[partner]
    if change - price * abs(extra) > 20.0 * heat:
        return
    change += price * (
        _over(made.load[other] + extra, ground.capacity[there]) - _over(made.load[other], ground.capacity[there])
    )
    change += price * (
        _over(made.load[own] - extra, ground.capacity[here]) - _over(made.load[own], ground.capacity[here])
    )
    if _accept(change, heat):
        _leave(ground, made, point)
        _leave(ground, made, partner)
        _join(ground, made, point, other)
        _join(ground, made, partner, own)


@compiled
def _wander(ground: Ground, made: Clusters, own: int, heat: float, price: float) -> bool:
    """Try another site for a cluster: one near a member that is itself near the station."""
    old = made.site[own]
    if not ground.may_move[old]:
        return False
    points = len(made.cluster)
    guide = np.random.randint(points)
    if made.size[own]:
        guide = made.member[own, np.random.randint(made.size[own])]
        for _ in range(min(6, made.size[own] // 6)):
            rival = made.member[own, np.random.randint(made.size[own])]
            if ground.cost[old, rival] < ground.cost[old, guide]:
                guide = rival
    width = ground.rows.start[guide + 1] - ground.rows.start[guide]
    if width == 0:
        return False
    new = ground.rows.site[ground.rows.start[guide] + np.random.randint(min(width, 1 + np.random.randint(4)))]
    if made.at_site[new] >= 0:
        return False
    change = ground.fixed_cost[new] - ground.fixed_cost[old]
    change += price * (_over(made.load[own], ground.capacity[new]) - _over(made.load[own], ground.capacity[old]))
    for at in range(made.size[own]):
        change += ground.cost[new, made.member[own, at]] - ground.cost[old, made.member[own, at]]
    if not _accept(change, heat):
        return False
    made.at_site[old], made.at_site[new] = -1, own
    made.site[own] = new
    return True


@compiled
def worth_of(ground: Ground, made: Clusters) -> tuple[float, float]:
    """Sum the cost of a plan, and its overload."""
    total = over = 0.0
    for own in range(len(made.site)):
        carried = 0.0
        for at in range(made.size[own]):
            total += ground.cost[made.site[own], made.member[own, at]]
            carried += ground.load[made.member[own, at]]
        made.load[own] = carried
        total += ground.fixed_cost[made.site[own]]
        if carried > ground.capacity[made.site[own]] * (1.0 + _FULL):
            over += carried - ground.capacity[made.site[own]]
    return total, over


@compiled
def _anneal(
    ground: Ground,
    made: Clusters,
    best: Clusters,
    best_value: float,
    moves: int,
    hot: float,
    cold: float,
    price: float,
    seed: int,
) -> float:
    np.random.seed(seed)
    points, stations = len(made.cluster), len(made.site)
    near, stamp = np.zeros((points, _NEAR), np.int32), np.full(points, -(1 << 30), np.int64)
    version, patience = 0, max(2, stations // 8)
    wandering = 0.06 * min(1.0, 40.0 * stations / points)
    sweeps = max(1, moves // points)
    cooling = (cold / hot) ** (1.0 / sweeps)
    heat, pressing = hot, 1.0
    for _ in range(sweeps):
        for _ in range(points):
            point = np.random.randint(points)
            if np.random.random() < wandering:
                version += _wander(ground, made, made.cluster[point], heat, price * pressing)
                continue
            if version - stamp[point] > patience:
                _refresh(ground, made, point, near)
                stamp[point] = version
            other = near[point, np.random.randint(_NEAR)]
            if other == made.cluster[point]:
                other = near[point, 0]
                if other == made.cluster[point]:
                    continue
            if made.size[other] and np.random.random() < 0.5:
                _swap(ground, made, point, other, heat, price * pressing)
            else:
                _shift(ground, made, point, other, heat, price * pressing)
        heat *= cooling
        value, over = worth_of(ground, made)
        pressing = min(1e4, pressing * 1.02) if over > 0.0 else max(1.0, pressing * 0.98)
        if over <= 0.0 and value < best_value:
            best_value = value
            best.site[:], best.cluster[:] = made.site, made.cluster
    return best_value


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """A plan of siting with capacities: the sites, the place of each point's site in them, and the value."""

    site: Ints
    cluster: Ints
    value: float

    @property
    def assignment(self) -> Ints:
        """Site of each point."""
        return self.site[self.cluster]


def anneal(
    ground: Ground, start: Arrangement, *, moves: int, hot: float, cold: float, price: float, seed: int
) -> Arrangement:
    """Improve a plan by annealing; the best plan met that overloads no site is returned.

    Parameters
    ----------
    start : its value is infinite where it overloads a site.
    moves : trials, about 10⁷ a second.
    hot, cold : first and last temperature, in units of cost.
    price : of a unit of overload at first; it rises while there is any.
    """
    made = clusters_of(ground, start.site, start.cluster)
    best = clusters_of(ground, start.site, start.cluster)
    value = _anneal(ground, made, best, start.value, moves, hot, cold, price, seed)
    return Arrangement(best.site.copy(), best.cluster.copy(), value)


def nearest_clusters(ground: Ground, site: Ints) -> Ints:
    """Put each point to its nearest station, whatever the load."""
    nearest: Ints = ground.cost[site].argmin(axis=0).astype(np.int32)
    return nearest
