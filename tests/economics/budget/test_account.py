"""The whole account: by hand, against plain loops, and adding up to the fen on every level."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.economics.budget.account import keep_account
from geo.economics.budget.assumptions import assume
from geo.economics.budget.cash import city_balance, first_short, present_value, tornado
from geo.economics.budget.costs import POOLED, office_lines, region_lines, region_posts, standalone_month_cny
from geo.economics.budget.fen import fen, yuan
from geo.economics.budget.levels import budget_rows, levels_of
from geo.economics.calendar import Calendar
from geo.policy import Policy
from geo.schema.money import INCOME_LINES, MONEY_LINES
from tests.economics.budget.town import sure_policy, town


def kept(basis=None, policy=None, months=12):
    policy = policy or sure_policy()
    return keep_account(basis or town(), policy, assume(policy, "mid"), months=months)


def test_twelve_estates_pool_four_repairers_once_all_are_in():
    area = tuple([112_000 / 12] * 12)
    basis = town(area=area, households=(100,) * 12, entry=tuple(range(12)), region=(0,) * 12, bays=np.zeros(12))
    posts = region_posts(basis, sure_policy(), 12)[0]
    assert posts[:, 4].tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4]  # ceil(k x 0.9333 / 3.25)
    assert posts[0].tolist() == [1, 1, 1, 1, 1]


def test_one_month_of_one_region_by_hand():
    # 50,000 m², 720 households: 2 service, 4 cleaning (3.85), 5 patrol (4.55), 1 green (0.56), 2 repair (1.54)
    policy = sure_policy()
    lines = {
        name: amount[0, 0] / 100
        for name, amount in region_lines(town(), policy, assume(policy, "mid"), months=1).items()
    }
    assert lines["wages"] == 2 * 5_000 + 4 * 4_000 + 5 * 4_500 + 4_500 + 2 * 6_000
    assert lines["overhead_wages"] == 7_000
    assert lines["rent"] == 1_000
    assert lines["utilities"] == 800
    assert lines["tools"] == 15 * 80
    assert lines["travel"] == pytest.approx(17.4 * 6_000 / 174)
    assert lines["fit_out"] == 20_000
    running = 65_000 + 7_000 + 1_000 + 800 + 1_200 + 600
    assert lines["overhead"] == pytest.approx(running * 0.05)


def test_the_office_costs_its_posts_and_nothing_for_a_shared_room():
    policy = sure_policy()
    own = office_lines(town(), policy, assume(policy, "mid"), months=1)
    assert own["overhead_wages"][0, 0] == (7_000 + 5_500 + 5_000) * 100
    assert own["utilities"][0, 0] == 80_000
    shared = town(office_shares_room=np.array([True]), office_rent=np.zeros(1), office_fit_out=np.zeros(1))
    lines = office_lines(shared, policy, assume(policy, "mid"), months=1)
    assert lines["utilities"][0, 0] == lines["rent"][0, 0] == lines["fit_out"][0, 0] == 0


def test_nothing_is_paid_before_the_first_entry_and_fitting_out_once():
    policy = sure_policy()
    lines = region_lines(town(), policy, assume(policy, "mid"), months=8)
    assert all(lines[name][1, :4].sum() == 0 for name in POOLED)
    assert np.flatnonzero(lines["fit_out"][1]).tolist() == [4]
    past = region_lines(town(entry=(-5, 0, 4)), policy, assume(policy, "mid"), months=8)
    assert past["fit_out"][0].sum() == 0  # paid before the account


def test_street_work_earns_by_the_hour_and_is_taxed():
    policy = sure_policy()
    lines = region_lines(town(street_hours=np.array([100.0, 0.0])), policy, assume(policy, "mid"), months=1)
    assert (lines["city_property"][0, 0], lines["tax"][0, 0]) == (250_000, 7_500)


def plain_loop(basis, policy, months):
    """The city's balance by month in fen, written as a reader would: no arrays, no shared code but ratios and wages."""
    given, grade, wages = assume(policy, "mid"), policy.staffing.active_grade, policy.staffing.wages_cny_month
    balance = []
    for t in range(months):
        total = 0
        entered = [i for i in range(basis.count) if basis.entry[i] <= t]
        for i in range(basis.count):
            since, area = t - int(basis.entry[i]), float(basis.area_m2[i])
            if 0 <= since < 36:
                total += round(area * 0.5 * 100)
            taxed = 0
            if since >= 3:
                rate = 0.2 + 0.55 * (1 - math.exp(-(since - 3) / 12))
                taxed += round(area * 0.4 * rate * 100)
            if since >= 2:
                taxed += round(10 * 100 * 0.8 * 0.5 * 100)
            if since >= 0:
                taxed += round(area * 0.01 * 100)
                materials = round(area * 0.04 * 100)
                total -= materials + round(materials * 0.05)
            total += taxed - round(taxed * 0.03)
            if since == 0:
                stairs = math.ceil(basis.households[i] / 12)
                total -= 100 * (
                    10 * 60 + math.ceil(area * 0.01) * 120 + math.ceil(area * 0.25 * 0.3) * 4 + 2 * stairs * 60
                    + stairs * 200 + (math.ceil(stairs / 4) + 1) * 120 + 5_000
                )  # fmt: skip
        for k in range(len(basis.regions)):
            own = [i for i in entered if basis.region[i] == k]
            if not own:
                continue
            area = sum(float(basis.area_m2[i]) for i in own)
            count = {
                "service": max(1, math.ceil(sum(float(basis.households[i]) for i in own) / grade.service_households)),
                "cleaning": math.ceil(area / grade.cleaning_m2), "security": math.ceil(area / grade.security_m2),
                "greening": math.ceil(area * 0.25 / grade.greening_m2), "repair": math.ceil(area / grade.repair_m2),
                "head": 1,
            }  # fmt: skip
            everyone = sum(1 for i in range(basis.count) if basis.region[i] == k)
            running = round(100 * sum(n * getattr(wages, role) for role, n in count.items()))
            running += 100_000 + 80_000 + 8_000 * sum(count.values())
            running += round(100 * 17.4 * 6_000 / 174 * len(own) / everyone)
            total -= running + round(running * 0.05)
            if min(int(basis.entry[i]) for i in own) == t:
                total -= 2_000_000
        if entered:
            running = 1_750_000 + 50_000 + 80_000 + 3 * 8_000
            total -= running + round(running * 0.05)
            if min(int(basis.entry[i]) for i in entered) == t:
                total -= 2_000_000
        balance.append(total)
    assert given["tax_share"] == 0.03
    return balance


