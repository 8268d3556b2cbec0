"""Access summed up for sub-districts and the whole plan, weighted by households; walks only where they are claimed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.measures import access_of, weighted_mean
from geo.plan import Plan
from geo.schema import ACCESS_AREAS

Floats = NDArray[np.float64]


def access_areas(table: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Sum up the table `access`, a row for the plan and one a sub-district."""
    rows = [_row(table, plan, "plan", "", plan.stations)]
    for name in sorted(table["subdistrict"].dropna().unique()):
        regions = plan.regions.loc[plan.regions["subdistrict"] == name, "region_id"]
        stations = plan.stations[plan.stations["region_id"].isin(regions)]
        rows.append(_row(table[table["subdistrict"] == name], plan, "subdistrict", str(name), stations))
    return ACCESS_AREAS.conform(pd.DataFrame(rows))


def _row(own: pd.DataFrame, plan: Plan, level: str, name: str, stations: pd.DataFrame) -> dict[str, Any]:
    households, elderly = _numbers(own["households"]), _numbers(own["elderly60"])
    walk = own["walk_m"].to_numpy(dtype=np.float64)
    claimed = own["walk_claim"].fillna(value=False).to_numpy(dtype=bool)
    found = access_of(walk, households, claimed)
    slow = access_of(walk, elderly, claimed, distances_m=(_slow_m(plan),))
    room = stations["room_floor_area_m2"].astype("Float64")
    settings = plan.policy.access
    no_room = ~(own["room_m"].to_numpy(dtype=np.float64) <= settings.public_room_m)
    return {
        "level": level, "name": name, "estates": len(own), "households": round(households.sum()),
        "elderly60": round(elderly.sum()),
        **{f"share_{metres}": share for metres, share in found.coverage.items()},
        "slow_share": slow.coverage[str(_slow_m(plan))],
        "walk_m_mean": found.mean_m, "walk_m_p90": found.p90_m, "walk_m_max": found.max_m, "gini": found.gini,
        "room_m2": float(room.fillna(0).sum()), "needed_m2": _total(stations["needed_floor_area_m2"]),
        "unknown_rooms": int(room.isna().sum()),
        "fca_m2_100": weighted_mean(own["fca_m2_100"].to_numpy(dtype=np.float64), households),
        "short_share": weighted_mean(own["is_short"].to_numpy(dtype=np.float64), households),
        "repair_min": _known_mean(own["repair_min"], households),
        "patrol_min": _known_mean(own["patrol_min"], households),
        "no_room_households": round(households[no_room].sum()),
        "no_green_households": round(households[(own["green"] == "short").to_numpy(dtype=bool)].sum()),
        "no_parking_households": round(households[(own["parking"] == "short").to_numpy(dtype=bool)].sum()),
    }  # fmt: skip


def _known_mean(column: pd.Series, households: Floats) -> float | None:
    values = column.to_numpy(dtype=np.float64)
    told = np.isfinite(values)
    return weighted_mean(values[told], households[told])


def _slow_m(plan: Plan) -> int:
    return round(plan.policy.regions.elderly_target_walk_m.value)


def _numbers(column: pd.Series) -> Floats:
    return np.asarray(np.nan_to_num(column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)))


def _total(column: pd.Series) -> float:
    return float(column.astype("Float64").fillna(0).sum())
