import pandas as pd
import pytest

from geo.policy import Policy
from geo.routing.visits import patterns_of, posts_needed, resident_posts, week_minutes, works


def estates(*areas: float, households: int = 100) -> pd.DataFrame:
    return pd.DataFrame({"floor_area_m2": areas, "households": households, "enclosed": "open"})


def with_settings(**settings: object) -> Policy:
    return Policy().with_settings({f"rounds.{key}": value for key, value in settings.items()})


def test_minutes_of_repair_follow_from_the_ratio_of_the_posts() -> None:
    policy = Policy()
    half_a_post = estates(policy.staffing.active_grade.repair_m2 / 2)
    hours = policy.staffing.hours_month / policy.travel.weeks_a_month
    assert posts_needed(half_a_post, policy.rounds.repair, policy) == pytest.approx([0.5])
    assert week_minutes(half_a_post, policy.rounds.repair, policy) == pytest.approx([0.5 * hours * 60 * 0.65])


def test_whole_posts_stay_and_what_is_left_over_goes_on_rounds() -> None:
    policy = Policy()
    large = estates(policy.staffing.active_grade.repair_m2 * 2.25)
    assert resident_posts(large, policy.rounds.repair, policy).tolist() == [2]
    hours = policy.staffing.hours_month / policy.travel.weeks_a_month
    assert week_minutes(large, policy.rounds.repair, policy) == pytest.approx([0.25 * hours * 60 * 0.65])


def test_an_estate_that_exceeds_its_visits_is_cut_into_parts_with_all_its_work() -> None:
    policy = with_settings(**{"repair.residents": False})
    role = policy.rounds.repair
    found = works(estates(300_000.0), role, policy)
    assert [work.part for work in found] == list(range(1, len(found) + 1))
    worked = sum((work.service_s / 60 - role.setup_min) * work.visits for work in found)
    assert worked == pytest.approx(float(week_minutes(estates(300_000.0), role, policy)[0]), rel=1e-3)
    assert max(work.service_s / 60 for work in found) <= role.longest_visit_min + role.setup_min + 1


def test_bins_beyond_a_truck_are_shared_by_parts() -> None:
    policy = Policy()
    found = works(estates(50_000.0, households=2_000), policy.rounds.waste, policy)
    assert sum(work.bins for work in found) == 80
    assert max(work.bins for work in found) <= policy.rounds.waste.capacity_bins


def test_an_estate_with_nothing_to_do_is_not_visited() -> None:
    policy = Policy()
    assert works(estates(0.0, households=0), policy.rounds.waste, policy) == []
    gated = pd.DataFrame({"floor_area_m2": [9e4], "households": [900], "enclosed": ["closed"], "gates": [1]})
    assert works(gated, policy.rounds.patrol, policy) == []


def test_a_better_grade_comes_more_often() -> None:
    best, plain = with_settings(), Policy()
    best = best.with_settings({"staffing.grade": 1})
    size = estates(1_500.0)
    visits = [works(size, policy.rounds.repair, policy)[0].visits for policy in (best, plain)]
    assert visits[0] > visits[1]


def test_every_work_has_days_on_which_it_can_be_done() -> None:
    policy = Policy()
    for name in ("repair", "greening", "patrol", "waste", "inspection", "cleaning"):
        role = policy.rounds.role(name)
        for work in works(estates(5e3, 5e4, 5e5), role, policy):
            assert all(len(days) == work.visits for days in patterns_of(work, role))
