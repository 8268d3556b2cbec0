"""Break-even fees: the domain brief's table, by hand, monotone, and true of the account itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.economics.budget.account import keep_account
from geo.economics.budget.assumptions import assume
from geo.economics.budget.break_even import break_even_fee, break_even_of, steady_month
from geo.economics.budget.cohorts import cohorts_of, months_needed, running_balance
from geo.economics.budget.ladder import ladder_of
from tests.economics.budget.town import sure_policy, town

ONE = [np.array([value]) for value in (0.9, 0.5, 0.15, 0.0)]


@pytest.mark.parametrize(("r", "with_subsidy", "after"), [(0.4, 0.62, 1.88), (0.6, 0.42, 1.25), (0.8, 0.31, 0.94)])
def test_the_table_of_the_domain_brief(r, with_subsidy, after):
    c, s, p, x = ONE
    assert break_even_fee(c, s, p, x, np.array([r]))[0] == pytest.approx(with_subsidy, abs=0.005 + 1e-9)
    assert break_even_fee(c, s * 0, p, x, np.array([r]))[0] == pytest.approx(after, abs=0.005 + 1e-9)


def test_where_nobody_pays_there_is_none_and_never_infinity():
    assert np.isnan(break_even_fee(*ONE, np.array([0.0]))).all()
    policy = sure_policy(collection_mature=0.0, collection_start=0.0)
    even = break_even_of(steady_month(town(), policy, assume(policy, "mid")), np.zeros(3, int), 1)
    assert np.isnan(even.after).all()
    assert np.isnan(even.with_subsidy).all()
    assert even.gap_after[0] > 0


amount = st.floats(0, 5)


@given(amount, amount, amount, amount, st.floats(0.01, 1), amount)
def test_more_subsidy_never_raises_the_break_even_fee(c, s, p, x, r, more):
    few, many = (break_even_fee(*(np.array([v]) for v in (c, subsidy, p, x, r)))[0] for subsidy in (s, s + more))
    assert many <= few + 1e-12


@settings(deadline=None, max_examples=25)
@given(st.floats(0, 2), st.floats(0, 2))
def test_more_subsidy_never_raises_the_break_even_fee_of_an_account(subsidy, more):
    fees = []
    for s in (subsidy, subsidy + more):
        policy = sure_policy(subsidy_cny_m2_month=s)
        even = break_even_of(steady_month(town(), policy, assume(policy, "mid")), np.zeros(3, int), 1)
        fees.append((even.with_subsidy[0], even.after[0]))
    assert fees[1][0] <= fees[0][0] + 1e-9
    assert fees[1][1] == pytest.approx(fees[0][1])


def test_at_the_break_even_fee_the_account_of_a_late_month_is_even():
    policy = sure_policy(once_months=600, cleanup={})
    basis = town(entry=(0, 0, 0), region=(0, 0, 0))
    steady = steady_month(basis, policy, assume(policy, "mid"))
    paid_once = 20_000 * 2  # fit-out of station and office; the clean-up is spread as well
    even = break_even_of(steady, np.zeros(3, int), 1)
    assert paid_once > 0
    at_fee = replace(basis, fee=np.full(3, even.after[0]))
    account = keep_account(at_fee, policy, assume(policy, "mid"), months=400)
    once = sum(account.lines[name].sum() for name in ("clean_up", "fit_out")) / 600
    left = running_balance(account)[:, -1].sum()
    assert left == pytest.approx(once, abs=50)  # fen: what is left over pays for what was spread


def test_the_cliff_by_hand_for_two_cohorts():
    policy, basis = sure_policy(), town()
    assumed = assume(policy, "mid")
    reach = months_needed(basis, policy, 12)
    assert reach == 41
    account = keep_account(basis, policy, assumed, months=reach)
    first, second = cohorts_of(basis, policy, assumed, account)
    assert (first.entry, first.cliff, first.estates) == (0, 36, 2)
    assert (second.entry, second.cliff, second.estates) == (4, 40, 1)
    assert first.balance == pytest.approx(running_balance(account)[:2, 36].sum() / 100)
    fall = first.before - first.balance
    assert fall == pytest.approx(25_000, rel=0.02)  # the subsidy of 50,000 m², less a month of the ramp
    assert first.survive + first.backstop == 2
    rate = first.collection
    assert first.fee_needed * rate == pytest.approx(first.collection_needed * first.fee_today)


def test_a_cliff_before_the_account_is_told_by_its_first_month():
    policy, basis = sure_policy(), town(entry=(-60, 0, 0))
    assumed = assume(policy, "mid")
    account = keep_account(basis, policy, assumed, months=months_needed(basis, policy, 12))
    first = cohorts_of(basis, policy, assumed, account)[0]
    assert first.cliff == -24
    assert first.before is None
    assert first.balance == pytest.approx(running_balance(account)[0, 0] / 100)


def test_zero_fees_need_a_share_that_is_none():
    policy, basis = sure_policy(fee_cny_m2_month=0), town()
    assumed = assume(policy, "mid")
    account = keep_account(basis, policy, assumed, months=41)
    cohort = cohorts_of(basis, policy, assumed, account)[0]
    assert cohort.collection_needed is None
    assert cohort.fee_needed > 0


def test_the_ladder_tells_who_pays_and_who_is_covered():
    policy = sure_policy()
    basis = town(fee=np.array([9.0, 0.01, np.nan]), entry=(0, 0, 90), collection=np.array([0.9, 0.9, np.nan]))
    assumed = assume(policy, "mid")
    steps = ladder_of(basis, policy, assumed, steady_month(basis, policy, assumed), months=60)
    assert steps == ["on_track", "paying_short", "not_entered"]
    poor = sure_policy(collection_mature=0.3)
    basis = town(entry=(0, 0, 50))
    steps = ladder_of(basis, poor, assume(poor, "mid"), steady_month(basis, poor, assume(poor, "mid")), months=60)
    assert steps == ["backstop", "backstop", "trial"]
