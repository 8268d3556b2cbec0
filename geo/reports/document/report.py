"""``report.docx``: the plan as an official paper that an office edits further."""

from __future__ import annotations

from pathlib import Path

from geo.errors import MissingExtraError
from geo.findings import Report
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.reports.key_numbers import title_of
from geo.wording import language, text


def write_word(plan: Plan, path: Path, *, report: Report | None = None, progress: Progress | None = None) -> list[Path]:
    """Write the report as a Word document; equal plans give equal bytes.

    Signs that the bundled font lacks are shown on its maps as stand-ins; the text has them as they stand.

    Raises
    ------
    MissingExtraError
        Where python-docx is not installed.
    OutputError
        Where the file cannot be written.
    """
    try:
        from geo.reports.document.writing import write_document
    except ModuleNotFoundError as missing:
        raise MissingExtraError(text("document.missing", format="docx")) from missing
    from geo.reports.document.content import content, count_of
    from geo.reports.glyphs import find_missing_glyphs

    with (progress or Silent()).task(text("document.stage.docx"), count_of(plan)) as task:
        date = str(plan.record.get("made_on") or plan.record.get("date") or "—")
        write_document(
            path, title=title_of(plan), subtitle=text("document.subtitle", date=date), blocks=content(plan),
            language_tag="zh-CN" if language() == "zh" else "en-GB", task=task,
        )  # fmt: skip
    find_missing_glyphs(plan, Report() if report is None else report)
    return [path]
