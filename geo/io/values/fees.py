"""Fees: 元/㎡·月, 元/户·月, 元/户·年, 元/㎡·年, all brought to yuan per m² and month."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.io.values.numbers import parse_number
from geo.io.values.reading import MISSING, NOTHING, Reading, is_missing_mark, is_nothing, squeeze

_FREE = frozenset({"免费", "不收费", "免收", "未收费", "无收费", "不收"})
_UNIT = re.compile(r"(?:元|块|rmb|cny|¥|￥).*$")
_PER_FIRST = re.compile(r"(?:每(?:月|年|户|平米|平方米|平方|m2))+")
_PER_M2 = re.compile(r"m2|平方|平米|每平|/平|㎡")
_PER_HOUSEHOLD = re.compile(r"户|家|套")
_PER_YEAR = re.compile(r"年|/y")
# A bare number up to this is per m² and month (dear commodity flats pay about 5); above it the unit is unclear.
_BARE_M2_MONTH = 10.0


@dataclass(frozen=True, slots=True)
class FeeUnit:
    """What a fee is per: m² or household, month or year."""

    per_household: bool
    months: int


def parse_fee(cell: object) -> Reading:
    """Read the amount of a fee; `unit` is what stands behind it (元/户·月), empty where it is bare."""
    if is_nothing(cell):
        return NOTHING
    if not isinstance(cell, str):
        return parse_number(cell)
    body = squeeze(cell)
    if body in _FREE:
        return Reading(0.0, "free-of-charge", 0.9)
    if is_missing_mark(body):
        return MISSING
    body = body.lstrip("¥￥")
    leading = _PER_FIRST.match(body)
    body = body[leading.end() :] if leading else body
    found = _UNIT.search(body)
    unit = (found.group() if found else "") + (leading.group() if leading else "")
    reading = parse_number(body[: found.start()] if found else body)
    if not isinstance(reading.value, float):
        return reading
    return Reading(
        reading.value, reading.rule or ("unit-in-cell" if unit else ""), reading.confidence, unit=unit or reading.unit
    )


def fee_unit(written: str) -> FeeUnit | None:
    """Understand a unit of a fee; None where it does not say per what (元 alone)."""
    word = squeeze(written)
    per_household, per_m2 = bool(_PER_HOUSEHOLD.search(word)), bool(_PER_M2.search(word))
    months = 12 if _PER_YEAR.search(word) else 1
    if per_m2:
        return FeeUnit(per_household=False, months=months)
    if per_household or "月" in word or months == 12:
        return FeeUnit(per_household=True, months=months)
    return None


def bare_fee_unit(amount: float) -> FeeUnit | None:
    """Return 元/㎡·月 for a bare number small enough to be one, else None: 30 may be a month's or a year's."""
    return FeeUnit(per_household=False, months=1) if 0 <= amount <= _BARE_M2_MONTH else None
