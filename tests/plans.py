"""A plan made by hand, small and consistent, for the tests of maps, reports and storage.

Two invented sub-districts stand side by side; a river with one bridge runs through both. The regions are blocks of a
grid; every total is summed up from the estates, so that tests can hold the tables against one another.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point

from geo.plan import Plan, Proof, Status
from geo.policy import Policy
from geo.schema import ROLES
from tests.plan_inputs import estate_rows, left_out_rows, said_rows, surroundings
from tests.town import (
    HOSTILE_NAMES,
    SUBDISTRICTS,
    Town,
    build_town,
    community_of,
    estate_id,
    names_of,
    region_id,
    region_shape,
    size_of,
    subdistrict_of,
    table,
    walk_m,
    weighted_walks,
)

_WAGES = {"service": 5_000, "cleaning": 4_000, "security": 4_500, "greening": 4_500, "repair": 6_000, "head": 7_000}


def small_plan(*, hostile: bool = False, estates: int = 12, seed: int = 0) -> Plan:
    """Make the plan: 2 sub-districts and 4 regions (fewer below 4 estates, one for 12 above 48).

    `hostile` puts the four hostile names on estates, a region, a station, a community and more. The estates beyond
    the planned ones are three rejects and two to locate; half of the planned ones are known as points only.
    """
    town = build_town(estates, seed)
    names = names_of(estates, hostile=hostile)
    tables: dict[str, pd.DataFrame] = {}
    tables |= left_out_rows(hostile=hostile)
    tables["estates"] = estate_rows(town, names, tables, hostile=hostile)
    tables["assignments"] = _assignments(town)
    tables |= _regions(town, names, tables, hostile=hostile)
    tables |= surroundings(town, hostile=hostile)
    tables |= said_rows(town, names)
    tables |= _proofs(town)
    policy = Policy.from_mapping({"invented": True})
    return Plan(
        tables, policy, _facts(tables, town), {"seed": seed, "format": 1, "place": "样例市", "date": "2026-11-22"}
    )


def _assignments(town: Town) -> pd.DataFrame:
    rows, lines = [], []
    for i, r in enumerate(town.region.tolist()):
        second = (r + 1) % town.regions if town.regions > 1 else None
        walk = walk_m(town, i, r)
        price = None if second is None else round(float(town.households[i]) * (walk_m(town, i, second) - walk) / 900, 1)
        rows.append(
            {
                "estate_id": estate_id(i),
                "region_id": region_id(r),
                "group_id": f"G{r + 1:03d}",
                "walk_m": walk,
                "station_id": f"S{r + 1:03d}",
                "rung": "straight",
                "walk_claim": i % 6 != 5,
                "second_station_id": None if second is None else f"S{second + 1:03d}",
                "second_price_cny": price,
                "locked": i == 0,
                "reason": "本片区步行最近" if i else "按锁定表指定",
            }
        )
        lines.append(LineString([town.centres[i], town.station_xy(r)]))
    return table(rows, lines) if rows else pd.DataFrame()


def _posts(households: int, floor_area_m2: float) -> dict[str, int]:
    load = {
        "service": households / 650,
        "cleaning": floor_area_m2 / 13_000,
        "security": floor_area_m2 / 11_000,
        "greening": floor_area_m2 * 0.25 / 22_500,
        "repair": floor_area_m2 / 32_500,
    }
    whole = {role: int(np.ceil(value)) for role, value in load.items()}
    return {role: whole.get(role, 1 if role == "head" else 0) for role in ROLES}


def _regions(town: Town, names: list[str], tables: dict, *, hostile: bool) -> dict[str, pd.DataFrame]:
    regions, stations, groups, rooms, communities = [], [], [], [], []
    for r in range(town.regions):
        members, subdistrict, hub = town.members(r), subdistrict_of(town, r), town.station_estate(r)
        size, posts, community = size_of(town, members), _posts, community_of(r, hostile=hostile)
        posts = _posts(size["households"], size["floor_area_m2"])
        ids = {"region_id": region_id(r), "station_id": f"S{r + 1:03d}"}
        office = f"O{SUBDISTRICTS.index(subdistrict) + 1}"
        walks = weighted_walks(np.array([walk_m(town, i, r) for i in members]), town.households[members])
        label = (
            HOSTILE_NAMES[r % 4]
            if hostile
            else f"样例{'东西'[SUBDISTRICTS.index(subdistrict)]}{r + 1:02d}片区（{community}）"
        )
        cost = float(sum(_WAGES.get(role, 5_000) * count for role, count in posts.items()))
        regions.append(
            {
                **ids,
                **size,
                **walks,
                "name": label,
                "subdistrict": subdistrict,
                "number": r + 1,
                "color": r % 5,
                "lead_community": community,
                "communities": community,
                "office_id": office,
                "posts": sum(posts.values()),
                **{f"posts_{role}": count for role, count in posts.items()},
                "monthly_cost_cny": cost,
                "score_cny": round(cost + size["households"] * 3.2, 1),
                "proof": _proof(subdistrict).in_words("zh"),
            }
        )
        station = HOSTILE_NAMES[(r + 1) % 4] if hostile else f"{names[hub]}服务站"
        stations.append(
            {
                **ids,
                "name": station,
                "subdistrict": subdistrict,
                "estate_id": estate_id(hub),
                "office_id": office,
                "kind": "to_be_found" if r % 4 == 3 else "gatehouse",
                "load_households": size["households"],
                "room_floor_area_m2": 60.0 + r,
                "needed_floor_area_m2": size["households"] * 0.3,
                "rent_cny_month": 0.0,
                "overhead_cny_month": 7_000.0,
            }
        )
        rooms.append(
            {"room_id": ids["station_id"], "name": station, "estate_id": estate_id(hub), "kind": stations[-1]["kind"]}
        )
        groups.append(
            {
                "group_id": f"G{r + 1:03d}",
                "region_id": ids["region_id"],
                "name": f"示例组团{r + 1}",
                "gates": 2,
                "anchor_estate_id": estate_id(hub),
                "fence_m": 320.0,
                "enclosable": r % 2 == 0,
                "status": "optimal",
                **size,
            }
        )
        communities.append(
            {
                "subdistrict": subdistrict,
                "community": community,
                "lead_region_id": ids["region_id"],
                "regions": ids["region_id"],
                "split": False,
                **size,
            }
        )
    shapes = [region_shape(town, r) for r in range(town.regions)]
    places = [Point(town.station_xy(r)) for r in range(town.regions)]
    made = {
        "regions": table(regions, shapes),
        "groups": table(groups, shapes),
        "stations": table(stations, places),
        "rooms": table(rooms, places),
        "communities": table(communities),
    }
    made["offices"] = _offices(town, made["stations"], hostile=hostile)
    made["firms"] = _firms(town, made["regions"], hostile=hostile)
    return {name: table for name, table in made.items() if len(table)}


def _offices(town: Town, stations: pd.DataFrame, *, hostile: bool) -> pd.DataFrame:
    rows, places = [], []
    for number, subdistrict in enumerate(SUBDISTRICTS, start=1):
        served = [r for r in range(town.regions) if subdistrict_of(town, r) == subdistrict]
        if not served:
            continue
        members = np.flatnonzero(np.isin(town.region, served))
        name = HOSTILE_NAMES[2] if hostile else f"{subdistrict.removesuffix('街道')}管理处"
        rows.append(
            {
                "office_id": f"O{number}",
                "name": name,
                "subdistricts": subdistrict,
                "posts": 3,
                "status": "optimal",
                "station_id": f"S{served[0] + 1:03d}",
                "stations": len(served),
                "crew_travel_m_mean": 640.0,
                **size_of(town, members),
            }
        )
        places.append(Point(town.station_xy(served[0]) + np.array([60.0, 40.0])))
    return table(rows, places)


def _firms(town: Town, regions: pd.DataFrame, *, hostile: bool) -> pd.DataFrame:
    """One firm a sub-district; the regions and their firm share a name, as in a plan."""
    rows, shapes = [], []
    names = {s: HOSTILE_NAMES[k % 4] if hostile else f"示例物业{'甲乙'[k]}公司" for k, s in enumerate(SUBDISTRICTS)}
    regions["firm"] = regions["subdistrict"].map(names) if len(regions) else None
    for number, subdistrict in enumerate(SUBDISTRICTS, start=1):
        own = regions[regions["subdistrict"] == subdistrict] if len(regions) else regions
        if own.empty:
            continue
        members = np.flatnonzero(
            np.isin(town.region, [r for r in range(town.regions) if subdistrict_of(town, r) == subdistrict])
        )
        rows.append(
            {
                "firm_id": f"F{number:02d}",
                "name": names[subdistrict],
                "subdistricts": subdistrict,
                "seat": subdistrict,
                "regions": len(own),
                "offices": 1,
                "posts": int(own["posts"].sum()),
                "load_share": float(own["floor_area_m2"].sum() / regions["floor_area_m2"].sum()),
                "deviation": 0.04,
                "pilots": 1,
                "locked_subdistricts": subdistrict,
                "way_m_mean": 0.0,
                "status": "optimal",
                "proof": "",
                **size_of(town, members),
            }
        )
        shapes.append(own.geometry.union_all())
    return table(rows, shapes)


def _proof(subdistrict: str) -> Proof:
    """The first sub-district is proved optimal, the second within a gap of 0.3 %."""
    if subdistrict == SUBDISTRICTS[0]:
        return Proof(Status.OPTIMAL, 210_000.0, 210_000.0, floor=180_000.0, stopped_by="proved")
    return Proof(Status.GAP, 400_000.0, 398_800.0, floor=350_000.0, stopped_by="nodes")


def _proofs(town: Town) -> dict[str, pd.DataFrame]:
    rows, terms = [], []
    for subdistrict in SUBDISTRICTS:
        served = [r for r in range(town.regions) if subdistrict_of(town, r) == subdistrict]
        if not served:
            continue
        proof = _proof(subdistrict)
        rows.append(
            {
                "name": subdistrict,
                **size_of(town, np.flatnonzero(np.isin(town.region, served))),
                "stations": len(served),
                "status": proof.status.value,
                "objective": proof.value,
                "bound": proof.bound,
                "gap": proof.gap,
                "model": "compact",
                "seconds": 1.5,
                "stopped_by": proof.stopped_by,
                "floor_cny": proof.floor,
                "gap_cny_month": proof.gap_cny_month,
                "gap_controllable": proof.gap_controllable,
                "proof": proof.in_words("zh"),
                "clashes": "",
            }
        )
        terms += [
            {"subdistrict": subdistrict, "term": "walking", "value_cny": proof.value * 0.3, "is_cash": False},
            {"subdistrict": subdistrict, "term": "station_posts", "value_cny": proof.value * 0.7, "is_cash": True},
        ]
    return {"solutions": table(rows), "terms": table(terms)} if rows else {}


def _facts(tables: dict[str, pd.DataFrame], town: Town) -> dict[str, object]:
    def total(name: str, column: str) -> float:
        return float(tables[name][column].sum()) if name in tables else 0.0

    def count(name: str) -> int:
        return len(tables.get(name, ()))

    walks = np.array([walk_m(town, i, r) for i, r in enumerate(town.region.tolist())])
    claimed = np.array([i % 6 != 5 for i in range(len(walks))], dtype=bool)
    weights = town.households[claimed] if len(walks) else np.array([])
    walk = (
        weighted_walks(walks[claimed], weights)
        if len(weights)
        else dict.fromkeys(("walk_m_mean", "walk_m_p90", "walk_m_max"))
    )
    near = {
        str(m): float(weights[walks[claimed] <= m].sum() / weights.sum()) if len(weights) else None
        for m in (300, 500, 1_000)
    }
    pooled = int(total("regions", "posts"))
    value, bound = total("solutions", "objective"), total("solutions", "bound")
    listed = ("name", "estates", "stations", "status", "model", "objective", "bound", "gap", "seconds", "stopped_by")
    return {
        "estates": len(walks) + 5,
        "eligible": len(walks) + 2,
        "planned": len(walks),
        "rejected": 3,
        "to_locate": 2,
        "regions": count("regions"),
        "groups": count("groups"),
        "stations": count("stations"),
        "offices": count("offices"),
        "firms": count("firms"),
        "objective": value,
        "bound": bound,
        "gap": (value - bound) / value if value else 0.0,
        "gap_cny_month": value - bound,
        "gap_controllable": 0.015 if count("solutions") > 1 else 0.0,
        "exceptions": {"count": count("exceptions"), "price": total("exceptions", "price_cny")},
        "proven_optimal": min(1, count("solutions")),
        "subdistricts": [{key: row[key] for key in listed} for row in tables["solutions"].to_dict("records")]
        if "solutions" in tables
        else [],
        "coverage": near,
        "walk_m": {key.rpartition("_")[2]: value for key, value in walk.items()},
        "posts_alone": pooled + 3 * len(walks),
        "posts_today": None,
        "posts_fractional": round(pooled * 0.86, 2),
        "posts_pooled": pooled,
        "monthly_cost_cny": total("regions", "monthly_cost_cny"),
        "seconds": 3.2,
        "format": 1,
    }


__all__ = ["HOSTILE_NAMES", "SUBDISTRICTS", "estate_id", "region_id", "small_plan"]
