"""The deadline: whether it can be met, the earliest end otherwise, and what capacity would meet it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from geo.economics.rollout.bound import needed_a_month
from geo.economics.rollout.capacity import STAGES
from geo.economics.rollout.ground import CLEANUP, Ground
from geo.economics.rollout.listing import place_in_order
from geo.economics.rollout.problem import EntryProblem, Longs

_STEPS = 40  # how often a capacity is raised by a twentieth before it is given up


@dataclass(frozen=True, slots=True)
class Need:
    """What one firm needs of one stage a month to meet the deadline, beside what it has in a usual month."""

    firm: str
    stage: str
    has: float
    needs: float

    @property
    def is_short(self) -> bool:
        """Tell whether what it has is not enough."""
        return self.needs > self.has + 1e-6


@dataclass(frozen=True, slots=True)
class DeadlineNeeds:
    """What would meet a deadline.

    Attributes
    ----------
    a_month : estates a month if they entered evenly from the first month on: the plain division.
    needs : by firm and stage, for constant capacities under which a schedule was found that meets the deadline; where
        none was found (`is_met` false), the least that is certainly needed.
    too_late : positions of open estates whose stages take them past the deadline whatever the capacity.
    """

    a_month: float
    needs: list[Need]
    too_late: Longs
    is_met: bool


def deadline_needs(ground: Ground, deadline: int) -> DeadlineNeeds:
    """Find constant capacities that meet a deadline."""
    problem = ground.problem
    too_late = np.flatnonzero(problem.earliest > deadline)
    chosen = np.flatnonzero(problem.earliest <= deadline)
    months = deadline + 1
    a_month = len(problem) / months if months > 0 else math.inf
    least = np.array([_least(problem, row, chosen, deadline) for row in range(len(problem.limit))])
    raised, is_met = _raised(problem, least, chosen, deadline)
    usual = np.median(problem.limit, axis=1) if problem.limit.size else np.zeros(0)
    needs = [
        Need(ground.firms[row // len(STAGES)], STAGES[row % len(STAGES)], float(usual[row]), float(raised[row]))
        for row in range(len(problem.limit))
    ]
    return DeadlineNeeds(a_month, needs, too_late, is_met)


def _least(problem: EntryProblem, row: int, chosen: Longs, deadline: int) -> float:
    if row % len(STAGES) == STAGES.index("stations"):
        used = problem.station[chosen]
        count = np.isin(np.flatnonzero(problem.openings == row), used).sum()
        return math.ceil(count / (deadline + 1)) if deadline >= 0 else math.inf
    part = replace(
        problem,
        earliest=problem.earliest[chosen],
        resource=problem.resource[chosen],
        offset=problem.offset[chosen],
        amount=problem.amount[chosen],
    )
    needed = needed_a_month(part, row, deadline)
    return needed if row % len(STAGES) == CLEANUP or not math.isfinite(needed) else math.ceil(needed - 1e-9)


def _raised(problem: EntryProblem, least: np.ndarray, chosen: Longs, deadline: int) -> tuple[np.ndarray, bool]:
    """Raise the least capacities a twentieth at a time until a list meets the deadline."""
    work = problem.amount.sum(axis=1)
    order = np.lexsort((-work, problem.earliest)).astype(np.int64)
    order = order[np.isin(order, chosen)]
    for step in range(_STEPS):
        tried = least * (1.0 + step / 20.0)
        whole = np.arange(len(least)) % len(STAGES) != CLEANUP
        tried = np.where(whole, np.ceil(tried - 1e-9), tried)
        limit = np.repeat(tried[:, None], problem.months, axis=1)
        entry = place_in_order(replace(problem.by_month(deadline), limit=limit), order).entry
        if (entry[chosen] <= deadline).all():
            return tried, True
    return least, False
