"""Why each estate belongs where it does: the table of assignments, with its second-best station, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.clustering.layout import Layout
from geo.clustering.moves import Move, MoveBook
from geo.clustering.problem import Bools, Floats
from geo.clustering.titles import Titles
from geo.schema import ASSIGNMENTS, STORAGE_CRS
from geo.wording import text

_SHOWN_CNY = 0.5  # yuan are said without decimals
_SHOWN_M = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """The walks of one sub-district as measured, in the problem's order.

    Attributes
    ----------
    metres : to every candidate room, ``inf`` where there is no way, shape ``(n, m)``.
    rung : where the distance to the estate's own station came from, one word each.
    claimed : whether the estate's place is its own, so that its walk counts, shape ``(n,)``.
    """

    metres: Floats
    rung: tuple[str, ...]
    claimed: Bools


def assignments_table(layout: Layout, titles: Titles, walks: Walks, group_ids: list[str | None]) -> gpd.GeoDataFrame:
    """Make the table of assignments: walk, second-best station and its price, lock, reason, line to the station."""
    problem, room_of = layout.problem, layout.solution.room_of
    book = MoveBook(problem, room_of)
    moves = [book.second_best(estate) for estate in range(problem.estate_count)]
    speaker = _Speaker(layout, titles, walks, book)
    region_ids = [titles.region_ids[where] for where in layout.region]
    table = {
        "estate_id": list(problem.estate_ids),
        "region_id": region_ids,
        "group_id": group_ids,
        "station_id": [problem.room_ids[room] for room in room_of],
        "walk_m": layout.own_pair(walks.metres),
        "rung": list(walks.rung),
        "walk_claim": walks.claimed,
        "second_station_id": [problem.room_ids[move.room] if move.room >= 0 else None for move in moves],
        "second_price_cny": [np.nan if move.price_cny is None else round(move.price_cny, 2) for move in moves],
        "locked": problem.locked_room >= 0,
        "reason": [speaker.reason(estate, move) for estate, move in enumerate(moves)],
    }
    frame = gpd.GeoDataFrame(pd.DataFrame(table), geometry=_lines(layout), crs=STORAGE_CRS)
    return gpd.GeoDataFrame(ASSIGNMENTS.conform(frame))


class _Speaker:
    """Says why an estate belongs to its station."""

    def __init__(self, layout: Layout, titles: Titles, walks: Walks, book: MoveBook) -> None:
        self._layout, self._walks, self._book = layout, walks, book
        rooms = layout.station_room.tolist()
        self._station = dict(zip(rooms, titles.station_names, strict=True))
        self._rooms = np.array(rooms, dtype=np.int64)
        self._nearest = self._rooms[walks.metres[:, self._rooms].argmin(axis=1)]

    def reason(self, estate: int, move: Move) -> str:
        """Say why: how the estate came here, then what the second-best station would mean."""
        parts = [*self._here(estate), *self._nearer(estate, move), self._second(move)]
        if not self._walks.claimed[estate]:
            parts.append(text("reason.not_claimed"))
        return text("reason.separator").join(part for part in parts if part)

    def _here(self, estate: int) -> list[str]:
        problem, room = self._layout.problem, int(self._layout.solution.room_of[estate])
        first = [text("reason.locked")] if problem.locked_room[estate] >= 0 else []
        if problem.host[room] == estate:
            return [*first, text("reason.alone" if problem.is_alone[estate] else "reason.host")]
        walk = float(self._walks.metres[estate, room])
        if not np.isfinite(walk):
            return [*first, text("reason.unreachable", station=self._station[room])]
        key = "reason.assigned" if self._has_nearer(estate) else "reason.nearest"
        return [*first, text(key, station=self._station[room], walk=f"{walk:,.0f}")]

    def _has_nearer(self, estate: int) -> bool:
        own, nearest = int(self._layout.solution.room_of[estate]), int(self._nearest[estate])
        metres = self._walks.metres[estate]
        return bool(metres[nearest] < metres[own] - _SHOWN_M) and self._layout.problem.host[own] != estate

    def _nearer(self, estate: int, move: Move) -> list[str]:
        """Say why not the nearest station, where the second-best station will not say it anyway."""
        nearest = int(self._nearest[estate])
        if not self._has_nearer(estate) or nearest == move.room:
            return []
        rule = self._book.rule_against(estate, nearest)
        why = text(f"why.{rule}") if rule else text("why.price", price=_yuan(self._book.price(estate, nearest)))
        walk = f"{self._walks.metres[estate, nearest]:,.0f}"
        return [text("reason.nearer", station=self._station[nearest], walk=walk, why=why)]

    def _second(self, move: Move) -> str:
        if move.room < 0:
            return text("reason.only_station")
        station = self._station[move.room]
        if move.price_cny is None:
            return text("reason.second_forbidden", station=station, why=text(f"why.{move.rule}"))
        if abs(move.price_cny) < _SHOWN_CNY:
            return text("reason.second_equal", station=station)
        key = "reason.second_cheaper" if move.price_cny < 0 else "reason.second_dearer"
        return text(key, station=station, price=_yuan(abs(move.price_cny)))


def _yuan(value: float) -> str:
    return f"{value:,.0f}"


def _lines(layout: Layout) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Draw a straight line from each estate to its station, EPSG:4326; none where either has no place."""
    estates = shapely.point_on_surface(layout.estates.geometry.to_crs(STORAGE_CRS).to_numpy())
    stations = station_points(layout)[layout.region]
    usable = ~(shapely.is_missing(estates) | shapely.is_empty(estates) | shapely.is_missing(stations))
    ends = np.column_stack([estates[usable], stations[usable]])
    lines = np.full(len(estates), None, dtype=object)
    coordinates = np.stack([shapely.get_x(ends), shapely.get_y(ends)], axis=-1).reshape(-1, 2, 2)
    lines[usable] = shapely.linestrings(coordinates)
    return lines


def station_points(layout: Layout) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Return where each region's station is, EPSG:4326: its room, else inside its host estate."""
    rooms = layout.rooms.geometry.to_crs(STORAGE_CRS).to_numpy()[layout.station_room]
    hosts = layout.estates.geometry.to_crs(STORAGE_CRS).to_numpy()[layout.problem.host[layout.station_room]]
    unplaced = shapely.is_missing(rooms) | shapely.is_empty(rooms)
    places = np.where(unplaced, shapely.point_on_surface(hosts), shapely.point_on_surface(rooms))
    return np.asarray(places, dtype=object)
