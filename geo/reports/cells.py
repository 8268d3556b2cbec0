"""What may stand in a cell: text that no spreadsheet program runs or refuses, numbers as numbers.

A text that begins like a formula stays text, in a workbook by the cell's type and a quote prefix, in CSV by an
apostrophe, since CSV has no types.
"""

from __future__ import annotations

import math
import re
from datetime import date

import pandas as pd

from geo.wording import text

# Full-width signs start a formula in East Asian versions of Excel.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_MOST_CHARS = 32_767  # Excel's limits: specifications and limits, total characters a cell can contain
# Characters that XML 1.0 cannot carry, tab and line ends aside.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

CellValue = str | int | float | date | None


def is_risky(words: str) -> bool:
    """Tell whether a spreadsheet program could take a text for a formula."""
    return words[:1] in _FORMULA_STARTS and words != ""


def safe_text(words: str) -> str:
    """Return the text with one kind of line end, U+FFFD for what XML cannot carry, cut to what a cell holds."""
    clean = _ILLEGAL.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) <= _MOST_CHARS:
        return clean
    note = text("reports.cut")
    return clean[: _MOST_CHARS - len(note)] + note


def csv_text(words: str) -> str:
    """Return the text for CSV: safe, and with an apostrophe before what could be a formula."""
    clean = safe_text(words)
    return f"'{clean}" if is_risky(clean) else clean


def cell_value(value: object) -> CellValue:
    """Turn a table's value into what a cell holds: None for missing, words for yes and no, safe text."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):  # numpy numbers
        value = value.item()
    if isinstance(value, bool):
        return text("reports.yes" if value else "reports.no")
    if isinstance(value, float):
        return value if math.isfinite(value) else _not_finite(value)
    if isinstance(value, int | date):
        return value
    return safe_text(str(value))


def width_of(value: CellValue, number_format: str = "") -> float:
    """Return a value's width in Excel's column units; a Chinese character takes two."""
    if value is None:
        return 0.0
    if isinstance(value, float | int):
        return len(f"{value:,.2f}" if ".0" in number_format else f"{value:,.0f}") + 1.0
    longest = max(str(value).splitlines() or [""], key=len)
    return sum(2.0 if ord(sign) > 0x2E80 else 1.0 for sign in longest)


def _not_finite(value: float) -> CellValue:
    return text("reports.unreachable") if value == math.inf else None
