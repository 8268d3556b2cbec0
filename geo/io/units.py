"""Areas and fees: numbers whose unit may stand in the cell, in the heading or nowhere, settled for a whole column.

Both lean on households: floor area ÷ households tells ㎡ from 万㎡, and a fee per household becomes one per m².
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geo.findings import Report, Where
from geo.io.columns import ReadColumn, read_cells, settle, show, word_for
from geo.io.headings import MappedTable
from geo.io.values import (
    FeeUnit,
    Reading,
    UnitDecision,
    area_factor,
    bare_fee_unit,
    decide_area_unit,
    fee_unit,
    parse_fee,
    parse_number,
)
from geo.policy.sections import FillInPolicy
from geo.schema import ESTATES, Column
from geo.wording import text

Floats = NDArray[np.float64]
_TEN_THOUSAND = 10_000.0
_SMALL_GREEN = 50.0  # below this, most green areas of a column cannot be m²


def settle_areas(
    table: MappedTable, households: list[object], policy: FillInPolicy, report: Report
) -> dict[str, list[object]]:
    """Read floor area and green area in m²; see `decide_area_unit` for the unit that nobody wrote."""
    counts = np.array([math.nan if value is None else value for value in households], dtype=np.float64)
    floor = _AreaColumn(table, ESTATES["floor_area_m2"], counts, policy, report)
    green = _AreaColumn(table, ESTATES["green_area_m2"], np.full(len(counts), math.nan), policy, report)
    green_default = UnitDecision(floor.factor if floor.factor and green.are_small() else 1.0, "size", 0, 0)
    return {
        "floor_area_m2": floor.settled(floor.decision),
        "green_area_m2": green.settled(green_default),
    }


class _AreaColumn:
    """One area column on its way to m²."""

    def __init__(
        self, table: MappedTable, column: Column, households: Floats, policy: FillInPolicy, report: Report
    ) -> None:
        self.read = read_cells(table, column, parse_number)
        self.column, self.households, self.policy, self.report = column, households, policy, report
        self.heading_factor = area_factor(table.units.get(column.name, ""))
        band = policy.unit_m2_per_household
        self.decision = decide_area_unit(self._bare(), households, low=band.low, high=band.high)

    @property
    def factor(self) -> float | None:
        """The factor of bare numbers: the heading's, else the decided one."""
        return self.heading_factor or self.decision.factor

    def are_small(self) -> bool:
        """Whether the bare numbers are too small to be m² of anything."""
        known = self._bare()
        known = known[known > 0]
        return int(np.count_nonzero(known < _SMALL_GREEN)) * 2 > len(known)

    def settled(self, decision: UnitDecision) -> list[object]:
        """Turn all readings into m², report the decision, and settle them."""
        if self.heading_factor is None:
            self._report_decision(decision)
        factor = self.heading_factor or decision.factor
        rule = "unit-of-heading" if self.heading_factor else f"unit-from-{decision.reason}"
        readings = [self._in_m2(i, reading, factor, rule) for i, reading in enumerate(self.read.readings)]
        return settle(ReadColumn(self.read.table, self.column, self.read.cells, readings), self.report)

    def _bare(self) -> Floats:
        bare = [r.value if isinstance(r.value, float) and not r.unit else math.nan for r in self.read.readings]
        return np.array(bare, dtype=np.float64)

    def _in_m2(self, position: int, reading: Reading, factor: float | None, rule: str) -> Reading:
        if not isinstance(reading.value, float):
            return reading
        if reading.unit:
            written = 1.0 if reading.unit == "万" else area_factor(reading.unit)
            if written is None:
                return Reading(fault="unit", unit=reading.unit)
            return replace(reading, value=reading.value * written)
        if factor is None:
            return Reading(fault="unit-undecided")
        factor, switched = self._factor_of_row(position, reading.value, factor)
        if switched:
            rule = "unit-by-row"
        confidence = {"unit-of-heading": 1.0, "unit-by-row": 0.7}.get(rule, 0.8)
        converted = replace(reading, value=reading.value * factor)
        return converted if factor == 1.0 else converted.weakened(rule, confidence)

    def _factor_of_row(self, position: int, number: float, factor: float) -> tuple[float, bool]:
        """Return the factor of one row, the column's or the other one, and whether it is the other one."""
        other = 1.0 if factor != 1.0 else _TEN_THOUSAND
        if self._fits_only(position, number, other, factor):
            self._report_row("area-unit-row.found", position, other)
            return other, True
        if self.heading_factor is None and self._possible_only(number, other, factor):
            self._report_row("area-unit-row.by-size", position, other)
            return other, True
        return factor, False

    def _fits_only(self, position: int, number: float, other: float, factor: float) -> bool:
        """Whether the other unit, and only that one, gives a plausible floor area a household."""
        per_household = number / float(self.households[position])  # plain floats overflow to inf without a warning
        wide, narrow = self.policy.plausible_m2_per_household, self.policy.unit_m2_per_household
        fits = wide.low <= per_household * factor <= wide.high
        return bool(not fits and narrow.low <= per_household * other <= narrow.high)

    def _possible_only(self, number: float, other: float, factor: float) -> bool:
        """Whether the column's unit gives an area that cannot be, and the other unit one that can."""
        low, high = self.column.low or 0.0, self.column.high or math.inf
        return number > 0 and not low <= number * factor <= high and low <= number * other <= high

    def _report_decision(self, decision: UnitDecision) -> None:
        """Say which unit bare numbers were given; nothing to say where there are none."""
        if decision.judged == 0:
            return
        where = self.read.where(0)
        unit = {1.0: "㎡", _TEN_THOUSAND: "万㎡", None: "?"}[decision.factor]
        found = text(
            f"area-unit.by-{decision.reason}",
            column=word_for(self.column),
            unit=unit,
            agreeing=decision.agreeing,
            judged=decision.judged,
        )
        self.report.find(
            "area-unit",
            severity="error" if decision.factor is None else "note",
            found=found,
            where=Where(where.file, where.sheet, None, where.column),
        )

    def _report_row(self, key: str, position: int, other: float) -> None:
        unit = "㎡" if other == 1.0 else "万㎡"
        cell = show(self.read.cells[position])
        households = f"{self.households[position]:.0f}"
        found = text(key, value=cell, unit=unit, households=households)
        self.report.find("area-unit-row", found=found, where=self.read.where(position))


