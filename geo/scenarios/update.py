"""The monthly update: next month's ledger read, matched to the plan's estates, held against its schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from geo.economics.calendar import Calendar, first_day
from geo.economics.rollout.progress import Comparison, compare_ledger
from geo.errors import InputError, shortlist
from geo.findings import Report
from geo.io.companions.estate_names import EstateNames
from geo.io.ledger import read_ledger
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.scenarios.rollout import rollout_calendar
from geo.wording import text


def compare_month(
    plan: Plan, ledger: Path, *, month: str = "", report: Report, progress: Progress | None = None
) -> Comparison:
    """Hold a later ledger against a plan's roll-out at the end of a month; the plan is not touched.

    Parameters
    ----------
    month : ``YYYY-MM``; where empty, that of the newest date of signing or entry in the ledger.

    Raises
    ------
    InputError
        Where the plan has no roll-out, the month is no month, or no estate of the ledger is in the plan.
    """
    if not len(plan.rollout):
        raise InputError(text("update.no_rollout"))
    calendar = rollout_calendar(plan, plan.policy)
    estates = read_ledger([ledger], policy=plan.policy, report=Report(), progress=progress or Silent()).estates
    at = calendar.month_of(_month_of(month, estates))
    matched = _matched(plan, pd.DataFrame(estates.drop(columns="geometry")), report)
    if matched["planned_id"].isna().all():
        raise InputError(text("update.nothing_matched", path=ledger, estates=shortlist(matched["name"])))
    stated = plan.estates.set_index("estate_id")["current_posts"].dropna()
    written = plan.policy.rollout.deadline
    deadline = calendar.month_of(first_day(written)) if written else None
    compared = compare_ledger(
        plan.rollout, matched, posts=stated.to_dict(), calendar=calendar, month=at, deadline=deadline
    )
    return replace(compared, facts=compared.facts | {"money": _money(plan, compared, calendar, at)})


def _month_of(written: str, estates: pd.DataFrame) -> date:
    if written:
        try:
            return first_day(written)
        except ValueError as error:
            raise InputError(text("update.bad_month", found=written)) from error
    dates = [day for name in ("signed_on", "entered_on") for day in estates[name].dropna() if isinstance(day, date)]
    today = date.today()
    return max((day for day in dates if day <= today), default=today)


def _matched(plan: Plan, estates: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Find each row's estate in the plan, by id first, then by a name that only one estate bears."""
    names = EstateNames.of(plan.estates)
    planned = set(plan.rollout["estate_id"])
    found: list[str | None] = []
    doubtful = []
    for row in estates.to_dict("records"):
        bearers = [one for one in (names.find(row["estate_id"]) or names.find(row["name"])) if one in planned]
        found.append(bearers[0] if len(bearers) == 1 else None)
        if len(bearers) > 1:
            doubtful.append(str(row["name"]))
    if doubtful:
        told = text("update-ambiguous.found", count=len(doubtful), estates=shortlist(doubtful))
        report.find("update-ambiguous", found=told)
    made = estates.assign(planned_id=pd.Series(found, index=estates.index, dtype=object))
    twice = made[made["planned_id"].notna() & made["planned_id"].duplicated(keep="first")]
    if len(twice):
        told = text("update-twice.found", count=len(twice), estates=shortlist(twice["name"]))
        report.find("update-twice", found=told)
    return made.drop(index=twice.index)


def _money(plan: Plan, compared: Comparison, calendar: Calendar, month: int) -> dict[str, Any] | None:
    """Put the subsidy due by the ledger beside that of the account, where the plan has one for the month."""
    budget = plan.tables["budget"]
    rows = budget[(budget["case"] == "mid") & (budget["level"] == "city") & (budget["month"] == month)]
    if rows.empty:
        return None
    settings = plan.policy.budget
    entered = compared.estates[compared.estates["stage_now"].isin(["daily", "pilot"])]
    since = [calendar.month_of(first_day(day)) if isinstance(day, str) else month for day in entered["actual_on"]]
    paid = [month - start < settings.subsidy_months for start in since]
    area = float(entered["floor_area_m2"].fillna(0.0)[paid].sum())
    planned = rows.iloc[0]
    return {
        "subsidy_planned_cny": float(planned["subsidy_city_cny"] + planned["subsidy_district_cny"]),
        "subsidy_actual_cny": area * settings.subsidy_cny_m2_month.mid,
        "balance_planned_cny": float(planned["balance_cny"]),
    }
