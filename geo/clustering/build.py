"""From tables to the arrays that solvers speak: one `Problem` for a sub-district, or several joined on purpose.

Estates and rooms are put in order by place and load first and by id last, so that neither the rows of a file nor the
names in it decide between equals. Prices of pairs are in `pair_prices`, locks in `lock_rules`, rooms in `candidates`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.clustering.candidates import candidate_rooms, with_id_column
from geo.clustering.lock_rules import Directory, lock_rules
from geo.clustering.pair_prices import PairInputs, forbidden_pairs, pair_terms
from geo.clustering.problem import Bools, Floats, Ints, Problem
from geo.clustering.region_posts import post_rules
from geo.clustering.standing_rules import activity_bands, alone_estates, region_rules, tell_not_alone, whole_communities
from geo.clustering.table_columns import codes, flags, numbers, words
from geo.findings import Report
from geo.geometry import coordinates
from geo.policy import Policy
from geo.wording import text

if TYPE_CHECKING:
    from geo.network.travel import Distances

__all__ = ["build_problem", "candidate_rooms"]


def build_problem(
    estates: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    *,
    links: gpd.GeoDataFrame,
    walk: Distances,
    crew: Distances,
    locks: pd.DataFrame | None,
    policy: Policy,
    name: str,
    metric_crs: str,
    report: Report,
) -> Problem:
    """Build the arrays of one sub-district.

    Parameters
    ----------
    estates, rooms : tables ESTATES and ROOMS of this sub-district, EPSG:4326; rooms as `candidate_rooms` gives them.
    links : table LINKS among these estates.
    walk, crew : metres from estates (rows) to rooms (columns), in the order of the tables given.
    locks : table LOCKS of the whole city; rows of estates elsewhere are passed over.
    name : the sub-district, looked up in `policy.stations.counts`.

    Returns
    -------
    Problem with estates and rooms in their own order: use its ids, not the row numbers of the tables.
    """
    estates, rooms = with_id_column(estates, "estate_id"), with_id_column(rooms, "room_id")
    known = rooms["estate_id"].isin(estates["estate_id"]).to_numpy(bool)
    by_estate = _in_order(estates, coordinates(estates.geometry.to_crs(metric_crs)), ["floor_area_m2", "households"])
    by_room = _in_order(rooms, coordinates(rooms.geometry.to_crs(metric_crs)), ["rent_cny_month", "floor_area_m2"])
    by_room = by_room[known[by_room]]
    estates, rooms = estates.iloc[by_estate].reset_index(drop=True), rooms.iloc[by_room].reset_index(drop=True)
    cells = np.ix_(by_estate, by_room)
    xy = coordinates(estates.geometry.to_crs(metric_crs))
    pairs = _pair_inputs(
        estates, rooms, metres=(walk.metres[cells], crew.metres[cells]), xy=xy, policy=policy, report=report
    )
    return _assemble(estates, rooms, pairs, xy, links=links, locks=locks, policy=policy, name=name, report=report)


def _assemble(
    estates: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    pairs: PairInputs,
    xy: Floats,
    *,
    links: gpd.GeoDataFrame,
    locks: pd.DataFrame | None,
    policy: Policy,
    name: str,
    report: Report,
) -> Problem:
    estate_ids, room_ids = [str(i) for i in estates["estate_id"]], [str(i) for i in rooms["room_id"]]
    estate_book = Directory.of(estate_ids, words(estates, "name"))
    room_book = Directory.of(room_ids, words(rooms, "name"))
    host = np.array([estate_ids.index(str(e)) for e in rooms["estate_id"]], np.int32)
    decided = lock_rules(locks, estate_book, room_book, count=len(estates), report=report)
    ends, link_cny = _links(links, estate_ids, policy)
    rules = region_rules(policy, name)
    community = codes(words(estates, "community"))
    forbidden = flags(rooms, "forbidden")
    alone = alone_estates(pairs.floor_area_m2, host=host, usable=~forbidden, links=ends, decided=decided, rules=rules)
    tell_not_alone(pairs.floor_area_m2, alone, estate_ids, rules, report)
    terms = pair_terms(pairs, policy)
    room_terms = _room_terms(rooms, policy)
    return Problem(
        name=name,
        estate_ids=tuple(estate_ids),
        room_ids=tuple(room_ids),
        xy=xy,
        floor_area_m2=pairs.floor_area_m2,
        households=pairs.households,
        community=community,
        is_mini=pairs.floor_area_m2 < policy.regions.mini_estate_m2.value,
        is_alone=alone,
        host=host,
        room_cny=np.sum(list(room_terms.values()), axis=0, dtype=np.float64),
        capacity_households=_capacities(rooms, policy),
        is_fixed=flags(rooms, "fixed") & ~forbidden,
        pair_cny=np.where(forbidden_pairs(pairs, policy), np.inf, np.sum(list(terms.values()), axis=0)),
        walk_m=pairs.walk_m,
        links=ends,
        link_cny=link_cny,
        must_link=decided.must_link,
        cannot_link=decided.cannot_link,
        locked_room=decided.locked_room,
        rules=rules,
        terms=terms,
        room_terms=room_terms,
        community_link=whole_communities(pairs.floor_area_m2, community, alone, ends, policy),
        is_forbidden=forbidden,
        bands=activity_bands(estates, pairs.households, policy),
        posts=post_rules(estates, policy) if policy.objective == "cost" else None,
    )


def _in_order(table: gpd.GeoDataFrame, xy: Floats, loads: list[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Order rows by place (to the millimetre), load and id."""
    keys = pd.DataFrame({"x": xy[:, 0].round(3), "y": xy[:, 1].round(3)})
    for load in loads:
        keys[load] = table[load].astype("Float64").to_numpy("float64", na_value=-1.0)
    keys["id"] = table.iloc[:, list(table.columns).index(_key(table))].astype(str).to_numpy()
    return np.asarray(keys.sort_values(list(keys.columns), kind="stable").index, dtype=np.int64)


