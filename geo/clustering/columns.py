"""Regions as columns of a set-partitioning model: each set of units once, with its best room and its cost.

The cost is added up here from the reduced problem by plain matrix products, apart from the walk that finds the regions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.clustering.problem import Bools, Floats, Ints
from geo.clustering.reduction import Reduced
from geo.clustering.region_kernel import unit_bands, unit_posts
from geo.clustering.region_walk import BITS, Words
from geo.economics.staffing import ROUNDING

_AT_ONCE = 20_000  # regions priced together; bounds the memory


@dataclass(slots=True)
class Columns:
    """Regions gathered so far: units as bits ``(c, words)``, cost and room ``(c,)``; no region twice."""

    reduced: Reduced
    words: Words = field(init=False)
    cost: Floats = field(init=False)
    room: Ints = field(init=False)
    _known: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with none."""
        self.words = np.zeros((0, word_count(self.reduced.unit_count)), np.uint64)
        self.cost, self.room = np.zeros(0), np.zeros(0, np.int32)

    def add(self, words: Words) -> slice:
        """Take in the regions that are new and that a room can serve; return where they stand."""
        begin = len(self.cost)
        rows = [k for k, row in enumerate(words) if row.tobytes() not in self._known]
        fresh = np.unique(words[rows], axis=0) if rows else words[:0]
        cost, room = price_regions(self.reduced, members_of(fresh, self.reduced.unit_count))
        good = np.isfinite(cost)
        self._known.update(row.tobytes() for row in fresh)
        self.words = np.concatenate([self.words, fresh[good]])
        self.cost, self.room = np.concatenate([self.cost, cost[good]]), np.concatenate([self.room, room[good]])
        return slice(begin, len(self.cost))

    def members(self, where: slice | NDArray[np.integer] = slice(None)) -> Bools:
        """Return which units each region has, shape ``(c, U)``."""
        return members_of(self.words[where], self.reduced.unit_count)


def word_count(units: int) -> int:
    """Return how many words of bits the units need."""
    return max(1, -(-units // BITS))


def members_of(words: Words, units: int) -> Bools:
    """Unpack bits, shape ``(c, units)``."""
    shifts = np.arange(BITS, dtype=np.uint64)
    bits = (words[:, :, None] >> shifts[None, None, :]) & np.uint64(1)
    return np.ascontiguousarray(bits.reshape(len(words), words.shape[1] * BITS)[:, :units].astype(np.bool_))


def words_of(member: Bools) -> Words:
    """Pack members into bits, shape ``(c, words)``."""
    count, units = member.shape
    padded = np.zeros((count, word_count(units) * BITS), np.bool_)
    padded[:, :units] = member
    powers = np.uint64(1) << np.arange(BITS, dtype=np.uint64)
    return np.asarray(
        (padded.reshape(count, word_count(units), BITS) * powers).sum(axis=2, dtype=np.uint64), dtype=np.uint64
    )


def price_regions(reduced: Reduced, member: Bools) -> tuple[Floats, Ints]:
    """Return the cost of each region at its best room, and the room; infinite and -1 where hard rules allow none.

    Being connected is not looked at. The costs of the regions of a plan and `fixed_cny` add up to its score.
    """
    parts = [_price(reduced, member[k : k + _AT_ONCE]) for k in range(0, len(member), _AT_ONCE)]
    if not parts:
        return np.zeros(0), np.zeros(0, np.int32)
    return np.concatenate([cost for cost, _ in parts]), np.concatenate([room for _, room in parts])


def _price(reduced: Reduced, member: Bools) -> tuple[Floats, Ints]:
    weight = member.astype(np.float64)
    shared = _wages(reduced, weight) + _splits(reduced, weight) + _pairs(reduced, member)
    rules, single = reduced.problem.rules, member.sum(axis=1) == 1
    is_mini = single & (member & reduced.is_mini[None, :]).any(axis=1)
    shared[is_mini] += np.inf if rules.mini_hard else rules.mini_isolated_cny
    room_cny = weight @ reduced.cost + reduced.problem.room_cny[None, :]
    room_cny += np.where(reduced.is_charged[None, :], _bands(reduced, weight)[:, None], 0.0)
    usable = member[:, reduced.host_unit] & ((weight @ ~reduced.allowed) < 0.5)
    usable &= (weight @ reduced.households)[:, None] <= reduced.problem.capacity_households[None, :] + 1e-9
    room_cny = np.where(usable, room_cny, np.inf)
    room = np.argmin(room_cny, axis=1).astype(np.int32)
    cost: Floats = room_cny[np.arange(len(room)), room] + shared
    return cost, np.where(np.isfinite(cost), room, -1).astype(np.int32)


def _wages(reduced: Reduced, weight: Floats) -> Floats:
    load, minimum, wage = unit_posts(reduced)
    return np.asarray(np.maximum(minimum, np.ceil(weight @ load - ROUNDING)) @ wage, dtype=np.float64)


def _splits(reduced: Reduced, weight: Floats) -> Floats:
    known = reduced.communities >= 0
    lies_in = np.zeros((reduced.unit_count, reduced.community_count))
    lies_in[reduced.unit_of[known], reduced.communities[known]] = 1.0
    return np.asarray(reduced.split_cny * (weight @ lies_in > 0.5).sum(axis=1), dtype=np.float64)


def _pairs(reduced: Reduced, member: Bools) -> Floats:
    ends = np.concatenate([reduced.priced_units, reduced.conflicts]).astype(np.int64)
    price: NDArray[np.float64] = np.concatenate([reduced.priced_cny, np.full(len(reduced.conflicts), np.inf)])
    both = member[:, ends[:, 0]] & member[:, ends[:, 1]]
    return np.asarray(np.where(both, price[None, :], 0.0).sum(axis=1), dtype=np.float64)


def _bands(reduced: Reduced, weight: Floats) -> Floats:
    """Price floor area and further activities outside their bands, infinite where hard."""
    rules = reduced.problem.rules
    own = [[rules.area_low_m2, rules.area_high_m2, np.inf if rules.area_hard else rules.area_cny_m2]]
    load, further = unit_bands(reduced)
    low, high, cny = np.concatenate([np.array(own), further]).T
    amount = weight @ np.column_stack([reduced.area_m2, load])
    outside = np.maximum(low - amount, amount - high)
    outside[outside <= 1e-9] = 0.0
    price = np.zeros_like(outside)
    np.multiply(outside, cny, out=price, where=outside > 0.0)  # an infinite price of nothing is nothing
    return np.asarray(price.sum(axis=1), dtype=np.float64)
