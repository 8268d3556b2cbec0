"""Robustness of a choice between plans: the three-bits account of each under every assumption; stations worth opening.

The decision is judged by the present value of the account (more is better) or by the fee that breaks even after the
subsidy (less is better). Plans keep their own settings: of an assumption that they state differently each takes its own
low and high, at the same chance. A fee that cannot break even at all ranks last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from geo.economics.budget.assumptions import Assumed, Assumptions, guesses
from geo.economics.budget.break_even import break_even_of, steady_month
from geo.economics.budget.cash import city_balance, present_value
from geo.economics.budget.fen import yuan
from geo.economics.budget.from_plan import basis_of
from geo.economics.calendar import Calendar
from geo.economics.robustness import Joint, Pick, Trial, Value, jointly, one_at_a_time
from geo.errors import InputError
from geo.files import write_text
from geo.findings import Report
from geo.io.record import render
from geo.maps.charts import write_chart
from geo.maps.charts_robust import draw_robustness
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.reports.robust_book import write_robustness_book
from geo.schema.robustness import NO_REGRET, ROBUST_INPUTS, ROBUST_PLANS
from geo.wording import language, text

By = Literal["npv", "fee"]
DRAWS = 200
_GOOD_SHARE = 0.05  # best in at least one draw in twenty (assumption)
_NEARLY = 0.8  # in so many of the good plans a station is nearly always there (assumption)


@dataclass(frozen=True, slots=True)
class Robustness:
    """What was found: tables of `geo.schema.robustness`, the plans' names, and the inputs that flip the decision."""

    names: tuple[str, ...]
    by: By
    inputs: pd.DataFrame
    plans: pd.DataFrame
    stations: pd.DataFrame
    flipping: tuple[str, ...]


