"""Columns as arrays, with empty cells and missing columns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.clustering.table_columns import codes, flags, numbers, words


def test_empty_and_missing_cells_are_told_apart_from_values():
    table = pd.DataFrame(
        {
            "word": pd.array(["甲 ", "", None], dtype="object"),
            "flag": pd.array([True, None, False], dtype="boolean"),
            "number": pd.array([1, None, 3], dtype="Int64"),
        }
    )
    assert words(table, "word") == ["甲", None, None]
    assert words(table, "none") == [None, None, None]
    assert flags(table, "flag").tolist() == [True, False, False]
    assert flags(table, "none").tolist() == [False] * 3
    assert np.array_equal(numbers(table, "number"), [1.0, np.nan, 3.0], equal_nan=True)
    assert np.isnan(numbers(table, "none")).all()


def test_words_are_numbered_in_their_own_order():
    assert codes(["b", None, "a", "b"]).tolist() == [1, -1, 0, 1]
