"""Every measure of a comparison: its unit, which way is better, and how a plan answers it.

A measure that a plan cannot answer (no account, no rounds) is None; its words are `compare.measure.<name>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from geo.measures.equity import theil
from geo.measures.sides import Side
from geo.measures.weighted import weighted_mean

Better = Literal["less", "more", "none"]
Basis = Literal["all", "common"]
ELDERLY_M = 400  # the walk of over-60s that the policy aims at by default
_MIDDLE = "mid"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; `basis` says whether it is of all the plan's estates or of those that the plans share."""

    name: str
    group: str
    unit: str
    better: Better
    of: Callable[[Side], float | None]
    basis: Basis = "all"


def _fact(*keys: str) -> Callable[[Side], float | None]:
    """Read a number of the plan's summary by its path; None where it is not there."""

    def read(side: Side) -> float | None:
        found: Any = side.plan.facts
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return None if found is None or isinstance(found, str) else float(found)

    return read


def _covered(people: str, distance_m: int) -> Callable[[Side], float | None]:
    return lambda side: side.curves[people].at(distance_m)


def _whole(column: str) -> Callable[[Side], float | None]:
    def read(side: Side) -> float | None:
        value = side.equity[column].iloc[0]
        return None if pd.isna(value) else float(value)

    return read


def _worst_subdistrict(side: Side) -> float | None:
    means = pd.to_numeric(side.equity["walk_m_mean"].iloc[1:]).dropna()
    return float(means.max()) if len(means) else None


def _between(side: Side) -> float | None:
    counts = side.claimed & np.isfinite(side.walk_m)
    found = theil(side.walk_m[counts], side.households[counts], side.subdistrict[counts])
    return found.between if found else None


def _elderly_mean(side: Side) -> float | None:
    counts = side.claimed & np.isfinite(side.walk_m) & np.isfinite(side.elderly60)
    return weighted_mean(side.walk_m[counts], side.elderly60[counts])


def _per_household(side: Side) -> float | None:
    cost, households = _fact("monthly_cost_cny")(side), side.plan.regions["households"].sum()
    return None if cost is None or not households else cost / float(households)


def _splits(side: Side) -> float | None:
    table = side.plan.communities
    return float(table["split"].fillna(False).astype(bool).sum()) if len(table) else None  # noqa: FBT003  pandas' own


def _account(*columns: str) -> Callable[[Side], float | None]:
    """Sum lines of the city's account over its months, in the middle case."""

    def read(side: Side) -> float | None:
        budget = side.plan.budget
        city = budget[(budget["case"] == _MIDDLE) & (budget["level"] == "city")]
        return float(city[list(columns)].sum().sum()) if len(city) else None

    return read


def _break_even_after(side: Side) -> float | None:
    even = side.plan.break_even
    own = even[(even["case"] == _MIDDLE) & (even["level"] == "city") & (even["at"] == "mature")]
    return float(own["fee_after"].iloc[0]) if len(own) and pd.notna(own["fee_after"].iloc[0]) else None


def _last_entry(side: Side) -> float | None:
    months = pd.to_numeric(side.plan.rollout["entry_month"]).dropna()
    return float(months.max()) + 1 if len(months) else None


MEASURE_LIST: tuple[Measure, ...] = (
    Measure("objective", "score", "yuan_month", "less", _fact("objective")),
    Measure("gap", "score", "yuan_month", "none", _fact("gap_cny_month")),
    Measure("monthly_cost", "score", "yuan_month", "less", _fact("monthly_cost_cny")),
    Measure("cost_household", "score", "yuan_household", "less", _per_household),
    Measure("estates", "sites", "estates", "none", lambda side: float(len(side.plan.assignments))),
    Measure("stations", "sites", "count", "none", lambda side: float(len(side.plan.stations))),
    Measure("groups", "sites", "count", "none", lambda side: float(len(side.plan.groups))),
    Measure("offices", "sites", "count", "none", lambda side: float(len(side.plan.offices))),
    Measure("posts", "posts", "people", "less", _fact("posts_pooled")),
    Measure("posts_saved", "posts", "people", "more", _fact("sharing", "posts_saved")),
    Measure("wages_saved", "posts", "yuan_month", "more", _fact("sharing", "wages_saved_cny")),
    Measure("travel", "posts", "yuan_month", "less", _fact("sharing", "travel_cny")),
    Measure("covered_300", "access", "share", "more", _covered("households", 300), "common"),
    Measure("covered_500", "access", "share", "more", _covered("households", 500), "common"),
    Measure("covered_1000", "access", "share", "more", _covered("households", 1_000), "common"),
    Measure("elderly_400", "access", "share", "more", _covered("elderly60", ELDERLY_M), "common"),
    Measure("walk_mean", "access", "m", "less", lambda side: side.access.mean_m, "common"),
    Measure("walk_p90", "access", "m", "less", lambda side: side.access.p90_m, "common"),
    Measure("walk_max", "access", "m", "less", lambda side: side.access.max_m, "common"),
    Measure("elderly_mean", "access", "m", "less", _elderly_mean, "common"),
    Measure(
        "unreachable", "access", "households", "less", lambda side: float(side.access.unreachable_households), "common"
    ),
    Measure("gini", "equity", "index", "less", _whole("gini"), "common"),
    Measure("worst_decile", "equity", "m", "less", _whole("worst_decile_m"), "common"),
    Measure("worst_share", "equity", "share", "less", _whole("worst_decile_share"), "common"),
    Measure("worst_subdistrict", "equity", "m", "less", _worst_subdistrict, "common"),
    Measure("theil_between", "equity", "index", "less", _between, "common"),
    Measure("exceptions", "rules", "count", "less", _fact("exceptions", "count")),
    Measure("exceptions_price", "rules", "yuan_month", "less", _fact("exceptions", "price")),
    Measure("splits", "rules", "count", "less", _splits),
    Measure("subsidy", "money", "yuan", "none", _account("subsidy_city_cny", "subsidy_district_cny", "reward_cny")),
    Measure("fees", "money", "yuan", "none", _account("fees_cny")),
    Measure("account_cost", "money", "yuan", "less", _account("cost_cny")),
    Measure("balance", "money", "yuan", "more", _account("balance_cny")),
    Measure("balance_alone", "money", "yuan", "more", _account("balance_without_subsidy_cny")),
    Measure("fee_after", "money", "yuan_m2", "less", _break_even_after),
    Measure("crew_people", "crews", "people", "less", _fact("routes", "people")),
    Measure("crew_km", "crews", "km_week", "less", _fact("routes", "km")),
    Measure("crew_hours", "crews", "hours_week", "less", _fact("routes", "hours")),
    Measure("response_20", "crews", "share", "more", _fact("routes", "responses", "ebike", "20")),
    Measure("unserved", "crews", "count", "less", _fact("routes", "unserved_visits")),
    Measure("last_entry", "rollout", "months", "less", _last_entry),
)
