"""Days as people write them: real dates, Excel serials, 2021-05-01, 2021年5月, 20210501, 21.5.3. Kept as ISO text."""

from __future__ import annotations

import datetime as dt
import math
import re

from geo.io.values.reading import MISSING, NOTHING, Reading, is_missing_mark, is_nothing, squeeze, tidy

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIAL_DAYS = (20_000, 80_000)
_PARTS = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](\d{1,2})[日号]?|月)?(?:[t]?\d{1,2}:[\d:.]+z?)?(?:[号])?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR = re.compile(r"(\d{4})年?")
_SHORT = re.compile(r"(\d\d)[年./-](\d{1,2})[月./-](\d{1,2})[日号]?")
# A time of day behind a blank; squeezed, "2021/5/1 18:30" would read as the 11th.
_CLOCK = re.compile(
    r"(?:(?<=[日号])\s*|(?<=\d)(?:\s+|[tT]))(?:上午|下午|中午|晚上|凌晨)?\s*\d{1,2}[:时点]\S*(?:\s*[AaPp][Mm])?$"
)


def parse_date(cell: object) -> Reading:
    """Read a day as ISO text ``YYYY-MM-DD``; a month or a year alone stands for its first day, flagged.

    Fault: ``not-a-date``.
    """
    if is_nothing(cell):
        return NOTHING
    if isinstance(cell, bool):
        return Reading(fault="not-a-date")
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return Reading(day.isoformat())
    if isinstance(cell, int | float) and _SERIAL_DAYS[0] <= cell <= _SERIAL_DAYS[1]:
        return Reading((_EXCEL_EPOCH + dt.timedelta(days=int(cell))).isoformat(), "excel-serial", 0.9)
    written = f"{cell:.0f}" if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell) else str(cell)
    body = squeeze(_CLOCK.sub("", tidy(written)))
    if re.fullmatch(r"[2-7]\d{4}", body):
        return parse_date(int(body))
    return MISSING if is_missing_mark(body) else _date_in_text(body)


def _date_in_text(body: str) -> Reading:
    if found := _PARTS.fullmatch(body):
        plain = body == f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found[3] else False
        rule, confidence = ("", 1.0) if plain else (("date-format", 0.95) if found[3] else ("first-of-month", 0.6))
        return _day(int(found[1]), int(found[2]), int(found[3] or 1), rule, confidence)
    if found := _COMPACT.fullmatch(body):
        return _day(int(found[1]), int(found[2]), int(found[3]), "date-format", 0.95)
    if found := _SHORT.fullmatch(body):
        return _day(2000 + int(found[1]), int(found[2]), int(found[3]), "two-digit-year", 0.8)
    if found := _YEAR.fullmatch(body):
        return _day(int(found[1]), 1, 1, "first-of-year", 0.4)
    return Reading(fault="not-a-date")


def _day(year: int, month: int, day: int, rule: str, confidence: float) -> Reading:
    try:
        return Reading(dt.date(year, month, day).isoformat(), rule, confidence)
    except ValueError:
        return Reading(fault="not-a-date")
