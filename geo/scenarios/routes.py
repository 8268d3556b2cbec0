"""The shared teams of a plan: rosters, rounds, response times, street patrols. All front ends call `make_routes`.

It takes a plan and roads, not file names. Independent checkers read the tables before the plan is given back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.errors import InputError, SolverError, shortlist, unknown_name
from geo.findings import Report, findings_table
from geo.geometry import choose_metric_crs
from geo.network.barriers import barrier_set
from geo.network.roads import Roads
from geo.network.travel import StraightLine, Travel, places_of
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.routing.checker import check_rounds
from geo.routing.crews import Solved
from geo.routing.depots import Depot, depots_of, served_estates
from geo.routing.needs import needs_table
from geo.routing.one_day import days_of_one
from geo.routing.part_order import in_order_of_the_week
from geo.routing.patrol import check_patrols, make_patrols
from geo.routing.response import responses_table
from geo.routing.rounds import Ground, round_tables
from geo.routing.shifts import make_shifts
from geo.routing.unserved import unserved_table
from geo.routing.visits import resident_posts
from geo.routing.weeks import Week
from geo.scenarios.road_ground import RoadGround, door_facts, lay_roads
from geo.scenarios.round_weeks import asked_visits, efforts_of, legs_of, solve_weeks, weeks_of
from geo.scenarios.route_facts import patrol_facts, roster_facts, route_facts
from geo.scenarios.route_matrix import matrix_first
from geo.schema.routing import PATROLS, ROUND_ROLES
from geo.wording import language, text

# Findings made here, which a second run replaces: of every run, and of runs with roads or a matrix.
_OWN_RULES = ("rounds-", "roster-", "patrol-")
_INPUT_RULES = {"roads": ("roads-", "door-"), "matrix": ("matrix-",)}


def make_routes(
    plan: Plan,
    *,
    roads: Roads | None = None,
    matrix: pd.DataFrame | None = None,
    roles: Sequence[str] = (),
    week: bool = True,
    seed: int = 0,
    time_limit_s: float | None = None,
    engine: str = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Plan the rounds of the shared teams of a plan, checked, as tables of the plan.

    Parameters
    ----------
    plan : regions with stations, as `make_plan` gives or `geo.load` reads.
    roads : as `geo.network.roads.read_roads` gives them; by default ways are straight lines with the plan's policy,
        and there are no street patrols.
    matrix : the user's distances, as `geo.io.companions.read_matrix` gives them, asked before roads and straight lines;
        stations and offices are known by their rooms.
    roles : names of `geo.schema.routing.ROUND_ROLES`; none: those that the policy enables.
    week : the whole week; else its busiest day alone.
    time_limit_s : seconds of search, shared by all depots; none by default, so that work limits keep it reproducible.

    Returns
    -------
    The plan with the tables of `geo.schema.routing` made anew and `facts["routes"]`; nothing else is changed.

    Raises
    ------
    InputError
        Where the plan has no regions, or no role is asked for.
    UnknownNameError
        Where a role is not known.
    SolverError
        Where the checker refuses the rounds.
    """
    started, policy, bars, report = time.perf_counter(), plan.policy, progress or Silent(), Report()
    names = chosen_roles(roles, policy)
    metric_crs = metric_crs_of(plan)
    estates = served_estates(plan.tables)
    travel, laid = travel_of(plan, estates, roads, metric_crs, report)
    if matrix is not None:
        travel = matrix_first(plan, matrix, otherwise=travel, report=report)
    ground = Ground(tuple(estates["estate_id"]), tuple(estates["name"].astype(str)), travel, metric_crs)
    levels = {level: depots_of(plan.tables, estates, level, metric_crs=metric_crs) for level in ("station", "office")}
    with bars.task(text("rounds.stage.weeks"), None):
        weeks = [made for name in names for made in weeks_of(name, levels, estates, policy, ground)]
    weekday = 0
    if not week:
        weekday, weeks = days_of_one(weeks)
    effort = efforts_of(policy, seed, time_limit_s, weeks, is_evened=policy.rounds.balance and week)
    solved = solve_weeks(weeks, effort, engine=engine, workers=workers, estates=len(estates), progress=bars)
    solved = [in_order_of_the_week(one) for one in solved]
    with bars.task(text("rounds.stage.tables"), None):
        tables = _checked_tables(solved, estates, policy, ground)
        tables["responses"] = _responses(levels["station"], estates, ground, policy)
    _say_unserved(tables["unserved"], report)
    tables |= make_shifts(plan, policy, report, seed=seed, progress=bars)
    if laid is not None:
        tables |= make_patrols(plan, laid.roads.graph, policy, report, seed=seed, progress=bars)
        _check_patrols(tables["patrols"], plan, laid.roads, policy)
    tables["patrols"] = tables.get("patrols", PATROLS.empty())
    given = {"roads": roads is not None, "matrix": matrix is not None}
    tables["findings"] = _with_findings(plan, report, given)
    facts = route_facts(tables, weekday=weekday, roles=names, seed=seed)
    facts |= {"rosters": roster_facts(tables), "patrols": patrol_facts(tables), "roads": _road_facts(laid)}
    facts |= {"matrix": matrix is not None}
    facts |= {"seconds": round(time.perf_counter() - started, 3)}
    return replace(plan, tables=plan.tables | tables, facts=plan.facts | {"routes": facts})


