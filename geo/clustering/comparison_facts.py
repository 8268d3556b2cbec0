"""What a plan is compared with, summed up over its sub-districts for summary.json."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geo.clustering.relaxations import LIFTED

_SHOWN_CNY = 0.5
Facts = list[dict[str, object]]


def baseline_facts(baselines: pd.DataFrame) -> Facts:
    """Sum up the table of baselines by name; a baseline counts only where it applies, and says in how many."""
    facts: Facts = []
    for name, rows in baselines.groupby("baseline", sort=False):
        objective, difference = float(rows["objective"].sum()), float(rows["difference_cny"].sum())
        facts.append(
            {
                "name": name,
                "subdistricts": len(rows),
                "stations": int(rows["stations"].sum()),
                "objective": objective,
                "difference_cny_month": difference,
                "difference": difference / objective if objective > 0 else 0.0,
                "exceptions": int(rows["exceptions"].sum()),
                "violations": int(rows["violations"].sum()),
            }
        )
    return facts


def mode_facts(modes: pd.DataFrame) -> Facts:
    """Sum up the ways with communities by name, each with its price over the free one."""
    facts: Facts = []
    for name, rows in modes.groupby("mode", sort=False):
        objective, price = float(rows["objective"].sum()), float(rows["price_cny"].sum())
        free = objective - price
        facts.append(
            {
                "mode": name,
                "subdistricts": len(rows),
                "stations": int(rows["stations"].sum()),
                "objective": objective,
                "price_cny_month": price,
                "price": price / free if free > 0 else 0.0,
                "gap_cny_month": None if rows["gap_cny"].isna().any() else float(rows["gap_cny"].sum()),
                "splits": int(rows["splits"].sum()),
                "violations": int(rows["violations"].sum()),
            }
        )
    return facts


def price_facts(prices: pd.DataFrame) -> Facts:
    """Sum up what each rule is worth, given up in every sub-district that uses it, dearest first.

    The upper end is None where a sub-district has none; `subdistricts` counts those where giving it up saves anything.
    """
    facts: list[dict[str, Any]] = []
    for rule, rows in prices[prices["step"] == LIFTED].groupby("rule", sort=True):
        high = rows["price_high_cny"]
        facts.append(
            {
                "rule": rule,
                "subdistricts": int((rows["saving_cny"] >= _SHOWN_CNY).sum()),
                "saving_cny_month": float(rows["saving_cny"].sum()),
                "low_cny_month": float(rows["price_low_cny"].sum()),
                "high_cny_month": None if high.isna().any() else float(high.sum()),
                "paid_cny_month": float(rows["paid_cny"].sum()),
            }
        )
    return sorted(facts, key=lambda row: (-row["saving_cny_month"], row["rule"]))
