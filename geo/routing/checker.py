"""The independent checker of a plan's rounds: plain loops over the tables, nothing of the solver.

Beside the tables it takes what was asked (the visits that estates need, from the policy) and the matrix of each depot.
Every time, distance and count that a crew reads off its sheet is recomputed here; an empty list means that the
sheets can be worked from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.policy import Policy, RoundRole
from geo.policy.rounds import clock_seconds

Row = Any  # one named tuple of a table
_CLOSE = 1e-6  # minutes and metres are exact multiples of seconds and metres


@dataclass(frozen=True, slots=True)
class Asked:
    """What one estate, or one part of it, is to get of a role.

    Attributes
    ----------
    days : the sets of weekdays allowed, each sorted.
    """

    role: str
    depot_id: str
    estate_id: str
    part: int
    visits: int
    days: tuple[tuple[int, ...], ...]
    service_s: int
    bins: int


@dataclass(frozen=True, slots=True, eq=False)
class Legs:
    """The matrix of one depot and role: whole seconds and metres from place to place, -1 where there is no way."""

    position: dict[str, int]
    seconds: Any
    metres: Any


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that the tables break."""

    rule: str
    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.rule} {self.where}: {self.found}; {self.expected}"


def check_rounds(
    tables: Mapping[str, pd.DataFrame],
    asked: Sequence[Asked],
    policy: Policy,
    legs: Mapping[tuple[str, str], Legs],
) -> list[Violation]:
    """List every rule that the tables `crews`, `rounds`, `visits`, `crew_needs` and `unserved` break.

    Parameters
    ----------
    asked : the visits that there should be.
    legs : the matrix of each (role, depot).
    """
    visits: dict[str, list[Row]] = {}
    for row in tables["visits"].itertuples(index=False):
        visits.setdefault(row.round_id, []).append(row)
    rounds = list(tables["rounds"].itertuples(index=False))
    broken = list(_names(tables, rounds, visits))
    for one in rounds:
        rows, role = visits.get(one.round_id, []), policy.rounds.role(one.role)
        broken += _day(one, rows, role)
        broken += _walk(one, rows, role, legs.get((one.role, one.depot_id)))
        broken += _rest(one, rows, role)
        broken += _loads(one, rows, role)
        broken += _sums(one, rows)
    broken += _visits(tables, asked, policy)
    broken += _totals(tables, rounds)
    return broken


def _names(tables: Mapping[str, pd.DataFrame], rounds: list[Row], visits: dict[str, list[Row]]) -> Iterator[Violation]:
    """Each crew one round a day; every visit on a round, every round of a crew."""
    crews, seen = set(tables["crews"]["crew_id"]), set()
    for one in rounds:
        if one.crew_id not in crews:
            yield Violation("crew", one.round_id, str(one.crew_id), "a crew of the table crews")
        if (one.crew_id, one.weekday) in seen:
            yield Violation("crew-twice", one.round_id, f"a second round on day {one.weekday}", "one a day")
        seen.add((one.crew_id, one.weekday))
        for row in visits.get(one.round_id, []):
            if (row.crew_id, row.weekday, row.role) != (one.crew_id, one.weekday, one.role):
                yield Violation("crew", row.visit_id, f"{row.crew_id} day {row.weekday}", "those of its round")
    for name in sorted(set(visits) - {one.round_id for one in rounds}):
        yield Violation("round", name, "visits without a round", "a row of the table rounds")


def _day(one: Row, rows: list[Row], role: RoundRole) -> Iterator[Violation]:
    """Working day, hours, and the length of the day without the rest."""
    opens, closes = (clock_seconds(clock) for clock in role.hours)
    if one.weekday not in role.days:
        yield Violation("day", one.round_id, f"weekday {one.weekday}", f"one of {list(role.days)}")
    if one.start_s < opens or one.finish_s > closes:
        yield Violation("hours", one.round_id, f"{one.start_s}-{one.finish_s} s", f"within {opens}-{closes} s")
    rests = sum(row.leave_s - row.start_s for row in rows if row.kind == "break")
    worked = one.finish_s - one.start_s - rests
    if worked > role.day_limit_s:
        yield Violation("day-length", one.round_id, f"{worked} s", f"at most {role.day_limit_s} s")
    if not rows or rows[-1].kind != "return" or rows[-1].leave_s != one.finish_s:
        yield Violation("return", one.round_id, "does not end back at its depot", "a last row of kind return")
    for texts, seconds in ((one.start, one.start_s), (one.finish, one.finish_s)):
        if texts != _clock(seconds):
            yield Violation("clock", one.round_id, str(texts), _clock(seconds))


