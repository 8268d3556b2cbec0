"""First choice of days: each job gets the pattern that keeps the fullest day least full, the largest jobs first."""

from __future__ import annotations

import numpy as np

from geo.routing.fleet.problem import WeekProblem

Pattern = tuple[int, ...]


def first_patterns(problem: WeekProblem, patterns: list[tuple[Pattern, ...]]) -> dict[int, Pattern]:
    """Choose a pattern for each job that has one, by load and working time.

    A day counts as full by the largest of its shares of the week's demand (each dimension) and of its service time.
    """
    served = [job for job in range(len(problem.jobs)) if patterns[job]]
    size = {job: _size(problem, job) for job in served}
    total = sum((size[job] * len(patterns[job][0]) for job in served), np.full(_dimensions(problem), 1e-9))
    filled = np.zeros((problem.days, len(total)))
    chosen: dict[int, Pattern] = {}
    for job in sorted(served, key=lambda job: (-len(patterns[job][0]), -float((size[job] / total).max()), job)):
        share = size[job] / total

        def fullest(pattern: Pattern, share: np.ndarray = share) -> tuple[float, float, Pattern]:
            days = filled[list(pattern)] + share
            return float(days.max()), float(days.sum()), pattern

        chosen[job] = min(patterns[job], key=fullest)
        filled[list(chosen[job])] += share
    return chosen


def _dimensions(problem: WeekProblem) -> int:
    return 1 + max((len(job.demand) for job in problem.jobs), default=0)


def _size(problem: WeekProblem, job: int) -> np.ndarray:
    """Return a job's working time and demand each visit; a job without service counts a second."""
    demand = problem.jobs[job].demand
    given = [max(1, problem.jobs[job].service_s), *demand]
    return np.array(given + [0] * (_dimensions(problem) - len(given)), dtype=float)
