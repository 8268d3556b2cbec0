"""What more stations buy: points of a sweep, which of them are dominated, where the curve bends, what each step costs.

A point is one number of stations with the best plan found for it. Nothing here solves anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from geo.measures.weighted import Floats

# How a measure is read off a point, and whether more of it is better.
MEASURES: dict[str, bool] = {
    "score": False,
    "cost": False,
    "coverage_300": True,
    "coverage": True,
    "coverage_1000": True,
    "elderly": True,
    "walk": False,
    "worst": False,
    "gini": False,
    "posts": False,
}
_TIE = 1e-9  # relative; values that differ by less are equal


@dataclass(frozen=True, slots=True)
class TradePoint:
    """One number of stations with its best plan.

    Attributes
    ----------
    status : optimal, gap, feasible or infeasible; `rule` says why where infeasible.
    objective, bound : of the score, yuan-equivalents a month; `gap` as a fraction.
    coverage, coverage_elderly : shares of households and of residents over 60 within 300, 500 and 1,000 m.
    covered_households : within 500 m.
    walk_m : mean, p90, max and worst_decile (mean of the tenth of households that walks farthest).
    shares : stations of each sub-district.
    dominated_by : number of stations of a point that is at least as good in cost, coverage and Gini, and better in one.
    """

    stations: int
    status: str
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    coverage: dict[str, float | None] | None = None
    coverage_elderly: dict[str, float | None] | None = None
    covered_households: int | None = None
    walk_m: dict[str, float | None] | None = None
    gini: float | None = None
    monthly_cost_cny: float | None = None
    posts: int | None = None
    shares: dict[str, int] | None = None
    dominated: bool = False
    dominated_by: int | None = None
    knee: bool = False
    rule: str = ""

    @property
    def has_plan(self) -> bool:
        """Tell whether a plan was found."""
        return self.objective is not None

    def measure(self, name: str) -> float | None:
        """Read off one of `MEASURES`; None without a plan or where nobody is in the claim."""
        if not self.has_plan:
            return None
        walk, near, old = self.walk_m or {}, self.coverage or {}, self.coverage_elderly or {}
        found: dict[str, float | None] = {
            "score": self.objective,
            "cost": self.monthly_cost_cny,
            "coverage_300": near.get("300"),
            "coverage": near.get("500"),
            "coverage_1000": near.get("1000"),
            "elderly": old.get("500"),
            "walk": walk.get("mean"),
            "worst": walk.get("worst_decile"),
            "gini": self.gini,
            "posts": None if self.posts is None else float(self.posts),
        }
        return found[name]


@dataclass(frozen=True, slots=True)
class Knee:
    """Where the curve of a measure bends most: the point, how far above the chord (share of the range), in words."""

    stations: int
    measure: str
    distance: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What the stations from one point to the next buy, and at what price; differences, after less before.

    `is_tie` where the score differs by less than what is left to prove.
    """

    before: int
    after: int
    covered_households: int
    coverage_elderly: float | None
    walk_m: float | None
    monthly_cost_cny: float
    posts: int
    is_tie: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A whole sweep: points by number of stations, steps between them, the knee, and the Pareto set.

    Attributes
    ----------
    pareto : plans that no other found is at least as good as in monthly cost, share within 500 m and Gini; they may
        lie between the points, with the stations shared out otherwise.
    cheapest : number of stations of the least score.
    seconds : of the whole run; `solved`, `reused` : numbers of stations of sub-districts solved and taken over.
    """

    points: tuple[TradePoint, ...]
    steps: tuple[Step, ...] = ()
    knee: Knee | None = None
    pareto: tuple[TradePoint, ...] = ()
    measure: str = "coverage"
    objective: str = "cost"
    cheapest: int | None = None
    range: tuple[int, int] = (0, 0)
    invented: bool = False
    interrupted: bool = False
    seed: int = 0
    inputs: tuple[dict[str, str], ...] = ()
    seconds: float = 0.0
    solved: int = 0
    reused: int = 0

    def point(self, stations: int) -> TradePoint | None:
        """Return the point with a number of stations."""
        return next((point for point in self.points if point.stations == stations), None)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for curve.json."""
        return {"format": 1, **asdict(self)}


