"""The arrays that all solvers of regions and stations speak, and the answer that they give.

One `Problem` is one sub-district, or several joined on purpose. It knows nothing of files, tables or geometry:
`geo.clustering.build` makes it from tables, `geo.clustering.region_cost` scores with it, `geo.clustering.checker`
checks answers against it. Estates and rooms are positions 0..n-1 and 0..m-1, sorted by place and load first and by id
last, so that the order of rows in a file changes nothing. All prices are yuan-equivalents a month.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geo.clustering.region_posts import PostRules
from geo.plan import Proof

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RegionRules:
    """The rules on one region with their prices; a price of infinity is a hard rule."""

    area_low_m2: float
    area_high_m2: float
    area_cny_m2: float
    area_hard: bool
    mini_isolated_cny: float
    mini_hard: bool
    split_cny: float
    communities: Literal["free", "priced", "whole"]
    station_min: int
    station_max: int  # 0: free


@dataclass(frozen=True, slots=True, eq=False)
class ActivityBand:
    """A further activity of which a region has a least and a greatest amount; estates alone are not held to it.

    Attributes
    ----------
    name : households, posts or gates.
    load : of each estate, shape ``(n,)``.
    low, high : of a region's sum, in the activity's own unit.
    cny : price of a unit outside, a month.
    is_hard : leaving the band is forbidden.
    """

    name: str
    load: Floats
    low: float
    high: float
    cny: float
    is_hard: bool

    def outside(self, amount: float) -> float:
        """Return by how much a sum is below or above the band."""
        return max(0.0, self.low - amount, amount - self.high)


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """One sub-district as arrays; n estates, m candidate rooms, k links.

    Attributes
    ----------
    floor_area_m2, households : load of each estate, shape ``(n,)``.
    community : code of each estate's community, shape ``(n,)``, -1 where unknown.
    is_mini : below the mini-estate size, shape ``(n,)``.
    is_alone : above the region's ceiling by itself, so a region of its own, shape ``(n,)``.
    host : the estate each room stands in or belongs to; it is always in the room's region, shape ``(m,)``.
    room_cny : rent and overhead posts of a room in use, shape ``(m,)``.
    capacity_households : ``inf`` where not known, shape ``(m,)``.
    is_fixed : rooms that must be in use, shape ``(m,)``.
    pair_cny : score of serving estate i from room j, shape ``(n, m)``; ``inf`` where a hard rule forbids it.
    links : positions of linked estates, ``from < to``, shape ``(k, 2)``.
    link_cny : price when both ends are in one region (a forced link over a barrier), shape ``(k,)``.
    must_link, cannot_link : pairs of estates, shape ``(., 2)``.
    locked_room : the room an estate is locked to, -1 where free, shape ``(n,)``.
    terms : parts of `pair_cny` by name (walking, beyond_target, beyond_limit, crew_travel, moves), each ``(n, m)``;
        finite also where a hard rule makes the pair's price infinite.
    room_terms : parts of `room_cny` by name (rent, station_posts), each ``(m,)``.
    community_link : pairs of estates that the mode of whole communities keeps together, shape ``(., 2)``.
    group_link : pairs of estates of one group, where groups are formed before regions, shape ``(., 2)``.
    is_forbidden : rooms that must not be used (kept so that a clash can name them), shape ``(m,)`` or empty for none.
    bands : further activities that a region's sums are held to.
    posts : loads and wages of posts where the score counts them (objective "cost"), else None.
    """

    name: str
    estate_ids: tuple[str, ...]
    room_ids: tuple[str, ...]
    xy: Floats
    floor_area_m2: Floats
    households: Floats
    community: Ints
    is_mini: Bools
    is_alone: Bools
    host: Ints
    room_cny: Floats
    capacity_households: Floats
    is_fixed: Bools
    pair_cny: Floats
    walk_m: Floats
    links: Ints
    link_cny: Floats
    must_link: Ints
    cannot_link: Ints
    locked_room: Ints
    rules: RegionRules
    terms: dict[str, Floats] = field(default_factory=dict)
    room_terms: dict[str, Floats] = field(default_factory=dict)
    community_link: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    group_link: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    is_forbidden: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    posts: PostRules | None = None
    bands: tuple[ActivityBand, ...] = ()

    def __post_init__(self) -> None:
        """Give every room its mark where none is forbidden."""
        if len(self.is_forbidden) != len(self.room_ids):
            object.__setattr__(self, "is_forbidden", np.zeros(len(self.room_ids), np.bool_))

    @property
    def estate_count(self) -> int:
        """Number of estates, n."""
        return len(self.estate_ids)

    @property
    def room_count(self) -> int:
        """Number of candidate rooms, m."""
        return len(self.room_ids)


@dataclass(frozen=True, slots=True)
class Clash:
    """A hard rule that cannot be kept together with the others named, with the estates concerned.

    `relaxing_cny` is the score of the plan found when this rule alone is given up, None where that was not tried or
    is not enough; `gives_up` says whether that takes the estates named only, or the rule as a whole.
    """

    rule: str
    estates: tuple[int, ...]
    explanation: str
    relaxing_cny: float | None = None
    gives_up: Literal["", "named", "all"] = ""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The answer for one problem: the room that serves each estate, and the proof.

    `room_of` is complete even where the status is infeasible: it is then the nearest plan, the one that breaks the
    least. A region is the set of estates with the same room. `count_bounds` are bounds of the score of plans with
    0, 1, 2, ... stations, whatever the rules say on their number, where the exact model has found any.
    """

    room_of: Ints
    proof: Proof
    model: str
    seconds: float
    clashes: tuple[Clash, ...] = ()
    work: dict[str, int] = field(default_factory=dict)  # nodes, cuts, moves: what the search did
    count_bounds: Floats = field(default_factory=lambda: np.zeros(0))
