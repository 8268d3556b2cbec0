import datetime as dt

import pytest

from geo.findings import Report
from geo.io.columns import describe, parse_text, read_column
from geo.io.headings import match_headings
from geo.schema import COORDINATE_COLUMNS, ESTATES, ROOMS
from geo.wording import using_language
from tests.io.ledgers import raw_table, rules


def test_a_column_of_another_table_is_read_by_its_declaration():
    report = Report()
    raw = raw_table(
        {"用房编号": ["R1", "R2"], "是否同意": ["是", "蓝"], "月租金": ["1,200元", "—"], "可作": ["服务站", "管理处"]}
    )
    table = match_headings(raw, ROOMS.columns, Report())
    assert read_column(table, ROOMS["consent"], report) == [True, None]
    assert read_column(table, ROOMS["rent_cny_month"], report) == [1_200.0, None]
    assert read_column(table, ROOMS["can_be"], report) == ["station", "office"]
    assert rules(report) == ["unreadable-value", "missing-marks"]


def test_a_column_that_the_table_lacks_reads_as_empty():
    table = match_headings(raw_table({"小区名称": ["示例苑"] * 2}), ESTATES.columns, Report())
    assert read_column(table, ESTATES["households"], Report()) == [None, None]


def test_one_two_and_true_are_three_different_cells():
    table = match_headings(raw_table({"小区名称": ["a"] * 3, "户数": [1, True, 1.0]}), ESTATES.columns, Report())
    report = Report()
    assert read_column(table, ESTATES["households"], report) == [1, None, 1]
    assert rules(report) == ["unreadable-value"]


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("示例苑", "示例苑", ""),
        ("  示例苑\u3000", "示例苑", "outer-spaces"),
        ("示例\n苑", "示例 苑", "control-signs"),
        ("示例\x00苑", "示例苑", "control-signs"),
        (118, "118", ""),
        (118.0, "118", ""),
        (dt.datetime(2021, 3, 5), "2021-03-05", "date-as-text"),
        ("无", None, "missing-mark"),
        (None, None, ""),
    ],
)
def test_text_is_kept_as_written(cell, value, rule):
    reading = parse_text(cell)
    assert (reading.value, reading.rule) == (value, rule)


@pytest.mark.parametrize("column", [*ESTATES.columns, *COORDINATE_COLUMNS], ids=lambda column: column.name)
def test_every_column_can_be_described_in_both_languages(column):
    for language in ("zh", "en"):
        with using_language(language):
            assert describe(column)
