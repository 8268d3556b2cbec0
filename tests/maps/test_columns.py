"""Columns become JSON that every browser reads, and say nothing twice."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.maps.columns import pack, pick, plain


@pytest.mark.parametrize("missing", [None, pd.NA, pd.NaT, float("nan"), float("inf"), np.float64("-inf")])
def test_what_is_missing_or_not_finite_becomes_null(missing: object) -> None:
    assert plain(missing) is None


def test_numbers_of_numpy_become_plain_and_short() -> None:
    assert [plain(np.int64(3)), plain(np.float64(0.1) * 3), plain(np.bool_(True)), plain(2.0)] == [3, 0.3, True, 2]
    assert isinstance(plain(2.0), int)


def test_nested_facts_become_plain() -> None:
    assert plain({"walk_m": {"mean": np.float64(12.5), "max": float("nan")}, 3: (1,)}) == {
        "walk_m": {"mean": 12.5, "max": None},
        "3": [1],
    }


@given(st.lists(st.sampled_from(["一村", "二村", "", "C:\\2019"]), max_size=20))
@settings(deadline=None)
def test_a_text_column_can_be_read_back_whatever_way_it_is_written(values: list[str]) -> None:
    column = pack({"name": values}, len(values))["columns"].get("name")
    if column is None:
        assert not any(values)
    elif isinstance(column, dict):
        assert [column["of"][at] for at in column["at"]] == values
        assert len(set(column["of"])) == len(column["of"])
    else:
        assert column == values


def test_a_column_without_values_is_left_out_and_its_rows_still_count() -> None:
    assert pack({"alias": [None, "", None], "rings": [[], [], []]}, 3) == {"rows": 3, "columns": {}}


def test_nullable_columns_of_a_table_pass() -> None:
    frame = pd.DataFrame(
        {"households": pd.array([1, None], dtype="Int64"), "locked": pd.array([True, None], dtype="boolean")}
    )
    packed = pack(pick(frame, ("households", "locked")), 2)
    assert json.loads(json.dumps(packed))["columns"] == {"households": [1, None], "locked": [True, None]}