def test_the_account_equals_a_plain_loop_within_a_fen_a_rounding():
    policy, basis = sure_policy(), town()
    expected = plain_loop(basis, policy, 48)
    account = kept(basis, policy, 48)
    assert np.abs(account.balance.sum(axis=0) - np.array(expected)).max() <= 2 * basis.count


towns = st.integers(1, 7).flatmap(
    lambda n: st.fixed_dictionaries(
        {
            "area": st.lists(st.floats(100, 90_000), min_size=n, max_size=n),
            "households": st.lists(st.integers(0, 900), min_size=n, max_size=n),
            "entry": st.lists(st.integers(-8, 14), min_size=n, max_size=n),
            "region": st.lists(st.integers(0, 2), min_size=n, max_size=n),
        }
    )
)


@settings(deadline=None, max_examples=60)
@given(towns, st.sampled_from(["area", "households", "workload", "standalone"]))
def test_every_fen_of_regions_and_offices_is_borne_by_estates_and_cross_subsidies_cancel(given_town, key):
    policy = sure_policy(allocation=key)
    basis, assumed = town(**given_town), assume(policy, "mid")
    account = keep_account(basis, policy, assumed, months=12)
    regions, offices = (of(basis, policy, assumed, months=12) for of in (region_lines, office_lines))
    for k in range(len(basis.regions)):
        own = basis.region == k
        pooled = sum((-1 if n in INCOME_LINES else 1) * regions[n][k] for n in POOLED)
        office_part = account.shared[own].sum(axis=0) - pooled
        assert (office_part >= 0).all()
    pooled = sum((-1 if n in INCOME_LINES else 1) * (regions[n].sum(axis=0) + offices[n].sum(axis=0)) for n in POOLED)
    assert (account.shared.sum(axis=0) == pooled).all()
    assert (account.by_workload.sum(axis=0) == pooled).all()
    assert (account.balance.sum(axis=0) == city_balance(basis, policy, assumed, months=12)).all()
    before = np.arange(12)[None, :] < basis.entry[:, None]
    assert (account.shared[before] == 0).all()


