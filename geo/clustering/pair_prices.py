"""What it costs to serve an estate from a room, by terms: the closed form of the score's travel part.

All prices are yuan-equivalents a month. With h households, walk d in metres, unit price u = trips x 2 / speed x value
of time a household and metre:

- walking        h u d
- beyond_target  h u f ((1 - e) max(0, d - target) + e max(0, d - target of the elderly)), e the share over 60
- beyond_limit   a + b h where d is above the limit
- crew_travel    visits a month x 2 x crew metres / crew speed x wage of a minute
- moves          a price where the plan in force names another station
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.clustering.problem import Bools, Floats
from geo.economics.staffing import crew_wage_cny_hour
from geo.policy import Policy

_M2_PER_10K = 10_000.0
_MINUTES_AN_HOUR = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class PairInputs:
    """What the closed form needs: loads ``(n,)``, metres ``(n, m)``, and where a pair means a move ``(n, m)``."""

    floor_area_m2: Floats
    households: Floats
    elderly_share: Floats
    walk_m: Floats
    crew_m: Floats
    is_move: Bools


def pair_terms(pairs: PairInputs, policy: Policy) -> dict[str, Floats]:
    """Return the parts of the pair price by name, each ``(n, m)``; ``inf`` where a place cannot be reached."""
    unit_cny = walking_cny_household_metre(policy) * pairs.households[:, None]
    limit = policy.regions.max_station_walk_m.value
    beyond_cny = policy.prices.beyond_limit_cny + policy.prices.beyond_limit_cny_household * pairs.households
    return {
        "walking": unit_cny * pairs.walk_m,
        "beyond_target": unit_cny * policy.prices.beyond_target_factor * _metres_beyond(pairs, policy),
        "beyond_limit": np.where(pairs.walk_m > limit, beyond_cny[:, None], 0.0),
        "crew_travel": crew_cny_metre(pairs.floor_area_m2, policy)[:, None] * pairs.crew_m,
        "moves": policy.prices.move_cny * pairs.is_move.astype(np.float64),
    }


def forbidden_pairs(pairs: PairInputs, policy: Policy) -> Bools:
    """Mark the pairs that a hard walking rule, or no way at all, forbids, shape ``(n, m)``."""
    rules = policy.regions
    forbidden = ~np.isfinite(pairs.walk_m) | ~np.isfinite(pairs.crew_m)
    if rules.max_station_walk_m.hard:
        forbidden |= pairs.walk_m > rules.max_station_walk_m.value
    if rules.target_station_walk_m.hard:
        forbidden |= pairs.walk_m > rules.target_station_walk_m.value
    if rules.elderly_target_walk_m.hard:
        forbidden |= (pairs.elderly_share[:, None] > 0) & (pairs.walk_m > rules.elderly_target_walk_m.value)
    return forbidden


def walking_cny_household_metre(policy: Policy) -> float:
    """Price of one metre between home and station, a household and month: there and back."""
    cny_min = policy.prices.walking_cny_hour / _MINUTES_AN_HOUR
    return policy.prices.station_trips_household_month * 2.0 / policy.travel.walk_m_min * cny_min


def crew_cny_metre(floor_area_m2: Floats, policy: Policy) -> Floats:
    """Price of one metre between station and estate, a month of crew visits there and back, shape ``(n,)``."""
    travel = policy.travel
    visits_week = travel.crew_visits_week_base + travel.crew_visits_week_per_10k_m2 * floor_area_m2 / _M2_PER_10K
    wage_min = crew_wage_cny_hour(policy) / _MINUTES_AN_HOUR
    return visits_week * travel.weeks_a_month * 2.0 / travel.crew_m_min * wage_min


def _metres_beyond(pairs: PairInputs, policy: Policy) -> Floats:
    elderly = pairs.elderly_share[:, None]
    others = np.maximum(0.0, pairs.walk_m - policy.regions.target_station_walk_m.value)
    slow = np.maximum(0.0, pairs.walk_m - policy.regions.elderly_target_walk_m.value)
    # 0 x inf is not a number; a place out of reach stays out of reach for both
    with np.errstate(invalid="ignore"):
        beyond: Floats = (1.0 - elderly) * others + elderly * slow
    return np.where(np.isfinite(pairs.walk_m), beyond, np.inf)
