"""Rounds of a plan: who goes where, when and along which way. Command line and notebook call `make_routes`.

It takes a plan and roads, not file names. The weeks of depots and roles share nothing, so engines spread them over
processes; an independent checker reads the tables before the plan is given back.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import InputError, SolverError, shortlist, unknown_name
from geo.findings import Report, findings_table
from geo.geometry import choose_metric_crs, project
from geo.network.barriers import barrier_set
from geo.network.travel import Places, StraightLine, Travel, places_of
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.routing.checker import Asked, Legs, check_rounds
from geo.routing.crews import Effort, Solved, solve_depot_week
from geo.routing.depots import Depot, depots_of, served_estates
from geo.routing.needs import needs_table
from geo.routing.one_day import days_of_one
from geo.routing.response import responses_table
from geo.routing.rounds import Ground, round_tables
from geo.routing.unserved import unserved_table
from geo.routing.visits import resident_posts, works
from geo.routing.weeks import Week, build_week
from geo.scenarios.engines import Job, choose_engine
from geo.scenarios.route_facts import route_facts
from geo.schema.routing import ROUND_ROLES
from geo.wording import Language, language, text, using_language

ROUTE_TABLES = ("crews", "rounds", "visits", "crew_needs", "unserved", "responses")


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """One week for a worker process."""

    week: Week
    effort: Effort
    lang: Language


def make_routes(
    plan: Plan,
    *,
    travel: Travel | None = None,
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
    travel : how far it is (`geo.network.road_travel` over roads); by default straight lines with the plan's policy.
    roles : names of `geo.schema.routing.ROUND_ROLES`; none: those that the policy enables.
    week : the whole week; else its busiest day alone.
    time_limit_s : seconds of search, shared by all depots; none by default, so that work limits keep it reproducible.

    Returns
    -------
    The plan with the tables `ROUTE_TABLES` made anew and `facts["routes"]`; nothing else is changed.

    Raises
    ------
    InputError
        Where the plan has no regions, or no role is asked for.
    UnknownNameError
        Where a role is not known.
    SolverError
        Where the checker refuses the rounds.
    """
    started, policy, bars = time.perf_counter(), plan.policy, progress or Silent()
    names = chosen_roles(roles, policy)
    metric_crs = metric_crs_of(plan)
    travel = travel or straight_travel(plan, metric_crs)
    estates = served_estates(plan.tables)
    places = places_of(estates, key="estate_id", metric_crs=metric_crs)
    ground = Ground(tuple(estates["estate_id"]), tuple(estates["name"].astype(str)), travel, metric_crs)
    levels = {level: depots_of(plan.tables, estates, level, metric_crs=metric_crs) for level in ("station", "office")}
    with bars.task(text("rounds.stage.weeks"), None):
        weeks = [made for name in names for made in _weeks(name, levels, estates, policy, ground)]
    weekday = 0
    if not week:
        weekday, weeks = days_of_one(weeks)
    effort = _effort(policy, seed, time_limit_s, weeks)
    solved = _solve(weeks, effort, engine=engine, workers=workers, estates=len(estates), progress=bars)
    with bars.task(text("rounds.stage.tables"), None):
        tables = round_tables(solved, ground)
        tables["crew_needs"] = needs_table(solved, _residents(weeks, estates, policy), policy)
        tables["unserved"] = unserved_table(solved, ground)
        tables["responses"] = responses_table(
            levels["station"], estates, places, travel=travel, metric_crs=metric_crs, policy=policy
        )
        broken = check_rounds(tables, _asked_visits(weeks, ground), policy, _legs(weeks))
        if broken:
            raise SolverError(text("rounds.refused", found=shortlist(broken)))
    tables["findings"] = _with_findings(plan, tables["unserved"])
    facts = route_facts(tables, weekday=weekday, roles=names, seed=seed, seconds=time.perf_counter() - started)
    facts["checked"] = {"rounds": len(tables["rounds"]), "visits": len(tables["visits"]), "broken": 0}
    return replace(plan, tables=plan.tables | tables, facts=plan.facts | {"routes": facts})


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


def metric_crs_of(plan: Plan) -> str:
    """Return the metric CRS that a plan was made in; chosen from its estates where the record does not say."""
    return str(plan.record.get("metric_crs") or choose_metric_crs(plan.policy.place.metric_crs, plan.estates.geometry))


def straight_travel(plan: Plan, metric_crs: str) -> Travel:
    """Return the last rung of distances: straight lines round the plan's barriers, by the plan's policy."""
    links = plan.policy.links
    prepared = barrier_set(plan.barriers, plan.crossings, metric_crs=metric_crs, links=links)
    return StraightLine(links.detour_factor, prepared, plan.policy.travel)