def _walk(one: Row, rows: list[Row], role: RoundRole, legs: Legs | None) -> Iterator[Violation]:
    """Walk through a round: each leg as the matrix has it, no time lost or won, work in its window."""
    if legs is None:
        yield Violation("leg", one.round_id, "no matrix", "one for its depot and role")
        return
    at, ready = str(one.depot_id), int(one.start_s)
    for number, row in enumerate(rows):
        place = _place(rows, number, one, at)
        start, end = legs.position.get(at), legs.position.get(place)
        if start is None or end is None:
            yield Violation("leg", row.visit_id, f"{at} to {place}", "places of its depot")
            return
        seconds, metres = int(legs.seconds[start, end]), int(legs.metres[start, end])
        if seconds < 0 or abs(row.leg_min * 60 - seconds) > _CLOSE * 60 or abs(row.leg_m - metres) > _CLOSE:
            yield Violation("leg", row.visit_id, f"{row.leg_m:g} m {row.leg_min:g} min", f"{metres} m {seconds} s")
        if row.arrive_s != ready + seconds:
            yield Violation("arrival", row.visit_id, f"{row.arrive_s} s", f"{ready + seconds} s")
        if row.sequence != number + 1:
            yield Violation("sequence", row.visit_id, str(row.sequence), str(number + 1))
        yield from _times(row, role)
        at, ready = place, int(row.leave_s)


def _place(rows: list[Row], number: int, one: Row, at: str) -> str:
    """Name the place of a row as the matrix does; a rest is where the crew is, or where it goes next."""
    row = rows[number]
    if row.kind == "visit":
        return str(row.estate_id)
    if row.kind == "return":
        return str(one.depot_id)
    if row.kind == "reload":
        return str(one.depot_id) if row.place == rows[-1].place else str(row.place)
    if row.leg_min == 0 or number + 1 == len(rows):
        return at
    return _place(rows, number + 1, one, at)


def _times(row: Row, role: RoundRole) -> Iterator[Violation]:
    if not row.arrive_s <= row.start_s <= row.leave_s:
        yield Violation("times", row.visit_id, f"{row.arrive_s}, {row.start_s}, {row.leave_s} s", "in this order")
    if abs(row.wait_min * 60 - (row.start_s - row.arrive_s)) > _CLOSE * 60:
        yield Violation("wait", row.visit_id, f"{row.wait_min:g} min", f"{row.start_s - row.arrive_s} s")
    worked = row.leave_s - row.start_s if row.kind in {"visit", "reload"} else 0
    if abs(row.work_min * 60 - worked) > _CLOSE * 60:
        yield Violation("work", row.visit_id, f"{row.work_min:g} min", f"{worked} s")
    windows = [(clock_seconds(first), clock_seconds(last)) for first, last in role.windows]
    if row.kind == "visit" and windows and not any(low <= row.start_s <= high for low, high in windows):
        yield Violation("window", row.visit_id, f"starts at {row.start}", f"within {list(role.windows)}")
    for told, seconds in ((row.arrive, row.arrive_s), (row.start, row.start_s), (row.leave, row.leave_s)):
        if told != _clock(seconds):
            yield Violation("clock", row.visit_id, str(told), _clock(seconds))


def _rest(one: Row, rows: list[Row], role: RoundRole) -> Iterator[Violation]:
    """One rest of its length in its hours, on every round that is out over them."""
    first, last = (clock_seconds(clock) for clock in role.rest_starts)
    taken = [row for row in rows if row.kind == "break"]
    if not role.rest_min:
        if taken:
            yield Violation("rest", one.round_id, f"{len(taken)} rests", "none")
        return
    if not taken and one.start_s <= first and one.finish_s > last:
        yield Violation("rest", one.round_id, "no rest", f"one that starts {'-'.join(role.rest_starts)}")
    if len(taken) > 1:
        yield Violation("rest", one.round_id, f"{len(taken)} rests", "one")
    for row in taken:
        if row.leave_s - row.start_s != round(role.rest_min * 60) or not first <= row.start_s <= last:
            found = f"{row.start}-{row.leave}"
            yield Violation("rest", row.visit_id, found, f"{role.rest_min:g} min from {'-'.join(role.rest_starts)}")


def _loads(one: Row, rows: list[Row], role: RoundRole) -> Iterator[Violation]:
    """No trip carries more than the truck; unloading takes its time; trips are counted."""
    load, trips = 0.0, 1
    for row in rows:
        if row.kind == "reload":
            last = all(later.kind in {"break", "return"} for later in rows[row.sequence :])
            load, trips = 0.0, trips + (not last)
            if row.leave_s - row.start_s != round(role.unload_min * 60):
                yield Violation("unload", row.visit_id, f"{row.leave_s - row.start_s} s", f"{role.unload_min:g} min")
        elif row.kind == "visit" and not pd.isna(row.load):
            load += row.load
            if role.capacity_bins and load > role.capacity_bins + _CLOSE:
                yield Violation("capacity", row.visit_id, f"{load:g} bins", f"at most {role.capacity_bins}")
    if trips != one.trips or (role.most_trips and trips > role.most_trips):
        yield Violation("trips", one.round_id, f"{one.trips} told, {trips} made", f"at most {role.most_trips or 'any'}")


