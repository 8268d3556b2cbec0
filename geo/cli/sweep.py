"""``geo sweep``: what more stations buy, the best plan for every number of stations of a city."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from geo.cli.options import (
    Barriers,
    Boundaries,
    Datum,
    EngineName,
    Json,
    Lang,
    LanguageName,
    Ledgers,
    Links,
    Locks,
    Matrix,
    ObjectiveName,
    OutFolder,
    Places,
    PolicyFile,
    Quiet,
    Renames,
    Roads,
    Rooms,
    Seed,
    TimeLimit,
    Workers,
)
from geo.cli.session import INTERRUPTED, UNACCEPTABLE, WRONG_USAGE, loading, session, stop
from geo.interrupts import forget, raise_forgotten

_MOST_POINTS = 2_000


class MeasureName(StrEnum):
    """What the knee is looked for in."""

    coverage = "coverage"
    coverage_300 = "coverage_300"
    coverage_1000 = "coverage_1000"
    elderly = "elderly"
    walk = "walk"
    worst = "worst"
    gini = "gini"
    cost = "cost"
    posts = "posts"
    score = "score"


def sweep(
    ledgers: Ledgers,
    out: OutFolder,
    stations: Annotated[
        str, typer.Option("--stations", help="全市站数 A:B[:步长] / stations of the city", show_default=False)
    ],
    boundaries: Boundaries = None,
    places: Places = [],
    renames: Renames = None,
    datum: Datum = "auto",
    policy: PolicyFile = None,
    barriers: Barriers = None,
    links: Links = None,
    matrix: Matrix = None,
    roads: Roads = None,
    rooms: Rooms = None,
    locks: Locks = None,
    objective: Annotated[ObjectiveName | None, typer.Option("--objective", help="目标 / objective")] = None,
    measure: Annotated[
        MeasureName, typer.Option("--measure", help="按哪条曲线找拐点 / curve whose knee is looked for")
    ] = MeasureName.coverage,
    keep: Annotated[
        str, typer.Option("--keep", help="保存完整方案：knee、cheapest、all 或站数 41,45 / points to keep as plans")
    ] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="必须接着上次算，输入不同则拒绝 / go on, refuse other inputs")
    ] = False,
    seed: Seed = 0,
    time_limit: TimeLimit = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="运行方式 / engine")] = EngineName.auto,
    workers: Workers = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """站数扫描：每增一站换来什么 / what more stations buy: every number proved, knee, dominated points."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.cli.finding_lines import finding_lines
            from geo.cli.sweep_lines import sweep_lines
            from geo.policy import Policy
            from geo.scenarios.inputs import InputFiles, read_inputs
            from geo.scenarios.sweep import sweep as run_sweep
            from geo.scenarios.sweep_folder import require_sweep_folder
            from geo.scenarios.sweep_outputs import is_keep_list, points_to_keep, save_sweep
            from geo.wording import text

        totals = station_numbers(stations)
        if not is_keep_list(keep, totals):
            stop(text("sweep.bad_keep", found=keep), WRONG_USAGE)
        settings = Policy.from_toml(policy) if policy else Policy()
        if objective:
            settings = settings.with_settings({"objective": objective.value})
        require_sweep_folder(out)
        files = InputFiles(
            ledgers=tuple(ledgers), boundaries=boundaries, places=tuple(places), renames=renames, barriers=barriers,
            links=links, matrix=matrix, roads=roads, rooms=rooms, locks=locks, policy=policy,
        )  # fmt: skip
        inputs = read_inputs(files, policy=settings, datum=datum, progress=talk.progress)
        raise_forgotten()
        try:
            made = run_sweep(
                inputs.ledger, inputs.companions, stations=totals, policy=settings, seed=seed, measure=measure.value,
                time_limit_s=time_limit, engine=engine.value, workers=workers, progress=talk.progress,
                fingerprints=inputs.fingerprints, folder=out, must_match=resume,
            )  # fmt: skip
        except KeyboardInterrupt:
            if not any((out / "cells").glob("*-*.json")):
                raise
            forget()
            stop(text("sweep.say.resume"), INTERRUPTED)
        kept = [] if made.curve.interrupted else points_to_keep(made.curve, keep)
        folders = save_sweep(made, out, keep=kept, progress=talk.progress)
        talk.give(made.curve.as_json())
        for line in (*sweep_lines(made.curve, out, folders), *finding_lines(made.findings)):
            talk.say(line)
    if made.curve.interrupted:
        raise typer.Exit(INTERRUPTED)
    if not any(point.has_plan for point in made.curve.points):
        raise typer.Exit(UNACCEPTABLE)


def station_numbers(written: str) -> list[int]:
    """Read ``A:B`` or ``A:B:STEP``; wrong usage where it is not that, or holds no number."""
    from geo.wording import text

    parts = written.split(":")
    if len(parts) not in {2, 3} or not all(part.isdecimal() and len(part) < 8 for part in parts):
        stop(text("sweep.bad_stations", found=written), WRONG_USAGE)
    low, high, step = (*(int(part) for part in parts), 1)[:3]
    if low < 1 or high < low or step < 1:
        stop(text("sweep.bad_stations", found=written), WRONG_USAGE)
    numbers = range(low, high + 1, step)
    if len(numbers) > _MOST_POINTS:
        stop(text("sweep.too_many", found=written, count=len(numbers), most=_MOST_POINTS), WRONG_USAGE)
    return list(numbers)
