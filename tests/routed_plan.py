"""The hand-made plan with invented crews, rounds, rosters and streets on it, for the tests of run sheets and maps.

Crews ride along a grid of streets, so tracks have corners; times follow from lengths, so that tests can hold the tables
against one another. The first crew rests and waits, waste crews empty their truck in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, MultiLineString, Point, box
from shapely.ops import unary_union

from geo.plan import Plan
from geo.schema import STORAGE_CRS
from tests.plans import HOSTILE_NAMES, small_plan

_M = np.array([94_900.0, 110_900.0])  # metres a degree, as in tests.town
_GRID_M = 90.0
_SPEED_M_S = {"ebike": 3.5, "truck": 5.5, "walk": 1.2}
_MODES = {"waste": "truck", "patrol": "walk"}
_TASKS = {"repair": "公共部位检修", "greening": "修剪、浇灌", "patrol": "夜间巡逻", "waste": "清运垃圾",
          "inspection": "电梯、消防巡检", "cleaning": "楼道机动保洁"}  # fmt: skip
_WORK_MIN = {"repair": 42.0, "greening": 55.0, "patrol": 18.0, "waste": 9.0, "inspection": 25.0, "cleaning": 30.0}


@dataclass(slots=True)
class _Day:
    """A crew's day as it is being driven."""

    crew: dict
    weekday: int
    at: Point
    clock_s: int = 8 * 3600
    trip: int = 1
    rows: list[dict] = field(default_factory=list)
    legs: list[LineString | None] = field(default_factory=list)

    def stop(self, kind: str, place: Point, name: str, *, estate: str | None = None, task: str = "", minutes: float = 0,
             opens_s: int = 0) -> None:  # fmt: skip
        """Ride to a place and do what is to be done there."""
        leg = None if place.equals(self.at) else street_way(self.at, place)
        metres = 0.0 if leg is None else metres_of(leg)
        ride_s = round(metres / _SPEED_M_S[self.crew["mode"]])
        arrive = self.clock_s + ride_s
        start = max(arrive, opens_s)
        leave = start + round(minutes * 60)
        self.rows.append(
            {
                "crew_id": self.crew["crew_id"], "role": self.crew["role"], "weekday": self.weekday,
                "sequence": len(self.rows) + 1, "trip": self.trip, "kind": kind, "estate_id": estate, "place": name,
                "task": task, "arrive": clock(arrive), "start": clock(start), "leave": clock(leave),
                "work_min": minutes if kind == "visit" else 0.0, "wait_min": (start - arrive) / 60, "leg_m": metres,
                "leg_min": ride_s / 60, "load": 6.0 if kind == "visit" and self.crew["role"] == "waste" else None,
                "arrive_s": arrive, "start_s": start, "leave_s": leave, "rung": "roads",
            }
        )  # fmt: skip
        self.legs.append(leg)
        self.at, self.clock_s = place, leave


