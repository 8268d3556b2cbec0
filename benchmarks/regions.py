"""Balanced, connected regions against known plans: ``bench regions --instances DIR [--match GLOB] [--json FILE]``.

Each case of `best_known.csv` (K, tolerance, objective, subset) is solved over `units.csv` and `edges.csv`.
With ``--border B`` borders are weighed in: as much border as a quick plan without a price has costs B times its
inertia. Shapes (mean Polsby-Popper) go to a file of their own with ``--shapes``. Where ``--match`` begins with
``random`` the cases are made here and no folder is needed: random1k, random10k, random220k (seeded points on Gabriel's
graph, 30 to a region).
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import math
import re
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from _regions_peers import PEERS, import_peer, parts_of
from _regions_random import random_jobs, random_pool
from _rows import KEYS, gaps, instance_folder, measured, options_reader, run_all

from geo.clustering.pool import PoolPlan, faults_of, read_pool, solve

_TIME_LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it is solved: arrays of the units and edges of its subset."""

    place: NDArray[np.float64]
    population: NDArray[np.float64]
    area_m2: NDArray[np.float64]
    around_m: NDArray[np.float64]
    edges: NDArray[np.int64]
    shared_m: NDArray[np.float64]


def main() -> int:
    """Run the cases asked for, one child process each."""
    options = _options()
    if options.child:
        job = json.loads(options.child)
        print(json.dumps((_run_peer if job.get("peer") else _run)(job)))
        return 0
    is_made = options.match.startswith("random")
    folder = options.instances.resolve() if is_made else instance_folder(options.instances, "regions")
    known = random_jobs() if is_made else _jobs(folder)
    jobs = [job for job in known if fnmatch(job["instance"], options.match)]
    jobs = [job for job in jobs if options.problem in {"", "regions", job["objective"]}]
    if not jobs:
        print(f"no case in {folder} matches; its best_known.csv names them", file=sys.stderr)
        return 1
    common = {"folder": str(folder), "time_limit_s": options.time_limit, "seed": options.seed}
    common |= {"border": options.border, "shapes": str(options.shapes.resolve()) if options.shapes else ""}
    jobs = [job | common for job in jobs]
    return run_all(Path(__file__), jobs, options, wait_s=options.time_limit, peers_of=lambda _: _peers())


def _options() -> argparse.Namespace:
    reader = options_reader(__doc__, time_limit_s=_TIME_LIMIT_S)
    reader.set_defaults(instances=Path())
    reader.add_argument("--border", type=float, default=0.0)
    reader.add_argument("--shapes", type=Path)
    return reader.parse_args()


def _jobs(folder: Path) -> list[dict[str, Any]]:
    """List the cases that best_known.csv names and whose units are at hand."""
    with (folder / "best_known.csv").open(encoding="utf-8-sig", newline="") as told:
        lines = list(csv.DictReader(told))
    jobs = []
    for line in lines:
        if not (folder / line["instance"] / "units.csv").exists():
            continue
        known = None if "UNRELIABLE" in ",".join(str(part) for part in line.values()) else _number(line.get("value"))
        jobs.append({
            "family": line.get("family") or folder.name, "instance": line["instance"], "p": int(line["K"]),
            "problem": "regions",
            "objective": "hess" if line["objective"].lower().startswith("hess") else "inertia",
            "tolerance": float(line["eps"]), "subset": line.get("subset") or "", "best_known": known,
            "in_km": "km" in line["objective"].lower(),
        })  # fmt: skip
    return jobs


def _number(cell: str | None) -> float | None:
    try:
        return float(cell or "")
    except ValueError:
        return None


def _read(job: dict[str, Any]) -> Case:
    """Read the units of a case and the edges between them, or make them."""
    if job.get("made"):
        place, load, edges = random_pool(job["made"], job["seed"])
        nothing = np.zeros(job["made"])
        return Case(place, load, nothing, nothing, edges, np.zeros(len(edges)))
    folder = Path(job["folder"]) / job["instance"]
    with (folder / "units.csv").open(encoding="utf-8-sig", newline="") as told:
        units = [line for line in csv.DictReader(told) if _belongs(line, job["subset"])]
    with (folder / "edges.csv").open(encoding="utf-8-sig", newline="") as told:
        links = list(csv.DictReader(told))
    number = {line["uid"]: at for at, line in enumerate(units)}
    links = [line for line in links if line["u"] in number and line["v"] in number]
    scale = 1000.0 if job["in_km"] else 1.0

    def column(name: str) -> NDArray[np.float64]:
        return np.array([float(line.get(name) or 0.0) for line in units])

    return Case(
        np.column_stack([column("x"), column("y")]) / scale, column("pop"), column("area_m2"), column("perim_m"),
        np.array([(number[line["u"]], number[line["v"]]) for line in links]).reshape(-1, 2),
        np.array([float(line.get("shared_m") or 0.0) for line in links]),
    )  # fmt: skip


