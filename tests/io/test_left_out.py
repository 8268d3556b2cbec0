import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.findings import Report
from geo.io.duplicates import Duplicate
from geo.io.left_out import list_rejects, list_to_locate, say_counts, say_left_out
from geo.wording import catalogue

POINT = shapely.Point(120.3, 31.57)
RULES = [
    "no-name",
    "duplicate",
    "relocation",
    "managed-by-firm",
    "too-new",
    "presumed",
    "undecided",
    "no-subdistrict",
    "no-place",
]


def judged(**columns):
    size = len(next(iter(columns.values())))
    usual = {
        "estate_id": [f"E{i}" for i in range(size)],
        "name": ["示例苑"] * size,
        "subdistrict": ["示例街道"] * size,
        "left_out": [""] * size,
        "eligibility_reason": ["依据"] * size,
        "geometry": [POINT] * size,
    }
    plain = {
        name: pd.Series(values, dtype="object") for name, values in {**usual, **columns}.items() if name != "geometry"
    }
    return gpd.GeoDataFrame(plain, geometry=columns.get("geometry", usual["geometry"]), crs="EPSG:4326")


def test_each_row_is_rejected_under_the_first_rule_that_holds():
    rows = judged(
        name=[None, "示例苑", "示例苑", "示例苑", "示例苑"],
        left_out=["relocation", "relocation", "relocation", "", ""],
        subdistrict=[None, None, None, None, "示例街道"],
    )
    rejects = list_rejects(rows, [Duplicate("E1", "E4", "同名")])
    assert dict(zip(rejects["estate_id"], rejects["rule"], strict=True)) == {
        "E0": "no-name",
        "E1": "duplicate",
        "E2": "relocation",
        "E3": "no-subdistrict",
    }
    assert rejects.set_index("estate_id").loc["E1", "evidence"] == "同名"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_would_change_it(rule):
    assert f"reject.{rule}.remedy" in catalogue()


def test_only_rows_that_would_be_planned_are_to_be_located():
    rows = judged(geometry=[None, None, POINT, shapely.Point()])
    listed = list_to_locate(rows, np.array([True, False, True, True]))
    assert listed["estate_id"].tolist() == ["E0", "E3"]
    assert listed["rule"].tolist() == ["no-place"] * 2


def test_a_ledger_with_nothing_to_plan_is_an_error():
    rows = judged(geometry=[None])
    report = Report()
    say_counts(rows, rows.iloc[:0], list_to_locate(rows, np.array([True])), report)
    assert [(f.severity, f.rule) for f in report.findings] == [("error", "nothing-to-plan")]


def test_rows_that_are_not_planned_are_told_once_a_rule_with_their_rows():
    rows = judged(name=["甲", "乙", "丙"], left_out=["too-new", "too-new", ""], geometry=[POINT, POINT, None])
    rows = rows.assign(source_file="a.csv", source_sheet="", source_row=[2, 3, 4])
    rejects = list_rejects(rows, [])
    report = Report()
    say_left_out((rejects, list_to_locate(rows, np.array([False, False, True]))), report)
    assert [(f.rule, f.severity, f.file) for f in report.findings] == [
        ("row-not-planned", "note", "a.csv"),
        ("row-not-planned", "warning", "a.csv"),
    ]
    assert all(word in report.findings[0].found for word in ("晚于", "2", "3", "甲", "乙"))
    assert report.findings[1].remedy
