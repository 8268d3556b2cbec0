import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.io.values import parse_date, parse_year


@pytest.mark.parametrize(
    ("cell", "year", "rule"),
    [
        (1985, 1985, ""),
        (1985.0, 1985, ""),
        ("1985.0", 1985, ""),
        ("１９８５", 1985, ""),
        ("1985年", 1985, "unit-in-cell"),
        ("1985年建成", 1985, "unit-in-cell"),
        ("1985.6", 1985, "year-of-date"),
        ("1985-06-30", 1985, "year-of-date"),
        ("1985年6月竣工", 1985, "year-of-date"),
        ("19950601", 1995, "year-of-date"),
        (199506, 1995, "year-of-date"),
        (dt.datetime(1985, 6, 1), 1985, "year-of-date"),
        (31000, 1984, "excel-serial"),
        ("31000", 1984, "excel-serial"),
        ("85年", 1985, "two-digit-year"),
        ("80年代", 1985, "middle-of-decade"),
        ("八十年代", 1985, "middle-of-decade"),
        ("上世纪80年代", 1985, "middle-of-decade"),
        ("1980年代", 1985, "middle-of-decade"),
        ("90年代初", 1991, "part-of-decade"),
        ("20世纪90年代末", 1999, "part-of-decade"),
        ("1985-1992", 1992, "last-of-several"),
        ("1985年至1992年", 1992, "last-of-several"),
        ("1985、1990、1992", 1992, "last-of-several"),
        ("80、90年代", 1995, "last-of-several"),
        ("2000年前", 2000, "before-year"),
        ("2000年以前", 2000, "before-year"),
        ("1990年后", 1991, "after-year"),
        ("2000年前后", 2000, "approximate"),
        ("约1985年", 1985, "approximate"),
        ("1985（2005翻建）", 1985, "remark-in-cell"),
        ("一九八五年", 1985, "unit-in-cell"),
    ],
)
def test_years_are_read_as_people_write_them(cell, year, rule):
    reading = parse_year(cell)
    assert (reading.value, reading.rule) == (year, rule)


@pytest.mark.parametrize("cell", ["abc", 5, -1, 999999, True, "1700", float("inf"), 10**30, "户"])
def test_what_is_no_year_is_a_fault(cell):
    assert parse_year(cell).fault == "not-a-year"


def test_doubtful_years_are_less_sure_than_plain_ones():
    assert parse_year("80年代").confidence < parse_year("1985年6月").confidence <= parse_year(1985).confidence == 1


@settings(deadline=None)
@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.dates()))
def test_a_year_that_is_read_lies_in_the_schema_s_range(cell):
    value = parse_year(cell).value
    assert value is None or 1840 <= value <= 2100


@pytest.mark.parametrize(
    ("cell", "day", "rule"),
    [
        ("2021-05-01", "2021-05-01", ""),
        (dt.date(2021, 5, 1), "2021-05-01", ""),
        ("2021/5/1", "2021-05-01", "date-format"),
        ("2021年5月1日", "2021-05-01", "date-format"),
        ("20210501", "2021-05-01", "date-format"),
        (44317, "2021-05-01", "excel-serial"),
        ("2021年5月", "2021-05-01", "first-of-month"),
        ("2021", "2021-01-01", "first-of-year"),
    ],
)
def test_days_become_iso_text(cell, day, rule):
    reading = parse_date(cell)
    assert (reading.value, reading.rule) == (day, rule)


@pytest.mark.parametrize("cell", ["2021-13-01", "5月", "待签", True])
def test_what_is_no_day_is_a_fault(cell):
    assert parse_date(cell).fault == "not-a-date"
