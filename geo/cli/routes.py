"""``geo routes``: shifts and rounds of the shared teams of a plan, checked and written into its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import EngineName, Json, Lang, LanguageName, Matrix, PlanFolder, Quiet, Seed, TimeLimit, Workers
from geo.cli.session import loading, session

Roles = Annotated[str, typer.Option("--roles", help="岗位，逗号分隔 / roles, joined by commas: repair,greening,…")]
Week = Annotated[bool, typer.Option("--week", help="排全周；否则只排最忙的一天 / the whole week, not its busiest day")]
Roads = Annotated[
    Path | None, typer.Option("--roads", help="路网 .osm .osm.pbf .graphml .gpkg .shp / roads of the area")
]


def routes(
    folder: PlanFolder,
    roads: Roads = None,
    matrix: Matrix = None,
    roles: Roles = "",
    week: Week = False,
    seed: Seed = 0,
    time_limit: TimeLimit = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="运行方式 / engine")] = EngineName.auto,
    workers: Workers = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """排共享队伍的班次与巡回 / rounds and shifts of the shared teams of a plan folder."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.cli.route_lines import route_lines
            from geo.scenarios.outputs import save
            from geo.scenarios.pipeline import load
            from geo.scenarios.route_inputs import (
                forget_route_files,
                read_plan_matrix,
                read_plan_roads,
                with_fingerprint,
            )
            from geo.scenarios.routes import chosen_roles, make_routes
            from geo.wording import text

        plan = load(folder)
        names = [name.strip() for name in roles.replace("，", ",").split(",") if name.strip()]
        chosen_roles(names, plan.policy)
        forget_route_files(plan)
        graph = read_plan_roads(plan, roads, progress=talk.progress) if roads else None
        told = read_plan_matrix(plan, matrix) if matrix else None
        made = make_routes(
            plan,
            roads=graph,
            matrix=told,
            roles=names,
            week=week,
            seed=seed,
            time_limit_s=time_limit,
            engine=engine.value,
            workers=workers,
            progress=talk.progress,
        )
        with talk.progress.task(text("stage.write"), None):
            notes = save(with_fingerprint(made, roads, matrix), folder)
        talk.give(made.facts["routes"])
        for line in [*route_lines(made, folder), *notes]:
            talk.say(line)
        if not week:
            files = [*(["--roads", roads] if roads else []), *(["--matrix", matrix] if matrix else [])]
            again = ["geo", "routes", folder, "--week", *files]
            talk.next_command([*again, *(["--roles", ",".join(names)] if names else [])])
        else:
            talk.next_command(["geo", "map", folder])
