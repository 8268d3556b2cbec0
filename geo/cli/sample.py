"""``geo sample``: write the bundled example or an invented place of any size."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, OutFolder, Quiet, Seed
from geo.cli.session import loading, session


class KindName(StrEnum):
    """The kinds of sample."""

    wuxi = "wuxi"
    town = "town"
    nation = "nation"


def sample(
    out: OutFolder,
    kind: Annotated[KindName, typer.Argument(help="wuxi | town | nation")] = KindName.wuxi,
    estates: Annotated[int | None, typer.Option("--estates", help="小区数 / number of estates")] = None,
    seed: Seed = 1,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """生成示例数据 / write the bundled example or an invented place of any size."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.samples import write_sample
            from geo.wording import text

        written = write_sample(kind.value, out, estates=estates, seed=seed, progress=talk.progress)
        for path in written:
            talk.say(text("cli.wrote", path=path))
        talk.give({"files": [str(path) for path in written]})
        companions = ["--boundaries", out / "boundaries.gpkg", "--barriers", out / "barriers.gpkg"]
        companions += ["--rooms", out / "rooms.csv", "--policy", out / "policy.toml"]
        talk.next_command(["geo", "plan", written[0], *companions, "--out", out.parent / f"{out.name}-plan"])
