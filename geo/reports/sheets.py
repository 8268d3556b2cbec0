"""A sheet as data: its title, its columns and its rows, before anything is drawn. Drawing is `geo.reports.drawing`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from geo.schema import Column, Table
from geo.wording import language

# Counts that are not amounts: no thousands separator.
_PLAIN_NUMBERS = frozenset({"build_year", "row", "source_row", "number", "color"})
_SHARES = frozenset(
    {
        "difference",
        "price",
        "gap",
        "gap_controllable",
        "confidence",
        "green_rate",
        "collection_rate",
        "collection",
        "collection_end",
        "collection_needed",
        "share_10",
        "share_20",
        "share_30",
        "used",
        "balance_price",
    }
)
# Shares of the roll-out: what has entered, by measure, planned and simulated.
_ROLLOUT_SHARES = frozenset(
    {"slip_risk", "equity_gini", "voting_share", "agreeing_share"}
    | {
        f"{measure}_{end}"
        for measure in ("estates", "floor_area", "households")
        for end in ("share", "p10", "p50", "p90")
    }
)
_LONG = frozenset(
    {
        "proof",
        "reason",
        "evidence",
        "remedy",
        "found",
        "expected",
        "explanation",
        "clashes",
        "remark",
        "broken",
        "shaped_why",
        "why",
        "note",
    }
)
_WIDTH, _LONG_WIDTH = 26.0, 46.0
_EXACT = {"lon": "0.000000", "lat": "0.000000", "fee_cny_m2_month": "0.00", "by": "#,##0.00", "seconds": "0.0",
          "longest_over_mean": "0.00", "shortest_over_mean": "0.00", "minutes_mean": "0.0", "minutes_p90": "0.0",
          "payback_months": "0.0", "payback_least_months": "0.0", "payback_most_months": "0.0",
          "minutes_max": "0.0", "work_hours_week": "#,##0.0", "travel_hours_week": "#,##0.0",
          "hours_person_week": "0.0"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet: `name` in the frame, heading for people, Excel number format, words for choices.

    `allowed` makes its cells the only ones of the sheet that may be changed, to one of a list: words, or the cells that
    hold them (``='sheet'!$A$4:$A$9``). `widest` bounds its width in Excel's column units; longer texts wrap.
    """

    name: str
    heading: str
    number_format: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    allowed: str | tuple[str, ...] | None = None
    widest: float = _WIDTH

    def show(self, value: object) -> object:
        """Put the word for a choice in its place."""
        return self.choices.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    frame : holds a column for each field, and `colour` where rows carry a region's colour index.
    coloured : names of the fields filled with that colour.
    frozen : columns that stay in sight.
    """

    name: str
    fields: tuple[Field, ...]
    frame: pd.DataFrame
    note: str = ""
    coloured: tuple[str, ...] = ()
    frozen: int = 1


def field_of(column: Column, *, name: str = "", heading: str = "") -> Field:
    """Make a sheet's column from a declared one, under another name or heading where asked."""
    choices = column.choices if language() == "zh" else {}
    widest = _LONG_WIDTH if column.name in _LONG else _WIDTH
    return Field(name or column.name, heading or column.label(), number_format(column), choices, widest=widest)


def fields_of(declared: Table, *, leave_out: Iterable[str] = ()) -> list[Field]:
    """Make the columns of a whole table."""
    left_out = set(leave_out)
    return [field_of(column) for column in declared.columns if column.name not in left_out]


def after(fields: list[Field], name: str, *added: Field) -> list[Field]:
    """Insert columns behind the one called `name`."""
    position = [one.name for one in fields].index(name) + 1
    return [*fields[:position], *added, *fields[position:]]


def let_change(one: Field, allowed: str | tuple[str, ...]) -> Field:
    """Return a column whose cells people may change, to one of a list."""
    return replace(one, allowed=allowed)


def hide(one: Field) -> Field:
    """Return a column that is there and not shown."""
    return replace(one, hidden=True)


def number_format(column: Column) -> str:
    """Choose Excel's number format for a declared column; empty for text."""
    if column.kind == "date":
        return "yyyy-mm-dd"
    if column.kind not in {"int", "float"}:
        return ""
    if column.name in _PLAIN_NUMBERS:
        return "0"
    if column.name in _SHARES or column.name in _ROLLOUT_SHARES:
        return "0.00%"
    by_unit = {"元/㎡·月": "#,##0.00", "元/户·月": "#,##0.0", "万元/年": "#,##0.0"}.get(column.unit, "#,##0")
    return _EXACT.get(column.name, by_unit)
