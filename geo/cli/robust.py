"""``geo robust``: which plan stays the best whatever the assumptions, and which stations are no regret."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, OutFolder, Quiet, Seed
from geo.cli.session import loading, session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.scenarios.robustness import Robustness


class Criterion(StrEnum):
    """What plans are ranked by."""

    npv = "npv"
    fee = "fee"


def robust(
    folders: Annotated[
        list[Path],
        typer.Argument(help="两个以上方案文件夹 / two or more plan folders", metavar="DIR...", show_default=False),
    ],
    out: OutFolder,
    names: Annotated[str, typer.Option("--names", help="各方案名称，逗号分隔 / names, parted by commas")] = "",
    by: Annotated[Criterion, typer.Option("--by", help="npv 现值 | fee 补贴后保本费 / ranked by")] = Criterion.npv,
    draws: Annotated[int, typer.Option("--draws", help="联合抽样次数 / joint draws", min=1, max=100_000)] = 200,
    seed: Seed = 0,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """稳健性：各种假设下哪个方案仍最优，哪些站址无悔 / which plan stays best, which stations are no regret."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.scenarios.comparison import named_plans
            from geo.scenarios.robustness import judge_robustness, robustness_facts, save_robustness
            from geo.wording import text

        parted = [name.strip() for name in names.replace("，", ",").split(",")] if names else []
        plans = named_plans(folders, parted, progress=talk.progress)
        made = judge_robustness(plans, by=by.value, draws=draws, seed=seed, progress=talk.progress)
        invented = any(plan.policy.invented for plan in plans.values())
        with talk.progress.task(text("stage.write"), None):
            files = save_robustness(made, out, invented=invented)
        talk.give(robustness_facts(made))
        for line in _lines(made):
            talk.say(line)
        for path in files:
            talk.say(text("cli.wrote", path=path))
        if len(folders) <= 4:
            talk.next_command(["geo", "compare", *folders, "--out", out / "compare"])


def _lines(made: Robustness) -> Iterator[str]:
    from geo.wording import text

    digits = 0 if made.by == "npv" else 3
    for row in made.plans.to_dict("records"):
        yield text(
            "robust.line.plan", plan=row["plan"], share=f"{row['best_share']:.0%}", rank=row["rank_mid"],
            mean=f"{row['rank_mean']:.1f}", regret=f"{row['regret_mean']:,.{digits}f}",
        )  # fmt: skip
    names = "、".join(made.flipping)
    yield text("robust.line.flips", names=names) if names else text("robust.line.steady")
    counts = made.stations["steadiness"].value_counts()
    always, nearly = int(counts.get("always", 0)), int(counts.get("nearly", 0))
    yield text("robust.line.stations", always=always, nearly=nearly, rest=len(made.stations) - always - nearly)
