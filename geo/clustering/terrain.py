"""A reduced problem laid out for the walk over regions: units, rooms, and what everything is worth.

Here `Terrain` is what all rooms share, `Demand` what one room asks for, `Duals` the prices of the master problem.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.contiguity import grouped, is_connected, neighbour_lists
from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_kernel import unit_bands, unit_posts
from geo.clustering.steps import Steps, steps_of


class Terrain(NamedTuple):
    """What the walk reads of a reduced problem; U units, k roles and one for the area above the band."""

    start: Ints  # neighbours of units
    neighbour: Ints
    load: Floats  # (U, k), posts
    minimum: Floats
    wage: Floats
    steps: Steps
    area: Floats
    households: Floats
    codes_start: Ints  # communities of units
    codes: Ints
    main: Ints  # one community of each unit, -1 where it has none
    by_main: Ints  # units in the order of their main communities
    is_mini: Bools
    pair_start: Ints  # priced links and conflicts; infinite where two units must be apart
    pair_unit: Ints
    pair_cny: Floats
    band: Floats  # low, high, price
    band_load: Floats  # (U, b), further activities
    band_numbers: Floats  # low, high and price of each, infinite where hard, (b, 3)
    is_hard: Bools  # band, mini
    mini_cny: float
    split_cny: float
    unit_start: Ints  # estates of units, and the neighbours of estates
    unit_estates: Ints
    estate_start: Ints
    estate_neighbour: Ints
    is_in_pieces: bool  # some unit's estates hang together only by way of others


class Demand(NamedTuple):
    """What one room asks for: what serving each unit costs, what it may serve, and what it must not exceed."""

    host: int
    room_cny: float
    cost: Floats
    allowed: Bools
    capacity: float
    is_charged: bool


class Duals(NamedTuple):
    """What covering each unit is worth, and what a further station is worth."""

    unit: Floats
    station: float


def terrain_of(reduced: Reduced) -> Terrain:
    """Lay a reduced problem out for the walk."""
    rules, count = reduced.problem.rules, reduced.unit_count
    ends = np.sort(reduced.unit_of[reduced.links].reshape(-1, 2), axis=1)
    start, neighbour = neighbour_lists(count, np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0).astype(np.int32))
    load, minimum, wage = unit_posts(reduced)
    codes_start, codes = _unit_codes(reduced)
    has_code = np.diff(codes_start) > 0
    main = np.full(count, -1, np.int32)
    main[has_code] = codes[codes_start[:-1][has_code]]
    pair_start, pair_unit, pair_cny = _unit_pairs(reduced)
    band_load, band_numbers = unit_bands(reduced)
    return Terrain(
        start=start,
        neighbour=neighbour,
        load=load,
        minimum=minimum,
        wage=wage,
        steps=steps_of(load, minimum, wage, reduced.area_m2, rules),
        area=reduced.area_m2,
        households=reduced.households,
        codes_start=codes_start,
        codes=codes,
        main=main,
        by_main=np.argsort(main, kind="stable").astype(np.int32),
        is_mini=reduced.is_mini,
        pair_start=pair_start,
        pair_unit=pair_unit,
        pair_cny=pair_cny,
        band=np.array([rules.area_low_m2, rules.area_high_m2, rules.area_cny_m2]),
        band_load=band_load,
        band_numbers=band_numbers,
        is_hard=np.array([rules.area_hard, rules.mini_hard]),
        mini_cny=rules.mini_isolated_cny,
        split_cny=reduced.split_cny,
        unit_start=reduced.unit_start,
        unit_estates=reduced.unit_estates,
        estate_start=reduced.start,
        estate_neighbour=reduced.neighbour,
        is_in_pieces=_is_in_pieces(reduced),
    )


def demand_of(reduced: Reduced, room: int, allowed: Bools) -> Demand:
    """Take what one room asks for; `allowed` are the units it may serve, shape ``(U,)``."""
    return Demand(
        int(reduced.host_unit[room]),
        float(reduced.problem.room_cny[room]),
        np.ascontiguousarray(reduced.cost[:, room]),
        np.ascontiguousarray(allowed),
        float(reduced.problem.capacity_households[room]),
        bool(reduced.is_charged[room]),
    )


def _unit_codes(reduced: Reduced) -> tuple[Ints, Ints]:
    known = reduced.communities >= 0
    both = np.unique(np.column_stack([reduced.unit_of[known], reduced.communities[known]]), axis=0)
    start, order = grouped(both[:, 0], reduced.unit_count)
    return start, np.ascontiguousarray(both[order, 1], dtype=np.int32)


def _unit_pairs(reduced: Reduced) -> tuple[Ints, Ints, Floats]:
    pairs = np.concatenate([reduced.priced_units, reduced.conflicts]).astype(np.int32)
    price = np.concatenate([reduced.priced_cny, np.full(len(reduced.conflicts), np.inf)])
    both = np.concatenate([pairs, pairs[:, ::-1]])
    start, order = grouped(both[:, 0], reduced.unit_count)
    return start, np.ascontiguousarray(both[order, 1]), np.concatenate([price, price])[order]


def _is_in_pieces(reduced: Reduced) -> bool:
    return any(
        not is_connected(reduced.unit_estates[start:end], reduced.start, reduced.neighbour)
        for start, end in zip(reduced.unit_start[:-1], reduced.unit_start[1:], strict=True)
        if end > start + 1
    )
