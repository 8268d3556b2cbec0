"""``geo site``: siting alone, p-median and its relatives, with a proof."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, Matrix, OutFolder, Quiet, Roads, Seed, TimeLimit
from geo.cli.session import UNACCEPTABLE, loading, session


class ModelName(StrEnum):
    """What is sited."""

    p_median = "p-median"
    cpmp = "cpmp"
    p_center = "p-center"
    lscp = "lscp"
    mclp = "mclp"


Demand = Annotated[Path, typer.Argument(help="需求点表 / demand points", metavar="DEMAND", show_default=False)]
Candidates = Annotated[
    Path, typer.Argument(help="候选点表 / candidate sites", metavar="CANDIDATES", show_default=False)
]
Heading = str | None


def site(
    demand: Demand,
    candidates: Candidates,
    out: OutFolder,
    model: Annotated[ModelName, typer.Option("--model", help="模型 / model", show_default=False)],
    stations: Annotated[int | None, typer.Option("--stations", help="设站数量 / stations to open")] = None,
    weight: Annotated[Heading, typer.Option("--weight", help="需求点表的权重列 / column of weights")] = None,
    capacity: Annotated[Heading, typer.Option("--capacity", help="候选点表的容量列 / column of capacities")] = None,
    forced: Annotated[Heading, typer.Option("--forced", help="候选点表的必设列 / column of forced sites")] = None,
    forbidden: Annotated[
        Heading, typer.Option("--forbidden", help="候选点表的禁设列 / column of forbidden ones")
    ] = None,
    radius: Annotated[float | None, typer.Option("--radius", help="服务半径（米） / radius in metres", min=0.0)] = None,
    matrix: Matrix = None,
    roads: Roads = None,
    seed: Seed = 0,
    time_limit: TimeLimit = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """选址 / choose sites for demand points: p-median, capacities, p-center, covering; with a proof."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.cli.finding_lines import finding_lines
            from geo.scenarios.siting import SitingRequest, run_siting, save_siting
            from geo.wording import text

        request = SitingRequest(
            demand=demand, candidates=candidates, model=model.value, stations=stations, weight=weight,
            capacity=capacity, forced=forced, forbidden=forbidden, radius_m=radius, matrix=matrix, roads=roads,
            seed=seed, time_limit_s=time_limit,
        )  # fmt: skip
        with talk.progress.task(text("siting.stage"), None):
            result = run_siting(request)
        save_siting(result, out)
        talk.give(result.facts)
        answer = result.answer
        if answer.reason:
            talk.say(text("siting.infeasible", reason=answer.reason))
        else:
            talk.say(
                text(
                    f"siting.{answer.status.value}",
                    stations=len(answer.open_sites),
                    value=f"{answer.value:,.2f}",
                    gap=f"{answer.gap or 0.0:.3%}",
                )
            )
            talk.say(text("siting.open", sites=", ".join(result.facts["open_sites"][:12])))
        for line in finding_lines(result.report.findings):
            talk.say(line)
        talk.say(text("cli.wrote", path=out))
    if answer.reason:
        raise typer.Exit(UNACCEPTABLE)
