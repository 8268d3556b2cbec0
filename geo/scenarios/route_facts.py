"""The numbers of rounds for summary.json, under the key `routes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd


def route_facts(tables: Mapping[str, pd.DataFrame], *, weekday: int, roles: Sequence[str], seed: int) -> dict[str, Any]:
    """Count what rounds do: crews, people, visits, hours, km, what is left out, balance and proof.

    Parameters
    ----------
    weekday : the one day that was planned, 0 for the whole week.
    """
    needs, rounds = tables["crew_needs"], tables["rounds"]
    return {
        "week": weekday == 0,
        "weekday": weekday or None,
        "seed": seed,
        **_totals(needs, rounds, tables["unserved"]),
        "by_role": {
            role: _totals(_of(needs, role), _of(rounds, role), _of(tables["unserved"], role)) for role in roles
        },
        "responses": _responses(tables["responses"]),
        "rungs": sorted(set(rounds["rung"].dropna())),
        "checked": {"rounds": len(rounds), "visits": len(tables["visits"]), "broken": 0},
    }


def roster_facts(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Count the rosters of those who hold posts: people, posts of the plan, hours, duties of the cycle."""
    rosters = tables["rosters"]
    return {
        "rosters": len(rosters),
        "heads": int(rosters["heads"].sum()),
        "heads_bound": int(rosters["heads_bound"].sum()),
        "posts_pooled": _sum_or_none(rosters["posts_pooled"]),
        "hours_week": round(float(rosters["hours_week"].sum()), 1),
        "shifts": len(tables["shifts"]),
    }


def _of(table: pd.DataFrame, role: str) -> pd.DataFrame:
    return table[table["role"] == role]


def _totals(needs: pd.DataFrame, rounds: pd.DataFrame, unserved: pd.DataFrame) -> dict[str, Any]:
    value, bound = float(needs["value_min"].sum()), float(needs["bound_min"].sum())
    busy = needs[needs["longest_over_mean"].notna()]
    return {
        "depots": len(needs),
        "crews": int(needs["crews"].sum()),
        "crews_bound": int(needs["crews_bound"].sum()),
        "people": int(needs["people"].sum()),
        "residents": int(needs["residents"].sum()),
        "posts_pooled": _sum_or_none(needs["posts_pooled"]),
        "rounds": len(rounds),
        "visits": int(needs["visits_week"].sum()),
        "work_hours": round(float(needs["work_hours_week"].sum()), 2),
        "travel_hours": round(float(needs["travel_hours_week"].sum()), 2),
        "km": round(float(rounds["distance_m"].sum()) / 1000, 2),
        "hours": round(value / 60, 2),
        "hours_bound": round(bound / 60, 2),
        "gap": round((value - bound) / value, 6) if value > 0 else 0.0,
        "unserved_visits": int(unserved["visits_missing"].sum()),
        "unserved_estates": int(unserved["estate_id"].nunique()),
        "longest_over_mean": _weighted(busy, "longest_over_mean"),
        "shortest_over_mean": _weighted(busy, "shortest_over_mean"),
        "balance_price": _weighted(busy[busy["balance_price"].notna()], "balance_price"),
    }


def _sum_or_none(values: pd.Series) -> int | None:
    known = values.dropna()
    return int(known.sum()) if len(known) else None


def _weighted(needs: pd.DataFrame, column: str) -> float | None:
    """Average over depots, weighted by their hours."""
    weight = needs["value_min"].to_numpy(float)
    return round(float(np.average(needs[column].to_numpy(float), weights=weight)), 4) if weight.sum() > 0 else None


def _responses(responses: pd.DataFrame) -> dict[str, Any]:
    """Share of households answered within 10, 20 and 30 minutes, by mode."""
    made: dict[str, Any] = {}
    for mode, rows in responses.groupby("mode", sort=True):
        weight = rows["households"].to_numpy(float)
        if weight.sum() <= 0:
            continue
        made[str(mode)] = {
            str(limit): round(float(np.average(rows[f"share_{limit}"].to_numpy(float), weights=weight)), 4)
            for limit in (10, 20, 30)
        }
    return made


def patrol_facts(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any] | None:
    """Count the street patrols, their streets and their way; None where no roads were given."""
    patrols = tables["patrols"]
    if patrols.empty:
        return None
    return {
        "rounds": len(patrols),
        "regions": int(patrols["region_id"].nunique()),
        "street_km": round(float(patrols["street_m"].sum()) / 1000, 2),
        "km": round(float(patrols["distance_m"].sum()) / 1000, 2),
        "hours": round(float(patrols["minutes"].sum()) / 60, 2),
    }
