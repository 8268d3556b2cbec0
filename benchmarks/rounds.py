"""Rounds of the product: ``bench rounds [--ledger FILE | --plan DIR] [--roads FILE] [--long] [--json FILE]``.

Without files the bundled sample is written, planned and driven along its own roads; ``--plan`` takes a saved plan, so
that none is made. Rows: the roads file to a graph, the first time (``first``) and from the cache (``again``; `n` are
street segments, `p` kilobytes of the file, the value kilometres); one day of one role from the roads file to checked
routes (``day``: the value and the bound are paid minutes, `n` visits, `p` crews); with ``--long`` the same searched
four times as long, from its own end and anew (``day-long``: the day's cost, and what that reached as the best known);
the week of four roles (``week``); and how even its days are (``longest`` and ``shortest`` day over the mean, ``price``
in hours: means over depots and roles weighted by hours; `n` depots and roles, `p` of them within the policy's limit).
Rosters, street patrols and response times are no part of it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

from _rounds_made import Made, is_sound, made_rounds, roads_of
from _rows import KEYS, gaps, measured, options_reader, run_all
from city import city_files

from geo.network.roads.cache import FOLDER_VARIABLE
from geo.plan import Plan
from geo.policy import Policy
from geo.routing.crews import Solved
from geo.routing.fleet.solver import solve_week
from geo.samples import write_sample
from geo.scenarios.inputs import InputFiles, read_inputs
from geo.scenarios.outputs import save
from geo.scenarios.pipeline import load, make_plan

Row = dict[str, Any]
PROBLEMS = ("first", "again", "day", "day-long", "week", "longest", "shortest", "price")
_DAY_ROLE, _WEEK_ROLES = "patrol", "repair,greening,patrol,inspection"
_LONGER = 4
_WAIT_S = 600.0  # searches end by the work limits of the policy
_NEEDS, _LIMITS = "week-needs.csv", "limits.json"
_EVENNESS = ("longest_over_mean", "shortest_over_mean", "balance_price")  # columns of the needs, settings of the policy


def main() -> int:
    """Make what is missing, then run every row in a process of its own."""
    options = _options()
    if options.child:
        job = json.loads(options.child)
        print(json.dumps(_run(job)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        os.environ[FOLDER_VARIABLE] = str(Path(scratch) / "roads")
        jobs = _jobs(options, Path(scratch))
        if not jobs:
            print(f"no row matches; they are: {', '.join(PROBLEMS)}", file=sys.stderr)
            return 1
        return run_all(Path(__file__), jobs, options, wait_s=_WAIT_S)


def _options() -> argparse.Namespace:
    """Read the options; no other program plans from the roads file to routes, so that peers add nothing."""
    reader = options_reader(__doc__, time_limit_s=None, problems=PROBLEMS)
    reader.add_argument("--ledger", type=Path, help="a ledger to plan first; what lies beside it is taken too")
    reader.add_argument("--plan", type=Path, help="a saved plan; then no ledger is needed")
    reader.add_argument("--roads", type=Path, help="by default those of the sample")
    reader.add_argument("--role", default=_DAY_ROLE, help="of the day")
    reader.add_argument("--roles", default=_WEEK_ROLES, help="of the week, joined by commas")
    reader.add_argument("--long", action="store_true")
    return reader.parse_args()


def _jobs(options: argparse.Namespace, scratch: Path) -> list[Row]:
    asked = [name for name in PROBLEMS if options.problem in {"", name} and fnmatch(name, options.match)]
    asked = [name for name in asked if name != "day-long" or options.long or options.problem == name]
    if not asked:
        return []
    sample, own = scratch / "sample", options.ledger.parent if options.ledger else None
    if (options.plan is None and own is None) or options.roads is None:
        write_sample("wuxi", sample)
    files = city_files(own or sample) if options.plan is None else None
    if files is not None and options.ledger:
        files = replace(files, ledgers=(options.ledger,))
    plan = options.plan if files is None else _planned(files, scratch / "plan")
    write_sample("town", scratch / "town", estates=24, seed=1)
    _planned(city_files(scratch / "town"), scratch / "town-plan")
    roads = options.roads or sample / "roads.gpkg"
    common = {
        "family": "rounds", "seed": options.seed, "plan": str(plan), "roads": str(roads), "scratch": str(scratch),
        "time_limit_s": options.time_limit, "role": options.role, "roles": options.roles,
    }  # fmt: skip
    name = options.roads.name.split(".")[0] if options.roads else "sample"
    return [common | {"instance": name, "problem": problem} for problem in asked]


def _planned(files: InputFiles, out: Path) -> Path:
    """Plan a ledger and save the plan."""
    policy = Policy.from_toml(files.policy) if files.policy else Policy()
    inputs = read_inputs(files, policy=policy)
    plan = make_plan(inputs.ledger, inputs.companions, policy=policy, fingerprints=inputs.fingerprints)
    save(plan, out)
    return out


def _run(job: Row) -> Row:
    told = {key: job[key] for key in ("family", "instance", "problem", "seed")}
    return dict.fromkeys(KEYS) | told | {"solver": "linli", "status": "feasible"} | _ROWS[job["problem"]](job)


def _warm_up(job: Row, *, week: bool) -> None:
    """Drive a tiny town, so that no compilation is timed."""
    scratch = Path(job["scratch"])
    made_rounds(load(scratch / "town-plan"), scratch / "town" / "roads.gpkg", ["patrol"], week=week, seed=0)


def _reading(job: Row) -> Row:
    """Read the roads; the first time into an empty cache."""
    scratch, path, plan = Path(job["scratch"]), Path(job["roads"]), load(Path(job["plan"]))
    roads_of(load(scratch / "town-plan"), scratch / "town" / "roads.gpkg", cache=False)
    if job["problem"] == "again":
        roads_of(plan, path, cache=True)
    roads, usage = measured(lambda: roads_of(plan, path, cache=True))
    graph = roads.graph
    right = is_sound(graph, roads_of(plan, path, cache=False).graph)
    kilometres = float(graph.length_m.sum()) / 1000
    return usage | {
        "n": len(graph.tail), "p": round(path.stat().st_size / 1000), "value": kilometres, "checked": right,
    }  # fmt: skip


def _day(job: Row) -> Row:
    return _rounds(job, [job["role"]], week=False)[0]


def _day_long(job: Row) -> Row:
    """Search every depot's day four times as long; the day itself is not timed."""
    _, made = _rounds(job, [job["role"]], week=False)

    def further() -> float:
        return float(sum(_longer(one, job["seed"]) for one in made.solved))

    reached, usage = measured(further)
    value = float(sum(one.answer.proof.value for one in made.solved))
    told = {
        "n": int(made.needs["visits_week"].sum()),
        "value": value,
        "best_known": reached,
        "checked": not made.broken,
    }
    return usage | told | gaps(value, None, reached)


