"""Counting a plan's closed management again in plain loops, from its tables alone; no code of the makers.

What it finds is a fault of the program: the tests hold every plan they make against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from geo.policy import Policy

_METRE = 0.11  # three lengths rounded to a decimetre
_FEN = 0.011
Rows = list[dict[str, Any]]


def check_enclosures(tables: Mapping[str, pd.DataFrame], policy: Policy) -> list[str]:
    """Return in words what is wrong with the tables `enclosures`, `fences` and `closures`."""
    rows = _rows(tables["enclosures"])
    counted = [row for row in rows if row["outcome"] != "apart"]
    estates = {row["estate_id"]: row for row in _rows(tables["estates"])}
    groups: dict[str, list[str]] = {}
    for row in _rows(tables["assignments"]):
        if isinstance(row["group_id"], str):
            groups.setdefault(row["group_id"], []).append(row["estate_id"])
    found: list[str] = []
    seen: dict[str, int] = {}
    for row in counted:
        members = groups[row["group_id"]] if row["kind"] == "group" else [row["estate_id"]]
        for ident in members:
            seen[ident] = seen.get(ident, 0) + 1
        own = [estates[ident] for ident in members]
        found += [*_gates(row, own, policy), *_guards_and_money(row, own, policy)]
    for ident in tables["assignments"]["estate_id"]:
        if seen.get(ident, 0) != 1:
            found.append(f"{ident} is in {seen.get(ident, 0)} compounds")
    return found + list(_order(counted)) + list(_lines(counted, _rows(tables["fences"]))) + list(_sums(tables))


def _rows(table: pd.DataFrame) -> Rows:
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore")).astype(object)
    return [{str(k): v for k, v in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")]


def _guards(members: Rows, policy: Policy) -> float:
    """Add up guards: gates where gated, floor area where open."""
    staffing, load = policy.staffing, 0.0
    a_gate = {"day": staffing.fte_per_day_gate, "24h": staffing.fte_per_24h_gate}.get(staffing.guard_mode, 0.0)
    for one in members:
        if one["enclosed"] in ("closed", "partly") and staffing.guard_mode != "unguarded":
            load += a_gate * (staffing.default_gates if one["gates"] is None else one["gates"])
        else:
            load += (one["floor_area_m2"] or 0.0) / staffing.active_grade.security_m2
    return load


def _gates(row: dict[str, Any], members: Rows, policy: Policy) -> Iterator[str]:
    name, rules = row["enclosure_id"], policy.enclosure
    gates = 0
    for one in members:
        gated = one["enclosed"] in ("closed", "partly")
        gates += one["gates"] if one["gates"] is not None else policy.staffing.default_gates if gated else 0
    if row["gates_now"] != gates:
        yield f"{name}: {row['gates_now']} gates now, its estates have {gates}"
    if row["gates_kept"] != row["gates_now"] - row["gates_closed"] + row["gates_new"]:
        yield f"{name}: gates kept are not those now less closed plus new"
    if row["gates_kept"] < rules.gates_least or min(row["gates_closed"], row["gates_new"]) != 0:
        yield f"{name}: keeps {row['gates_kept']} gates"
    if row["fence_m"] < 0 or row["fence_m"] > row["perimeter_m"] - row["existing_m"] + _METRE:
        yield f"{name}: {row['fence_m']} m of fence around {row['perimeter_m']} m"


def _guards_and_money(row: dict[str, Any], members: Rows, policy: Policy) -> Iterator[str]:
    name, rules, prices = row["enclosure_id"], policy.enclosure, policy.budget
    area = sum(one["floor_area_m2"] or 0.0 for one in members)
    after = _guards([{"enclosed": "closed", "gates": row["gates_kept"], "floor_area_m2": area}], policy)
    for said, load in (("guards_now", _guards(members, policy)), ("guards_after", after)):
        if row[said] != math.ceil(load - 1e-9):
            yield f"{name}: {said} is {row[said]}, {load:.3f} counted"
    if row["posts_saved"] != row["guards_now"] - row["guards_after"]:
        yield f"{name}: posts saved are not the difference"
    shut = max(0, row["gates_closed"] - row["fire_exits"])
    for said, case in (("works_least_cny", "low"), ("works_cny", "mid"), ("works_most_cny", "high")):
        cost = (row["fence_m"] + shut * rules.gate_width_m) * getattr(prices.fence_cny_m, case)
        cost += row["gates_equipped"] * getattr(prices.gate_cny, case)
        cost += row["fire_exits"] * getattr(prices.fire_exit_cny, case)
        if abs(cost - row[said]) > _FEN:
            yield f"{name}: {said} is {row[said]}, {cost:.2f} counted"
    saving = row["posts_saved"] * policy.staffing.wages_cny_month.security
    if abs(saving - row["saving_cny_month"]) > _FEN:
        yield f"{name}: saves {row['saving_cny_month']}, {saving:.2f} counted"
    if (row["payback_months"] is None) != (saving <= 0):
        yield f"{name}: payback {row['payback_months']} with a saving of {saving:.2f}"
    if saving > 0 and abs(row["payback_months"] - row["works_cny"] / saving) > 1e-6:
        yield f"{name}: payback is not works over saving"


def _order(rows: Rows) -> Iterator[str]:
    ranked = sorted((row for row in rows if row["rank"] is not None), key=lambda row: row["rank"])
    if [row["rank"] for row in ranked] != list(range(1, len(ranked) + 1)):
        yield "ranks are not 1, 2, 3 and so on"
    for one, following in pairwise(ranked):
        if one["payback_months"] > following["payback_months"] + 1e-5:
            yield f"{following['enclosure_id']} pays back before {one['enclosure_id']}"
    for row in rows:
        if (row["rank"] is not None) != (row["outcome"] in ("pays", "slow")):
            yield f"{row['enclosure_id']}: rank {row['rank']} with outcome {row['outcome']}"


def _lines(rows: Rows, fences: Rows) -> Iterator[str]:
    for row in rows:
        if row["outcome"] == "done":
            continue
        own = [line for line in fences if line["enclosure_id"] == row["enclosure_id"]]
        built = sum(line["fence_m"] for line in own if line["kind"] in ("new_fence", "part_edge"))
        if abs(built - row["fence_m"]) > _METRE:
            yield f"{row['enclosure_id']}: {row['fence_m']} m of fence, {built:.1f} m drawn"
        kept = sum(line["kind"] == "gate_kept" for line in own)
        if kept != row["gates_kept"]:
            yield f"{row['enclosure_id']}: {row['gates_kept']} gates kept, {kept} drawn"


def _sums(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    closures = _rows(tables["closures"])
    for way in sorted({row["way"] for row in closures}):
        of_way = [row for row in closures if row["way"] == way]
        city = next(row for row in of_way if row["level"] == "city")
        for level in ("region", "office"):
            for name in ("estates", "households", "compounds", "gates_now", "gates_kept", "gates_closed", "barriers_m",
                         "guards_shift", "guards_day", "guards_lasting", "guards_have", "guards_short"):  # fmt: skip
                total = sum(row[name] for row in of_way if row["level"] == level)
                if abs(total - city[name]) > 0.06 * max(1, len(of_way)) * (name == "barriers_m"):
                    yield f"closures, {way}: {name} of all {level}s is {total}, of the city {city[name]}"
        if city["estates"] != len(tables["assignments"]):
            yield f"closures, {way}: {city['estates']} estates"
