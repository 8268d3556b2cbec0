"""What neighbours could share: rooms for the public, vacant rooms, green and parking bays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.network.travel import Places, places_of

if TYPE_CHECKING:
    from geo.scenarios.access import Ground

Floats = NDArray[np.float64]
_VACANT = ("vacated_flat", "gatehouse")  # kinds of rooms that may stand empty
_ROOM_FOR_ALL = "public_room"


def sharing(ground: Ground, households: Floats) -> dict[str, object]:
    """Say of each estate which public room is nearest, which vacant room and whose parking it could share."""
    return _public_rooms(ground) | _green(ground, households) | _parking(ground, households)


def _public_rooms(ground: Ground) -> dict[str, object]:
    """Find the nearest room for the public, and where none is in reach the nearest vacant one that may be lent."""
    plan, limit = ground.plan, ground.policy.access.public_room_m
    partners = gpd.GeoDataFrame(plan.partners)
    open_rooms = partners[(partners["kind"] == _ROOM_FOR_ALL) & partners.geometry.notna()]
    found, far = _nearest(ground, open_rooms, "partner_id")
    taken = set(plan.stations["station_id"])
    rooms = gpd.GeoDataFrame(plan.rooms)
    refused = rooms["consent"].eq(other=False).fillna(value=False) | rooms["forbidden"].fillna(value=False).astype(bool)
    vacant = rooms[rooms["kind"].isin(_VACANT) & ~refused & ~rooms["room_id"].isin(taken) & rooms.geometry.notna()]
    lent, lent_far = _nearest(ground, vacant, "room_id")
    lacks = ~(far <= limit)
    useful = lacks & (lent_far <= limit)
    return {
        "room_id": found,
        "room_m": far,
        "lends_room_id": [room if ok else None for room, ok in zip(lent, useful, strict=True)],
        "lends_room_m": np.where(useful, lent_far, np.nan),
    }


def _nearest(ground: Ground, targets: gpd.GeoDataFrame, key: str) -> tuple[list[str | None], Floats]:
    count = len(ground.estates)
    if not len(targets):
        return [None] * count, np.full(count, np.nan)
    places = places_of(targets, key=key, metric_crs=ground.metric_crs)
    walk = ground.travel.walk(ground.places, places).metres
    return nearest(walk, places.ids)


def nearest(walk_m: Floats, ids: Sequence[str]) -> tuple[list[str | None], Floats]:
    """Name the nearest of some places for each estate and how far it is; None and NaN where there is no way.

    `walk_m` is from estates to places, shape ``(n, k)``, k at least 1.
    """
    at = np.argmin(walk_m, axis=1)
    least = walk_m[np.arange(len(walk_m)), at]
    reached = np.isfinite(least)
    named = [ids[one] if ok else None for one, ok in zip(at, reached, strict=True)]
    return named, np.where(reached, least, np.nan)


def _green(ground: Ground, households: Floats) -> dict[str, object]:
    each = _each(ground.estates["green_area_m2"], households)
    return {"green_m2_household": each, "green": _rated(each, ground.policy.access.green_m2_per_household)}


def _parking(ground: Ground, households: Floats) -> dict[str, object]:
    """Rate bays a household, and name the nearest neighbour on a link that has spare ones."""
    settings = ground.policy.access
    bays = _numbers(ground.estates["parking_bays"])
    each = _each(ground.estates["parking_bays"], households)
    spare = np.floor(np.nan_to_num(bays - settings.bays_per_household * households, nan=0.0)).clip(min=0.0)
    rated = _rated(each, settings.bays_per_household)
    lender, far = _lenders(ground, spare, np.array([rate == "short" for rate in rated]))
    return {
        "bays_household": each, "parking": rated, "spare_bays": spare.astype(np.int64), "lends_bays_id": lender,
        "lends_bays_m": far,
    }  # fmt: skip


def _lenders(ground: Ground, spare: Floats, short: NDArray[np.bool_]) -> tuple[list[str | None], Floats]:
    """Find for each estate that is short the nearest one with spare bays within a walk."""
    lenders: list[str | None] = [None] * len(spare)
    far = np.full(len(spare), np.nan)
    giving, asking = np.flatnonzero(spare > 0), np.flatnonzero(short)
    if not len(giving) or not len(asking):
        return lenders, far
    own: Places = ground.places
    walk = ground.travel.walk(own.take(asking), own.take(giving)).metres
    at = np.argmin(walk, axis=1)
    for row, estate in enumerate(asking):
        metres = walk[row, at[row]]
        if metres <= ground.policy.access.share_parking_m:
            lenders[estate], far[estate] = own.ids[giving[at[row]]], metres
    return lenders, far


def _each(column: pd.Series, households: Floats) -> Floats:
    numbers = _numbers(column)
    known = np.isfinite(numbers) & (households > 0)
    return np.asarray(np.divide(numbers, households, out=np.full(len(numbers), np.nan), where=known))


def _rated(each: Floats, norm: float) -> list[str]:
    return ["unknown" if np.isnan(one) else "short" if one < norm else "enough" for one in each]


def _numbers(column: pd.Series) -> Floats:
    return np.asarray(column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan))
