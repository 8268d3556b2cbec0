"""Branch and bound over which sites are open, best bound first, with a Lagrangian bound at every node.

For uncapacitated siting: once the sites are known everything else follows, so the tree needs no other decisions.
"""

from __future__ import annotations

import heapq
import math
import time
from dataclasses import dataclass, replace

import numpy as np

from geo.clustering.siting.lists import Bools, Bytes, Floats, Lists, Longs
from geo.clustering.siting.subgradient import Ascent, ascend, strike
from geo.clustering.siting.swap_search import CLOSED, FREE, OPEN, search_swaps, sum_of_nearest

_ROOT_STEPS, _NODE_STEPS = 3000, 120
_ROOT_PATIENCE, _NODE_PATIENCE = 45, 8
_POLISH = 40  # list lengths of local search from one plan of the Lagrangian
_LONG_POLISH = 60  # times as much where that leaves a gap
_DRY_TURNS = 5  # without a better plan, before the search gives up
_NARROW = 2e-4  # a gap the tree rather closes by itself
_POLISH_EVERY = 50  # nodes
_CLOSED_AT = 1e-9  # shares of the value nearer than this count as equal, unless all costs are whole numbers


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Sites to choose: lists, a fixed cost a site, how many may be open, and what is fixed beforehand."""

    lists: Lists
    fixed_cost: Floats
    fixed: Bytes
    low: int
    high: int

    def slack(self, upper: float) -> float:
        """How far below `upper` a better plan must lie at least."""
        if self.lists.is_exact and self.lists.is_integral and bool(np.all(self.fixed_cost == np.rint(self.fixed_cost))):
            return 1.0 - 1e-6
        return _CLOSED_AT * max(1e-9, abs(upper))


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The best plan found, its value on the lists, the proved bound, nodes visited and what stopped the search."""

    is_open: Bools
    value: float
    bound: float
    nodes: int
    stopped_by: str


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """When to stop: nodes of the tree (work), and the clock, as `time.monotonic` tells it."""

    nodes: int
    deadline: float = math.inf

    @property
    def is_over(self) -> bool:
        """Whether the clock has run out."""
        return time.monotonic() >= self.deadline

    def for_share(self, share: float) -> Limits:
        """Give a part of the work a share of the time that is left."""
        now = time.monotonic()
        return Limits(self.nodes, now + share * (self.deadline - now) if math.isfinite(self.deadline) else math.inf)


def first_multipliers(lists: Lists, is_open: Bools) -> Floats:
    """Start each point a little above what it pays in a plan: half way to its second nearest open site."""
    rows = lists.rows
    listed = is_open[rows.site]
    paid = np.full((2, lists.point_count), np.nan)
    rank: Longs = np.cumsum(listed) - listed
    row = np.repeat(np.arange(lists.point_count), np.diff(rows.start))
    base = np.concatenate([rank, [listed.sum()]])[rows.start[:-1]]
    for nth in (0, 1):
        at = np.flatnonzero(listed & (rank - base[row] == nth))
        paid[nth, row[at]] = rows.cost[at]
    nearest = np.where(np.isnan(paid[0]), rows.beyond, paid[0])
    second = np.where(np.isnan(paid[1]), np.minimum(rows.beyond, 2 * nearest), paid[1])
    first: Floats = np.minimum(rows.beyond, 0.5 * (nearest + second))
    return first


def priced_bound(choice: Choice, prices: Floats, upper: float) -> float:
    """Work out the bound that given prices of the points prove."""
    run = ascend(
        choice.lists.rows, choice.fixed_cost, choice.fixed, choice.low, choice.high, prices, upper, 0.0, 1, 1, 1.0
    )
    return _rounded(run.bound, choice.slack(upper))


def prove(
    choice: Choice, start: Bools, upper: float, *, limits: Limits, seed: int, prices: Floats | None = None
) -> Chosen:
    """Prove a plan or improve it, until no better one is left or a limit is reached.

    Parameters
    ----------
    start, upper : a plan and its value on the lists.
    prices : of the points, to begin the bound with; from the plan where None.
    """
    slack = choice.slack(upper)
    fixed = choice.fixed.copy()
    first = first_multipliers(choice.lists, start) if prices is None else prices
    root = _root(choice, fixed, first, upper, slack, limits)
    best = start.copy()
    if root.upper < upper - 1e-12 * abs(upper):
        best, upper = root.chosen.astype(bool), root.upper
    bound = _rounded(root.bound, slack)
    if bound >= upper - slack:
        return Chosen(best, upper, min(upper, max(bound, upper - slack) if slack < 0.5 else upper), 1, "")
    strike(root.bound, root.worth, fixed, choice.low, choice.high, upper, slack)
    small = replace(choice, lists=choice.lists.without(fixed == CLOSED), fixed=fixed)
    for nearly in (root.chosen.astype(bool), likeliest(root, fixed, choice.low)):
        best, upper = _polished(small, nearly, best, upper, seed, bound)
    best, upper = _searched(small, best, upper, slack, bound, limits, seed)
    return _Tree(small, best, upper, slack, limits, seed).grow(root, fixed)


def _root(choice: Choice, fixed: Bytes, start: Floats, upper: float, slack: float, limits: Limits) -> Ascent:
    """Raise the bound at the root in rounds, so that the clock is heard."""
    at, scale = start, 1.0
    best: Ascent | None = None
    for _ in range(8):
        run = ascend(
            choice.lists.rows,
            choice.fixed_cost,
            fixed,
            choice.low,
            choice.high,
            at,
            upper,
            slack,
            _ROOT_STEPS // 8,
            _ROOT_PATIENCE,
            scale,
        )
        better = best is None or run.bound > best.bound
        gained = best is None or run.bound > best.bound + 1e-6 * abs(upper)
        best = run if better else best
        assert best is not None
        upper = min(upper, run.upper)
        if best.bound >= upper - slack or limits.is_over or not gained:
            break
        at, scale = best.multipliers, scale * 0.6
    assert best is not None
    return best


