"""Locks as people write them, by ids or by names."""

from __future__ import annotations

import pytest

from geo.clustering.lock_rules import Directory, lock_rules
from geo.findings import Report
from tests.clustering.tables import lock_table

ESTATES = Directory.of(["E0", "E1", "E2", "E3"], ["示例甲苑", "示例乙苑", "同名苑", "同名苑"])
ROOMS = Directory.of(["R0", "R1"], ["一号房", None])


def rules(*rows, report=None):
    return lock_rules(lock_table(*rows), ESTATES, ROOMS, count=4, report=report or Report())


def test_no_locks_are_no_rules():
    none = lock_rules(None, ESTATES, ROOMS, count=4, report=Report())
    assert none.locked_room.tolist() == [-1] * 4
    assert none.must_link.shape == none.cannot_link.shape == (0, 2)


def test_ids_and_unique_names_are_found_and_shared_names_are_not():
    assert rules({"estate": "示例乙苑", "room": "一号房"}).locked_room.tolist() == [-1, 0, -1, -1]
    assert rules({"estate": " E2 ", "room": "R1"}).locked_room.tolist() == [-1, -1, 1, -1]
    assert ESTATES.find("同名苑") is None


def test_one_region_name_binds_and_two_part():
    found = rules(
        {"estate": "E0", "region": "东片"}, {"estate": "E2", "region": "东片"}, {"estate": "E3", "region": "西片"}
    )
    assert found.must_link.tolist() == [[0, 2]]
    assert found.cannot_link.tolist() == [[0, 3]]


def test_with_and_apart_are_pairs_told_once():
    found = rules({"estate": "E1", "with": "E0"}, {"estate": "E0", "with": "E1"}, {"estate": "E2", "apart": "E3"})
    assert found.must_link.tolist() == [[0, 1]]
    assert found.cannot_link.tolist() == [[2, 3]]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"estate": "E0", "room": "没有的房"}, "lock-room-unknown"),
        ({"estate": "E0", "with": "别处小区"}, "lock-partner-elsewhere"),
    ],
)
def test_what_is_not_here_is_told(row, rule):
    report = Report()
    rules(row, report=report)
    assert [(finding.rule, finding.severity, finding.estate_id) for finding in report.findings] == [
        (rule, "error", "E0")
    ]


def test_rows_of_other_subdistricts_are_passed_over():
    report = Report()
    found = rules({"estate": "别处小区", "room": "没有的房"}, {"estate": "E0", "apart": "别处小区"}, report=report)
    assert found.locked_room.max() == -1
    assert report.findings == []
