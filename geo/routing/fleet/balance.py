"""Tours of like length: the longest and the shortest paid day brought near the mean, at a price in hours that is said.

The week is searched on from a plan with a price on each second by which a tour is longer or shorter than wished; the
price is raised until the wish is met or would cost too many hours.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.routing.fleet.alone import doable, patterns_of
from geo.routing.fleet.budget import Budget
from geo.routing.fleet.ground import Ground, fits_arrays, ground_of
from geo.routing.fleet.patterns import first_patterns
from geo.routing.fleet.periodic import Found, Wishes, search_week
from geo.routing.fleet.problem import WeekAnswer, WeekPlan, WeekProblem
from geo.routing.fleet.solver import STEPS, absent_price, answer_of
from geo.routing.fleet.timetable import order_of, timetable
from geo.routing.fleet.week import Week

_PRICES = (0.1, 0.3, 1.0, 4.0, 16.0)  # of a second off, in mean costs of a second; each goes on from the one before
_MARGIN = 0.02  # aimed inside the wish by this share of the mean, for waiting, which the search does not see
_WARM = 0.1  # first temperature, in mean costs of a visit: the plan is to be changed, not forgotten


@dataclass(frozen=True, slots=True)
class Balance:
    """How even the tours of a plan are: longest and shortest paid day over the mean, and all hours paid."""

    longest_over_mean: float
    shortest_over_mean: float
    paid_s: int

    def misses(self, longest: float, shortest: float) -> float:
        """Return how far the plan is from a wish, 0 where it is met."""
        return max(0.0, self.longest_over_mean - longest) + max(0.0, shortest - self.shortest_over_mean)


def balance_of(plan: WeekPlan) -> Balance:
    """Measure the tours of a plan, from leaving the depot to being back, rest and waiting within."""
    paid = [tour.finish_s - tour.start_s for tour in plan.tours]
    mean = sum(paid) / len(paid) if paid else 0.0
    if mean <= 0.0:
        return Balance(1.0, 1.0, sum(paid))
    return Balance(max(paid) / mean, min(paid) / mean, sum(paid))


def balance_week(
    problem: WeekProblem,
    answer: WeekAnswer,
    *,
    longest: float = 1.05,
    shortest: float = 0.85,
    most_price: float = 0.02,
    seed: int = 0,
    iterations: int | None = None,
    time_limit_s: float | None = None,
) -> WeekAnswer:
    """Make the tours of a plan of like length, for few more hours.

    Parameters
    ----------
    longest, shortest : wished limits of a paid day, over the mean paid day.
    most_price : most hours more than the plan has, as a share.

    Returns
    -------
    The most even plan within the price; `notes` holds ``longest_over_mean``, ``shortest_over_mean`` and ``price``
    (hours more, as a share) whether the wish was met or not. Jobs served stay served. A plan whose crews reload is
    returned as it is.
    """
    before = balance_of(answer.plan)
    best, told = answer, before
    if answer.plan.tours and before.misses(longest, shortest) > 0.0 and fits_arrays(problem):
        visits = sum(len(tour.stops()) for tour in answer.plan.tours)
        until_s = None if time_limit_s is None else time.monotonic() + time_limit_s
        budget = Budget(200 + 20 * visits if iterations is None else max(1, iterations), until_s)
        for plan in _tried(problem, answer, budget, aims=(longest, shortest), seed=seed):
            found = balance_of(plan)
            dearer = found.paid_s > before.paid_s * (1.0 + most_price)
            if dearer or found.misses(longest, shortest) >= told.misses(longest, shortest):
                continue
            best, told = answer_of(problem, plan, budget), found
            if told.misses(longest, shortest) == 0.0:
                break
    price = told.paid_s / before.paid_s - 1.0 if before.paid_s else 0.0
    notes = {"longest_over_mean": told.longest_over_mean, "shortest_over_mean": told.shortest_over_mean, "price": price}
    return replace(best, notes={**answer.notes, **notes})


def _tried(
    problem: WeekProblem, answer: WeekAnswer, budget: Budget, *, aims: tuple[float, float], seed: int
) -> Iterator[WeekPlan]:
    """Search at rising prices, each from the week before it, and yield the plans that serve as much."""
    can, alone = doable(problem)
    patterns = patterns_of(problem, can)
    left_out = set(answer.plan.unserved)
    patterns = [() if job in left_out else found for job, found in enumerate(patterns)]
    ground = ground_of(problem, can, patterns)
    orders = [tuple(order_of(tour) for tour in answer.plan.tours if tour.day == day) for day in range(problem.days)]
    for number, price in enumerate(_PRICES):
        iterations, seconds = budget.part(1.0 / (len(_PRICES) - number))
        found = search_week(
            ground, seed=seed + number, steps=STEPS * iterations, start=orders, warm=_WARM,
            until_s=None if seconds is None else time.monotonic() + seconds,
            absent_price=1000.0 * absent_price(problem, int(alone.max(initial=0))),
            wishes=_wishes(answer, ground, orders_paid=balance_of(answer.plan), aims=aims, price=price),
        )  # fmt: skip
        budget.spend(-(-found.steps // STEPS), iterations)
        if set(found.left_out) == left_out and _all_hold(problem, found):
            week = Week(problem, can, patterns, first_patterns(problem, patterns))
            week.take(found.orders)
            orders = found.orders
            yield week.plan()


def _all_hold(problem: WeekProblem, found: Found) -> bool:
    return all(timetable(problem, order) is not None for day in found.orders for order in day)


def _wishes(
    answer: WeekAnswer, ground: Ground, *, orders_paid: Balance, aims: tuple[float, float], price: float
) -> Wishes:
    """Say the wished lengths in seconds of work: a paid day less its rest."""
    tours = answer.plan.tours
    mean = orders_paid.paid_s / len(tours)
    rest_s = sum(int(ground.rest[tour.kind, 2]) for tour in tours if tour.rest_s is not None) / len(tours)
    a_second = answer.proof.value / max(1.0, orders_paid.paid_s)
    return Wishes(
        longest_s=mean * (aims[0] - _MARGIN) - rest_s,
        shortest_s=mean * (aims[1] + _MARGIN) - rest_s,
        price=price * max(1e-3, a_second),
    )
