"""What a scenario does to the inputs: rooms, crossings, links, estates and demand, before anything is planned.

Every id is looked up: one that the inputs do not have is refused with the file, the key and the nearest known one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geo.errors import InputError, nearest_name
from geo.io.ledger import Ledger
from geo.policy import Policy
from geo.scenarios.inputs import Companions, Inputs, fingerprint
from geo.scenarios.scenario import AddedEstate, Demand, LinkChanges, ReadScenario, RoomChanges
from geo.schema import CROSSINGS, ESTATES, LINKS, ROOMS, STORAGE_CRS, Table
from geo.wording import text

_PEOPLE = ("households", "residents", "elderly60")


def apply_scenario(inputs: Inputs, scenario: ReadScenario, *, policy: Policy) -> Inputs:
    """Return the inputs as the scenario would have them; the originals are untouched.

    Raises
    ------
    InputError
        Where the scenario names an estate, a room or a sub-district that the inputs lack, or adds one they have: all
        such names at once.
    """
    _refuse_unknown(inputs, scenario)
    changes, given = scenario.changes, inputs.companions
    ledger = _with_demand(_with_estates(inputs.ledger, changes.estates, policy), changes.demand)
    companions = replace(
        given,
        rooms=_with_rooms(given.rooms, changes.rooms),
        crossings=_with_crossings(given, scenario),
        links=_with_links(given.links, changes.links),
        scenario=scenario.to_record(),
    )
    return Inputs(ledger, companions, (*inputs.fingerprints, *fingerprint(scenario.files)))


def _refuse_unknown(inputs: Inputs, scenario: ReadScenario) -> None:
    """Collect every name that does not fit, and refuse them all at once."""
    changes, table = scenario.changes, inputs.companions.rooms
    estates = {str(ident) for ident in inputs.ledger.estates["estate_id"]}
    added, asked = [one.estate_id for one in changes.estates], changes.rooms
    all_estates = estates | set(added)
    rooms = set() if table is None else {str(ident) for ident in table["room_id"]}
    districts = {str(name) for name in inputs.ledger.planned()["subdistrict"].dropna()}
    districts |= {one.subdistrict for one in changes.estates}
    ends = [end for one in (*changes.links.add, *changes.links.remove) for end in (one.a, one.b)]
    rising = changes.demand.by_subdistrict if changes.demand else ()
    counted = changes.stations if isinstance(changes.stations, dict) else ()
    faults = [
        *_unknown("rooms", [*asked.close, *asked.open, *asked.must, *asked.lost], rooms, "room"),
        *_unknown("rooms.add", [one.estate_id for one in asked.add if one.estate_id], all_estates, "estate"),
        *_unknown("links", ends, all_estates, "estate"),
        *_unknown("join", [name for group in changes.join for name in group], districts, "subdistrict"),
        *_unknown("demand.by_subdistrict", rising, districts, "subdistrict"),
        *_unknown("stations", counted, districts, "subdistrict"),
        *_twice("estates", added, estates),
        *_twice("rooms.add", [one.room_id for one in asked.add], rooms),
    ]
    if asked != RoomChanges() and table is None:
        faults = [text("scenario.no_rooms")]
    if faults:
        raise InputError("\n".join([text("scenario.faults", file=scenario.origin, count=len(faults)), *faults]))


def _unknown(key: str, names: Iterable[str], known: Collection[str], what: str) -> Iterator[str]:
    for name in dict.fromkeys(names):
        if name not in known:
            near = nearest_name(name, known)
            said = text("policy.did_you_mean", near=near) if near else ""
            yield "  " + text(f"scenario.unknown_{what}", key=key, name=name) + said


def _twice(key: str, names: Sequence[str], known: Collection[str]) -> Iterator[str]:
    for position, name in enumerate(names):
        if name in known or name in names[:position]:
            yield "  " + text("scenario.already_there", key=key, name=name)


def _with_rooms(rooms: gpd.GeoDataFrame | None, changes: RoomChanges) -> gpd.GeoDataFrame | None:
    if rooms is None or changes == RoomChanges():
        return rooms
    kept = rooms[~rooms["room_id"].isin(changes.lost)].copy()
    kept.loc[kept["room_id"].isin(changes.close), "forbidden"] = True
    kept.loc[kept["room_id"].isin(changes.close), "fixed"] = False
    kept.loc[kept["room_id"].isin([*changes.open, *changes.must]), "forbidden"] = False
    kept.loc[kept["room_id"].isin([*changes.open, *changes.must]), "consent"] = True
    kept.loc[kept["room_id"].isin(changes.must), "fixed"] = True
    if not changes.add:
        return kept
    rows = [
        {"room_id": one.room_id, "name": one.name or one.room_id, "estate_id": one.estate_id or None, "kind": "office",
         "floor_area_m2": one.floor_area_m2, "rent_cny_month": one.rent_cny_month, "fixed": one.must, "consent": True}
        for one in changes.add
    ]  # fmt: skip
    return _longer(kept, rows, [Point(one.lon, one.lat) for one in changes.add], ROOMS)


def _with_crossings(given: Companions, scenario: ReadScenario) -> gpd.GeoDataFrame | None:
    built = scenario.changes.crossings
    if not built:
        return given.crossings
    rows = [{"kind": one.kind, "name": one.name} for one in built]
    points = [Point(one.lon, one.lat) for one in built]
    before = given.crossings if given.crossings is not None else gpd.GeoDataFrame(CROSSINGS.empty())
    return _longer(before, rows, points, CROSSINGS)


def _with_links(links: pd.DataFrame | None, changes: LinkChanges) -> pd.DataFrame | None:
    """Add rows to the user's links; of a pair told twice the last row counts, so the scenario prevails."""
    asked = [("add", one) for one in changes.add] + [("remove", one) for one in changes.remove]
    if not asked:
        return links
    rows = [
        {"from_estate_id": one.a, "to_estate_id": one.b, "action": action, "kind": "user", "walk_m": one.walk_m}
        for action, one in asked
    ]
    made = LINKS.conform(pd.DataFrame(rows).assign(geometry=None)).drop(columns="geometry")
    return made if links is None or links.empty else pd.concat([links, made], ignore_index=True)


