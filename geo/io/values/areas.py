"""Areas: ㎡, 万㎡, 亩, 公顷; and, where nobody wrote the unit, which one a column must be in.

The unit is taken from the cell, else from the heading, else from area ÷ households over the whole column. A bare area
number is never trusted without one of them: 3.2 and 32,000 are the same estate in two offices' habits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.io.values.reading import squeeze

TEN_THOUSAND_M2 = "万m2"
SQUARE_METRES = "m2"
# One mu is 2000/3 m² by the metric definition of 1930.
AREA_UNITS: dict[str, float] = {
    **dict.fromkeys(("m2", "平方米", "平米", "平方", "方", "平", "m", "㎡", "sqm"), 1.0),
    **dict.fromkeys(("万m2", "万平方米", "万平米", "万平方", "万方", "万平", "万"), 10_000.0),
    "亩": 2_000 / 3, "公亩": 100.0, "公顷": 10_000.0, "ha": 10_000.0, "km2": 1e6, "平方公里": 1e6, "平方千米": 1e6,
}  # fmt: skip
# No estate has under 100 m² (one small block has more), and one of 100 万㎡ would be the largest in the country.
_CERTAINLY_TEN_THOUSANDS = 100.0
_CERTAINLY_SQUARE_METRES = 300.0
_NO_AREA = 1e12  # larger than any country; such numbers have no say


@dataclass(frozen=True, slots=True)
class UnitDecision:
    """The unit of a column: its factor to m² (None where undecided), what decided it, and by how many rows."""

    factor: float | None
    reason: str
    agreeing: int
    judged: int


def area_factor(unit: str) -> float | None:
    """Return how many m² one of `unit` is, as written in a heading or a cell; None where it is not an area unit."""
    word = squeeze(unit).strip("()[]:,/")
    return AREA_UNITS.get(word)


def decide_area_unit(
    areas: NDArray[np.float64], households: NDArray[np.float64], *, low: float, high: float
) -> UnitDecision:
    """Decide whether bare numbers are ㎡ or 万㎡.

    Parameters
    ----------
    areas : bare area numbers of a column, shape ``(n,)``, NaN where there is none.
    households : of the same rows, NaN where unknown.
    low, high : plausible m² per household.

    Returns
    -------
    UnitDecision
        By the rows whose area ÷ households is plausible in one unit only; by size where no row has both;
        undecided where neither tells.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = areas / households
        metres = int(np.count_nonzero((ratio >= low) & (ratio <= high)))
        thousands = int(np.count_nonzero((ratio * 1e4 >= low) & (ratio * 1e4 <= high)))
    if metres != thousands:
        factor, agreeing = (1.0, metres) if metres > thousands else (10_000.0, thousands)
        return UnitDecision(factor, "households", agreeing, metres + thousands)
    return _decide_by_size(areas[(areas > 0) & (areas < _NO_AREA)])


def _decide_by_size(known: NDArray[np.float64]) -> UnitDecision:
    if len(known) == 0:
        return UnitDecision(1.0, "empty", 0, 0)
    middle = float(np.median(known))
    if middle < _CERTAINLY_TEN_THOUSANDS:
        return UnitDecision(10_000.0, "size", int(np.count_nonzero(known < _CERTAINLY_TEN_THOUSANDS)), len(known))
    if middle > _CERTAINLY_SQUARE_METRES:
        return UnitDecision(1.0, "size", int(np.count_nonzero(known > _CERTAINLY_SQUARE_METRES)), len(known))
    return UnitDecision(None, "undecided", 0, len(known))


def other_factor(factor: float) -> float:
    """Return the factor that the same number has in the other habit: ㎡ for 万㎡, and back."""
    return 1.0 if factor != 1.0 else 10_000.0


def known_units() -> Sequence[str]:
    """List the units for messages, the usual ones first."""
    return ("㎡", "万㎡", "亩", "公顷")
