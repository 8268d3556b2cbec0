"""A small invented town of accounts, made without a plan: estates in regions and offices as arrays."""

from __future__ import annotations

import numpy as np

from geo.economics.budget.basis import Basis, Unit
from geo.economics.staffing import fractional_posts
from geo.policy import Policy

# Every guess known for sure, so that three cases are one and hand computation stays short.
SURE = {
    "subsidy_cny_m2_month": 0.5, "fee_cny_m2_month": 0.4, "collection_start": 0.2, "collection_mature": 0.75,
    "collection_ramp_months": 12, "parking_cny_bay_month": 100, "parking_occupancy": 0.8, "parking_share": 0.5,
    "bays_household_before_1994": 0.1, "bays_household_1994_2002": 0.1, "bays_household_from_2003": 0.4,
    "street_cny_hour": 25, "common_rent_cny_m2_month": 0.01, "wage_factor": 1, "utilities_cny_room_month": 800,
    "fit_out_cny_room": 20_000, "materials_cny_m2_month": 0.04, "tools_cny_post_month": 80, "overhead_share": 0.05,
    "tax_share": 0.03, "free_months": 3, "billable_share": 1,
    "cleanup": {
        "parking_line_cny_bay": 60, "road_share": 0.01, "road_cny_m2": 120, "pruning_share": 0.3, "pruning_cny_m2": 4,
        "lights_stair": 2, "light_cny": 60, "clearing_cny_stair": 200, "sign_cny": 120, "fire_station_cny": 5_000,
    },
}  # fmt: skip


def sure_policy(**changes: object) -> Policy:
    """Make a policy whose guesses are known, with some changed."""
    return Policy.from_mapping({"budget": SURE | changes})


def town(
    area=(20_000.0, 30_000.0, 9_000.0),
    households=(300, 420, 120),
    entry=(0, 0, 4),
    region=(0, 0, 1),
    policy=None,
    **given,
) -> Basis:
    """Make a town; offices are one for all unless `office` says otherwise."""
    import pandas as pd

    policy = policy or sure_policy()
    n, region = len(area), np.asarray(region, dtype=np.int64)
    r = int(region.max()) + 1
    entry = np.asarray(entry, dtype=np.int64)
    ledger = pd.DataFrame({"floor_area_m2": list(area), "households": list(households)})
    nothing = np.full(n, np.nan)
    known = {
        "estate_ids": tuple(f"E{i}" for i in range(n)),
        "names": tuple(f"示例{i}苑" for i in range(n)),
        "subdistricts": ("样例街道",) * n,
        "regions": tuple(Unit(f"R{k}", f"样例{k}片区") for k in range(r)),
        "offices": (Unit("O1", "样例管理处"),),
        "firms": (Unit("甲", "甲"),),
        "region": region,
        "office": np.zeros(n, dtype=np.int64),
        "firm": np.zeros(n, dtype=np.int64),
        "area_m2": np.asarray(area, dtype=float),
        "households": np.asarray(households, dtype=float),
        "build_year": nothing,
        "green_m2": nothing,
        "buildings": nothing,
        "bays": np.full(n, 10.0),
        "fee": nothing,
        "collection": nothing,
        "fractional": fractional_posts(ledger, policy),
        "visits": np.ones(n),
        "entry": entry,
        "contract": entry,
        "station_rent": np.full(r, 1_000.0),
        "station_fit_out": np.full(r, np.nan),
        "travel_hours": np.full(r, 17.4),
        "street_hours": np.zeros(r),
        "office_rent": np.array([500.0]),
        "office_fit_out": np.array([np.nan]),
        "office_shares_room": np.array([False]),
    }
    return Basis(**(known | given))
