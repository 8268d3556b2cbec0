"""On-call repair: how soon somebody from the station is at the door, by households."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.network.travel import RUNGS, Places, Travel
from geo.policy import Policy
from geo.routing.depots import Depot
from geo.schema import RESPONSES

Floats = NDArray[np.float64]

RESPONSE_MODES = ("ebike", "walk")
LIMITS_MIN = (10, 20, 30)  # F4 of the domain brief: can repairers reach any call in 10-30 minutes


def responses_table(
    stations: Sequence[Depot],
    estates: gpd.GeoDataFrame,
    places: Places,
    *,
    travel: Travel,
    metric_crs: str,
    policy: Policy,
) -> pd.DataFrame:
    """Write the response times of each station to its own estates, one row a mode.

    A response is the time from a call to leaving plus the way; where there is no way it counts in no share, and
    the estate is counted as out of reach.
    """
    rows, points = [], []
    households = estates["households"].astype("Float64").fillna(0).to_numpy(float)
    for station in stations:
        own = np.asarray(station.rows, dtype=np.int64)
        for mode in RESPONSE_MODES:
            told = travel.crew(station.place, places.take(own), mode=mode)
            minutes = told.minutes[0] + policy.rounds.response_ready_min
            rung = RUNGS[int(told.rung.max())] if told.rung.size else None
            rows.append(
                {"station_id": station.depot_id, "name": station.name, "mode": mode, "rung": rung}
                | _shares(minutes, households[own])
            )
            points.append(station.xy)
    xy = np.array(points, dtype=float).reshape(-1, 2)
    frame = pd.DataFrame(rows, columns=RESPONSES.names())
    return RESPONSES.conform(gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1], crs=metric_crs)))


def _shares(minutes: Floats, households: Floats) -> dict[str, Any]:
    """Weigh response times by households; estates without any known household count as one each where none has."""
    weight = households if households.sum() > 0 else np.ones(len(households))
    reached = np.isfinite(minutes)
    shares = {f"share_{limit}": float(weight[minutes <= limit].sum() / weight.sum()) for limit in LIMITS_MIN}
    seen, by = minutes[reached], weight[reached]
    return shares | {
        "households": int(households.sum()),
        "minutes_mean": float(np.average(seen, weights=by)) if by.sum() > 0 else None,
        "minutes_p90": _weighted_p90(seen, by) if by.sum() > 0 else None,
        "minutes_max": float(seen.max()) if len(seen) else None,
        "unreachable": int((~reached).sum()),
    }


def _weighted_p90(values: Floats, weight: Floats) -> float:
    order = np.argsort(values, kind="stable")
    covered = np.cumsum(weight[order]) / weight.sum()
    return float(values[order][np.searchsorted(covered, 0.9 - 1e-12)])
