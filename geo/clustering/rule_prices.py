"""What each rule in use is worth: the fall of the score a month were it given up, or eased by one step.

Two ways, each said beside its number. A short search around the plan, with the rule given up, finds a plan that saves
so much *at least*; it costs hundredths of a second a rule and is done for every plan. On request the problem without
the rule is solved as the plan was, with a bound: then the price stands between two numbers, or is proved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.clustering.checker import check
from geo.clustering.improve import anneal_plan
from geo.clustering.problem import Ints, Problem, Solution
from geo.clustering.reduction import Reduced, reduce_problem
from geo.clustering.region_cost import score
from geo.clustering.region_kernel import search_arrays
from geo.clustering.relaxations import LIFTED, Leeway, Relaxation, relaxations
from geo.clustering.search import penalty_cny
from geo.clustering.solver import solve_regions
from geo.plan import Status
from geo.policy.explain import ExplainPolicy
from geo.policy.sections import SolverPolicy
from geo.schema import RULE_PRICES
from geo.wording import text

PROVED, RANGE, AT_LEAST = "proved", "range", "at_least"
_TURNS = 2  # searches from different seeds: the second finds what one has passed by
_WORTH_CNY = 0.005
_SHOWN_CNY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class RulePrice:
    """The price of one rule in one sub-district, yuan-equivalents a month.

    Attributes
    ----------
    rule, step : which rule, and how it is eased (`relaxations.LIFTED`: given up).
    saving : what the best plan met without the rule saves against the best one known with it, which is the plan
        itself wherever that is proved.
    low, high : between them lies the price of the rule; `high` is ``inf`` where no bound is known. `low` is below
        `saving` where the plan itself is not proved: the difference might be had with the rule too.
    known : proved, range or at_least.
    paid : what the plan itself pays in exceptions to the rule, a part of `saving`.
    room_of, known_of : the best plans met without the rule and known with it, shape ``(n,)``.
    """

    rule: str
    step: str
    saving: float
    low: float
    high: float
    known: str
    paid: float
    room_of: Ints
    known_of: Ints

    @property
    def moved(self) -> int:
        """Number of estates that are served elsewhere without the rule."""
        return int((self.room_of != self.known_of).sum())

    @property
    def further_stations(self) -> int:
        """How many more stations there are without the rule."""
        return len(np.unique(self.room_of)) - len(np.unique(self.known_of))


def price_rules(
    problem: Problem,
    solution: Solution,
    leeway: Leeway,
    *,
    explain: ExplainPolicy,
    solver: SolverPolicy,
    seed: int,
) -> list[RulePrice]:
    """Price every rule in use in one sub-district, in the order of the rules.

    Parameters
    ----------
    solution : a plan that keeps every hard rule, with its proof; one without a plan has no prices but clashes.
    explain : how much work: none, a short search, or a full solution of each relaxed problem.
    """
    if explain.rule_prices == "none" or solution.proof.status is Status.INFEASIBLE:
        return []
    met: list[_Met] = []
    for relaxed in relaxations(problem, leeway):
        whole = met[-1] if relaxed.step != LIFTED else None
        if whole is None or solution.proof.value - whole.bound >= _SHOWN_CNY:  # a step is worth no more than the rule
            met.append(_look(relaxed, solution, explain=explain, solver=solver, seed=seed))
    known = _cheapest(problem, [solution.room_of, *(plan for one in met for plan in one.plans)])
    return [_price(problem, solution, one, met, known) for one in met]


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """What the search without a rule met: plans, and the bound of a solution (-inf: none)."""

    relaxed: Relaxation
    plans: list[Ints]
    bound: float


def _look(relaxed: Relaxation, solution: Solution, *, explain: ExplainPolicy, solver: SolverPolicy, seed: int) -> _Met:
    plans, bound = _searched(relaxed.problem, solution.room_of, moves=explain.search_moves, seed=seed), -math.inf
    if explain.rule_prices == "solve":
        again = solve_regions(relaxed.problem, solver=solver, seed=seed, time_limit_s=explain.seconds_per_rule)
        plans, bound = [*plans, again.room_of], again.proof.bound
    return _Met(relaxed, plans, bound)


def _cheapest(problem: Problem, plans: Sequence[Ints]) -> Ints:
    """Return the cheapest plan that keeps every rule; the first one, which does, among equals."""
    best, value = plans[0], score(problem, plans[0]).total
    for plan in plans[1:]:
        reached = score(problem, plan).total
        if reached < value - _WORTH_CNY and not check(problem, plan.tolist()):
            best, value = plan, reached
    return best


def _price(problem: Problem, solution: Solution, one: _Met, met: Sequence[_Met], known: Ints) -> RulePrice:
    """Price one rule against the cheapest plan known with it, so that no rule is charged with the plan's own slack."""
    own, relaxed, proof = solution.room_of, one.relaxed, solution.proof
    same_rule = [other for other in met if other.relaxed.rule == relaxed.rule]
    steps = [plan for other in same_rule if relaxed.step == LIFTED for plan in other.plans]
    room_of = _cheapest(relaxed.problem, [known, own, *one.plans, *steps])
    best = score(relaxed.problem, room_of).total
    reference = score(problem, known).total
    saving = max(0.0, reference - best)
    paid = min(saving, max(0.0, proof.value - score(relaxed.problem, own).total))
    low = saving if proof.status is Status.OPTIMAL else max(0.0, proof.bound - best)
    high = max(
        saving, reference - max(other.bound for other in same_rule if other.relaxed.step in {LIFTED, relaxed.step})
    )
    is_closed = high - low <= max(_WORTH_CNY, 1e-6 * abs(proof.value))
    told = AT_LEAST if math.isinf(high) else PROVED if is_closed else RANGE
    return RulePrice(relaxed.rule, relaxed.step, saving, low, high, told, paid, room_of, known)


