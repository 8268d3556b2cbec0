"""Rounds as tables: crews, rounds and visits with clock times, legs and the ways along them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.network.travel import RUNGS, Places, Travel
from geo.routing.crews import Solved
from geo.routing.events import Event, events_of
from geo.routing.fleet.problem import Tour
from geo.routing.weeks import Week
from geo.schema import CREWS, ROUNDS, VISITS, Table
from geo.wording import text

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What rounds are written with: the served estates' ids and names row by row, the travel, and the plan's CRS."""

    estate_ids: tuple[str, ...]
    names: tuple[str, ...]
    travel: Travel
    metric_crs: str


@dataclass(frozen=True, slots=True, order=True)
class _Leg:
    """From one point to another by a mode: ids, x, y in metres of the plan's CRS, and the host or ""."""

    mode: str
    start: tuple[str, float, float, str]
    end: tuple[str, float, float, str]

    @property
    def moves(self) -> bool:
        return self.start[1:3] != self.end[1:3]


def clock(seconds: int) -> str:
    """Write seconds after midnight as ``hh:mm``, to the nearest minute."""
    minutes = (int(seconds) + 30) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def crew_id(week: Week, number: int) -> str:
    """Return the id of a crew: role, depot and its number from 1."""
    return f"{week.role}-{week.depot.depot_id}-{number + 1:02d}"


def round_tables(solved: Sequence[Solved], ground: Ground) -> dict[str, pd.DataFrame]:
    """Write the crews, rounds and visits of all weeks, in the order given."""
    crews: list[Row] = []
    rounds: list[Row] = []
    visits: list[Row] = []
    legs: list[_Leg] = []
    counts: list[int] = []
    for one in solved:
        own: list[tuple[Row, list[Row]]] = []
        for tour in sorted(one.answer.plan.tours, key=lambda tour: (tour.number, tour.day)):
            events = events_of(one.week, tour)
            rows = [_visit_row(one.week, tour, event, number, ground) for number, event in enumerate(events, start=1)]
            legs += [_leg(one.week, event) for event in events]
            own.append((_round_row(one.week, tour, rows), rows))
            counts.append(len(rows))
            visits += rows
        rounds += [row for row, _ in own]
        crews += _crew_rows(one.week, own)
    _colour(crews, {one.week.depot.depot_id: one.week.depot.office_id for one in solved})
    ways = _ways(legs, ground)
    return {
        "crews": CREWS.conform(pd.DataFrame(crews, columns=CREWS.names())),
        "rounds": _layer(ROUNDS, rounds, _round_shapes(counts, ways), ground.metric_crs),
        "visits": _layer(VISITS, visits, ways, ground.metric_crs),
    }


def _visit_row(week: Week, tour: Tour, event: Event, number: int, ground: Ground) -> Row:
    weekday = week.weekdays[tour.day]
    name = f"{crew_id(week, tour.number)}-{weekday}"
    leg_s = int(week.seconds[event.before, event.place])
    work = week.works[event.job] if event.job >= 0 else None
    estate = int(week.locations[event.place])
    return {
        "visit_id": f"{name}-{number:02d}",
        "round_id": name,
        "crew_id": crew_id(week, tour.number),
        "role": week.role,
        "weekday": weekday,
        "sequence": number,
        "trip": event.trip,
        "kind": event.kind,
        "estate_id": ground.estate_ids[estate] if event.kind == "visit" else None,
        "place": _place_name(week, event.place, ground),
        "part": None if work is None else work.part,
        "task": _task(week, event),
        "arrive": clock(event.arrive_s),
        "start": clock(event.start_s),
        "leave": clock(event.leave_s),
        "work_min": (event.leave_s - event.start_s) / 60 if event.kind in {"visit", "reload"} else 0.0,
        "wait_min": (event.start_s - event.arrive_s) / 60,
        "leg_m": float(week.metres[event.before, event.place]),
        "leg_min": leg_s / 60,
        "load": None if work is None or not week.settings.capacity_bins else float(work.bins),
        "arrive_s": event.arrive_s,
        "start_s": event.start_s,
        "leave_s": event.leave_s,
        "rung": RUNGS[int(week.rung[event.before, event.place])],
    }


def _task(week: Week, event: Event) -> str:
    if event.kind != "visit":
        return text(f"rounds.task.{event.kind}")
    work = week.works[event.job]
    said = text(f"rounds.task.{week.role}", bins=work.bins)
    return said + (text("rounds.part", part=work.part, parts=work.parts) if work.parts > 1 else "")


def _place_name(week: Week, place: int, ground: Ground) -> str:
    estate = int(week.locations[place])
    if estate >= 0:
        return ground.names[estate]
    return week.depot.name if place == 0 else text("rounds.tip", number=place)


