"""The account as tables: books of estates, break-even fees, cohorts, works, what matters most."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.economics.budget.account import Account
from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Floats
from geo.economics.budget.break_even import BreakEven, Steady, break_even_of
from geo.economics.budget.cash import Swing
from geo.economics.budget.cohorts import Cohort
from geo.economics.budget.fen import Fen, fen, yuan
from geo.economics.budget.income import fees_of
from geo.economics.budget.ladder import collection_when_subsidy_ends
from geo.economics.budget.levels import Level
from geo.economics.budget.works import UNITS, works_of
from geo.economics.calendar import Calendar
from geo.policy import Policy
from geo.schema.money import MONEY_LINES
from geo.wording import language

AT = {"mature": None, "0.4": 0.4, "0.6": 0.6, "0.8": 0.8}
_TEN_THOUSAND = 10_000.0
_MONTHS_A_YEAR = 12.0


def books_table(
    basis: Basis,
    policy: Policy,
    assumed: Assumptions,
    account: Account,
    calendar: Calendar,
    *,
    case: str,
    ladder: list[str],
) -> pd.DataFrame:
    """Give each estate its book over the horizon: own lines, share of pooled costs, standing alone, cross-subsidy."""
    months = calendar.months

    def total(values: Fen) -> Fen:
        return np.asarray(values[:, :months].sum(axis=1))

    alone, with_others = total(account.standalone), total(account.with_others)
    reward = fen(basis.area_m2 * assumed["reward_cny_m2"]) * np.array([step == "on_track" for step in ladder])
    entered = basis.entry < months
    columns: dict[str, object] = {
        "case": case,
        "estate_id": basis.estate_ids,
        "name": basis.names,
        "subdistrict": basis.subdistricts,
        "region_id": [basis.regions[r].id for r in basis.region],
        "office_id": [basis.offices[o].id or None for o in basis.office],
        "firm": [basis.firms[f].id or None for f in basis.firm],
        "floor_area_m2": basis.area_m2,
        "households": basis.households,
        "entry_month": pd.array([int(m) if e else None for m, e in zip(basis.entry, entered, strict=True)], "Int64"),
        "entry_date": [calendar.label(int(m)) if e else None for m, e in zip(basis.entry, entered, strict=True)],
        "fee_cny_m2_month": fees_of(basis, assumed),
        "fee_known": ~np.isnan(basis.fee),
        "collection_end": np.where(entered, collection_when_subsidy_ends(basis, policy, assumed), np.nan),
    }
    columns |= {f"{name}_cny": yuan(total(account.lines[name])) for name in MONEY_LINES}
    columns |= {
        "income_cny": yuan(total(account.income)),
        "cost_cny": yuan(total(account.cost)),
        "balance_cny": yuan(total(account.balance)),
        "balance_without_subsidy_cny": yuan(total(account.balance - account.subsidy)),
        "shared_cny": yuan(total(account.shared)),
        "standalone_cny": yuan(alone),
        "with_others_cny": yuan(with_others),
        "core_ok": with_others <= alone,
        "cross_cny": yuan(total(account.shared - account.by_workload)),
        "ladder": ladder,
        "reward_due_cny": yuan(reward),
    }
    return pd.DataFrame(columns)


def break_even_table(steady: Steady, levels: list[Level], *, case: str) -> pd.DataFrame:
    """Give the break-even fee of every unit of every level, at mature collection and at 40, 60 and 80 %."""
    frames = []
    for level in levels:
        estates = np.bincount(level.of_estate, minlength=len(level.units)).astype(np.float64)
        for at, collection in AT.items():
            found = break_even_of(steady, level.of_estate, len(level.units), collection=collection)
            frames.append(_break_even_frame(level, estates, found, case=case, at=at))
    return pd.concat(frames, ignore_index=True)


def _break_even_frame(level: Level, estates: Floats, found: BreakEven, *, case: str, at: str) -> pd.DataFrame:
    per_household = found.area_m2 / np.where(found.households > 0, found.households, np.nan)
    yearly = _MONTHS_A_YEAR / _TEN_THOUSAND
    return pd.DataFrame(
        {
            "case": case,
            "level": level.name,
            "id": [unit.id or "-" for unit in level.units],
            "name": [unit.name for unit in level.units],
            "estates": estates,
            "floor_area_m2": found.area_m2,
            "households": found.households,
            "at": at,
            "collection": found.r,
            "c_cny_m2": found.c,
            "s_cny_m2": found.s,
            "p_cny_m2": found.p,
            "x_cny_m2": found.x,
            "fee_with_subsidy": found.with_subsidy,
            "fee_after": found.after,
            "household_with_subsidy": found.with_subsidy * per_household,
            "household_after": found.after * per_household,
            "gap_with_subsidy": found.gap_with_subsidy * yearly,
            "gap_after": found.gap_after * yearly,
            "fee_today": found.fee_today,
        }
    )


def cohorts_table(cohorts: list[Cohort], calendar: Calendar, *, case: str) -> pd.DataFrame:
    """List the cohorts of the cliff, those beyond the horizon as well."""
    return pd.DataFrame([_cohort_row(cohort, calendar, case) for cohort in cohorts])


def _cohort_row(cohort: Cohort, calendar: Calendar, case: str) -> dict[str, object]:
    balance = cohort.balance
    return {
        "case": case,
        "entry_month": cohort.entry,
        "entry_date": calendar.label(cohort.entry),
        "cliff_month": cohort.cliff,
        "cliff_date": calendar.label(cohort.cliff),
        "estates": cohort.estates,
        "floor_area_m2": cohort.area_m2,
        "households": cohort.households,
        "in_horizon": 0 <= cohort.cliff < calendar.months,
        "balance_before_cny": cohort.before,
        "balance_cny": balance,
        "balance_cny_m2": _over(balance, cohort.area_m2),
        "balance_cny_household": _over(balance, cohort.households),
        "balance_10k_year": None if balance is None else balance * _MONTHS_A_YEAR / _TEN_THOUSAND,
        "collection": cohort.collection,
        "fee_today": cohort.fee_today,
        "fee_needed": cohort.fee_needed,
        "collection_needed": cohort.collection_needed,
        "survive": cohort.survive,
        "backstop": cohort.backstop,
    }


def _over(amount: float | None, size: float) -> float | None:
    return None if amount is None or size <= 0 else amount / size


def works_table(basis: Basis, policy: Policy, cases: dict[str, Assumptions], calendar: Calendar) -> pd.DataFrame:
    """List the clean-up works still to come, estate by estate: quantity, price, payer, month due."""
    middle = works_of(basis, policy, cases["mid"])
    dear = {work.item: work.cost for work in works_of(basis, policy, cases["low"])}  # the lean case has the dear works
    cheap = {work.item: work.cost for work in works_of(basis, policy, cases["high"])}
    due = basis.entry + policy.budget.cleanup.due_months
    rows = [
        {
            "estate_id": basis.estate_ids[i],
            "name": basis.names[i],
            "region_id": basis.regions[basis.region[i]].id,
            "item": work.item,
            "quantity": work.quantity[i],
            "unit": UNITS[work.item],
            "basis": "ledger" if work.is_stated[i] else "assumed",
            "price_cny": round(work.price_cny, 2),
            "cost_cny": float(yuan(work.cost[i])),
            "cost_least_cny": float(yuan(cheap[work.item][i])),
            "cost_most_cny": float(yuan(dear[work.item][i])),
            "payer": work.payer,
            "due_month": int(due[i]),
            "due_date": calendar.label(int(due[i])),
        }
        for i in np.flatnonzero(due < calendar.months)
        for work in middle
        if work.quantity[i] > 0
    ]
    return pd.DataFrame(rows)


def tornado_table(swings: list[Swing]) -> pd.DataFrame:
    """List the guesses that matter most, with the present value of the account at their low and high values."""
    return pd.DataFrame(
        [
            {
                "rank": rank,
                "input": f"budget.{swing.assumed.key}",
                "meaning": swing.assumed.zh if language() == "zh" else swing.assumed.en,
                "unit": swing.assumed.unit,
                "value_low": swing.assumed.guess.low,
                "value_mid": swing.assumed.guess.mid,
                "value_high": swing.assumed.guess.high,
                "npv_at_low_cny": swing.at_low,
                "npv_at_high_cny": swing.at_high,
                "swing_cny": swing.width,
            }
            for rank, swing in enumerate(swings, start=1)
        ]
    )
