"""Siting against published values: ``bench siting --instances DIR [--match GLOB] [--problem P] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from _rows import gaps, instance_folder, measured, options_reader, run_all
from _siting_formats import Instance, jobs_of, read_instance
from _siting_peers import PEERS, import_peer, peers_of

from geo.clustering.siting import faults_of, solve
from geo.clustering.siting.problem import read_problem

_TIME_LIMIT_S = 60.0


def main() -> int:
    """Run the instances asked for, one child process each."""
    options = _options()
    if options.child:
        job = json.loads(options.child)
        print(json.dumps((_run_peer if job.get("peer") else _run)(job)))
        return 0
    folder = instance_folder(options.instances, "siting")
    jobs = [job for job in jobs_of(folder) if fnmatch(job["instance"], options.match)]
    jobs = [job for job in jobs if options.problem in {"", job["problem"]} and options.family in {"", job["family"]}]
    if not jobs:
        print(f"no instance in {folder} matches; its best_known.csv names them", file=sys.stderr)
        return 1
    common = {"folder": str(folder), "time_limit_s": options.time_limit, "seed": options.seed}
    jobs = [job | common for job in jobs]
    return run_all(Path(__file__), jobs, options, wait_s=options.time_limit, peers_of=peers_of)


def _options() -> argparse.Namespace:
    reader = options_reader(__doc__, time_limit_s=_TIME_LIMIT_S)
    reader.set_defaults(instances=Path())
    reader.add_argument("--family", default="")
    return reader.parse_args()


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """Solve one instance in this process, kernels compiled beforehand."""
    _warm_up(job["problem"])
    instance = read_instance(Path(job["folder"]), job)
    answer, usage = measured(
        lambda: solve(instance.travel, **instance.arguments, seed=job["seed"], time_limit_s=job["time_limit_s"])
    )
    reading = dict.fromkeys(("stations", "weights", "loads", "capacities", "fixed_costs", "radius_m"))
    problem = read_problem(instance.travel, **reading | instance.arguments, forced=(), forbidden=())
    value = float(answer.value) if np.isfinite(answer.value) else None
    bound = float(answer.bound) if np.isfinite(answer.bound) else None
    compared = float(np.floor(value + 1e-6)) if value is not None and "truncated total" in job["rule"] else value
    return _row(job, instance, "linli", value, bound) | usage | {
        **gaps(compared, None, job["best_known"], maximise=job["problem"] == "mclp"),
        "certified_gap": gaps(value, bound, None)["certified_gap"],
        "status": answer.status.value,
        "checked": not faults_of(problem, answer),
    }  # fmt: skip


def _row(
    job: dict[str, Any], instance: Instance, solver: str, value: float | None, bound: float | None
) -> dict[str, Any]:
    points = (
        np.asarray(instance.travel).shape[0] if isinstance(instance.travel, np.ndarray) else instance.travel.shape[0]
    )
    return {
        "family": job["family"], "instance": job["instance"], "problem": job["problem"], "n": points,
        "p": instance.arguments.get("stations"), "seed": job["seed"], "solver": solver, "value": value, "bound": bound,
        "best_known": job["best_known"],
    }  # fmt: skip


def _warm_up(problem: str) -> None:
    """Solve a tiny case of the same kind, so that no compilation is timed."""
    random = np.random.default_rng(0)
    xy = random.random((30, 2))
    metres = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))
    solve(metres, model=problem, stations=4, capacities=np.full(30, 12.0), fixed_costs=np.ones(30), radius_m=0.5)
    if problem == "p-median":
        from geo.clustering.siting import PointTravel
        from geo.clustering.siting.p_median import solve_large

        reading = dict.fromkeys(("weights", "loads", "capacities", "fixed_costs", "radius_m"))
        solve_large(
            read_problem(PointTravel(xy, xy), model=problem, stations=4, **reading, forced=(), forbidden=()), seed=0
        )


def _run_peer(job: dict[str, Any]) -> dict[str, Any]:
    instance = read_instance(Path(job["folder"]), job)
    import_peer(job["peer"])
    (value, status), usage = measured(lambda: PEERS[job["peer"]](instance, job))
    return (
        _row(job, instance, job["peer"], value, None)
        | usage
        | gaps(value, None, job["best_known"], maximise=job["problem"] == "mclp")
        | {"status": status, "checked": False}
    )


if __name__ == "__main__":
    raise SystemExit(main())
