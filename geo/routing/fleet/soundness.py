"""What a week's arrays must be before anything is solved; nonsense is refused with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.errors import InputError, shortlist
from geo.routing.fleet.problem import UNREACHABLE, WeekProblem
from geo.wording import text


def require_sound(problem: WeekProblem) -> None:
    """Refuse a week that says something impossible, as negative times or locations that do not exist.

    Raises
    ------
    InputError
        Naming everything that was found. What cannot be served is not an error: it is left unserved.
    """
    found = [*_matrix_faults(problem), *_job_faults(problem), *_kind_faults(problem)]
    if problem.days < 1:
        found.append(f"days {problem.days}")
    if found:
        raise InputError(text("fleet.unsound", found=shortlist(found, limit=8)))


def place_count(problem: WeekProblem) -> int:
    """Return the number of locations."""
    return problem.matrices[0].metres.shape[0] if problem.matrices else 0


def _matrix_faults(problem: WeekProblem) -> Iterator[str]:
    size = place_count(problem)
    for number, matrix in enumerate(problem.matrices):
        for name, values in (("metres", matrix.metres), ("seconds", matrix.seconds)):
            where = f"matrices[{number}].{name}"
            if values.shape != (size, size):
                yield f"{where} shape {values.shape}"
            elif not np.issubdtype(values.dtype, np.integer):
                yield f"{where} {values.dtype}"
            elif values.size and values.min() < UNREACHABLE:
                yield f"{where} {values.min()}"


def _job_faults(problem: WeekProblem) -> Iterator[str]:
    size, kinds = place_count(problem), len(problem.kinds)
    for number, job in enumerate(problem.jobs):
        where = f"jobs[{number}]"
        if not 0 <= job.location < size:
            yield f"{where}.location {job.location}"
        if job.service_s < 0 or job.release_s < 0 or any(demand < 0 for demand in job.demand):
            yield f"{where} {job.service_s} s, release {job.release_s}, demand {job.demand}"
        if any(not 0 <= kind < kinds for kind in job.kinds):
            yield f"{where}.kinds {job.kinds}"
        for pattern in job.patterns:
            if not pattern or len(set(pattern)) != len(pattern) or any(not 0 <= d < problem.days for d in pattern):
                yield f"{where}.patterns {pattern}"


def _kind_faults(problem: WeekProblem) -> Iterator[str]:
    size = place_count(problem)
    for number, kind in enumerate(problem.kinds):
        where = f"kinds[{number}]"
        if not 0 <= kind.matrix < len(problem.matrices):
            yield f"{where}.matrix {kind.matrix}"
        if any(not 0 <= place < size for place in (kind.depot, *kind.reload_at)):
            yield f"{where}.depot {kind.depot}, reload_at {kind.reload_at}"
        if (kind.count or 0) < 0 or (kind.most_trips or 1) < 1 or kind.reload_s < 0:
            yield f"{where} count {kind.count}, most_trips {kind.most_trips}, reload_s {kind.reload_s}"
        if min(kind.fixed_cost, kind.metre_cost, kind.second_cost, *kind.capacity, 0) < 0:
            yield f"{where} costs {kind.fixed_cost}, {kind.metre_cost}, {kind.second_cost}, capacity {kind.capacity}"
        if any(not 0 <= day < problem.days for day in kind.days):
            yield f"{where}.days {kind.days}"
        if kind.rest is not None and kind.rest.length_s < 0:
            yield f"{where}.rest {kind.rest}"