def clock(seconds: int) -> str:
    """Say seconds after midnight as hh:mm."""
    minutes = round(seconds / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def metres_of(line: LineString) -> float:
    return float(np.linalg.norm(np.diff(np.asarray(line.coords), axis=0) * _M, axis=1).sum())


def street_way(start: Point, goal: Point) -> LineString:
    """Go to the grid, along its streets, and to the goal."""
    one, two = np.array(start.coords[0]), np.array(goal.coords[0])
    step = _GRID_M / _M
    a, b = np.round(one / step) * step, np.round(two / step) * step
    places = [one, a, (b[0], a[1]), b, two]
    kept = [places[0], *(p for before, p in pairwise(places) if tuple(p) != tuple(before))]
    return LineString(kept)


def routed_plan(
    *,
    hostile: bool = False,
    estates: int = 24,
    roles: tuple[str, ...] = ("repair", "waste"),
    days: int = 2,
    seed: int = 0,
) -> Plan:
    """Make the plan: a crew of each role at the first two stations (each station above 48 estates), so many days."""
    plan = small_plan(hostile=hostile, estates=estates, seed=seed)
    assigned = plan.assignments.set_index("estate_id")["station_id"]
    stations = plan.stations if estates > 48 else plan.stations.iloc[:2]
    depots = list(stations.itertuples())
    served = {depot.station_id: [] for depot in depots}
    for row in plan.estates.itertuples():
        station = assigned.get(row.estate_id)
        if station in served:
            served[station].append((row.estate_id, row.name, row.geometry.representative_point()))
    driven = [
        _drive(_crew(role, depot, number, hostile=hostile), depot, served[depot.station_id], weekday)
        for number, (role, depot) in enumerate((role, depot) for role in roles for depot in depots)
        for weekday in range(1, days + 1)
    ]
    tables = dict(plan.tables)
    tables |= _rounds(driven)
    tables |= _rosters(plan, hostile=hostile)
    tables |= _around(plan, driven, hostile=hostile)
    return Plan(tables, plan.policy, plan.facts, plan.record)


def _crew(role: str, depot, number: int, *, hostile: bool) -> dict:
    zh = {
        "repair": "维修",
        "greening": "绿化",
        "patrol": "巡逻",
        "waste": "清运",
        "inspection": "巡检",
        "cleaning": "保洁",
    }
    name = HOSTILE_NAMES[number % 4] if hostile else f"{depot.name.removesuffix('服务站')}{zh[role]}班"
    return {"crew_id": f"C{number + 1:03d}", "name": name, "role": role, "mode": _MODES.get(role, "ebike"), "people": 2,
            "depot_id": depot.station_id, "depot_level": "station", "subdistrict": depot.subdistrict,
            "region_ids": depot.region_id, "color": number % 6}  # fmt: skip


def _drive(crew: dict, depot, served: list, weekday: int) -> _Day:
    """Visit every other place, the one half on odd days, the other on even ones; the waste crew all of them."""
    day = _Day(crew, weekday, depot.geometry)
    role = crew["role"]
    todo = [one for k, one in enumerate(served) if role == "waste" or k % 2 == weekday % 2 or len(served) < 2]
    for k, (estate, name, place) in enumerate(todo):
        if k == 1 and crew["crew_id"] == "C001":
            day.stop("visit", place, name, estate=estate, task=_TASKS[role], minutes=30.0, opens_s=10 * 3600)
            day.stop("break", place, name, minutes=60)
            continue
        if role == "waste" and k and k % 3 == 0:
            day.stop("reload", depot.geometry, depot.name, minutes=15)
            day.trip += 1
        day.stop("visit", place, name, estate=estate, task=_TASKS[role], minutes=_WORK_MIN[role])
    day.stop("return", depot.geometry, depot.name)
    return day


def _rounds(driven: list[_Day]) -> dict[str, pd.DataFrame]:
    rounds, visits, tracks, legs = [], [], [], []
    for day in driven:
        ident = f"{day.crew['crew_id']}-{day.weekday}"
        start_s, finish_s = 8 * 3600, day.clock_s
        sums = {name: sum(row[name] for row in day.rows) for name in ("leg_m", "leg_min", "work_min", "wait_min")}
        rest = 60.0 if any(row["kind"] == "break" for row in day.rows) else 0.0
        rounds.append(
            {**{k: day.crew[k] for k in ("crew_id", "role", "mode", "depot_id")}, "round_id": ident,
             "weekday": day.weekday, "start": clock(start_s), "finish": clock(finish_s), "start_s": start_s,
             "finish_s": finish_s, "stops": sum(row["kind"] == "visit" for row in day.rows), "trips": day.trip,
             "distance_m": sums["leg_m"], "travel_min": sums["leg_min"], "work_min": sums["work_min"],
             "wait_min": sums["wait_min"], "break_min": rest, "rung": "roads"}
        )  # fmt: skip
        tracks.append(MultiLineString([leg for leg in day.legs if leg is not None]))
        visits += [{**row, "visit_id": f"{ident}-{row['sequence']:02d}", "round_id": ident} for row in day.rows]
        legs += day.legs
    crews = []
    for crew in {day.crew["crew_id"]: day.crew for day in driven}.values():
        own = [row for row in rounds if row["crew_id"] == crew["crew_id"]]
        paid = [(row["finish_s"] - row["start_s"]) / 60 - row["break_min"] for row in own]
        places = {row["estate_id"] for row in visits if row["crew_id"] == crew["crew_id"] and row["estate_id"]}
        crews.append(
            {**crew, "estates": len(places), "visits_week": sum(row["stops"] for row in own),
             **{f"{part}_min_week": sum(row[f"{part}_min"] for row in own) for part in ("work", "travel", "wait")},
             "paid_min_week": sum(paid), "used": sum(paid) / (480 * len(paid)), "longest_day_min": max(paid),
             "shortest_day_min": min(paid)}
        )  # fmt: skip
    return {
        "crews": pd.DataFrame(crews),
        "rounds": gpd.GeoDataFrame(rounds, geometry=tracks, crs=STORAGE_CRS),
        "visits": gpd.GeoDataFrame(visits, geometry=legs, crs=STORAGE_CRS),
    }


def _rosters(plan: Plan, *, hostile: bool) -> dict[str, pd.DataFrame]:
    """Two rosters at the first station, one at the second: cleaners by day, gate guards in three shifts."""
    rosters, shifts = [], []
    hours = {
        "early": ("07:00", "15:00"),
        "middle": ("15:00", "23:00"),
        "night": ("23:00", "07:00"),
        "day": ("08:00", "17:00"),
    }
    for number, station in enumerate(plan.stations.iloc[:2].itertuples()):
        for role in ("cleaning", "security") if number == 0 else ("cleaning",):
            ident = f"{station.region_id}-{role}"
            kinds = ("early", "middle", "night") if role == "security" else ("day",)
            people = 5 if role == "security" else 3
            for person in range(people):
                for weekday in range(1, 8):
                    if (weekday + person) % people == 0 or (role == "cleaning" and weekday == 7):
                        continue
                    kind = kinds[(person + weekday // 4) % len(kinds)]
                    post = (
                        HOSTILE_NAMES[person % 4]
                        if hostile
                        else f"{'门岗' if role == 'security' else '保洁区'}{person % 3 + 1}"
                    )
                    shifts.append(
                        {"shift_id": f"{ident}-{person}-{weekday}", "roster_id": ident, "role": role,
                         "person": f"{'甲乙丙丁戊'[person]}", "week": 1, "weekday": weekday, "shift": kind,
                         "post": post,
                         "estate_ids": "E0001", "start": hours[kind][0], "finish": hours[kind][1], "hours": 8.0,
                         "is_holiday_cover": weekday == 6 and person == 0}
                    )  # fmt: skip
            own = [row for row in shifts if row["roster_id"] == ident]
            rosters.append(
                {"roster_id": ident, "region_id": station.region_id, "station_id": station.station_id, "role": role,
                 "posts": 3, "slots_week": len(own), "hours_week": 8.0 * len(own), "heads": people,
                 "heads_bound": people - 1, "posts_pooled": people + 1, "spare_people": 1, "status": "gap", "weeks": 1,
                 "hours_person_week": 8.0 * len(own) / people, "why": "按工时规则至少需 4 人"}
            )  # fmt: skip
    return {"rosters": pd.DataFrame(rosters), "shifts": pd.DataFrame(shifts)}


def _around(plan: Plan, driven: list[_Day], *, hostile: bool) -> dict[str, pd.DataFrame]:
    """Crews needed, what is not served, response times, patrols, isochrones and the quiet streets under them."""
    lost = plan.estates.iloc[-1]
    needs = [
        {"depot_id": depot, "depot_level": "station", "subdistrict": "样例东街道", "role": role, "visits_week": 12,
         "work_hours_week": 9.5, "travel_hours_week": 2.25, "crews": 1, "people": 2, "crews_bound": 1,
         "posts_pooled": 3, "spare_people": 1, "value_min": 705.0, "bound_min": 690.0, "gap": 15 / 705, "status": "gap",
         "longest_over_mean": 1.04, "shortest_over_mean": 0.9, "balance_price": 0.006}
        for depot, role in dict.fromkeys((day.crew["depot_id"], day.crew["role"]) for day in driven)
    ]  # fmt: skip
    name = HOSTILE_NAMES[3] if hostile else lost["name"]
    unserved = [{"estate_id": lost["estate_id"], "name": name, "role": "waste",
                 "visits_missing": 2, "rule": "hours", "reason": "单次作业超过班次时长",
                 "remedy": "增加一辆车"}]  # fmt: skip
    stations = plan.stations.head(len({day.crew["depot_id"] for day in driven}))
    responses = gpd.GeoDataFrame(
        [{"station_id": s.station_id, "name": s.name, "mode": "ebike",
          "households": s.load_households,
          "share_10": 0.92, "share_20": 1.0, "share_30": 1.0,
          "minutes_mean": 4.2, "minutes_p90": 8.8, "minutes_max": 12.5,
          "unreachable": 0, "rung": "roads"} for s in stations.itertuples()],
        geometry=list(stations.geometry), crs=STORAGE_CRS,
    )  # fmt: skip
    rings = [(s, m) for s in stations.itertuples() for m in (300.0, 500.0, 1_000.0)]
    isochrones = gpd.GeoDataFrame(
        [{"station_id": s.station_id, "mode": "walk", "metres": m, "minutes": m / 75, "rung": "roads"}
         for s, m in rings],
        geometry=[_diamond(s.geometry, m) for s, m in rings], crs=STORAGE_CRS,
    )  # fmt: skip
    basemap = _streets(plan)
    patrols = gpd.GeoDataFrame(
        [{"patrol_id": "P001", "region_id": plan.regions["region_id"].iloc[0], "number": 1,
          "station_id": stations["station_id"].iloc[0], "mode": "walk", "street_m": 1_800.0, "distance_m": 2_150.0,
          "empty_m": 350.0, "minutes": 31.0, "region_street_m": 1_800.0, "region_open_m2": 5_000.0, "bound_m": 2_100.0,
          "gap": 50 / 2_150, "status": "gap"}],
        geometry=[_loop(stations.geometry.iloc[0])], crs=STORAGE_CRS,
    )  # fmt: skip
    return {"crew_needs": pd.DataFrame(needs), "unserved": pd.DataFrame(unserved), "responses": responses,
            "isochrones": isochrones, "basemap": basemap, "patrols": patrols}  # fmt: skip


def _diamond(centre: Point, metres: float):
    x, y = centre.coords[0]
    w, h = metres / _M
    return unary_union([box(x - w, y - h / 3, x + w, y + h / 3), box(x - w / 3, y - h, x + w / 3, y + h)])


def _loop(centre: Point) -> LineString:
    x, y = np.round(np.array(centre.coords[0]) / (_GRID_M / _M)) * (_GRID_M / _M)
    w, h = 4 * _GRID_M / _M
    return LineString([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])


def _streets(plan: Plan) -> gpd.GeoDataFrame:
    west, south, east, north = plan.estates.total_bounds
    step = _GRID_M / _M
    xs = np.arange(np.floor(west / step[0]) - 1, np.ceil(east / step[0]) + 2)
    ys = np.arange(np.floor(south / step[1]) - 1, np.ceil(north / step[1]) + 2)
    low, high = (xs[0] * step[0], ys[0] * step[1]), (xs[-1] * step[0], ys[-1] * step[1])
    lines = [LineString([(x * step[0], low[1]), (x * step[0], high[1])]) for x in xs]
    lines += [LineString([(low[0], y * step[1]), (high[0], y * step[1])]) for y in ys]
    rows = [{"kind": "road", "rank": 1 + k % 4, "name": f"示例路{k}"} for k in range(len(lines))]
    park = box(low[0] + step[0] * 2, low[1] + step[1] * 2, low[0] + step[0] * 5, low[1] + step[1] * 4)
    pond = box(low[0] + step[0] * 6, low[1] + step[1], low[0] + step[0] * 8, low[1] + step[1] * 2)
    rows += [{"kind": "green", "rank": 1, "name": "样例公园"}, {"kind": "water", "rank": 1, "name": "样例河"}]
    return gpd.GeoDataFrame(rows, geometry=[*lines, park, pond], crs=STORAGE_CRS)