def _with_estates(ledger: Ledger, added: Sequence[AddedEstate], policy: Policy) -> Ledger:
    """Add the estates of a renovation: eligible, at a surveyed place; residents and over-60s by the fill-in rule."""
    if not added:
        return ledger
    rows = []
    for one in added:
        residents = one.households * policy.fill_in.residents_per_household
        elderly = round(residents * policy.fill_in.elderly_share) if one.elderly60 is None else one.elderly60
        filled = "residents" if one.elderly60 is not None else "residents;elderly60"
        row = one.model_dump(exclude={"lon", "lat", "elderly60"}, exclude_none=True)
        rows.append(
            row
            | {"residents": round(residents), "elderly60": elderly, "filled": filled, "eligibility": "eligible",
               "eligibility_reason": text("scenario.added"), "place_quality": "surveyed"}
        )  # fmt: skip
    points = [Point(one.lon, one.lat) for one in added]
    longer = _longer(ledger.estates, rows, points, ESTATES)
    return replace(ledger, estates=longer.sort_values("estate_id", kind="stable", ignore_index=True))


def _with_demand(ledger: Ledger, demand: Demand | None) -> Ledger:
    """Raise households, residents and over-60s, rounded to whole people; no estate falls below one household."""
    if demand is None:
        return ledger
    estates = ledger.estates.copy()
    own = estates["subdistrict"].map(demand.by_subdistrict).astype("float64")
    percent = own.fillna(demand.percent)
    for column in _PEOPLE:
        is_elderly = column == "elderly60" and demand.elderly_percent is not None
        rise = own.fillna(demand.elderly_percent or 0.0) if is_elderly else percent
        numbers = pd.to_numeric(estates[column]).astype("Float64") * (1 + rise / 100)
        least = 1 if column == "households" else 0
        estates[column] = numbers.round().clip(lower=least).astype("Int64")
    return replace(ledger, estates=estates)


def _longer(
    table: gpd.GeoDataFrame, rows: Sequence[Mapping[str, object]], points: list[Point], declared: Table
) -> gpd.GeoDataFrame:
    """Put rows behind a table, in its own columns."""
    added = declared.conform(gpd.GeoDataFrame(pd.DataFrame(rows), geometry=points, crs=STORAGE_CRS))
    both = pd.concat([table, added], ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=table.crs or STORAGE_CRS)
