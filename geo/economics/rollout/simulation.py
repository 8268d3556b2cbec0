"""What may come between: owners who refuse and are asked again, stages that take longer, crews that are full then.

Each simulated course starts the stages when the schedule does and draws how long they take; estates then enter in the
order in which they are ready, as far as clean-up, entries and stations allow. The same seed gives the same courses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from geo.economics.rollout.ground import Ground
from geo.economics.rollout.listing import place_in_order
from geo.economics.rollout.priorities import refusal_of
from geo.economics.rollout.problem import EntryProblem, Floats, Longs
from geo.economics.rollout.standing import AHEAD
from geo.policy.settings import Guess

PERCENTS = (10, 50, 90)
_MOST_PLACED = 4_000_000  # estates placed in all courses together: a nation gets fewer courses, which is said


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """Months of entry by course, ``(draws, n)`` over the open estates; the horizon where none."""

    entry: Longs

    def percentiles(self) -> Longs:
        """Return the month by which 10, 50 and 90 % of the courses have an estate entered, ``(3, n)``."""
        return np.asarray(np.percentile(self.entry, PERCENTS, axis=0, method="inverted_cdf"), dtype=np.int64)

    def lateness(self, planned: Longs) -> Floats:
        """Return the share of courses in which an estate enters later than planned, ``(n,)``."""
        return np.asarray((self.entry > planned[None, :]).mean(axis=0))

    def finish(self) -> Longs:
        """Return the month of the last entry of each course; the horizon where one is left out."""
        return np.asarray(self.entry.max(axis=1, initial=-1), dtype=np.int64)


def simulate(ground: Ground, planned: Longs, *, seed: int) -> Courses:
    """Draw courses of a schedule (month of entry of each open estate)."""
    settings, count = ground.policy.rollout, len(ground.open)
    draws = min(settings.simulations, max(20, _MOST_PLACED // max(1, count))) if settings.simulations else 0
    generator = np.random.Generator(np.random.PCG64(seed))
    problem = _loosened(ground.problem)
    entry = np.empty((draws, count), dtype=np.int64)
    start, extra = _starts(ground, planned)
    for draw in range(draws):
        ready = _ready(ground, start, extra, planned, generator)
        ready[planned >= problem.months] = problem.months
        entry[draw] = _enter(problem, ready, planned)
    return Courses(entry)


def _loosened(problem: EntryProblem) -> EntryProblem:
    """Leave out what only the plan keeps: the capacity of surveys, windows and the deadline."""
    resource = problem.resource.copy()
    resource[:, 1] = -1
    return replace(problem, resource=resource, window=0, latest=np.full(len(problem), problem.months - 1))


def _enter(problem: EntryProblem, ready: Longs, planned: Longs) -> Longs:
    offset = -problem.offset.min(axis=1, initial=0, where=problem.resource >= 0)
    drawn = replace(problem, earliest=np.maximum(ready, offset))
    return place_in_order(drawn, np.lexsort((planned, ready)).astype(np.int64)).entry


def _starts(ground: Ground, planned: Longs) -> tuple[Longs, Longs]:
    """Return the month in which the stages ahead begin, and the months that a large clean-up takes longer."""
    leads = ground.leads[ground.open]
    start = np.empty(len(planned), dtype=np.int64)
    for row, at in enumerate(ground.open):
        one = ground.standing[at]
        lead = leads[row, 2] if one.stage == "signed" else leads[row, 0]
        own = one.begun.get(one.stage) if one.stage in {"survey", "plan", "cleanup"} else None
        start[row] = planned[row] - lead if own is None else own
    shortest = ground.leads[:, 2].min() if len(ground.leads) else 0
    return start, leads[:, 2] - shortest


def _ready(ground: Ground, start: Longs, extra: Longs, planned: Longs, generator: np.random.Generator) -> Longs:
    """Draw the month in which each estate is ready to enter."""
    settings, count = ground.policy.rollout, len(start)
    ahead = np.array([AHEAD[ground.standing[at].stage] for at in ground.open], dtype=np.int64)
    stages = (settings.survey_weeks, settings.consent_weeks, settings.cleanup_weeks)
    weeks, slips = np.zeros(count), np.zeros(count, dtype=np.int64)
    for position, stage in enumerate(stages):
        has = ahead >= len(stages) - position
        weeks += np.where(has, _drawn(stage, count, generator), 0.0)
        slips += np.where(has, _repeats(settings.delay, count, 240, generator), 0)
    refusals = _repeats(refusal_of(ground)[ground.open], count, settings.most_asked, generator)
    ready = start + np.ceil(weeks / ground.policy.travel.weeks_a_month - 1e-9).astype(np.int64) + extra + slips
    ready += refusals * settings.ask_again_months
    under_way = np.array([ground.standing[at].stage == "cleanup" for at in ground.open], dtype=bool)
    ready = np.where(under_way, np.maximum(ready, planned), ready)  # they wait for their turn, not for their works
    gone = refusals >= settings.most_asked
    return np.asarray(np.where(gone, ground.calendar.months, np.maximum(0, ready)), dtype=np.int64)


def _drawn(stage: Guess, count: int, generator: np.random.Generator) -> Floats:
    """Draw weeks from the triangle of least, middle and most."""
    if stage.low == stage.high:
        return np.full(count, stage.mid)
    return generator.triangular(stage.low, stage.mid, stage.high, count)


def _repeats(chance: float | Floats, count: int, most: int, generator: np.random.Generator) -> Longs:
    """Count how often something of a given chance happens in a row, at most so often."""
    drawn = generator.random(count)
    chances = np.broadcast_to(np.asarray(chance, dtype=float), (count,))
    logs = np.log(np.clip(chances, 1e-300, 1.0))
    times = np.where(chances >= 1.0, float(most), np.log(np.maximum(drawn, 1e-300)) / np.where(logs < 0, logs, -1.0))
    return np.asarray(np.minimum(most, np.floor(np.where(chances <= 0, 0.0, times))), dtype=np.int64)