def judge_robustness(
    plans: Mapping[str, Plan],
    *,
    by: By = "npv",
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Robustness:
    """Rank plans under low, middle and high of every assumption of the account, one at a time and drawn together.

    Raises
    ------
    InputError
        Where there are fewer than two plans, one has no estates, or no draw is asked for.
    """
    if len(plans) < 2 or draws < 1:
        raise InputError(text("robust.how_many", plans=len(plans), draws=draws))
    for name, plan in plans.items():
        if plan.assignments.empty:
            raise InputError(text("robust.nothing", plan=name))
    known = {one.key: one for plan in plans.values() for one in guesses(plan.policy) if one.guess.low < one.guess.high}
    choices = [_choice(plan, by) for plan in plans.values()]
    better = by == "npv"
    with (progress or Silent()).task(text("robust.stage"), draws + 1) as task:
        trials = one_at_a_time(choices, known, more_is_better=better)
        task.advance()
        drawn = jointly(choices, known, draws=draws, seed=seed, more_is_better=better, advance=task.advance)
    names = tuple(plans)
    told = _plans_table(names, trials[0], drawn)
    good = set(told.loc[told["is_good"].astype(bool), "plan"])
    flipping = tuple(dict.fromkeys(_meaning(known[one.key]) for one in trials if one.flips))
    return Robustness(names, by, _inputs_table(names, trials, known), told, stations_table(plans, good), flipping)


def _choice(plan: Plan, by: By) -> Value:
    """Value a plan by its own settings and guesses."""
    policy = plan.policy
    months = policy.budget.months
    calendar = Calendar.of(policy.budget.start, months, made_on=str(plan.record.get("made_on", "")))
    basis, own = basis_of(plan, policy, calendar, Report()), guesses(policy)

    def worth(pick: Pick) -> float:
        assumed = Assumptions({one.key: pick(one.key, one.guess) for one in own})
        if by == "npv":
            return present_value(yuan(city_balance(basis, policy, assumed, months=months)), policy)
        whole = np.zeros(basis.count, dtype=np.int64)
        fee = float(break_even_of(steady_month(basis, policy, assumed), whole, 1).after[0])
        return fee if np.isfinite(fee) else np.inf

    return worth


def _meaning(one: Assumed) -> str:
    return one.zh if language() == "zh" else one.en


def _inputs_table(names: Sequence[str], trials: Sequence[Trial], known: Mapping[str, Assumed]) -> pd.DataFrame:
    rows = []
    for trial in trials:
        one = known.get(trial.key)
        for name, value, rank in zip(names, trial.values, trial.ranks, strict=True):
            rows.append(
                {"input": _meaning(one) if one else "", "key": f"budget.{trial.key}" if one else "", "side": trial.side,
                 "number": getattr(one.guess, trial.side) if one else np.nan, "unit": one.unit if one else "",
                 "plan": name, "value": value, "rank": rank, "flips": trial.flips}
            )  # fmt: skip
    return ROBUST_INPUTS.conform(pd.DataFrame(rows))


def _plans_table(names: Sequence[str], middle: Trial, drawn: Joint) -> pd.DataFrame:
    low, half, high = np.percentile(drawn.values, [10, 50, 90], axis=0)
    return ROBUST_PLANS.conform(
        pd.DataFrame(
            {
                "plan": list(names), "value_mid": middle.values, "rank_mid": middle.ranks,
                "best_share": drawn.best_share, "rank_mean": drawn.rank_mean, "value_p10": low, "value_p50": half,
                "value_p90": high, "regret_mean": drawn.regret.mean(axis=0),
                "regret_p90": np.percentile(drawn.regret, 90, axis=0), "is_good": drawn.best_share >= _GOOD_SHARE,
            }
        )
    )  # fmt: skip


def stations_table(plans: Mapping[str, Plan], good: set[str]) -> pd.DataFrame:
    """Count in how many plans, and in how many good ones, each station stands; the steadiest first."""
    rows: dict[str, dict[str, object]] = {}
    found: dict[str, list[str]] = {}
    for name, plan in plans.items():
        for station in plan.stations.to_dict("records"):
            ident = str(station["station_id"])
            rows.setdefault(ident, {"name": station["name"], "subdistrict": station["subdistrict"]})
            found.setdefault(ident, []).append(name)
    table = pd.DataFrame(
        [
            {"station_id": ident, **rows[ident], "plans": len(own), "share": len(own) / len(plans),
             "good_share": len(good & set(own)) / len(good) if good else 0.0}
            for ident, own in found.items()
        ]
    )  # fmt: skip
    if table.empty:
        return NO_REGRET.empty()
    pairs = zip(table["good_share"], table["plans"], strict=True)
    table["steadiness"] = [_steadiness(share, count) for share, count in pairs]
    return NO_REGRET.conform(table.sort_values(["good_share", "share", "station_id"], ascending=[False, False, True]))


def _steadiness(good_share: float, plans: int) -> str:
    if good_share >= 1.0 - 1e-9:
        return "always"
    if good_share >= _NEARLY:
        return "nearly"
    return "depends" if plans > 1 else "once"


def save_robustness(made: Robustness, folder: Path, *, invented: bool) -> list[Path]:
    """Write robust.xlsx, robust.png and robust.json; each replaces an old one as a whole.

    Raises
    ------
    OutputError
        Where something cannot be written.
    """
    write_robustness_book({"inputs": made.inputs, "plans": made.plans, "stations": made.stations},
                          folder / "robust.xlsx", invented=invented)  # fmt: skip
    write_chart(made.plans, partial(draw_robustness, by=made.by, invented=invented), folder / "robust.png")
    write_text(folder / "robust.json", render(robustness_facts(made)))
    return [folder / name for name in ("robust.xlsx", "robust.png", "robust.json")]


def robustness_facts(made: Robustness) -> dict[str, Any]:
    """Return what was found as plain values."""
    steady = made.stations["steadiness"].value_counts().to_dict()
    rows = made.plans.astype(object).where(made.plans.notna(), None).to_dict("records")
    finite = [{key: _plain(value) for key, value in row.items()} for row in rows]
    stations = {str(verdict): int(count) for verdict, count in steady.items()}
    return {"by": made.by, "plans": finite, "flipping": list(made.flipping), "stations": stations}


def _plain(value: Any) -> Any:  # noqa: ANN401  a cell
    return None if isinstance(value, float) and not np.isfinite(value) else value
