"""A crew's day as people read it: rounds, visits and names put together, for the workbook, the pages and the tracks.

One `CrewDay` is a row of the table rounds with its visits in order. Places come from the ends of the legs, where the
crew arrives, and from the estate or station itself where a leg has no shape.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.geometry import coordinates
from geo.plan import Plan
from geo.wording import catalogue, text

Place = tuple[float, float]  # longitude, latitude
Line = NDArray[np.float64]  # (n, 2) degrees
_NO_LINE: Line = np.empty((0, 2))


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew with its words: `role` and `mode` as people say them, the depot by its name."""

    crew_id: str
    name: str
    role: str
    mode: str
    people: int | None
    depot: str
    subdistrict: str
    color: int
    at: Place | None


@dataclass(frozen=True, slots=True)
class Stop:
    """One row of the run sheet; `number` counts the visits of the day and is None for rest, reload and return.

    `leg` leads here from the stop before, in degrees; it may be empty.
    """

    number: int | None
    kind: str
    estate_id: str
    place: str
    task: str
    arrive: str
    start: str
    leave: str
    work_min: float
    wait_min: float
    leg_m: float
    leg_min: float
    load: float
    trip: int
    at: Place | None
    leg: Line = field(repr=False)


@dataclass(frozen=True, slots=True)
class CrewDay:
    """One crew's weekday: sums of the round, its stops, and its way as lines in degrees."""

    crew: Crew
    weekday: int
    start: str
    finish: str
    hours: float
    distance_m: float
    travel_min: float
    work_min: float
    wait_min: float
    break_min: float
    trips: int
    stops: tuple[Stop, ...]
    track: tuple[Line, ...] = field(repr=False)

    @property
    def visits(self) -> int:
        """Count the stops with work."""
        return sum(stop.number is not None for stop in self.stops)

    @property
    def totals(self) -> str:
        """Say the sums of the day in one line."""
        more = [
            text("runsheets.totals.trips", n=self.trips) if self.trips > 1 else "",
            text("runsheets.totals.wait", n=round(self.wait_min)) if self.wait_min >= 0.5 else "",
            text("runsheets.totals.rest", n=round(self.break_min)) if self.break_min >= 0.5 else "",
        ]
        return text(
            "runsheets.totals", stops=self.visits, km=f"{self.distance_m / 1000:.1f}", work=round(self.work_min),
            travel=round(self.travel_min), more="".join(more),
        )  # fmt: skip


def word(family: str, key: object) -> str:
    """Say a role, mode, shift or weekday; what has no word is said as it stands."""
    known = f"runsheets.{family}.{key}"
    return text(known) if known in catalogue() else str(key or "")


def crew_days(plan: Plan) -> list[CrewDay]:
    """Put together every crew's days, crews in the order of their table, days from Monday on."""
    crews = crews_of(plan)
    order = {ident: position for position, ident in enumerate(crews)}
    rounds = plan.rounds.assign(_order=plan.rounds["crew_id"].map(order)).sort_values(
        ["_order", "weekday", "round_id"], kind="stable"
    )
    visits: dict[Any, list[Mapping[Any, Any]]] = {}
    for row in plan.visits.sort_values("sequence", kind="stable").to_dict("records"):
        visits.setdefault(row["round_id"], []).append(row)
    places = _places(plan)
    return [
        _day(row, crews[row["crew_id"]], visits.get(row["round_id"], ()), places) for row in rounds.to_dict("records")
    ]


def crews_of(plan: Plan) -> dict[str, Crew]:
    """Return the crews by id, those first that the table of crews lists."""
    named = _names(plan)
    places = _places(plan)
    rows = {row["crew_id"]: row for row in plan.crews.to_dict("records")}
    for row in plan.rounds.drop(columns="geometry").to_dict("records"):
        rows.setdefault(row["crew_id"], {**row, "name": row["crew_id"]})
    return {ident: _crew(row, named, places) for ident, row in rows.items()}