def _key(table: gpd.GeoDataFrame) -> str:
    return "room_id" if "room_id" in table.columns else "estate_id"


def _pair_inputs(
    estates: gpd.GeoDataFrame,
    rooms: gpd.GeoDataFrame,
    *,
    metres: tuple[Floats, Floats],
    xy: Floats,
    policy: Policy,
    report: Report,
) -> PairInputs:
    """Take loads and metres (walk, crew); an estate out of every room's reach gets a stand-in, and is told."""
    walk_m, crew_m = metres
    area, households = _loads(estates, policy)
    out_of_reach = np.flatnonzero(~(np.isfinite(walk_m) & np.isfinite(crew_m)).any(axis=1))
    if len(out_of_reach) and len(rooms):
        walk_m, crew_m = walk_m.copy(), crew_m.copy()
        host = pd.Index(estates["estate_id"]).get_indexer(rooms["estate_id"])
        for row in out_of_reach:
            estate = str(estates["estate_id"].iloc[row])
            report.find("estate-out-of-reach", found=text("estate-out-of-reach.found", estate=estate), estate_id=estate)
            walk_m[row] = crew_m[row] = np.hypot(*(xy[host] - xy[row]).T) * policy.links.detour_factor
    return PairInputs(area, households, _elderly_share(estates, policy), walk_m, crew_m, _moves(estates, rooms))


def _loads(estates: gpd.GeoDataFrame, policy: Policy) -> tuple[Floats, Floats]:
    """Take areas and households; what reading has left empty is filled by the same rule as there."""
    fill, area, households = policy.fill_in, numbers(estates, "floor_area_m2"), numbers(estates, "households")
    households = np.where(np.isfinite(households), households, area / fill.m2_per_household)
    households = np.where(np.isfinite(households), households, float(fill.default_households))
    return np.where(np.isfinite(area), area, households * fill.m2_per_household), households


def _elderly_share(estates: gpd.GeoDataFrame, policy: Policy) -> Floats:
    elderly, residents = numbers(estates, "elderly60"), numbers(estates, "residents")
    known = np.isfinite(elderly) & (residents > 0)
    share = np.divide(elderly, residents, out=np.full(len(estates), policy.fill_in.elderly_share), where=known)
    return np.asarray(np.clip(share, 0.0, 1.0))


def _moves(estates: gpd.GeoDataFrame, rooms: gpd.GeoDataFrame) -> Bools:
    """Mark pairs that differ from the station in force; a station that is no candidate marks none."""
    book = Directory.of([str(i) for i in rooms["room_id"]], words(rooms, "name"))
    is_move = np.zeros((len(estates), len(rooms)), np.bool_)
    for row, word in enumerate(words(estates, "current_station")):
        room = book.find(word)
        if room is not None:
            is_move[row] = True
            is_move[row, room] = False
    return is_move


def _links(links: gpd.GeoDataFrame, estate_ids: list[str], policy: Policy) -> tuple[Ints, Floats]:
    """Turn the table LINKS into positions; a forced link over a barrier has a price, with priced barriers every one."""
    if links.empty:
        return np.zeros((0, 2), np.int32), np.zeros(0)
    index = pd.Index(estate_ids)
    ends = np.column_stack([index.get_indexer(links[c].astype(str)) for c in ("from_estate_id", "to_estate_id")])
    ends.sort(axis=1)
    inside = (ends[:, 0] >= 0) & (ends[:, 0] != ends[:, 1])
    crosses = links["crosses_barrier"].fillna(value=False).to_numpy(bool)
    priced = crosses & ((links["kind"] == "forced").to_numpy(bool) | (policy.regions.barriers == "priced"))
    price = np.where(priced, policy.prices.forced_barrier_cny, 0.0)[inside]
    unique, first = np.unique(ends[inside], axis=0, return_inverse=True)
    cheapest = np.full(len(unique), np.inf)
    np.minimum.at(cheapest, first.ravel(), price)
    return unique.astype(np.int32), cheapest


def _room_terms(rooms: gpd.GeoDataFrame, policy: Policy) -> dict[str, Floats]:
    rent = numbers(rooms, "rent_cny_month")
    unknown = np.where((rooms["kind"] == "to_be_found").to_numpy(bool), policy.stations.rent_to_be_found_cny_month, 0.0)
    head = policy.stations.head_posts * policy.staffing.wages_cny_month.head
    return {"rent": np.where(np.isfinite(rent), rent, unknown), "station_posts": np.full(len(rooms), head)}


def _capacities(rooms: gpd.GeoDataFrame, policy: Policy) -> Floats:
    stated = numbers(rooms, "capacity_households")
    capacity = np.where(np.isfinite(stated), stated, np.inf)
    if policy.stations.capacity_from_floor_area and policy.stations.m2_per_100_households > 0:
        by_area = numbers(rooms, "floor_area_m2") / policy.stations.m2_per_100_households * 100.0
        capacity = np.where(np.isfinite(stated) | ~np.isfinite(by_area), capacity, by_area)
    return capacity
