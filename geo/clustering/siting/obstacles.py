"""What makes a siting problem hopeless, seen before any search: counts, capacities, points out of reach."""

from __future__ import annotations

import numpy as np

from geo.clustering.siting.lists import Bools
from geo.clustering.siting.problem import Model, SitingProblem
from geo.errors import shortlist
from geo.wording import text


def obstacle(problem: SitingProblem) -> str:
    """Say why no plan can exist, or return an empty text; a full search may still find that there is none."""
    points, _ = problem.shape
    usable = int((~problem.forbidden).sum())
    forced = int(problem.forced.sum())
    if problem.model.counts_stations and problem.stations < forced:
        return text("siting.too-few", stations=problem.stations, forced=forced)
    if problem.model.counts_stations and problem.stations > usable:
        return text("siting.too-many", stations=problem.stations, usable=usable)
    if points == 0:
        return ""
    if usable == 0 and problem.model is not Model.MAX_COVER:
        return text("siting.no-sites")
    if problem.model is not Model.MAX_COVER:
        cut_off = np.flatnonzero(~_reached(problem))
        if len(cut_off):
            return text("siting.out-of-reach", points=shortlist(cut_off), radius=_radius_words(problem))
    return _capacity_obstacle(problem) if problem.model.has_capacities else ""


def _reached(problem: SitingProblem) -> Bools:
    """Tell which points have a usable site within reach."""
    nearest = problem.travel.nearest(np.flatnonzero(~problem.forbidden).astype(np.int32))
    metres = [problem.travel.between(point, int(site)) if site >= 0 else np.inf for point, site in enumerate(nearest)]
    return np.isfinite(metres) & (np.array(metres) <= problem.radius_m)


def _radius_words(problem: SitingProblem) -> str:
    return f"{problem.radius_m:g} m" if np.isfinite(problem.radius_m) else "∞"


def _capacity_obstacle(problem: SitingProblem) -> str:
    """Compare loads and capacities: the largest load, and the sum against the largest sites that may be open."""
    capacities = np.where(problem.forbidden, -1.0, problem.capacities)
    largest = float(problem.loads.max())
    if largest > capacities.max():
        return text(
            "siting.load-too-large",
            point=int(problem.loads.argmax()),
            load=f"{largest:g}",
            capacity=f"{capacities.max():g}",
        )
    count = problem.stations if problem.model.counts_stations else int((~problem.forbidden).sum())
    others = np.sort(capacities[~problem.forced & ~problem.forbidden])[::-1]
    room = capacities[problem.forced].sum() + others[: count - int(problem.forced.sum())].sum()
    if problem.loads.sum() > room * (1 + 1e-12):
        return text("siting.load-too-much", load=f"{problem.loads.sum():g}", stations=count, capacity=f"{room:g}")
    return ""
