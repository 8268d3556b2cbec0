"""What each firm can do in each month: surveys begun, floor area in clean-up, entries, stations opened."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from geo.economics.calendar import Calendar, first_day
from geo.errors import InputError, shortlist
from geo.policy.rollout import CapacityChange, RolloutPolicy
from geo.wording import text

Floats = NDArray[np.float64]
STAGES = ("surveys", "cleanup_m2", "entries", "stations")


def capacities(firms: list[str], *, policy: RolloutPolicy, calendar: Calendar) -> Floats:
    """Return the limits by firm, stage (`STAGES`) and month, shape ``(f, 4, months)``.

    Raises
    ------
    InputError
        Where a row names a firm that no estate has.
    """
    unknown = sorted({row.firm for row in policy.capacity if row.firm and row.firm not in firms})
    if unknown:
        known = shortlist([name for name in firms if name] or [text("rollout.no_firm")], 10)
        raise InputError(text("rollout.unknown_firm", found=shortlist(unknown), known=known))
    usual = [policy.surveys_month, policy.cleanup_m2_month, policy.entries_month, policy.stations_month]
    limits = np.tile(np.array(usual, dtype=float)[None, :, None], (len(firms), 1, calendar.months))
    for row in policy.capacity:
        months = _months(row, calendar)
        for position, firm in enumerate(firms):
            if row.firm in {"", firm}:
                _change(limits[position], row, months)
    return limits


def _change(limits: Floats, row: CapacityChange, months: slice) -> None:
    for stage, name in enumerate(STAGES):
        value = getattr(row, name)
        if value is not None:
            limits[stage, months] = value


def _months(row: CapacityChange, calendar: Calendar) -> slice:
    first = _month(row.first, calendar) if row.first else 0
    last = _month(row.last, calendar) if row.last else calendar.months - 1
    return slice(max(0, first), max(0, last + 1))


def _month(written: str, calendar: Calendar) -> int:
    day: date = first_day(written)
    return calendar.month_of(day)