def _weeks(
    name: str, levels: dict[str, list[Depot]], estates: gpd.GeoDataFrame, policy: Policy, ground: Ground
) -> list[Week]:
    """Build the weeks of one role, one a depot that has work."""
    settings = policy.rounds.role(name)
    tips = _tips(settings.tips, ground.metric_crs)
    places = places_of(estates, key="estate_id", metric_crs=ground.metric_crs)
    by_estate: dict[int, list[Any]] = {}
    for work in works(estates, settings, policy):
        by_estate.setdefault(work.estate, []).append(work)
    made = []
    for depot in levels[settings.depot]:
        own = [work for row in depot.rows for work in by_estate.get(row, [])]
        if own:
            made.append(build_week(depot, name, settings, own, places=places, tips=tips, travel=ground.travel))
    return made


def _tips(told: Sequence[tuple[float, float]], metric_crs: str) -> Places:
    lonlat = np.array(told, dtype=float).reshape(-1, 2)
    xy = np.column_stack(project(lonlat[:, 0], lonlat[:, 1], metric_crs)).reshape(-1, 2)
    return Places(tuple(text("rounds.tip", number=number + 1) for number in range(len(xy))), xy)


def _effort(policy: Policy, seed: int, time_limit_s: float | None, weeks: Sequence[Week]) -> list[Effort]:
    """Say how hard to search each week; a time limit is shared by the visits."""
    rounds, total = policy.rounds, max(1, sum(week.visits for week in weeks))
    return [
        Effort(
            visits_searched=rounds.visits_searched,
            seed=seed,
            time_limit_s=None if time_limit_s is None else time_limit_s * week.visits / total,
        )
        for week in weeks
    ]


def _solve(
    weeks: Sequence[Week],
    efforts: Sequence[Effort],
    *,
    engine: str,
    workers: int | None,
    estates: int,
    progress: Progress,
) -> list[Solved]:
    """Solve all weeks, largest first where several processes share them."""
    answers: dict[int, Solved] = {}
    jobs = [
        Job(week.problem.name, float(max(week.visits, 1)), _Given(week, effort, language()))
        for week, effort in zip(weeks, efforts, strict=True)
    ]
    runner = choose_engine(engine, workers=workers, estates=estates, parts=len(jobs))
    with progress.task(text("rounds.stage"), float(sum(job.size for job in jobs))) as task:

        def done(position: int, answer: Solved) -> None:
            answers[position] = answer
            task.note(weeks[position].depot.name)
            task.advance(jobs[position].size)

        runner.run(_solve_one, jobs, done)
    return [answers[position] for position in range(len(jobs))]


def _solve_one(given: _Given) -> Solved:
    with using_language(given.lang):
        return solve_depot_week(given.week, given.effort)


def _residents(weeks: Sequence[Week], estates: gpd.GeoDataFrame, policy: Policy) -> list[int]:
    return [int(resident_posts(estates.iloc[list(week.depot.rows)], week.settings, policy).sum()) for week in weeks]


def _with_findings(plan: Plan, unserved: pd.DataFrame) -> pd.DataFrame:
    """Put what was left out among the findings of the plan, once, however often rounds are made."""
    report = Report()
    for role, rows in unserved.groupby("role", sort=True):
        found = text(
            "rounds-unserved.found",
            role=ROUND_ROLES[str(role)] if language() == "zh" else role,
            estates=rows["estate_id"].nunique(),
            visits=int(rows["visits_missing"].sum()),
        )
        report.find("rounds-unserved", found=found, severity="warning")
    kept = plan.findings[plan.findings["rule"] != "rounds-unserved"]
    new = findings_table(report.findings)
    return pd.concat([kept, new], ignore_index=True) if len(new) else kept


def _asked_visits(weeks: Sequence[Week], ground: Ground) -> list[Asked]:
    """Say what the checker holds the tables against: every work, those refused beforehand too."""
    made = []
    for week in weeks:
        jobs = [*zip(week.works, week.problem.jobs, strict=True), *((work, None) for work, _ in week.refused)]
        for work, job in jobs:
            days = tuple(
                tuple(week.weekdays[day] for day in sorted(pattern)) for pattern in (job.patterns if job else ())
            )
            estate = ground.estate_ids[work.estate]
            made.append(
                Asked(week.role, week.depot.depot_id, estate, work.part, work.visits, days, work.service_s, work.bins)
            )
    return made


def _legs(weeks: Sequence[Week]) -> dict[tuple[str, str], Legs]:
    return {
        (week.role, week.depot.depot_id): Legs(
            {name: position for position, name in enumerate(week.points.ids)}, week.seconds, week.metres
        )
        for week in weeks
    }
