"""What the page knows of the shared teams: crews and their days, rosters, response times, patrols, streets.

A week of a city has ten thousand stops, and the same legs return day after day, so every leg is written once, as text
(`geo.maps.strings`), and a day is a list of numbers that point to legs, estates and tasks. The page reads them in
``static/map/crews.js``. A plan without these tables adds nothing to its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.maps.columns import JsonTable, pack, pick
from geo.maps.shapes import Origin
from geo.maps.strings import encoded, encoded_line
from geo.maps.style import Layer
from geo.plan import Plan
from geo.reports.crew_days import CrewDay, Line, crew_days, crews_of

_KINDS = ("visit", "break", "reload", "return")
_CREW_COLUMNS = ("crew_id", "name", "role", "mode", "people", "depot_id", "subdistrict", "color", "visits_week", "used")
_RESPONSE_COLUMNS = (
    "station_id", "mode", "share_10", "share_20", "share_30", "minutes_mean", "minutes_p90", "minutes_max",
    "unreachable",
)  # fmt: skip
_ROSTER_COLUMNS = ("station_id", "role", "posts", "heads", "hours_week", "posts_pooled", "status")
_UNSERVED_COLUMNS = ("estate_id", "name", "role", "visits_missing", "reason", "remedy")
_PATROL_COLUMNS = ("patrol_id", "region_id", "number", "station_id", "street_m", "distance_m", "minutes")
_LAYERS = ("rounds", "patrols", "isochrones")
_SMOOTH = 2e-5  # degrees, 2 m: less than a line is wide
_RING_SMOOTH = 2e-4  # a walking area is no sharper than that


def team_layers(plan: Plan) -> tuple[Layer, ...]:
    """Return the switches of the layers that the plan has."""
    return tuple(Layer(name, shown=False) for name in _LAYERS if len(plan.tables[name]))


def team_data(plan: Plan, estates: Sequence[str], origin: Origin) -> dict[str, Any] | None:
    """Return everything of the shared teams in plain JSON values; None where the plan has none of it.

    Parameters
    ----------
    estates : ids of the planned estates in the order of the page's table.
    """
    shown = (*_LAYERS, "rosters", "unserved", "responses")
    if not any(len(plan.tables[name]) for name in shown):
        return None
    days = crew_days(plan)
    return {
        "crews": _crews(plan, origin),
        **_days(days, list(crews_of(plan)), estates, origin),
        "responses": _table(plan.responses, _RESPONSE_COLUMNS),
        "rosters": _table(plan.rosters, _ROSTER_COLUMNS),
        "unserved": _table(plan.unserved, _UNSERVED_COLUMNS),
        "patrols": _patrols(plan.patrols, origin),
        "isochrones": _isochrones(plan.isochrones, origin),
    }


def _table(frame: pd.DataFrame, names: Sequence[str]) -> JsonTable:
    return pack(pick(frame, names), len(frame))


def _crews(plan: Plan, origin: Origin) -> JsonTable:
    """Pack the crews in order; one that only the rounds know has what they tell of it."""
    crews = crews_of(plan)
    known = {row["crew_id"]: row for row in plan.crews.to_dict("records")}
    told = {row["crew_id"]: row for row in plan.rounds.drop(columns="geometry").to_dict("records")}
    rows = [told.get(ident, {}) | known.get(ident, {}) | {"name": crew.name} for ident, crew in crews.items()]
    columns: dict[str, Sequence[object]] = {name: [row.get(name) for row in rows] for name in _CREW_COLUMNS}
    columns["depot"] = [crew.depot for crew in crews.values()]
    columns["at"] = [None if crew.at is None else encoded_line(np.array([crew.at]), origin) for crew in crews.values()]
    return pack(columns, len(rows))


def _days(days: Sequence[CrewDay], crews: Sequence[str], estates: Sequence[str], origin: Origin) -> dict[str, Any]:
    """Write each day as ``[crew, weekday, start, finish, metres, stops]``; see `_Book` for the stops."""
    book = _Book(estates, origin)
    position = {ident: index for index, ident in enumerate(crews)}
    rows = [
        [position[day.crew.crew_id], day.weekday, _minute(day.start), _minute(day.finish), round(day.distance_m),
         book.stops(day)]
        for day in days
    ]  # fmt: skip
    return {"days": rows, "legs": " ".join(book.legs), "places": list(book.places), "tasks": list(book.tasks)}


class _Book:
    """Legs, names and tasks that stops point to; each is written once.

    A stop is eight numbers: its kind; its estate by position from 1, or minus the position of its name; its task; its
    leg from 1 (0: none); minutes to its arrival from the last leaving, to its start, to its leaving; tenths of a minute
    on the leg.
    """

    def __init__(self, estates: Sequence[str], origin: Origin) -> None:
        self._estates = {ident: index + 1 for index, ident in enumerate(estates)}
        self._origin = origin
        self.legs: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.tasks: dict[str, int] = {}

    def stops(self, day: CrewDay) -> str:
        """Write the stops of a day."""
        numbers, left = [], _minute(day.start)
        for index, stop in enumerate(day.stops):
            arrive, start, leave = (_minute(said) for said in (stop.arrive, stop.start, stop.leave))
            estate = self._estates.get(stop.estate_id) or -1 - self._of(self.places, stop.place)
            line = stop.leg if len(stop.leg) or any(len(one.leg) for one in day.stops) else _straight(day, index)
            leg = encoded_line(_smooth(line), self._origin) if len(line) > 1 else ""
            numbers += [
                _KINDS.index(stop.kind) if stop.kind in _KINDS else 0, estate, self._of(self.tasks, stop.task),
                1 + self._of(self.legs, leg) if leg else 0, arrive - left, start - arrive, leave - start,
                round(stop.leg_min * 10),
            ]  # fmt: skip
            left = leave
        return encoded(numbers)

    @staticmethod
    def _of(known: dict[str, int], words: str) -> int:
        return known.setdefault(words, len(known))


def _straight(day: CrewDay, index: int) -> Line:
    """Go straight to a stop from the one before."""
    before = day.stops[index - 1].at if index else day.crew.at
    here = day.stops[index].at
    return np.array([before, here]) if before and here and before != here else np.empty((0, 2))


def _smooth(line: Line, tolerance: float = _SMOOTH) -> Line:
    smoothed: Line = shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), tolerance))
    return smoothed


def _minute(said: str) -> int:
    """Read hh:mm as minutes after midnight; what is something else counts as midnight."""
    hours, _, minutes = said.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdecimal() and minutes.isdecimal() else 0


def _patrols(patrols: gpd.GeoDataFrame, origin: Origin) -> JsonTable:
    columns = pick(patrols, _PATROL_COLUMNS) | {"way": _texts(patrols.geometry, origin, _SMOOTH)}
    return pack(columns, len(patrols))


def _isochrones(isochrones: gpd.GeoDataFrame, origin: Origin) -> JsonTable:
    """Pack the widest first, so that the narrower lie on it."""
    widest = isochrones.sort_values(["metres", "station_id"], ascending=[False, True], kind="stable")
    columns = pick(widest, ("station_id", "metres", "minutes")) | {"way": _texts(widest.geometry, origin, _RING_SMOOTH)}
    return pack(columns, len(widest))


def _texts(shapes: gpd.GeoSeries, origin: Origin, tolerance: float) -> list[str]:
    """Write the lines and rings of each shape, parted by blanks."""
    smoothed = shapely.simplify(shapes.to_numpy(), tolerance)
    return [
        " ".join(part for line in _lines(shape) if (part := encoded_line(shapely.get_coordinates(line), origin)))
        for shape in smoothed
    ]


def _lines(shape: Any) -> list[Any]:  # noqa: ANN401  any shape
    """Take a shape apart into lines and rings; points are left out."""
    if shape is None or shapely.is_empty(shape):
        return []
    if shape.geom_type == "Polygon":
        return list(shapely.get_rings(shape))
    if shape.geom_type in {"LineString", "LinearRing"}:
        return [shape]
    return [line for part in getattr(shape, "geoms", ()) for line in _lines(part)]
