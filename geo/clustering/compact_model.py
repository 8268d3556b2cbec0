"""The compact model of one sub-district as columns and rows, ready for a linear solver.

Columns: x(u, j), unit u is served from room j; a room is open just when its own host uses it, y(j) = x(host(j), j).
Further columns carry the priced rules: t(c, j), community c lies partly in room j's region; short(j) and over(j), area
outside the band; alone(j), a mini estate alone; pair(l, j), both ends of a priced link in one region.

    min   sum room(j) y(j) + sum cost(u, j) x(u, j) + split sum t + band (short + over) + mini sum alone + ...
    s.t.  sum over j of x(u, j) = 1                     every unit once
          x(u, j) <= y(j)                               only from open rooms
          t(c, j) >= x(u, j)                            u in community c
          area rows, capacity rows, station count, pairs apart
          x(u, j) <= sum over S of x(v, j)              for separators S, added as they are needed (`separators`)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.separators import Cut

_AREA_UNIT_M2 = 10_000.0  # areas in rows are of the size of the other coefficients


@dataclass(slots=True)
class Columns:
    """The columns gathered so far: cost and bounds of each."""

    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, cost: float, *, low: float = 0.0, high: float = 1.0) -> int:
        """Add a column and return its position."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        return len(self.cost) - 1


@dataclass(slots=True)
class Rows:
    """The rows gathered so far, low <= sum of value x column <= high."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, entries: Iterable[tuple[int, float]], *, low: float = -np.inf, high: float = np.inf) -> None:
        """Add a row."""
        self.low.append(low)
        self.high.append(high)
        self.start.append(len(self.column))
        for column, value in entries:
            self.column.append(column)
            self.value.append(value)


@dataclass(frozen=True, slots=True, eq=False)
class CompactModel:
    """Columns, rows and where to find things: `x` is the column of each pair or -1, shape ``(U, m)``."""

    reduced: Reduced
    allowed: Bools
    x: Ints
    columns: Columns
    rows: Rows
    whole: Ints  # columns that must be whole numbers

    def cut_rows(self, cuts: Iterable[Cut]) -> Rows:
        """Turn separator cuts into rows; pairs no longer in the model count as nought."""
        rows = Rows()
        for cut in cuts:
            parts = [(int(self.x[unit, cut.room]), 1.0) for unit in cut.separator if self.x[unit, cut.room] >= 0]
            rows.add([(int(self.x[cut.unit, cut.room]), -1.0), *parts], low=0.0)
        return rows

    def pairs(self, values: Floats) -> Floats:
        """Spread the solver's column values over pairs, shape ``(U, m)``."""
        point = np.zeros(self.x.shape)
        known = self.x >= 0
        point[known] = np.clip(values[self.x[known]], 0.0, 1.0)
        return point


def compact_model(reduced: Reduced, allowed: Bools) -> CompactModel:
    """Write the model over the allowed pairs, without the separator cuts."""
    columns, rows = Columns(), Rows()
    x = np.full(allowed.shape, -1, np.int32)
    for unit, room in np.argwhere(allowed):
        x[unit, room] = columns.add(float(reduced.cost[unit, room]))
    whole = np.arange(len(columns.cost), dtype=np.int32)
    writer = _Writer(reduced, allowed, x, columns, rows)
    writer.write()
    return CompactModel(reduced, allowed, x, columns, rows, whole)


