"""Assignments with their second-best station, in plain words."""

from __future__ import annotations

import numpy as np
import pytest

from geo.clustering.regions import describe_subdistrict
from geo.wording import using_language
from tests.clustering.solved import solved


def _assignments(made):
    tables = describe_subdistrict(made.problem, made.solution, **made.options())
    return tables["assignments"].set_index("estate_id")


def test_every_estate_has_one_row_with_its_own_station_and_walk():
    made = solved(seed=3)
    table = _assignments(made)
    assert table.index.tolist() == list(made.problem.estate_ids)
    assert table["station_id"].tolist() == ["E-S0", "E-S0", "E-S1", "E-S1"]
    own = made.problem.walk_m[np.arange(4), made.solution.room_of]
    assert table["walk_m"].tolist() == pytest.approx(own.tolist())
    assert set(table["rung"]) == {"straight"}


def test_a_line_leads_from_each_estate_to_its_station():
    made = solved(seed=3)
    line = _assignments(made).to_crs("EPSG:4549").geometry["E01"]
    assert line.length * 1.3 == pytest.approx(made.problem.walk_m[1, 0], abs=0.1)


def test_the_reason_says_host_nearest_and_what_the_second_best_would_cost():
    reasons = _assignments(solved(columns=5, hosts=(0, 4), room_of=(0, 0, 0, 1, 1)))["reason"]
    assert reasons["E00"] == "服务站设在本小区；不能改归示例戊苑服务站：本片区服务站在此"
    assert reasons["E01"].startswith("示例甲苑服务站最近，步行约 189 m；")
    assert reasons["E02"].startswith("步行约 384 m") or reasons["E02"].startswith("示例甲苑服务站最近")
    assert "改归示例戊苑服务站，得分每月" in reasons["E02"]


def test_the_reason_names_the_nearer_station_that_is_not_taken():
    made = solved(columns=4, rows=2, hosts=(0, 7, 3), room_of=(0, 0, 0, 2, 0, 1, 1, 1))
    locked = np.full(8, -1, np.int32)
    locked[2] = 0
    made = solved(
        columns=4,
        rows=2,
        hosts=(0, 7, 3),
        room_of=(0, 0, 0, 2, 0, 1, 1, 1),
        problem_changes={"locked_room": locked},
    )
    row = _assignments(made).loc["E02"]
    assert row["locked"]
    assert row["reason"].startswith("按锁定归入；步行约")
    assert "已锁定" in row["reason"]
    assert np.isnan(row["second_price_cny"])
    assert row["second_station_id"] == "E-S2"


def test_a_place_to_be_verified_is_said_and_not_claimed():
    made = solved(more={"place_quality": ["surveyed", "shared", "community", "portal"]})
    table = _assignments(made)
    assert table["walk_claim"].tolist() == [True, False, False, True]
    assert table["reason"]["E01"].endswith("位置待核，不计入步行指标")


def test_no_way_to_the_station_is_said_and_never_a_huge_number():
    made = solved()
    made.walk.metres[:] = np.inf
    table = _assignments(made)
    assert np.isinf(table["walk_m"]).all()
    assert table["reason"]["E01"].startswith("步行无法到达示例甲苑服务站")


def test_with_a_single_station_the_reason_says_so():
    table = _assignments(solved(hosts=(0,), room_of=(0,) * 4))
    assert table["reason"]["E03"].endswith("本街道只有这一处服务站")
    assert table["second_station_id"].isna().all()


def test_reasons_are_said_in_the_language_in_force():
    with using_language("en"):
        assert "on foot" in _assignments(solved())["reason"]["E01"]
