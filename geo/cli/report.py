"""``geo report``: pages and pictures to hand over, made from the plan folder alone."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, Quiet
from geo.cli.session import UNACCEPTABLE, WRONG_USAGE, Session, loading, session, stop

if TYPE_CHECKING:
    from geo.findings import Report
    from geo.plan import Plan

_MANY = 20  # files; more are named by their folder
Formats = Annotated[list[str], typer.Option("--format", help="pdf|a4|png|xlsx|docx|pptx，可重复 / repeatable")]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="写到别处：文件，多个格式时为文件夹 / elsewhere: a file, a folder for several formats"),
]


def report(
    folder: PlanFolder,
    formats: Formats = ["pdf"],
    out: Out = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """写报告：PDF、图片、工作簿、Word、演示文稿 / write the report: PDF, pictures, workbook, Word, slides."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.findings import Report
            from geo.io.store import require_plan_folder
            from geo.reports.formats import FORMATS
            from geo.scenarios.pipeline import load
            from geo.wording import text

        wanted = list(dict.fromkeys(formats))
        unknown = [name for name in wanted if name not in FORMATS]
        if unknown:
            stop(text("report.no_format", names=", ".join(unknown), known=", ".join(FORMATS)), WRONG_USAGE)
        plan = load(folder)
        findings = Report()
        if out is None:
            require_plan_folder(folder)
            files, failed = _into_folder(plan, folder, wanted, findings, talk)
        else:
            files, failed = _elsewhere(plan, out, wanted, findings, talk)
        for finding in {str(one): one for one in findings.findings}.values():
            talk.say(f"[{text(f'severity.{finding.severity}')}] {finding}")
        for path in files if len(files) <= _MANY else sorted({path.parent for path in files}):
            talk.say(text("cli.wrote", path=path))
        talk.give({"files": [str(path) for path in files], "failed": failed})
        if failed:
            stop("\n".join(failed), UNACCEPTABLE)
        rest = [name for name in FORMATS if name not in wanted]
        talk.next_command(["geo", "report", folder, "--format", rest[0]] if rest else ["geo", "map", folder])


def _made(plan: Plan, name: str, path: Path, findings: Report, talk: Session) -> tuple[list[Path], list[str]]:
    """Write one format; a missing library is told and stops no other format."""
    from geo.errors import MissingExtraError
    from geo.reports.formats import usual_name, writer_of
    from geo.wording import text

    try:
        return writer_of(name)(plan, path, report=findings, progress=talk.progress), []
    except MissingExtraError as error:
        return [], [text("report.not_made", name=usual_name(name), said=error)]


def _into_folder(
    plan: Plan, folder: Path, formats: list[str], findings: Report, talk: Session
) -> tuple[list[Path], list[str]]:
    """Make the files aside, then bring all of them into the plan folder and its record at once."""
    from geo.io.store import amend
    from geo.reports.formats import usual_name
    from geo.wording import text

    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="linli-report-") as aside:
        made: list[Path] = []
        for name in formats:
            files, problems = _made(plan, name, Path(aside) / usual_name(name), findings, talk)
            made, failed = made + files, failed + problems
        names = [path.relative_to(aside).as_posix() for path in made]
        with talk.progress.task(text("report.stage.folder"), None):
            if names:
                amend(folder, {name: partial(shutil.copyfile, Path(aside) / name) for name in names})
    return [folder / name for name in names], failed


def _elsewhere(
    plan: Plan, out: Path, formats: list[str], findings: Report, talk: Session
) -> tuple[list[Path], list[str]]:
    from geo.reports.formats import usual_name

    made, failed = [], []
    alone = len(formats) == 1 and not out.is_dir()
    for name in formats:
        files, problems = _made(plan, name, out if alone else out / usual_name(name), findings, talk)
        made += files
        failed += problems
    return made, failed