def _crew(row: Mapping[Any, Any], named: Mapping[str, str], places: Mapping[str, Place]) -> Crew:
    depot = words_of(row.get("depot_id"))
    return Crew(
        row["crew_id"], words_of(row.get("name")) or row["crew_id"], word("role", words_of(row.get("role"))),
        word("mode", words_of(row.get("mode"))), int(people) if (people := amount(row.get("people"))) else None,
        named.get(depot, depot), words_of(row.get("subdistrict")), int(amount(row.get("color"), -1.0)),
        places.get(depot),
    )  # fmt: skip


def _day(
    row: Mapping[Any, Any], crew: Crew, visits: Sequence[Mapping[Any, Any]], places: Mapping[str, Place]
) -> CrewDay:
    stops = tuple(_stops(visits, crew, places))
    return CrewDay(
        crew, int(amount(row["weekday"], 1.0)), words_of(row["start"]), words_of(row["finish"]),
        max(0.0, amount(row["finish_s"]) - amount(row["start_s"])) / 3600, amount(row["distance_m"]),
        amount(row["travel_min"]), amount(row["work_min"]), amount(row["wait_min"]), amount(row["break_min"]),
        int(amount(row["trips"], 1.0)), stops, _track(row["geometry"], crew, stops),
    )  # fmt: skip


def _stops(visits: Sequence[Mapping[Any, Any]], crew: Crew, places: Mapping[str, Place]) -> Iterator[Stop]:
    number, here = 0, crew.at
    for row in visits:
        leg = _line(row["geometry"])
        known = places.get(words_of(row["estate_id"]))
        if len(leg):
            known = (float(leg[-1, 0]), float(leg[-1, 1]))
        elif row["kind"] in {"return", "reload"}:
            known = known or crew.at
        here = known or here
        number += row["kind"] == "visit"
        yield Stop(
            number if row["kind"] == "visit" else None, row["kind"], words_of(row["estate_id"]),
            words_of(row["place"]), words_of(row["task"]), words_of(row["arrive"]), words_of(row["start"]),
            words_of(row["leave"]), amount(row["work_min"]), amount(row["wait_min"]), amount(row["leg_m"]),
            amount(row["leg_min"]), amount(row["load"]), int(amount(row["trip"], 1.0)), here, leg,
        )  # fmt: skip


def _track(shape: object, crew: Crew, stops: tuple[Stop, ...]) -> tuple[Line, ...]:
    """Join the legs; where they have no shapes take the round's own, and straight lines where there is none either."""
    legs = tuple(stop.leg for stop in stops if len(stop.leg) > 1)
    if legs:
        return legs
    whole = tuple(line for part in shapely.get_parts([shape]) if len(line := _line(part)) > 1) if shape else ()
    if whole:
        return whole
    places = [place for place in (crew.at, *(stop.at for stop in stops)) if place]
    return (np.array(places),) if len(places) > 1 else ()


def _line(shape: object) -> Line:
    """Return the finite coordinates of a line, merged where it has parts."""
    if shape is None or shapely.is_empty(shape) or not np.isfinite(shapely.bounds(shape)).all():
        return _NO_LINE
    points: Line = shapely.get_coordinates(shape)
    return points


def _places(plan: Plan) -> dict[str, Place]:
    """Find a point of every office, station and estate that has a shape."""
    found: dict[str, Place] = {}
    for frame, key in ((plan.offices, "office_id"), (plan.stations, "station_id"), (plan.estates, "estate_id")):
        lon_lat = coordinates(frame.geometry)
        found |= {
            ident: (x, y)
            for ident, (x, y) in zip(frame[key], lon_lat.tolist(), strict=True)
            if math.isfinite(x) and math.isfinite(y)
        }
    return found


def _names(plan: Plan) -> dict[str, str]:
    """Map ids of offices and stations to their names."""
    pairs = [*zip(plan.offices["office_id"], plan.offices["name"], strict=True),
             *zip(plan.stations["station_id"], plan.stations["name"], strict=True)]  # fmt: skip
    return {ident: name for ident, name in pairs if isinstance(name, str) and name}


def amount(value: object, otherwise: float = 0.0) -> float:
    """Return a number, or `otherwise` where it is missing."""
    return otherwise if pd.isna(value) else float(value)  # type: ignore[arg-type]  # a cell of a table


def words_of(value: object) -> str:
    """Return a text, empty where it is missing."""
    return value if isinstance(value, str) else ""
