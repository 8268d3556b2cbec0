"""``geo update``: next month's ledger against the plan; the plan itself is never touched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, Quiet
from geo.cli.session import loading, session

NewLedger = Annotated[Path, typer.Argument(help="新一期台账 / the newer ledger", metavar="LEDGER", show_default=False)]
Month = Annotated[str, typer.Option("--month", help="截至月份 YYYY-MM，缺省取台账最新日期 / month of the ledger")]
Out = Annotated[Path | None, typer.Option("--out", help="输出文件夹，缺省 DIR/updates/月份 / output folder")]


def update(
    folder: PlanFolder,
    ledger: NewLedger,
    month: Month = "",
    out: Out = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """按月对照计划与实际 / hold a newer ledger against the plan's roll-out."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.findings import Report
            from geo.reports.update_report import report_text, write_update
            from geo.scenarios.pipeline import load
            from geo.scenarios.update import compare_month
            from geo.wording import text

        plan, report = load(folder), Report()
        compared = compare_month(plan, ledger, month=month, report=report, progress=talk.progress)
        target = out or folder / "updates" / compared.facts["month"]
        written = write_update(
            target,
            estates=compared.estates,
            sums=compared.sums,
            facts=compared.facts,
            invented=plan.policy.invented,
        )
        if plan.policy.invented:
            talk.say(text("invented"))
        talk.say(report_text(compared.facts))
        for finding in report.findings:
            talk.say(f"[{text(f'severity.{finding.severity}')}] {finding}")
        for path in written:
            talk.say(text("cli.wrote", path=path))
        talk.give(compared.facts | {"files": [str(path) for path in written]})
