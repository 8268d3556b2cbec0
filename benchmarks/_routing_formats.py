"""Published routing instances as weeks: each family with its own file format and its own rule of distance."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.routing.fleet.problem import CrewKind, Job, Matrix, WeekProblem

Floats = NDArray[np.float64]
Clock = tuple[list[tuple[int, ...]], Callable[[list[float]], list[int]]]  # windows by place, and how times are scaled
Scaled = Callable[[Floats], NDArray[np.int64]]
FINE = 10_000  # units of a distance in double precision; times are rounded up to them, so what holds here holds there
_LOOSE = 1 << 40  # seconds: a shift that never ends
FOLDERS = {
    "CVRP": "cvrp", "VRPTW": "vrptw", "MDVRP": "mdvrp", "MDVRPTW": "mdvrptw", "MTVRPTWR": "mtvrptwr", "PVRP": "pvrp",
    "MDPVRP": "mdpvrp", "CARP": "carp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance: the week to solve, and what the check in the original numbers needs.

    Attributes
    ----------
    xy : coordinates by location.
    scaled : the family's rounding of a length; ``None`` for double precision.
    unit : units of the week's cost in one unit of the published value.
    limits : longest tour by kind in original units (None where any).
    fixed_cost : of a tour, in the week's units, where the fewest tours come first; else 0.
    """

    problem: WeekProblem
    xy: Floats
    unit: float
    scaled: Scaled | None = None
    limits: tuple[float | None, ...] = ()
    fixed_cost: int = 0


def jobs_of(folder: Path) -> list[dict[str, Any]]:
    """List what a folder asks for: the rows of best_known.csv whose file is there."""
    jobs = []
    with (folder / "best_known.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            family = Path(row["file"]).parent.name
            problem = FOLDERS.get(family.split("-")[0].upper())
            if problem is None or not (folder / row["file"]).exists():
                continue
            best = row["best_known"]
            jobs.append({
                "family": family, "instance": row["instance"], "problem": problem, "file": row["file"],
                "best_known": float(best) if best and not best.startswith("UNRELIABLE") else None,
                "routes": int(row["bks_routes"]) if row["bks_routes"] else None,
                "rule": row["objective_and_rounding"],
            })  # fmt: skip
    return jobs


def read_instance(path: Path, job: dict[str, Any]) -> Instance:
    """Read one instance by its problem and the ending of its file."""
    if path.suffix == ".vrp":
        return _vrplib(path, job)
    if job["problem"] == "vrptw":
        return _solomon(path, job)
    return _cordeau(path)


def _up(length: Floats) -> NDArray[np.int64]:
    return np.ceil(length * FINE - 1e-6).astype(np.int64)


def _near(length: Floats) -> NDArray[np.int64]:
    return np.rint(length * FINE).astype(np.int64)


def lengths(xy: Floats) -> Floats:
    """Return straight distances in double precision, shape ``(n, n)``."""
    return np.hypot(xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1])


def _double_matrix(xy: Floats) -> Matrix:
    between = lengths(xy)
    return Matrix(_near(between), _up(between))


def _cordeau(path: Path) -> Instance:
    """Read the text format of Cordeau: 1 periodic, 2 several depots, 8 both."""
    lines = [line.split() for line in path.read_text(encoding="latin-1").splitlines() if line.strip()]
    kind, vehicles, clients, span = (int(word) for word in lines[0][:4])
    depots = int(lines[0][4]) if kind == 8 else span if kind == 2 else 1
    days = span if kind != 2 else 1
    limits = [(float(a), float(b)) for a, b in (line[:2] for line in lines[1 : 1 + days * depots])]
    rows = [[float(word) for word in line] for line in lines[1 + days * depots :]]
    depot_rows, client_rows = (rows[clients:], rows[:clients]) if kind == 2 else (rows[:depots], rows[depots:])
    xy = np.array([row[1:3] for row in [*depot_rows[:depots], *client_rows[:clients]]])
    kinds, longest = [], []
    for depot in range(depots):
        asked = [limits[depot * days + day] for day in range(days)]
        for told in sorted(set(asked)):
            on = tuple(day for day in range(days) if asked[day] == told)
            kinds.append(CrewKind(
                depot, count=vehicles, capacity=(int(told[1]),), shift=(0, _LOOSE),
                most_s=int(told[0] * FINE) if told[0] > 0 else None, days=() if len(on) == days else on,
            ))  # fmt: skip
            longest.append(told[0] or None)
    jobs = tuple(
        replace(
            _periodic(row, depots + place, days), one_depot=depots > 1 and days > 1
        )  # Vidal et al. (2012), section 2
        for place, row in enumerate(client_rows[:clients])
    )
    problem = WeekProblem((_double_matrix(xy),), jobs, tuple(kinds), days=days, name=path.stem)
    return Instance(problem, xy, float(FINE), limits=tuple(longest))


def _periodic(row: list[float], location: int, days: int) -> Job:
    """Read a client; a pattern is a number whose bits are the days, from left to right."""
    codes = [int(code) for code in row[7 : 7 + int(row[6])]] if days > 1 else []
    patterns = tuple(tuple(day for day in range(days) if code >> (days - 1 - day) & 1) for code in codes)
    return Job(location, round(row[3] * FINE), (int(row[4]),), patterns or ((0,),))


