"""Reading rows of a table whose columns may be missing: their cells, names, source and estate."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geo.errors import shortlist
from geo.findings import Where


def cells(table: pd.DataFrame, name: str) -> list[Any]:
    """Take a column as a list, empty text where the table lacks it."""
    return list(table[name]) if name in table.columns else [""] * len(table)


def words(table: pd.DataFrame, name: str) -> list[str]:
    """Take a column as text, empty where missing."""
    if name not in table.columns:
        return [""] * len(table)
    missing = table[name].isna().to_numpy()
    return ["" if gone else str(cell) for cell, gone in zip(table[name].tolist(), missing, strict=True)]


@dataclass(frozen=True, slots=True)
class Origins:
    """Where all rows of a table come from, as lists: for loops over many rows."""

    files: list[str]
    sheets: list[str]
    rows: list[int | None]
    estate_ids: list[str]

    @classmethod
    def of(cls, table: pd.DataFrame) -> Origins:
        """Take the columns of origin, empty where the table lacks them."""
        lines = [None if pd.isna(row) or row == "" else int(row) for row in cells(table, "source_row")]
        in_index = table.index.name == "estate_id" and "estate_id" not in table.columns
        ids = [str(name) for name in table.index] if in_index else words(table, "estate_id")
        return cls(words(table, "source_file"), words(table, "source_sheet"), lines, ids)

    def where(self, position: int, column: str = "") -> Where:
        """Say where a row comes from."""
        return Where(self.files[position], self.sheets[position], self.rows[position], column)


def where_of(table: pd.DataFrame, position: int, column: str = "") -> Where:
    """Say where a row of a table comes from."""
    row = table["source_row"].iloc[position] if "source_row" in table.columns else None
    file, sheet = (
        str(table[name].iloc[position] or "") if name in table.columns else ""
        for name in ("source_file", "source_sheet")
    )
    return Where(file, sheet, None if row is None or pd.isna(row) else int(row), column)


def rows_of(table: pd.DataFrame, positions: Sequence[int], *, limit: int = 8) -> str:
    """List row numbers for a message, in their order, the long list cut with its count."""
    listed = sorted(row for at in positions if (row := where_of(table, at).row) is not None)
    return shortlist(listed, limit) if listed else "-"


def estate_of(table: pd.DataFrame, position: int) -> str:
    """Return the estate's id, from the column or the index; empty where there is none."""
    if "estate_id" in table.columns:
        given = table["estate_id"].iloc[position]
        return "" if pd.isna(given) else str(given)
    return str(table.index[position]) if table.index.name == "estate_id" else ""


def plain_name(name: object) -> str:
    """Return a name for comparing: NFKC, no white space, case folded; empty for a missing one."""
    if name is None or name is pd.NA or (isinstance(name, float) and np.isnan(name)):
        return ""
    return "".join(unicodedata.normalize("NFKC", str(name)).split()).casefold()
