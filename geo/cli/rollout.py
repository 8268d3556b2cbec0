"""``geo rollout``: the order in which estates enter, month by month, from the plan folder."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, PolicyFile, Quiet, Seed
from geo.cli.session import loading, session

if TYPE_CHECKING:
    from geo.policy import Policy


class PriorityName(StrEnum):
    """What comes first."""

    need = "need"
    largest = "largest"
    easiest = "easiest"
    group = "group"
    worst = "worst"


PriorityOption = Annotated[PriorityName | None, typer.Option("--priority", help="先后次序 / what comes first")]
Deadline = Annotated[str, typer.Option("--deadline", help="期限 YYYY-MM / month by which all are entered")]
Consent = Annotated[Path | None, typer.Option("--consent", help="业主表决表（按楼栋）/ votes of owners by building")]


def rollout(
    folder: PlanFolder,
    priority: PriorityOption = None,
    deadline: Deadline = "",
    policy: PolicyFile = None,
    consent: Consent = None,
    seed: Seed = 0,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """排进驻次序与时间 / schedule the entry of every estate, with a proof and simulated courses."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.cli.rollout_lines import rollout_lines
            from geo.findings import Report
            from geo.io.companions import read_consents
            from geo.scenarios.outputs import save
            from geo.scenarios.pipeline import load
            from geo.scenarios.rollout import make_rollout
            from geo.wording import text

        plan = load(folder)
        settings = _settings(plan.policy, policy, priority, deadline)
        report = Report()
        votes = read_consents(consent, report, estates=plan.estates) if consent else None
        made = make_rollout(plan, policy=settings, consents=votes, seed=seed, progress=talk.progress)
        with talk.progress.task(text("stage.write"), None):
            save(made, folder)
        talk.give(made.facts["rollout"])
        for finding in report.findings:
            talk.say(f"[{text(f'severity.{finding.severity}')}] {finding}")
        for line in rollout_lines(made, folder):
            talk.say(line)
        talk.next_command(["geo", "update", folder, text("cli.ledger_to_come")])


def _settings(own: Policy, path: Path | None, priority: PriorityName | None, deadline: str) -> Policy:
    """Put the sections rollout and budget of a file over the plan's settings, and the flags over these."""
    from geo.policy import Policy

    changes: dict[str, Any] = {}
    if priority:
        changes["rollout.priority"] = priority.value
    if deadline:
        changes["rollout.deadline"] = deadline
    if path:
        given = Policy.from_toml(path)
        own = own.model_copy(update={"rollout": given.rollout, "budget": given.budget})
    return own.with_settings(changes) if changes else own
