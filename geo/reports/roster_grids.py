"""Rosters as a matrix of people and weekdays, for the workbook and the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.plan import Plan
from geo.reports.crew_days import amount, word, words_of
from geo.schema.routing import SHIFT_KINDS
from geo.wording import text

WEEKDAYS = range(1, 8)
# Fills under black text, light for early hours and blue for the night; the word in the cell says it too.
SHIFT_COLOURS = {
    "early": "#FDE9B0",
    "middle": "#CFE8CF",
    "night": "#C6D3EE",
    "day": "#FBF3D9",
    "morning": "#FDE9B0",
    "afternoon": "#F6D5BE",
}


@dataclass(frozen=True, slots=True)
class ShiftCell:
    """One person's duty on one weekday, in words; `kind` is the key of the first of its shifts, empty on a day off."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person's week: one cell a weekday, and the hours."""

    person: str
    cells: tuple[ShiftCell, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class RosterGrid:
    """One week of a roster. `legend` gives the hours of each shift that it has: key, words."""

    station: str
    subdistrict: str
    title: str
    about: str
    people: tuple[PersonRow, ...]
    legend: tuple[tuple[str, str], ...]


def roster_grids(plan: Plan) -> list[RosterGrid]:
    """Put the rosters together, in the order of their table, one grid a week of the cycle."""
    stations = {row["station_id"]: row for row in plan.stations.drop(columns="geometry").to_dict("records")}
    shifts = dict(list(plan.shifts.groupby("roster_id", sort=False)))
    none = plan.shifts.iloc[:0]
    return [
        grid
        for roster in plan.rosters.to_dict("records")
        for grid in _weeks(roster, stations, shifts.get(roster["roster_id"], none))
    ]


def _weeks(
    roster: Mapping[Any, Any], stations: Mapping[str, Mapping[Any, Any]], shifts: pd.DataFrame
) -> Iterator[RosterGrid]:
    station = stations.get(words_of(roster["station_id"]), {})
    name = words_of(station.get("name")) or words_of(roster["station_id"]) or words_of(roster["region_id"])
    title = text("runsheets.roster", station=name, role=word("role", roster["role"]))
    about = text(
        "runsheets.roster.heads", heads=int(amount(roster["heads"])), slots=int(amount(roster["slots_week"])),
        hours=f"{amount(roster['hours_week']):.0f}", each=f"{amount(roster['hours_person_week']):.1f}",
    )  # fmt: skip
    weeks = sorted({int(amount(week, 1.0)) for week in shifts["week"]})
    for week in weeks:
        own = shifts[shifts["week"].fillna(1) == week]
        said = f"{title} · {text('runsheets.roster.week', week=week)}" if len(weeks) > 1 else title
        yield RosterGrid(name, words_of(station.get("subdistrict")), said, about, _people(own), _legend(own))


def _people(shifts: pd.DataFrame) -> tuple[PersonRow, ...]:
    rows = []
    for person, own in shifts.groupby("person", sort=False):
        days = {day: list(part.to_dict("records")) for day, part in own.groupby("weekday")}
        cells = tuple(_cell(days.get(day, [])) for day in WEEKDAYS)
        rows.append(PersonRow(str(person), cells, float(own["hours"].fillna(0).sum())))
    return tuple(rows)


def _cell(duties: list[dict[Any, Any]]) -> ShiftCell:
    if not duties:
        return ShiftCell("", text("runsheets.shift.rest"))
    duties = sorted(duties, key=lambda duty: (words_of(duty["start"]), words_of(duty["post"])))
    lines = []
    for duty in duties:
        star = text("runsheets.cover") if duty["is_holiday_cover"] is True else ""
        lines.append(f"{word('shift', duty['shift'])}{star} {words_of(duty['post'])}".rstrip())
    return ShiftCell(duties[0]["shift"], "\n".join(lines))


def _legend(shifts: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    hours: dict[str, list[str]] = {}
    for duty in shifts.sort_values(["start", "finish"], kind="stable").to_dict("records"):
        said = f"{words_of(duty['start'])}–{words_of(duty['finish'])}"
        known = hours.setdefault(duty["shift"], [])
        if said not in known:
            known.append(said)
    return tuple((kind, f"{word('shift', kind)} {'、'.join(hours[kind][:4])}") for kind in SHIFT_KINDS if kind in hours)
