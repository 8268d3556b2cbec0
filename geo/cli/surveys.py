"""``geo surveys``: satisfaction, needs, orders and partners read into the plan folder, judged and counted."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import Datum, Json, Lang, LanguageName, PlanFolder, PolicyFile, Quiet, Seed
from geo.cli.session import loading, session

Satisfaction = Annotated[Path | None, typer.Option("--satisfaction", help="满意度调查表 / satisfaction surveys")]
Needs = Annotated[Path | None, typer.Option("--needs", help="需求问卷 / need questionnaires")]
Orders = Annotated[Path | None, typer.Option("--orders", help="投诉与工单(12345、自有) / complaints and orders")]
Partners = Annotated[
    Path | None, typer.Option("--partners", help="联盟单位、志愿队、公共用房 / partners, volunteers, rooms")
]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="统计日，缺省今天 / day of the count, today unless given"),
]


def surveys(
    folder: PlanFolder,
    satisfaction: Satisfaction = None,
    needs: Needs = None,
    orders: Orders = None,
    partners: Partners = None,
    on: On = None,
    policy: PolicyFile = None,
    datum: Datum = "auto",
    seed: Seed = 0,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """读入满意度、需求、工单与联盟 / read satisfaction, needs, orders and partners into a plan."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.cli.survey_lines import finding_lines, survey_lines
            from geo.errors import InputError
            from geo.findings import Report
            from geo.policy import Policy
            from geo.scenarios.outputs import save
            from geo.scenarios.pipeline import load
            from geo.scenarios.surveys import SurveyFiles, has_surveys, make_surveys
            from geo.wording import text

        plan, report = load(folder), Report()
        files = SurveyFiles(satisfaction, needs, orders, partners)
        if not files.given() and not has_surveys(plan):
            raise InputError(text("surveys.nothing", folder=folder))
        settings = plan.policy
        if policy:
            settings = settings.model_copy(update={"surveys": Policy.from_toml(policy).surveys})
        day = on.date() if on else date.today()
        made = make_surveys(plan, files, policy=settings, datum=datum, today=day, seed=seed, report=report,
                            progress=talk.progress)  # fmt: skip
        with talk.progress.task(text("stage.write"), None):
            save(made, folder)
        talk.give(made.facts["surveys"])
        for line in (*finding_lines(report), *survey_lines(made, folder)):
            talk.say(line)
