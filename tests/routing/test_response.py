"""Response times and crews needed, counted by hand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point

from geo.network.travel import Places, StraightLine
from geo.policy import Policy
from geo.routing.crews import crews_bound
from geo.routing.depots import Depot
from geo.routing.fleet.problem import CrewKind, Job, Matrix, WeekProblem
from geo.routing.needs import people_needed
from geo.routing.response import responses_table


def responses(metres: list[float], households: list[int]):
    policy = Policy()
    xy = np.array([[500_000 + far, 3_500_000.0] for far in metres])
    estates = gpd.GeoDataFrame({"households": households}, geometry=[Point(at) for at in xy], crs="EPSG:4549")
    station = Depot(
        "S1", "station", "一站", "", "", (), tuple(range(len(metres))), np.array([500_000, 3_500_000.0]), {}
    )
    places = Places(tuple(f"E{n}" for n in range(len(metres))), xy)
    table = responses_table([station], estates, places, travel=StraightLine(1.0), metric_crs="EPSG:4549", policy=policy)
    return table.set_index("mode")


def test_shares_are_of_households_and_count_the_time_to_leave() -> None:
    table = responses([0, 300, 800], [100, 100, 200])
    assert table.loc["walk", "share_10"] == pytest.approx(0.5)  # 3, 9 and 19 minutes at 50 m a minute
    assert table.loc["walk", "share_20"] == pytest.approx(1.0)
    assert table.loc["walk", "minutes_mean"] == pytest.approx((3 * 100 + 9 * 100 + 19 * 200) / 400)
    assert table.loc["ebike", "share_10"] == pytest.approx(1.0)
    assert table.loc["ebike", "minutes_max"] == pytest.approx(3 + 800 / 150)


def test_unknown_households_count_as_one_estate_each() -> None:
    assert responses([0, 2_000], [0, 0]).loc["walk", "share_30"] == pytest.approx(0.5)


def test_a_crew_that_works_seven_days_takes_more_people_than_seats() -> None:
    policy = Policy()
    waste, repair = policy.rounds.waste, policy.rounds.repair
    assert people_needed(5, 5, repair, policy) == 5
    assert people_needed(10, 7, waste, policy) == int(np.ceil(10 * 2 * 42 / (174 / 4.345)))


def test_no_week_needs_fewer_crews_than_its_hours() -> None:
    still = Matrix(np.zeros((2, 2), dtype=np.int64), np.zeros((2, 2), dtype=np.int64))
    jobs = tuple(Job(1, 3 * 3600, patterns=((0,), (1,))) for _ in range(5))
    kind = CrewKind(0, shift=(0, 8 * 3600), most_s=4 * 3600)
    assert crews_bound(WeekProblem((still,), jobs, (kind,), days=2)) == 2
    assert crews_bound(WeekProblem((still,), (), (kind,), days=2)) == 0
