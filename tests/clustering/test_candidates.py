"""Candidate rooms: from the table, or still to be found."""

from __future__ import annotations

from geo.clustering.candidates import candidate_rooms
from geo.findings import Report
from geo.policy import Policy
from tests.clustering.tables import estate_table, room_table


def rules(report):
    return [finding.rule for finding in report.findings]


def test_without_a_table_every_estate_has_a_room_to_be_found():
    rooms = candidate_rooms(
        estate_table(3), None, Policy().with_settings({"stations.rent_to_be_found_cny_month": 800.0})
    )
    assert rooms["room_id"].tolist() == ["TBF-E0", "TBF-E1", "TBF-E2"]
    assert set(rooms["kind"]) == {"to_be_found"}
    assert rooms["rent_cny_month"].tolist() == [800.0] * 3
    assert rooms.crs.to_epsg() == 4326


def test_with_a_table_only_its_rooms_are_candidates():
    estates = estate_table(4)
    assert candidate_rooms(estates, room_table(estates, ["E0", "E2"]), Policy())["room_id"].tolist() == ["R0", "R1"]


def test_office_rooms_and_refused_ones_are_left_out_and_told():
    estates, report = estate_table(4), Report()
    rooms = room_table(
        estates, ["E0", "E1", "E2", "E3"], can_be=["office", "both", None, "station"], consent=[None, False, True, None]
    )
    assert candidate_rooms(estates, rooms, Policy(), report=report)["room_id"].tolist() == ["R2", "R3"]
    assert rules(report) == ["room-office-only", "room-refused"]


def test_a_room_without_an_estate_goes_to_the_nearest_one_if_near():
    estates, report = estate_table(4), Report()
    rooms = room_table(estates, ["E1", "E2"])
    rooms["estate_id"] = [None, "不在此处"]
    rooms.loc[1, "geometry"] = rooms.geometry[1].__class__(121.9, 31.5)
    kept = candidate_rooms(estates, rooms, Policy(), report=report)
    assert kept["estate_id"].tolist() == ["E1"]
    assert rules(report) == ["room-far"]


def test_a_subdistrict_without_any_room_gets_rooms_to_be_found():
    estates = estate_table(4, subdistrict=["示例街道", "示例街道", "样例街道", "样例街道"])
    kept = candidate_rooms(estates, room_table(estates, ["E0"]), Policy())
    assert kept["room_id"].tolist() == ["R0", "TBF-E2", "TBF-E3"]


def test_an_estate_above_the_ceiling_gets_a_room_of_its_own():
    estates = estate_table(4, floor_area_m2=[2e4, 5e5, 2e4, 2e4])
    assert candidate_rooms(estates, room_table(estates, ["E0"]), Policy())["room_id"].tolist() == ["R0", "TBF-E1"]


def test_estates_far_from_every_room_may_find_their_own():
    estates = estate_table(4)
    policy = Policy().with_settings({"stations.other_rooms_m": 150.0})
    assert candidate_rooms(estates, room_table(estates, ["E0"]), policy)["room_id"].tolist() == [
        "R0",
        "TBF-E2",
        "TBF-E3",
    ]


def test_forbidden_rooms_stay_in_so_that_a_clash_can_name_them():
    estates = estate_table(2)
    assert candidate_rooms(estates, room_table(estates, ["E0"], forbidden=[True]), Policy())["room_id"].tolist() == [
        "R0"
    ]
