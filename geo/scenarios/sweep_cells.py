"""The pieces of a sweep: one sub-district opened once, then solved for one number of stations at a time.

Such a piece (a cell) has nothing to do with the city around it, so cells run in any order on any number of processes,
and every total of the city is put together from the same ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

import numpy as np

from geo.clustering.bound import lagrangian_bound
from geo.clustering.count_range import CountRange, count_range
from geo.clustering.groups_first import form_groups_first
from geo.clustering.problem import Floats, Ints, Problem, Solution
from geo.clustering.reduction import reduce_problem
from geo.clustering.search import SearchPlan, search_plan
from geo.clustering.solver import solve_regions
from geo.findings import Report
from geo.plan import Status
from geo.policy import Policy
from geo.policy.sections import SolverPolicy
from geo.scenarios.by_hand import by_hand
from geo.scenarios.ground import Ground, survey
from geo.scenarios.parts import Part
from geo.scenarios.shortages import report_shortages
from geo.wording import using_language

_ASCENTS = 400  # steps of the quick bound where column generation will give none


@dataclass(frozen=True, slots=True)
class Opening:
    """A part to be opened, with the numbers of stations worth a quick look."""

    part: Part
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A part ready to be solved for any number of stations.

    Attributes
    ----------
    reach : the numbers that no rule excludes outright.
    quick : score of a quick plan by number, ``inf`` where none keeps the rules; `plans` are those plans.
    floors : quick bounds by number, ``-inf`` where none was made; shape ``(reach.most + 1,)``.
    digest : of the problem, by which solved numbers are known again.
    """

    ground: Ground
    problem: Problem
    reach: CountRange
    quick: dict[int, float]
    plans: dict[int, Ints]
    floors: Floats
    report: Report
    digest: str

    @property
    def part(self) -> Part:
        """The part that was opened."""
        return self.ground.part


@dataclass(frozen=True, slots=True, eq=False)
class CellTask:
    """One number of stations of one part, with plans that are known for it."""

    problem: Problem
    stations: int
    solver: SolverPolicy
    seed: int
    time_limit_s: float | None
    known: tuple[Ints, ...]


def open_part(opening: Opening) -> Opened:
    """Survey a part and look quickly at its numbers of stations; runs in the caller's process or in a worker."""
    part = opening.part
    with using_language(part.lang):
        report = Report()
        ground = survey(part, report)
        hand = by_hand(ground, report)
        problem = ground.problem(report, locks=part.companions.locks if hand is None else hand.locks)
        if part.policy.groups.formed == "first":
            problem = form_groups_first(problem, ground.neighbourhood.links, part.policy.groups, report).problem
        own = part.estates.set_index("estate_id").loc[list(problem.estate_ids)]
        report_shortages(problem, [str(name) for name in own["name"]], report)
    reach = count_range(problem)
    low, high = max(reach.fewest, min(opening.low, reach.most)), min(reach.most, max(opening.high, reach.fewest))
    quick = _look(problem, range(high, low - 1, -1), part.policy, part.seed)
    floors = _floors(problem, reach, part.policy.solver, {count: plan.value for count, plan in quick.items()})
    values = {count: plan.value if plan.keeps_rules else np.inf for count, plan in quick.items()}
    plans = {count: plan.room_of for count, plan in quick.items() if plan.keeps_rules}
    return Opened(ground, problem, reach, values, plans, floors, report, digest_of(problem))


def with_count(problem: Problem, stations: int) -> Problem:
    """Return the problem with a number of stations as its rule."""
    return replace(problem, rules=replace(problem.rules, station_min=stations, station_max=stations))


def sweep_solver(policy: Policy) -> SolverPolicy:
    """Return the limits of work for one number of stations of one sub-district."""
    solver, sweep = policy.solver, policy.sweep
    return solver.model_copy(
        update={
            "regions_visited": min(solver.regions_visited, sweep.regions_visited),
            "nodes": min(solver.nodes, sweep.nodes),
            "search_moves": min(solver.search_moves, sweep.search_moves),
        }
    )


def solve_cell(task: CellTask) -> Solution:
    """Solve one number of stations of one part, by the one door to the optimiser."""
    problem = with_count(task.problem, task.stations)
    return solve_regions(problem, solver=task.solver, seed=task.seed, time_limit_s=task.time_limit_s, known=task.known)


def cell_value(solution: Solution) -> float:
    """Return the score of a cell's plan, ``inf`` where it has none."""
    return np.inf if solution.proof.status is Status.INFEASIBLE else solution.proof.value


def cell_bound(solution: Solution) -> float:
    """Return what no plan of the cell can be below; ``inf`` where it is proved that there is none."""
    if solution.proof.status is Status.INFEASIBLE:
        return np.inf if is_proved_empty(solution) else -np.inf
    return min(solution.proof.bound, solution.proof.value)


def is_proved_empty(solution: Solution) -> bool:
    """Tell whether it is settled that a cell has no plan; where it is not, some limit of work stopped the search."""
    return solution.proof.status is Status.INFEASIBLE and not solution.proof.stopped_by


def digest_of(problem: Problem) -> str:
    """Return a digest of everything in a problem, the same on every machine."""
    digest = hashlib.sha256()
    for piece in _pieces(problem):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(value: object) -> Sequence[bytes]:
    if isinstance(value, np.ndarray):
        return [str((value.dtype.str, value.shape)).encode(), np.ascontiguousarray(value).tobytes()]
    if is_dataclass(value) and not isinstance(value, type):
        return [piece for one in fields(value) for piece in (one.name.encode(), *_pieces(getattr(value, one.name)))]
    if isinstance(value, dict):
        return [piece for key in sorted(value) for piece in (str(key).encode(), *_pieces(value[key]))]
    if isinstance(value, tuple):
        return [b"(", *(piece for part in value for piece in _pieces(part)), b")"]
    return [repr(value).encode(), b";"]


def _look(problem: Problem, counts: Sequence[int], policy: Policy, seed: int) -> dict[int, SearchPlan]:
    """Search quickly, most stations first; each number also starts from the stations of the one before."""
    moves = sweep_solver(policy).search_moves // 5
    found: dict[int, SearchPlan] = {}
    rooms: Ints | None = None
    for count in counts:
        reduced = reduce_problem(with_count(problem, count))
        if reduced.is_impossible or problem.room_count == 0:
            return found
        plan = search_plan(reduced, moves=moves, seed=seed)
        if rooms is not None:
            again = search_plan(reduced, moves=moves, seed=seed + 1, rooms=rooms)
            plan = again if again.is_better_than(plan) else plan
        found[count] = plan
        rooms = np.unique(plan.room_of[plan.room_of >= 0]).astype(np.int32) if plan.keeps_rules else None
    return found


def _floors(problem: Problem, reach: CountRange, solver: SolverPolicy, quick: dict[int, float]) -> Floats:
    """Bound every number of stations where the exact model will not do it for the neighbours of a number."""
    floors = np.full(reach.most + 1, -np.inf)
    if problem.posts is not None and problem.estate_count <= solver.exact_max_estates:
        return floors
    for count in range(reach.fewest, reach.most + 1):
        reduced = reduce_problem(with_count(problem, count))
        if not reduced.is_impossible:
            floors[count] = lagrangian_bound(reduced, quick.get(count, np.inf), iterations=_ASCENTS).value
    return floors
