"""Posts: whole persons by role, pooled in a region or standing alone, and what they cost a month.

Pooling saves by integers: ``sum of ceil - ceil of sum`` (domain brief 7.1). Three baselines stand beside the pooled
posts: today's, each estate with whole posts of its own, and the fractional posts that nobody can hire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.economics.workload import estate_loads
from geo.policy import Policy
from geo.schema import ROLES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# The roles that work grows with; head, accounts and dispatch are overhead of a station or an office.
LOAD_ROLES = ("service", "cleaning", "security", "greening", "repair")
ROUNDING = 1e-9  # a sum of loads may miss a whole number by floating point alone


@dataclass(frozen=True, slots=True)
class Baselines:
    """Posts of one region or of a city under three ways to staff it, and pooled.

    Attributes
    ----------
    pooled : whole posts of the regions, with the overhead posts of stations (and offices, for a city).
    alone : whole posts with each estate standing alone, without any overhead post.
    fractional : load over ratio summed up; a floor, since nobody hires part of a person.
    today : posts in the ledger, summed over the estates that state them.
    today_known, estates : how many estates state today's posts, of how many.
    """

    pooled: int
    alone: int
    fractional: float
    today: float
    today_known: int
    estates: int

    @property
    def posts_today(self) -> float | None:
        """Posts of today; None unless every estate states them."""
        return self.today if self.estates and self.today_known == self.estates else None

    @property
    def headline_baseline(self) -> Literal["today", "alone"]:
        """The smallest baseline that can be staffed: today's posts count only where all estates state them."""
        today = self.posts_today
        return "today" if today is not None and today < self.alone else "alone"

    @property
    def headline_saving(self) -> float:
        """Posts saved against the headline baseline; negative where pooling costs posts, never clipped."""
        today = self.posts_today
        return (self.alone if today is None else min(today, self.alone)) - self.pooled

    def __add__(self, other: Baselines) -> Baselines:
        """Sum up two regions."""
        return Baselines(
            self.pooled + other.pooled,
            self.alone + other.alone,
            self.fractional + other.fractional,
            self.today + other.today,
            self.today_known + other.today_known,
            self.estates + other.estates,
        )


def fractional_posts(estates: pd.DataFrame, policy: Policy) -> Floats:
    """Return load over ratio by estate and role, shape ``(n, 5)``, columns `LOAD_ROLES`."""
    loads, grade = estate_loads(estates, policy), policy.staffing.active_grade
    guards = loads["patrol_m2"] / grade.security_m2 + loads["gates"] * posts_per_gate(policy)
    columns = (
        _over(loads["households"], grade.service_households),
        loads["floor_area_m2"] / grade.cleaning_m2,
        guards,
        loads["green_area_m2"] / grade.greening_m2,
        _over(loads["floor_area_m2"], grade.repair_m2),
    )
    return np.column_stack([column.to_numpy(dtype=np.float64) for column in columns])


def _over(load: pd.Series, ratio: float) -> pd.Series:
    """Divide by a ratio; a grade whose ratio is 0 has no such posts."""
    return load / ratio if ratio > 0 else load * 0.0


def posts_per_gate(policy: Policy) -> float:
    """Return the guards one gate ties up, by the policy's way of guarding; none behind a camera or unguarded."""
    staffing = policy.staffing
    by_mode = {"day": staffing.fte_per_day_gate, "24h": staffing.fte_per_24h_gate}
    return by_mode.get(staffing.guard_mode, 0.0)


def minimum_posts(policy: Policy) -> Ints:
    """Return the fewest posts of each of `LOAD_ROLES` in one staffed unit, shape ``(5,)``."""
    return np.array([policy.staffing.active_grade.service_minimum, 0, 0, 0, 0], dtype=np.int64)


def whole_posts(fractional: Floats, policy: Policy) -> Ints:
    """Return ``max(minimum, ceil(sum of load / ratio))`` by role for each staffed unit, shape ``(r, 5)``."""
    whole = np.ceil(np.atleast_2d(fractional) - ROUNDING).astype(np.int64)
    return np.maximum(whole, minimum_posts(policy))


