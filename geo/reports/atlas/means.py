"""Posts and money: what each role and each part of the bill takes, and the charts of account and roll-out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.maps.charts_budget import budget_charts
from geo.maps.charts_rollout import rollout_charts
from geo.plan import Plan
from geo.reports.atlas.blocks import Column, Json, table
from geo.reports.key_numbers import money, total
from geo.schema import ROLES
from geo.wording import language, text

_CASH = ("wages", "station_posts", "rent", "crew_travel")
_CHART_MM = 118.0  # high, two on a page


def means(plan: Plan) -> Json:
    """Make the page of posts and of the bill."""
    blocks: list[Json] = [_heading("report.means.posts"), _posts(plan), _note(_posts_note(plan))]
    bill = _bill(plan)
    if bill["rows"]:
        blocks += [_heading("report.means.bill"), bill, _note(text("report.means.bill.note"))]
    if not len(plan.budget):
        blocks.append(_note(text("report.means.no_budget")))
    if not len(plan.rollout):
        blocks.append(_note(text("report.means.no_rollout")))
    return {"kind": "flow", "title": text("report.means"), "level": 1, "blocks": blocks}


def write_charts(plan: Plan, folder: Path) -> list[str]:
    """Draw the charts of account and roll-out as SVG; return their file names."""
    made: list[str] = []
    for name, write in (budget_charts(plan) | rollout_charts(plan)).items():
        if name.endswith(".svg"):
            file = f"chart-{len(made)}.svg"
            write(folder / file)
            made.append(file)
    return made


def charts(files: list[str]) -> Iterator[Json]:
    """Put the charts on pages, two each."""
    for at in range(0, len(files), 2):
        title = text("report.charts")
        blocks = [{"kind": "picture", "file": file, "mm": _CHART_MM} for file in files[at : at + 2]]
        yield {"kind": "flow", "title": title, "level": 1 if at == 0 else 0, "blocks": blocks}


def _posts(plan: Plan) -> Json:
    rows: list[tuple[object, ...]] = []
    for role, zh in ROLES.items():
        count = total(plan.regions[f"posts_{role}"])
        if count:
            rows.append((zh if language() == "zh" else role, round(count)))
    rows.append((text("report.means.offices"), round(total(plan.offices["posts"]))))
    rows.append((text("report.means.total"), round(total(plan.regions["posts"]) + total(plan.offices["posts"]))))
    for key in ("posts_alone", "posts_fractional", "posts_today"):
        value = plan.facts.get(key)
        rows.append((text(f"report.means.{key}"), None if value is None else round(value)))
    return table((Column(text("report.means.role")), Column(text("report.col.posts"), 40, number=True)), rows)


def _posts_note(plan: Plan) -> str:
    saving = plan.facts.get("posts_saving") or {}
    if saving.get("posts") is None:
        return text("report.means.posts.note")
    against = text(f"report.means.against.{saving.get('against', 'alone')}")
    return text("report.means.posts.saving", n=f"{saving['posts']:,}", against=against)


def _bill(plan: Plan) -> Json:
    terms = plan.terms
    rows: list[tuple[object, ...]] = []
    for term in _CASH:
        value = total(terms.loc[terms["term"] == term, "value_cny"])
        if value:
            rows.append((text(f"report.means.term.{term}"), money(value), money(12 * value)))
    offices = total(plan.offices["monthly_cost_cny"])
    if rows and offices:
        rows.append((text("report.means.term.offices"), money(offices), money(12 * offices)))
    whole = plan.facts.get("monthly_cost_cny")
    if rows and whole is not None:
        rows.append((text("report.means.total"), money(whole), money(12 * whole)))
    month, year = text("report.means.month"), text("report.means.year")
    return table(
        (Column(text("report.means.part")), Column(month, 40, number=True), Column(year, 40, number=True)), rows
    )


def _heading(key: str) -> Json:
    return {"kind": "heading", "words": text(key)}


def _note(words: str) -> Json:
    return {"kind": "note", "words": words}
