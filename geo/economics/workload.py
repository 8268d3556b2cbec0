"""How much work an estate gives each role, from the ledger alone.

Loads are in the unit of the role's ratio: households, m² of floor, m² of green, gates. Next door, `staffing` turns
them into posts and money. Guards follow gates where an estate is gated and floor area where it is open, never both.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.policy import Policy

Floats = NDArray[np.float64]

LOADS = ("households", "floor_area_m2", "green_area_m2", "patrol_m2", "gates")
_GATED = ("closed", "partly")


def estate_loads(estates: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return the loads of each estate, columns `LOADS`, in the estates' order and with their index.

    Unknown households and floor area load nothing (the policy's fill-in comes before this). An unknown green area is
    the policy's share of the floor area; an unknown number of gates of a gated estate is the policy's default; an
    estate whose enclosure is unknown counts as open, as most estates without management are. Gates that nobody guards
    leave a gated estate to the patrol, which goes by area.
    """
    floor_area = _numbers(estates, "floor_area_m2", 0.0)
    green = _numbers(estates, "green_area_m2", np.nan)
    assumed_green = floor_area * policy.fill_in.green_share_of_floor_area
    gated = _is_gated(estates)
    gates = _numbers(estates, "gates", float(policy.staffing.default_gates))
    loads = {
        "households": _numbers(estates, "households", 0.0),
        "floor_area_m2": floor_area,
        "green_area_m2": np.where(np.isnan(green), assumed_green, green),
        "patrol_m2": np.where(gated & (policy.staffing.guard_mode != "unguarded"), 0.0, floor_area),
        "gates": np.where(gated, gates, 0.0),
    }
    return pd.DataFrame(loads, index=estates.index)


def _is_gated(estates: pd.DataFrame) -> NDArray[np.bool_]:
    if "enclosed" not in estates.columns:
        return np.zeros(len(estates), dtype=bool)
    return np.asarray(estates["enclosed"].isin(_GATED), dtype=bool)


def _numbers(estates: pd.DataFrame, column: str, missing: float) -> Floats:
    """Take a column as floats, `missing` where the ledger says nothing."""
    if column not in estates.columns:
        return np.full(len(estates), missing)
    values = pd.to_numeric(estates[column]).astype("Float64")
    return np.asarray(values.to_numpy(dtype=np.float64, na_value=missing))
