import datetime as dt
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.io.values import COUNT_UNITS, parse_number
from geo.io.values.numerals import numeral_value

HOUSEHOLDS, BUILDINGS = COUNT_UNITS["户"], COUNT_UNITS["幢"]


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        (300, 300, ""),
        ("300", 300, ""),
        (" 300 ", 300, ""),
        ("约300户", 300, "approximate"),
        ("大约 300 户左右", 300, "approximate"),
        ("300余户", 300, "approximate"),
        ("三百多户", 300, "approximate"),
        ("300以上", 300, "approximate"),
        ("≥300", 300, "bound"),
        ("300-350", 325, "middle-of-range"),
        ("300户～350户", 325, "middle-of-range"),
        ("三百户", 300, "numeral"),
        ("三百二十", 320, "numeral"),
        ("一千二", 1200, "numeral"),
        ("一百零五", 105, "numeral"),
        ("两千零三十", 2030, "numeral"),
        ("1.2万户", 12000, "numeral"),
        ("3万2", 32000, "numeral"),
        ("３００", 300, "width"),
        ("1,234", 1234, "thousands"),
        ("1，234户", 1234, "unit-in-cell"),
        ("1 234", 1234, "thousands"),
        ("共300户。", 300, "unit-in-cell"),
        ("120+80户", 200, "sum"),
        ("300户/900人", 300, "picked-by-unit"),
        ("300户（含车库）", 300, "remark-in-cell"),
        ("-5", -5, ""),
        ("1e308", 1e308, ""),
    ],
)
def test_counts_are_read_as_people_write_them(cell, value, rule):
    reading = parse_number(cell, units=HOUSEHOLDS)
    assert (reading.value, reading.rule, reading.fault) == (value, rule, "")


@pytest.mark.parametrize(
    ("cell", "value"), [("12幢(含2幢平房)", 12), ("12幢（含2幢平房）", 12), ("12栋36单元", 12), ("1-12幢", 12)]
)
def test_buildings_are_counted_without_what_stands_beside_them(cell, value):
    assert parse_number(cell, units=BUILDINGS).value == value


@pytest.mark.parametrize(
    "cell", [None, "", "  ", math.nan, "—", "/", "-", "无", "暂无", "不详", "N/A", "nan", "null", "?"]
)
def test_marks_for_nothing_known_are_missing_and_no_fault(cell):
    reading = parse_number(cell, units=HOUSEHOLDS)
    assert reading.value is None
    assert not reading.fault


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("abc", "not-a-number"),
        ("几十户", "not-a-number"),
        ("12,34", "not-a-number"),
        ("12 13", "not-a-number"),
        ("350-300", "not-a-number"),
        ("=1+1", "not-a-number"),
        ("300元", "unit"),
        ("inf", "not-finite"),
        ("-Infinity", "not-finite"),
        ("1e400", "not-finite"),
        (math.inf, "not-finite"),
        (10**400, "not-finite"),
        ("#REF!", "formula-error"),
        (dt.date(2020, 3, 5), "date"),
        (True, "yes-no"),
    ],
)
def test_what_cannot_be_a_count_is_a_fault_with_its_reason(cell, fault):
    reading = parse_number(cell, units=HOUSEHOLDS)
    assert (reading.value, reading.fault) == (None, fault)


def chinese(number: int) -> str:
    """Write a number below ten thousand as it is spoken in full."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    words, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += ("零" if zero and words else "") + digits[digit] + units[power]
            zero = False
        else:
            zero = True
    return words or "零"


@settings(deadline=None)
@given(st.integers(0, 9999))
def test_every_spoken_number_is_read_back(number):
    assert numeral_value(chinese(number)) == number


@settings(deadline=None)
@given(st.integers(1, 10**9))
def test_grouped_thousands_mean_the_plain_number(number):
    assert parse_number(f"{number:,}").value == number


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_but_never_breaks(written):
    reading = parse_number(written)
    assert reading.value is None or (isinstance(reading.value, float) and math.isfinite(reading.value))
