"""Months as whole numbers: the first month of the account is 0, months before it are negative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_YEAR_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A horizon of whole months.

    Attributes
    ----------
    first : any day of the first month.
    months : length of the horizon.
    """

    first: date
    months: int

    def month_of(self, day: date) -> int:
        """Count the months from the first one to that of a day; negative before it."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def label(self, month: int) -> str:
        """Write a month as year and month: ``2026-12``."""
        ordinal = self.first.year * 12 + self.first.month - 1 + month
        return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"

    def labels(self) -> list[str]:
        """Write every month of the horizon."""
        return [self.label(month) for month in range(self.months)]

    @classmethod
    def of(cls, start: str, months: int, *, made_on: str = "") -> Calendar:
        """Start in a month written ``YYYY-MM``; where it is empty, in the month after the day a plan was made.

        Parameters
        ----------
        made_on : the plan's day as an ISO date; today where a plan does not say.

        Raises
        ------
        ValueError
            Where either is written in another way.
        """
        if start:
            return cls(first_day(start), months)
        made = date.fromisoformat(made_on) if made_on else date.today()
        return cls(date(made.year + made.month // 12, made.month % 12 + 1, 1), months)


def first_day(year_month: str) -> date:
    """Read ``YYYY-MM``.

    Raises
    ------
    ValueError
        Where it is written in another way.
    """
    found = _YEAR_MONTH.fullmatch(year_month.strip())
    if found is None:
        raise ValueError(year_month)
    return date(int(found[1]), int(found[2]), 1)
