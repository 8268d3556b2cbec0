"""``geo template``: write a blank ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, Quiet
from geo.cli.session import WRONG_USAGE, session, stop


def template(
    out: Annotated[Path, typer.Option("--out", help="输出文件 .xlsx / output file", show_default=False)],
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """生成空白台账 / write a blank ledger with headings, units and drop-down lists."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        from geo.reports.template import write_template
        from geo.wording import text

        if out.suffix.lower() != ".xlsx":
            stop(text("cli.template_suffix", path=out), WRONG_USAGE)
        write_template(out)
        talk.say(text("cli.wrote", path=out))
        talk.give({"files": [str(out)]})
        talk.next_command(["geo", "check", out])
