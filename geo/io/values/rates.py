"""Shares written as 0.3, 30 or 30%: one decision for the bare numbers of a column, reported by the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.io.values.numbers import parse_number
from geo.io.values.reading import Reading, is_nothing, tidy

_SHARE_UNITS = ("%", "百分点", "成")


@dataclass(frozen=True, slots=True)
class RateDecision:
    """Whether bare numbers of a column are percent, with how many say so and how many say the other."""

    is_percent: bool
    agreeing: int
    against: int


def parse_rate(cell: object) -> Reading:
    """Read one share; `unit` is ``%`` where the cell says so and the value is then a share, empty where it is bare."""
    if is_nothing(cell) or not isinstance(cell, str):
        return parse_number(cell)
    body = tidy(cell)
    reading = parse_number(body.replace("百分之", "").replace("%", ""), units=("成", "百分点"))
    if not isinstance(reading.value, float):
        return reading
    if "%" in body or "百分" in body:
        return Reading(reading.value / 100, *_least(reading, "percent"), unit="%")
    if reading.unit == "成":
        return Reading(reading.value / 10, *_least(reading, "percent"), unit="%")
    return reading


def _least(reading: Reading, rule: str) -> tuple[str, float]:
    return (reading.rule, reading.confidence) if reading.confidence < 1 else (rule, 1.0)


def decide_rates(bare: Sequence[float], *, heading_unit: str = "") -> RateDecision:
    """Decide whether bare numbers are percent: by the heading, else by the majority; 0 and 1 have no say."""
    over = sum(1 for value in bare if value > 1)
    under = sum(1 for value in bare if 0 < value < 1)
    if tidy(heading_unit) in _SHARE_UNITS[:2]:
        return RateDecision(is_percent=True, agreeing=over, against=under)
    is_percent = over > under
    return RateDecision(is_percent, *((over, under) if is_percent else (under, over)))


def apply_rate(reading: Reading, decision: RateDecision, *, stated: bool) -> Reading:
    """Turn a bare number into a share by the column's decision.

    One that cannot follow it is read the other way, flagged. `stated` says that the heading names percent: then
    numbers below 1 are percent too.
    """
    value = reading.value
    if not isinstance(value, float) or reading.unit == "%":
        return reading
    if decision.is_percent and (value >= 1 or stated):
        return Reading(value / 100, *_least(reading, "percent"))
    if decision.is_percent and value > 0:
        return reading.weakened("share-among-percents", 0.7)
    if not decision.is_percent and value > 1:
        return Reading(value / 100, "percent-among-shares", 0.8)
    return reading