def _belongs(unit: dict[str, str], subset: str) -> bool:
    """Tell whether a unit is in a subset, named by the prefix of its ids or, failing that, by a column's value."""
    if not subset or subset.lower().startswith("whole"):
        return True
    prefix = re.search(r"id prefix\s+(\w+)", subset)
    return unit["id"].startswith(prefix.group(1)) if prefix else subset in unit.values()


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """Solve one case in this process, kernels compiled beforehand."""
    case = _read(job)
    _warm_up(job)
    arguments: dict[str, Any] = {
        "regions": job["p"], "activities": case.population, "tolerance": job["tolerance"], "border_m": case.shared_m,
        "objective": job["objective"], "border_price": _border_price(case, job),
    }  # fmt: skip
    plan, usage = measured(
        lambda: solve(case.place, case.edges, **arguments, seed=job["seed"], time_limit_s=job["time_limit_s"])
    )
    pool = read_pool(case.place, case.edges, **arguments)
    has_value = math.isfinite(plan.value) and plan.status.value != "infeasible"
    value, bound = (plan.value if has_value else None), (plan.bound if math.isfinite(plan.bound) else None)
    if job["shapes"]:
        _note_shape(job, case, plan.region, "linli", plan)
    compared = value if not job["border"] else None
    return _row(job, case, "linli", value, bound) | usage | {
        "best_known": job["best_known"] if not job["border"] else None,
        "gap_to_best": gaps(compared, None, job["best_known"])["gap_to_best"],
        "certified_gap": gaps(value, bound, None)["certified_gap"],
        "status": plan.status.value, "checked": not faults_of(pool, plan),
    }  # fmt: skip


def _border_price(case: Case, job: dict[str, Any]) -> float:
    """Price a metre of border so that the borders of a quick plan cost so many times its inertia."""
    if not job["border"]:
        return 0.0
    quick = solve(
        case.place, case.edges, regions=job["p"], activities=case.population, tolerance=job["tolerance"],
        border_m=case.shared_m, objective=job["objective"], rounds=1, prove=False, seed=job["seed"],
    )  # fmt: skip
    return float(job["border"] * quick.inertia / max(quick.border_m, 1e-9))


def _row(job: dict[str, Any], case: Case, solver: str, value: float | None, bound: float | None) -> dict[str, Any]:
    return dict.fromkeys(KEYS) | {
        "family": job["family"], "instance": job["instance"], "problem": "regions", "n": len(case.population),
        "p": job["p"], "seed": job["seed"], "solver": solver, "value": value, "bound": bound,
        "best_known": job["best_known"],
    }  # fmt: skip


def _warm_up(job: dict[str, Any]) -> None:
    """Solve a tiny case of the same kind, so that no compilation is timed."""
    side = np.arange(5.0)
    place = np.column_stack([np.repeat(side, 5), np.tile(side, 5)])
    edges = [(a, b) for a in range(25) for b in range(a) if abs(place[a] - place[b]).sum() == 1]
    solve(place, edges, regions=5, activities=np.ones(25), tolerance=0.2, objective=job["objective"], rounds=1)


def _note_shape(job: dict[str, Any], case: Case, region: NDArray[np.int32], solver: str, plan: PoolPlan | None) -> None:
    """Add a line on the shape and balance of a plan to the file of shapes."""
    count = job["p"]
    load = np.bincount(region, case.population, count)
    inside = region[case.edges[:, 0]] == region[case.edges[:, 1]]
    around = np.bincount(region, case.around_m, count)
    around -= 2 * np.bincount(region[case.edges[inside, 0]], case.shared_m[inside], count)
    area = np.bincount(region, case.area_m2, count)
    facts = {
        "instance": job["instance"], "problem": job["objective"], "p": count, "border": job["border"], "solver": solver,
        "inertia": _inertia(case, region, count) if plan is None else plan.inertia,
        "border_m": float(case.shared_m[~inside].sum()),
        "polsby_popper_mean": float(np.mean(4 * math.pi * area / np.maximum(around, 1e-9) ** 2)),
        "max_abs_dev": float(np.abs(load / load.mean() - 1).max()),
    }  # fmt: skip
    with Path(job["shapes"]).open("a", encoding="utf-8") as written:
        written.write(json.dumps(facts) + "\n")


def _inertia(case: Case, region: NDArray[np.int32], count: int) -> float:
    weight = np.maximum(np.bincount(region, case.population, count), 1e-300)
    middle = [np.bincount(region, case.population * case.place[:, axis], count) / weight for axis in (0, 1)]
    far = (case.place[:, 0] - middle[0][region]) ** 2 + (case.place[:, 1] - middle[1][region]) ** 2
    return float((case.population * far).sum())


def _hess(case: Case, region: NDArray[np.int32], count: int) -> float:
    """Add up people times squared distance to the unit of each region that is its best centre."""
    total = 0.0
    for number in range(count):
        place, people = case.place[region == number], case.population[region == number]
        far = ((place[:, None] - place[None, :]) ** 2).sum(axis=2)
        total += float((people @ far).min()) if len(place) else 0.0
    return total


def _peers() -> list[str]:
    """Name the installed partitioners of others."""
    return [name for name in PEERS if importlib.util.find_spec(name)]


def _run_peer(job: dict[str, Any]) -> dict[str, Any]:
    """Run another program on a case; its plan counts with the inertia it has, and the status tells its balance."""
    case = _read(job)
    import_peer(job["peer"])
    region, usage = measured(
        lambda: PEERS[job["peer"]](case.population, case.edges, case.place, job["p"], job["tolerance"], job["seed"])
    )
    region = np.asarray(region, dtype=np.int32)
    load = np.bincount(region, case.population, job["p"])
    off = float(np.abs(load / load.mean() - 1).max())
    value = (_inertia if job["objective"] == "inertia" else _hess)(case, region, job["p"])
    if job["shapes"]:
        _note_shape(job, case, region, job["peer"], None)
    status = "in tolerance" if off <= job["tolerance"] + 1e-9 else f"off by {off:.1%}"
    parts = parts_of(region, case.edges)
    if parts > np.unique(region).size:
        status += f", {parts} parts"
    return _row(job, case, job["peer"], value, None) | usage | gaps(value, None, job["best_known"]) | {
        "status": status, "checked": False,
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
