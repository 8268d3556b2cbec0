"""What a column and a table are: the declarations that drive validation, template, docs and labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import MissingColumnsError, unknown_name
from geo.wording import Language, language

Kind = Literal["text", "int", "float", "bool", "date"]
GeometryKind = Literal["none", "point", "line", "polygon", "any"]

STORAGE_CRS = "EPSG:4326"
_DTYPES = {"text": "object", "int": "Int64", "float": "float64", "bool": "boolean", "date": "object"}


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: how it is called, what may stand in it, and what it means.

    `low` and `high` bound the value in the stated unit; outside is an error in the ledger. `aliases` are the
    headings under which ledgers carry it; `choices` are the values allowed (canonical, with their Chinese word).
    `asked` columns stand in the blank ledger; the others are made by the program.
    """

    name: str
    zh: str
    en: str
    kind: Kind = "text"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    required: bool = False
    asked: bool = False
    aliases: tuple[str, ...] = ()
    choices: dict[str, str] = field(default_factory=dict)
    meaning_zh: str = ""
    meaning_en: str = ""

    def label(self, lang: Language | None = None) -> str:
        """Return the heading for people: the word, with the unit in brackets."""
        word = self.zh if (lang or language()) == "zh" else self.en
        return f"{word}({self.unit})" if self.unit else word


@dataclass(frozen=True, slots=True)
class Table:
    """One declared table."""

    name: str
    zh: str
    en: str
    key: str | None
    columns: tuple[Column, ...]
    geometry: GeometryKind = "none"

    def __getitem__(self, name: str) -> Column:
        """Return the column called `name`."""
        for column in self.columns:
            if column.name == name:
                return column
        raise unknown_name(f"column of {self.name}", name, self.names())

    def names(self) -> list[str]:
        """List the column names in their declared order."""
        return [column.name for column in self.columns]

    def label(self, lang: Language | None = None) -> str:
        """Return the table's name for people."""
        return self.zh if (lang or language()) == "zh" else self.en

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the table with exactly the declared columns, in order and of their declared types.

        Missing columns are added empty, unknown ones dropped. The key is a column here; `indexed` makes it the index.
        The result is a GeoDataFrame in EPSG:4326 where the table has geometry, else a DataFrame.

        Raises
        ------
        MissingColumnsError
            Where a required column is missing.
        """
        if self.key and frame.index.name == self.key and self.key not in frame.columns:
            frame = frame.reset_index()
        missing = [c.name for c in self.columns if c.required and c.name not in frame.columns]
        if missing and len(frame):
            raise MissingColumnsError(f"table {self.name}: the columns {', '.join(missing)} are missing")
        shaped = pd.DataFrame({c.name: _typed(frame, c) for c in self.columns}, index=frame.index)
        shaped = shaped.reset_index(drop=True)
        if self.geometry == "none":
            return shaped
        shapes = frame["geometry"].to_numpy() if "geometry" in frame.columns else np.full(len(frame), None)
        crs = getattr(frame, "crs", None) or STORAGE_CRS
        return gpd.GeoDataFrame(shaped, geometry=gpd.GeoSeries(shapes, crs=crs)).to_crs(STORAGE_CRS)

    def indexed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Conform and put the key into the index (kept out of the columns)."""
        shaped = self.conform(frame)
        return shaped.set_index(self.key) if self.key else shaped

    def empty(self) -> pd.DataFrame:
        """Return the table without rows."""
        return self.conform(pd.DataFrame({"geometry": []} if self.geometry != "none" else {}))


def _typed(frame: pd.DataFrame, column: Column) -> pd.Series:
    """Take one column in its declared type, empty where the frame lacks it."""
    dtype = _DTYPES[column.kind]
    if column.name not in frame.columns:
        return pd.Series(pd.array([None] * len(frame), dtype=dtype), index=frame.index)
    values = frame[column.name]
    if column.kind == "text":
        return values.astype("object").where(values.notna(), None)
    if column.kind == "date":
        return values.astype("object").where(values.notna(), None).map(_as_date, na_action="ignore").astype("object")
    if column.kind == "int":
        return pd.to_numeric(values).round().astype("Int64")
    if column.kind == "float":
        return pd.Series(values.astype("Float64").to_numpy("float64", na_value=np.nan), index=frame.index)
    return values.astype(dtype)


def _as_date(value: object) -> object:
    """Take an ISO date written as text as the date it says; leave dates as they are."""
    return date.fromisoformat(value) if isinstance(value, str) else value
