"""``geo budget``: the three-bits account of a plan, month by month, with what happens when the subsidy ends."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.options import Json, Lang, LanguageName, PlanFolder, PolicyFile, Quiet
from geo.cli.session import Session, loading, session

if TYPE_CHECKING:
    from geo.plan import Plan


class CaseName(StrEnum):
    """The cases of the guesses."""

    low = "low"
    mid = "mid"
    high = "high"


def budget(
    folder: PlanFolder,
    months: Annotated[
        int | None, typer.Option("--months", help="账期月数 / months of the account", min=1, max=600)
    ] = None,
    case: Annotated[
        CaseName, typer.Option("--case", help="各项假设偏紧、中值、偏松 / guesses unfavourable, middle, favourable")
    ] = CaseName.mid,
    policy: PolicyFile = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """三点账：补贴、物业费、停车各一点，保本物业费与补贴到期 / three-bits account, break-even fee, the cliff."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.policy import Policy
            from geo.scenarios.budget import make_budget
            from geo.scenarios.outputs import save
            from geo.scenarios.pipeline import load
            from geo.wording import text

        settings = Policy.from_toml(policy) if policy else None
        made = make_budget(load(folder), policy=settings, months=months, case=case.value, progress=talk.progress)
        with talk.progress.task(text("stage.write"), None):
            save(made, folder)
        talk.give(made.facts["budget"])
        show_budget(talk, made, case.value)
        for name in ("plan.xlsx", "charts"):
            talk.say(text(f"budget.look.{name}", path=folder / name))
        entered = len(made.rollout) > 0
        other = "high" if case is CaseName.low else "low"
        talk.next_command(["geo", "budget", folder, "--case", other] if entered else ["geo", "rollout", folder])


def show_budget(talk: Session, made: Plan, case: str) -> None:
    """Print the account: three cases side by side, the cliff, what matters most, what was assumed."""
    from geo.cli.budget_lines import budget_lines

    for line in budget_lines(made, case):
        talk.say(line)
