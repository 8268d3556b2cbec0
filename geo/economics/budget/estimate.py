"""The city's account taken apart by the numbers a person would change, for a worksheet that computes by itself.

Every amount is linear in wage, subsidy, fee, mature collection and parking once posts are whole; what is left are the
odd fen that the account rounds estate by estate.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.economics.budget.account import Account, keep_account
from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Floats
from geo.economics.budget.break_even import once
from geo.economics.budget.fen import yuan
from geo.economics.budget.income import (
    bays_of,
    collection_at,
    fees_of,
    is_billed,
    mature_collection,
    risen_at,
    subsidy_end,
    subsidy_start,
)
from geo.economics.budget.satisfaction import driven_collection
from geo.economics.calendar import Calendar
from geo.policy import Policy
from geo.schema.money import ONCE_LINES

_WAGES = ("wages", "overhead_wages", "travel")
_FIXED = ("rent", "utilities", "materials", "tools")
_OTHER = ("city_property", "common_rent")


def estimate_table(
    basis: Basis, policy: Policy, assumed: Assumptions, account: Account, calendar: Calendar
) -> pd.DataFrame:
    """Return a row a month and one for the steady month; columns of `geo.schema.money.ESTIMATE`."""
    months, month = calendar.months, np.arange(calendar.months)
    start, end = subsidy_start(basis, policy)[:, None], subsidy_end(basis, policy)[:, None]
    entered = basis.is_in(months)
    fee_base, fee_per_mature = _fees(basis, policy, assumed, months)
    earning = entered & (month >= basis.entry[:, None] + policy.budget.parking_from_months)
    rows = {
        "kind": "month",
        "month": month,
        "date": calendar.labels(),
        "subsidised_m2": (basis.area_m2[:, None] * ((month >= start) & (month < end))).sum(axis=0),
        "fee_base_cny": fee_base,
        "fee_per_mature_cny": fee_per_mature,
        "bays": (bays_of(basis, assumed)[:, None] * earning).sum(axis=0),
        **_amounts(account, assumed, months),
        "floor_area_m2": (basis.area_m2[:, None] * entered).sum(axis=0),
        "households": (basis.households[:, None] * entered).sum(axis=0),
    }
    table = pd.DataFrame(rows)
    table["rounding_cny"] = _city(account.balance, months) - _formula(table, assumed)
    return pd.concat([table, _steady(basis, policy, assumed)], ignore_index=True)


def _amounts(account: Account, assumed: Assumptions, months: int) -> dict[str, Floats]:
    def total(names: tuple[str, ...]) -> Floats:
        return np.asarray(sum(_city(account.lines[name], months) for name in names))

    factor = assumed["wage_factor"]
    return {
        "other_income_cny": total((*_OTHER, "reward")),
        "taxed_other_cny": total(_OTHER),
        "wages_cny": total(_WAGES) / factor if factor > 0 else np.zeros(months),
        "fixed_cny": total(_FIXED),
        "once_cny": total(tuple(ONCE_LINES)),
    }


def _city(values: np.ndarray[tuple[int, int], np.dtype[np.int64]], months: int) -> Floats:
    return yuan(values[:, :months].sum(axis=0))


def _fees(basis: Basis, policy: Policy, assumed: Assumptions, months: int) -> tuple[Floats, Floats]:
    """Split the fees of each month into what hangs on the mature collection and what does not."""
    billed = fees_of(basis, assumed) * basis.area_m2 * assumed["billable_share"]
    month = np.arange(months)
    follows = _guessed(basis, assumed)[:, None] & is_billed(basis, policy, month)
    per_mature = np.where(follows, risen_at(basis, policy, assumed, month), 0.0)
    rate = collection_at(basis, policy, assumed, month)
    base = rate - per_mature * assumed["collection_mature"]
    return billed @ base, billed @ per_mature


def _guessed(basis: Basis, assumed: Assumptions) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say whose mature collection moves with the guess; the others collect more already or are held to 0 or 1."""
    driven = driven_collection(basis, assumed)
    moves = (driven >= 0) & (driven <= 1)
    return np.asarray(moves & (np.isnan(basis.collection) | (basis.collection < driven)))


def _formula(table: pd.DataFrame, assumed: Assumptions) -> Floats:
    """Compute the balance as the worksheet does."""
    fees = table["fee_base_cny"] + table["fee_per_mature_cny"] * assumed["collection_mature"]
    bay = assumed["parking_cny_bay_month"] * assumed["parking_occupancy"] * assumed["parking_share"]
    parking = table["bays"] * bay
    subsidy = table["subsidised_m2"] * assumed["subsidy_cny_m2_month"]
    running = (table["wages_cny"] * assumed["wage_factor"] + table["fixed_cny"]) * (1.0 + assumed["overhead_share"])
    tax = (fees + parking + table["taxed_other_cny"]) * assumed["tax_share"]
    balance = subsidy + fees + parking + table["other_income_cny"] - running - tax - table["once_cny"]
    return np.asarray(balance.to_numpy(np.float64))


def _steady(basis: Basis, policy: Policy, assumed: Assumptions) -> pd.DataFrame:
    last = max(policy.budget.cleanup.due_months, policy.budget.parking_from_months)
    account = keep_account(basis.all_entered_at(0), policy, assumed, months=last + 1)
    area, guessed = basis.area_m2, _guessed(basis, assumed)
    billed = fees_of(basis, assumed) * area * assumed["billable_share"]
    own = mature_collection(basis, assumed) - guessed * assumed["collection_mature"]
    amounts = {name: values[last] for name, values in _amounts(account, assumed, last + 1).items()}
    row = {
        "kind": "steady",
        "subsidised_m2": area.sum(),
        "fee_base_cny": (billed * own).sum(),
        "fee_per_mature_cny": (billed * guessed).sum(),
        "bays": bays_of(basis, assumed).sum(),
        **amounts,
        "once_cny": once(account).sum() / policy.budget.once_months,
        "rounding_cny": 0.0,
        "floor_area_m2": area.sum(),
        "households": basis.households.sum(),
        "collection_base": (area * own).sum() / area.sum() if area.sum() > 0 else np.nan,
        "collection_per_mature": (area * guessed).sum() / area.sum() if area.sum() > 0 else np.nan,
    }
    return pd.DataFrame([row])