def settle_fees(
    table: MappedTable, column: Column, values: dict[str, list[object]], policy: FillInPolicy, report: Report
) -> list[object]:
    """Read fees in yuan per m² and month; fees per household are divided by the estate's own m² a household."""
    read = read_cells(table, column, parse_fee)
    heading = fee_unit(table.units.get(column.name, ""))
    areas, households = values["floor_area_m2"], values["households"]
    readings = []
    for position, reading in enumerate(read.readings):
        per_household = _m2_per_household(areas[position], households[position])
        readings.append(_fee_per_m2(reading, heading, per_household, policy.m2_per_household))
    return settle(ReadColumn(table, column, read.cells, readings), report)


def _m2_per_household(area: object, households: object) -> float | None:
    if isinstance(area, int | float) and isinstance(households, int | float) and households > 0:
        return float(area) / float(households)
    return None


def _fee_per_m2(reading: Reading, heading: FeeUnit | None, own: float | None, usual: float) -> Reading:
    """Bring one fee to yuan per m² and month by its own unit, the heading's, or its size."""
    amount = reading.value
    if not isinstance(amount, float):
        return reading
    if amount == 0:
        return reading
    unit = fee_unit(reading.unit) or heading or bare_fee_unit(amount)
    if unit is None:
        return Reading(fault="fee-unit")
    per_month = replace(reading, value=amount / unit.months)
    if unit.months > 1:
        per_month = per_month.weakened("fee-per-year", 0.9)
    if not unit.per_household:
        return per_month
    rule, confidence = ("fee-per-household", 0.8) if own else ("fee-per-usual-household", 0.5)
    return replace(per_month, value=amount / unit.months / (own or usual)).weakened(rule, confidence)
