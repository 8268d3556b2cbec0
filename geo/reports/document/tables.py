"""Tables of the Word report; widths add up to the 156 mm of the type area."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from geo.plan import Plan, Status
from geo.reports.document.blocks import Grid
from geo.reports.key_numbers import NEAR_M, TEN_THOUSAND, key_numbers, subdistricts_of, total
from geo.reports.setting_rows import setting_rows
from geo.schema import ROLES
from geo.wording import language, text

_MOST_ROWS = 60  # of exceptions and estates left out; the workbook has all
_SETTINGS = ("regions", "stations", "groups", "travel", "prices", "staffing")
_SHORT = 60  # signs of a value; what is longer is in the workbook


def of_subdistricts(plan: Plan) -> Grid:
    """List the sub-districts with their numbers and proofs."""
    rows = []
    for name in subdistricts_of(plan):
        own = key_numbers(plan, name)
        near = "—" if own.near is None else f"{own.near:.1%}"
        numbers = (_n(own.estates), _n(own.households), _wan(own.floor_area_m2), _n(own.stations), _n(own.posts))
        rows.append((name, *numbers, _wan(own.monthly_cost_cny), near, _n(own.access.max_m), _short_proof(plan, name)))
    heads = ("subdistrict", "estates", "households", "area", "stations", "posts", "cost", "near", "farthest", "proof")
    widths = (25.0, 13.0, 16.0, 16.0, 12.0, 12.0, 17.0, 14.0, 13.0, 18.0)
    return Grid(text("document.table.subdistricts"), _heads(heads), widths, rows, frozenset(range(1, 9)))


def _short_proof(plan: Plan, name: str) -> str:
    """Say optimal, or by how much at most the plan misses it; the words before the table tell more."""
    row = plan.solutions[plan.solutions["name"] == name].head(1).to_dict("records")
    if row and row[0]["status"] == Status.OPTIMAL.value:
        return text("document.proved")
    return "—" if not row or pd.isna(row[0]["gap"]) else f"≤ {row[0]['gap']:.2%}"


def of_regions(plan: Plan, name: str, fill_of: Callable[[object], str]) -> Grid:
    """List the regions of a sub-district in the colours of its map."""
    own = plan.regions[plan.regions["subdistrict"] == name].sort_values(["number", "region_id"], kind="stable")
    stations = plan.stations.drop_duplicates("region_id").set_index("region_id")["name"]
    rows = [
        (_n(row["number"]), str(row["name"]), str(stations.get(row["region_id"]) or "—"), _n(row["estates"]),
         _n(row["households"]), _wan(row["floor_area_m2"]), _n(row["posts"]), _n(row["walk_m_max"]))
        for row in own.to_dict("records")
    ]  # fmt: skip
    heads = ("number", "region", "station", "estates", "households", "area", "posts", "farthest")
    widths = (9.0, 45.0, 37.0, 12.0, 14.0, 14.0, 11.0, 14.0)
    fills = tuple(fill_of(colour) for colour in own["color"])
    caption = text("document.table.regions", name=name)
    return Grid(caption, _heads(heads), widths, rows, frozenset((0, *range(3, 8))), fills)


def roles(plan: Plan) -> Grid:
    """Count posts by role over all regions, offices last."""
    rows = []
    for role, zh in ROLES.items():
        count = total(plan.regions[f"posts_{role}"])
        if count:
            rows.append((zh if language() == "zh" else role, _n(count)))
    rows.append((text("document.col.office_posts"), _n(total(plan.offices["posts"]))))
    return Grid(text("document.table.roles"), _heads(("role", "posts")), (70.0, 30.0), rows, frozenset({1}))


def exceptions(plan: Plan) -> Grid:
    """List the dearest exceptions."""
    found = plan.exceptions.sort_values("price_cny", ascending=False, kind="stable")
    rows = [
        (str(row["explanation"] or row["rule"]), _n(row["price_cny"]))
        for row in found.head(_MOST_ROWS).to_dict("records")
    ]
    caption = text("document.table.exceptions", n=len(rows), all=len(found))
    return Grid(caption, _heads(("exception", "price")), (128.0, 28.0), rows, frozenset({1}))


def left_out(plan: Plan, name: str) -> Grid:
    """List estates that are not planned, with the reason and what would change it."""
    found = plan.tables[name]
    rows = [
        tuple(_said(row[column]) for column in ("name", "subdistrict", "evidence", "remedy"))
        for row in found.head(_MOST_ROWS).to_dict("records")
    ]
    caption = text(f"document.table.{name}", n=len(rows), all=len(found))
    return Grid(caption, _heads(("estate", "subdistrict", "why", "remedy")), (36.0, 26.0, 47.0, 47.0), rows)


def settings(plan: Plan) -> Grid:
    """List the settings that shape regions, each with its source or the word assumption."""
    rows = [
        (row.meaning, value, row.unit, row.source)
        for row in setting_rows(plan.policy)
        if row.setting.split(".")[0] in _SETTINGS and (value := _plain(row.value))
    ]
    heads = ("meaning", "value", "unit", "source")
    return Grid(text("document.methods.table"), _heads(heads), (68.0, 28.0, 22.0, 38.0), rows)


def members(plan: Plan) -> Grid:
    """List every planned estate with its region and walk."""
    estates = plan.estates.drop_duplicates("estate_id").set_index("estate_id")
    regions = plan.regions.set_index("region_id")[["subdistrict", "number", "name"]]
    own = plan.assignments.drop_duplicates("estate_id").join(regions, on="region_id")
    own = own.sort_values(["subdistrict", "number", "walk_m", "estate_id"], kind="stable")
    rows = [
        (_said(row["subdistrict"]), _said(row["name"]), _said(estates["name"].get(row["estate_id"])),
         _n(estates["households"].get(row["estate_id"])), _n(row["walk_m"]))
        for row in own.to_dict("records")
    ]  # fmt: skip
    heads = ("subdistrict", "region", "estate", "households", "walk")
    return Grid(text("document.members"), _heads(heads), (27.0, 50.0, 47.0, 16.0, 16.0), rows, frozenset({3, 4}))


def _heads(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text(f"document.col.{name}", m=NEAR_M) for name in names)


def _n(number: object) -> str:
    return "—" if pd.isna(number) else f"{float(str(number)):,.0f}"


def _wan(amount: object) -> str:
    return "—" if pd.isna(amount) else f"{float(str(amount)) / TEN_THOUSAND:,.1f}"


def _said(value: object) -> str:
    return "—" if value is None or pd.isna(value) or value == "" else str(value)


def _plain(value: object) -> str:
    """Write a short setting; empty for none and for the long ones, which stand in the workbook."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return text("document.yes" if value else "document.no")
    words = f"{value:,g}" if isinstance(value, int | float) else str(value)
    return words if len(words) <= _SHORT else ""
