"""Posts in the score: those of the staffing tables, added up and judged, and priced in moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.checker import recompute_score
from geo.clustering.moves import MoveBook
from geo.clustering.region_cost import score
from geo.clustering.region_posts import PostRules, post_rules
from geo.clustering.regions import describe_subdistrict
from geo.clustering.solver import verify
from geo.economics.staffing import LOAD_ROLES, baselines_by_unit, overhead_posts, wages_cny_month
from geo.errors import SolverError
from geo.plan import Proof, Status
from geo.policy import Policy
from tests.clustering.solved import solved

POLICY = Policy()


def _estates(count: int, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "households": draw.integers(20, 2_000, count),
            "floor_area_m2": draw.uniform(2_000, 150_000, count),
            "green_area_m2": np.where(draw.random(count) < 0.5, draw.uniform(0, 30_000, count), np.nan),
            "gates": np.where(draw.random(count) < 0.5, draw.integers(1, 4, count), np.nan),
            "enclosed": draw.choice(["closed", "partly", "open", None], count),
        }
    )


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6), grade=st.integers(1, 4), guards=st.sampled_from(["day", "24h", "camera"]))
def test_wages_in_the_score_are_those_of_the_staffing_tables(seed, grade, guards):
    policy = POLICY.with_settings({"staffing.grade": grade, "staffing.guard_mode": guards})
    estates, region = _estates(30, seed), np.random.default_rng(seed).integers(0, 5, 30)
    region[:5] = range(5)
    _, posts = baselines_by_unit(estates, region, 5, policy)
    rules = post_rules(estates, policy)
    bills = [wages_cny_month(row, policy) - wages_cny_month(overhead_posts(policy, "station"), policy) for row in posts]
    assert rules.region_wages_cny(region, 5) == pytest.approx(bills)
    loads = np.array([rules.load[region == k].sum(axis=0) for k in range(5)])
    head = overhead_posts(policy, "station").get("head", 0)
    assert rules.whole_posts(loads).sum(axis=1).tolist() == [sum(row.values()) - head for row in posts]
    assert rules.fractional_cny <= sum(bills) + 1e-6


def test_a_load_of_whole_posts_needs_no_further_one():
    rules = PostRules(LOAD_ROLES, np.full((3, 5), 1 / 3), np.zeros(5), np.ones(5))
    assert rules.whole_posts(rules.load.sum(axis=0)).tolist() == [1.0] * 5


def _with_posts(made, seed=1):
    load = np.random.default_rng(seed).uniform(0, 1.5, (made.problem.estate_count, 5))
    posts = PostRules(LOAD_ROLES, load, np.array([1.0, 0, 0, 0, 0]), np.array([5_000.0, 4_000, 4_500, 4_500, 6_000]))
    return replace(made.problem, posts=posts)


@pytest.mark.parametrize("seed", range(4))
def test_the_price_of_a_move_counts_posts(seed):
    draw = np.random.default_rng(seed)
    made = solved(columns=4, rows=3, hosts=(0, 3, 8), room_of=tuple(draw.integers(0, 3, 12).tolist()))
    problem, room_of = _with_posts(made, seed), made.solution.room_of
    book, before = MoveBook(problem, room_of), score(problem, room_of).total
    for estate in range(12):
        for room in set(room_of.tolist()) - {room_of[estate]}:
            after = np.where(np.arange(12) == estate, room, room_of)
            assert book.price(estate, room) == pytest.approx(score(problem, after).total - before)


def test_the_checker_refuses_a_value_without_the_wages():
    made = solved(columns=3, rows=2, hosts=(0, 5), room_of=(0, 0, 1, 0, 1, 1))
    problem, room_of = _with_posts(made), made.solution.room_of
    total = score(problem, room_of)
    assert recompute_score(problem, room_of.tolist()) == pytest.approx(total.total)
    verify(problem, room_of, Proof(Status.FEASIBLE, total.total, 0.0))
    one_post_short = total.total - 4_000.0
    for wrong in (total.total - total.terms["wages"], one_post_short):
        with pytest.raises(SolverError, match="refused"):
            verify(problem, room_of, Proof(Status.FEASIBLE, wrong, 0.0))


def test_the_regions_shares_of_the_score_hold_their_wages():
    made = solved(columns=3, rows=2, hosts=(0, 5), room_of=(0, 0, 1, 0, 1, 1))
    made = replace(made, problem=_with_posts(made))
    total = score(made.problem, made.solution.room_of).total
    tables = describe_subdistrict(made.problem, made.solution, **made.options())
    assert tables["regions"]["score_cny"].sum() == pytest.approx(total)
    assert tables["terms"].set_index("term").loc["wages", "is_cash"]
