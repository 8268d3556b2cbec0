"""The numbers of summary.json, added up from a plan's tables; plain Python values that JSON can hold.

docs/outputs.md says what each key means. What is not known is None, never zero, and never a number that is not finite.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from geo.clustering.comparison_facts import baseline_facts, mode_facts, price_facts
from geo.economics.staffing import Baselines
from geo.measures import walking_access
from geo.plan import FORMAT, Status
from geo.policy import Policy

_LISTED = ("name", "estates", "stations", "status", "model", "objective", "bound", "gap", "seconds", "stopped_by")
_DUPLICATE = "duplicate"
_NOTHING: Mapping[str, Any] = MappingProxyType({})

Tables = dict[str, pd.DataFrame]


def summary_facts(
    tables: Tables, planned: pd.DataFrame, policy: Policy, *, firms: Mapping[str, Any] = _NOTHING
) -> dict[str, Any]:
    """Add up the facts of a plan.

    Parameters
    ----------
    tables : the plan's tables, offices and firms included; `estates` holds every row read.
    planned : the estates planned.
    firms : how well the loads of firms are balanced, where there are any.
    """
    solutions, exceptions = tables["solutions"], tables["exceptions"]
    facts: dict[str, Any] = {
        **_counts(tables, planned, policy),
        **_proof(solutions),
        "exceptions": {"count": len(exceptions), "price": float(exceptions["price_cny"].sum())},
        "proven_optimal": int((solutions["status"] == Status.OPTIMAL).sum()),
        "subdistricts": [{key: row[key] for key in _LISTED} for row in solutions.to_dict("records")],
        **_access(tables),
        **_posts(tables, planned),
        "monthly_cost_cny": _sum(tables["regions"], "monthly_cost_cny") + _sum(tables["offices"], "monthly_cost_cny"),
        "baselines": baseline_facts(tables["baselines"]),
        **_modes(tables["community_modes"]),
        **_groups_first(solutions),
        **({"firms_balance": dict(firms)} if firms else {}),
        "rule_prices": price_facts(tables["rule_prices"]),
        "seconds": _sum(solutions, "seconds"),
        "format": FORMAT,
    }
    return {key: plain(value) for key, value in facts.items()}


def plain(value: Any) -> Any:  # noqa: ANN401  anything that may stand in a summary
    """Turn numpy's and pandas' values into Python's, and what is unknown or not finite into None."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA:
        return None
    return None if isinstance(value, float) and not math.isfinite(value) else value


def eligible_count(tables: Tables, policy: Policy) -> int:
    """Count the estates that are eligible as the policy reads it, planned or not; duplicate rows are no estates."""
    allowed = {"eligible"}
    allowed |= {"presumed"} if policy.eligibility.plan_presumed else set()
    allowed |= {"undecided"} if policy.eligibility.plan_undecided else set()
    rejects, estates = tables["rejects"], tables["estates"]
    doubled = rejects["rule"].astype("object").fillna("").str.startswith(_DUPLICATE).to_numpy(bool)
    ids = estates.index.to_series() if estates.index.name == "estate_id" else estates["estate_id"]
    in_scheme = estates["eligibility"].isin(allowed).to_numpy(bool)
    return int((in_scheme & ~ids.isin(rejects["estate_id"][doubled]).to_numpy(bool)).sum())


def _counts(tables: Tables, planned: pd.DataFrame, policy: Policy) -> dict[str, int]:
    return {
        "estates": len(tables["estates"]),
        "eligible": eligible_count(tables, policy),
        "planned": len(planned),
        "rejected": len(tables["rejects"]),
        "to_locate": len(tables["to_locate"]),
        **{name: len(tables[name]) for name in ("regions", "groups", "stations", "offices", "firms")},
    }


def _proof(solutions: pd.DataFrame) -> dict[str, float | None]:
    """Add up the proofs; without a bound for each sub-district, or without a plan for one, there is no gap."""
    value, bound = _sum(solutions, "objective"), solutions["bound"].to_numpy(np.float64)
    known = bool(np.isfinite(bound).all()) and not (solutions["status"] == Status.INFEASIBLE).any()
    gap = max(0.0, value - float(bound.sum())) if known else None
    controllable = value - _sum(solutions, "floor_cny")
    return {
        "objective": value,
        "bound": float(bound.sum()) if np.isfinite(bound).all() else None,
        "gap": _share(gap, abs(value)),
        "gap_cny_month": gap,
        "gap_controllable": _share(gap, controllable),
    }


def _modes(modes: pd.DataFrame) -> dict[str, Any]:
    """Give the ways with communities, where they were asked for."""
    return {"community_modes": mode_facts(modes)} if len(modes) else {}


def _groups_first(solutions: pd.DataFrame) -> dict[str, Any]:
    """Give what forming groups before regions costs, where it was done."""
    known = solutions[solutions["groups_first_cny"].notna()]
    if known.empty:
        return {}
    price, value = _sum(known, "groups_first_cny"), _sum(known, "objective")
    gap = known["gap_cny_month"].to_numpy(np.float64)
    return {
        "groups_first": {
            "subdistricts": len(known),
            "price_cny_month": price,
            "price": _share(price, value - price),
            "gap_cny_month": float(gap.sum()) if np.isfinite(gap).all() else None,
        }
    }


def _share(part: float | None, whole: float) -> float | None:
    if part is None:
        return None
    return part / whole if whole > 0 else 0.0


def _access(tables: Tables) -> dict[str, Any]:
    access = walking_access(tables["assignments"], tables["estates"])
    return {
        "coverage": access.coverage,
        "walk_m": {"mean": access.mean_m, "p90": access.p90_m, "max": access.max_m},
        "walk_gini": access.gini,
        "walk_left_out": {"estates": access.left_out_estates, "households": access.left_out_households},
        "walk_unreachable_households": access.unreachable_households,
    }


def _posts(tables: Tables, planned: pd.DataFrame) -> dict[str, Any]:
    regions = tables["regions"]
    today = pd.to_numeric(planned["current_posts"]).astype("Float64").to_numpy(np.float64, na_value=np.nan)
    city = Baselines(
        pooled=round(_sum(regions, "posts") + _sum(tables["offices"], "posts")),
        alone=round(_sum(regions, "posts_alone")),
        fractional=_sum(regions, "posts_fractional"),
        today=float(np.nansum(today)),
        today_known=int(np.isfinite(today).sum()),
        estates=len(planned),
    )
    return {
        "posts_alone": city.alone,
        "posts_today": city.posts_today,
        "posts_today_stated": {"estates": city.today_known, "posts": city.today},
        "posts_fractional": round(city.fractional, 2),
        "posts_pooled": city.pooled,
        "posts_saving": {"against": city.headline_baseline, "posts": city.headline_saving},
        "sharing": {
            "posts_saved": round(_sum(regions, "posts_saved")),
            "wages_saved_cny": _sum(regions, "wages_saved_cny"),
            "travel_cny": _sum(regions, "travel_cny_month"),
            "not_paying": int((~regions["sharing_pays"].fillna(value=True).astype(bool)).sum()),
        },
    }


def _sum(frame: pd.DataFrame, column: str) -> float:
    return float(pd.to_numeric(frame[column]).sum()) if len(frame) else 0.0
