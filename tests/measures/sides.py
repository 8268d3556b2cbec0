"""Plans of a few estates in a row, whose comparison can be counted by hand."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geo.plan import Plan
from geo.policy import Policy

STEP = 0.001  # degrees between estates: about 95 m at this latitude


def row_plan(
    stations: dict[str, list[str]],
    *,
    at: dict[str, float] | None = None,
    households: dict[str, int] | None = None,
    objective: float = 1_000.0,
    bound: float | None = 1_000.0,
    rung: str = "straight",
    settings: dict[str, object] | None = None,
    record: dict[str, object] | None = None,
) -> Plan:
    """Make a plan from the estates of each station.

    Estate ``E3`` stands at three steps; so does the station of room ``R3`` unless `at` puts it elsewhere.
    """
    places = at or {}
    served = {estate: station for station, own in stations.items() for estate in own}
    ids = sorted(served)
    counts = {ident: (households or {}).get(ident, 100) for ident in ids}
    x = {ident: int(ident[1:]) for ident in [*ids, *stations]} | places
    estates = gpd.GeoDataFrame(
        {"estate_id": ids, "name": [f"样例{ident}" for ident in ids], "subdistrict": "样例东街道",
         "households": [counts[i] for i in ids], "elderly60": [counts[i] // 2 for i in ids], "floor_area_m2": 5_000.0},
        geometry=[_point(x[ident]) for ident in ids], crs="EPSG:4326",
    )  # fmt: skip
    assignments = pd.DataFrame(
        {"estate_id": ids, "region_id": [f"G{served[i]}" for i in ids], "station_id": [served[i] for i in ids],
         "walk_m": [100.0 * abs(x[i] - x[served[i]]) for i in ids], "rung": rung, "walk_claim": True}
    )  # fmt: skip
    loads = {station: sum(counts[estate] for estate in own) for station, own in stations.items()}
    built = gpd.GeoDataFrame(
        {"station_id": list(stations), "name": [f"{s}服务站" for s in stations], "subdistrict": "样例东街道",
         "region_id": [f"G{s}" for s in stations], "load_households": list(loads.values())},
        geometry=[_point(x[station]) for station in stations], crs="EPSG:4326",
    )  # fmt: skip
    status = "optimal" if bound == objective else "gap" if bound is not None else "feasible"
    gap = None if bound is None else objective - bound
    solutions = pd.DataFrame(
        [{"name": "样例东街道", "status": status, "objective": objective, "bound": bound, "gap_cny_month": gap,
          "stations": len(stations)}]
    )  # fmt: skip
    facts = {"objective": objective, "bound": bound, "gap_cny_month": gap, "stations": len(stations),
             "monthly_cost_cny": 900.0, "posts_pooled": 9, "exceptions": {"count": 0, "price": 0.0}}  # fmt: skip
    policy = Policy().with_settings(settings or {})
    tables = {"estates": estates, "assignments": assignments, "stations": built, "solutions": solutions}
    return Plan(tables, policy, facts, {"metric_crs": "EPSG:4549", "inputs": [], **(record or {})})


def _point(steps: float) -> Point:
    return Point(120.3 + steps * STEP, 31.57)
