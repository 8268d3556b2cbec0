"""Visits: how often and how long each estate needs a role, from the ledger and the policy.

One definition of load: a role that has posts in the plan takes its minutes from the same ratio (`economics.workload`).
Work beyond what fits into the visits of a week, or bins beyond one truck, is cut into parts with crews of their own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.economics.workload import estate_loads
from geo.policy import Policy, RoundRole
from geo.routing.patterns import day_patterns

Floats = NDArray[np.float64]

_RATIOS = {
    "repair": ("floor_area_m2", "repair_m2"),
    "greening": ("green_area_m2", "greening_m2"),
    "security": ("patrol_m2", "security_m2"),
    "cleaning": ("floor_area_m2", "cleaning_m2"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """What one estate, or one part of it, needs of a role in a week.

    Attributes
    ----------
    estate : row of the estate in its table.
    part, parts : which part of the estate's work, from 1, of how many.
    visits : visits a week.
    service_s : a visit, with its set-up.
    bins : taken on at each visit.
    """

    estate: int
    part: int
    parts: int
    visits: int
    service_s: int
    bins: int = 0


def posts_needed(estates: pd.DataFrame, role: RoundRole, policy: Policy) -> Floats:
    """Return the posts that the ratio of a role gives each estate, not rounded; shape ``(n,)``, 0 without a ratio."""
    if role.load == "none":
        return np.zeros(len(estates))
    column, ratio = _RATIOS[role.load]
    loads = estate_loads(estates, policy)[column].to_numpy(float)
    return np.asarray(loads / float(getattr(policy.staffing.active_grade, ratio)) * role.load_share)


def resident_posts(estates: pd.DataFrame, role: RoundRole, policy: Policy) -> NDArray[np.int64]:
    """Return the whole posts of each estate that stay there, shape ``(n,)``; 0 where the role has no residents."""
    if not role.residents:
        return np.zeros(len(estates), dtype=np.int64)
    return np.asarray(np.floor(posts_needed(estates, role, policy) + 1e-9), dtype=np.int64)


def week_minutes(estates: pd.DataFrame, role: RoundRole, policy: Policy) -> Floats:
    """Return the minutes of one person that the rounds of a role owe each estate a week, by its ratio; shape ``(n,)``.

    Notes
    -----
    (load / ratio × `load_share` - residents) posts × weekly hours of a post × (1 - `way_share` - `calls_share`): the
    ratio counts whole paid hours, of which way, set-up and calls are not work of a planned visit.
    """
    posts = posts_needed(estates, role, policy) - resident_posts(estates, role, policy)
    hours_week = policy.staffing.hours_month / policy.travel.weeks_a_month
    worked = max(0.0, 1.0 - role.way_share - role.calls_share)
    return np.asarray(np.maximum(posts, 0.0) * hours_week * 60.0 * worked)


def works(estates: pd.DataFrame, role: RoundRole, policy: Policy) -> list[Work]:
    """List the work of a role in estate order; an estate that needs none is left out."""
    loads = estate_loads(estates, policy)
    minutes = week_minutes(estates, role, policy) / role.people
    found = []
    for row in range(len(estates)):
        size = _Size(float(loads["floor_area_m2"].iloc[row]), float(loads["households"].iloc[row]))
        found.extend(_parts(row, size, float(minutes[row]), role, policy))
    return found


@dataclass(frozen=True, slots=True)
class _Size:
    area_m2: float
    households: float


def _parts(row: int, size: _Size, minutes: float, role: RoundRole, policy: Policy) -> list[Work]:
    visits = _visits_by_size(size.area_m2, role, policy)
    bins_day = role.bins_household_day * size.households
    owes_nothing = minutes <= 0 and (role.load != "none" or (role.bins_household_day > 0 and bins_day <= 0))
    if visits == 0 or owes_nothing:
        return []
    days = len(role.days)
    bins = math.ceil(bins_day * days_covered(visits)) if role.bins_household_day else 0
    extra = role.base_min + role.min_per_10k_m2 * size.area_m2 / 1e4 + role.min_per_bin * bins
    total = minutes + extra * visits
    visits = min(days, max(visits, math.ceil(total / role.longest_visit_min - 1e-9)))
    parts = max(1, math.ceil(total / (visits * role.longest_visit_min) - 1e-9))
    if role.capacity_bins and bins:
        parts = max(parts, math.ceil(bins / role.capacity_bins))
    each = max(total / (visits * parts), role.shortest_visit_min)
    service_s = round((each + role.setup_min) * 60)
    shares = [bins // parts + (part < bins % parts) for part in range(parts)]
    return [Work(row, part + 1, parts, visits, service_s, shares[part]) for part in range(parts)]


def days_covered(visits: int) -> int:
    """Return the most days of waste that one visit may find where `visits` are spread over a week."""
    return math.ceil(7 / max(visits, 1))


def _visits_by_size(area_m2: float, role: RoundRole, policy: Policy) -> int:
    """Look up the visits a week of an estate's size in the grade in force."""
    levels = sorted((grade.level for grade in policy.staffing.grades), reverse=not policy.staffing.best_is_low_number)
    position = levels.index(policy.staffing.grade)
    tier = next((tier for tier in role.visits if area_m2 <= tier.up_to_m2), role.visits[-1])
    return min(tier.visits[min(position, len(tier.visits) - 1)], len(role.days))


def patterns_of(work: Work, role: RoundRole) -> tuple[tuple[int, ...], ...]:
    """List the day sets that a work may take, as positions in the role's sorted working days."""
    return day_patterns(work.visits, role.days, slack_days=role.spread_slack_days)
