"""Weeks: one depot and one role as the arrays of a `WeekProblem`, and what is known to be impossible beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo.network.travel import RUNGS, Distances, Places, Travel
from geo.policy import RoundRole
from geo.policy.rounds import clock_seconds
from geo.routing.depots import Depot
from geo.routing.fleet.problem import UNREACHABLE, CrewKind, Job, Matrix, Rest, WeekProblem
from geo.routing.visits import Work, patterns_of

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    """The work of one role from one depot.

    Attributes
    ----------
    problem : its jobs are `works`, its days the sorted working days of the role (or the one `day`).
    locations : the estate row of each location, -1 for the depot (position 0) and tips.
    points : ids and x, y of the locations.
    seconds, metres : the legs as they are driven, `UNREACHABLE` where there is no way. In the problem's matrix the
        way home leads over a tip where there are tips, so that no crew comes home loaded.
    home_tip : the tip on the way home from each location, -1 for none.
    rung : rung of each leg, positions of `geo.network.travel.RUNGS`.
    weekdays : the weekday of each day of the problem.
    refused : works that no crew could do, with the rule that says so.
    most_crews : crews that the plan's posts allow, where the policy asks for them.
    """

    depot: Depot
    role: str
    settings: RoundRole
    works: tuple[Work, ...]
    problem: WeekProblem
    locations: Ints
    weekdays: tuple[int, ...]
    points: Places
    seconds: Ints
    metres: Ints
    rung: NDArray[np.int8]
    home_tip: Ints
    refused: tuple[tuple[Work, str], ...] = ()
    most_crews: int | None = None

    @property
    def visits(self) -> int:
        """Visits of the week that are to be planned."""
        return sum(len(job.patterns[0]) for job in self.problem.jobs)


def build_week(
    depot: Depot,
    role: str,
    settings: RoundRole,
    works: Sequence[Work],
    *,
    places: Places,
    tips: Places,
    travel: Travel,
) -> Week:
    """Build the week of a role at a depot.

    Parameters
    ----------
    works : the work of this depot's estates.
    places : all served estates, row by row.
    tips : where crews unload; none: the depot.
    """
    rows = sorted({work.estate for work in works})
    points = _joined(depot.place, tips, places.take(np.asarray(rows, dtype=np.int64)))
    told = travel.crew(points, points, mode=settings.mode)
    seconds, metres = _whole(told.minutes * 60.0, told), _whole(told.metres, told)
    first = 1 + len(tips)
    location = {row: first + position for position, row in enumerate(rows)}
    matrix, home_tip = _home_over_tips(seconds, metres, first, round(settings.unload_min * 60))
    kind = _crew_kind(settings, tuple(range(1, first)))
    kept, refused = [], []
    for work in works:
        rule = _impossible(_job(work, location, settings), kind, matrix.seconds)
        refused.append((work, rule)) if rule else kept.append(work)
    problem = WeekProblem(
        matrices=(matrix,),
        jobs=tuple(_job(work, location, settings) for work in kept),
        kinds=(kind,),
        days=len(settings.days),
        name=f"{role} {depot.depot_id}",
    )
    return Week(
        depot, role, settings, tuple(kept), problem,
        locations=np.array([-1] * first + rows, dtype=np.int64),
        weekdays=tuple(sorted(settings.days)),
        points=points,
        seconds=seconds,
        metres=metres,
        rung=told.rung,
        home_tip=home_tip,
        refused=tuple(refused),
        most_crews=_posts_crews(depot, settings),
    )  # fmt: skip


def _whole(values: NDArray[np.float64], told: Distances) -> Ints:
    """Round to whole units, `UNREACHABLE` where there is no way, 0 from a place to itself."""
    reachable = np.isfinite(told.minutes) & np.isfinite(told.metres)
    whole = np.where(reachable, np.round(np.where(reachable, values, 0.0)), UNREACHABLE).astype(np.int64)
    np.fill_diagonal(whole, 0)
    return whole


def _home_over_tips(seconds: Ints, metres: Ints, first: int, unload_s: int) -> tuple[Matrix, Ints]:
    """Lead the way home from every estate over the quickest tip, unloading there; see `Week.home_tip`."""
    home_tip = np.full(len(seconds), -1, dtype=np.int64)
    if first == 1:
        return Matrix(metres, seconds), home_tip
    by_s, by_m = seconds.copy(), metres.copy()
    for place in range(first, len(seconds)):
        ways = [
            (int(seconds[place, tip] + unload_s + seconds[tip, 0]), tip)
            for tip in range(1, first)
            if UNREACHABLE not in (seconds[place, tip], seconds[tip, 0])
        ]
        by_s[place, 0], home_tip[place] = min(ways, default=(UNREACHABLE, -1))
        tip = home_tip[place]
        by_m[place, 0] = UNREACHABLE if tip < 0 else metres[place, tip] + metres[tip, 0]
    return Matrix(by_m, by_s), home_tip


def _joined(*groups: Places) -> Places:
    ids = tuple(name for group in groups for name in group.ids)
    hosts = tuple(host for group in groups for host in group.host_ids or (None,) * len(group))
    return Places(ids, np.vstack([group.xy.reshape(-1, 2) for group in groups]), hosts)


def _job(work: Work, location: dict[int, int], settings: RoundRole) -> Job:
    windows = tuple((clock_seconds(first), clock_seconds(last)) for first, last in settings.windows)
    return Job(
        location=location[work.estate],
        service_s=work.service_s,
        demand=(work.bins,) if settings.capacity_bins else (),
        patterns=patterns_of(work, settings),
        windows=tuple(sorted(windows)),
        one_crew=settings.same_crew and work.visits > 1,
    )


def _crew_kind(settings: RoundRole, tips: tuple[int, ...]) -> CrewKind:
    """Describe the crews; without a tip the last load is emptied at the depot, for which the day's end is kept free."""
    unload_s = round(settings.unload_min * 60) if settings.capacity_bins else 0
    kept_free_s = 0 if tips else unload_s
    opens, closes = (clock_seconds(clock) for clock in settings.hours)
    earliest, latest = (clock_seconds(clock) for clock in settings.rest_starts)
    return CrewKind(
        depot=0,
        capacity=(settings.capacity_bins,) if settings.capacity_bins else (),
        shift=(opens, closes - kept_free_s),
        most_s=settings.day_limit_s - kept_free_s,
        rest=Rest(earliest, latest, round(settings.rest_min * 60)) if settings.rest_min else None,
        reload_at=(tips or (0,)) if settings.capacity_bins else (),
        reload_s=unload_s,
        most_trips=settings.most_trips or None,
        metre_cost=0,
        second_cost=1,
    )


