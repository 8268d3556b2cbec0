"""Which crew keeps which job, for jobs that want all their visits by one crew: near each other, within its week."""

from __future__ import annotations

import numpy as np

from geo.routing.fleet.alone import Bools, works
from geo.routing.fleet.patterns import Pattern
from geo.routing.fleet.problem import UNREACHABLE, WeekProblem

Crew = tuple[int, int]  # kind, number

_FULL = 0.8  # share of a crew's hours that the first choice fills with work; the rest is for the way


def first_keepers(problem: WeekProblem, can: Bools, chosen: dict[int, Pattern]) -> dict[int, Crew]:
    """Choose a crew for each job that wants one crew and is visited more than once.

    The largest jobs first, each to the crew whose jobs are nearest among those that still have room.
    """
    wanting = [job for job in chosen if problem.jobs[job].one_crew and len(chosen[job]) > 1]
    crews = _crews(problem, can, wanting, chosen)
    left = {crew: [_hours(problem, crew[0]) * _FULL] * problem.days for crew in crews}
    kept: dict[Crew, list[int]] = {crew: [] for crew in left}
    keeper: dict[int, Crew] = {}
    for job in sorted(wanting, key=lambda job: (-problem.jobs[job].service_s * len(chosen[job]), job)):
        able = [crew for crew in crews if can[job, crew[0]] and _works_all(problem, crew[0], chosen[job])]
        if not able:
            continue
        needed = max(1, problem.jobs[job].service_s)

        def fitness(crew: Crew, job: int = job, needed: int = needed) -> tuple[bool, int, float, Crew]:
            room = min(left[crew][day] for day in chosen[job])
            return room < needed, _nearest(problem, crew, kept[crew], job), -room, crew

        keeper[job] = min(able, key=fitness)
        for day in chosen[job]:
            left[keeper[job]][day] -= needed
        kept[keeper[job]].append(job)
    return keeper


def first_homes(problem: WeekProblem, can: Bools, chosen: dict[int, Pattern]) -> dict[int, int]:
    """Choose the nearest depot that has crews on all its days for each job that wants one depot."""
    homes = {}
    for job, days in chosen.items():
        if not problem.jobs[job].one_depot:
            continue
        able = [kind for kind in range(len(problem.kinds)) if can[job, kind] and _works_all(problem, kind, days)]
        if able:
            homes[job] = min((_nearest(problem, (kind, 0), [], job), problem.kinds[kind].depot) for kind in able)[1]
    return homes


def _works_all(problem: WeekProblem, kind: int, days: Pattern) -> bool:
    return all(works(problem, kind, day) for day in days)


def _crews(problem: WeekProblem, can: Bools, wanting: list[int], chosen: dict[int, Pattern]) -> list[Crew]:
    """List the crews there are; of a kind without a number, as many as the work needs twice over."""
    crews = []
    for kind in range(len(problem.kinds)):
        work = sum(problem.jobs[job].service_s * len(chosen[job]) for job in wanting if can[job, kind])
        count = problem.kinds[kind].count
        worked = sum(works(problem, kind, day) for day in range(problem.days))
        enough = min(len(wanting), 1 + int(np.ceil(2 * work / max(1.0, _hours(problem, kind) * worked))))
        crews += [(kind, number) for number in range(enough if count is None else min(count, len(wanting)))]
    return crews


def _hours(problem: WeekProblem, kind: int) -> float:
    """Return the working seconds of one crew in a day."""
    asked = problem.kinds[kind]
    day_s = asked.shift[1] - asked.shift[0] - (asked.rest.length_s if asked.rest else 0)
    day_s = day_s if asked.most_s is None else min(day_s, asked.most_s)
    return float(day_s)


def _nearest(problem: WeekProblem, crew: Crew, kept: list[int], job: int) -> int:
    """Return the metres from a crew's nearest place to a job."""
    kind = problem.kinds[crew[0]]
    metres = problem.matrices[kind.matrix].metres[:, problem.jobs[job].location]
    places = [problem.jobs[other].location for other in kept] or [kind.depot]
    return min((int(metres[place]) for place in places if metres[place] != UNREACHABLE), default=1 << 60)