def _searched(problem: Problem, room_of: Ints, *, moves: int, seed: int) -> list[Ints]:
    """Look around a plan for cheaper ones, by short annealings from it."""
    reduced = reduce_problem(problem)
    if reduced.is_impossible or moves <= 0:
        return []
    start, arrays = _start(reduced, room_of), search_arrays(reduced, penalty_cny(reduced))
    found = [
        anneal_plan(reduced, arrays, start, moves=moves // _TURNS, seed=seed + turn).room_of_unit
        for turn in range(_TURNS)
    ]
    return [reduced.rooms_of_estates(rooms) for rooms in found if (rooms >= 0).all()]


def _start(reduced: Reduced, room_of: Ints) -> Ints:
    start = np.zeros(reduced.unit_count, np.int32)
    start[reduced.unit_of] = np.unique(room_of, return_inverse=True)[1].ravel()
    return start


def rule_prices_table(problem: Problem, prices: Sequence[RulePrice], regions: pd.DataFrame) -> pd.DataFrame:
    """Write the prices as table RULE_PRICES, dearest first, a rule's steps after it.

    Parameters
    ----------
    regions : table REGIONS of the plan that the rules were priced for; empty where it describes another.
    """
    names = dict(zip(regions["station_id"], regions["name"], strict=True))
    worth = {price.rule: price.saving for price in prices if price.step == LIFTED}
    told = [price for price in prices if price.step == LIFTED or worth[price.rule] >= _SHOWN_CNY]
    ordered = sorted(told, key=lambda price: (-round(worth.get(price.rule, 0.0), 2), price.rule, price.step != LIFTED))
    rows = [_row(problem, price, names) for price in ordered]
    return RULE_PRICES.conform(pd.DataFrame(rows, columns=RULE_PRICES.names()))


def _row(problem: Problem, price: RulePrice, names: dict[str, str]) -> dict[str, object]:
    touched = _touched(price.known_of, price.room_of)
    shown = [names[problem.room_ids[room]] for room in touched if problem.room_ids[room] in names]
    return {
        "subdistrict": problem.name,
        "rule": price.rule,
        "step": price.step,
        "saving_cny": price.saving,
        "price_low_cny": price.low,
        "price_high_cny": price.high if math.isfinite(price.high) else np.nan,
        "known": price.known,
        "paid_cny": price.paid,
        "moved": price.moved,
        "further_stations": price.further_stations,
        "regions": text("list.separator").join(shown) or None,
        "explanation": _sentence(price),
    }


def _touched(room_of: Ints, other: Ints) -> list[int]:
    """List the rooms of the plan's regions that another plan changes, most estates first."""
    rooms, counts = np.unique(room_of[room_of != other], return_counts=True)
    return [int(room) for _, room in sorted(zip((-counts).tolist(), rooms.tolist(), strict=True))]


def _sentence(price: RulePrice) -> str:
    step = text("why.lifted") if price.step == LIFTED else text("why.eased", step=price.step)
    rule = text(f"rule.{price.rule}")
    if price.saving < _SHOWN_CNY:
        none = "why.nothing_sure" if price.known == PROVED else "why.nothing_found"
        rest = text("why.at_most", high=f"{price.high:,.0f}") if price.known == RANGE else ""
        return text(none, rule=rule, step=step) + rest
    numbers = {name: f"{getattr(price, name):,.0f}" for name in ("saving", "low", "high", "paid")}
    said = [text(f"why.{price.known}", rule=rule, step=step, **numbers)]
    if price.paid >= _SHOWN_CNY:
        said.append(text("why.paid", **numbers))
    if price.moved:
        said.append(text("why.moved", moved=price.moved))
    if price.further_stations:
        said.append(text("why.stations", further=f"{price.further_stations:+d}"))
    if price.saving - price.low >= _SHOWN_CNY and price.known == AT_LEAST:
        said.append(text("why.unproved", **numbers))
    return text("reason.separator").join(said)