def _checked_tables(
    solved: Sequence[Solved], estates: gpd.GeoDataFrame, policy: Policy, ground: Ground
) -> dict[str, pd.DataFrame]:
    """Write the tables of rounds and hold them against what was asked.

    Raises
    ------
    SolverError
        Where the checker refuses them.
    """
    weeks = [one.week for one in solved]
    tables = round_tables(solved, ground)
    tables["crew_needs"] = needs_table(solved, _residents(weeks, estates, policy), policy)
    tables["unserved"] = unserved_table(solved, ground)
    broken = check_rounds(tables, asked_visits(weeks, ground), policy, legs_of(weeks))
    if broken:
        raise SolverError(text("rounds.refused", found=shortlist(broken)))
    return tables


def _responses(stations: Sequence[Depot], estates: gpd.GeoDataFrame, ground: Ground, policy: Policy) -> pd.DataFrame:
    places = places_of(estates, key="estate_id", metric_crs=ground.metric_crs)
    return responses_table(stations, estates, places, travel=ground.travel, metric_crs=ground.metric_crs, policy=policy)


def chosen_roles(roles: Sequence[str], policy: Policy) -> list[str]:
    """Return the roles to plan, in the schema's order.

    Raises
    ------
    UnknownNameError
        Where a name is not known; the message has the nearest known one.
    InputError
        Where nothing is left to plan.
    """
    for name in roles:
        if name not in ROUND_ROLES:
            raise unknown_name("role", name, ROUND_ROLES)
    wanted = [name for name in ROUND_ROLES if (name in roles if roles else policy.rounds.role(name).enabled)]
    if not wanted:
        raise InputError(text("rounds.no_roles"))
    return wanted


def travel_of(
    plan: Plan, estates: gpd.GeoDataFrame, roads: Roads | None, metric_crs: str, report: Report
) -> tuple[Travel, RoadGround | None]:
    """Climb the ladder of distances: along the roads where there are any, else straight round the barriers."""
    straight = straight_travel(plan, metric_crs)
    if roads is None:
        return straight, None
    crossings = gpd.GeoDataFrame(plan.crossings)
    laid = lay_roads(
        roads,
        estates,
        metric_crs=metric_crs,
        policy=plan.policy,
        report=report,
        crossings=crossings,
        barriers=straight.barriers,
    )
    return laid.travel(straight, plan.policy, crossings), laid


def _check_patrols(patrols: pd.DataFrame, plan: Plan, roads: Roads, policy: Policy) -> None:
    broken = check_patrols(patrols, plan, roads.graph, policy)
    if broken:
        raise SolverError(text("rounds.refused", found=shortlist(broken)))


def _road_facts(laid: RoadGround | None) -> dict[str, float | int | None] | None:
    if laid is None:
        return None
    return {
        "street_km": round(float(laid.roads.graph.length_m.sum()) / 1000, 1),
        "detour_factor": round(laid.detour.factor, 3),
        "snap_mean_m": laid.fit.mean_m,
        "snap_max_m": laid.fit.max_m,
        "estates_without_street": laid.fit.refused,
        **door_facts(laid.doors),
    }


def metric_crs_of(plan: Plan) -> str:
    """Return the metric CRS that a plan was made in; chosen from its estates where the record does not say."""
    return str(plan.record.get("metric_crs") or choose_metric_crs(plan.policy.place.metric_crs, plan.estates.geometry))


def straight_travel(plan: Plan, metric_crs: str) -> StraightLine:
    """Return the last rung of distances: straight lines round the plan's barriers, by the plan's policy."""
    links = plan.policy.links
    prepared = barrier_set(plan.barriers, plan.crossings, metric_crs=metric_crs, links=links)
    return StraightLine(links.detour_factor, prepared, plan.policy.travel)


def _residents(weeks: Sequence[Week], estates: gpd.GeoDataFrame, policy: Policy) -> list[int]:
    return [int(resident_posts(estates.iloc[list(week.depot.rows)], week.settings, policy).sum()) for week in weeks]


def _say_unserved(unserved: pd.DataFrame, report: Report) -> None:
    """Put what was left out among the findings of the plan, a line a role."""
    for role, rows in unserved.groupby("role", sort=True):
        found = text(
            "rounds-unserved.found",
            role=ROUND_ROLES[str(role)] if language() == "zh" else role,
            estates=rows["estate_id"].nunique(),
            visits=int(rows["visits_missing"].sum()),
        )
        report.find("rounds-unserved", found=found, severity="warning")


def _with_findings(plan: Plan, report: Report, given: Mapping[str, bool]) -> pd.DataFrame:
    """Put the findings of this run in the place of those of an earlier one; what a file's reading said has its file."""
    rule, earlier = plan.findings["rule"].fillna(""), plan.facts.get("routes", {})
    # What a plan was told about the roads that it stands on itself stays when a run of rounds leaves them.
    left = {name for name in _INPUT_RULES if earlier.get(name) and name not in plan.facts}
    is_own = rule.str.startswith(_OWN_RULES)
    for name, prefixes in _INPUT_RULES.items():
        if given[name] or name in left:
            is_own |= rule.str.startswith(prefixes) & (plan.findings["file"].fillna("") == "")
    new = findings_table(report.findings)
    return pd.concat([plan.findings[~is_own], new], ignore_index=True) if len(new) else plan.findings[~is_own]