def _longer(one: Solved, seed: int) -> float:
    """Return the least cost with as many crews: from where the day ended, and anew with another seed."""
    kinds = tuple(replace(kind, count=one.crews) for kind in one.week.problem.kinds)
    problem, answer = replace(one.week.problem, kinds=kinds), one.answer
    reached = [float(answer.proof.value)]
    for start, own_seed in ((answer.plan, seed), (None, seed + 1)):
        found = solve_week(problem, seed=own_seed, iterations=max(1, _LONGER * answer.iterations), start=start)
        if len(found.plan.unserved) <= len(answer.plan.unserved):
            reached.append(float(found.proof.value))
    return min(reached)


def _week(job: Row) -> Row:
    row, made = _rounds(job, job["roles"].split(","), week=True)
    made.needs.to_csv(Path(job["scratch"]) / _NEEDS, index=False)
    limits = load(Path(job["plan"])).policy.rounds.model_dump(include=set(_EVENNESS))
    (Path(job["scratch"]) / _LIMITS).write_text(json.dumps(limits))
    return row


def _rounds(job: Row, roles: list[str], *, week: bool) -> tuple[Row, Made]:
    _warm_up(job, week=week)
    plan: Plan = load(Path(job["plan"]))
    limit = job["time_limit_s"]
    made, usage = measured(
        lambda: made_rounds(plan, Path(job["roads"]), roles, week=week, seed=job["seed"], time_limit_s=limit)
    )
    value, bound = float(made.needs["value_min"].sum()), float(made.needs["bound_min"].fillna(0).sum())
    left_out = len(made.tables["unserved"])
    return usage | gaps(value, bound, None) | {
        "n": int(made.needs["visits_week"].sum()), "p": int(made.needs["crews"].sum()), "value": value, "bound": bound,
        "status": "gap" if not left_out else f"{left_out} left out", "checked": not made.broken,
    }, made  # fmt: skip


def _even(column: str, is_within: Callable[[pd.Series, float], pd.Series]) -> Callable[[Row], Row]:
    """Make the row of one measure of the week's days; the week is not planned again."""

    def row(job: Row) -> Row:
        told = Path(job["scratch"]) / _NEEDS
        if not told.exists():
            return {"status": "no week", "checked": False}
        needs = pd.read_csv(told)
        limit = json.loads((Path(job["scratch"]) / _LIMITS).read_text())[column]
        needs = needs[needs[column].notna() & (needs["value_min"] > 0)]
        value = float(np.average(needs[column], weights=needs["value_min"])) if len(needs) else None
        held = int(is_within(needs[column], limit).sum())
        return {"n": len(needs), "p": held, "value": value, "checked": True}

    return row


def _at_most(values: pd.Series, limit: float) -> pd.Series:
    return values <= limit + 1e-9


def _at_least(values: pd.Series, limit: float) -> pd.Series:
    return values >= limit - 1e-9


_ROWS: dict[str, Callable[[Row], Row]] = {
    "first": _reading, "again": _reading, "day": _day, "day-long": _day_long, "week": _week,
    "longest": _even("longest_over_mean", _at_most), "shortest": _even("shortest_over_mean", _at_least),
    "price": _even("balance_price", _at_most),
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