def _impossible(job: Job, kind: CrewKind, seconds: Ints) -> str:
    """Name the rule that keeps every crew from a job even on a day of its own; empty where none does."""
    out, back = int(seconds[kind.depot, job.location]), int(seconds[job.location, kind.depot])
    if UNREACHABLE in (out, back):
        return "unreachable"
    tour_s = out + job.service_s + back
    if tour_s > (kind.most_s or tour_s) or kind.shift[0] + tour_s > kind.shift[1]:
        return "longer-than-a-day"
    starts = [max(kind.shift[0] + out, low) for low, high in job.windows if kind.shift[0] + out <= high]
    if job.windows and not any(start + job.service_s + back <= kind.shift[1] for start in starts):
        return "no-window"
    if not job.patterns:
        return "no-day"
    if kind.capacity and job.demand and job.demand[0] > kind.capacity[0]:
        return "over-capacity"
    return ""


def _posts_crews(depot: Depot, settings: RoundRole) -> int | None:
    """Return the crews that the plan's pooled posts allow, where the policy asks for them."""
    posts = pooled_posts_of(depot, settings)
    return None if settings.crews == "fewest" or posts is None else posts // settings.people


def pooled_posts_of(depot: Depot, settings: RoundRole) -> int | None:
    """Return the plan's posts of the role's kind that work on its rounds; None where the plan has none of the kind."""
    if settings.load == "none":
        return None
    return int(np.floor(depot.posts[settings.load] * settings.load_share + 0.5))


def one_day(week: Week, day: int, chosen: Sequence[tuple[int, ...]]) -> Week:
    """Take one day out of a week, `chosen` being the days of each job; the result is a week of that day alone."""
    kept = [position for position, days in enumerate(chosen) if day in days]
    jobs = tuple(replace(week.problem.jobs[position], patterns=((0,),), one_crew=False) for position in kept)
    return replace(
        week,
        works=tuple(replace(week.works[position], visits=1) for position in kept),
        problem=replace(week.problem, jobs=jobs, days=1),
        weekdays=(week.weekdays[day],),
    )


def is_daily(problem: WeekProblem) -> bool:
    """Say whether every job is visited on every day, so that one day planned once serves them all."""
    every = (tuple(range(problem.days)),)
    return (
        problem.days > 1
        and all(job.patterns == every for job in problem.jobs)
        and not any(kind.days for kind in problem.kinds)
    )


def rung_name(rung: int) -> str:
    """Return the word of a rung for the tables."""
    return RUNGS[rung]
