"""What a siting run returns: sites, assignment, value, and how far the value can be from the best there is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.siting.lists import Ints
from geo.clustering.siting.problem import Model
from geo.plan import Proof, Status


@dataclass(frozen=True, slots=True, eq=False)
class Siting:
    """Sites to open, with the proof.

    Attributes
    ----------
    model : what was solved.
    open_sites : numbers of the open sites, rising.
    assignment : site of each demand point, shape ``(n,)``; -1 where it is not covered (MCLP).
    value, bound : the plan's value and the proved limit no plan can pass: below it for costs, above it for coverage.
    status : optimal, gap, feasible (no bound), or infeasible with `reason`.
    work : nodes of the tree, or steps of the search where there was none.
    stopped_by : ``""`` where the search ended by itself, else ``nodes``, ``work`` or ``time``.
    """

    model: Model
    open_sites: Ints
    assignment: Ints
    value: float
    bound: float
    status: Status
    work: int = 0
    seconds: float = 0.0
    stopped_by: str = ""
    reason: str = ""

    @property
    def proof(self) -> Proof:
        """The proof of a minimised value; coverage counts as minus its worth."""
        sign = -1.0 if self.model is Model.MAX_COVER else 1.0
        return Proof(self.status, sign * self.value, sign * self.bound, stopped_by=self.stopped_by)

    @property
    def gap(self) -> float | None:
        """|value - bound| / |value|; None where infeasible or without a bound."""
        return self.proof.gap


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a model's own solver hands over, before it is checked: a plan that may still need its points assigned.

    `value` is told by the solver and checked afterwards; `assignment` is None where each point takes its nearest site.
    """

    open_sites: Ints
    value: float
    bound: float
    assignment: Ints | None = None
    work: int = 0
    stopped_by: str = ""
    reason: str = ""


def no_plan(reason: str, *, work: int = 0, stopped_by: str = "") -> Found:
    """Say that there is no plan, and why."""
    return Found(np.zeros(0, np.int32), math.nan, math.nan, work=work, stopped_by=stopped_by, reason=reason)


def status_of(value: float, bound: float) -> Status:
    """Judge a checked value by its bound: equal within 1e-9 counts as optimal."""
    if not math.isfinite(bound):
        return Status.FEASIBLE
    return Status.OPTIMAL if abs(value - bound) <= 2e-9 * max(1.0, abs(value)) else Status.GAP