def _round_row(week: Week, tour: Tour, rows: list[Row]) -> Row:
    name = crew_id(week, tour.number)
    weekday = week.weekdays[tour.day]
    rests = sum(row["leave_s"] - row["start_s"] for row in rows if row["kind"] == "break")
    return {
        "round_id": f"{name}-{weekday}",
        "crew_id": name,
        "role": week.role,
        "mode": week.settings.mode,
        "weekday": weekday,
        "depot_id": week.depot.depot_id,
        "start": clock(tour.start_s),
        "finish": clock(tour.finish_s),
        "stops": sum(row["kind"] == "visit" for row in rows),
        "trips": len(tour.trips),
        "distance_m": sum(row["leg_m"] for row in rows),
        "travel_min": sum(row["leg_min"] for row in rows),
        "work_min": sum(row["work_min"] for row in rows),
        "wait_min": sum(row["wait_min"] for row in rows),
        "break_min": rests / 60,
        "start_s": tour.start_s,
        "finish_s": tour.finish_s,
        "rung": _weakest(row["rung"] for row in rows if row["leg_m"] > 0),
    }


def _weakest(rungs: Any) -> str | None:  # noqa: ANN401  any iterable of words
    return max(rungs, key=RUNGS.index, default=None)


def _crew_rows(week: Week, own: list[tuple[Row, list[Row]]]) -> list[Row]:
    crews: dict[str, list[tuple[Row, list[Row]]]] = {}
    for pair in own:
        crews.setdefault(pair[0]["crew_id"], []).append(pair)
    return [_crew_row(week, name, number, pairs) for number, (name, pairs) in enumerate(crews.items(), start=1)]


def _crew_row(week: Week, name: str, number: int, pairs: list[tuple[Row, list[Row]]]) -> Row:
    rounds = [row for row, _ in pairs]
    visits = [row for _, rows in pairs for row in rows if row["kind"] == "visit"]
    paid = [(row["finish_s"] - row["start_s"]) / 60 - row["break_min"] for row in rounds]
    label = text(f"rounds.crew.{week.role}", depot=week.depot.name, number=number)
    return {
        "crew_id": name,
        "name": label,
        "role": week.role,
        "mode": week.settings.mode,
        "people": week.settings.people,
        "depot_id": week.depot.depot_id,
        "depot_level": week.depot.level,
        "subdistrict": week.depot.subdistrict,
        "region_ids": "、".join(week.depot.region_ids),
        "estates": len({row["estate_id"] for row in visits}),
        "visits_week": len(visits),
        "work_min_week": sum(row["work_min"] for row in rounds),
        "travel_min_week": sum(row["travel_min"] for row in rounds),
        "wait_min_week": sum(row["wait_min"] for row in rounds),
        "paid_min_week": sum(paid),
        "used": sum(paid) / (week.settings.paid_hours_day * 60 * len(week.weekdays)),
        "longest_day_min": max(paid),
        "shortest_day_min": min(paid),
    }


def _colour(crews: list[Row], office_of: dict[str, str]) -> None:
    """Give the crews of one office colours that differ."""
    used: dict[str, int] = {}
    for row in crews:
        office = office_of[row["depot_id"]]
        row["color"] = used.get(office, 0)
        used[office] = row["color"] + 1


def _leg(week: Week, event: Event) -> _Leg:
    points = week.points
    hosts = points.host_ids or (None,) * len(points)
    ends = [
        (points.ids[place], *points.xy[place].tolist(), hosts[place] or "") for place in (event.before, event.place)
    ]
    return _Leg(week.settings.mode, ends[0], ends[1])


def _ways(legs: list[_Leg], ground: Ground) -> list[shapely.Geometry | None]:
    """Draw every leg along its way, each pair of places once; a leg from a place to itself has no shape."""
    shapes: dict[_Leg, shapely.Geometry | None] = {}
    for mode in sorted({leg.mode for leg in legs}):
        pairs = sorted({leg for leg in legs if leg.mode == mode and leg.moves})
        if not pairs:
            continue
        starts, ends = _points([leg.start for leg in pairs]), _points([leg.end for leg in pairs])
        shapes |= dict(zip(pairs, ground.travel.paths(starts, ends, mode=mode), strict=True))
    return [shapes.get(leg) for leg in legs]


def _points(told: list[tuple[str, float, float, str]]) -> Places:
    xy = np.array([[x, y] for _, x, y, _ in told], dtype=np.float64)
    return Places(tuple(name for name, *_ in told), xy, tuple(host or None for *_, host in told))


def _round_shapes(counts: list[int], ways: list[shapely.Geometry | None]) -> list[shapely.Geometry | None]:
    """Join the legs of each round, `counts` of them each, one after the other."""
    shapes, at = [], 0
    for count in counts:
        own = [way for way in ways[at : at + count] if way is not None]
        at += count
        shapes.append(shapely.MultiLineString(own) if own else None)
    return shapes


def _layer(table: Table, rows: list[Row], shapes: list[Any], crs: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=table.names())
    return table.conform(gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(np.array(shapes, dtype=object), crs=crs)))
