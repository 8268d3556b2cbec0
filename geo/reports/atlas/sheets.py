"""One A4 sheet a sub-district: map, table of its regions, proof, exceptions and what is not planned."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.maps.sheet_layers import fill_of
from geo.plan import Plan
from geo.reports.atlas.blocks import HEIGHT_MM, LINE_MM, Column, Json, height_of, lines_of, table, ten_thousands, whole
from geo.reports.key_numbers import NEAR_M, area, key_numbers, money, total
from geo.reports.runsheet_pages import set_words
from geo.wording import text

_HEAD_MM, _BETWEEN_MM = 17.0, 9.0
_MAP_MM = (88.0, 190.0)  # least and most
_MOST_SIGNS = 420  # of a note
_MOST_TOLD = 4  # exceptions and names told in a note; the annex has all


def sheet(plan: Plan, name: str, picture: str) -> Json:
    """Make the sheet of one sub-district; `picture` names the file of its map (see `map_height`)."""
    return {
        "kind": "sheet",
        "title": set_words(name),
        "level": 2,
        "lead": _lead(plan, name),
        "map": picture,
        "tiles": [],
        "table": _regions(plan, name),
        "notes": _notes(plan, name),
    }


def map_height(plan: Plan, name: str) -> float:
    """Return how high the map may be so that everything stands on one page, in millimetres."""
    notes = sum(LINE_MM * lines_of(note) + 1.2 for note in _notes(plan, name))
    free = HEIGHT_MM - _HEAD_MM - _BETWEEN_MM - height_of(_regions(plan, name)) - notes
    return float(np.clip(free, *_MAP_MM))


def _lead(plan: Plan, name: str) -> str:
    own = key_numbers(plan, name)
    near = "—" if own.near is None else f"{own.near:.1%}"
    return text(
        "report.sheet.lead", regions=own.regions, estates=f"{own.estates:,}", households=f"{own.households:,}",
        area=area(own.floor_area_m2), posts=f"{own.posts:,}", cost=money(own.monthly_cost_cny), near=near, m=NEAR_M,
        proof=own.proof or "—",
    )  # fmt: skip


def _own(plan: Plan, name: str) -> pd.DataFrame:
    own = plan.regions[plan.regions["subdistrict"] == name]
    return own.sort_values(["number", "region_id"], kind="stable")


def _regions(plan: Plan, name: str) -> Json:
    stations = plan.stations.drop_duplicates("region_id").set_index("region_id")
    rows, fills = [], []
    for row in _own(plan, name).to_dict("records"):
        station = stations.loc[row["region_id"]] if row["region_id"] in stations.index else None
        rows.append(
            (whole(row["number"]), row["name"], None if station is None else station_words(station),
             whole(row["estates"]), whole(row["households"]), ten_thousands(row["floor_area_m2"]),
             whole(row["posts"]), whole(row["walk_m_mean"]), whole(row["walk_m_max"]),
             ten_thousands(row["monthly_cost_cny"]))
        )  # fmt: skip
        fills.append(fill_of(row["color"]))
    columns = (
        Column(text("report.col.number"), 9, number=True),
        Column(text("report.col.region")),
        Column(text("report.col.station"), 40),
        Column(text("report.col.estates"), 12, number=True),
        Column(text("report.col.households"), 14, number=True),
        Column(text("report.col.area"), 14, number=True),
        Column(text("report.col.posts"), 12, number=True),
        Column(text("report.col.mean"), 14, number=True),
        Column(text("report.col.farthest"), 14, number=True),
        Column(text("report.col.cost"), 15, number=True),
    )
    return table(columns, rows, fills=fills)


def station_words(station: pd.Series) -> str:
    """Name a station, and say where its room is still to be found."""
    name = str(station["name"] or "")
    return text("report.to_be_found", name=name) if station["kind"] == "to_be_found" else name


def _notes(plan: Plan, name: str) -> list[str]:
    """Tell exceptions, communities that are split, and estates that are not planned; the first few by name."""
    own = _own(plan, name)
    members = plan.assignments.loc[plan.assignments["region_id"].isin(own["region_id"]), "estate_id"]
    broken = plan.exceptions[
        plan.exceptions["region_id"].isin(own["region_id"]) | plan.exceptions["estate_id"].isin(members)
    ]
    split = plan.communities[
        (plan.communities["subdistrict"] == name) & plan.communities["split"].fillna(value=False).astype(bool)
    ]
    notes = []
    if len(broken):
        told = broken.sort_values("price_cny", ascending=False, kind="stable")["explanation"].dropna()
        price = money(total(broken["price_cny"]), digits=2)
        notes.append(text("report.note.exceptions", n=len(broken), price=price, told=_few(told.tolist(), "；")))
    if len(split):
        notes.append(text("report.note.split", n=len(split), names=_few(split["community"].tolist(), "、")))
    for table_name in ("rejects", "to_locate"):
        left = plan.tables[table_name]
        left = left[left["subdistrict"] == name]
        if len(left):
            names = left["name"].fillna(left["estate_id"]).tolist()
            notes.append(text(f"report.note.{table_name}", n=len(left), names=_few(names, "、")))
    return [set_words(note, most=_MOST_SIGNS) for note in notes] or [text("report.note.none")]


def _few(names: list[str], joint: str) -> str:
    first = joint.join(set_words(str(name)[:60]) for name in names[:_MOST_TOLD])
    return first if len(names) <= _MOST_TOLD else text("report.and_more", first=first, n=len(names) - _MOST_TOLD)
