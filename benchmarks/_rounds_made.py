"""From a saved plan and a roads file to checked rounds, with the solved weeks kept: what `bench rounds` measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.findings import Report
from geo.network.roads import RoadGraph, Roads, read_roads
from geo.plan import Plan
from geo.progress import Silent
from geo.routing.checker import Violation, check_rounds
from geo.routing.crews import Solved
from geo.routing.depots import depots_of, served_estates
from geo.routing.needs import needs_table
from geo.routing.one_day import days_of_one
from geo.routing.rounds import Ground, round_tables
from geo.routing.unserved import unserved_table
from geo.routing.visits import resident_posts
from geo.scenarios.road_ground import lay_roads
from geo.scenarios.round_weeks import asked_visits, efforts_of, legs_of, solve_weeks, weeks_of
from geo.scenarios.routes import metric_crs_of, straight_travel


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """The solved weeks, their tables, and what the checker says of them."""

    solved: list[Solved]
    tables: dict[str, pd.DataFrame]
    broken: list[Violation]

    @property
    def needs(self) -> pd.DataFrame:
        """One row a depot and role."""
        return self.tables["crew_needs"]


def roads_of(plan: Plan, path: Path, *, cache: bool) -> Roads:
    """Read roads in the plan's CRS."""
    return read_roads(path, metric_crs=metric_crs_of(plan), policy=plan.policy, report=Report(), cache=cache)


def is_sound(graph: RoadGraph, again: RoadGraph) -> bool:
    """Whether no segment is shorter than the line between its ends, and a second reading gives the same graph."""
    straight = np.hypot(*(graph.node_xy[graph.tail] - graph.node_xy[graph.head]).T)
    is_same = all(
        np.array_equal(getattr(graph, name), getattr(again, name)) for name in ("node_xy", "tail", "head", "length_m")
    )
    return is_same and bool((graph.length_m > 0).all() and (graph.length_m >= straight - 1e-3).all())


def made_rounds(
    plan: Plan, path: Path, roles: Sequence[str], *, week: bool, seed: int, time_limit_s: float | None = None
) -> Made:
    """Plan the rounds as `geo.scenarios.routes.make_routes` does: read the roads anew, solve, write and check."""
    policy, metric_crs, report = plan.policy, metric_crs_of(plan), Report()
    estates = served_estates(plan.tables)
    laid = lay_roads(roads_of(plan, path, cache=False), estates, metric_crs=metric_crs, policy=policy, report=report)
    travel = laid.travel(straight_travel(plan, metric_crs), policy, gpd.GeoDataFrame(plan.crossings))
    ground = Ground(tuple(estates["estate_id"]), tuple(estates["name"].astype(str)), travel, metric_crs)
    levels = {level: depots_of(plan.tables, estates, level, metric_crs=metric_crs) for level in ("station", "office")}
    weeks = [made for name in roles for made in weeks_of(name, levels, estates, policy, ground)]
    weeks = weeks if week else days_of_one(weeks)[1]
    efforts = efforts_of(policy, seed, time_limit_s, weeks, is_evened=policy.rounds.balance and week)
    solved = solve_weeks(weeks, efforts, engine="auto", workers=None, estates=len(estates), progress=Silent())
    tables = round_tables(solved, ground)
    stay = [int(resident_posts(estates.iloc[list(one.depot.rows)], one.settings, policy).sum()) for one in weeks]
    tables |= {"crew_needs": needs_table(solved, stay, policy), "unserved": unserved_table(solved, ground)}
    return Made(solved, tables, check_rounds(tables, asked_visits(weeks, ground), policy, legs_of(weeks)))
