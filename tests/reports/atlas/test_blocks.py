"""Cells and heights of tables on pages."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.reports.atlas.blocks import Column, height_of, lines_of, said, table, ten_thousands, whole


@pytest.mark.parametrize(
    ("cell", "words"),
    [(None, "—"), ("", "—"), (pd.NA, "—"), (float("nan"), "—"), (0, "0"), (12_345, "12,345"), (1234.4, "1,234"),
     (True, "是"), ("名称", "名称"), ("a\nb", "a b")],
)  # fmt: skip
def test_cells_are_written_for_people(cell, words):
    assert said(cell) == words


def test_numbers_that_are_not_known_stay_unknown():
    assert (whole(None), whole(pd.NA), whole(3.0)) == (None, None, 3)
    assert (ten_thousands(float("nan")), ten_thousands(123_456.0)) == (None, "12.3")


def test_a_table_is_higher_for_more_rows_and_for_rows_that_wrap():
    columns = (Column("甲", 20), Column("乙"))
    one, two = (height_of(table(columns, [("一", "二")] * n)) for n in (1, 2))
    wrapped = height_of(table(columns, [("一二三四五六七八九十一二", "二")]))
    assert one < two
    assert one < wrapped
    assert lines_of("字" * 60) == 1
    assert lines_of("字" * 70) == 2
