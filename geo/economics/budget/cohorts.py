"""The cliff: estates that entered together lose the subsidy together. What each cohort is short of in that month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.economics.budget.account import Account
from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Floats, Ints
from geo.economics.budget.break_even import NO_COLLECTION, break_even_fee, running_without_tax
from geo.economics.budget.fen import Fen, yuan
from geo.economics.budget.income import collection_at, fees_of, subsidy_end
from geo.policy import Policy
from geo.schema.money import INCOME_LINES, RUNNING_LINES

LONGEST = 600  # months: as far as any account is kept


@dataclass(frozen=True, slots=True)
class Cohort:
    """The estates of one month of entry in the first month without subsidy.

    `balance` is running: income less running costs, yuan in that month, negative where short; `before` the month
    before. A cliff that lies before the account is told by the account's first month. None where the month lies beyond
    the longest reach, and for fees or shares that no number can answer.
    """

    entry: int
    cliff: int
    estates: int
    area_m2: float
    households: float
    before: float | None
    balance: float | None
    collection: float | None
    fee_today: float
    fee_needed: float | None
    collection_needed: float | None
    survive: int | None
    backstop: int | None


def months_needed(basis: Basis, policy: Policy, months: int) -> int:
    """Return how far the account must be kept to see every cliff: the horizon at least, `LONGEST` at most."""
    ends = subsidy_end(basis, policy)[basis.entry < months]
    return int(min(max(months, int(ends.max(initial=0)) + 1), max(LONGEST, months)))


def cohorts_of(basis: Basis, policy: Policy, assumed: Assumptions, account: Account) -> list[Cohort]:
    """Report every cohort that enters by the horizon, in order of entry; the account must reach `months_needed`."""
    end, comes = subsidy_end(basis, policy), basis.entry < account.shared.shape[1]
    pairs = np.unique(np.column_stack([basis.entry, end])[comes], axis=0)
    balance, cost = running_balance(account), running_without_tax(account)
    seen = _Seen(basis, policy, assumed, account, balance, cost)
    return [_cohort(seen, int(entry), int(cliff)) for entry, cliff in pairs]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What every cohort is told from."""

    basis: Basis
    policy: Policy
    assumed: Assumptions
    account: Account
    balance: Fen
    cost: Floats


def running_balance(account: Account) -> Fen:
    """Return income less running costs, what is paid once left out, shape ``(n, months)``."""
    income = np.sum([account.lines[name] for name in INCOME_LINES if name != "reward"], axis=0)
    return np.asarray(income - np.sum([account.lines[name] for name in RUNNING_LINES], axis=0))


def _cohort(seen: _Seen, entry: int, cliff: int) -> Cohort:
    basis, account, assumed = seen.basis, seen.account, seen.assumed
    own = np.flatnonzero((basis.entry == entry) & (subsidy_end(basis, seen.policy) == cliff))
    area, fees = basis.area_m2[own], fees_of(basis, assumed)[own]
    size = (len(own), float(area.sum()), float(basis.households[own].sum()))
    today = float(np.average(fees, weights=area)) if area.sum() > 0 else float(fees.mean())
    if cliff >= account.shared.shape[1]:
        return Cohort(entry, cliff, *size, None, None, None, today, None, None, None, None)
    at = max(cliff, 0)
    balance, cost = seen.balance, seen.cost
    rate = collection_at(basis, seen.policy, assumed, np.array([at]))[own, 0]
    need, reach = _need_and_reach(account, assumed, cost[own, at].sum(), own, at)
    per_fee = reach * area
    bare = float((per_fee * fees).sum())
    needed = break_even_fee(*(np.array([v]) for v in (need, 0.0, 0.0, 0.0, float((per_fee * rate).sum()))))[0]
    before = float(yuan(balance[own, cliff - 1].sum())) if cliff > 0 else None
    carried = int((balance[own, at] >= 0).sum())
    return Cohort(
        entry, cliff, *size, before, float(yuan(balance[own, at].sum())),
        float(np.average(rate, weights=area)) if area.sum() > 0 else None, today,
        None if np.isnan(needed) else float(needed), need / bare if bare > NO_COLLECTION else None,
        carried, len(own) - carried,
    )  # fmt: skip


def _need_and_reach(account: Account, assumed: Assumptions, cost: float, own: Ints, month: int) -> tuple[float, float]:
    """Return what fees must bring in, net of tax, and what a yuan a m² brings in at full collection."""
    kept = 1.0 - assumed["tax_share"]
    lines = account.lines
    other = sum(float(yuan(lines[name][own, month].sum())) for name in ("parking", "city_property", "common_rent"))
    return cost - other * kept, kept * assumed["billable_share"]
