"""``geo map``: draw the map again, from the plan folder alone."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, Quiet
from geo.cli.session import loading, session


def draw_map(
    folder: PlanFolder,
    tiles: Annotated[
        str, typer.Option("--tiles", help="可切换的在线底图，逗号分隔 / online maps to switch on: osm,tianditu,amap")
    ] = "",
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """重绘地图 / draw map.html again from a plan folder."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.io.store import amend
            from geo.maps import write_map
            from geo.maps.online import servers_of
            from geo.scenarios.pipeline import load
            from geo.wording import text

        names = [name.strip() for name in tiles.split(",") if name.strip()]
        servers_of(names)  # a wrong name is said before anything is read
        plan = load(folder)
        amend(folder, {"map.html": partial(write_map, plan, tiles=names)})
        talk.say(text("cli.wrote", path=folder / "map.html"))
        talk.give({"files": [str(folder / "map.html")]})
