"""What ``geo surveys`` prints: findings, the first of each rule, then what residents say and how sure that is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.findings import Report
from geo.plan import Plan
from geo.schema.surveys import CHANGES, COMPLAINTS
from geo.wording import language, text

_EACH_RULE = 5  # findings of one rule that are printed; all stand in plan.xlsx
_SPOTS = 5


def finding_lines(report: Report) -> Iterator[str]:
    """Say the findings, the first few of each rule and how many more there are."""
    told: Counter[str] = Counter()
    for finding in report.findings:
        told[finding.rule] += 1
        if told[finding.rule] <= _EACH_RULE:
            yield f"[{text(f'severity.{finding.severity}')}] {finding}"
    more = sum(count - _EACH_RULE for count in told.values() if count > _EACH_RULE)
    if more:
        yield text("cli.surveys.more", count=more)


def survey_lines(plan: Plan, folder: Path) -> Iterator[str]:
    """Say the surveys of a plan in lines."""
    facts: dict[str, Any] = plan.facts["surveys"]
    if plan.policy.invented:
        yield text("invented")
    if facts["satisfaction"]:
        yield from _satisfaction(plan, facts["satisfaction"])
    if facts["needs"]:
        yield from _needs(facts["needs"])
    if facts["orders"]:
        yield from _orders(plan, facts["orders"])
    if facts["partners"]:
        yield text("cli.surveys.partners", **facts["partners"])
    if facts["rejects"]:
        yield text("cli.surveys.rejects", count=facts["rejects"])
    for name in ("plan.xlsx", "map.html"):
        yield text("cli.surveys.look", path=folder / name)


def _satisfaction(plan: Plan, facts: dict[str, Any]) -> Iterator[str]:
    yield text("cli.surveys.satisfaction", **{key: facts[key] for key in ("figures", "with_n", "without_n")})
    for year in facts["years"]:
        shares = {key: percent(year[key]) for key in
                  ("rate", "low", "high", "response_rate", "worst_low", "worst_high", "households_share")}  # fmt: skip
        counted = {key: year[key] for key in ("year", "estates", "answered")}
        yield text("cli.surveys.year", **counted, **shares)
        if year["change_is"]:
            words = CHANGES[year["change_is"]] if language() == "zh" else year["change_is"].replace("_", " ")
            limits = {key: points(year[key]) for key in ("change", "change_low", "change_high")}
            yield text("cli.surveys.change", year=year["year"], verdict=words, **limits)
    stated = plan.satisfaction[plan.satisfaction["judged"] == "no_n"].head(_SPOTS)
    names = dict(zip(plan.estates["estate_id"], plan.estates["name"], strict=True))
    for row in stated.itertuples(index=False):
        place = names.get(row.estate_id, "") or row.estate_id or row.scope
        yield text("cli.surveys.stated", place=place, year=row.year, rate=percent(row.rate, digits=2))


def _needs(facts: dict[str, Any]) -> Iterator[str]:
    yield text("cli.surveys.needs", questionnaires=facts["questionnaires"], estates=facts["estates"])
    for row in facts["top"]:
        shares = {key: percent(row[key]) for key in ("share", "low", "high")}
        yield text("cli.surveys.need", need=complaint_words(row["complaint"]), named=row["named"], **shares)


def _orders(plan: Plan, facts: dict[str, Any]) -> Iterator[str]:
    keys = ("orders", "closed", "open", "left_out", "first_day", "last_day")
    yield text("cli.surveys.orders", **{key: "-" if facts[key] is None else facts[key] for key in keys})
    days = {
        key: "-" if facts[key] is None else f"{facts[key]:g}"
        for key in ("median_days", "p90_days", "median_closed_days")
    }
    yield text("cli.surveys.days", **days)
    spread = "-" if facts["dispersion"] is None else f"{facts['dispersion']:.1f}"
    yield text("cli.surveys.chance", above=facts["estates_above"], spots=facts["hot_spots"], spread=spread)
    for row in plan.hot_spots.head(_SPOTS).itertuples(index=False):
        kind = complaint_words(row.kind)
        yield text("cli.surveys.spot", kind=kind, names=row.names, count=row.count, expected=f"{row.expected:.1f}",
                   q=f"{row.q_value:.3f}")  # fmt: skip


def complaint_words(kind: str) -> str:
    """Name a kind of complaint in the language in force."""
    if kind == "all":
        return text("surveys.all-kinds")
    return COMPLAINTS[kind] if language() == "zh" else kind.replace("_", " ")


def percent(share: float | None, *, digits: int = 1) -> str:
    """Write a share as percent; a dash where there is none."""
    return "-" if share is None or math.isnan(share) else f"{share:.{digits}%}"


def points(difference: float | None) -> str:
    """Write a difference of shares with its sign; a dash where there is none."""
    return "-" if difference is None else f"{difference:+.1%}"
