"""When each estate enters: from the roll-out where there is one, else from the ledger, else all at once, and said."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from geo.economics.budget.basis import Ints
from geo.economics.calendar import Calendar
from geo.findings import Report
from geo.plan import Plan
from geo.wording import text


def months_of_entry(plan: Plan, estates: pd.DataFrame, calendar: Calendar, report: Report) -> tuple[Ints, Ints]:
    """Return the month of entry and of the contract of each estate, shape ``(n,)``; negative before the account.

    A ledger that dates only some entries leaves the others to the account's first month.
    """
    scheduled = _scheduled(plan, estates)
    if scheduled is not None:
        entry, contract = scheduled
        report.find("budget-entry-source", found=text("budget-entries.rollout", estates=len(estates)), severity="note")
    else:
        entry, contract = _of_ledger(estates, calendar, report)
    _tell(entry, calendar, report)
    return entry, contract


def _scheduled(plan: Plan, estates: pd.DataFrame) -> tuple[Ints, Ints] | None:
    rollout = plan.tables.get("rollout")
    if rollout is None or rollout.empty or rollout["entry_month"].isna().all():
        return None
    own = rollout.drop_duplicates("estate_id").set_index("estate_id").reindex(estates["estate_id"])
    entry = own["entry_month"].astype("Float64").to_numpy(np.float64, na_value=np.nan)
    never = float(np.iinfo(np.int32).max)  # refused, or beyond the schedule: never in this account
    entry = np.where(np.isnan(entry), never, entry)
    contract = own["contract_month"].astype("Float64").to_numpy(np.float64, na_value=np.nan)
    return entry.astype(np.int64), np.where(np.isnan(contract), entry, contract).astype(np.int64)


def _of_ledger(estates: pd.DataFrame, calendar: Calendar, report: Report) -> tuple[Ints, Ints]:
    entered = [_month(value, calendar) for value in estates["entered_on"]]
    known = sum(month is not None for month in entered)
    rule = "ledger" if known == len(estates) else "part" if known else "none"
    said = text(f"budget-entries.{rule}", known=known, estates=len(estates), month=calendar.label(0))
    if rule == "ledger":
        report.find("budget-entry-source", found=said, severity="note")
    else:
        report.find("budget-entries", found=said)
    entry = np.array([0 if month is None else month for month in entered], dtype=np.int64)
    signed = [_month(value, calendar) for value in estates["signed_on"]]
    contract = [own if month is None else month for month, own in zip(signed, entry, strict=True)]
    return entry, np.array(contract, dtype=np.int64)


def _month(value: object, calendar: Calendar) -> int | None:
    return calendar.month_of(value) if isinstance(value, date) and not pd.isna(value) else None


def _tell(entry: Ints, calendar: Calendar, report: Report) -> None:
    past, beyond = int((entry < 0).sum()), int((entry >= calendar.months).sum())
    if past:
        report.find("budget-entered", found=text("budget-entered.found", estates=past), severity="note")
    if beyond:
        found = text("budget-beyond.found", estates=beyond, months=calendar.months)
        report.find("budget-beyond", found=found)
