"""The estimate that plan.xlsx computes by itself: the same formulas here, for the values its cells are saved with.

Rows of the plan's table `estimate` are amounts that no change of these inputs moves; all else is linear in them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.plan import Plan

Floats = NDArray[np.float64]
LEAST_COLLECTION = 1e-9
# Inputs in the order of their cells: key of the setting (below ``budget.``), number format.
INPUTS = {
    "wage_factor": "0.00",
    "subsidy_cny_m2_month": "0.00",
    "fee": "0.0000",
    "collection_mature": "0.0%",
    "parking_cny_bay_month": "#,##0",
    "parking_occupancy": "0.0%",
    "parking_share": "0.0%",
    "overhead_share": "0.0%",
    "tax_share": "0.0%",
    "discount_year": "0.0%",
}


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """What the sheet shows for the inputs as they were saved; yuan, arrays by month."""

    inputs: dict[str, float]
    fee_today: float
    billable: float
    steady: pd.Series
    months: pd.DataFrame
    cliff: int | None

    @classmethod
    def of(cls, plan: Plan) -> Estimate:
        """Take the estimate of a plan with an account."""
        rows, settings = plan.estimate, plan.policy.budget
        even = plan.break_even
        city = even[(even["case"] == "mid") & (even["level"] == "city") & (even["at"] == "mature")].iloc[0]
        fee = float(city["fee_today"])
        known = {key: getattr(settings, key) for key in INPUTS if key != "fee"}
        inputs = {key: fee if key == "fee" else float(getattr(known[key], "mid", known[key])) for key in INPUTS}
        months = rows[rows["kind"] == "month"].sort_values("month", ignore_index=True)
        steady = rows[rows["kind"] == "steady"].iloc[0]
        return cls(inputs, fee, settings.billable_share.mid, steady, months, _main_cliff(plan))

    @property
    def scale(self) -> float:
        """By how much all fees move with the input; 0 where nobody is billed anything."""
        return self.inputs["fee"] / self.fee_today if self.fee_today > 0 else 0.0

    def month_columns(self) -> dict[str, Floats]:
        """Return the columns of the months as the sheet computes them."""
        given, rows = self.inputs, self.months
        part = {name: rows[name].to_numpy(np.float64) for name in rows.columns if name not in {"kind", "date"}}
        subsidy = given["subsidy_cny_m2_month"] * part["subsidised_m2"]
        fees = self.scale * (part["fee_base_cny"] + part["fee_per_mature_cny"] * given["collection_mature"])
        parking = part["bays"] * self._bay()
        wages = given["wage_factor"] * part["wages_cny"]
        overhead = given["overhead_share"] * (wages + part["fixed_cny"])
        tax = given["tax_share"] * (fees + parking + part["taxed_other_cny"])
        income = subsidy + fees + parking + part["other_income_cny"]
        cost = wages + part["fixed_cny"] + overhead + tax + part["once_cny"]
        balance = income - cost + part["rounding_cny"]
        return {
            "subsidy": subsidy, "fees": fees, "parking": parking, "other": part["other_income_cny"], "income": income,
            "wages": wages, "fixed": part["fixed_cny"], "overhead": overhead, "tax": tax, "once": part["once_cny"],
            "cost": cost, "balance": balance, "cumulated": balance.cumsum(), "bare": balance - subsidy,
        }  # fmt: skip

    def outcomes(self) -> dict[str, float | str | None]:
        """Return what the sheet finds; None stands for "none"."""
        given, steady, area = self.inputs, self.steady, float(self.steady["floor_area_m2"])
        kept = 1.0 - given["tax_share"]
        rate = float(steady["collection_base"]) + float(steady["collection_per_mature"]) * given["collection_mature"]
        running = (given["wage_factor"] * steady["wages_cny"] + steady["fixed_cny"]) * (1.0 + given["overhead_share"])
        c = float((running + steady["once_cny"]) / area)
        p, x = float(steady["bays"] * self._bay() * kept / area), float(steady["taxed_other_cny"] * kept / area)
        s, reach = given["subsidy_cny_m2_month"], rate * self.billable * kept
        fees = self.scale * (steady["fee_base_cny"] + steady["fee_per_mature_cny"] * given["collection_mature"]) * kept
        per_household = area / float(steady["households"]) if steady["households"] > 0 else float("nan")
        found: dict[str, float | str | None] = {"collection": rate, "c": c, "p": p, "x": x}
        for name, subsidy in (("with_subsidy", s), ("after", 0.0)):
            fee = (c - subsidy - p - x) / reach if reach > LEAST_COLLECTION else None
            found[f"fee_{name}"] = fee
            found[f"household_{name}"] = None if fee is None else fee * per_household
            found[f"gap_{name}"] = ((c - subsidy - p - x) * area - float(fees)) * 12.0 / 1e4
        return found | self._cash()

    def _cash(self) -> dict[str, float | str | None]:
        columns = self.month_columns()
        balance, month = columns["balance"], np.arange(len(self.months))
        worth = balance / (1.0 + self.inputs["discount_year"]) ** (month / 12.0)
        return {
            "total": float(balance.sum()) / 1e4,
            "npv": float(worth.sum()) / 1e4,
            "first_short": self._first(balance),
            "first_debt": self._first(columns["cumulated"]),
            "cliff": None if self.cliff is None else float(balance[self.cliff]) / 1e4,
        }

    def _first(self, curve: Floats) -> str | None:
        below = np.flatnonzero(np.round(curve, 2) < 0)
        return str(self.months["date"].iloc[below[0]]) if len(below) else None

    def _bay(self) -> float:
        given = self.inputs
        return given["parking_cny_bay_month"] * given["parking_occupancy"] * given["parking_share"]


def _main_cliff(plan: Plan) -> int | None:
    """Return the month of the horizon in which most floor area loses its subsidy."""
    told = plan.cohorts[(plan.cohorts["case"] == "mid") & plan.cohorts["in_horizon"].fillna(value=False).astype(bool)]
    if told.empty:
        return None
    return int(told.groupby("cliff_month")["floor_area_m2"].sum().idxmax())
