import numpy as np
import pytest

from geo.io.values import (
    apply_rate,
    area_factor,
    bare_fee_unit,
    decide_area_unit,
    decide_rates,
    fee_unit,
    parse_fee,
    parse_number,
    parse_rate,
)

NAN = np.nan


@pytest.mark.parametrize(
    ("cell", "m2"),
    [
        ("32000㎡", 32_000),
        ("3.2万㎡", 32_000),
        ("3.2万平方米", 32_000),
        ("48亩", 32_000),
        ("3.2公顷", 32_000),
        ("32,000.5 m²", 32_000.5),
    ],
)
def test_area_units_in_the_cell_count(cell, m2):
    reading = parse_number(cell)
    assert reading.value * area_factor(reading.unit) == pytest.approx(m2)


@pytest.mark.parametrize(
    ("heading", "factor"), [("万㎡", 10_000), ("㎡", 1), ("万平方米", 10_000), ("户", None), ("", None)]
)
def test_units_of_headings_are_known_or_not(heading, factor):
    assert area_factor(heading) == factor


def test_households_tell_ten_thousands_from_square_metres():
    households = np.array([300.0, 500.0, NAN])
    assert decide_area_unit(np.array([2.1, 3.4, 9.0]), households, low=40, high=150).factor == 10_000
    assert decide_area_unit(np.array([21_000.0, 34_000.0, 9.0]), households, low=40, high=150).factor == 1


def test_without_households_only_a_clear_size_decides():
    unknown = np.array([NAN, NAN, NAN])
    assert decide_area_unit(np.array([2.1, 3.4, 9.0]), unknown, low=40, high=150).factor == 10_000
    assert decide_area_unit(np.array([21_000.0, 900.0, 3_000.0]), unknown, low=40, high=150).factor == 1
    assert decide_area_unit(np.array([120.0, 200.0, 250.0]), unknown, low=40, high=150).factor is None


def shares(cells, heading_unit=""):
    readings = [parse_rate(cell) for cell in cells]
    bare = [r.value for r in readings if r.value is not None and r.unit != "%"]
    decision = decide_rates(bare, heading_unit=heading_unit)
    return [apply_rate(reading, decision, stated=bool(heading_unit)).value for reading in readings]


def test_a_column_is_percent_where_most_numbers_are_above_one():
    assert shares([30, 25.5, "40", 0]) == pytest.approx([0.30, 0.255, 0.40, 0])


def test_a_column_of_shares_stays_as_it_is():
    assert shares([0.3, "0.25", 1, 0]) == [0.3, 0.25, 1, 0]


def test_written_percents_need_no_decision():
    assert shares(["30%", "３０％", "三成", "百分之三十", 0.3]) == pytest.approx([0.3, 0.3, 0.3, 0.3, 0.3])


def test_a_stray_share_among_percents_is_read_as_a_share_and_flagged():
    decision = decide_rates([30, 35, 0.3])
    reading = apply_rate(parse_rate(0.3), decision, stated=False)
    assert (reading.value, reading.rule) == (0.3, "share-among-percents")


def test_a_heading_that_says_percent_decides_for_numbers_below_one_too():
    assert shares([30, 0.5], heading_unit="%") == pytest.approx([0.3, 0.005])


@pytest.mark.parametrize(
    ("cell", "per_household", "months"),
    [
        ("0.5元/㎡·月", False, 1),
        ("30元/户·月", True, 1),
        ("360元/年", True, 12),
        ("6元/㎡·年", False, 12),
        ("每月0.5元/平米", False, 1),
    ],
)
def test_fee_units_are_understood(cell, per_household, months):
    unit = fee_unit(parse_fee(cell).unit)
    assert (unit.per_household, unit.months) == (per_household, months)


def test_a_bare_fee_is_per_square_metre_only_where_it_is_small_enough():
    assert bare_fee_unit(0.5) is not None
    assert bare_fee_unit(30) is None
    assert parse_fee("免费").value == 0
