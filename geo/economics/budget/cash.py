"""The cash curve: present value, first month short, and which guesses matter most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.economics.budget.assumptions import Assumed, Assumptions, guesses
from geo.economics.budget.basis import Basis, Floats
from geo.economics.budget.costs import POOLED, office_lines, region_lines
from geo.economics.budget.fen import Fen, yuan
from geo.economics.budget.own import own_lines
from geo.policy import Policy
from geo.schema.money import INCOME_LINES

TORNADO_ROWS = 10


@dataclass(frozen=True, slots=True)
class Swing:
    """What one guess does to the present value of the whole account, all others at their middle."""

    assumed: Assumed
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the two lie apart."""
        return abs(self.at_high - self.at_low)


def present_value(balance_cny: Floats, policy: Policy) -> float:
    """Discount a monthly curve to the account's first month: ``sum of b_t / (1 + d)^(t/12)``."""
    month = np.arange(len(balance_cny))
    return float((balance_cny / (1.0 + policy.budget.discount_year) ** (month / 12.0)).sum())


def first_short(curve: Fen) -> int | None:
    """Return the first month in which a curve is below nothing; None where it never is."""
    below = np.flatnonzero(curve < 0)
    return int(below[0]) if len(below) else None


def city_balance(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int) -> Fen:
    """Return the city's balance by month without sharing costs out, shape ``(months,)``; the reward is left out."""
    own = own_lines(basis, policy, assumed, months=months, rewarded=np.zeros(basis.count, dtype=bool))
    balance = sum(_signed(name) * amount.sum(axis=0) for name, amount in own.items())
    regions = region_lines(basis, policy, assumed, months=months)
    offices = office_lines(basis, policy, assumed, months=months)
    for lines in (regions, offices):
        for name in POOLED:
            balance = balance + _signed(name) * lines[name].sum(axis=0)
    return np.asarray(balance, dtype=np.int64)


def _signed(name: str) -> int:
    return 1 if name in INCOME_LINES else -1


def tornado(basis: Basis, policy: Policy, middle: Assumptions, *, months: int) -> list[Swing]:
    """Move one guess at a time to its low and high value; the ten with the widest swing, the widest first."""

    def value(key: str, number: float) -> float:
        return present_value(yuan(city_balance(basis, policy, middle.with_value(key, number), months=months)), policy)

    swings = [
        Swing(one, value(one.key, one.guess.low), value(one.key, one.guess.high))
        for one in guesses(policy)
        if one.guess.low < one.guess.high
    ]
    return sorted(swings, key=lambda swing: -swing.width)[:TORNADO_ROWS]