def _solomon(path: Path, job: dict[str, Any]) -> Instance:
    """Read Solomon's text format; tours first where the published value puts them first."""
    words = [line.split() for line in path.read_text(encoding="latin-1").splitlines()]
    numbers = [[float(word) for word in line] for line in words if line and _is_number(line[0])]
    (vehicles, capacity), rows = numbers[0][:2], numbers[1:]
    xy = np.array([row[1:3] for row in rows])
    fixed = int(FINE * lengths(xy).max() * len(rows)) if "fewest vehicles" in job["rule"] else 0
    kind = CrewKind(0, count=int(vehicles), capacity=(int(capacity),), shift=(0, int(rows[0][5] * FINE)),
                    fixed_cost=fixed)  # fmt: skip
    jobs = tuple(
        Job(place, round(row[6] * FINE), (int(row[3]),), windows=((round(row[4] * FINE), round(row[5] * FINE)),))
        for place, row in enumerate(rows) if place
    )  # fmt: skip
    problem = WeekProblem((_double_matrix(xy),), jobs, (kind,), name=path.stem)
    return Instance(problem, xy, float(FINE), fixed_cost=fixed)


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).replace("-", "", 1).isdigit()


_RULES: dict[str, tuple[Scaled, float]] = {
    "cvrp": (lambda length: np.floor(length + 0.5).astype(np.int64), 1.0),
    "vrptw": (lambda length: (10 * length).astype(np.int64), 10.0),
    "mtvrptwr": (lambda length: (10 * length).astype(np.int64), 1.0),
    "mdvrptw": (lambda length: np.round(1000 * length).astype(np.int64), 1.0),
}


def _vrplib(path: Path, job: dict[str, Any]) -> Instance:
    """Read VRPLIB, with the sections that PyVRP's instances add; lengths, times and service share one scale."""
    facts, tables = _sections(path)
    scaled, unit = _RULES[job["problem"]]
    size = int(facts["DIMENSION"])
    xy = np.array([row[1:3] for row in tables["NODE_COORD"]])
    depots = [int(row[0]) - 1 for row in tables["DEPOT"] if row[0] > 0]
    is_timed = "TIME_WINDOW" in tables
    columns = {
        name: [row[1:] for row in tables[name]] if name in tables else None
        for name in ("DEMAND", "SERVICE_TIME", "TIME_WINDOW", "RELEASE_TIME")
    }

    def times(values: list[float]) -> list[int]:
        return [int(value) for value in scaled(np.asarray(values, dtype=float))]

    service = times([row[0] for row in columns["SERVICE_TIME"]] if columns["SERVICE_TIME"]
                    else [float(facts.get("SERVICE_TIME", 0))] * size)  # fmt: skip
    release = times([row[0] for row in columns["RELEASE_TIME"] or [[0.0]] * size])
    windows = [tuple(times(row[:2])) for row in columns["TIME_WINDOW"] or []]
    between = scaled(lengths(xy))
    matrix = Matrix(between, between if is_timed else np.zeros_like(between))
    jobs = tuple(
        Job(
            place, service[place] if is_timed else 0, (int((columns["DEMAND"] or [])[place][0]),),
            windows=((windows[place][0], windows[place][1]),) if is_timed else (), release_s=release[place],
        )
        for place in range(size) if place not in depots
    )  # fmt: skip
    kinds = _vrplib_kinds(facts, tables, depots, (windows, times), len(jobs))
    return Instance(WeekProblem((matrix,), jobs, kinds, name=path.stem), xy, unit, scaled)


def _vrplib_kinds(
    facts: dict[str, str], tables: dict[str, list[list[float]]], depots: list[int], clock: Clock, most: int
) -> tuple[CrewKind, ...]:
    """Make a kind of each depot, with as many crews as the file gives it."""
    windows, times = clock
    homes = [int(row[1]) - 1 for row in tables.get("VEHICLES_DEPOT", [])] or [depots[0]] * int(
        facts.get("VEHICLES", most)
    )
    reloads = {int(place) - 1 for row in tables.get("VEHICLES_RELOAD_DEPOT", []) for place in row[1:]}
    longest = facts.get("VEHICLES_MAX_DURATION")
    return tuple(
        CrewKind(
            depot, count=homes.count(depot), capacity=(int(facts["CAPACITY"]),),
            shift=(windows[depot][0], windows[depot][1]) if windows else (0, _LOOSE),
            most_s=times([float(longest)])[0] if longest else None, reload_at=tuple(sorted(reloads)),
        )
        for depot in depots if depot in homes
    )  # fmt: skip


def _sections(path: Path) -> tuple[dict[str, str], dict[str, list[list[float]]]]:
    """Split a VRPLIB file into its facts and its tables."""
    facts: dict[str, str] = {}
    tables: dict[str, list[list[float]]] = {}
    table: list[list[float]] | None = None
    for line in path.read_text(encoding="latin-1").splitlines():
        words = line.split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            table = tables.setdefault(words[0].removesuffix("_SECTION"), [])
        elif ":" in line:
            key, value = line.split(":", 1)
            facts[key.strip()] = value.strip()
        elif table is not None:
            table.append([float(word) for word in words])
    return facts, tables


def longest_leg(instance: Instance) -> float:
    """Return the longest leg in original units; what a rounding error is measured against."""
    return float(np.max(lengths(instance.xy), initial=0.0)) or math.inf