def _rounded(bound: float, slack: float) -> float:
    return math.ceil(bound - 1e-6) if slack > 0.5 else bound


def likeliest(run: Ascent, fixed: Bytes, stations: int) -> Bools:
    """Open the sites that were open most often on the way up."""
    wish = run.frequency + 2.0 * (fixed == OPEN) - 2.0 * (fixed == CLOSED)
    is_open = np.zeros(len(wish), dtype=bool)
    is_open[np.argsort(-wish, kind="stable")[:stations]] = True
    return is_open


def _searched(
    choice: Choice, best: Bools, upper: float, slack: float, bound: float, limits: Limits, seed: int
) -> tuple[Bools, float]:
    """Search longer where the gap is still open, for no more than half of the time left."""
    now = time.monotonic()
    until = now + 0.5 * (limits.deadline - now) if math.isfinite(limits.deadline) else math.inf
    last = 0
    for turn in range(_LONG_POLISH):
        is_closed = bound >= upper - slack or upper - bound < _NARROW * upper
        if is_closed or turn - last > _DRY_TURNS or time.monotonic() > until:
            break
        before = upper
        best, upper = _polished(choice, best, best, upper, seed + 1 + turn, bound)
        last = turn if upper < before else last
    return best, upper


def _polished(
    choice: Choice, nearly: Bools, best: Bools, upper: float, seed: int, target: float
) -> tuple[Bools, float]:
    """Search from a plan that the bound suggests, among the sites that are left."""
    opening = (nearly & (choice.fixed != CLOSED)) | (choice.fixed == OPEN)
    if choice.low != choice.high or opening.sum() != choice.low or choice.fixed_cost.any():
        return best, upper
    work = _POLISH * len(choice.lists.rows.site)
    found, value, _ = search_swaps(choice.lists, opening, choice.fixed, work=work, seed=seed, target=target)
    if value < upper - 1e-12 * abs(upper):
        return found, value
    return best, upper


class _Tree:
    """The open nodes: bound, states of the sites, multipliers."""

    def __init__(self, choice: Choice, best: Bools, upper: float, slack: float, limits: Limits, seed: int) -> None:
        self.choice, self.best, self.upper, self.slack, self.limits = choice, best, upper, slack, limits
        self.seed, self.nodes, self.heap = seed, 0, list[tuple[float, int, Bytes, Ascent]]()

    def grow(self, root: Ascent, fixed: Bytes) -> Chosen:
        """Branch until nothing better is left."""
        self._keep(root, fixed)
        while self.heap and self.heap[0][0] < self.upper - self.slack:
            if self.nodes >= self.limits.nodes or self.limits.is_over:
                reason = "nodes" if self.nodes >= self.limits.nodes else "time"
                return Chosen(
                    self.best, self.upper, min(self.upper, _rounded(self.heap[0][0], self.slack)), self.nodes, reason
                )
            _, _, states, parent = heapq.heappop(self.heap)
            site = self._branching_site(states, parent)
            for state in (OPEN, CLOSED):
                child = states.copy()
                child[site] = state
                self._visit(child, parent)
        bound = self.upper if self.slack > 0.5 else self.upper - self.slack
        return Chosen(self.best, self.upper, bound, self.nodes, "")

    def _visit(self, states: Bytes, parent: Ascent) -> None:
        choice = self.choice
        opened, free = int((states == OPEN).sum()), int((states == FREE).sum())
        if opened > choice.high or opened + free < choice.low:
            return
        self.nodes += 1
        run = ascend(
            choice.lists.rows,
            choice.fixed_cost,
            states,
            choice.low,
            choice.high,
            parent.multipliers,
            self.upper,
            self.slack,
            _NODE_STEPS,
            _NODE_PATIENCE,
            0.5,
        )
        if run.upper < self.upper - 1e-12 * abs(self.upper):
            self.best, self.upper = run.chosen.astype(bool), run.upper
        if self.nodes % _POLISH_EVERY == 1:
            self._search_from(run)
        if run.bound < self.upper - self.slack:
            strike(run.bound, run.worth, states, choice.low, choice.high, self.upper, self.slack)
            if (states == FREE).any():
                self._keep(run, states)
            else:
                self._settle(states)

    def _search_from(self, run: Ascent) -> None:
        """Look for a better plan from where a node's bound stands."""
        nearly = run.chosen.astype(bool)
        found = _polished(
            self.choice,
            nearly,
            self.best,
            self.upper,
            self.seed + self.nodes,
            self.heap[0][0] if self.heap else -math.inf,
        )
        self.best, self.upper = found

    def _settle(self, states: Bytes) -> None:
        """Cost the one plan that a node has left."""
        is_open = states == OPEN
        if self.choice.low <= is_open.sum() <= self.choice.high:
            value = sum_of_nearest(self.choice.lists.rows, is_open) + float(self.choice.fixed_cost[is_open].sum())
            if value < self.upper:
                self.best, self.upper = is_open, value

    def _keep(self, run: Ascent, states: Bytes) -> None:
        heapq.heappush(self.heap, (run.bound, self.nodes, states, run))

    def _branching_site(self, states: Bytes, run: Ascent) -> int:
        """Choose the free site that the Lagrangian is least sure of."""
        free = np.flatnonzero(states == FREE)
        return int(free[np.argmin(np.abs(run.frequency[free] - 0.5))])
