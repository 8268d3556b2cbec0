"""Posts pooled and alone, checked by hand; the first case is the brief's (section 7.1)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.economics import staffing
from geo.economics.staffing import LOAD_ROLES, Baselines, baselines_by_unit
from geo.policy import Policy
from geo.schema import ROLES

REPAIR = LOAD_ROLES.index("repair")
SECURITY = LOAD_ROLES.index("security")


def _estates(floor_area, households=None, **more) -> pd.DataFrame:
    return pd.DataFrame({"floor_area_m2": floor_area, "households": households or [100] * len(floor_area), **more})


def _one_region(estates, policy=None):
    baselines, posts = baselines_by_unit(estates, np.zeros(len(estates), dtype=int), 1, policy or Policy())
    return baselines[0], posts[0]


def test_twelve_estates_of_112000_m2_need_twelve_repairers_alone_and_four_pooled():
    estates = _estates([112_000 / 12] * 12)
    fractional = staffing.fractional_posts(estates, Policy())
    alone = staffing.whole_posts(fractional, Policy())[:, REPAIR].sum()
    pooled = staffing.pooled_posts(fractional, np.zeros(12, dtype=int), 1, Policy())[0, REPAIR]
    assert (alone, pooled) == (12, 4)


def test_all_roles_of_one_region_by_hand():
    # 3 open estates, 6万㎡ and 1,300 households: 2 service, 60/13 cleaning, 60/11 patrol, 15/22.5 green, 60/32.5 repair
    baselines, posts = _one_region(_estates([20_000.0] * 3, [400, 400, 500]))
    expected = {"service": 2, "cleaning": 5, "security": 6, "greening": 1, "repair": 2, "head": 1}
    assert posts == dict.fromkeys(ROLES, 0) | expected
    assert baselines.pooled == 17
    assert baselines.alone == 3 * (1 + 2 + 2 + 1 + 1)
    assert baselines.fractional == pytest.approx(2 + 60 / 13 + 60 / 11 + 15 / 22.5 + 60 / 32.5)


def test_a_sum_that_is_whole_but_for_floating_point_takes_no_further_post():
    third = np.full((3, 5), 1 / 3 + 1e-13)
    assert staffing.pooled_posts(third, np.zeros(3, dtype=int), 1, Policy()).tolist() == [[1, 1, 1, 1, 1]]


@pytest.mark.parametrize(("mode", "guards"), [("day", 5), ("24h", 14), ("camera", 0)])
def test_guards_follow_gates_and_the_way_of_guarding(mode, guards):
    # three gates: 3 x 1.45 = 4.35 by day, 3 x 4.35 = 13.05 round the clock
    estates = _estates([50_000.0, 50_000.0], enclosed=["closed", "partly"], gates=[2, 1])
    _, posts = _one_region(estates, Policy().with_settings({"staffing.guard_mode": mode}))
    assert posts["security"] == guards


def test_the_grades_minimum_holds_for_each_staffed_unit():
    policy = Policy().with_settings({"staffing.grade": 1})
    baselines, posts = _one_region(_estates([1_000.0, 1_000.0], [10, 10]), policy)
    assert posts["service"] == 2
    assert baselines.alone == 2 * (2 + 1 + 1 + 1 + 1)


def test_posts_today_count_only_where_every_estate_states_them():
    whole, _ = _one_region(_estates([9_000.0] * 2, current_posts=[2.0, 1.5]))
    part, _ = _one_region(_estates([9_000.0] * 2, current_posts=[2.0, None]))
    none, _ = _one_region(_estates([9_000.0] * 2))
    assert (whole.posts_today, part.posts_today, none.posts_today) == (3.5, None, None)
    assert (part.today, part.today_known, part.estates) == (2.0, 1, 2)


def test_the_headline_saving_is_against_the_smallest_baseline_that_can_be_staffed():
    assert Baselines(10, 14, 8.2, 12.0, 5, 5).headline_saving == 2
    assert Baselines(10, 14, 8.2, 12.0, 4, 5).headline_saving == 4
    assert Baselines(10, 14, 8.2, 12.0, 5, 5).headline_baseline == "today"


def test_a_saving_that_is_a_loss_is_not_clipped():
    assert Baselines(10, 14, 8.2, 7.0, 5, 5).headline_saving == -3


def test_overhead_and_wages_of_station_and_office_come_from_the_policy():
    policy = Policy()
    assert staffing.overhead_posts(policy, "station") == {"head": 1}
    office = staffing.overhead_posts(policy, "office")
    assert office == {"head": 1, "accounts": 1, "dispatch": 1}
    assert staffing.wages_cny_month(office, policy) == 7_000 + 5_500 + 5_000


loads = st.lists(st.tuples(st.floats(100, 200_000), st.integers(1, 3_000), st.integers(0, 2)), min_size=1, max_size=9)


@settings(deadline=None, max_examples=60)
@given(loads)
def test_pooling_never_needs_more_than_standing_alone_nor_less_than_the_fraction(rows):
    area, households, region = zip(*rows, strict=True)
    baselines, posts = baselines_by_unit(_estates(list(area), list(households)), np.array(region), 3, Policy())
    for unit, (row, by_role) in enumerate(zip(baselines, posts, strict=True)):
        if unit in region:
            assert row.fractional - 1e-6 <= row.pooled - by_role["head"] <= row.alone
    assert sum(row.estates for row in baselines) == len(rows)


@settings(deadline=None, max_examples=30)
@given(loads, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_post(rows, random):
    shuffled = random.sample(rows, len(rows))
    answers = [
        baselines_by_unit(_estates([r[0] for r in ordered], [r[1] for r in ordered]),
                          np.array([r[2] for r in ordered]), 3, Policy())[1]
        for ordered in (rows, shuffled)
    ]  # fmt: skip
    assert answers[0] == answers[1]
