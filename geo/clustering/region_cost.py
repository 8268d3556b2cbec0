"""What a plan of one sub-district costs: its score by terms, and every priced exception.

This is the score that people are shown. The compiled search has its own faster arithmetic (`region_kernel`), and
`checker` a third, in plain loops: the three must agree before an answer leaves `solver`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.clustering.problem import Floats, Ints, Problem

# Terms that are money paid; all others are prices put on something that is not.
CASH_TERMS = frozenset({"rent", "station_posts", "wages", "crew_travel"})


@dataclass(frozen=True, slots=True)
class PricedException:
    """A priced rule that the plan breaks.

    Attributes
    ----------
    rule : beyond_limit, floor_area_low, floor_area_high, mini_isolated, community_split, forced_link, or the name of a
        further activity with ``_low`` or ``_high`` (households_low).
    estates : positions of the estates concerned.
    room : position of the region's room, -1 where the rule is not about one region.
    by, unit : by how much: metres, m², further regions, or links.
    price_cny : what it adds to the score a month.
    """

    rule: str
    estates: tuple[int, ...]
    room: int
    by: float
    unit: str
    price_cny: float


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a plan in yuan-equivalents a month: total, parts by name, exceptions."""

    total: float
    terms: dict[str, float]
    exceptions: tuple[PricedException, ...]

    @property
    def cash_cny_month(self) -> float:
        """The part of the score that is money paid: rent, station posts, wages, crew travel."""
        return sum(value for name, value in self.terms.items() if name in CASH_TERMS)


def score(problem: Problem, room_of: Ints) -> Score:
    """Add up the score of a plan; pairs and regions that a hard rule forbids count at their plain price.

    Parameters
    ----------
    room_of : room of each estate, shape ``(n,)``; -1 where there is none, which costs nothing here.
    """
    room_of = np.asarray(room_of, dtype=np.int64)
    exceptions = tuple(_exceptions(problem, room_of))
    terms = _room_terms(problem, room_of) | _post_terms(problem, room_of) | _pair_terms(problem, room_of)
    for name, rules in _REGION_TERMS.items():
        if name == "activity_bands" and not problem.bands:
            continue
        terms[name] = float(sum(item.price_cny for item in exceptions if item.rule in rules))
    return Score(float(sum(terms.values())), terms, exceptions)


_REGION_TERMS = {
    "floor_area_band": {"floor_area_low", "floor_area_high"},
    "activity_bands": {f"{name}_{end}" for name in ("households", "posts", "gates") for end in ("low", "high")},
    "mini_isolated": {"mini_isolated"},
    "community_splits": {"community_split"},
    "forced_links": {"forced_link"},
}


def plain_pair_cny(problem: Problem) -> Floats:
    """Return `pair_cny` with the forbidden pairs at the price that they would have, shape ``(n, m)``."""
    plain = np.zeros_like(problem.pair_cny)
    for part in problem.terms.values():
        plain = plain + np.where(np.isfinite(part), part, 0.0)
    return np.where(np.isfinite(problem.pair_cny), problem.pair_cny, plain)


def regions_of(room_of: Ints) -> Iterator[tuple[int, Ints]]:
    """Walk the regions: the room and its estates, by room."""
    for room in np.unique(room_of[room_of >= 0]):
        yield int(room), np.flatnonzero(room_of == room).astype(np.int32)


def _room_terms(problem: Problem, room_of: Ints) -> dict[str, float]:
    open_rooms = np.unique(room_of[room_of >= 0])
    parts = problem.room_terms or {"rooms": problem.room_cny}
    return {name: float(part[open_rooms].sum()) for name, part in parts.items()}


def _post_terms(problem: Problem, room_of: Ints) -> dict[str, float]:
    if problem.posts is None:
        return {}
    load = [problem.posts.load[estates].sum(axis=0) for _, estates in regions_of(room_of)]
    return {"wages": float(sum(problem.posts.whole_posts(part) @ problem.posts.wage_cny for part in load))}


def _pair_terms(problem: Problem, room_of: Ints) -> dict[str, float]:
    served = np.flatnonzero(room_of >= 0)
    parts = problem.terms or {"pairs": plain_pair_cny(problem)}
    values = {name: part[served, room_of[served]] for name, part in parts.items()}
    return {name: float(value[np.isfinite(value)].sum()) for name, value in values.items()}


def _exceptions(problem: Problem, room_of: Ints) -> Iterator[PricedException]:
    yield from _beyond_limit(problem, room_of)
    for room, estates in regions_of(room_of):
        yield from _region_exceptions(problem, room, estates)
    yield from _splits(problem, room_of)
    yield from _forced_links(problem, room_of)


def _beyond_limit(problem: Problem, room_of: Ints) -> Iterator[PricedException]:
    part = problem.terms.get("beyond_limit")
    if part is None:
        return
    for estate in np.flatnonzero(room_of >= 0):
        room = int(room_of[estate])
        if part[estate, room] > 0:
            by = float(problem.walk_m[estate, room])
            yield PricedException("beyond_limit", (int(estate),), room, by, "m", float(part[estate, room]))


def _region_exceptions(problem: Problem, room: int, estates: Ints) -> Iterator[PricedException]:
    rules, members = problem.rules, tuple(int(e) for e in estates)
    if len(members) == 1 and problem.is_alone[members[0]]:
        return
    area = float(problem.floor_area_m2[estates].sum())
    if area < rules.area_low_m2:
        short = rules.area_low_m2 - area
        yield PricedException("floor_area_low", members, room, short, "m2", rules.area_cny_m2 * short)
    if area > rules.area_high_m2:
        over = area - rules.area_high_m2
        yield PricedException("floor_area_high", members, room, over, "m2", rules.area_cny_m2 * over)
    for band in problem.bands:
        amount = float(band.load[estates].sum())
        if (outside := band.outside(amount)) > 0:
            end = "low" if amount < band.low else "high"
            yield PricedException(f"{band.name}_{end}", members, room, outside, band.name, band.cny * outside)
    if len(members) == 1 and problem.is_mini[members[0]]:
        yield PricedException("mini_isolated", members, room, 1.0, "estates", rules.mini_isolated_cny)


def _splits(problem: Problem, room_of: Ints) -> Iterator[PricedException]:
    if problem.rules.communities == "free":
        return
    for community in np.unique(problem.community[problem.community >= 0]):
        estates = np.flatnonzero((problem.community == community) & (room_of >= 0))
        further = len(np.unique(room_of[estates])) - 1
        if further > 0:
            price = problem.rules.split_cny * further
            yield PricedException(
                "community_split", tuple(int(e) for e in estates), -1, float(further), "regions", price
            )


def _forced_links(problem: Problem, room_of: Ints) -> Iterator[PricedException]:
    for (start, end), price in zip(problem.links, problem.link_cny, strict=True):
        if price > 0 and room_of[start] == room_of[end] >= 0:
            ends = (int(start), int(end))
            yield PricedException("forced_link", ends, int(room_of[start]), 1.0, "links", float(price))
