"""``geo map``: draw the map again, from the plan folder alone."""

from __future__ import annotations

from functools import partial

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, Quiet
from geo.cli.session import loading, session


def draw_map(
    folder: PlanFolder,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """重绘地图 / draw map.html again from a plan folder."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.io.store import amend
            from geo.maps import write_map
            from geo.scenarios.pipeline import load
            from geo.wording import text

        plan = load(folder)
        amend(folder, {"map.html": partial(write_map, plan)})
        talk.say(text("cli.wrote", path=folder / "map.html"))
        talk.give({"files": [str(folder / "map.html")]})