@dataclass(frozen=True, slots=True, eq=False)
class _Writer:
    reduced: Reduced
    allowed: Bools
    x: Ints
    columns: Columns
    rows: Rows

    def write(self) -> None:
        for unit in range(self.reduced.unit_count):
            entries = [(int(self.x[unit, room]), 1.0) for room in np.flatnonzero(self.allowed[unit])]
            self.rows.add(entries, low=1.0, high=1.0)
        for room in np.flatnonzero(self.allowed.any(axis=0)):
            self._room(int(room))
        self._station_count()
        for room in np.flatnonzero(self.reduced.must_open):
            if self._y(int(room)) >= 0:
                self.columns.low[self._y(int(room))] = 1.0
            else:
                self.rows.add([], low=1.0, high=1.0)  # a room that must open and cannot: no plan

    def _y(self, room: int) -> int:
        return int(self.x[self.reduced.host_unit[room], room])

    def _room(self, room: int) -> None:
        host, y = self.reduced.host_unit[room], self._y(room)
        guests = [int(u) for u in np.flatnonzero(self.allowed[:, room]) if u != host]
        self.columns.cost[y] += float(self.reduced.problem.room_cny[room])
        for unit in guests:
            self.rows.add([(int(self.x[unit, room]), -1.0), (y, 1.0)], low=0.0)
        self._communities(room, [int(host), *guests])
        self._capacity(room, guests)
        self._mini(room, guests)
        if self.reduced.is_charged[room]:
            self._area_below(room, guests)
            self._area_above(room, guests)
            self._activities(room, guests)
        self._pairs(room)

    def _communities(self, room: int, units: list[int]) -> None:
        reduced, host = self.reduced, units[0]
        if reduced.split_cny <= 0:
            return
        members: dict[int, set[int]] = {}
        for unit in units:
            estates = reduced.unit_estates[reduced.unit_start[unit] : reduced.unit_start[unit + 1]]
            for code in reduced.communities[estates]:
                if code >= 0:
                    members.setdefault(int(code), set()).add(unit)
        for _, touching in sorted(members.items()):
            columns = [int(self.x[unit, room]) for unit in sorted(touching)]
            if host in touching:
                self.columns.cost[self._y(room)] += reduced.split_cny
            elif len(columns) == 1:
                self.columns.cost[columns[0]] += reduced.split_cny
            else:
                touched = self.columns.add(reduced.split_cny)
                for column in columns:
                    self.rows.add([(touched, 1.0), (column, -1.0)], low=0.0)

    def _capacity(self, room: int, guests: list[int]) -> None:
        reduced = self.reduced
        left = reduced.problem.capacity_households[room] - reduced.households[reduced.host_unit[room]]
        if reduced.households[guests].sum() <= left + 1e-9:
            return
        mean = max(1.0, float(reduced.households.mean()))
        entries = [(int(self.x[unit, room]), float(reduced.households[unit]) / mean) for unit in guests]
        self.rows.add([*entries, (self._y(room), -float(left) / mean)], high=0.0)

    def _mini(self, room: int, guests: list[int]) -> None:
        """Charge a mini estate that stays alone: it has company just when a neighbour is with it."""
        reduced, rules = self.reduced, self.reduced.problem.rules
        host = reduced.host_unit[room]
        if not reduced.is_mini[host] or (rules.mini_isolated_cny <= 0 and not rules.mini_hard):
            return
        estate = reduced.unit_estates[reduced.unit_start[host]]
        near = set(reduced.unit_of[reduced.neighbour[reduced.start[estate] : reduced.start[estate + 1]]])
        company = [(int(self.x[unit, room]), 1.0) for unit in guests if unit in near]
        if rules.mini_hard:
            self.rows.add([*company, (self._y(room), -1.0)], low=0.0)
        elif not company:
            self.columns.cost[self._y(room)] += rules.mini_isolated_cny
        else:
            alone = self.columns.add(rules.mini_isolated_cny)
            self.rows.add([(alone, 1.0), *company, (self._y(room), -1.0)], low=0.0)

    def _area_below(self, room: int, guests: list[int]) -> None:
        """Charge what a region lacks; a guest counts for no more than what its host lacks, which is as exact."""
        reduced, rules = self.reduced, self.reduced.problem.rules
        lack = (rules.area_low_m2 - reduced.area_m2[reduced.host_unit[room]]) / _AREA_UNIT_M2
        if lack <= 1e-12 or (rules.area_cny_m2 <= 0 and not rules.area_hard):
            return
        entries = [
            (int(self.x[unit, room]), min(lack, float(reduced.area_m2[unit]) / _AREA_UNIT_M2)) for unit in guests
        ]
        entries.append((self._y(room), -float(lack)))
        if not rules.area_hard:
            entries.append((self.columns.add(rules.area_cny_m2 * _AREA_UNIT_M2, high=np.inf), 1.0))
        self.rows.add(entries, low=0.0)

    def _area_above(self, room: int, guests: list[int]) -> None:
        reduced, rules = self.reduced, self.reduced.problem.rules
        left = (rules.area_high_m2 - reduced.area_m2[reduced.host_unit[room]]) / _AREA_UNIT_M2
        if reduced.area_m2[guests].sum() / _AREA_UNIT_M2 <= left or (rules.area_cny_m2 <= 0 and not rules.area_hard):
            return
        entries = [(int(self.x[unit, room]), float(reduced.area_m2[unit]) / _AREA_UNIT_M2) for unit in guests]
        entries.append((self._y(room), -float(left)))
        if not rules.area_hard:
            entries.append((self.columns.add(rules.area_cny_m2 * _AREA_UNIT_M2, high=np.inf), -1.0))
        self.rows.add(entries, high=1e-9 if rules.area_hard else 0.0)  # sums of areas differ in the last digits

    def _activities(self, room: int, guests: list[int]) -> None:
        """Charge, or forbid, sums of further activities outside their bands; in parts of the mean load."""
        reduced, host = self.reduced, self.reduced.host_unit[room]
        for band in reduced.problem.bands:
            load = np.bincount(reduced.unit_of, weights=band.load, minlength=reduced.unit_count)
            mean = max(float(load.mean()), 1e-9)
            own = [(int(self.x[unit, room]), float(load[unit]) / mean) for unit in guests]
            for end, sign in ((band.low, 1.0), (band.high, -1.0)):
                entries = [*own, (self._y(room), float(load[host] - end) / mean)]
                if not band.is_hard:
                    entries.append((self.columns.add(band.cny * mean, high=np.inf), sign))
                rounding = 1e-9 if band.is_hard else 0.0
                self.rows.add(entries, **({"low": -rounding} if sign > 0 else {"high": rounding}))

    def _pairs(self, room: int) -> None:
        """Keep pairs apart; charge a priced link with both ends here: one of them may be the host."""
        for units, price in zip(self.reduced.priced_units, self.reduced.priced_cny, strict=True):
            first, second = (int(self.x[unit, room]) for unit in units)
            if min(first, second) < 0:
                continue
            if self._y(room) in (first, second):
                self.columns.cost[first + second - self._y(room)] += float(price)
            else:
                both = self.columns.add(float(price))
                self.rows.add([(both, 1.0), (self._y(room), 1.0), (first, -1.0), (second, -1.0)], low=0.0)
        for units in self.reduced.conflicts:
            first, second = (int(self.x[unit, room]) for unit in units)
            if min(first, second) < 0:
                continue
            if self._y(room) in (first, second):
                self.columns.high[first + second - self._y(room)] = 0.0
            else:
                self.rows.add([(self._y(room), 1.0), (first, -1.0), (second, -1.0)], low=0.0)

    def _station_count(self) -> None:
        rules = self.reduced.problem.rules
        rooms = np.flatnonzero(self.allowed.any(axis=0))
        high = float(rules.station_max) if rules.station_max > 0 else np.inf
        if rules.station_min > 0 or np.isfinite(high):
            self.rows.add([(self._y(int(room)), 1.0) for room in rooms], low=float(rules.station_min), high=high)
