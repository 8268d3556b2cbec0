"""The first pages: cover, the city's sheet with its numbers and proof in words, the list of sub-districts."""

from __future__ import annotations

from typing import Any

from geo.plan import Plan
from geo.reports.atlas.blocks import Column, Json, table, ten_thousands
from geo.reports.key_numbers import (
    NEAR_M,
    KeyNumbers,
    area,
    key_numbers,
    money,
    place_of,
    subdistricts_of,
    title_of,
)
from geo.reports.runsheet_pages import set_words
from geo.wording import text

CITY_MAP_MM = (186.0, 196.0)
COVER_MAP_MM = (186.0, 165.0)


def cover(plan: Plan, picture: str) -> Json:
    """Make the cover."""
    return {
        "kind": "cover",
        "title": set_words(title_of(plan)),
        "subtitle": text("report.cover.subtitle"),
        "place": set_words(place_of(plan)),
        "date": text("report.cover.date", date=str(plan.record.get("made_on") or plan.record.get("date") or "—")),
        "numbers": _tiles(key_numbers(plan), plan)[:4],
        "maker": text("report.cover.maker"),
        "map": picture,
    }


def city(plan: Plan, picture: str) -> Json:
    """Make the sheet of the whole plan."""
    numbers = key_numbers(plan)
    return {
        "kind": "sheet",
        "title": text("report.city"),
        "level": 1,
        "lead": "",
        "map": picture,
        "tiles": _tiles(numbers, plan),
        "table": None,
        "notes": city_notes(plan, numbers),
    }


def subdistrict_list(plan: Plan) -> Json:
    """Make the table of sub-districts."""
    rows = []
    for name in subdistricts_of(plan):
        own = key_numbers(plan, name)
        rows.append(
            (name, own.estates, own.households, ten_thousands(own.floor_area_m2), own.stations, own.posts,
             ten_thousands(own.monthly_cost_cny), _share(own.near), _metres(own.access.max_m), own.exceptions,
             own.proof)
        )  # fmt: skip
    columns = (
        Column(text("report.col.subdistrict"), 27),
        Column(text("report.col.estates"), 13, number=True),
        Column(text("report.col.households"), 16, number=True),
        Column(text("report.col.area"), 15, number=True),
        Column(text("report.col.stations"), 13, number=True),
        Column(text("report.col.posts"), 13, number=True),
        Column(text("report.col.cost"), 17, number=True),
        Column(text("report.col.near", m=NEAR_M), 15, number=True),
        Column(text("report.col.farthest"), 14, number=True),
        Column(text("report.col.exceptions"), 11, number=True),
        Column(text("report.col.proof")),
    )
    return {
        "kind": "flow", "title": text("report.subdistricts"), "level": 1,
        "blocks": [table(columns, rows), {"kind": "note", "words": text("report.subdistricts.note")}],
    }  # fmt: skip


def _tiles(numbers: KeyNumbers, plan: Plan) -> list[Json]:
    """Say ten numbers, each with what it means."""
    alone = plan.facts.get("posts_alone")
    saved = "" if alone is None else text("report.tile.posts.alone", n=f"{alone:,}")
    return [
        _tile(f"{numbers.estates:,}", "estates"),
        _tile(f"{numbers.households:,}", "households"),
        _tile(area(numbers.floor_area_m2), "area"),
        _tile(f"{numbers.stations:,}", "stations"),
        _tile(f"{numbers.offices:,}", "offices"),
        _tile(f"{numbers.posts:,}", "posts", saved),
        _tile(money(numbers.monthly_cost_cny), "cost"),
        _tile(_share(numbers.near), "near", m=NEAR_M),
        _tile("—" if numbers.access.p90_m is None else f"{numbers.access.p90_m:,.0f} m", "p90"),
        _tile(f"{numbers.exceptions:,}", "exceptions"),
    ]


def _tile(value: str, key: str, more: str = "", **fields: object) -> Json:
    return {"value": value, "words": text(f"report.tile.{key}", **fields), "more": more}


def city_notes(plan: Plan, numbers: KeyNumbers) -> list[str]:
    """Say the proof, what adds up to the ledger, and who is left out of the walking figures."""
    facts: dict[str, Any] = plan.facts
    notes = []
    if numbers.proof:
        notes.append(
            text("report.note.proof", proof=numbers.proof, n=facts.get("proven_optimal", 0), all=len(plan.solutions))
        )
    if "estates" in facts:
        notes.append(
            text("report.note.adds_up", estates=f"{facts['estates']:,}", planned=f"{facts.get('planned', 0):,}",
                 rejected=f"{facts.get('rejected', 0):,}", to_locate=f"{facts.get('to_locate', 0):,}")
        )  # fmt: skip
    if numbers.access.left_out_estates:
        notes.append(text("report.note.left_out", n=numbers.access.left_out_estates))
    return notes


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _metres(metres: float | None) -> str | None:
    return None if metres is None else f"{metres:,.0f}"
