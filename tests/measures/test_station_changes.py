"""Stations and estates that changed, on plans of a few estates counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from geo.measures.station_changes import changed_stations, moved_estates, station_changes
from tests.measures.sides import row_plan

NAMES = ("今", "改")


def _kinds(before, after):
    return {(one.before, one.after): one.kind for one in station_changes(before, after)}


def test_a_room_that_both_plans_use_is_kept_even_where_it_serves_others():
    before = row_plan({"R1": ["E1", "E2"], "R4": ["E3", "E4"]})
    after = row_plan({"R1": ["E1", "E2", "E3"], "R4": ["E4"]})
    assert _kinds(before, after) == {("R1", "R1"): "kept", ("R4", "R4"): "kept"}


def test_a_room_on_the_same_spot_under_another_id_is_kept():
    before = row_plan({"R1": ["E1", "E2"]})
    after = row_plan({"R9": ["E1", "E2"]}, at={"R9": 1.1})  # 10 m beside
    assert _kinds(before, after) == {("R1", "R9"): "kept"}


def test_an_id_that_stands_elsewhere_is_another_room():
    before = row_plan({"R1": ["E1", "E2"]})
    after = row_plan({"R1": ["E1", "E2"]}, at={"R1": 2})
    (change,) = station_changes(before, after)
    assert change.kind == "moved"
    assert change.distance_m == pytest.approx(95, abs=1)


def test_a_station_that_serves_most_of_the_same_households_has_moved():
    before = row_plan({"R1": ["E1", "E2", "E3"], "R6": ["E5", "E6"]})
    after = row_plan({"R2": ["E1", "E2", "E3"], "R6": ["E5", "E6"]})
    assert _kinds(before, after) == {("R1", "R2"): "moved", ("R6", "R6"): "kept"}


def test_stations_without_a_majority_in_common_are_closed_and_opened():
    before = row_plan({"R1": ["E1", "E2", "E3", "E4"]})
    after = row_plan({"R2": ["E1", "E2"], "R3": ["E3", "E4"]})
    assert _kinds(before, after) == {("R1", None): "closed", (None, "R2"): "opened", (None, "R3"): "opened"}


def test_estates_that_moved_say_from_where_to_where_and_how_much_farther():
    before = row_plan({"R1": ["E1", "E2"], "R4": ["E3", "E4"]})
    after = row_plan({"R1": ["E1", "E2", "E3"], "R4": ["E4"]}, households={"E3": 70})
    table = moved_estates(NAMES, before, after, station_changes(before, after))
    (row,) = table.to_dict("records")
    assert (row["estate_id"], row["change"]) == ("E3", "reassigned")
    assert (row["from_station"], row["to_station"]) == ("R4服务站", "R1服务站")
    assert (row["from_walk_m"], row["to_walk_m"], row["farther_m"]) == (100, 200, 100)


def test_estates_whose_station_moved_are_told_apart_from_those_reassigned():
    before = row_plan({"R1": ["E1", "E2", "E3"], "R6": ["E5", "E6"]})
    after = row_plan({"R2": ["E1", "E2", "E3", "E5"], "R6": ["E6"]})
    table = moved_estates(NAMES, before, after, station_changes(before, after)).set_index("estate_id")
    assert table["change"].to_dict() == {
        "E1": "with_station",
        "E2": "with_station",
        "E3": "with_station",
        "E5": "reassigned",
    }


def test_estates_of_one_plan_only_are_listed_too():
    before, after = row_plan({"R1": ["E1", "E2"]}), row_plan({"R1": ["E2", "E3"]})
    table = moved_estates(NAMES, before, after, station_changes(before, after)).set_index("estate_id")
    assert table["change"].to_dict() == {"E1": "dropped", "E3": "added"}
    assert table.loc["E1", "to_station_id"] is None


def test_the_table_of_stations_has_their_loads_before_and_after():
    before, after = row_plan({"R1": ["E1", "E2"], "R4": ["E4"]}), row_plan({"R1": ["E1", "E2", "E4"]})
    table = changed_stations(NAMES, before, after, station_changes(before, after)).set_index("change")
    assert table.loc["kept", ["from_households", "to_households", "from_estates", "to_estates"]].tolist() == [
        200,
        300,
        2,
        3,
    ]
    assert np.isnan(table.loc["closed", "distance_m"])


def test_plans_alike_have_no_estate_moved():
    plan = row_plan({"R1": ["E1", "E2"], "R4": ["E3", "E4"]})
    assert moved_estates(NAMES, plan, plan, station_changes(plan, plan)).empty
