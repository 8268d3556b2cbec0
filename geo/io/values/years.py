"""Years of building as people write them: 1985, 1985.6, 85年, 80年代, 90年代初, 1985-1992, 2000年前, Excel serials.

A decade is read as its middle, as the project's contract says (80年代 is 1985); of several years the last one is
taken, since the whole estate has to be built by the limit. Both are flagged.
"""

from __future__ import annotations

import datetime as dt
import re

from geo.io.values.numerals import numeral_value
from geo.io.values.reading import MISSING, NOTHING, Reading, is_missing_mark, is_nothing, squeeze

EARLIEST, LATEST = 1840, 2100
_SERIAL_DAYS = (10_000, 80_000)  # Excel's day numbers of 1927 to 2119; a year is far below
_EXCEL_EPOCH = dt.date(1899, 12, 30)

# Where in a decade a word points: the offset from its first year.
_PART_OF_DECADE = {
    "初": 1,
    "早期": 2,
    "前期": 2,
    "中": 5,
    "中期": 5,
    "中后期": 7,
    "后期": 8,
    "晚期": 8,
    "末": 9,
    "末期": 9,
}
_CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}|[〇零○一二三四五六七八九十]{1,3}(?=年代)")
_REMARK = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_CENTURY = re.compile(r"上个?世纪|(?:20|二十)世纪")
_YEAR = r"(?:1[89]|20|21)\d\d"
_MONTH, _DAY = "(?:1[0-2]|0?[1-9])", "(?:[12]\\d|3[01]|0?[1-9])"
_DATE = re.compile(rf"({_YEAR})(?:年|\.0+|[年./-]+{_MONTH}(?:月|[月./-]{_DAY}[日号]?)?(?:t?\d\d?:[\d:.]+z?)?)?")
_COMPACT = re.compile(rf"({_YEAR})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?")
_DECADE = re.compile(
    rf"((?:1[89]|20)\d0|\d0)(?:年代|s|'s)({'|'.join(sorted(_PART_OF_DECADE, key=len, reverse=True))})?"
)
_TWO_DIGITS = re.compile(r"'?(\d\d)年?")
_TRAILER = re.compile(r"(?:年)?(?:建成|建造|竣工|建设|交付|完工|入住|投用|建)+$")
_BETWEEN = re.compile(r"[-~—–至到、,;/和及]+")
_NEAR = re.compile(r"^(?:大?约|大概|大致)|(?:年)?(?:左右|前后|上下)$")
_BEFORE = re.compile(r"(?:年底|年末|年)?(?:之前|以前|前|及以前|及之前)$")
_AFTER = re.compile(r"(?:年底|年末|年)?(?:之后|以后|后)$")
_FOUNDING = {"解放前": 1949, "建国前": 1949, "民国": 1949, "民国时期": 1949}


def parse_year(cell: object) -> Reading:
    """Read a year; a whole number between 1840 and 2100, with the rule it was read by.

    Faults: ``not-a-year``. A number that is no year at all (3, 999999) is returned as the fault too, never clipped.
    """
    if is_nothing(cell):
        return NOTHING
    if isinstance(cell, bool):
        return Reading(fault="not-a-year")
    if isinstance(cell, int | float):
        return _year_of_number(float(cell)) if abs(cell) < 1e12 else Reading(fault="not-a-year")
    if isinstance(cell, dt.date):
        return _checked(Reading(cell.year, "year-of-date", 0.95))
    body = squeeze(str(cell))
    if is_missing_mark(body):
        return MISSING
    return _checked(_year_in_text(body))


def _checked(reading: Reading) -> Reading:
    value = reading.value
    if reading.fault or not isinstance(value, int):
        return reading
    return reading if EARLIEST <= value <= LATEST else Reading(fault="not-a-year")


