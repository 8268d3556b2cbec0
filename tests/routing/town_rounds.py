"""A small plan for the tests of rounds, and settings that keep them quick."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString

from geo.findings import Report
from geo.network.roads import Roads, read_roads
from geo.plan import Plan
from geo.policy import Policy
from geo.routing.checker import Asked, Legs, check_rounds
from geo.routing.crews import Effort, Solved, solve_depot_week
from geo.routing.depots import depots_of, served_estates
from geo.routing.needs import needs_table
from geo.routing.rounds import Ground, round_tables
from geo.routing.unserved import unserved_table
from geo.routing.weeks import Week
from geo.scenarios.round_weeks import asked_visits, legs_of, weeks_of
from geo.scenarios.routes import metric_crs_of, straight_travel
from tests.plans import small_plan

QUICK: dict[str, Any] = {"rounds.visits_searched": 400}


def town(settings: dict[str, Any] | None = None, *, estates: int = 12) -> Plan:
    plan = small_plan(estates=estates)
    return replace(plan, policy=plan.policy.with_settings(QUICK | (settings or {})))


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the checker of a plan's rounds takes."""

    tables: dict[str, pd.DataFrame]
    asked: list[Asked]
    policy: Policy
    legs: dict[tuple[str, str], Legs]
    weeks: list[Week]
    solved: list[Solved]

    def violations(self, **changed: pd.DataFrame) -> set[str]:
        return {found.rule for found in check_rounds(self.tables | changed, self.asked, self.policy, self.legs)}


def solved_case(roles: Sequence[str], settings: dict[str, Any] | None = None, *, estates: int = 12) -> Case:
    plan = town(settings, estates=estates)
    crs = metric_crs_of(plan)
    served = served_estates(plan.tables)
    ground = Ground(tuple(served["estate_id"]), tuple(served["name"]), straight_travel(plan, crs), crs)
    levels = {level: depots_of(plan.tables, served, level, metric_crs=crs) for level in ("station", "office")}
    weeks = [week for role in roles for week in weeks_of(role, levels, served, plan.policy, ground)]
    solved = [solve_depot_week(week, Effort(400)) for week in weeks]
    tables = round_tables(solved, ground)
    tables["crew_needs"] = needs_table(solved, [0] * len(solved), plan.policy)
    tables["unserved"] = unserved_table(solved, ground)
    return Case(tables, asked_visits(weeks, ground), plan.policy, legs_of(weeks), weeks, solved)


def grid_roads(plan: Plan) -> Roads:
    """Streets every 150 m under the town's estates, for all modes."""
    crs = metric_crs_of(plan)
    west, south, east, north = plan.estates.geometry.to_crs(crs).total_bounds
    xs, ys = np.arange(west - 300, east + 301, 150.0), np.arange(south - 300, north + 301, 150.0)
    lines = [LineString([(x, ys[0]), (x, ys[-1])]) for x in xs] + [LineString([(xs[0], y), (xs[-1], y)]) for y in ys]
    pieces = shapely.get_parts(shapely.node(shapely.MultiLineString(lines)))
    table = gpd.GeoDataFrame({"highway": ["residential"] * len(pieces)}, geometry=list(pieces), crs=crs)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roads.gpkg"
        table.to_crs("EPSG:4326").to_file(path, layer="roads")
        return read_roads(path, metric_crs=crs, policy=plan.policy, report=Report(), cache=False)
