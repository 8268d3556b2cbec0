"""The account by level and month as the table `budget`: estates add up to regions, offices, firms and the city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.economics.budget.account import Account
from geo.economics.budget.basis import Basis, Bools, Floats, Ints, Unit
from geo.economics.budget.costs import first_entry, region_posts
from geo.economics.budget.fen import Fen, yuan
from geo.economics.calendar import Calendar
from geo.economics.staffing import overhead_posts
from geo.policy import Policy
from geo.schema.money import INCOME_LINES, MONEY_LINES, ONCE_LINES, RUNNING_LINES, SUBSIDY_LINES
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One level of the account: its units, and the unit of each estate, shape ``(n,)``."""

    name: str
    units: tuple[Unit, ...]
    of_estate: Ints


def levels_of(basis: Basis) -> list[Level]:
    """List the levels from the city down; firms only where the plan has any."""
    n = basis.count
    city = Level("city", (Unit("city", text("budget.city")),), np.zeros(n, dtype=np.int64))
    firms = [Level("firm", basis.firms, basis.firm)] if any(unit.id for unit in basis.firms) else []
    estates = tuple(Unit(ident, name) for ident, name in zip(basis.estate_ids, basis.names, strict=True))
    offices = Level("office", basis.offices, basis.office)
    regions = Level("region", basis.regions, basis.region)
    return [city, *firms, offices, regions, Level("estate", estates, np.arange(n, dtype=np.int64))]


def sums(values: Fen, level: Level) -> Fen:
    """Add the rows of estates up to the units of a level, shape ``(units, months)``."""
    total = np.zeros((len(level.units), *values.shape[1:]), dtype=values.dtype)
    np.add.at(total, level.of_estate, values)
    return total


def budget_rows(
    basis: Basis, policy: Policy, account: Account, calendar: Calendar, *, case: str, levels: list[Level]
) -> Iterator[pd.DataFrame]:
    """Make the rows of the table `budget`, a frame a level; the account may reach beyond the calendar's months."""
    months = calendar.months
    for level in levels:
        lines = {name: sums(account.lines[name][:, :months], level) for name in MONEY_LINES}
        yield _frame(basis, policy, lines, calendar, case=case, level=level)


def _frame(
    basis: Basis, policy: Policy, lines: dict[str, Fen], calendar: Calendar, *, case: str, level: Level
) -> pd.DataFrame:
    months, units = calendar.months, level.units
    income = np.sum([lines[name] for name in INCOME_LINES], axis=0)
    cost = np.sum([lines[name] for name in (*RUNNING_LINES, *ONCE_LINES)], axis=0)
    bare = income - cost - np.sum([lines[name] for name in SUBSIDY_LINES], axis=0)
    entered = basis.is_in(months)
    columns: dict[str, object] = {
        "case": case,
        "level": level.name,
        "id": np.repeat([unit.id or "-" for unit in units], months),
        "name": np.repeat([unit.name for unit in units], months),
        "month": np.tile(np.arange(months), len(units)),
        "date": np.tile(calendar.labels(), len(units)),
        "estates": _size(np.ones(basis.count), entered, level),
        "floor_area_m2": _size(basis.area_m2, entered, level),
        "households": _size(basis.households, entered, level),
        "posts": None if level.name == "estate" else posts_by_month(basis, policy, level, months).ravel(),
    }
    columns |= {f"{name}_cny": yuan(lines[name]).ravel() for name in MONEY_LINES}
    columns |= {
        "income_cny": yuan(income).ravel(),
        "cost_cny": yuan(cost).ravel(),
        "balance_cny": yuan(income - cost).ravel(),
        "balance_without_subsidy_cny": yuan(bare).ravel(),
        "cumulated_cny": yuan((income - cost).cumsum(axis=1)).ravel(),
        "cumulated_without_subsidy_cny": yuan(bare.cumsum(axis=1)).ravel(),
    }
    return pd.DataFrame(columns)


def _size(values: Floats, entered: Bools, level: Level) -> Floats:
    total = np.zeros((len(level.units), entered.shape[1]))
    np.add.at(total, level.of_estate, values[:, None] * entered)
    return total.ravel()


def posts_by_month(basis: Basis, policy: Policy, level: Level, months: int) -> Ints:
    """Return the posts that the units of a level man in each month: shared ones, and those of stations and offices."""
    month = np.arange(months)[None, :]
    shared = region_posts(basis, policy, months).sum(axis=2)
    opened = first_entry(basis.entry, basis.region, len(basis.regions))[:, None] <= month
    of_region = shared + opened * sum(overhead_posts(policy, "station").values())
    if level.name == "region":
        return np.asarray(of_region, dtype=np.int64)
    offices_open = first_entry(basis.entry, basis.office, len(basis.offices))[:, None] <= month
    real = np.array([bool(office.id) for office in basis.offices])[:, None]
    of_office = offices_open * real * sum(overhead_posts(policy, "office").values())
    total = np.zeros((len(level.units), months), dtype=np.int64)
    np.add.at(total, _unit_of(level, basis.region, len(basis.regions)), of_region)
    np.add.at(total, _unit_of(level, basis.office, len(basis.offices)), of_office)
    return total


def _unit_of(level: Level, part: Ints, parts: int) -> Ints:
    """Return the unit of a level in which each region or office lies; an office of two firms counts for the first."""
    found = np.zeros(parts, dtype=np.int64)
    found[part[::-1]] = level.of_estate[::-1]
    return found
