"""The week of crews that share jobs: days chosen, days toured, orders timed, the whole checked and proved.

`solve_week` is the door. Where days are to be chosen, `periodic` searches the whole week and PyVRP (`pyvrp_day`)
goes on with each day; else PyVRP searches each day, and `periodic` puts in what it left out. `timetable` gives the
times, `checker` recomputes everything, and `bound` says how far from the least cost it is.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from geo.errors import SolverError, shortlist
from geo.plan import Proof, Status
from geo.progress import Progress, Silent, Task
from geo.routing.fleet.alone import doable, patterns_of
from geo.routing.fleet.bound import least_cost
from geo.routing.fleet.budget import Budget
from geo.routing.fleet.checker import check_week, cost_of
from geo.routing.fleet.days import polish_days, tour_days
from geo.routing.fleet.ground import fits_arrays, ground_of
from geo.routing.fleet.keepers import first_homes, first_keepers
from geo.routing.fleet.patterns import first_patterns
from geo.routing.fleet.periodic import search_week
from geo.routing.fleet.problem import WeekAnswer, WeekPlan, WeekProblem
from geo.routing.fleet.soundness import require_sound
from geo.routing.fleet.timetable import Order, order_of, timetable
from geo.routing.fleet.week import Week
from geo.wording import text

STEPS = 20  # steps of the search over the week that take about the time of one iteration of PyVRP
_WEEK_SHARE = 0.85  # of the budget for the search over the week where days are chosen
_REPAIR_SHARE = 0.15  # of the budget kept for what the days left out


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

    As many jobs as can be are served, whatever that costs. No proof of that count is given: the bound is on the cost
    of serving the jobs that are served.

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
    week = Week(problem, can, patterns, first_patterns(problem, patterns))
    visits = sum(len(pattern) for pattern in week.chosen.values())
    until_s = None if time_limit_s is None else time.monotonic() + time_limit_s
    budget = Budget(400 + 40 * visits if iterations is None else max(1, iterations), until_s)
    prize = absent_price(problem, int(alone.max(initial=0)))
    with (progress or Silent()).task(text("fleet.progress"), total=None) as task:
        if week.chosen:
            _search(week, budget, start=start, seed=seed, prize=prize, task=task)
    return answer_of(problem, week.plan() if week.orders else WeekPlan((), week.left_out), budget)


def absent_price(problem: WeekProblem, dearest: int) -> int:
    """Return a price of leaving a job out that is above what any job can add, given the dearest tour for one job."""
    most = max((len(pattern) for job in problem.jobs for pattern in job.patterns), default=1)
    return 4 * (1 + most) * (dearest + 1)


def _search(week: Week, budget: Budget, *, start: WeekPlan | None, seed: int, prize: int, task: Task) -> None:
    """Search by the way that suits the week: over all days at once, or day by day."""
    can_search = fits_arrays(week.problem)
    given = _orders_of(week, start) if start is not None else []
    is_open = any(len(patterns) > 1 for patterns in week.patterns) or _has_keepers(week)
    if can_search and (is_open or given):
        _search_all(week, budget, share=_WEEK_SHARE, given=given, seed=seed, prize=prize)
        polish_days(week, budget, seed=seed, task=task)
        return
    week.crew = first_keepers(week.problem, week.can, week.chosen)
    week.home = first_homes(week.problem, week.can, week.chosen)
    wanted = set(week.chosen)
    kept = _REPAIR_SHARE if _is_tight(week) else 0.0
    tour_days(week, budget, share=1.0 - kept, seed=seed, prize=prize, task=task)
    if can_search and wanted - set(week.chosen):
        _search_all(week, budget, share=1.0, given=week.orders, seed=seed, prize=prize)
    elif kept:
        polish_days(week, budget, seed=seed, task=task)


def _has_keepers(week: Week) -> bool:
    jobs = week.problem.jobs
    return any((jobs[job].one_crew or jobs[job].one_depot) and len(days) > 1 for job, days in week.chosen.items())


def _is_tight(week: Week) -> bool:
    """Whether PyVRP may miss something that the week asks for."""
    return any(kind.rest is not None or kind.count is not None for kind in week.problem.kinds)


def _search_all(
    week: Week, budget: Budget, *, share: float, given: Sequence[Sequence[Order]], seed: int, prize: int
) -> None:
    """Search over the whole week and take what it found; orders that do not hold after all give up jobs."""
    iterations, seconds = budget.part(share)
    until_s = None if seconds is None else time.monotonic() + seconds
    ground = ground_of(week.problem, week.can, week.patterns)
    found = search_week(
        ground, seed=seed, steps=STEPS * iterations, until_s=until_s, absent_price=float(prize),
        start=given,
    )  # fmt: skip
    budget.spend(-(-found.steps // STEPS), iterations)
    week.take(found.orders)
    week.let_go()


def _orders_of(week: Week, start: WeekPlan) -> list[tuple[Order, ...]]:
    """List the orders of a plan by day, without jobs that are not on days of a pattern any more."""
    days: dict[int, set[int]] = {}
    for tour in start.tours:
        for stop in tour.stops():
            days.setdefault(stop.job, set()).add(tour.day)
    open_jobs = range(len(week.problem.jobs))
    gone = {job for job, on in days.items() if job not in open_jobs or tuple(sorted(on)) not in week.patterns[job]}
    orders = [order_of(tour).without(gone) for tour in start.tours if tour.day < week.problem.days]
    held = [order for order in orders if order is not None and timetable(week.problem, order) is not None]
    return [tuple(order for order in held if order.day == day) for day in range(week.problem.days)]


def answer_of(problem: WeekProblem, plan: WeekPlan, budget: Budget) -> WeekAnswer:
    """Check a plan and put it together with its proof.

    Raises
    ------
    SolverError
        Where the independent checker refuses it.
    """
    broken = check_week(problem, plan)
    if broken:
        told = shortlist(f"{fault.rule} ({fault.where}: {fault.found}, {fault.expected})" for fault in broken)
        raise SolverError(text("fleet.refused", found=told))
    value = cost_of(problem, plan)
    bound = min(least_cost(problem, plan.unserved, target=value), value)
    status = Status.OPTIMAL if bound >= value else Status.GAP
    proof = Proof(status, float(value), float(bound), stopped_by="clock" if budget.ran_out else "")
    return WeekAnswer(plan, proof, budget.used)
