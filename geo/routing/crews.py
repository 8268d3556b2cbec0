"""Crews: how few of them do the work of a week, the best week for that many, and its days evened out.

No week can be done with fewer crews than its work needs hours (`crews_bound`). From there crews are added until every
visit finds a place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from geo.plan import Proof, Status
from geo.routing.daytimes import from_the_morning
from geo.routing.fleet.balance import balance_week
from geo.routing.fleet.problem import CrewKind, Tour, WeekAnswer, WeekPlan, WeekProblem
from geo.routing.fleet.solver import solve_week
from geo.routing.weeks import Week, is_daily

_ENOUGH_A_VISIT = 8  # iterations a visit of the week beyond which small problems stood still (measured)
_LEAST = 300  # iterations below which even a small search misses what it could find (measured)
_QUICKER = 4  # the search that only asks whether so many crews are enough


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to search and how even the days are to be.

    Attributes
    ----------
    visits_searched : iterations times visits of a day, for each problem.
    time_limit_s : seconds of each search of a problem; None: none.
    longest, shortest, price : the longest and shortest day over the mean that are wished, and the most hours that
        they may add, as a share; ``longest`` None: days are left as they are.
    """

    visits_searched: int
    seed: int = 0
    time_limit_s: float | None = None
    longest: float | None = None
    shortest: float = 0.0
    price: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A week with its answer over all its working days.

    Attributes
    ----------
    answer : of `week.problem`, unserved works named there.
    crews_bound : fewest crews by hours.
    price : share by which balancing added to the hours, None where it was not asked for.
    """

    week: Week
    answer: WeekAnswer
    crews_bound: int
    price: float | None = None

    @property
    def crews(self) -> int:
        """Crews with any tour in the week."""
        return len({(tour.kind, tour.number) for tour in self.answer.plan.tours})


def solve_depot_week(week: Week, effort: Effort) -> Solved:
    """Plan the week of one role at one depot: fewest crews (or those of the posts), least hours, days evened out."""
    problem, bound = week.problem, crews_bound(week.problem)
    if not problem.jobs or week.most_crews == 0:
        nothing = Proof(Status.OPTIMAL, 0.0, 0.0)
        return Solved(week, WeekAnswer(WeekPlan((), tuple(range(len(problem.jobs)))), nothing), bound)
    daily = is_daily(problem)
    asked = _one_of_many(problem) if daily else problem
    iterations = _iterations(asked, effort)
    answer = _fewest(asked, week.most_crews, bound, iterations, effort)
    price = None
    if effort.longest is not None and len(answer.plan.tours) > 1:
        answer = _evened(_with_crews(asked, _used(answer.plan)), answer, effort.longest, iterations, effort)
        price = answer.notes.get("price")
    answer = _on_all_days(answer, problem.days) if daily else answer
    tours = tuple(from_the_morning(week, tour) for tour in answer.plan.tours)
    return Solved(week, replace(answer, plan=replace(answer.plan, tours=tours)), bound, price)


def crews_bound(problem: WeekProblem) -> int:
    """Return the fewest crews whose hours hold the work, without any way between the places.

    Each crew works `most_s` a day on the days of the week; loads of one trip and windows are left aside, so that no
    plan can do with fewer.
    """
    kind = problem.kinds[0]
    day_s = min(kind.most_s or kind.shift[1], kind.shift[1] - kind.shift[0])
    work_s = sum(job.service_s * len(job.patterns[0]) for job in problem.jobs)
    return math.ceil(work_s / (day_s * problem.days)) if work_s and day_s > 0 else 0


def _iterations(problem: WeekProblem, effort: Effort) -> int:
    """Search small problems until more would find nothing, and large ones within the same work."""
    visits = sum(len(job.patterns[0]) for job in problem.jobs)
    return max(_LEAST, round(min(_ENOUGH_A_VISIT * visits, effort.visits_searched * problem.days / max(visits, 1))))


def _fewest(problem: WeekProblem, most: int | None, bound: int, iterations: int, effort: Effort) -> WeekAnswer:
    """Find the fewest crews that serve all, from the bound upwards; then the least hours with that many.

    Where crews are limited, as much as they can do.
    """
    limit = len(problem.jobs) if most is None else most
    quick = max(_LEAST, iterations // _QUICKER)
    crews, too_few = min(limit, max(1, bound)), max(1, bound) - 1
    found = _solve(_with_crews(problem, crews), quick, effort)
    while found.plan.unserved and crews < limit:
        too_few, crews = crews, min(crews + _further_crews(problem, found.plan), limit)
        found = _solve(_with_crews(problem, crews), quick, effort)
    while crews - too_few > 1 and not found.plan.unserved:
        between = (crews + too_few) // 2
        fewer = _solve(_with_crews(problem, between), quick, effort)
        too_few, crews, found = (between, crews, found) if fewer.plan.unserved else (too_few, between, fewer)
    return _solve(_with_crews(problem, crews), iterations, effort, start=found.plan)


def _further_crews(problem: WeekProblem, plan: WeekPlan) -> int:
    """Return how many more crews the work left out takes at least."""
    kind = problem.kinds[0]
    left_s = sum(problem.jobs[job].service_s * len(problem.jobs[job].patterns[0]) for job in plan.unserved)
    return max(1, left_s // ((kind.most_s or kind.shift[1] - kind.shift[0]) * problem.days))


def _solve(problem: WeekProblem, iterations: int, effort: Effort, start: WeekPlan | None = None) -> WeekAnswer:
    return solve_week(problem, seed=effort.seed, iterations=iterations, time_limit_s=effort.time_limit_s, start=start)


def _with_crews(problem: WeekProblem, count: int) -> WeekProblem:
    kinds: tuple[CrewKind, ...] = tuple(replace(kind, count=count) for kind in problem.kinds)
    return replace(problem, kinds=kinds)


def _one_of_many(problem: WeekProblem) -> WeekProblem:
    """Take one day of a week in which all days ask for the same."""
    jobs = tuple(replace(job, patterns=((0,),), one_crew=False) for job in problem.jobs)
    return replace(problem, jobs=jobs, days=1)


def _evened(problem: WeekProblem, answer: WeekAnswer, longest: float, iterations: int, effort: Effort) -> WeekAnswer:
    return balance_week(
        problem, answer, longest=longest, shortest=effort.shortest, most_price=effort.price, seed=effort.seed,
        iterations=max(_LEAST, iterations // 2), time_limit_s=effort.time_limit_s,
    )  # fmt: skip


def _used(plan: WeekPlan) -> int:
    return max((tour.number + 1 for tour in plan.tours), default=0)


def _on_all_days(answer: WeekAnswer, days: int) -> WeekAnswer:
    """Drive one day's tours on every day of the week; value and bound grow with them."""
    tours: tuple[Tour, ...] = tuple(replace(tour, day=day) for day in range(days) for tour in answer.plan.tours)
    proof = replace(
        answer.proof, value=answer.proof.value * days, bound=answer.proof.bound * days, floor=answer.proof.floor * days
    )
    return replace(answer, plan=replace(answer.plan, tours=tours), proof=proof)
