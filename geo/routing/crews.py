"""Crews: how few of them do the work of a week, the best week for that many, and its days evened out.

No week can be done with fewer crews than its work needs hours (`crews_bound`). From above, crews are taken away as
long as every visit still finds a place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from geo.plan import Proof, Status
from geo.routing.daytimes import from_the_morning
from geo.routing.fleet.problem import CrewKind, Tour, WeekAnswer, WeekPlan, WeekProblem
from geo.routing.fleet.solver import solve_week
from geo.routing.weeks import Week, is_daily

_CREW_DAY_S = 86_400  # the fixed cost of a tour while crews are counted: above any saving of seconds on the way


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to search and how even the days are to be.

    Attributes
    ----------
    visits_searched : iterations times visits of a day, for each problem.
    time_limit_s : seconds of each problem; None: none.
    """

    visits_searched: int
    seed: int = 0
    time_limit_s: float | None = None


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
    answer = _on_all_days(answer, problem.days) if daily else answer
    tours = tuple(from_the_morning(week, tour) for tour in answer.plan.tours)
    return Solved(week, replace(answer, plan=replace(answer.plan, tours=tours)), bound)


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
    """Search small problems long and large ones within the same work."""
    visits_day = sum(len(job.patterns[0]) for job in problem.jobs) / problem.days
    return max(20, round(effort.visits_searched / max(visits_day, 1.0)))


def _fewest(problem: WeekProblem, most: int | None, bound: int, iterations: int, effort: Effort) -> WeekAnswer:
    """Find the fewest crews that serve all; then the least hours with that many."""
    quick = max(20, iterations // 4)
    free = _solve(_with_crews(problem, most, fixed=_CREW_DAY_S), quick, effort)
    crews = _used(free.plan)
    while crews > max(bound, 1) and not free.plan.unserved:
        fewer = _solve(_with_crews(problem, crews - 1, fixed=0), quick, effort)
        if fewer.plan.unserved:
            break
        free, crews = fewer, _used(fewer.plan)
    return _solve(_with_crews(problem, crews, fixed=0), iterations, effort, start=free.plan)


def _solve(problem: WeekProblem, iterations: int, effort: Effort, start: WeekPlan | None = None) -> WeekAnswer:
    return solve_week(problem, seed=effort.seed, iterations=iterations, time_limit_s=effort.time_limit_s, start=start)


def _with_crews(problem: WeekProblem, count: int | None, *, fixed: int) -> WeekProblem:
    kinds: tuple[CrewKind, ...] = tuple(replace(kind, count=count, fixed_cost=fixed) for kind in problem.kinds)
    return replace(problem, kinds=kinds)


def _used(plan: WeekPlan) -> int:
    return max((tour.number + 1 for tour in plan.tours), default=0)


def _one_of_many(problem: WeekProblem) -> WeekProblem:
    """Take one day of a week in which all days ask for the same."""
    jobs = tuple(replace(job, patterns=((0,),), one_crew=False) for job in problem.jobs)
    return replace(problem, jobs=jobs, days=1)


def _on_all_days(answer: WeekAnswer, days: int) -> WeekAnswer:
    """Drive one day's tours on every day of the week; value and bound grow with them."""
    tours: tuple[Tour, ...] = tuple(replace(tour, day=day) for day in range(days) for tour in answer.plan.tours)
    proof = replace(
        answer.proof, value=answer.proof.value * days, bound=answer.proof.bound * days, floor=answer.proof.floor * days
    )
    return replace(answer, plan=replace(answer.plan, tours=tours), proof=proof)
