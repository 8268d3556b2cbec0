"""Rounds against published values: ``bench routing --instances DIR [--match GLOB] [--problem P] [--json FILE]``.

``--peers`` runs VROOM and OR-Tools too, where installed, with the same time limit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from _carp import carp_row
from _routing_check import is_right, value_of
from _routing_formats import FOLDERS, Instance, jobs_of, read_instance
from _routing_peers import import_peer, is_modelled, peers_of, solve_with
from _rows import gaps, instance_folder, measured, options_reader, run_all

from geo.routing.fleet.problem import CrewKind, Job, WeekPlan, WeekProblem
from geo.routing.fleet.solver import solve_week

Row = dict[str, Any]
_TIME_LIMIT_S = 30.0
_PERIODIC_LIMIT_S = 60.0  # where days are chosen too


@dataclass(frozen=True, slots=True)
class Case:
    """How a problem is run: the function that makes its row, and the time it has where none is given."""

    run: Callable[[dict[str, Any]], Row]
    time_limit_s: float = _TIME_LIMIT_S


def main() -> int:
    """Run the instances asked for, one child process each."""
    options = _options()
    if options.child:
        job = json.loads(options.child)
        print(json.dumps((_run_peer if job.get("peer") else CASES[job["problem"]].run)(job)))
        return 0
    folder = instance_folder(options.instances, "routing")
    jobs = [job for job in jobs_of(folder) if job["problem"] in CASES and fnmatch(job["instance"], options.match)]
    jobs = [job for job in jobs if options.problem in {"", job["problem"]} and options.family in {"", job["family"]}]
    if not jobs:
        print(f"no instance in {folder} matches; its best_known.csv names them", file=sys.stderr)
        return 1
    common = {"folder": str(folder), "seed": options.seed}
    jobs = [job | common | {"time_limit_s": _time_limit(options, job)} for job in jobs]
    longest = max(job["time_limit_s"] for job in jobs)
    return run_all(Path(__file__), jobs, options, wait_s=longest, peers_of=peers_of)


def _options() -> argparse.Namespace:
    reader = options_reader(__doc__, time_limit_s=None, problems=FOLDERS.values())
    reader.set_defaults(instances=Path())
    reader.add_argument("--family", default="")
    return reader.parse_args()


def _time_limit(options: argparse.Namespace, job: dict[str, Any]) -> float:
    return float(CASES[job["problem"]].time_limit_s if options.time_limit is None else options.time_limit)


def _rounds(job: dict[str, Any]) -> Row:
    """Solve one instance in this process, kernels compiled beforehand."""
    instance = read_instance(Path(job["folder"]) / job["file"], job)
    _warm_up()
    answer, usage = measured(
        lambda: solve_week(instance.problem, seed=job["seed"], iterations=1 << 40, time_limit_s=job["time_limit_s"])
    )
    bound = max(0.0, (answer.proof.bound - instance.fixed_cost * len(answer.plan.tours)) / instance.unit)
    row = _row(job, instance, answer.plan) | usage
    status = answer.proof.status.value if row["value"] is not None else "infeasible"
    certified = gaps(row["value"], bound, None)["certified_gap"]
    return row | {"bound": bound, "certified_gap": certified, "status": status}


def _run_peer(job: dict[str, Any]) -> Row:
    """Let another program solve one instance; its tours are measured and checked as ours are."""
    instance, peer = read_instance(Path(job["folder"]) / job["file"], job), job["peer"]
    if not is_modelled(job):
        return _row(job, instance, None) | {"solver": peer, "status": "not modelled"}
    import_peer(peer)
    plan, usage = measured(lambda: solve_with(peer, instance.problem, job["time_limit_s"]))
    row = _row(job, instance, plan) | {"solver": peer} | usage
    if row["checked"]:
        return row | {"status": "feasible"}
    status = "no answer" if plan is None else "leaves some out" if plan.unserved else "breaks a rule"
    return row | {"value": None, "gap_to_best": None, "status": status}


def _row(job: dict[str, Any], instance: Instance, plan: WeekPlan | None) -> Row:
    """Fill in what holds of any program's tours; the length counts only where everything is served."""
    value = None if plan is None or plan.unserved else value_of(instance, plan)
    is_comparable = plan is not None and (not instance.fixed_cost or len(plan.tours) == job["routes"])
    kinds = instance.problem.kinds
    return {
        "family": job["family"], "instance": job["instance"], "problem": job["problem"],
        "n": len(instance.problem.jobs), "p": sum(kind.count or 0 for kind in kinds if not kind.days or 0 in kind.days),
        "seed": job["seed"], "solver": "linli", "value": value, "bound": None, "best_known": job["best_known"],
        "checked": plan is not None and is_right(instance, plan),
    } | gaps(value, None, job["best_known"] if is_comparable else None)  # fmt: skip


def _warm_up() -> None:
    """Solve a tiny week of the same making, so that no compilation is timed."""
    import numpy as np

    from geo.routing.fleet.problem import Matrix

    metres = np.abs(np.subtract.outer(np.arange(6), np.arange(6)))
    jobs = tuple(Job(place, 1, (1,), ((0,), (1,)), windows=((0, 90),)) for place in range(1, 6))
    solve_week(WeekProblem((Matrix(metres, metres),), jobs, (CrewKind(0, capacity=(3,)),), days=2), iterations=50)


CASES: dict[str, Case] = {
    "cvrp": Case(_rounds), "vrptw": Case(_rounds), "mdvrp": Case(_rounds), "mdvrptw": Case(_rounds),
    "mtvrptwr": Case(_rounds), "pvrp": Case(_rounds, _PERIODIC_LIMIT_S), "mdpvrp": Case(_rounds, _PERIODIC_LIMIT_S),
    "carp": Case(carp_row),
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
