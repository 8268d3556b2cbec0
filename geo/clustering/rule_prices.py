"""What each rule in use is worth: the fall of the score a month were it given up, or eased by one step.

Two ways, each said beside its number. A short search around the plan, with the rule given up, finds a plan that saves
so much *at least*; it costs hundredths of a second a rule and is done for every plan. On request the problem without
the rule is solved as the plan was, with a bound: then the price stands between two numbers, or is proved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from geo.policy.sections import ExplainPolicy, SolverPolicy
from geo.schema import RULE_PRICES
from geo.wording import text

PROVED, RANGE, AT_LEAST = "proved", "range", "at_least"
# Heats at the start of the two searches around a plan; measured on the sample, docs/why.md.
_HEATS = (0.01, 0.05)
_WORTH_CNY = 0.005
_SHOWN_CNY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class RulePrice:
    """The price of one rule in one sub-district, yuan-equivalents a month.

    Attributes
    ----------
    rule, step : which rule, and how it is eased (`relaxations.LIFTED`: given up).
    saving : what the best plan met without the rule saves against the plan.
    low, high : between them lies the price of the rule; `high` is ``inf`` where no bound is known. `low` is below
        `saving` where the plan itself is not proved: the difference might be had with the rule too.
    known : proved, range or at_least.
    paid : what the plan itself pays in exceptions to the rule, a part of `saving`.
    room_of : the best plan met without the rule, shape ``(n,)``.
    """

    rule: str
    step: str
    saving: float
    low: float
    high: float
    known: str
    paid: float
    room_of: Ints


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
    found: list[RulePrice] = []
    pricing = _Pricing(problem, solution, explain, solver, seed)
    for relaxed in relaxations(problem, leeway):
        lifted = found[-1] if relaxed.step != LIFTED else None
        if lifted is None:
            found.append(pricing.price(relaxed))
        elif lifted.high >= _SHOWN_CNY:  # a step cannot be worth more than the whole rule
            found.append(pricing.price(relaxed, lifted))
            found[-2] = pricing.at_least_as_good(lifted, found[-1])
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Pricing:
    """The plan that rules are priced for, and how much work a price may take."""

    problem: Problem
    solution: Solution
    explain: ExplainPolicy
    solver: SolverPolicy
    seed: int

    def price(self, relaxed: Relaxation, lifted: RulePrice | None = None) -> RulePrice:
        """Price one rule; what is known of the whole rule bounds its steps."""
        own, problem = self.solution.room_of, relaxed.problem
        value, stays = score(self.problem, own).total, score(problem, own).total
        best, room_of = stays, own
        for plan in _searched(problem, own, moves=self.explain.search_moves, seed=self.seed):
            reached = score(problem, plan).total
            if reached < best - _WORTH_CNY and not check(problem, plan.tolist()):
                best, room_of = reached, plan
        high = math.inf if lifted is None else lifted.high
        if self.explain.rule_prices == "solve":
            seconds = self.explain.seconds_per_rule
            again = solve_regions(problem, solver=self.solver, seed=self.seed, time_limit_s=seconds)
            high = min(high, value - again.proof.bound)
            if again.proof.status is not Status.INFEASIBLE and again.proof.value < best - _WORTH_CNY:
                best, room_of = again.proof.value, again.room_of
        paid = max(0.0, value - stays)
        return self._told(RulePrice(relaxed.rule, relaxed.step, value - best, 0.0, high, AT_LEAST, paid, room_of))

    def at_least_as_good(self, lifted: RulePrice, step: RulePrice) -> RulePrice:
        """Take over the plan of a step where it saves more: it needs no more than the whole rule given up."""
        if step.saving <= lifted.saving + _WORTH_CNY:
            return lifted
        return self._told(replace(lifted, saving=step.saving, room_of=step.room_of))

    def _told(self, price: RulePrice) -> RulePrice:
        """Say between what the price lies, given what is proved of the plan itself."""
        proof = self.solution.proof
        saving, room = max(0.0, price.saving), max(0.0, proof.value - proof.bound)
        low = saving if proof.status is Status.OPTIMAL else max(0.0, saving - room)
        high = max(price.high, saving)
        is_closed = high - low <= max(_WORTH_CNY, 2 * self.solver.gap_tolerance * abs(proof.value))
        known = AT_LEAST if math.isinf(high) else PROVED if is_closed else RANGE
        return replace(price, saving=saving, low=low, high=high, known=known)


def _searched(problem: Problem, room_of: Ints, *, moves: int, seed: int) -> list[Ints]:
    """Look around a plan for cheaper ones, by a short annealing from it at each heat."""
    reduced = reduce_problem(problem)
    if reduced.is_impossible or moves <= 0:
        return []
    start, arrays = _start(reduced, room_of), search_arrays(reduced, penalty_cny(reduced))
    found = [
        anneal_plan(reduced, arrays, start, moves=moves // len(_HEATS), seed=seed, hot=heat).room_of_unit
        for heat in _HEATS
    ]
    return [reduced.rooms_of_estates(rooms) for rooms in found if (rooms >= 0).all()]


def _start(reduced: Reduced, room_of: Ints) -> Ints:
    start = np.zeros(reduced.unit_count, np.int32)
    start[reduced.unit_of] = np.unique(room_of, return_inverse=True)[1].ravel()
    return start


def rule_prices_table(
    problem: Problem, room_of: Ints, prices: Sequence[RulePrice], regions: pd.DataFrame
) -> pd.DataFrame:
    """Write the prices as table RULE_PRICES, dearest first, a rule's steps after it.

    Parameters
    ----------
    room_of : the plan that the rules were priced for.
    regions : table REGIONS of that plan; empty where it describes another.
    """
    names = dict(zip(regions["station_id"], regions["name"], strict=True))
    worth = {price.rule: price.saving for price in prices if price.step == LIFTED}
    told = [price for price in prices if price.step == LIFTED or worth[price.rule] >= _SHOWN_CNY]
    ordered = sorted(told, key=lambda price: (-round(worth.get(price.rule, 0.0), 2), price.rule, price.step != LIFTED))
    rows = [_row(problem, room_of, price, names) for price in ordered]
    return RULE_PRICES.conform(pd.DataFrame(rows, columns=RULE_PRICES.names()))


def _row(problem: Problem, room_of: Ints, price: RulePrice, names: dict[str, str]) -> dict[str, object]:
    touched = _touched(room_of, price.room_of)
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
        "moved": int((room_of != price.room_of).sum()),
        "further_stations": len(np.unique(price.room_of)) - len(np.unique(room_of)),
        "regions": text("list.separator").join(shown) or None,
        "explanation": _sentence(price, len(np.unique(price.room_of)) - len(np.unique(room_of)), room_of),
    }


def _touched(room_of: Ints, other: Ints) -> list[int]:
    """List the rooms of the plan's regions that another plan changes, most estates first."""
    rooms, counts = np.unique(room_of[room_of != other], return_counts=True)
    return [int(room) for _, room in sorted(zip((-counts).tolist(), rooms.tolist(), strict=True))]


def _sentence(price: RulePrice, further: int, room_of: Ints) -> str:
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
    if moved := int((room_of != price.room_of).sum()):
        said.append(text("why.moved", moved=moved))
    if further:
        said.append(text("why.stations", further=f"{further:+d}"))
    if price.saving - price.low >= _SHOWN_CNY and price.known == AT_LEAST:
        said.append(text("why.unproved", **numbers))
    return text("reason.separator").join(said)
