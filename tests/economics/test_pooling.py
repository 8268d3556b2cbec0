"""What sharing saves and loses, by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.economics.pooling import sharing_by_unit, travel_hours_of_rounds
from geo.economics.staffing import LOAD_ROLES, fractional_posts
from geo.economics.workload import estate_loads
from geo.policy import Grade, Policy

TWELVE = pd.DataFrame({"floor_area_m2": [112_000 / 12] * 12, "households": [100] * 12})


def share(estates=TWELVE, hours=0.0, policy=None):
    return sharing_by_unit(estates, np.zeros(len(estates), int), 1, policy or Policy(), travel_hours=np.array([hours]))


def test_twelve_estates_of_112000_m2_save_eight_repairers_by_sharing():
    sharing = share()
    repair = LOAD_ROLES.index("repair")
    assert (sharing.alone[0, repair], sharing.pooled[0, repair]) == (12, 4)
    # by hand: service 12 and 2, cleaning 12 and 9, patrol 12 and 11, green 12 and 2, repair 12 and 4
    assert sharing.alone.tolist() == [[12, 12, 12, 12, 12]]
    assert sharing.pooled.tolist() == [[2, 9, 11, 2, 4]]
    assert sharing.posts_saved.tolist() == [32]
    saved = 10 * 5_000 + 3 * 4_000 + 1 * 4_500 + 10 * 4_500 + 8 * 6_000
    assert sharing.wages_saved_cny.tolist() == [saved]


def test_sharing_stops_paying_where_the_road_costs_more_than_the_posts_saved():
    wage_hour = 6_000 / 174
    most = float(share().wages_saved_cny[0]) / wage_hour
    assert share(hours=most - 1).pays.tolist() == [True]
    dear = share(hours=most + 1)
    assert dear.pays.tolist() == [False]
    assert dear.travel_posts[0] == pytest.approx((most + 1) / 174)
    assert dear.travel_cny[0] == pytest.approx((most + 1) * wage_hour)


def test_an_estate_that_shares_with_nobody_neither_saves_nor_stops_paying():
    sharing = share(TWELVE.iloc[:1], hours=5.0)
    assert sharing.posts_saved.tolist() == [0]
    assert sharing.pays.tolist() == [True]


def test_hours_on_the_road_come_from_rounds_by_visits_and_people():
    crews = pd.DataFrame({"crew_id": ["C1", "C2"], "people": [2, None], "travel_min_week": [300.0, 60.0]})
    visits = pd.DataFrame({"crew_id": ["C1", "C1", "C1", "C1", "C2"], "estate_id": ["A", "A", "B", None, "B"]})
    hours = travel_hours_of_rounds(crews, visits, {"A": 0, "B": 1}, 3, Policy())
    # C1: 300 min x 2 people = 10 h a week, two thirds in A's region; C2: 1 h in B's
    assert hours == pytest.approx([10 * 2 / 3 * 4.345, (10 / 3 + 1) * 4.345, 0.0])


def test_the_basic_three_keeps_have_no_service_and_no_repair_posts():
    policy = Policy().with_settings({"staffing.grade": 5})
    posts = fractional_posts(TWELVE, policy)
    by_role = dict(zip(LOAD_ROLES, posts.sum(axis=0), strict=True))
    assert by_role["service"] == by_role["repair"] == 0
    assert by_role["cleaning"] == pytest.approx(112_000 / 22_500)
    assert share(policy=policy).pooled.tolist() == [[0, 5, 6, 1, 0]]


def test_grades_are_listed_and_compared_by_which_end_is_best():
    staffing = Policy().staffing
    assert [grade.level for grade in staffing.grades_from_best()] == [1, 2, 3, 4, 5]
    assert staffing.is_better(1, 2)
    other = Policy().with_settings({"staffing.best_is_low_number": False}).staffing
    assert [grade.level for grade in other.grades_from_best()] == [5, 4, 3, 2, 1]
    assert other.is_better(2, 1)
    assert all(isinstance(grade, Grade) for grade in other.grades)


def test_unguarded_gates_leave_an_estate_to_the_patrol_and_never_both():
    estates = pd.DataFrame({"floor_area_m2": [22_000.0, 11_000.0], "enclosed": ["closed", "open"], "gates": [3, 2]})
    policy = Policy().with_settings({"staffing.guard_mode": "unguarded"})
    assert estate_loads(estates, policy)["patrol_m2"].tolist() == [22_000, 11_000]
    guards = fractional_posts(estates, policy)[:, LOAD_ROLES.index("security")]
    assert guards.tolist() == [2, 1]  # by 1.1万㎡ of grade 3, and no post at any of the gates
