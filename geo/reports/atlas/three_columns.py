"""One A4 in three columns: today, one community one station, the plan; what is not known is a dash with its reason."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.plan import Plan
from geo.reports.atlas.blocks import Json
from geo.reports.key_numbers import NEAR_M, key_numbers, money, total
from geo.wording import text

RULE = "one_community_one_station"
MEASURES = ("stations", "posts", "cost", "near", "moved")
_MONTHS = 12
_BETTER_LOW = {"stations": None, "posts": True, "cost": True, "near": False, "moved": None}


@dataclass(frozen=True, slots=True)
class Way:
    """One column; None where a number is not known. Money is yuan a year, `near` a share of households."""

    name: str
    stations: float | None = None
    posts: float | None = None
    cost: float | None = None
    near: float | None = None
    moved: float | None = None


def three_ways(plan: Plan) -> tuple[Way, Way, Way]:
    """Return today as far as the ledger tells, one community one station, and the plan; offices are in no posts."""
    return _today(plan), _rule(plan), _planned(plan)


def three_columns(plan: Plan, picture: str) -> Json:
    """Make the page."""
    ways = three_ways(plan)
    return {
        "kind": "three",
        "title": text("report.three"),
        "heads": [text(f"report.three.{way.name}") for way in ways],
        "abouts": [text(f"report.three.{way.name}.about") for way in ways],
        "rows": [_row(measure, ways) for measure in MEASURES],
        "verdict": verdict(plan),
        "map": picture,
        "map_words": text("report.three.map"),
        "notes": _notes(plan, ways),
    }


def verdict(plan: Plan) -> str:
    """Hold the scores of the rule and the plan against each other; a difference below the proved gap is a tie."""
    rule = plan.baselines[plan.baselines["baseline"] == RULE]
    if not len(rule):
        return text("report.three.verdict.none")
    difference = total(rule["difference_cny"])
    own = plan.solutions[plan.solutions["name"].isin(rule["subdistrict"])]
    gap = None if own["gap_cny_month"].isna().any() or not len(own) else total(own["gap_cny_month"])
    fields = {"difference": money(abs(difference)), "gap": money(gap)}
    broken = round(total(rule["violations"]))
    rules = text("report.three.verdict.broken", n=broken) if broken else ""
    if gap is None:
        return text("report.three.verdict.unbounded", **fields) + rules
    if abs(difference) <= gap:
        return text("report.three.verdict.tie", **fields) + rules
    return text("report.three.verdict.better" if difference > 0 else "report.three.verdict.worse", **fields) + rules


def _today(plan: Plan) -> Way:
    own = _own_estates(plan)
    stated = own["current_station"].fillna(own["current_region"]).replace("", pd.NA)
    posts = plan.facts.get("posts_today")
    return Way(
        "today",
        stations=float(stated.nunique()) if len(own) and stated.notna().all() else None,
        posts=None if posts is None else float(posts),
        moved=None,
    )


def _rule(plan: Plan) -> Way:
    """Add up the baseline, where every sub-district has it; an older plan does not say its bill."""
    rule = plan.baselines[plan.baselines["baseline"] == RULE]
    if not len(rule) or len(rule) < len(plan.solutions):
        return Way("rule")
    sums = {name: _sum(rule[name]) for name in ("stations", "posts", "monthly_cost_cny", "households_near", "moved")}
    claimed = key_numbers(plan).access.households
    near = sums["households_near"]
    return Way(
        "rule",
        stations=sums["stations"],
        posts=sums["posts"],
        cost=None if sums["monthly_cost_cny"] is None else sums["monthly_cost_cny"] * _MONTHS,
        near=near / claimed if near is not None and claimed else None,
        moved=sums["moved"],
    )


def _planned(plan: Plan) -> Way:
    regions = plan.regions
    cost = _sum(regions["monthly_cost_cny"])
    return Way(
        "plan",
        stations=float(len(plan.stations)),
        posts=_sum(regions["posts"]),
        cost=None if cost is None else cost * _MONTHS,
        near=key_numbers(plan).near,
        moved=0.0,
    )


def _own_estates(plan: Plan) -> pd.DataFrame:
    return plan.estates[plan.estates["estate_id"].isin(plan.assignments["estate_id"])]


def _sum(column: pd.Series) -> float | None:
    return None if column.isna().any() or not len(column) else total(column)


def _row(measure: str, ways: tuple[Way, ...]) -> Json:
    values = [getattr(way, measure) for way in ways]
    known = [value for value in values if value is not None]
    most = max(known, default=0.0)
    best = None
    low = _BETTER_LOW[measure]
    if low is not None and len(known) > 1 and min(known) < max(known):
        best = min(known) if low else max(known)
    return {
        "words": text(f"report.three.row.{measure}", m=NEAR_M),
        "cells": [
            {
                "value": value_words(measure, value),
                "share": 0.0 if value is None or most <= 0 else value / most,
                "best": best is not None and value == best,
            }
            for value in values
        ],
    }


def value_words(measure: str, value: float | None) -> str:
    """Write one number of a way with its unit; a dash where it is not known."""
    if value is None:
        return "—"
    if measure == "cost":
        return money(value, digits=0)
    return f"{value:.1%}" if measure == "near" else f"{value:,.0f}"


def _notes(plan: Plan, ways: tuple[Way, ...]) -> list[str]:
    """Say why a dash is a dash, and what is in the numbers."""
    today, rule, _ = ways
    notes = []
    if today.posts is None:
        stated = plan.facts.get("posts_today_stated") or {}
        alone = plan.facts.get("posts_alone")
        notes.append(text("report.three.note.today", n=stated.get("estates", 0), all=len(plan.assignments)))
        if alone is not None:
            notes.append(text("report.three.note.alone", n=f"{alone:,}"))
    if rule.stations is None:
        notes.append(text("report.three.note.no_rule"))
    elif rule.cost is None:
        notes.append(text("report.three.note.no_bill"))
    return [*notes, text("report.three.note.offices"), text("report.three.note.moved")]
