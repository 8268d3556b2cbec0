"""Income month by month, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geo.economics.budget.assumptions import assume
from geo.economics.budget.income import bays_of, collection_at, own_income
from tests.economics.budget.town import sure_policy, town


def income(basis, policy, months=48, rewarded=None):
    granted = np.zeros(basis.count, bool) if rewarded is None else np.array(rewarded)
    return own_income(basis, policy, assume(policy, "mid"), months=months, rewarded=granted)


def test_the_subsidy_runs_thirty_six_months_from_entry_and_is_split_between_city_and_district():
    policy = sure_policy(subsidy_city_share=0.6)
    lines = income(town(), policy)
    assert lines["subsidy_city"][0].tolist() == [600_000] * 36 + [0] * 12  # 20,000 m² x 0.5 yuan x 60 %, in fen
    assert lines["subsidy_district"][0].tolist() == [400_000] * 36 + [0] * 12
    assert np.flatnonzero(lines["subsidy_city"][2]).tolist() == list(range(4, 40))


@pytest.mark.parametrize(("rule", "months"), [("entry", (4, 39)), ("month_after", (5, 40)), ("contract", (1, 36))])
def test_the_start_of_the_subsidy_is_a_setting(rule, months):
    policy = sure_policy(subsidy_from=rule)
    lines = income(town(contract=np.array([0, 0, 1])), policy)
    paid = np.flatnonzero(lines["subsidy_city"][2])
    assert (paid[0], paid[-1]) == months


def test_an_estate_that_entered_ten_months_before_has_twenty_six_months_of_subsidy_left():
    lines = income(town(entry=(-10, 0, 4)), sure_policy())
    assert np.flatnonzero(lines["subsidy_city"][0]).tolist() == list(range(26))


def test_collection_ramps_from_the_first_billing_month():
    policy = sure_policy()
    rate = collection_at(town(), policy, assume(policy, "mid"), np.arange(40))
    assert rate[0, :3].tolist() == [0, 0, 0]  # free trial
    assert rate[0, 3] == pytest.approx(0.2)
    assert rate[0, 15] == pytest.approx(0.2 + 0.55 * (1 - math.exp(-1)))
    assert rate[2, 7] == pytest.approx(0.2)  # entered in month 4


def test_the_ledgers_collection_is_todays_and_the_ramp_goes_on_from_it_and_never_falls():
    policy = sure_policy()
    basis = town(entry=(-30, -30, 4), collection=np.array([0.5, 0.9, np.nan]))
    rate = collection_at(basis, policy, assume(policy, "mid"), np.array([0, 12]))
    assert rate[0].tolist() == pytest.approx([0.5, 0.5 + 0.25 * (1 - math.exp(-1))])
    assert rate[1].tolist() == pytest.approx([0.9, 0.9])


def test_fees_are_the_ledgers_where_known():
    policy = sure_policy(free_months=0)
    lines = income(town(fee=np.array([0.18, np.nan, np.nan])), policy)
    assert lines["fees"][0, 0] == round(20_000 * 0.18 * 0.2 * 100)
    assert lines["fees"][1, 0] == round(30_000 * 0.4 * 0.2 * 100)


def test_bays_are_the_ledgers_or_follow_era_and_households():
    policy = sure_policy()
    basis = town(bays=np.array([7.0, np.nan, np.nan]), build_year=np.array([1980.0, 1985.0, 2005.0]))
    assert bays_of(basis, assume(policy, "mid")).tolist() == [7, 42, 48]


def test_parking_earns_two_months_after_entry():
    lines = income(town(), sure_policy())
    assert lines["parking"][0, :4].tolist() == [0, 0, 40_000, 40_000]  # 10 bays x 0.8 x 100 x 50 %


def test_a_reward_is_paid_once_when_the_subsidy_ends_and_is_nothing_by_default():
    assert income(town(), sure_policy(), rewarded=[True] * 3)["reward"].sum() == 0
    lines = income(town(), sure_policy(reward_cny_m2=1.0), rewarded=[True, False, True])
    assert np.flatnonzero(lines["reward"][0]).tolist() == [36]
    assert lines["reward"][0, 36] == 2_000_000
    assert lines["reward"][1].sum() == 0
