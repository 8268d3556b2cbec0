"""The small map: everything inside its frame, numbers that do not lie on one another, streets cut to it."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from geo.reports.crew_days import crew_days
from geo.reports.tour_map import MARK_MM, Ground, tour_map
from geo.schema import TABLES
from tests.routed_plan import routed_plan

WIDTH, HEIGHT = 186.0, 80.0
NOTHING = Ground(TABLES["basemap"].empty())


@pytest.fixture(scope="module")
def plan():
    return routed_plan()


def test_numbers_stand_free_and_inside_the_frame(plan):
    for day in crew_days(plan):
        drawn = tour_map(day, Ground(plan.basemap), width=WIDTH, height=HEIGHT)
        assert [mark.label for mark in drawn.marks] == [str(n + 1) for n in range(day.visits)]
        spots = [(mark.x, mark.y) for mark in drawn.marks] + [drawn.depot]
        for one, (x, y) in enumerate(spots):
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
            assert all(math.dist(spots[one], other) >= 2 * MARK_MM for other in spots[:one])


def test_forty_stops_in_one_yard_are_told_apart(plan):
    day = crew_days(plan)[0]
    stops = tuple(replace(day.stops[0], number=n) for n in range(1, 41))
    drawn = tour_map(replace(day, stops=stops), NOTHING, width=WIDTH, height=HEIGHT)
    assert len({(mark.x, mark.y) for mark in drawn.marks}) == 40


def test_a_day_at_one_place_has_a_map_of_some_ground(plan):
    day = crew_days(plan)[0]
    drawn = tour_map(replace(day, stops=day.stops[:1], track=()), NOTHING, width=WIDTH, height=HEIGHT)
    assert drawn.bar_m >= 20
    assert all(np.isfinite([drawn.bar_mm, *drawn.depot]))


def test_without_any_place_there_is_no_map(plan):
    day = crew_days(plan)[0]
    nowhere = replace(
        day, crew=replace(day.crew, at=None), track=(), stops=tuple(replace(s, at=None) for s in day.stops)
    )
    assert tour_map(nowhere, NOTHING, width=WIDTH, height=HEIGHT) is None


def test_the_picture_holds_numbers_only(plan):
    hostile = routed_plan(hostile=True)
    for day in crew_days(hostile):
        drawn = tour_map(day, Ground(hostile.basemap), width=WIDTH, height=HEIGHT)
        assert not re.search(r"script|alert|onerror|NaN|inf|href", drawn.svg)
        assert set(re.findall(r"<(\w+)", drawn.svg)) <= {"svg", "rect", "path", "polygon"}


def test_the_scale_bar_is_true(plan):
    day = crew_days(plan)[0]
    drawn = tour_map(day, NOTHING, width=WIDTH, height=HEIGHT)
    one, two = drawn.marks[0], drawn.marks[1]
    on_paper = math.dist((one.stop_x, one.stop_y), (two.stop_x, two.stop_y))
    (lon, lat), (to_lon, to_lat) = day.stops[0].at, day.stops[1].at
    metres = math.hypot((to_lon - lon) * 111_195 * math.cos(math.radians(lat)), (to_lat - lat) * 111_195)
    assert on_paper / metres == pytest.approx(drawn.bar_mm / drawn.bar_m, rel=1e-3)


def test_streets_of_a_city_are_thinned_by_rank(plan):
    import pandas as pd

    crowd = pd.concat([plan.basemap[plan.basemap["kind"] == "road"]] * 200, ignore_index=True)
    drawn = tour_map(crew_days(plan)[0], Ground(crowd), width=WIDTH, height=HEIGHT)
    assert len(drawn.svg) < 60_000
