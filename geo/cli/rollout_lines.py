"""What ``geo rollout`` prints: where things stand, the end and its proof, the deadline, the priorities compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from geo.cli.columns import aligned
from geo.plan import Plan
from geo.wording import text


def rollout_lines(plan: Plan, folder: Path) -> Iterator[str]:
    """Say a roll-out in lines."""
    facts: dict[str, Any] = plan.facts["rollout"]
    if plan.policy.invented:
        yield text("invented")
    yield text("cli.rollout.standing", **{key: facts[key] for key in ("estates", "entered", "signed", "not_signed")})
    shares = {key: _percent(value) for key, value in facts["entered_share"].items()}
    yield text("cli.rollout.shares", **shares)
    if facts["dated"]:
        yield text("cli.rollout.dated", dated=facts["dated"])
    if "consents" in facts:
        yield text("cli.rollout.consents", **facts["consents"])
    yield from _finding_lines(plan)
    if facts["finish_on"] is None and not facts["never"]:
        yield text("cli.rollout.nothing_open")
    else:
        yield from _schedule_lines(facts)
        yield ""
        yield from _priority_lines(plan)
    yield ""
    for name in ("charts/s-curve.svg", "charts/gantt.svg", "map.html", "plan.xlsx"):
        yield text(f"cli.rollout.look.{name.rpartition('/')[2]}", path=folder / name)


def _finding_lines(plan: Plan) -> Iterator[str]:
    found = plan.findings[plan.findings["rule"].astype(str).str.startswith("rollout-")]
    for row in found.itertuples(index=False):
        yield f"[{text(f'severity.{row.severity}')}] {row.found}{text('finding.and')}{row.remedy}"


def _schedule_lines(facts: dict[str, Any]) -> Iterator[str]:
    proved = text(f"cli.rollout.status.{facts['status']}", gap=f"{facts['gap']:.2%}")
    finish = facts["finish_on"] or text("cli.rollout.beyond", horizon=facts["horizon_months"])
    yield text("cli.rollout.finish", finish=finish, first=facts["first_month"], proof=proved)
    if facts["never"]:
        yield text("cli.rollout.never", never=facts["never"], horizon=facts["horizon_months"])
    yield from _deadline_lines(facts)
    drawn = facts["simulation"]
    if drawn:
        months = {key: value or text("cli.rollout.later") for key, value in drawn["finish_on"].items()}
        yield text("cli.rollout.simulated", courses=drawn["courses"], left=f"{drawn['left_out']['p50']:.0f}", **months)


def _deadline_lines(facts: dict[str, Any]) -> Iterator[str]:
    if facts["deadline"] is None:
        return
    needs = facts["needs"]
    yield text("cli.rollout.needed", deadline=facts["deadline"], rate=f"{needs['estates_a_month']:.1f}")
    chance = facts["simulation"] and facts["simulation"]["chance_by_deadline"]
    if facts["meets_deadline"]:
        yield text("cli.rollout.met", deadline=facts["deadline"], chance=_percent(chance))
        return
    earliest = facts["finish_on"] or text("cli.rollout.later")
    yield text("cli.rollout.missed", deadline=facts["deadline"], late=facts["late"], earliest=earliest)
    if needs["too_late"]:
        named = "、".join(needs["too_late_named"])
        yield text("cli.rollout.too_late", count=needs["too_late"], estates=named)
    short = [need for need in needs["capacities"] if need["short"]]
    if short:
        yield text("cli.rollout.would_meet" if needs["is_met"] else "cli.rollout.least")
    for need in short:
        stage = text(f"rollout.stage.{need['stage']}")
        firm = need["firm"] or text("rollout.no_firm")
        yield text("cli.rollout.need", firm=firm, stage=stage, has=f"{need['has']:,.0f}", needs=f"{need['needs']:,.0f}")


def _priority_lines(plan: Plan) -> Iterator[str]:
    names = ("priority", "household_months", "finish", "late", "mean_wait", "worst_wait", "gini", "proof")
    rows = [[text(f"cli.rollout.column.{name}") for name in names]]
    for row in plan.rollout_priorities.itertuples(index=False):
        mark = "*" if row.chosen else " "
        rows.append(
            [
                f"{mark}{text(f'rollout.priority.{row.priority}')}",
                f"{row.household_months:,.0f}",
                row.finish_on or text("cli.rollout.later"),
                "-" if pd.isna(row.late_estates) else str(row.late_estates),
                _number(row.mean_wait_months),
                _number(row.worst_wait_months),
                _number(row.equity_gini),
                text(f"cli.rollout.status.{row.status}", gap=f"{row.gap:.2%}"),
            ]
        )
    yield text("cli.rollout.priorities")
    yield from aligned(rows)


def _number(value: float) -> str:
    return "-" if pd.isna(value) else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
