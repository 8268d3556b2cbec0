"""The summary's numbers about surveys, orders and partners: summary.json, key `surveys`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.economics.surveys.chance import dispersion
from geo.economics.surveys.orders import first_day, last_day
from geo.policy import Policy
from geo.schema.surveys import PARTNER_KINDS

_TOP_NEEDS = 5
_SHARES = ("rate", "low", "high", "response_rate", "worst_low", "worst_high", "households_share")
_CHANGE = ("change", "change_low", "change_high", "change_is")


def survey_facts(
    tables: Mapping[str, pd.DataFrame], estates: pd.DataFrame, policy: Policy, seed: int
) -> dict[str, Any]:
    """Sum up what the tables say; parts without rows are None."""
    return {
        "seed": seed,
        "confidence": policy.surveys.confidence,
        "satisfaction": _satisfaction(tables["satisfaction"], tables["satisfaction_areas"]),
        "needs": _needs(tables["needs"], tables["need_counts"]),
        "orders": _orders(tables, estates),
        "partners": _partners(tables["partners"]),
        "rejects": len(tables["survey_rejects"]),
    }


def _satisfaction(rows: pd.DataFrame, areas: pd.DataFrame) -> dict[str, Any] | None:
    if rows.empty:
        return None
    with_n = rows["low"].notna()
    of_estates = rows["estate_id"].fillna("") != ""
    years = areas[areas["level"] == "plan"]
    return {
        "figures": len(rows),
        "estates": int(rows.loc[of_estates, "estate_id"].nunique()),
        "whole_scopes": int((~of_estates).sum()),
        "with_n": int(with_n.sum()),
        "without_n": int((~with_n).sum()),
        "years": [_year(row) for row in years.to_dict("records")],
        "changes": {str(name): int(count) for name, count in rows["change_is"].value_counts().sort_index().items()},
    }


def _year(row: dict[Any, Any]) -> dict[str, Any]:
    counted = {name: _plain(row[name]) for name in ("year", "estates", "households", "asked", "answered")}
    return counted | {name: _plain(row[name]) for name in (*_SHARES, *_CHANGE)}


def _needs(needs: pd.DataFrame, counts: pd.DataFrame) -> dict[str, Any] | None:
    if needs.empty:
        return None
    top = counts[counts["level"] == "plan"].head(_TOP_NEEDS)
    return {
        "questionnaires": int(needs["count"].fillna(1).sum()),
        "estates": int(needs["estate_id"].nunique()),
        "top": [{name: _plain(row[name]) for name in ("complaint", "named", "share", "low", "high")}
                for row in top.to_dict("records")],
    }  # fmt: skip


def _orders(tables: Mapping[str, pd.DataFrame], estates: pd.DataFrame) -> dict[str, Any] | None:
    orders, times = tables["orders"], tables["order_times"]
    if orders.empty:
        return None
    whole = times[times["level"] == "plan"].iloc[0]
    counts = estates["estate_id"].map(orders["estate_id"].value_counts()).fillna(0).to_numpy(float)
    households = estates["households"].astype("Float64").fillna(0).to_numpy(float)
    first, last = first_day(orders), last_day(orders)
    above = times[(times["level"] == "estate") & times["above"].fillna(value=False).astype(bool)]
    return {
        "first_day": None if first is None else first.isoformat(),
        "last_day": None if last is None else last.isoformat(),
        **{name: _plain(whole[name]) for name in
           ("orders", "closed", "open", "left_out", "median_days", "p90_days", "median_closed_days", "per_1000")},
        "estates": int((counts > 0).sum()),
        "estates_above": len(above),
        "dispersion": dispersion(counts, households),
        "hot_spots": len(tables["hot_spots"]),
    }  # fmt: skip


def _partners(partners: pd.DataFrame) -> dict[str, Any] | None:
    if partners.empty:
        return None
    kinds = partners["kind"].value_counts()
    return {kind: int(kinds.get(kind, 0)) for kind in PARTNER_KINDS} | {
        "people": int(partners["people"].fillna(0).sum()),
        "without_place": int((partners["placed_by"] == "none").sum()),
    }


def _plain(value: object) -> Any:  # noqa: ANN401  int, float, str or None
    if value is None or pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value