def pooled_posts(fractional: Floats, unit: NDArray[np.integer], units: int, policy: Policy) -> Ints:
    """Return whole posts by unit and role, shape ``(units, 5)``; `unit` is the region of each estate, ``0..units-1``.

    The rounding up is taken on the sums, which is all that pooling is.
    """
    return whole_posts(sums_by_unit(fractional, unit, units), policy)


def sums_by_unit(values: Floats, unit: NDArray[np.integer], units: int) -> Floats:
    """Sum up the rows of each unit, shape ``(units, k)``."""
    columns = [np.bincount(unit, weights=column, minlength=units) for column in values.T]
    return np.column_stack(columns) if columns else np.zeros((units, 0))


def overhead_posts(policy: Policy, level: Literal["station", "office"]) -> dict[str, int]:
    """Return the posts that one station or one office has whatever it serves, by role."""
    if level == "station":
        return {"head": policy.stations.head_posts}
    offices = policy.offices
    return {"head": offices.head_posts, "accounts": offices.accounts_posts, "dispatch": offices.dispatch_posts}


def wages_cny_month(posts: Mapping[str, int], policy: Policy) -> float:
    """Return the all-in cost of posts given by role."""
    wages = policy.staffing.wages_cny_month
    return float(sum(count * float(getattr(wages, role)) for role, count in posts.items()))


def role_wages(policy: Policy) -> Floats:
    """Return the all-in cost of a post of each of `LOAD_ROLES`, yuan a month, shape ``(5,)``."""
    wages = policy.staffing.wages_cny_month
    return np.array([float(getattr(wages, role)) for role in LOAD_ROLES])


def crew_wage_cny_hour(policy: Policy) -> float:
    """Return what an hour of a crew on its way costs: that of a repairer."""
    return policy.staffing.wages_cny_month.repair / policy.staffing.hours_month


def posts_by_role(loaded: Ints, overhead: Mapping[str, int]) -> dict[str, int]:
    """Put the posts of one unit, shape ``(5,)``, and its overhead posts together, one entry for each role."""
    posts = dict.fromkeys(ROLES, 0) | {role: int(n) for role, n in zip(LOAD_ROLES, loaded, strict=True)}
    for role, count in overhead.items():
        posts[role] += count
    return posts


def baselines_by_unit(
    estates: pd.DataFrame, unit: NDArray[np.integer], units: int, policy: Policy
) -> tuple[list[Baselines], list[dict[str, int]]]:
    """Staff each unit (region) of the estates.

    Returns
    -------
    The baselines of each unit, and its pooled posts by role with the station's overhead posts.
    """
    fractional = fractional_posts(estates, policy)
    alone = np.bincount(unit, weights=whole_posts(fractional, policy).sum(axis=1), minlength=units)
    today, known = _posts_today(estates)
    today_sums = sums_by_unit(np.column_stack([np.where(known, today, 0.0), known]), unit, units)
    sizes, sums = np.bincount(unit, minlength=units), sums_by_unit(fractional, unit, units)
    overhead = overhead_posts(policy, "station")
    posts = [posts_by_role(row, overhead) for row in whole_posts(sums, policy)]
    baselines = [
        Baselines(
            sum(posts[u].values()), round(alone[u]), float(sums[u].sum()),
            float(today_sums[u, 0]), round(today_sums[u, 1]), int(sizes[u]),
        )
        for u in range(units)
    ]  # fmt: skip
    return baselines, posts


def _posts_today(estates: pd.DataFrame) -> tuple[Floats, NDArray[np.bool_]]:
    if "current_posts" not in estates.columns:
        return np.zeros(len(estates)), np.zeros(len(estates), dtype=bool)
    today = pd.to_numeric(estates["current_posts"]).astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    return today, ~np.isnan(today)
