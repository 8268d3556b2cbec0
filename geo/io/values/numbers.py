"""Counts and quantities as people write them: 约300户, 300余户, 300-350, 12幢(含2幢平房), 1,234 ㎡, 120+80.

Next door: `numerals` reads the bare number, `areas`, `rates` and `fees` settle units over a whole column.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Sequence

from geo.io.values.numerals import NUMERAL, numeral_value, ungroup
from geo.io.values.reading import MISSING, NOTHING, Reading, is_missing_mark, is_nothing, tidy
from geo.io.values.vocabulary import FORMULA_ERRORS

# Words that may follow a count, by the unit in which the schema declares the column.
COUNT_UNITS: dict[str, frozenset[str]] = {
    "户": frozenset({"户", "家", "套", "住户", "户居民", "户家庭", "households"}),
    "人": frozenset({"人", "名", "位", "口", "人口", "岗", "个"}),
    "幢": frozenset({"幢", "栋", "座", "楼", "号楼", "幢楼", "栋楼", "排", "幢房", "栋房", "幢住宅", "栋住宅"}),
    "个": frozenset({"个", "处", "道", "只", "位", "车位", "个车位", "泊位", "个泊位", "门", "辆", "个门", "个出入口"}),
}  # fmt: skip
_ABOUT = re.compile(r"^(?:大?约为?|约计|大概|大致|将?近|估计|预计|~|≈)+")
_BOUND = re.compile(r"^(?:超过|超|多于|大于|不少于|不低于|至少|不足|不到|少于|小于|不超过|最多|[<>≤≥]=?)")
_TOTAL = re.compile(r"^(?:合计|总计|总共|共计|共有|共|计|总)")
_TAIL = re.compile(r"(?:左右|上下|以上|以下|以内|之多|不到|不等)$")
_REMARK = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_UNIT = r"[^\d\s()+\-~,;/、。:*=<>@#]*?(?:m2|m3)?"
_MORE = "(?:余|多|来|几)?"
_SINGLE = re.compile(rf"^({NUMERAL})({_MORE})({_UNIT}){_MORE}$")
_RANGE = re.compile(rf"^({NUMERAL})({_UNIT})(?:-|~|—|–|至|到|\.\.)+({NUMERAL})({_UNIT})$")
_PIECE = re.compile(rf"({NUMERAL})({_MORE})({_UNIT})(?=[/、,;\s]|\d|$)")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)


def parse_number(cell: object, *, units: Collection[str] = ()) -> Reading:
    """Read a number, with the unit written beside it.

    Parameters
    ----------
    cell : as read from the file.
    units : the words accepted as unit in this column; another one is the fault ``unit``. Empty accepts any.

    Returns
    -------
    Reading
        `value` is a finite float, multiplied where the cell says 万. Faults: ``not-a-number``, ``not-finite``,
        ``date``, ``yes-no``, ``formula-error``, ``unit``.
    """
    if is_nothing(cell):
        return NOTHING
    if isinstance(cell, bool):
        return Reading(fault="yes-no")
    if isinstance(cell, int | float):
        return _finite(cell)
    if isinstance(cell, dt.date):
        return Reading(fault="date")
    return _number_in_text(str(cell), units)


def _finite(number: float) -> Reading:
    try:
        value = float(number)
    except OverflowError:
        return Reading(fault="not-finite")
    return Reading(value) if math.isfinite(value) else Reading(fault="not-finite")


def _number_in_text(written: str, units: Collection[str]) -> Reading:
    tidied = tidy(written)
    if _PLAIN.fullmatch(tidied):
        reading = _finite(float(tidied))
        return reading if tidied == written.strip() or reading.fault else reading.weakened("width", 1.0)
    if is_missing_mark(tidied):
        return MISSING
    if tidied.casefold() in FORMULA_ERRORS:
        return Reading(fault="formula-error")
    if tidied.casefold().lstrip("+-") in {"inf", "infinity", "∞"}:
        return Reading(fault="not-finite")
    return _worded_number(tidied.casefold(), units)


def _worded_number(tidied: str, units: Collection[str]) -> Reading:
    """Read a number among words: what stands before, in brackets and behind it weakens the reading."""
    body, rules = _strip_words(tidied)
    reading = _sum(body) or _range(body, units) or _single(body, units) or _picked(body, units)
    if reading is None:
        return Reading(fault="not-a-number")
    for rule, confidence in rules:
        reading = reading if reading.fault else reading.weakened(rule, confidence)
    value = reading.value
    if isinstance(value, float) and not math.isfinite(value):
        return Reading(fault="not-finite")
    return reading


def _strip_words(tidied: str) -> tuple[str, list[tuple[str, float]]]:
    rules: list[tuple[str, float]] = []
    body = tidied
    without = _REMARK.sub("", body)
    if without != body and without:
        body = without
        rules.append(("remark-in-cell", 0.9))
    for pattern, rule, confidence in (
        (_TOTAL, "unit-in-cell", 1.0),
        (_ABOUT, "approximate", 0.8),
        (_BOUND, "bound", 0.6),
    ):
        stripped = pattern.sub("", body)
        if stripped != body:
            body = stripped
            rules.append((rule, confidence))
    body = body.rstrip("。;,. ")
    stripped = _TAIL.sub("", body)
    if stripped != body:
        body = stripped
        rules.append(("approximate", 0.8))
    ungrouped = ungroup(body)
    if ungrouped != body:
        body = ungrouped
        rules.append(("thousands", 1.0))
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", body), rules


def _sum(body: str) -> Reading | None:
    """Add the parts of ``120+80``, as ledgers add phases."""
    parts = body.split("+")
    if len(parts) < 2 or not all(parts):
        return None
    readings = [_single(part, ()) for part in parts]
    values = [r.value for r in readings if r is not None and not r.fault and isinstance(r.value, float)]
    if len(values) < len(parts):
        return None
    last = readings[-1]
    return Reading(sum(values), "sum", 0.8, unit=last.unit if last else "")


def _range(body: str, units: Collection[str]) -> Reading | None:
    """Take the middle of ``300-350``."""
    found = _RANGE.match(body)
    if not found:
        return None
    low = _single(found[1] + found[2], ()) if found[2] else _single(found[1] + found[4], ())
    high = _single(found[3] + found[4], units)
    if low is None or high is None or low.fault or high.fault:
        return high if high is not None and high.fault else None
    if not isinstance(low.value, float) or not isinstance(high.value, float) or low.value > high.value:
        return None
    if low.value == 1 and units is COUNT_UNITS["幢"]:  # 1-12幢 names the buildings, it does not guess their number
        return Reading(high.value, "last-number", 0.7, unit=high.unit)
    return Reading((low.value + high.value) / 2, "middle-of-range", 0.7, unit=high.unit)


def _single(body: str, units: Collection[str]) -> Reading | None:
    found = _SINGLE.match(body)
    if not found:
        return None
    return _piece(found.groups(), units)


def _piece(parts: Sequence[str], units: Collection[str]) -> Reading | None:
    """Read one number (numeral, 余 or the like, unit); 万 before the unit multiplies."""
    numeral, more, unit = parts
    factor = 1.0
    if unit.startswith("万"):
        factor, unit = 10_000.0, unit[1:]
    value = numeral_value(numeral)
    if value is None:
        return None
    if unit and units and unit not in units:
        return Reading(fault="unit", unit=unit)
    scaled = factor > 1 or "万" in numeral
    reading = Reading(value * factor, *_rule_of(numeral, unit), unit=unit or ("万" if scaled else ""))
    return reading.weakened("approximate", 0.8) if more else reading


def _rule_of(numeral: str, unit: str) -> tuple[str, float]:
    if _PLAIN.fullmatch(numeral):
        return ("unit-in-cell", 1.0) if unit else ("", 1.0)
    return "numeral", 0.95


def _picked(body: str, units: Collection[str]) -> Reading | None:
    """Of several numbers (``300户/900人``) take the only one whose unit belongs to this column."""
    pieces = _PIECE.findall(body)
    fitting = [piece for piece in pieces if piece[2] and piece[2] in units]
    if len(fitting) != 1 or _PIECE.sub("", body).strip("/、,; "):
        return None
    reading = _piece(fitting[0], units)
    return reading and reading.weakened("picked-by-unit", 0.7)