def pareto_mask(costs: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say which rows no other row dominates; all columns are better when smaller, shape ``(n, k)``.

    Of equal rows none dominates the other.
    """
    scale = _TIE * np.maximum(1.0, np.abs(costs).max(axis=0, initial=0.0))
    kept = np.ones(len(costs), np.bool_)
    for row in range(len(costs)):
        kept[row] = not _dominators(costs, row, scale).any()
    return kept


def mark_dominated(points: Sequence[TradePoint]) -> tuple[TradePoint, ...]:
    """Mark the points that another of them dominates in monthly cost, share within 500 m and Gini."""
    rows = [at for at, point in enumerate(points) if _is_comparable(point)]
    costs = _costs([points[at] for at in rows])
    scale = _TIE * np.maximum(1.0, np.abs(costs).max(axis=0, initial=0.0))
    marked = list(points)
    for row, at in enumerate(rows):
        better = np.flatnonzero(_dominators(costs, row, scale))
        if len(better):
            by = points[rows[int(better[np.argmin(costs[better, 0])])]].stations
            marked[at] = replace(points[at], dominated=True, dominated_by=by)
    return tuple(marked)


def pareto_points(points: Sequence[TradePoint]) -> tuple[TradePoint, ...]:
    """Keep the points that no other dominates, by cost; of those with equal numbers the first."""
    known = [point for point in points if _is_comparable(point)]
    costs = _costs(known)
    left = [known[at] for at in np.flatnonzero(pareto_mask(costs))] if known else []
    left.sort(key=lambda point: (float(point.monthly_cost_cny or 0.0), point.stations))
    kept: list[TradePoint] = []
    for point in left:
        if not kept or not np.allclose(_costs([kept[-1]]), _costs([point]), rtol=_TIE, atol=_TIE):
            kept.append(point)
    return tuple(kept)


def find_knee(points: Sequence[TradePoint], measure: str, *, least: float) -> Knee | None:
    """Find where the curve of a measure lies farthest on the better side of its chord.

    Both axes are scaled to 0-1 over the points that have the measure, better turned upward. None with fewer than three
    points, a curve without a range, or where the curve is nowhere `least` above the chord. A measure that is best
    inside the range (a score with a minimum) is judged up to its best point only: beyond it more stations buy nothing.

    References
    ----------
    Satopää et al. (2011), Finding a "Kneedle" in a haystack, doi:10.1109/ICDCSW.2011.20; here the farthest point only.
    """
    known = [(point.stations, value) for point in points if (value := point.measure(measure)) is not None]
    if len(known) < 3:
        return None
    stations, good = (np.array(column, np.float64) for column in zip(*known, strict=True))
    good = good if MEASURES[measure] else -good
    last = int(np.argmax(good)) + 1
    if last >= 3:
        stations, good = stations[:last], good[:last]
    rise = float(good[-1] - good[0])
    if rise <= _TIE * max(1.0, float(np.abs(good).max())):
        return None
    x, y = (stations - stations[0]) / (stations[-1] - stations[0]), (good - good[0]) / rise
    at = int(np.argmax(y - x))
    distance = float(y[at] - x[at])
    return Knee(int(stations[at]), measure, distance) if distance >= least else None


def steps_between(points: Sequence[TradePoint]) -> tuple[Step, ...]:
    """Take the differences between neighbouring points with a plan."""
    known = [point for point in points if point.has_plan]
    return tuple(_step(before, after) for before, after in pairwise(known))


def _step(before: TradePoint, after: TradePoint) -> Step:
    def difference(name: str) -> float | None:
        first, second = before.measure(name), after.measure(name)
        return None if first is None or second is None else second - first

    open_cny = max(_open_cny(before), _open_cny(after))
    return Step(
        before=before.stations,
        after=after.stations,
        covered_households=(after.covered_households or 0) - (before.covered_households or 0),
        coverage_elderly=difference("elderly"),
        walk_m=difference("walk"),
        monthly_cost_cny=difference("cost") or 0.0,
        posts=(after.posts or 0) - (before.posts or 0),
        is_tie=abs(difference("score") or 0.0) <= open_cny,
    )


def _open_cny(point: TradePoint) -> float:
    """Return what is left to prove of a point's score."""
    if point.objective is None or point.bound is None:
        return float("inf")
    return max(0.0, point.objective - point.bound)


def _is_comparable(point: TradePoint) -> bool:
    return all(point.measure(name) is not None for name in ("cost", "coverage", "gini"))


def _costs(points: Sequence[TradePoint]) -> Floats:
    rows = [[point.measure("cost"), -(point.measure("coverage") or 0.0), point.measure("gini")] for point in points]
    return np.array(rows, np.float64).reshape(-1, 3)


def _dominators(costs: Floats, row: int, scale: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    no_worse = (costs <= costs[row] + scale).all(axis=1)
    better = (costs < costs[row] - scale).any(axis=1)
    return np.asarray(no_worse & better)
