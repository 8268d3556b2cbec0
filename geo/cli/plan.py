"""``geo plan``: the main job, from a ledger to regions, stations, a workbook and a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.options import (
    Against,
    AsIs,
    Barriers,
    Boundaries,
    CommunityModes,
    Datum,
    EngineName,
    Json,
    Lang,
    LanguageName,
    Ledgers,
    Links,
    Locks,
    Matrix,
    Moves,
    ObjectiveName,
    OutFolder,
    Places,
    PolicyFile,
    Quiet,
    Renames,
    Repaired,
    Roads,
    Rooms,
    ScenarioFile,
    Seed,
    TimeLimit,
    Why,
    Workers,
)
from geo.cli.session import INTERRUPTED, UNACCEPTABLE, WRONG_USAGE, Session, loading, session, stop
from geo.interrupts import raise_forgotten

if TYPE_CHECKING:
    from geo.plan import Plan
    from geo.policy import Policy
    from geo.scenarios.scenario import ReadScenario


def plan(
    ledgers: Ledgers,
    out: OutFolder,
    boundaries: Boundaries = None,
    places: Places = [],
    renames: Renames = None,
    datum: Datum = "auto",
    policy: PolicyFile = None,
    scenario: ScenarioFile = None,
    repaired: Repaired = None,
    barriers: Barriers = None,
    links: Links = None,
    matrix: Matrix = None,
    roads: Roads = None,
    rooms: Rooms = None,
    locks: Locks = None,
    against: Against = None,
    as_is: AsIs = False,
    moves: Moves = None,
    community_modes: CommunityModes = False,
    why: Why = False,
    stations: Annotated[str, typer.Option("--stations", help="每街道服务站数 N 或 A:B / stations a sub-district")] = "",
    objective: Annotated[ObjectiveName | None, typer.Option("--objective", help="目标 / objective")] = None,
    seed: Seed = 0,
    time_limit: TimeLimit = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="运行方式 / engine")] = EngineName.auto,
    workers: Workers = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """规划片区与服务站 / group estates into regions, site stations and offices, with a proof."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.io.store import require_plan_folder
            from geo.reports.repaired import require_repaired_ending, write_repaired
            from geo.scenarios.changes import apply_scenario
            from geo.scenarios.inputs import InputFiles, read_inputs
            from geo.scenarios.outputs import save
            from geo.scenarios.pipeline import make_plan
            from geo.scenarios.scenario import read_scenario
            from geo.scenarios.task import Task
            from geo.wording import text

        if as_is and moves is not None:
            stop(text("cli.as_is_or_moves"), WRONG_USAGE)
        task = Task(as_is=as_is, moves=moves, community_modes=community_modes)
        changes = read_scenario(scenario) if scenario else None
        settings = _settings(policy, changes, stations, objective, why=why)
        require_plan_folder(out)
        if repaired:
            require_repaired_ending(repaired)
        files = InputFiles(
            ledgers=tuple(ledgers),
            boundaries=boundaries,
            places=tuple(places),
            renames=renames,
            barriers=barriers,
            links=links,
            matrix=matrix,
            roads=roads,
            rooms=rooms,
            locks=locks,
            against=against,
            policy=policy,
        )
        inputs = read_inputs(files, policy=settings, datum=datum, progress=talk.progress)
        if changes:
            inputs = apply_scenario(inputs, changes, policy=settings)
        if repaired:
            write_repaired(inputs.ledger, repaired)
        raise_forgotten()
        made = make_plan(
            inputs.ledger,
            inputs.companions,
            policy=settings,
            seed=seed,
            time_limit_s=time_limit,
            engine=engine.value,
            workers=workers,
            progress=talk.progress,
            fingerprints=inputs.fingerprints,
            task=task,
        )
        with talk.progress.task(text("stage.write"), None):
            save(made, out)
        talk.give(made.summary())
        show_summary(talk, made, out)
    _end(made)


def _settings(
    path: Path | None, scenario: ReadScenario | None, stations: str, objective: ObjectiveName | None, *, why: bool
) -> Policy:
    """Read the policy file, put the scenario over it and the flags over both."""
    from geo.policy import Policy
    from geo.scenarios.scenario import policy_of

    settings = Policy.from_toml(path) if path else Policy()
    if scenario:
        settings = policy_of(scenario, settings)
    changes: dict[str, Any] = {"objective": objective.value} if objective else {}
    if why:
        changes["explain.rule_prices"] = "solve"
    if stations:
        low, high = _station_range(stations)
        changes |= {"stations.minimum": low, "stations.maximum": high}
    return settings.with_settings(changes) if changes else settings


def _station_range(stations: str) -> tuple[int, int]:
    from geo.wording import text

    low, colon, high = stations.partition(":")
    if not low.isdecimal() or (colon and not high.isdecimal()) or int(low) < 1 or (colon and int(high) < int(low)):
        stop(text("cli.bad_stations", found=stations), WRONG_USAGE)
    return int(low), int(high) if colon else int(low)


def show_summary(talk: Session, made: Plan, out: Path) -> None:
    """Print the plan in numbers, the proof of each sub-district, and where to look."""
    from geo.cli.tables import summary_lines

    for line in summary_lines(made, out):
        talk.say(line)


def _end(made: Plan) -> None:
    """Choose the exit code: interrupted, infeasible somewhere or edits refused, or done."""
    if made.record.get("interrupted"):
        raise typer.Exit(INTERRUPTED)
    if made.status.value == "infeasible" or made.facts.get("edits", {}).get("refused"):
        raise typer.Exit(UNACCEPTABLE)
