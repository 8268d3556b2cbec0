"""What each estate brings in, month by month: subsidy, fees that are really collected, parking, common parts, reward.

Street work for the city is earned by a region's teams and stands in `costs` beside the posts that do it.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Bools, Floats, Ints
from geo.economics.budget.fen import Fen, fen
from geo.economics.budget.satisfaction import driven_collection
from geo.policy import Policy


class HasBays(Protocol):
    """Estates whose parking bays are stated or follow from households and era, shape ``(n,)``."""

    @property
    def households(self) -> Floats: ...  # noqa: D102  as in `Basis`
    @property
    def build_year(self) -> Floats: ...  # noqa: D102
    @property
    def bays(self) -> Floats: ...  # noqa: D102


def subsidy_start(basis: Basis, policy: Policy) -> Ints:
    """Return the first month with subsidy, shape ``(n,)``; negative where it began before the account."""
    later = {"entry": basis.entry, "month_after": basis.entry + 1, "contract": basis.contract}
    return later[policy.budget.subsidy_from]


def subsidy_end(basis: Basis, policy: Policy) -> Ints:
    """Return the first month after the subsidy, shape ``(n,)``."""
    return subsidy_start(basis, policy) + policy.budget.subsidy_months


def fees_of(basis: Basis, assumed: Assumptions) -> Floats:
    """Return the fee of each estate, yuan/m²/month: the ledger's, else the guess."""
    return np.where(np.isnan(basis.fee), assumed["fee_cny_m2_month"], basis.fee)


def mature_collection(basis: Basis, assumed: Assumptions) -> Floats:
    """Return the collection each estate comes to: the guess, never below what the ledger has already.

    Where satisfaction drives it, the guess is moved by what the estate's residents say, and held to 0 and 1.
    """
    return np.fmax(basis.collection, np.clip(driven_collection(basis, assumed), 0.0, 1.0))


def collection_at(basis: Basis, policy: Policy, assumed: Assumptions, month: Ints) -> Floats:
    """Return the share of fees collected in months, shape ``(n, k)``; nothing before the first bill.

    Parameters
    ----------
    month : months, shape ``(k,)`` for all estates or ``(n, k)``.

    Notes
    -----
    ``r(t) = r0 + (r_mature - r0) (1 - exp(-(t - t0) / tau))`` with t0 the first billing month (domain brief 7.6). A
    collection that the ledger states is today's, so the ramp starts from it in the account's first month.
    """
    start, risen = collection_start(basis, assumed), risen_at(basis, policy, assumed, month)
    rate = start[:, None] + (mature_collection(basis, assumed) - start)[:, None] * risen
    return np.asarray(np.where(is_billed(basis, policy, month), rate, 0.0))


def collection_start(basis: Basis, assumed: Assumptions) -> Floats:
    """Return the collection each estate's ramp starts from, shape ``(n,)``."""
    return np.where(np.isnan(basis.collection), assumed["collection_start"], basis.collection)


def is_billed(basis: Basis, policy: Policy, month: Ints) -> Bools:
    """Say who gets a bill in months, shape ``(n, k)``."""
    return np.asarray(np.atleast_2d(month) >= (basis.entry + policy.budget.free_months)[:, None])


def risen_at(basis: Basis, policy: Policy, assumed: Assumptions, month: Ints) -> Floats:
    """Return how far each estate has come from its start (0) to its mature collection (1), shape ``(n, k)``."""
    first_bill = (basis.entry + policy.budget.free_months)[:, None]
    known = ~np.isnan(basis.collection)[:, None]
    since = np.atleast_2d(month) - np.where(known, np.maximum(first_bill, 0), first_bill)
    return 1.0 - np.exp(-np.maximum(since, 0) / assumed["collection_ramp_months"])


def bays_of(basis: HasBays, assumed: Assumptions) -> Floats:
    """Return the parking bays of each estate: the ledger's, else whole bays by households and era of building."""
    era = np.select(
        [basis.build_year >= 2003, basis.build_year >= 1994],
        [assumed["bays_household_from_2003"], assumed["bays_household_1994_2002"]],
        assumed["bays_household_before_1994"],
    )
    return np.where(np.isnan(basis.bays), np.rint(basis.households * era), basis.bays)


def parking_month_cny(basis: Basis, assumed: Assumptions) -> Floats:
    """Return the slice of parking income that an estate's account gets in a month, shape ``(n,)``."""
    taken = assumed["parking_cny_bay_month"] * assumed["parking_occupancy"] * assumed["parking_share"]
    return bays_of(basis, assumed) * taken


def own_income(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int, rewarded: Bools) -> dict[str, Fen]:
    """Return the lines of income that belong to one estate each, fen, shape ``(n, months)``.

    Parameters
    ----------
    rewarded : estates on track to contract directly; the reward is due in the first month after their subsidy.
    """
    settings, month = policy.budget, np.arange(months)[None, :]
    entered = basis.is_in(months)
    start, end = subsidy_start(basis, policy)[:, None], subsidy_end(basis, policy)[:, None]
    subsidy = _monthly(basis.area_m2 * assumed["subsidy_cny_m2_month"], (month >= start) & (month < end))
    city = np.asarray(np.rint(subsidy * settings.subsidy_city_share), dtype=np.int64)
    billed = fees_of(basis, assumed) * basis.area_m2 * assumed["billable_share"]
    rate = collection_at(basis, policy, assumed, np.arange(months))
    earning = entered & (month >= basis.entry[:, None] + settings.parking_from_months)
    reward = (month == end) & rewarded[:, None]
    return {
        "subsidy_city": city,
        "subsidy_district": subsidy - city,
        "fees": fen(billed[:, None] * rate),
        "parking": _monthly(parking_month_cny(basis, assumed), earning),
        "common_rent": _monthly(basis.area_m2 * assumed["common_rent_cny_m2_month"], entered),
        "reward": _monthly(basis.area_m2 * assumed["reward_cny_m2"], reward),
    }


def _monthly(yuan_a_month: Floats, active: Bools) -> Fen:
    return np.asarray(fen(yuan_a_month)[:, None] * active, dtype=np.int64)
