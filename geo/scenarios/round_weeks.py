"""The weeks of depots and roles: built from a plan, solved side by side, and what the checker holds them against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from geo.geometry import project
from geo.network.travel import Places, places_of
from geo.policy import Policy
from geo.progress import Progress
from geo.routing.checker import Asked, Legs
from geo.routing.crews import Effort, Solved, solve_depot_week
from geo.routing.depots import Depot
from geo.routing.rounds import Ground
from geo.routing.visits import Work, works
from geo.routing.weeks import Week, build_week
from geo.scenarios.engines import Job, choose_engine
from geo.wording import Language, language, text, using_language

_SEARCHES = 4  # of one week, most often: so many crews, one more, the least hours, even days


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """One week for a worker process."""

    week: Week
    effort: Effort
    lang: Language


def weeks_of(
    name: str, levels: Mapping[str, list[Depot]], estates: gpd.GeoDataFrame, policy: Policy, ground: Ground
) -> list[Week]:
    """Build the weeks of one role, one a depot that has work."""
    settings = policy.rounds.role(name)
    tips = _tips(settings.tips, ground.metric_crs)
    places = places_of(estates, key="estate_id", metric_crs=ground.metric_crs)
    by_estate: dict[int, list[Work]] = {}
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


def efforts_of(
    policy: Policy, seed: int, time_limit_s: float | None, weeks: Sequence[Week], *, is_evened: bool
) -> list[Effort]:
    """Say how hard to search each week and whether to even out its days; a time limit is shared by the visits."""
    rounds, total = policy.rounds, max(1, sum(week.visits for week in weeks))
    return [
        Effort(
            visits_searched=rounds.visits_searched,
            seed=seed,
            time_limit_s=None if time_limit_s is None else time_limit_s * week.visits / total / _SEARCHES,
            longest=rounds.longest_over_mean if is_evened else None,
            shortest=rounds.shortest_over_mean,
            price=rounds.balance_price,
        )
        for week in weeks
    ]


def solve_weeks(
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


def asked_visits(weeks: Sequence[Week], ground: Ground) -> list[Asked]:
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


def legs_of(weeks: Sequence[Week]) -> dict[tuple[str, str], Legs]:
    """Give the checker the matrix of each week by role and depot."""
    return {
        (week.role, week.depot.depot_id): Legs(
            {name: position for position, name in enumerate(week.points.ids)}, week.seconds, week.metres
        )
        for week in weeks
    }
