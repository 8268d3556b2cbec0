"""Column generation: regions worth having are found by the walk, room by room, until none is left; the bound that is.

Whatever the units are worth, a plan costs at least the sum of that worth and, for each host, the least reduced cost of
a region in its rooms (nought where that is positive). The best such bound is kept. The duals asked about lie between
those of the best bound and those of the master problem, which steadies the search.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from geo.clustering.columns import Columns, word_count, words_of
from geo.clustering.compact import Limits, Outcome
from geo.clustering.enumerate import FULL, WHOLE, walk_regions
from geo.clustering.master import Master, MasterPoint
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_kernel import unit_posts
from geo.clustering.region_walk import Words
from geo.clustering.terrain import Demand, Duals, Terrain, demand_of, terrain_of

_KEPT = 20  # regions of a room taken into the master at once
_NODES = (3_000, 30_000)  # visited for a room while regions are still easily found; then all that are needed
_EASY = 10  # a round that finds fewer new regions is the last of its kind
_FIRST_AIM = 0.01  # of a region's mean cost: by how much a region must be too cheap to be looked for at first
_MANY, _LESS = 30, 0.02  # where fewer regions are found, regions less too cheap are looked for
_CONVERGED = 0.05  # of what lies between bound and plan; the rest is not worth further rounds
_WIDEN = 3.0
_STEADY, _SURE = 0.5, 0.1  # weight of the best duals met, while they are far off and when they are near
_NODES_A_SECOND = 1e6  # at the least; keeps one walk from running far beyond the clock


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One round over all rooms: regions found, a bound of all plans, and how far the list goes.

    Every region whose reduced cost is below `reach` is in the list; it is ``-inf`` where a room was cut short.
    `gains` are what the units' rooms can gain at most, none above nought, least first, shape ``(U,)``.
    """

    words: Words
    bound: float
    reach: float
    visited: int
    gains: Floats


