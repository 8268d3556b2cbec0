"""Declared tables as Arrow and back: types, missing values and shapes stay as they are."""

from __future__ import annotations

from datetime import date, datetime

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.schema import PLAN_TABLES, SOLUTIONS, TABLES, Column, Table
from geo.schema.arrow import from_arrow, layer_geometry, to_arrow

SAMPLE = Table(
    "sample",
    "样例",
    "sample",
    "key",
    (
        Column("key", "编号", "key"),
        Column("count", "数", "count", "int"),
        Column("size_m2", "面积", "size", "float"),
        Column("open", "开放", "open", "bool"),
        Column("on", "日期", "on", "date"),
    ),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
ROWS = st.lists(
    st.tuples(
        st.none() | WORDS,
        st.none() | st.integers(-(2**53), 2**53),
        st.none() | st.floats(allow_nan=False),
        st.none() | st.booleans(),
        st.none() | st.dates(),
    )
)


@settings(deadline=None)
@given(ROWS)
def test_a_table_comes_back_from_arrow_as_it_was(rows):
    names = SAMPLE.names()
    columns = {name: pd.Series([row[i] for row in rows], dtype=object) for i, name in enumerate(names)}
    frame = SAMPLE.conform(pd.DataFrame(columns))
    pd.testing.assert_frame_equal(from_arrow(SAMPLE, to_arrow(SAMPLE, frame)), frame)


def test_empty_tables_keep_columns_and_types():
    for declared in TABLES.values():
        back = from_arrow(declared, to_arrow(declared, declared.empty()))
        pd.testing.assert_frame_equal(pd.DataFrame(back), pd.DataFrame(declared.empty()))
        assert isinstance(back, gpd.GeoDataFrame) == (declared.geometry != "none")


def test_a_time_of_day_is_dropped_from_a_date():
    frame = pd.DataFrame({"key": ["a"], "on": [datetime(2025, 1, 2, 3, 4)]})
    assert to_arrow(SAMPLE, frame).column("on").to_pylist() == [date(2025, 1, 2)]


def test_nan_becomes_missing_and_infinity_stays():
    frame = pd.DataFrame({"name": ["x", "y"], "objective": [np.nan, np.inf]})
    assert to_arrow(SOLUTIONS, frame).column("objective").to_pylist() == [None, np.inf]


def test_columns_of_others_are_left_out_and_missing_ones_come_empty():
    arrow = pa.table({"key": ["a"], "stranger": [1]})
    assert from_arrow(SAMPLE, arrow).columns.tolist() == SAMPLE.names()


def test_every_geometry_kind_has_a_layer_type():
    for declared in PLAN_TABLES:
        assert (layer_geometry(declared, declared.empty()) is None) == (declared.geometry == "none")


def test_a_table_that_had_no_shapes_in_an_earlier_version_comes_back_without():
    declared = Table("old", "旧", "old", "name", (Column("name", "名称", "name"),), "any")
    back = from_arrow(declared, pa.table({"name": ["a", "b"]}))
    assert back["name"].tolist() == ["a", "b"]
    assert back["geometry"].isna().all()
