"""What may stand in a cell: never a formula, never what XML or Excel refuses, numbers as numbers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.reports.cells import cell_value, csv_text, is_risky, safe_text, width_of
from geo.wording import using_language


@pytest.mark.parametrize("start", list("=+-@\t\n＝＋－＠"))
def test_a_text_that_begins_like_a_formula_is_risky_and_quoted_in_csv(start):
    assert is_risky(f"{start}1+1")
    assert csv_text(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("words", ["", "示例甲苑", "1-2", "a=b", " =1"])
def test_other_text_stays_as_it_is(words):
    assert not is_risky(words)
    assert csv_text(words) == words


@given(st.text(st.characters()))
def test_safe_text_has_nothing_that_xml_refuses(words):
    safe = safe_text(words)
    assert len(safe) <= len(words)
    assert all(sign in "\t\n" or sign >= " " for sign in safe)
    safe.encode("utf-8")
    assert not set(safe) & {"\ufffe", "\uffff"}


def test_line_ends_are_of_one_kind_and_a_leading_one_is_risky():
    assert safe_text("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert is_risky("\r=1")
    assert csv_text("\r=1") == "'\n=1"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    cut = safe_text("长" * 40_000)
    assert len(cut) == 32_767
    assert cut.endswith("已截断）")
    with using_language("en"):
        assert safe_text("x" * 40_000).endswith("cut)")


def test_values_become_what_a_cell_holds():
    assert cell_value(None) is cell_value(pd.NA) is cell_value(float("nan")) is cell_value(-np.inf) is None
    assert cell_value(np.inf) == "不可达"
    assert cell_value(np.int64(3)) == 3
    assert cell_value(np.float64(2.5)) == 2.5
    assert [cell_value(True), cell_value(np.False_)] == ["是", "否"]
    assert cell_value(date(2025, 1, 2)) == date(2025, 1, 2)
    with using_language("en"):
        assert [cell_value(True), cell_value(np.inf)] == ["yes", "unreachable"]


def test_chinese_takes_twice_the_width():
    assert width_of("示例") == width_of("abcd")
    assert width_of("短\n长一些") == width_of("长一些")
    assert width_of(None) == 0
    assert width_of(1234567, "#,##0") >= len("1,234,567")
