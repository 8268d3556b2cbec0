"""The plan in force as rooms: by station, by region, by neither."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point

from geo.clustering.in_force import plan_in_force
from geo.findings import Report
from tests.clustering.instances import town


def tables(problem, *, regions=None, stations=None):
    points = [Point(x, y) for x, y in problem.xy]
    estates = gpd.GeoDataFrame(
        {
            "estate_id": problem.estate_ids,
            "name": [f"示例{i}苑" for i in range(problem.estate_count)],
            "current_region": regions or [None] * problem.estate_count,
            "current_station": stations or [None] * problem.estate_count,
        },
        geometry=points,
    )
    rooms = gpd.GeoDataFrame({"room_id": problem.room_ids, "name": [f"用房{j}" for j in range(problem.room_count)]})
    return estates.sample(frac=1, random_state=1), rooms


def test_stations_are_found_by_id_by_name_by_the_name_we_give_and_by_their_estate():
    problem = town(4, seed=1)
    estates, rooms = tables(problem, stations=["R002", "用房2", "示例2苑服务站", "示例2苑"])
    found = plan_in_force(problem, estates, rooms, report := Report())
    assert found.room_of.tolist() == [2, 2, 2, 2]
    assert found.is_stated.all()
    assert not report.findings


def test_a_region_without_a_station_takes_the_cheapest_room_inside_it():
    problem = town(8, seed=2)
    estates, rooms = tables(problem, regions=["甲"] * 5 + ["乙"] * 3)
    room_of = plan_in_force(problem, estates, rooms, Report()).room_of
    for members in (range(5), range(5, 8)):
        own = list(members)
        costs = {j: problem.room_cny[j] + problem.pair_cny[own, j].sum() for j in own}
        assert {int(room_of[i]) for i in own} == {min(costs, key=costs.get)}


def test_a_regions_estates_share_the_station_that_most_of_them_state():
    problem = town(5, seed=2)
    estates, rooms = tables(problem, regions=["甲"] * 5, stations=["R003", None, None, None, None])
    assert set(plan_in_force(problem, estates, rooms, Report()).room_of.tolist()) == {3}


def test_regions_without_rooms_inside_do_not_melt_into_one():
    problem = replace(town(8, seed=3), host=np.zeros(8, np.int32))
    estates, rooms = tables(problem, regions=["甲", "甲", "乙", "乙", "丙", "丙", "丁", "丁"])
    room_of = plan_in_force(problem, estates, rooms, Report()).room_of
    assert len(set(room_of.tolist())) == 4
    assert all(room_of[i] == room_of[i + 1] for i in range(0, 8, 2))


def test_unknown_stations_and_new_estates_are_reported():
    problem = town(6, seed=4)
    estates, rooms = tables(problem, stations=["别处的站", "别处的站", "R004", "R004", None, None])
    found = plan_in_force(problem, estates, rooms, report := Report())
    assert {finding.rule for finding in report.findings} == {"in-force-station", "in-force-new"}
    assert "别处的站" in next(str(f) for f in report.findings if f.rule == "in-force-station")
    assert found.is_stated.tolist() == [True] * 4 + [False] * 2
    assert found.room_of[0] == found.room_of[1] in {0, 1}
    assert (found.room_of >= 0).all()


def test_without_any_word_there_is_no_plan_in_force():
    problem = town(4, seed=1)
    assert plan_in_force(problem, *tables(problem), Report()) is None


@pytest.mark.parametrize("estates", [1, 2])
def test_tiny_plans_in_force(estates):
    problem = town(estates, seed=0)
    assert plan_in_force(problem, *tables(problem, regions=["甲"] * estates), Report()).room_of.max() < estates
