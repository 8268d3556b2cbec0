"""Sharing sub-districts among firms: search, prove one aim after the other, check, return."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from geo.clustering.firms.balance import balance
from geo.clustering.firms.checker import faults_of
from geo.clustering.firms.limits import Limits
from geo.clustering.firms.problem import FirmPlan, FirmProblem, Stage
from geo.clustering.firms.search import improved, search
from geo.clustering.firms.seats import least_travel
from geo.clustering.firms.territories import Territories, masks_of
from geo.clustering.problem import Ints
from geo.errors import SolverError, shortlist
from geo.plan import Status

_CLOSED = 1e-6  # of the value


def solve(problem: FirmProblem, *, seed: int = 0, nodes: int = 20_000, seconds: float = 120.0) -> FirmPlan:
    """Give every unit to one firm: as balanced as can be, then with as little way as can be.

    Three aims, each proved given the ones before: the largest deviation of a firm's load from the equal share, as far
    as it is beyond the tolerance; the sum of these deviations; the weighted way from units to their firm's seat.

    Parameters
    ----------
    nodes : of each branch and bound; `seconds` is the clock's limit for all.

    Returns
    -------
    FirmPlan
        Where firms cannot hang together as their pilots lie: status infeasible, with the best plan that need not.

    Raises
    ------
    SolverError
        Where the checker refuses the answer.

    Examples
    --------
    >>> import numpy as np
    >>> ways = np.abs(np.subtract.outer(np.arange(4), np.arange(4))) * 1_000.0
    >>> problem = FirmProblem(
    ...     load=np.array([[3.0], [1.0], [2.0], [2.0]]), firms=2, pinned=np.array([-1, -1, -1, 1], np.int32),
    ...     metres=ways, weight=np.ones(4), edges=np.array([[0, 1], [1, 2], [2, 3]], np.int32), tolerance=0.05,
    ...     contiguous=True,
    ... )
    >>> plan = solve(problem)
    >>> plan.firm_of.tolist(), plan.travel.value, plan.status.value
    ([0, 0, 1, 1], 2000.0, 'optimal')
    """
    began = time.monotonic()
    plan = _aims(problem, seed, Limits(nodes, began + seconds), began)
    if plan is None:
        apart = _aims(replace(problem, contiguous=False), seed, Limits(nodes, time.monotonic() + seconds), began)
        assert apart is not None
        plan = replace(apart, status=Status.INFEASIBLE)
    faults = faults_of(problem, plan)
    if faults:
        raise SolverError(f"firms: the checker refuses the answer: {shortlist(faults)}. This is a fault of the program")
    return plan


def _aims(problem: FirmProblem, seed: int, limits: Limits, began: float) -> FirmPlan | None:
    """Reach the three aims in turn; None where no plan that hangs together was found.

    The first two may take half of the time.
    """
    territories = Territories(problem)
    half = replace(limits, deadline=time.monotonic() + limits.seconds() / 2)
    first = balance(problem, territories, search(problem, territories, seed=seed), half)
    if not np.isfinite(first.stage.value):
        return None
    best, second = first.firm_of, Stage(0.0, 0.0)
    if first.stage.value > 0:
        found = balance(problem, territories, improved(problem, territories, best), half, most=first.stage.value)
        best, second = found.firm_of, found.stage
    best = improved(problem, territories, best)
    best, third = least_travel(problem, territories, best, limits, excess=first.stage.value, spread=second.value)
    return _finished(problem, best, (first.stage, second, third), began)


def _finished(problem: FirmProblem, firm_of: Ints, aims: tuple[Stage, Stage, Stage], began: float) -> FirmPlan:
    """Work the figures out anew, and say how far they are proved."""
    territories = Territories(problem)
    masks = masks_of(firm_of, problem.firms)
    _, *values = territories.key(masks)
    excess, spread, travel = (
        Stage(value, min(aim.bound, value), aim.stopped_by) for value, aim in zip(values, aims, strict=True)
    )
    is_closed = all(stage.is_closed(_CLOSED) for stage in (excess, spread, travel))
    seats = np.array([territories.worth(mask).seat for mask in masks], np.int32)
    status = Status.OPTIMAL if is_closed else Status.GAP
    return FirmPlan(firm_of, seats, excess, spread, travel, status, seconds=time.monotonic() - began)
