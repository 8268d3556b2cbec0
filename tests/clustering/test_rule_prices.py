"""The price of a rule is the optimum with it less the optimum without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check
from geo.clustering.region_cost import score
from geo.clustering.relaxations import LIFTED, Leeway, relaxations
from geo.clustering.rule_prices import AT_LEAST, PROVED, price_rules, rule_prices_table
from geo.clustering.solver import solve_regions
from geo.plan import Proof, Status
from geo.policy.explain import ExplainPolicy
from geo.policy.sections import SolverPolicy
from geo.wording import using_language
from tests.clustering.banded import banded
from tests.clustering.brute import best_by_subsets
from tests.clustering.instances import pairs, thorny_town, town
from tests.clustering.staffed import staffed

SOLVER = SolverPolicy(search_moves=4_000)
LEEWAY = Leeway(walk_limit_m=1_000.0)


def priced(problem, how="solve", *, solution=None):
    found = solution or solve_regions(problem, solver=SOLVER, seed=0)
    explain = ExplainPolicy(rule_prices=how, search_moves=4_000)
    return price_rules(problem, found, LEEWAY, explain=explain, solver=SOLVER, seed=0)


def ruled_town(seed):
    draw = np.random.default_rng(seed)
    problem = town(
        6, seed=seed, spacing_m=300.0, area_high_m2=float(draw.choice([60e3, 120e3])), split_cny=1_500.0,
        area_hard=bool(draw.integers(2)), station_max=int(draw.choice([0, 4])),
    )  # fmt: skip
    alone = problem.floor_area_m2 > problem.rules.area_high_m2
    most = problem.rules.station_max and max(4, int(alone.sum()) + 3)
    crowded = np.where(draw.random(6) < 0.5, float(problem.households.sum() * 0.6), np.inf)
    apart = pairs((0, 1)) if draw.integers(2) else pairs()
    return replace(
        problem, is_alone=alone, cannot_link=apart, capacity_households=crowded,
        rules=replace(problem.rules, station_max=most),
    )  # fmt: skip


def banded_town(seed):
    return banded(ruled_town(seed), seed)


def staffed_and_banded_town(seed):
    return banded(staffed(town(6, seed=seed), seed=seed), seed)


@pytest.mark.parametrize("made", [ruled_town, banded_town, staffed_and_banded_town])
@pytest.mark.parametrize("seed", [0, 2, 3, 4, 6, 7, 8, 10])
def test_solved_prices_are_those_of_trying_all_plans(made, seed):
    problem = made(seed)
    best = best_by_subsets(problem)
    if not np.isfinite(best):
        assert priced(problem) == []
        return
    truth = {(one.rule, one.step): best - best_by_subsets(one.problem) for one in relaxations(problem, LEEWAY)}
    found = {(price.rule, price.step): price for price in priced(problem)}
    for key, price in found.items():
        assert price.known == PROVED, key
        assert price.saving == pytest.approx(truth[key], abs=0.5), key
        assert price.low - 0.5 <= truth[key] <= price.high + 0.5
    for key in truth.keys() - found.keys():  # steps of a rule that is worth nothing are left out
        assert truth[key] == pytest.approx(0.0, abs=0.5)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 100_000))
def test_prices_are_never_negative_and_a_step_is_worth_no_more_than_the_rule(seed):
    thorny = thorny_town(7, seed=seed)
    alone = thorny.is_alone & (thorny.floor_area_m2 > thorny.rules.area_high_m2) & ~thorny.is_mini
    problem = replace(thorny, is_alone=alone)
    whole = {}
    for price in priced(problem, "search"):
        assert price.known == AT_LEAST
        assert 0 <= price.low <= price.saving
        assert 0 <= price.paid <= price.saving + 0.01
        whole.setdefault(price.rule, price.saving)
        assert price.saving <= whole[price.rule] + 0.01


@pytest.mark.parametrize("seed", [0, 2, 3, 6])
def test_the_short_search_never_claims_more_than_the_price(seed):
    problem = ruled_town(seed)
    exact = {(price.rule, price.step): price for price in priced(problem)}
    for price in priced(problem, "search"):
        assert price.saving <= exact[price.rule, price.step].high + 0.5 if (price.rule, price.step) in exact else True


def test_a_rule_that_does_not_bind_is_worth_nothing_for_certain():
    problem = replace(town(5, seed=3), locked_room=np.full(5, -1, np.int32))
    solution = solve_regions(problem, solver=SOLVER, seed=0)
    kept = replace(problem, locked_room=solution.room_of)  # locked to where it is best anyway
    price = next(price for price in priced(kept) if price.rule == "locks")
    assert (price.known, price.low) == (PROVED, pytest.approx(0.0, abs=0.01))
    assert price.high == pytest.approx(0.0, abs=0.01)


def test_a_plan_that_is_not_proved_owes_to_a_rule_only_what_exceeds_its_gap():
    problem = ruled_town(3)
    best = solve_regions(problem, solver=SOLVER, seed=0)
    loose = replace(best, proof=Proof(Status.GAP, best.proof.value, best.proof.value - 1_000.0))
    for exact, price in zip(
        priced(problem, "search", solution=best), priced(problem, "search", solution=loose), strict=True
    ):
        assert price.saving == exact.saving
        assert price.low == pytest.approx(max(0.0, exact.saving - 1_000.0))


def test_a_plan_s_own_slack_is_charged_to_no_rule():
    problem = ruled_town(3)
    best = solve_regions(problem, solver=SOLVER, seed=0)
    for room_of in plans_near(problem, best.room_of):
        value = score(problem, room_of).total
        poor = replace(best, room_of=room_of, proof=Proof(Status.GAP, value, best.proof.value))
        for exact, price in zip(priced(problem, solution=best), priced(problem, solution=poor), strict=True):
            assert price.saving == pytest.approx(exact.saving, abs=0.5)
            assert price.low == pytest.approx(exact.low, abs=0.5)


def plans_near(problem, room_of):
    """Lawful plans that give one estate to another station, at a loss."""
    for estate in range(problem.estate_count):
        for room in set(room_of.tolist()) - {room_of[estate]}:
            after = room_of.copy()
            after[estate] = room
            if not check(problem, after):
                yield after


def test_no_plan_no_prices_and_none_where_none_are_asked_for():
    problem = replace(town(4, seed=1), must_link=pairs((0, 1)), cannot_link=pairs((0, 1)))
    assert priced(problem, "search") == []
    assert priced(town(4, seed=1), "none") == []


def test_the_table_says_each_price_in_words_dearest_rule_first():
    problem = ruled_town(3)
    solution = solve_regions(problem, solver=SOLVER, seed=0)
    regions = pd.DataFrame({"station_id": list(problem.room_ids), "name": [f"片区{k}" for k in range(6)]})
    prices = priced(problem, "search", solution=solution)
    with using_language("en"):
        table = rule_prices_table(problem, prices, regions)
    whole = table[table["step"] == LIFTED]
    assert whole["saving_cny"].is_monotonic_decreasing
    assert whole["price_high_cny"].isna().all()
    assert set(table["known"]) == {AT_LEAST}
    assert table["explanation"].str.len().min() > 10
    assert not table["explanation"].str.contains("inf").any()
    worth = table[table["saving_cny"] > 1]
    assert len(worth)
    assert worth["explanation"].str.contains("yuan a month less").all()
    assert table[table["saving_cny"] < 0.5]["explanation"].str.contains("no cheaper plan").all()
