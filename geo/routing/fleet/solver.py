"""The week of crews that share jobs: days chosen, days toured, orders timed, the whole checked and proved.

`solve_week` is the door. Days of visits are chosen in `patterns`, each day is searched by PyVRP behind `pyvrp_day`,
`timetable` gives the times, `checker` recomputes everything, and `bound` says how far from the least cost it is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from geo.errors import SolverError, shortlist
from geo.plan import Proof, Status
from geo.progress import Progress, Silent
from geo.routing.fleet.alone import doable, patterns_of
from geo.routing.fleet.bound import least_cost
from geo.routing.fleet.checker import check_week, cost_of
from geo.routing.fleet.keepers import first_keepers
from geo.routing.fleet.patterns import first_patterns
from geo.routing.fleet.problem import WeekAnswer, WeekPlan, WeekProblem
from geo.routing.fleet.pyvrp_day import DayAnswer, solve_day
from geo.routing.fleet.soundness import require_sound
from geo.routing.fleet.timetable import Order, order_of, timetable
from geo.routing.fleet.week import Week
from geo.wording import text

_WORTH = 20  # a job left out costs this many times the dearest tour for one job


@dataclass(slots=True)
class _Budget:
    """What is left of the iterations and of the time."""

    iterations: int
    until_s: float | None
    used: int = 0
    ran_out: bool = False

    def share(self, parts: int) -> tuple[int, float | None]:
        left_s = None if self.until_s is None else max(0.01, self.until_s - time.monotonic()) / max(1, parts)
        return max(1, (self.iterations - self.used) // max(1, parts)), left_s

    def spend(self, answer: DayAnswer, asked: int) -> None:
        self.used += answer.iterations
        self.ran_out |= answer.iterations < asked


def solve_week(
    problem: WeekProblem,
    *,
    seed: int = 0,
    iterations: int | None = None,
    time_limit_s: float | None = None,
    start: WeekPlan | None = None,
    progress: Progress | None = None,
) -> WeekAnswer:
    """Plan the tours of a week at little cost, every rule kept; jobs that do not fit are named unserved.

    Parameters
    ----------
    iterations : work limit of the search; by default one that grows with the number of visits.
    time_limit_s : stop by the clock as well (`proof.stopped_by` says so; then a seed does not fix the plan).
    start : a plan to go on from, of this problem or one much like it.

    Raises
    ------
    InputError
        Where the problem contradicts itself.
    SolverError
        Where the independent checker refuses the plan.
    """
    require_sound(problem)
    can, alone = doable(problem)
    patterns = patterns_of(problem, can)
    chosen = first_patterns(problem, patterns)
    week = Week(problem, can, patterns, chosen, first_keepers(problem, can, chosen))
    if start is not None:
        _take_days(week, start)
    visits = sum(len(pattern) for pattern in week.chosen.values())
    until_s = None if time_limit_s is None else time.monotonic() + time_limit_s
    budget = _Budget(iterations or 400 + 40 * visits, until_s)
    prize = _WORTH * (int(alone.max(initial=0)) + 1)
    with (progress or Silent()).task(text("fleet.progress"), total=problem.days) as task:
        for day in range(problem.days):
            _search_day(week, day, budget, seed=seed, prize=prize)
            task.advance()
    plan = week.plan()
    return _answer(problem, plan, budget)


def _take_days(week: Week, start: WeekPlan) -> None:
    """Take over the days (and the crews, for jobs that want one) of a plan, as far as they are allowed."""
    days: dict[int, set[int]] = {}
    for tour in start.tours:
        for stop in tour.stops():
            days.setdefault(stop.job, set()).add(tour.day)
            if stop.job in week.crew:
                week.crew[stop.job] = (tour.kind, tour.number)
    for job, found in days.items():
        pattern = tuple(sorted(found))
        if job in week.chosen and pattern in week.patterns[job]:
            week.chosen[job] = pattern
    week.orders = [tuple(order_of(tour) for tour in start.tours if tour.day == day) for day in range(week.problem.days)]


def _search_day(week: Week, day: int, budget: _Budget, *, seed: int, prize: int) -> None:
    """Search one day; jobs that stay out, and orders that do not hold when timed, cost the job its week."""
    while len(week.orders) <= day:
        week.orders.append(())
    week.orders[day] = ()
    if not week.jobs_on(day):
        return
    task = week.task(day)
    asked, left_s = budget.share(week.problem.days - day)
    answer = None
    if task.crews:
        answer = solve_day(task, seed=seed, iterations=asked, time_limit_s=left_s)
        budget.spend(answer, asked)
        if not answer.is_feasible:
            held = _held(week, answer)
            answer = solve_day(task, seed=seed, iterations=asked, time_limit_s=left_s, prize=prize, start=held)
            budget.spend(answer, asked)
    week.orders[day] = answer.orders if answer is not None else ()
    for job in task.jobs if answer is None else answer.left_out:
        week.give_up(job)
    _hold(week, day)


def _held(week: Week, answer: DayAnswer) -> list[Order]:
    """Cut the orders of an answer down to what holds."""
    kept: list[Order] = []
    for order in answer.orders:
        current: Order | None = order
        while current is not None and timetable(week.problem, current) is None:
            current = current.without({current.jobs()[-1]})
        kept += [current] if current is not None else []
    return kept


def _hold(week: Week, day: int) -> None:
    """Take jobs out of orders that do not hold when timed, the last of them first, until all hold."""
    for order in list(week.orders[day]):
        current = order
        while timetable(week.problem, current) is None:
            job = current.jobs()[-1]
            week.give_up(job)
            kept = current.without({job})
            if kept is None:
                break
            current = kept


def _answer(problem: WeekProblem, plan: WeekPlan, budget: _Budget) -> WeekAnswer:
    broken = check_week(problem, plan)
    if broken:
        told = shortlist(f"{fault.rule} ({fault.where}: {fault.found}, {fault.expected})" for fault in broken)
        raise SolverError(text("fleet.refused", found=told))
    value = cost_of(problem, plan)
    bound = min(least_cost(problem, plan.unserved), value)
    status = Status.OPTIMAL if bound >= value else Status.GAP
    stopped_by = "clock" if budget.ran_out else ""
    return WeekAnswer(plan, Proof(status, float(value), float(bound), stopped_by=stopped_by), budget.used)
