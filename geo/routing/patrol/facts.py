"""The numbers of street patrols for summary.json."""

from __future__ import annotations

from typing import Any

import pandas as pd


def patrol_facts(patrols: pd.DataFrame) -> dict[str, Any]:
    """Sum up the patrols: regions, rounds, km of street and of way, hours, and the proof.

    `street_km` is what is walked with work (both sides of a street count twice), `region_street_km` the streets of the
    regions that have a round, once each.
    """
    of_region = patrols.groupby("region_id")[["region_street_m", "bound_m"]].first()
    distance, bound = float(patrols["distance_m"].sum()), float(of_region["bound_m"].sum())
    return {
        "regions": len(of_region),
        "rounds": len(patrols),
        "street_km": _km(patrols["street_m"].sum()),
        "region_street_km": _km(of_region["region_street_m"].sum()),
        "distance_km": _km(distance),
        "empty_km": _km(patrols["empty_m"].sum()),
        "hours": round(float(patrols["minutes"].sum()) / 60, 2),
        "longest_min": round(float(patrols["minutes"].max()), 1) if len(patrols) else None,
        "bound_km": _km(bound),
        "gap": round(max(0.0, distance - bound) / distance, 6) if distance > 0 else 0.0,
        "regions_proved": int((patrols.groupby("region_id")["status"].first() == "optimal").sum()),
    }


def _km(metres: float) -> float:
    return round(float(metres) / 1_000, 3)
