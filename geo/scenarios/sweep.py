"""What more stations buy: the best plan for every number of stations of a city, each proved or with its gap.

Sub-districts share nothing but the total. So each is solved once for each number of stations that a total may want
(`sweep_cells`), and every total is put together from these exactly (`sweep_table`): thirty points cost far less than
thirty plans. First the numbers that quick plans speak for, then those that still stand in the way of a proof.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.clustering.problem import Solution
from geo.errors import InputError
from geo.findings import Finding, Report
from geo.io.ledger import Ledger
from geo.measures.tradeoffs import MEASURES, TradeOff, TradePoint, find_knee, mark_dominated, steps_between
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.scenarios.city import City, assemble, prepare
from geo.scenarios.engines import Engine, Job, choose_engine
from geo.scenarios.inputs import Companions
from geo.scenarios.part_plan import plan_part
from geo.scenarios.pipeline import plan_record
from geo.scenarios.sweep_cells import CellTask, Opened, Opening, open_part, solve_cell, sweep_solver
from geo.scenarios.sweep_folder import CellFolder, Source
from geo.scenarios.sweep_pareto import pareto_set
from geo.scenarios.sweep_points import PointMaker, least_of
from geo.scenarios.sweep_table import Cell, SweepTable
from geo.scenarios.sweep_words import knee_in_words, step_in_words
from geo.scenarios.task import Task
from geo.wording import text

_MARGIN = 3  # stations beyond twice a part's share that are still looked at


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """A curve with everything needed to make full plans of its points."""

    curve: TradeOff
    city: City
    table: SweepTable
    record: dict[str, Any]

    @property
    def findings(self) -> list[Finding]:
        """What was found in the inputs."""
        return [*self.city.ledger.report.findings, *(row for part in self.table.parts for row in part.report.findings)]

    def plan(self, stations: int) -> Plan:
        """Make the full plan of a point, the one the curve speaks of.

        Raises
        ------
        InputError
            Where the number of stations is no point of the curve, or has no plan.
        """
        point = self.curve.point(stations)
        if point is None or point.shares is None:
            raise InputError(text("sweep.no_plan", stations=stations))
        shares, before = point.shares, self.city.parts[0].policy
        policy = before.with_settings({"stations.counts": {**before.stations.counts, **shares}})
        is_settled = policy.groups.formed == "inside"  # groups drawn first are another problem, solved anew
        results = [
            plan_part(
                replace(part, policy=policy, solved=self.table.cells[at, shares[part.name]] if is_settled else None)
            )
            for at, part in enumerate(self.city.parts)
        ]
        told = self.city.ledger.report
        own = replace(self.city.ledger, report=Report(list(told.findings), list(told.repairs)))
        fresh = replace(self.city, ledger=own)
        plan = assemble(fresh, results, policy=policy, record=self.record | {"sweep": {"stations": stations}})
        plan.facts["seconds"] = round(sum(result.best.seconds for result in results), 3)
        return plan


def sweep(
    estates: Ledger | gpd.GeoDataFrame | pd.DataFrame,
    companions: Companions | None = None,
    *,
    stations: Sequence[int],
    policy: Policy | None = None,
    boundaries: gpd.GeoDataFrame | None = None,
    seed: int = 0,
    measure: str = "coverage",
    time_limit_s: float | None = None,
    engine: str = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
    fingerprints: Sequence[dict[str, str]] = (),
    folder: Path | None = None,
    must_match: bool = False,
) -> Sweep:
    """Find the best plan for each number of stations of the whole city.

    Parameters
    ----------
    estates, companions, policy, boundaries, engine, workers, progress : as for `make_plan`.
    stations : numbers of stations of the city, rising.
    seed : the same seed gives the same curve, whatever the order of rows, the number of workers and interruptions.
    measure : one of `geo.measures.tradeoffs.MEASURES`, by which the knee is looked for.
    folder : where solved pieces are kept; those made from the same inputs, settings and seed are taken over.
    must_match : refuse a folder without such pieces.

    Raises
    ------
    InputError
        Where no number of stations is asked for, nothing can be planned, or `must_match` and the folder does not.
    """
    if not stations:
        raise InputError(text("sweep.empty"))
    if measure not in MEASURES:
        raise InputError(text("sweep.bad_measure", found=measure, known=", ".join(MEASURES)))
    started = time.perf_counter()
    policy, progress = policy or Policy(), progress or Silent()
    totals = sorted(set(stations))
    city = prepare(estates, companions, policy=policy, boundaries=boundaries, seed=seed, time_limit_s=None, task=Task())
    sizes = [len(part.estates) for part in city.parts]
    runner = choose_engine(engine, workers=workers, estates=sum(sizes) * 4, parts=workers or 64)
    with runner:
        parts = _open(city, totals, runner, progress)
        source = Source(
            {row["file"]: row["sha256"] for row in fingerprints},
            policy.model_dump(mode="json"),
            seed,
            {part.part.name: part.digest for part in parts},
        )
        keeper = CellFolder(folder, source)
        table = SweepTable(parts)
        run = _Run(table, keeper, runner, policy, totals, time_limit_s, keeper.open(parts, must_match=must_match))
        interrupted = run.solve(progress)
    curve = _curve(city, table, totals, policy=policy, measure=measure, is_cut=interrupted)
    if interrupted and not any(point.has_plan for point in curve.points):
        raise KeyboardInterrupt
    curve = replace(
        curve,
        seed=seed,
        inputs=tuple(fingerprints),
        interrupted=interrupted,
        seconds=round(time.perf_counter() - started, 3),
        solved=len(table.cells) - run.reused,
        reused=run.reused,
    )
    record = plan_record(policy, seed, fingerprints, city.metric_crs, interrupted=interrupted)
    return Sweep(curve, city, table, record)


def _open(city: City, totals: list[int], runner: Engine, progress: Progress) -> list[Opened]:
    """Open all parts, each with a quick look around its share of the totals."""
    count = sum(len(part.estates) for part in city.parts)
    openings = []
    for part in city.parts:
        share = len(part.estates) / count
        openings.append(Opening(part, int(totals[0] * share / 2), int(totals[-1] * share * 2) + _MARGIN))
    found = _gather(open_part, openings, runner, progress, text("sweep.stage.open"))
    low = sum(max(part.reach.fewest, min(opening.low, part.reach.most)) for part, opening in _both(found, openings))
    high = sum(min(part.reach.most, max(opening.high, part.reach.fewest)) for part, opening in _both(found, openings))
    most = sum(part.reach.most for part in found)
    if low <= max(totals[0], sum(part.reach.fewest for part in found)) and high >= min(totals[-1], most):
        return found
    whole = [Opening(part, 0, len(part.estates)) for part in city.parts]
    return _gather(open_part, whole, runner, progress, text("sweep.stage.open"))


def _both(found: Sequence[Opened], openings: Sequence[Opening]) -> list[tuple[Opened, Opening]]:
    return list(zip(found, openings, strict=True))


def _gather(
    function: Callable[[Opening], Opened], given: Sequence[Opening], runner: Engine, progress: Progress, title: str
) -> list[Opened]:
    results: dict[int, Opened] = {}
    jobs = [Job(one.part.name, float(len(one.part.estates)), one) for one in given]
    with progress.task(title, len(jobs)) as task:

        def done(position: int, result: Opened) -> None:
            results[position] = result
            task.advance()

        runner.run(function, jobs, done)
    return [results[at] for at in range(len(given))]


@dataclass(slots=True)
class _Run:
    """The solving of cells, round by round, until every total is settled.

    Cells `solved_before` are taken over only when a round asks for them, so that a curve does not hang on what another
    run left behind.
    """

    table: SweepTable
    keeper: CellFolder
    runner: Engine
    policy: Policy
    totals: list[int]
    time_limit_s: float | None
    solved_before: dict[Cell, Solution]
    weight: float = 0.0
    reused: int = 0

    def solve(self, progress: Progress) -> bool:
        """Solve what quick plans speak for, then what stands in the way of bounds; True where interrupted."""
        wanted = self.table.promising(self.totals)
        self.weight = sum(self._size(cell) for cell in wanted) or 1.0
        with progress.task(text("sweep.stage.solve"), None) as task:

            def note(cell: Cell) -> None:
                task.note(text("sweep.cell", part=self.table.parts[cell[0]].part.name, stations=cell[1]))
                task.advance()

            try:
                while wanted:
                    self._run(wanted, note)
                    wanted = self.table.undecided(self.totals, settled_gap=self.policy.sweep.settled_gap)
            except KeyboardInterrupt:
                return True
        return False

    def _run(self, asked: list[Cell], note: Callable[[Cell], None]) -> None:
        before = {cell: self.solved_before[cell] for cell in asked if cell in self.solved_before}
        self.table.cells |= before
        self.reused += len(before)
        wanted = [cell for cell in asked if cell not in before]

        def done(position: int, solution: Solution) -> None:
            cell = wanted[position]
            self.keeper.keep(cell, self.table.parts[cell[0]].problem, solution)
            self.table.cells[cell] = solution
            note(cell)

        jobs = [Job(f"{self.table.parts[at].part.name} {count}", self._size((at, count)), self._task((at, count)))
                for at, count in wanted]  # fmt: skip
        self.runner.run(solve_cell, jobs, done)

    def _size(self, cell: Cell) -> float:
        """Guess the work: large regions of large sub-districts take longest."""
        estates = self.table.parts[cell[0]].problem.estate_count
        return float(estates) ** 3 / max(1, cell[1])

    def _task(self, cell: Cell) -> CellTask:
        part = self.table.parts[cell[0]]
        limit = None if self.time_limit_s is None else max(0.1, self.time_limit_s * self._size(cell) / self.weight)
        known = (part.plans[cell[1]],) if cell[1] in part.plans else ()
        return CellTask(part.problem, cell[1], sweep_solver(self.policy), part.part.seed, limit, known)


def _curve(city: City, table: SweepTable, totals: list[int], *, policy: Policy, measure: str, is_cut: bool) -> TradeOff:
    """Put the totals together, judge them against one another, and say it in words."""
    maker = PointMaker(city, table, policy.solver.gap_tolerance, is_cut=is_cut)
    values, bounds = table.values(), table.bounds()
    points: Sequence[TradePoint] = [maker.point(total, values, bounds) for total in totals]
    points = mark_dominated(points)
    knee = find_knee(points, measure, least=policy.sweep.knee_least)
    steps = tuple(replace(step, words=step_in_words(step)) for step in steps_between(points))
    if knee is not None:
        knee = replace(knee, reason=knee_in_words(knee, points, steps))
        points = tuple(replace(point, knee=point.stations == knee.stations) for point in points)
    return TradeOff(
        points=tuple(points),
        steps=steps,
        knee=knee,
        pareto=pareto_set(maker, points, (totals[0], totals[-1])),
        measure=measure,
        objective=policy.objective,
        cheapest=least_of(points),
        range=(table.fewest, table.most),
        invented=policy.invented,
    )
