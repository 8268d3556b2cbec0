"""What has to be manned follows from gates, areas and the policy, and from nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.policy import Policy
from geo.policy.shifts import ShiftPolicy
from geo.routing.shifts.beats import Site, beats_of, half_days_of, halves_of_week
from geo.routing.shifts.duties import Guarded, cleaning_duties, guard_duties, most_at_once


def policy(mode: str = "day", **shifts: object) -> Policy:
    return Policy.from_mapping({"staffing": {"guard_mode": mode}, "shifts": shifts})


@pytest.mark.parametrize(("mode", "a_week"), [("24h", 21), ("day", 7), ("camera", 0)])
def test_a_gate_is_manned_by_the_way_of_guarding(mode, a_week):
    duties = guard_duties([Guarded("E1", "示例甲苑", 2, 0.0)], policy(mode))
    at_gates = [duty for duty in duties if not duty.is_cover]
    assert len(at_gates) == 2 * 4 * a_week
    assert {duty.post for duty in at_gates} == ({"示例甲苑 1号门", "示例甲苑 2号门"} if a_week else set())
    assert most_at_once(duties) == (2 if a_week else 0)


def test_a_gate_round_the_clock_is_never_alone():
    duties = guard_duties([Guarded("E1", "示例甲苑", 1, 0.0)], policy("24h"))
    minutes = Counter(
        (duty.day * 1440 + minute) % (28 * 1440)
        for duty in duties
        if not duty.is_cover
        for minute in range(duty.start_min, duty.finish_min)
    )
    assert set(minutes.values()) == {1}
    assert len(minutes) == 28 * 1440


def test_cover_is_the_share_of_holidays_and_leave():
    shifts = policy().shifts
    duties = guard_duties([Guarded("E1", "示例甲苑", 10, 0.0)], policy())
    cover = [duty for duty in duties if duty.is_cover]
    assert shifts.reserve_share == pytest.approx(18 / (365 * 5 / 7))
    assert len(cover) == int(280 * shifts.reserve_share)
    assert max(Counter(duty.week for duty in cover).values()) - min(Counter(duty.week for duty in cover).values()) <= 1
    assert not [duty for duty in guard_duties([Guarded("E1", "甲", 1, 0.0)], policy(holidays_year=0, leave_days_year=0))
                if duty.is_cover]  # fmt: skip


@given(st.floats(0.01, 12))
@settings(deadline=None, max_examples=50)
def test_patrols_work_what_their_posts_can(posts):
    duties = guard_duties([Guarded("E1", "甲", 0, posts)], policy())
    a_week = len([duty for duty in duties if duty.week == 1 and not duty.is_cover])
    assert a_week == max(1, int(posts * 5 * (1 - policy().shifts.reserve_share) + 1e-9))
    of_day = Counter(duty.weekday for duty in duties if duty.week == 1 and not duty.is_cover)
    assert max(of_day.values()) - min(of_day.get(day, 0) for day in range(1, 8)) <= 3


sites = st.lists(
    st.builds(
        Site, st.integers(0, 10**6).map(str), st.just("苑"), st.floats(0, 4), st.floats(0, 900), st.floats(0, 900)
    ),
    max_size=12,
    unique_by=lambda site: site.estate_id,
)


@given(sites, st.integers(1, 7))
@settings(deadline=None, max_examples=60)
def test_every_estate_with_work_is_in_a_beat_and_half_days_are_those_of_the_posts(estates, days):
    shifts = ShiftPolicy(cleaning_days_week=days)
    beats = beats_of(estates, shifts)
    assert {ident for beat in beats for ident in beat.estate_ids} == {s.estate_id for s in estates if s.posts > 0}
    assert all(0 < beat.posts <= 1 + 1e-9 for beat in beats)
    half_days = half_days_of(beats, shifts)
    a_person = 10 * (1 - shifts.reserve_share)
    assert sum(half_days) >= max(len(beats), int(sum(beat.posts for beat in beats) * a_person))
    assert sum(half_days) <= len(beats) + sum(beat.posts for beat in beats) * a_person
    placed = halves_of_week(half_days, days)
    assert Counter(beat for beat, _, _ in placed) == Counter(dict(enumerate(half_days)))
    assert {day for _, day, _ in placed} <= set(range(1, days + 1))


def test_small_neighbours_share_a_cleaner_and_a_large_estate_has_several():
    shifts = ShiftPolicy()
    near = [Site(f"E{i}", f"样例{i}村", 0.2, 100.0 * i, 0.0) for i in range(3)]
    far = Site("E9", "样例远村", 0.2, 5_000.0, 0.0)
    large = Site("E5", "示例大苑", 2.4, 0.0, 900.0)
    beats = beats_of([*near, far, large], shifts)
    assert [beat.name for beat in beats[:3]] == ["示例大苑 1/3", "示例大苑 2/3", "示例大苑 3/3"]
    assert {beat.estate_ids for beat in beats[3:]} == {("E0", "E1", "E2", "E9")}
    two = beats_of([*near, far, large], ShiftPolicy(shared_beat_estates=3))
    assert {beat.estate_ids for beat in two[3:]} == {("E0", "E1", "E2"), ("E9",)}


def test_two_beats_make_one_persons_days():
    placed = halves_of_week([7, 7], 7)
    assert Counter((day, kind) for _, day, kind in placed) == Counter(
        {(day, kind): 1 for day in range(1, 8) for kind in ("morning", "afternoon")}
    )
    alone = halves_of_week([9], 7)
    assert len({day for _, day, _ in alone}) == 5  # whole days: one person can keep it within five


def test_nothing_to_clean_or_to_guard_makes_no_duties():
    assert cleaning_duties([], policy()) == []
    assert cleaning_duties([Site("E1", "甲", 0.0, 0, 0)], policy()) == []
    assert guard_duties([Guarded("E1", "甲", 0, 0.0)], policy()) == []
