"""A siting problem with capacities made ready for the search and the proof: a table of costs, lists, states."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.clustering.siting.anneal import Arrangement, Ground
from geo.clustering.siting.capacity_bound import Sites
from geo.clustering.siting.lists import Bools, Bytes, Lists
from geo.clustering.siting.p_median import fixed_states
from geo.clustering.siting.problem import Model, SitingProblem
from geo.clustering.siting.travel import MatrixTravel


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A problem made ready: table of costs, lists, states, how many sites."""

    problem: SitingProblem
    ground: Ground
    lists: Lists
    fixed: Bytes
    low: int
    high: int
    slack: float
    unserved: float  # price of a pair out of reach

    @property
    def sites(self) -> Sites:
        """What the bound needs to know."""
        return Sites(self.lists.columns(), self.ground.load, self.ground.capacity, self.ground.fixed_cost)

    @property
    def counted(self) -> bool:
        """Whether the number of stations is given."""
        return self.low == self.high

    def is_closed(self, value: float, bound: float) -> bool:
        """Tell whether a bound proves a value."""
        return bound >= value - max(self.slack, 1e-9 * abs(value))

    def value_of(self, plan: Arrangement) -> float:
        """Sum the cost of a plan; infinite where it overloads a site."""
        load = np.bincount(plan.cluster, weights=self.ground.load, minlength=len(plan.site))
        if np.any(load > self.ground.capacity[plan.site]):
            return math.inf
        cost = self.ground.cost[plan.assignment, np.arange(len(plan.cluster))].sum()
        return float(cost + self.ground.fixed_cost[plan.site].sum())

    def guess(self, first: Bools) -> float:
        """Guess an upper value for the step lengths before there is a plan."""
        near = self.ground.cost[np.flatnonzero(first)].min(axis=0).sum()
        return 1.1 * float(near + self.ground.fixed_cost[first].sum()) + 1.0


def case_of(problem: SitingProblem) -> Case:
    """Read a problem."""
    points, sites = problem.shape
    allowed = ~problem.forbidden
    if isinstance(problem.travel, MatrixTravel):
        metres = problem.travel.metres
    else:
        metres = np.array([[problem.travel.between(i, j) for j in range(sites)] for i in range(points)])
    cost = np.where(np.isfinite(metres), problem.weights[:, None] * np.where(np.isfinite(metres), metres, 0.0), np.inf)
    cost[problem.loads[:, None] > problem.capacities[None, :]] = np.inf
    cost[:, problem.forbidden] = np.inf
    worst = np.where(np.isfinite(cost), cost, 0.0).max(axis=1, initial=0.0)
    fixed_cost = problem.fixed_costs if problem.model is Model.FACILITY else np.zeros(sites)
    unserved = 2.0 * (float(worst.sum()) + float(fixed_cost.sum()) + 1.0)
    counted = problem.model is Model.CAPACITATED
    per_site = sites / problem.stations if counted else sites
    lists = MatrixTravel(cost).lists(np.ones(points), allowed, length=int(min(sites, max(40, 6 * per_site))))
    ground = Ground(
        np.ascontiguousarray(np.where(np.isfinite(cost), cost, unserved).T),
        problem.loads,
        problem.capacities,
        fixed_cost,
        lists.rows,
        ~problem.forced,
    )
    whole = lists.is_integral and bool(np.all(cost[np.isfinite(cost)] % 1 == 0)) and bool(np.all(fixed_cost % 1 == 0))
    low, high = (problem.stations, problem.stations) if counted else (1, int(allowed.sum()))
    return Case(problem, ground, lists, fixed_states(problem), low, high, 1.0 - 1e-6 if whole else 0.0, unserved)
