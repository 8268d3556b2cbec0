"""Tables as plain JSON: values that every browser reads, columns that do not repeat themselves.

A table becomes ``{"rows": n, "columns": {name: values}}``. A text column that repeats itself is written once per
distinct value, ``{"of": [distinct …], "at": [position of each row]}``; a column without any value is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

JsonTable = dict[str, Any]
_DECIMALS = 6  # more than any number on the page shows


def plain(value: object) -> Any:  # noqa: ANN401  str, int, float, bool, None, or lists and dicts of them
    """Turn a value into one that JSON has; what is missing or not finite becomes None."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    item = value.item() if hasattr(value, "item") else value
    if isinstance(item, bool | int | str):
        return item
    if isinstance(item, float):
        return _short(item) if math.isfinite(item) else None
    return str(item)


def pack(columns: dict[str, Sequence[object]], rows: int) -> JsonTable:
    """Pack columns of `rows` values each; already plain lists (shapes, say) pass through."""
    packed = {name: _packed([_cell(value) for value in values]) for name, values in columns.items()}
    return {"rows": rows, "columns": {name: values for name, values in packed.items() if values is not None}}


def pick(frame: pd.DataFrame, names: Sequence[str]) -> dict[str, Sequence[object]]:
    """Take some columns of a table as lists."""
    return {name: frame[name].tolist() for name in names}


def _cell(value: object) -> Any:  # noqa: ANN401
    """Turn one cell into JSON; lists are paths, whole numbers already."""
    return value if isinstance(value, list) else plain(value)


def _short(number: float) -> float | int:
    rounded = round(number, _DECIMALS)
    return int(rounded) if rounded.is_integer() and abs(rounded) < 2**53 else rounded


def _packed(values: list[Any]) -> list[Any] | dict[str, list[Any]] | None:
    """Write repeating texts once each, what is missing as one of them; None for a column without values."""
    if all(value is None or value in ("", []) for value in values):
        return None
    if not all(value is None or isinstance(value, str) for value in values):
        return values
    distinct = list(dict.fromkeys(values))
    if len(distinct) * 2 > len(values):
        return values
    position = {value: index for index, value in enumerate(distinct)}
    return {"of": distinct, "at": [position[value] for value in values]}