@settings(deadline=None, max_examples=25)
@given(towns)
def test_estates_add_up_to_regions_offices_firms_and_the_city_to_the_fen(given_town):
    policy, calendar = sure_policy(), Calendar(date(2026, 12, 1), 9)
    basis = town(**given_town)
    account = keep_account(basis, policy, assume(policy, "mid"), months=9)
    frames = list(budget_rows(basis, policy, account, calendar, case="mid", levels=levels_of(basis)))
    names = [*(f"{name}_cny" for name in MONEY_LINES), "income_cny", "cost_cny", "balance_cny", "cumulated_cny"]
    totals = {f["level"].iloc[0]: (f.groupby("month")[names].sum() * 100).round().astype("int64") for f in frames}
    assert set(totals) == {"city", "firm", "office", "region", "estate"}
    for total in totals.values():
        assert total.equals(totals["city"])
    by_level = {f["level"].iloc[0]: f.groupby("month")["posts"].sum() for f in frames[:-1]}
    assert by_level["city"].tolist() == by_level["firm"].tolist() == by_level["office"].tolist()


def test_no_estate_pays_more_than_alone_where_its_region_saves():
    area = tuple([112_000 / 12] * 12)
    basis = town(area=area, households=(100,) * 12, entry=(0,) * 12, region=(0,) * 12, bays=np.zeros(12))
    account = kept(basis)
    assert (account.with_others.sum(axis=1) <= account.standalone.sum(axis=1)).all()
    alone = standalone_month_cny(basis, sure_policy(), assume(sure_policy(), "mid"))
    assert alone[0] == pytest.approx((24_000 + 5 * 80 + area[0] * 0.04) * 1.05)


def test_an_estate_alone_with_a_head_and_an_office_pays_more_than_standing_alone_and_it_shows():
    account = kept(town(area=(9_000.0,), households=(120,), entry=(0,), region=(0,)))
    assert (account.with_others.sum(axis=1) > account.standalone.sum(axis=1)).all()


def test_a_deficit_is_never_clipped_and_the_subsidy_is_told_apart():
    account = kept()
    assert account.balance.min() < 0
    assert (account.balance - account.subsidy).sum() < account.balance.sum()


def test_the_present_value_discounts_by_months_and_the_first_short_month_is_found():
    policy = sure_policy(discount_year=0.21)
    curve = np.zeros(13)
    curve[[0, 12]] = 100.0
    assert present_value(curve, policy) == pytest.approx(100 + 100 / 1.21)
    assert first_short(fen(np.array([3.0, 0.0, -0.01, 5.0]))) == 2
    assert first_short(fen(np.array([3.0]))) is None


def test_the_tornado_lists_the_widest_swings_and_leaves_out_what_is_known():
    policy = Policy()
    swings = tornado(town(), policy, assume(policy, "mid"), months=24)
    assert len(swings) == 10
    widths = [swing.width for swing in swings]
    assert widths == sorted(widths, reverse=True)
    assert all(swing.assumed.guess.low < swing.assumed.guess.high for swing in swings)


def test_the_lean_case_is_never_better_than_the_middle_nor_that_than_the_ample():
    policy, basis = Policy(), town()
    ends = [
        present_value(yuan(city_balance(basis, policy, assume(policy, c), months=48)), policy)
        for c in ("low", "mid", "high")
    ]
    assert ends == sorted(ends)
