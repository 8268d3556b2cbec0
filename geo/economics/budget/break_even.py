"""The fee at which an account breaks even, with the subsidy and after it; "none" where nobody pays.

``f* = (c - s - p - x) / r`` per m² and month (domain brief 7.7): c all costs, s subsidy, p parking, x other income, r
the share of fees collected. Tax falls on fees, parking and other income, so c is taken without it and p, x and r net
of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.economics.budget.account import Account, keep_account
from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Floats, Ints
from geo.economics.budget.fen import yuan
from geo.economics.budget.income import fees_of, mature_collection
from geo.policy import Policy
from geo.schema.money import ONCE_LINES, RUNNING_LINES

NO_COLLECTION = 1e-9  # below this share nothing is collected, and no fee breaks even


def break_even_fee(c: Floats, s: Floats, p: Floats, x: Floats, r: Floats) -> Floats:
    """Return the break-even fee per m² and month; NaN, which is "none", where r is nothing.

    A negative fee says that the other income alone covers the costs.
    """
    collected = np.asarray(r, dtype=np.float64)
    need = np.asarray(c - s - p - x, dtype=np.float64)
    some = collected > NO_COLLECTION
    return np.where(some, need / np.where(some, collected, 1.0), np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Steady:
    """A month with every estate in, long after the start; yuan of each estate, shape ``(n,)``.

    Attributes
    ----------
    cost : running costs without tax, and what is paid once spread over the policy's months.
    subsidy : before the cliff. parking, other : net of tax.
    billable : m² that a yuan of fee a m² reaches, net of tax; times collection it is what a fee brings in.
    fees_m2 : the fee today (the ledger's or assumed), yuan/m²/month. mature : collection.
    """

    cost: Floats
    subsidy: Floats
    parking: Floats
    other: Floats
    billable: Floats
    area_m2: Floats
    households: Floats
    fees_m2: Floats
    mature: Floats


def steady_month(basis: Basis, policy: Policy, assumed: Assumptions) -> Steady:
    """Work out the month that the break-even fee is about."""
    settings = policy.budget
    last = max(settings.cleanup.due_months, settings.parking_from_months)
    account = keep_account(basis.all_entered_at(0), policy, assumed, months=last + 1)
    kept = 1.0 - assumed["tax_share"]
    return Steady(
        cost=running_without_tax(account)[:, last] + once(account) / settings.once_months,
        subsidy=basis.area_m2 * assumed["subsidy_cny_m2_month"],
        parking=yuan(account.lines["parking"][:, last]) * kept,
        other=yuan(account.lines["city_property"][:, last] + account.lines["common_rent"][:, last]) * kept,
        billable=basis.area_m2 * assumed["billable_share"] * kept,
        area_m2=basis.area_m2,
        households=basis.households,
        fees_m2=fees_of(basis, assumed),
        mature=mature_collection(basis, assumed),
    )


def running_without_tax(account: Account) -> Floats:
    """Return running costs but tax in yuan, shape ``(n, months)``."""
    return yuan(np.sum([account.lines[name] for name in RUNNING_LINES if name != "tax"], axis=0))


def once(account: Account) -> Floats:
    """Return all that is paid once in yuan, shape ``(n,)``."""
    return yuan(np.sum([account.lines[name] for name in ONCE_LINES], axis=0).sum(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class BreakEven:
    """Break-even fees of u units at one collection; yuan/m²/month where not said otherwise, shape ``(u,)``.

    `gap_with_subsidy` and `gap_after` are yuan a month at today's fees, positive where short.
    """

    c: Floats
    s: Floats
    p: Floats
    x: Floats
    r: Floats
    with_subsidy: Floats
    after: Floats
    gap_with_subsidy: Floats
    gap_after: Floats
    fee_today: Floats
    area_m2: Floats
    households: Floats


def break_even_of(steady: Steady, unit: Ints, units: int, *, collection: float | None = None) -> BreakEven:
    """Work out the break-even fee of each unit, one fee for all its estates.

    Parameters
    ----------
    collection : the share collected everywhere; by default each estate's mature one.
    """
    rate = steady.mature if collection is None else np.full(len(steady.area_m2), collection)

    def total(values: Floats) -> Floats:
        return np.bincount(unit, weights=values, minlength=units).astype(np.float64)

    area = total(steady.area_m2)
    some = np.where(area > 0, area, np.nan)
    c, s, p, x = (total(part) / some for part in (steady.cost, steady.subsidy, steady.parking, steady.other))
    reach = total(steady.billable * rate) / some
    nothing = np.zeros_like(s)
    fees = total(steady.fees_m2 * steady.billable * rate)
    after = total(steady.cost - steady.parking - steady.other) - fees
    return BreakEven(
        c, s, p, x, total(steady.area_m2 * rate) / some,
        break_even_fee(c, s, p, x, reach), break_even_fee(c, nothing, p, x, reach),
        after - total(steady.subsidy), after, total(steady.fees_m2 * steady.area_m2) / some, area,
        total(steady.households),
    )  # fmt: skip