@dataclass(slots=True)
class Pricing:
    """The rooms of a reduced problem, ready to be asked."""

    reduced: Reduced
    terrain: Terrain = field(init=False)
    demands: list[Demand] = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the rooms that may be used."""
        reduced = self.reduced
        self.terrain = terrain_of(reduced)
        usable = np.flatnonzero(reduced.allowed[reduced.host_unit, np.arange(reduced.problem.room_count)])
        self.demands = [demand_of(reduced, int(room), reduced.allowed[:, room]) for room in usable]

    def most_regions(self, value: float) -> int:
        """Return how many regions a plan cheaper than this can have, each with a room to pay."""
        reduced = self.reduced
        load, _, wage = unit_posts(reduced)
        allowed = np.where(reduced.allowed, reduced.cost, np.inf).min(axis=1)
        served = float(allowed.sum() + (load @ wage).sum()) + reduced.split_cny * reduced.community_count
        room = float(min(demand.room_cny for demand in self.demands))
        fit = int((value - reduced.fixed_cny - served) / room + 1e-6) if room > 0 else reduced.unit_count
        return min(max(fit, 1), reduced.problem.rules.station_max or reduced.unit_count, reduced.unit_count)

    def ask(
        self,
        duals: Duals,
        threshold: float,
        *,
        keep: int,
        nodes: int,
        most: int | None = None,
        deadline: float = np.inf,
    ) -> Round:
        """Find the regions of every room whose reduced cost is within the threshold.

        Parameters
        ----------
        keep, nodes : regions written and visited for each room at the most.
        most : regions of a plan that is worth having at the most; only so many can be too cheap.
        deadline : of the clock, seconds; a round that it cuts short bounds nothing.
        """
        least = np.zeros(self.reduced.unit_count)
        found: list[Words] = []
        visited, reach = 0, threshold
        words = np.zeros((keep, word_count(self.reduced.unit_count)), np.uint64)
        price = np.zeros(keep)
        for demand in self.demands:
            if time.perf_counter() > deadline:
                return Round(np.concatenate([words[:0], *found]), -np.inf, -np.inf, visited, np.sort(least))
            count, seen, state, low = walk_regions(self.terrain, demand, duals, threshold, nodes, words, price)
            found.append(words[:count].copy())
            least[demand.host] = min(least[demand.host], low, threshold)  # what is not met is above the threshold
            visited += seen
            reach = min(reach, {WHOLE: threshold, FULL: float(price.max())}.get(state, -np.inf))
        gains = np.sort(least)
        bound = self._worth(duals) + float(gains[:most].sum())
        return Round(np.concatenate([words[:0], *found]), bound, reach, visited, gains)

    def _worth(self, duals: Duals) -> float:
        rules = self.reduced.problem.rules
        count = rules.station_min if duals.station > 0 else rules.station_max or self.reduced.unit_count
        return float(duals.unit.sum()) + duals.station * count + self.reduced.fixed_cny


@dataclass(slots=True)
class Generation:
    """Column generation from a known plan; `duals` and `bound` are the best met."""

    pricing: Pricing
    columns: Columns
    outcome: Outcome
    limits: Limits
    visits: int
    duals: Duals = field(init=False)
    bound: float = -np.inf
    gains: Floats = field(init=False)
    _master: Master = field(init=False)
    _centre: Floats = field(init=False)
    _width: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Centre the duals on the known plan: each unit bears its own costs and a share of its region's others."""
        reduced = self.pricing.reduced
        rules = reduced.problem.rules
        self._centre, self._width = shared_costs(reduced, self.columns, self.outcome.plan())
        self.duals, self.gains = Duals(self._centre, 0.0), np.full(reduced.unit_count, -np.inf)
        most = rules.station_max or reduced.unit_count
        self._master = Master(self._centre, self._width, (rules.station_min, most))
        self._master.add(self.columns.members(), self.columns.cost)

    def run(self) -> None:
        """Generate until the bound is the master's value, the gap is closed, or the work is spent."""
        point, weight, stage = self._master.solve(), _STEADY, 0
        aim = _FIRST_AIM * self.outcome.value / max(1, len(np.unique(self.outcome.plan())))
        while not self.is_over():
            duals = mixed(self.duals, point.duals, weight)
            is_quick = stage < len(_NODES)
            nodes = _NODES[stage] if is_quick else self.visits
            asked = self.ask(duals, -(self._small() if is_quick else aim), keep=_KEPT, nodes=nodes)
            self.outcome.count("rounds")
            if asked.bound > self.bound:
                self.bound, self.duals, self.gains = asked.bound, duals, asked.gains
            new = self.columns.add(asked.words)
            added = new.stop - new.start
            if added:
                self._master.add(self.columns.members(new), self.columns.cost[new])
                point = self._master.solve()
            open_cny = self._value(point) - self.bound
            is_settled = open_cny <= max(self._small(), _CONVERGED * (self.outcome.value - self.bound))
            if point.is_boxed.any() and (is_settled or open_cny < 0.3 * (self.outcome.value - self._value(point))):
                self._widen(point)
                point, weight = self._master.solve(), _SURE
            elif is_settled:
                return
            elif is_quick and added < _EASY:
                stage, weight = stage + 1, _SURE
            elif not is_quick:
                stage = stage if added < _MANY else len(_NODES) - 1
                weight = _SURE if added >= _EASY else 0.0
                aim = aim if added >= _MANY else max(self._small(), _LESS * aim if aim > self._coarse() else 0.0)

    def bounds_by_count(self) -> Floats:
        """Bound the score of plans with 0 to U stations at the best duals, whatever the rules say on their number."""
        counts = np.arange(len(self.gains) + 1)
        worth = float(self.duals.unit.sum()) + self.pricing.reduced.fixed_cny
        gained = np.concatenate([[0.0], np.cumsum(self.gains)])
        return np.asarray(worth + self.duals.station * counts + gained, dtype=np.float64)

    def ask(self, duals: Duals, threshold: float, *, keep: int, nodes: int | None = None) -> Round:
        """Ask all rooms, within the work that is left."""
        within = min(self.visits, 1_000 + int(_NODES_A_SECOND * self.limits.seconds_left()))
        most = within if nodes is None else min(nodes, within)
        regions = self.pricing.most_regions(self.outcome.value)
        asked = self.pricing.ask(duals, threshold, keep=keep, nodes=most, most=regions, deadline=self.limits.deadline)
        self.visits -= asked.visited
        self.outcome.count("regions_visited", asked.visited)
        return asked

    def is_over(self) -> bool:
        """Tell whether the gap is closed or the work spent."""
        if self.limits.seconds_left() <= 0 or self.visits <= 0:
            self.outcome.stopped_by = "clock" if self.visits > 0 else "regions_visited"
            return True
        return self.outcome.value - self.bound <= 0.5 * self.limits.tolerance * abs(self.outcome.value)

    def _value(self, point: MasterPoint) -> float:
        return point.value + self.pricing.reduced.fixed_cny

    def _coarse(self) -> float:
        return 1e-6 * abs(self.outcome.value)

    def _small(self) -> float:
        return 1e-9 * max(1.0, abs(self.outcome.value))

    def _widen(self, point: MasterPoint) -> None:
        self._width = np.where(point.is_boxed, self._width * _WIDEN, self._width)
        self._centre = self.duals.unit.copy()
        self._master.move_box(self._centre, self._width)


def mixed(first: Duals, second: Duals, weight: float) -> Duals:
    """Return the duals between two, the first with this weight."""
    station = weight * first.station + (1.0 - weight) * second.station
    return Duals(weight * first.unit + (1.0 - weight) * second.unit, station)


def shared_costs(reduced: Reduced, columns: Columns, room_of_unit: Ints) -> tuple[Floats, Floats]:
    """Share a plan's regions out to their units, and say how far the truth may be off; its regions become columns."""
    load, _, wage = unit_posts(reduced)
    own = load @ wage + reduced.cost[np.arange(reduced.unit_count), room_of_unit]
    rooms = np.unique(room_of_unit)
    member: Bools = room_of_unit[None, :] == rooms[:, None]
    columns.add(words_of(member))
    rest = np.zeros(reduced.unit_count)
    heavy = own + 1.0
    for row in member:
        where = columns.cost[(columns.members() == row).all(axis=1)]
        rest[row] = (float(where[0]) - own[row].sum()) * heavy[row] / heavy[row].sum()
    return own + rest, 1_000.0 + 0.1 * np.abs(own)
