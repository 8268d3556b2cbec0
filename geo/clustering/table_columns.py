"""Columns of the schema's tables as plain arrays, empty cells and missing columns included."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.clustering.problem import Bools, Floats, Ints


def words(table: pd.DataFrame, column: str) -> list[str | None]:
    """Read a text column; None where a cell is empty."""
    if column not in table.columns:
        return [None] * len(table)
    return [str(word).strip() if isinstance(word, str) and word.strip() else None for word in table[column]]


def codes(given: list[str | None]) -> Ints:
    """Give each different word its number in alphabetical order; -1 where there is none."""
    known = {word: code for code, word in enumerate(sorted({word for word in given if word}))}
    return np.array([known[word] if word else -1 for word in given], np.int32)


def flags(table: pd.DataFrame, column: str) -> Bools:
    """Read a yes-or-no column; an empty cell is no."""
    if column not in table.columns:
        return np.zeros(len(table), np.bool_)
    return np.asarray(table[column].astype("boolean").fillna(value=False), dtype=np.bool_)


def numbers(table: pd.DataFrame, column: str) -> Floats:
    """Read a column of numbers; NaN where a cell is empty."""
    if column not in table.columns:
        return np.full(len(table), np.nan)
    return np.asarray(table[column].astype("Float64").to_numpy("float64", na_value=np.nan))
