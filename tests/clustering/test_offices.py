"""Offices over stations, against trying everything by hand."""

from __future__ import annotations

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.clustering.offices import cheapest_rooms, site_offices
from geo.findings import Report
from geo.policy import Policy
from geo.schema import ROOMS

METRIC = "EPSG:4549"
X0, Y0 = 530_000.0, 3_495_000.0


def _points(xs):
    return gpd.GeoSeries([Point(X0 + x, Y0) for x in xs], crs=METRIC).to_crs("EPSG:4326")


def _stations(rows):
    """Rows: id, sub-district, x in metres, households, estates of the region."""
    ids, subdistricts, xs, loads, estates = (list(column) for column in zip(*rows, strict=True))
    frame = {"station_id": ids, "subdistrict": subdistricts, "load_households": loads}
    frame["region_id"] = [f"R-{ident}" for ident in ids]
    regions = pd.DataFrame(
        {
            "region_id": frame["region_id"],
            "subdistrict": subdistricts,
            "estates": estates,
            "floor_area_m2": 50_000.0,
            "households": loads,
        }
    )
    return regions, gpd.GeoDataFrame(pd.DataFrame(frame), geometry=_points(xs))


def _rooms(rows, **columns):
    ids, estates, xs = (list(column) for column in zip(*rows, strict=True))
    frame = pd.DataFrame({"room_id": ids, "estate_id": estates, **columns})
    return gpd.GeoDataFrame(ROOMS.conform(gpd.GeoDataFrame(frame, geometry=_points(xs))))


def _sited(stations, rooms, *, districts=None, report=None, **settings_):
    regions, table = _stations(stations)
    changes = {f"offices.{name}": value for name, value in settings_.items()}
    return site_offices(
        regions,
        table,
        rooms,
        subdistrict_of={"EA": "甲街道", "EB": "乙街道"},
        district_of=districts or {},
        policy=Policy().with_settings(changes),
        metric_crs=METRIC,
        report=report or Report(),
    )


ROOMS_A = [("K1", "EA", 0.0), ("K2", "EA", 100.0), ("K3", "EA", 400.0)]


def test_the_office_stands_where_its_stations_are_nearest_by_households():
    stations = [("S1", "甲街道", 0.0, 100, 10), ("S2", "甲街道", 400.0, 900, 10)]
    offices, office_of = _sited(stations, _rooms(ROOMS_A))
    row = offices.iloc[0]
    assert row["room_id"] == "K3"
    assert row["name"] == "甲街道管理处"
    assert row["office_id"] == "O-甲"
    assert row["crew_travel_m_mean"] == pytest.approx(0.1 * 400 * 1.3, abs=0.1)
    assert office_of == {"S1": "O-甲", "S2": "O-甲"}
    assert (row["stations"], row["estates"], row["households"], row["status"]) == (2, 20, 1_000, "optimal")


def test_an_office_in_a_stations_room_pays_no_second_rent():
    stations = [("K1", "甲街道", 0.0, 100, 20)]
    same, _ = _sited(stations, _rooms([("K1", "EA", 0.0), ("K0", "EA", 0.0)], rent_cny_month=[900.0, 0.0]))
    assert (same["room_id"].iloc[0], same["station_id"].iloc[0], same["rent_cny_month"].iloc[0]) == ("K1", "K1", 0.0)
    own, _ = _sited(stations, _rooms([("K9", "EA", 0.0)], rent_cny_month=[900.0]))
    assert (own["station_id"].iloc[0], own["rent_cny_month"].iloc[0]) == (None, 900.0)
    assert own["monthly_cost_cny"].iloc[0] == 7_000 + 5_500 + 5_000 + 900
    assert own["posts"].iloc[0] == 3


@pytest.mark.parametrize(
    "column",
    [{"can_be": ["station", "both", "office"]}, {"forbidden": [True, False, False]}, {"consent": [False, True, None]}],
)
def test_rooms_that_cannot_be_an_office_are_not_chosen(column):
    offices, _ = _sited([("S1", "甲街道", 0.0, 100, 20)], _rooms(ROOMS_A, **column))
    assert offices["room_id"].iloc[0] == "K2"


def test_without_any_room_a_stations_room_stands_in_and_a_finding_says_so():
    report = Report()
    stations = [("S1", "甲街道", 0.0, 100, 10), ("S2", "甲街道", 400.0, 900, 10)]
    offices, _ = _sited(stations, _rooms(ROOMS_A, can_be="station"), report=report)
    assert (offices["station_id"].iloc[0], offices["status"].iloc[0]) == ("S2", "feasible")
    assert [finding.rule for finding in report.findings] == ["office-room"]
    assert "甲街道" in report.findings[0].found


