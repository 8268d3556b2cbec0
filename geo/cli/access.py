"""``geo access``: who reaches what, and how much of it there is for them, measured on a plan folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, Quiet
from geo.cli.routes import Roads
from geo.cli.session import loading, session

if TYPE_CHECKING:
    from geo.plan import Plan

Against = Annotated[Path | None, typer.Option("--against", help="另一方案文件夹，作为“之前” / another plan, as before")]


def access(
    folder: PlanFolder,
    roads: Roads = None,
    against: Against = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """量步行、站房、维修、公共用房、绿地与停车 / measure walks, room, repair, public rooms, green and parking."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.scenarios.access import make_access
            from geo.scenarios.outputs import save
            from geo.scenarios.pipeline import load
            from geo.scenarios.route_inputs import read_plan_roads
            from geo.wording import text

        plan = load(folder)
        graph = read_plan_roads(plan, roads, progress=talk.progress) if roads else None
        with talk.progress.task(text("access.stage"), None):
            made = make_access(plan, roads=graph)
            before = make_access(load(against), roads=graph) if against else None
        with talk.progress.task(text("stage.write"), None):
            save(made, folder)
        talk.give(made.facts["access"] | ({"before": before.facts["access"]} if before else {}))
        for line in _lines(made, before):
            talk.say(line)
        talk.next_command(["geo", "map", folder])


def _lines(made: Plan, before: Plan | None) -> list[str]:
    """Say the plan's row of access by area, beside that of the plan before."""
    from geo.schema import ACCESS_AREAS
    from geo.wording import language, text

    rows: list[dict[str, Any]] = [one.access_areas.iloc[0].to_dict() for one in (before, made) if one is not None]
    names = [text("access.before"), text("access.now")][-len(rows) :]
    lines = [f"{text('access.head')}  " + "  ".join(f"{name:>10}" for name in names)]
    for column in ACCESS_AREAS.columns:
        if column.name in {"level", "name"}:
            continue
        label = column.zh if language() == "zh" else column.en
        unit = f" ({column.unit})" if column.unit else ""
        lines.append(
            f"  {label}{unit}: " + "  ".join(_value(row[column.name], is_share=column.high == 1) for row in rows)
        )
    return [*lines, text("access.roads" if made.facts["access"]["roads"] else "access.straight")]


def _value(value: Any, *, is_share: bool) -> str:  # noqa: ANN401  a cell of a table
    import pandas as pd

    if pd.isna(value):
        return "—"
    number = float(str(value))
    return f"{number:.1%}" if is_share else f"{number:,.1f}".removesuffix(".0")
