"""The order of the stages. Command line, web page, notebook and cluster worker all call `make_plan`.

It takes tables, not file names: `geo.scenarios.inputs` reads the files.
"""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.clustering.move_list import in_one_order
from geo.io import store
from geo.io.ledger import Ledger
from geo.plan import FORMAT, Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.scenarios.city import assemble, prepare
from geo.scenarios.engines import Job, choose_engine
from geo.scenarios.inputs import Companions, InputFiles, read_ledger_files
from geo.scenarios.next_moves import shared_out
from geo.scenarios.part_plan import PartResult, plan_part
from geo.scenarios.parts import Part
from geo.scenarios.task import Task
from geo.wording import text

_RECORDED = ("linli", "numpy", "pandas", "geopandas", "shapely", "pyproj", "highspy", "numba", "scipy")
_QUICK_SECONDS = 1.0  # what a sub-district still gets after the user asked to stop


def make_plan(
    estates: Ledger | gpd.GeoDataFrame | pd.DataFrame,
    companions: Companions | None = None,
    *,
    policy: Policy | None = None,
    boundaries: gpd.GeoDataFrame | None = None,
    seed: int = 0,
    time_limit_s: float | None = None,
    engine: str = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
    fingerprints: Sequence[dict[str, str]] = (),
    task: Task | None = None,
) -> Plan:
    """Group the eligible estates into regions with stations, groups and offices, each sub-district with its proof.

    Parameters
    ----------
    estates : a ledger as read (`geo.read_estates`), or a table with the schema's columns and points or ``lon``/``lat``.
    companions : rooms, barriers, crossings, links, matrix, roads, locks, the plan in force; all optional.
    boundaries : outlines of sub-districts or districts, for a plain table; a ledger brings its own.
    seed : the same seed gives the same plan, whatever the order of rows and the number of workers.
    time_limit_s : seconds for the search of the whole plan, shared by the size of sub-districts; none by default,
        since work limits of the policy end the search and keep it reproducible.
    task : score or improve the plan in force, or compare ways with communities; by default plan anew.

    Raises
    ------
    InputError
        Where no estate can be planned at all, or the plan in force is asked for and nothing states one.
    """
    started = time.perf_counter()
    policy = policy or Policy()
    task = task or Task()
    city = prepare(
        estates, companions, policy=policy, boundaries=boundaries, seed=seed, time_limit_s=time_limit_s, task=task
    )
    results, interrupted = _solve(city.parts, engine=engine, workers=workers, progress=progress or Silent())
    if task.moves is not None:
        results = _shared_moves(city.parts, results, task.moves)
    record = plan_record(policy, seed, fingerprints, city.metric_crs, interrupted=interrupted) | {"task": asdict(task)}
    if companions is not None and companions.scenario is not None:
        record["scenario"] = companions.scenario
    plan = assemble(city, results, policy=policy, record=record)
    if task.moves is None:
        plan.tables["moves"] = in_one_order(plan.moves)
    plan.facts["seconds"] = round(time.perf_counter() - started, 3)
    return plan


def _shared_moves(parts: list[Part], results: list[PartResult], count: int) -> list[PartResult]:
    """Keep the best `count` moves of the whole city; parts that had found more are described again with fewer."""
    order = shared_out([result.decision.steps for result in results], count)
    kept = []
    for position, (part, result) in enumerate(zip(parts, results, strict=True)):
        own = order.count(position)
        if own < len(result.decision.steps):
            again = replace(part, task=replace(part.task, moves=own), solved=result.best)
            result = plan_part(again)  # noqa: PLW2901  the same part, described anew
        if result.decision.standing is not None:
            result.tables["moves"]["number"] = [n for n, where in enumerate(order, start=1) if where == position]
        kept.append(result)
    return kept


def _solve(parts: list[Part], *, engine: str, workers: int | None, progress: Progress) -> tuple[list[PartResult], bool]:
    """Plan all parts; after Ctrl-C the parts still open get a quick plan, so that the result is whole."""
    results: dict[int, PartResult] = {}
    total = sum(len(part.estates) for part in parts)
    jobs = [Job(part.name, float(len(part.estates)) ** 2, part) for part in parts]
    runner = choose_engine(engine, workers=workers, estates=total, parts=len(parts))
    with progress.task(text("stage.plan"), total) as task:

        def done(position: int, result: PartResult) -> None:
            results[position] = result
            task.note(parts[position].name)
            task.advance(len(parts[position].estates))

        try:
            runner.run(plan_part, jobs, done)
        except KeyboardInterrupt:
            if not results:
                raise
            for position, part in enumerate(parts):
                if position not in results:
                    done(position, plan_part(_hurried(part)))
            return [results[i] for i in range(len(parts))], True
    return [results[i] for i in range(len(parts))], False


def _hurried(part: Part) -> Part:
    quick = part.policy.with_settings({"solver.exact_max_estates": 0, "solver.search_moves": 2_000})
    return replace(part, policy=quick, time_limit_s=_QUICK_SECONDS)


def plan_record(
    policy: Policy, seed: int, fingerprints: Sequence[dict[str, str]], metric_crs: str, *, interrupted: bool
) -> dict[str, Any]:
    """Note what made the plan: inputs, seed, versions, projection; the store adds policy and digests."""
    versions = {name: importlib.metadata.version(name) for name in _RECORDED} | {"python": platform.python_version()}
    return {
        "format": FORMAT,
        "inputs": list(fingerprints),
        "seed": seed,
        "objective": policy.objective,
        "metric_crs": metric_crs,
        "interrupted": interrupted,
        "made_on": date.today().isoformat(),
        "versions": versions,
    }


def read_estates(
    ledger: str | Path | Sequence[str | Path],
    *,
    boundaries: str | Path | None = None,
    places: Sequence[str | Path] = (),
    renames: str | Path | None = None,
    datum: str = "auto",
    policy: Policy | None = None,
) -> Ledger:
    """Read a ledger: find its datum, place it, repair it with a log, judge who is eligible.

    Returns
    -------
    A ledger whose `estates`, `rejects`, `to_locate` and `report` account for every row.
    """
    paths = [ledger] if isinstance(ledger, str | Path) else list(ledger)
    files = InputFiles(
        ledgers=tuple(Path(path) for path in paths),
        boundaries=Path(boundaries) if boundaries else None,
        places=tuple(Path(path) for path in places),
        renames=Path(renames) if renames else None,
    )
    return read_ledger_files(files, policy=policy or Policy(), datum=datum)


def load(folder: str | Path) -> Plan:
    """Read a plan folder back; see `geo.io.store.load` for what it refuses."""
    return store.load(Path(folder))