def test_a_small_subdistrict_shares_with_its_neighbour():
    stations = [("S1", "甲街道", 0.0, 100, 3), ("S2", "乙街道", 800.0, 900, 30)]
    offices, office_of = _sited(stations, _rooms([*ROOMS_A, ("K4", "EB", 800.0)]))
    assert offices["name"].tolist() == ["乙街道、甲街道联合管理处"]
    assert offices["room_id"].tolist() == ["K4"]
    assert office_of["S1"] == office_of["S2"] == "O-乙"


@pytest.mark.parametrize(
    ("estates", "gap", "districts"),
    [(9, 800.0, None), (3, 5_000.0, None), (3, 800.0, {"甲街道": "东区", "乙街道": "西区"})],
    ids=["not small", "too far", "another district"],
)
def test_a_subdistrict_keeps_its_own_office_where_sharing_makes_no_sense(estates, gap, districts):
    stations = [("S1", "甲街道", 0.0, 100, estates), ("S2", "乙街道", gap, 900, 30)]
    offices, _ = _sited(stations, _rooms([*ROOMS_A, ("K4", "EB", gap)]), districts=districts)
    assert sorted(offices["subdistricts"]) == ["乙街道", "甲街道"]


def test_a_large_subdistrict_has_two_offices_numbered_from_west_to_east():
    stations = [("S1", "甲街道", 0.0, 100, 60), ("S2", "甲街道", 400.0, 100, 60)]
    offices, office_of = _sited(stations, _rooms(ROOMS_A))
    assert offices["name"].tolist() == ["甲街道第一管理处", "甲街道第二管理处"]
    assert offices["room_id"].tolist() == ["K1", "K3"]
    assert office_of == {"S1": "O-甲-1", "S2": "O-甲-2"}


def test_a_room_without_estate_belongs_to_the_nearest_stations_subdistrict():
    stations = [("S1", "甲街道", 0.0, 100, 20), ("S2", "乙街道", 5_000.0, 100, 20)]
    offices, _ = _sited(stations, _rooms([("K1", None, 10.0), ("K2", None, 4_900.0)]))
    assert offices.set_index("subdistricts")["room_id"].to_dict() == {"甲街道": "K1", "乙街道": "K2"}


def test_the_order_of_rooms_changes_nothing():
    stations = [("S1", "甲街道", 0.0, 100, 60), ("S2", "甲街道", 400.0, 100, 60)]
    first, _ = _sited(stations, _rooms(ROOMS_A))
    second, _ = _sited(stations, _rooms(ROOMS_A[::-1]))
    assert first["room_id"].tolist() == second["room_id"].tolist()


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000), st.integers(1, 2), st.booleans())
def test_the_rooms_chosen_are_the_best_of_all_choices(seed, count, has_rents):
    random = np.random.default_rng(seed)
    stations, rooms = int(random.integers(1, 6)), int(random.integers(2, 8))
    metres, weight = random.uniform(0, 3_000, (stations, rooms)), random.uniform(1, 900, stations)
    rent = random.uniform(0, 500_000, rooms) if has_rents else np.zeros(rooms)
    chosen = cheapest_rooms(metres, weight, count, rent_cny=rent if has_rents else None)

    def cost(picked):
        return weight @ metres[:, list(picked)].min(axis=1) + rent[list(picked)].sum()

    assert cost(chosen) == pytest.approx(min(map(cost, combinations(range(rooms), count))), abs=1e-2)


def test_a_dear_room_is_left_for_a_cheap_one_near_by():
    rooms = _rooms(
        [("K1", "EA", 0.0), ("K2", "EA", 100.0), ("K3", "EA", 90_000.0)], rent_cny_month=[3_000.0, 500.0, 0.0]
    )
    row = _sited([("S1", "甲街道", 0.0, 1_000, 20)], rooms)[0].iloc[0]
    assert (row["room_id"], row["rent_cny_month"]) == ("K2", 500.0)
    trips = (
        2.0 * 4.345 * 2 * 130.0 / 150.0 * 5_000 / (174 * 60)
    )  # a week, weeks, there and back, minutes, a minute's wage
    assert row["site_score_cny"] == pytest.approx(500.0 + trips, rel=1e-3)


def test_many_trips_are_worth_a_rent():
    rooms = _rooms([("K1", "EA", 0.0), ("K2", "EA", 1_000.0)], rent_cny_month=[3_000.0, 0.0])
    stations = [("S1", "甲街道", 0.0, 1_000, 20)]
    assert _sited(stations, rooms)[0]["room_id"].tolist() == ["K2"]
    assert _sited(stations, rooms, trips_week_1000_households=200.0)[0]["room_id"].tolist() == ["K1"]


def test_a_stations_own_room_costs_no_rent_again():
    rooms = _rooms([("S1", "EA", 0.0), ("K2", "EA", 10.0)], rent_cny_month=[9_000.0, 100.0])
    row = _sited([("S1", "甲街道", 0.0, 1_000, 20)], rooms)[0].iloc[0]
    assert (row["room_id"], row["rent_cny_month"], row["site_score_cny"]) == ("S1", 0.0, pytest.approx(0.0, abs=0.1))
