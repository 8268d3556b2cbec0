"""One day out of the week: the days of all visits are chosen by load alone, and the busiest day is planned."""

from __future__ import annotations

from collections.abc import Sequence

from geo.routing.weeks import Week, one_day


def spread_by_load(week: Week) -> list[tuple[int, ...]]:
    """Choose a pattern for every job so that the days carry nearly the same work; the longest work first."""
    jobs = week.problem.jobs
    load = [0] * week.problem.days
    chosen: list[tuple[int, ...]] = [()] * len(jobs)
    for position in sorted(range(len(jobs)), key=lambda p: (-jobs[p].service_s, p)):
        best = min(
            jobs[position].patterns,
            key=lambda days: (max(load[day] for day in days), sum(load[day] for day in days), days),
        )
        chosen[position] = best
        for day in best:
            load[day] += jobs[position].service_s
    return chosen


def busiest_weekday(weeks: Sequence[Week], chosen: Sequence[Sequence[tuple[int, ...]]]) -> int:
    """Return the weekday with the most work over all depots and roles; the first of equals."""
    load = dict.fromkeys(range(1, 8), 0)
    for week, days_of in zip(weeks, chosen, strict=True):
        for job, days in zip(week.problem.jobs, days_of, strict=True):
            for day in days:
                load[week.weekdays[day]] += job.service_s
    return max(load, key=lambda weekday: (load[weekday], -weekday))


def days_of_one(weeks: Sequence[Week]) -> tuple[int, list[Week]]:
    """Take the busiest day out of the weeks; a role that does not work then has no week."""
    chosen = [spread_by_load(week) for week in weeks]
    weekday = busiest_weekday(weeks, chosen)
    kept = [
        one_day(week, week.weekdays.index(weekday), days)
        for week, days in zip(weeks, chosen, strict=True)
        if weekday in week.weekdays
    ]
    return weekday, kept