def _year_of_number(number: float) -> Reading:
    if number == 0:
        return Reading(rule="zero-as-missing", confidence=0.9)
    if EARLIEST <= number <= LATEST:
        return Reading(int(number), *(("", 1.0) if number == int(number) else ("year-of-date", 0.9)))
    if _SERIAL_DAYS[0] <= number <= _SERIAL_DAYS[1]:
        return Reading((_EXCEL_EPOCH + dt.timedelta(days=int(number))).year, "excel-serial", 0.9)
    return (
        _checked(_year_in_text(f"{number:.0f}"))
        if number == int(number) and number > 0
        else Reading(fault="not-a-year")
    )


def _year_in_text(body: str) -> Reading:
    """Try the ways of writing, the plain ones first; brackets hold remarks."""
    if body in _FOUNDING:
        return Reading(_FOUNDING[body], "before-year", 0.6)
    arabic = _CHINESE_YEAR.sub(_in_digits, body)
    plain = _CENTURY.sub("", _REMARK.sub("", arabic)) or arabic
    reading = _one_time(_TRAILER.sub("", plain)) or _bounded(plain) or _span(_TRAILER.sub("", plain))
    if reading is None:
        serial = numeral_value(plain)
        if serial is not None and _SERIAL_DAYS[0] <= serial <= _SERIAL_DAYS[1]:
            return _year_of_number(serial)
        return Reading(fault="not-a-year")
    if plain != arabic and "(" in arabic:
        return reading.weakened("remark-in-cell", 0.85)
    return (
        reading
        if reading.rule or body in (str(reading.value), f"{reading.value}.0")
        else reading.weakened("unit-in-cell", 1.0)
    )


def _in_digits(found: re.Match[str]) -> str:
    value = numeral_value(found.group())
    return found.group() if value is None else f"{value:.0f}"


def _one_time(body: str) -> Reading | None:
    """Read one year, date or decade."""
    if found := _DATE.fullmatch(body):
        return Reading(int(found[1]), *(("", 1.0) if body[4:].strip("年.0") == "" else ("year-of-date", 0.95)))
    if found := _COMPACT.fullmatch(body):
        return Reading(int(found[1]), "year-of-date", 0.95)
    if found := _DECADE.fullmatch(body):
        first = int(found[1]) if len(found[1]) == 4 else _century(int(found[1]))
        rule, confidence = ("part-of-decade", 0.6) if found[2] else ("middle-of-decade", 0.5)
        return Reading(first + _PART_OF_DECADE.get(found[2] or "", 5), rule, confidence)
    if found := _TWO_DIGITS.fullmatch(body):
        return Reading(_century(int(found[1])), "two-digit-year", 0.8)
    return None


def _century(two_digits: int) -> int:
    """Put a two-digit year into its century: 30-99 are 19xx, 00-29 are 20xx, as no estate of 1900-1929 says 05年."""
    return (1900 if two_digits >= 30 else 2000) + two_digits


def _bounded(body: str) -> Reading | None:
    """Read 约1985年, 2000年前, 1990年后."""
    for pattern, shift, rule in ((_NEAR, 0, "approximate"), (_BEFORE, 0, "before-year"), (_AFTER, 1, "after-year")):
        rest = _TRAILER.sub("", pattern.sub("", body))
        if rest != _TRAILER.sub("", body) and (inner := _one_time(rest) or _span(rest)):
            value = inner.value
            return Reading(value + shift, rule, 0.6) if isinstance(value, int) else None
    return None


def _span(body: str) -> Reading | None:
    """Take the last of several years: 1985-1992, 80、90年代, 1985年至92年."""
    parts = [part for part in _BETWEEN.split(body) if part]
    if len(parts) < 2:
        return None
    if "年代" in parts[-1]:
        parts = [part if "年代" in part else f"{part}年代" for part in parts]
    readings = [_one_time(part) for part in parts]
    years = [r.value for r in readings if r is not None and isinstance(r.value, int)]
    if len(years) < len(parts):
        return None
    return Reading(max(years), "last-of-several", 0.6)
