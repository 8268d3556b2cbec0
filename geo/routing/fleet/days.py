"""A week day by day: each day searched on its own, from nothing or from the orders it has."""

from __future__ import annotations

from geo.progress import Task
from geo.routing.fleet.budget import Budget
from geo.routing.fleet.pyvrp_day import DayAnswer, DayTask, solve_day
from geo.routing.fleet.timetable import Order, timetable
from geo.routing.fleet.week import Week, day_cost


def tour_days(week: Week, budget: Budget, *, share: float, seed: int, prize: int, task: Task) -> None:
    """Search each day from nothing; a job that fits on none of its days is given up for the week."""
    week.orders = [() for _ in range(week.problem.days)]
    busy = [day for day in range(week.problem.days) if week.jobs_on(day)]
    for position, day in enumerate(busy):
        part = share / (1.0 + share * (len(busy) - 1 - position)) if len(busy) > 1 else share
        asked = week.task(day)
        answer = _first_tours(week, asked, budget, share=part, seed=seed, prize=prize)
        week.orders[day] = () if answer is None else answer.orders
        for job in asked.jobs if answer is None else answer.left_out:
            week.give_up(job)
        task.advance()
    week.let_go()


def _first_tours(
    week: Week, asked: DayTask, budget: Budget, *, share: float, seed: int, prize: int
) -> DayAnswer | None:
    """Search a day with every job in it; where that cannot be, once more with jobs left out at a price."""
    if not asked.crews:
        return None
    iterations, seconds = budget.part(share)
    answer = solve_day(asked, seed=seed, iterations=iterations, time_limit_s=seconds)
    budget.spend(answer.iterations, iterations)
    if answer.is_feasible:
        return answer
    iterations, seconds = budget.part(share / 2)
    start = [kept for order in answer.orders if (kept := _held(week, order)) is not None]
    answer = solve_day(asked, seed=seed, iterations=iterations, time_limit_s=seconds, prize=prize, start=start)
    budget.spend(answer.iterations, iterations)
    return answer


def _held(week: Week, order: Order) -> Order | None:
    """Cut an order down to what holds."""
    current: Order | None = order
    while current is not None and timetable(week.problem, current) is None:
        current = current.without({current.jobs()[-1]})
    return current


def polish_days(week: Week, budget: Budget, *, seed: int, task: Task) -> None:
    """Search each day on from the orders it has; what is not better, or does not hold, is not taken."""
    busy = [day for day in range(week.problem.days) if week.orders[day]]
    for position, day in enumerate(busy):
        iterations, seconds = budget.part(1.0 / (len(busy) - position))
        before = day_cost(week.problem, week.orders[day])
        answer = solve_day(
            week.task(day), seed=seed, iterations=iterations, time_limit_s=seconds, start=week.orders[day]
        )
        budget.spend(answer.iterations, iterations)
        after = day_cost(week.problem, answer.orders) if answer.is_feasible and not answer.left_out else None
        if after is not None and (before is None or after < before):
            week.orders[day] = answer.orders
        task.advance()
