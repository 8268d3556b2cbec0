"""Small weeks to try the solver and the checker on: places on a line or in the plane, a few jobs, a few crews."""

from __future__ import annotations

from typing import Any

import numpy as np

from geo.routing.fleet.problem import CrewKind, Job, Matrix, WeekProblem


def line(*places: int) -> Matrix:
    """Places on a street, a metre a second."""
    metres = np.abs(np.subtract.outer(places, places)).astype(np.int64)
    return Matrix(metres, metres.copy())


def plane(random: np.random.Generator, count: int, side: int = 1000) -> Matrix:
    """Places at random, a metre a second."""
    xy = random.integers(0, side, (count, 2))
    metres = np.ceil(np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))).astype(np.int64)
    return Matrix(metres, metres.copy())


def week(matrix: Matrix, jobs: list[Job], *, days: int = 1, **kind: Any) -> WeekProblem:
    """One kind of crew at location 0."""
    return WeekProblem((matrix,), tuple(jobs), (CrewKind(0, **kind),), days=days)