def _sums(one: Row, rows: list[Row]) -> Iterator[Violation]:
    """Hold the totals of a round against its rows."""
    sums = {
        "stops": sum(row.kind == "visit" for row in rows),
        "distance_m": sum(row.leg_m for row in rows),
        "travel_min": sum(row.leg_min for row in rows),
        "work_min": sum(row.work_min for row in rows),
        "wait_min": sum(row.wait_min for row in rows),
        "break_min": sum(row.leave_s - row.start_s for row in rows if row.kind == "break") / 60,
    }
    for name, total in sums.items():
        if abs(getattr(one, name) - total) > _CLOSE * max(1.0, abs(total)):
            yield Violation("sum", f"{one.round_id} {name}", f"{getattr(one, name):g}", f"{total:g}")


def _visits(tables: Mapping[str, pd.DataFrame], asked: Sequence[Asked], policy: Policy) -> Iterator[Violation]:
    """Every asked visit is made once, on a set of days that is allowed, by one crew; or the estate is unserved."""
    made: dict[tuple[str, str, int], list[Row]] = {}
    for row in tables["visits"].itertuples(index=False):
        if row.kind == "visit":
            made.setdefault((row.role, row.estate_id, int(row.part)), []).append(row)
    missing: dict[tuple[str, str], int] = {}
    for need in asked:
        where = f"{need.role} {need.estate_id} part {need.part}"
        rows = made.pop((need.role, need.estate_id, need.part), [])
        if not rows:
            key = (need.role, need.estate_id)
            missing[key] = missing.get(key, 0) + need.visits
            continue
        yield from _made_as_asked(need, rows, where, policy.rounds.role(need.role))
    for (role, estate_id, part), rows in sorted(made.items()):
        yield Violation("visit", f"{role} {estate_id} part {part}", f"{len(rows)} visits", "none were asked for")
    yield from _unserved(tables["unserved"], missing)


def _made_as_asked(need: Asked, rows: list[Row], where: str, role: RoundRole) -> Iterator[Violation]:
    days = tuple(sorted(int(row.weekday) for row in rows))
    if days not in need.days:
        yield Violation("days", where, str(days), f"one of {need.days}")
    if role.same_crew and len({row.crew_id for row in rows}) > 1:
        yield Violation("same-crew", where, f"{len({row.crew_id for row in rows})} crews", "one")
    for row in rows:
        if row.leave_s - row.start_s != need.service_s:
            yield Violation("service", row.visit_id, f"{row.leave_s - row.start_s} s", f"{need.service_s} s")
        if role.capacity_bins and row.load != need.bins:
            yield Violation("load", row.visit_id, f"{row.load:g}", f"{need.bins}")


def _unserved(table: pd.DataFrame, missing: dict[tuple[str, str], int]) -> Iterator[Violation]:
    told: dict[tuple[str, str], int] = {}
    for row in table.itertuples(index=False):
        told[row.role, row.estate_id] = told.get((row.role, row.estate_id), 0) + int(row.visits_missing)
        if not row.reason or not row.remedy:
            yield Violation("reason", f"{row.role} {row.estate_id}", "no reason or remedy", "both")
    for key in sorted(set(told) | set(missing)):
        if told.get(key, 0) != missing.get(key, 0):
            found = f"{missing.get(key, 0)} missing, {told.get(key, 0)} in the table unserved"
            yield Violation("unserved", " ".join(key), found, "equal")


def _totals(tables: Mapping[str, pd.DataFrame], rounds: list[Row]) -> Iterator[Violation]:
    """Crews and needs add up to the rounds."""
    of_crew: dict[str, list[Row]] = {}
    for one in rounds:
        of_crew.setdefault(one.crew_id, []).append(one)
    of_depot: dict[tuple[str, str], int] = {}
    for crew in tables["crews"].itertuples(index=False):
        own = of_crew.get(crew.crew_id, [])
        paid = [(one.finish_s - one.start_s) / 60 - one.break_min for one in own]
        found = (crew.visits_week, crew.paid_min_week, crew.longest_day_min, crew.shortest_day_min)
        expected = (sum(one.stops for one in own), sum(paid), max(paid, default=0.0), min(paid, default=0.0))
        if any(abs(a - b) > _CLOSE * max(1.0, abs(b)) for a, b in zip(found, expected, strict=True)):
            yield Violation("crew-sum", crew.crew_id, str(found), str(expected))
        of_depot[crew.role, crew.depot_id] = of_depot.get((crew.role, crew.depot_id), 0) + 1
    for need in tables["crew_needs"].itertuples(index=False):
        crews = of_depot.get((need.role, need.depot_id), 0)
        if need.crews != crews or (crews and need.crews < need.crews_bound and need.status != "infeasible"):
            yield Violation("needs", f"{need.role} {need.depot_id}", f"{need.crews}", f"{crews}, not below the bound")


def _clock(seconds: int) -> str:
    return f"{(int(seconds) + 30) // 60 // 60:02d}:{(int(seconds) + 30) // 60 % 60:02d}"
