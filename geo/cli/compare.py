"""``geo compare``: two to four plans side by side, on one page, one sheet of paper and in a workbook."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, OutFolder, Quiet
from geo.cli.session import loading, session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.measures.comparing import Comparison


def compare(
    folders: Annotated[
        list[Path],
        typer.Argument(help="二至四个方案文件夹 / two to four plan folders", metavar="DIR...", show_default=False),
    ],
    out: OutFolder,
    names: Annotated[str, typer.Option("--names", help="各方案名称，逗号分隔 / names, parted by commas")] = "",
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """比较方案：并排地图、全部指标、差异与是否分得出高下 / compare plans: maps, every measure, ties, what changed."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.findings import Report
            from geo.scenarios.comparison import compare as compare_folders
            from geo.scenarios.comparison import comparison_facts
            from geo.wording import text

        report = Report()
        parted = [name.strip() for name in names.replace("，", ",").split(",")] if names else []
        made = compare_folders(folders, names=parted, out=out, progress=talk.progress, report=report)
        talk.give(comparison_facts(made))
        for line in comparison_lines(made):
            talk.say(line)
        for finding in report.findings:
            talk.say(finding.found)
        for kind, name in (("page", "compare.html"), ("workbook", "compare.xlsx"), ("pdf", "compare.pdf")):
            if (out / name).exists():
                talk.say(text(f"compare.look.{kind}", path=out / name))


def comparison_lines(made: Comparison) -> Iterator[str]:
    """Say in lines what cannot be compared, then every measure with its verdict."""
    from geo.cli.columns import aligned
    from geo.reports.comparison import headings, measure_rows
    from geo.wording import language, text

    for row in made.differences.to_dict("records"):
        yield f"! {row['against']} / {row['plan']}: {row[language()]}"
    cells = [[heading for position, heading in enumerate(headings(made)) if position not in (1, 2)]]
    for measure, own in measure_rows(made):
        unit = str(own["unit"].iloc[0])
        line = [
            text("compare.line.measure", measure=text(f"compare.measure.{measure}"), unit=text(f"compare.in.{unit}"))
        ]
        line += [_shown(value, unit) for value in own["value"]]
        for difference, verdict in list(zip(own["difference"], own["verdict"], strict=True))[1:]:
            line += [_shown(difference, unit, sign="+"), text(f"compare.verdict.{verdict}") if verdict else ""]
        cells.append(line)
    yield from aligned(cells)


def _shown(value: float, unit: str, *, sign: str = "") -> str:
    if math.isnan(value):
        return "-"
    if unit == "share":
        return f"{value * 100:{sign}.1f}"
    digits = {"index": 3, "yuan_m2": 2, "yuan_household": 1}.get(unit, 0)
    return f"{value:{sign},.{digits}f}"
