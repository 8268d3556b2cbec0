"""The account itself: every line of every estate in every month, pooled costs shared out to the fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Bools, Floats, Ints
from geo.economics.budget.costs import POOLED, office_lines, region_lines, standalone_month_cny
from geo.economics.budget.fen import Fen, fen, shared_out
from geo.economics.budget.own import own_lines
from geo.economics.staffing import role_wages
from geo.policy import Policy
from geo.schema.money import INCOME_LINES, ONCE_LINES, RUNNING_LINES, SUBSIDY_LINES


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """Fen by line, estate and month.

    Attributes
    ----------
    lines : every name of `MONEY_LINES`, shape ``(n, months)``; costs are positive amounts of cost lines.
    shared : what of the costs is a share of pooled ones, shape ``(n, months)``.
    by_workload : the same pooled costs shared out by measured workload, against which cross-subsidies are told.
    standalone : what the estate would pay alone, shape ``(n, months)``.
    """

    lines: dict[str, Fen]
    shared: Fen
    by_workload: Fen
    standalone: Fen

    @property
    def income(self) -> Fen:
        """All income, the subsidy included."""
        return _sum(self.lines, INCOME_LINES)

    @property
    def cost(self) -> Fen:
        """All costs, running and once."""
        return _sum(self.lines, (*RUNNING_LINES, *ONCE_LINES))

    @property
    def balance(self) -> Fen:
        """Income less cost; negative where short, never clipped."""
        return self.income - self.cost

    @property
    def subsidy(self) -> Fen:
        """Subsidy and reward: public money, never profit."""
        return _sum(self.lines, SUBSIDY_LINES)

    @property
    def with_others(self) -> Fen:
        """What is like for like with standing alone: running costs but tax, and fit-out."""
        return _sum(self.lines, (*(name for name in RUNNING_LINES if name != "tax"), "fit_out"))


def keep_account(
    basis: Basis, policy: Policy, assumed: Assumptions, *, months: int, rewarded: Bools | None = None
) -> Account:
    """Keep the account of every estate for a number of months.

    Parameters
    ----------
    rewarded : estates that get the reward after their subsidy, shape ``(n,)``; none by default.
    """
    granted = np.zeros(basis.count, dtype=bool) if rewarded is None else rewarded
    lines = own_lines(basis, policy, assumed, months=months, rewarded=granted)
    alone = standalone_month_cny(basis, policy, assumed)
    shared, by_workload = _share_out(basis, policy, assumed, lines, alone)
    return Account(lines, shared, by_workload, fen(alone)[:, None] * basis.is_in(months))


def allocation_weights(basis: Basis, policy: Policy, alone_cny: Floats, key: str) -> Floats:
    """Return the key by which pooled costs are shared out, shape ``(n,)``; all positive."""
    keys = {
        "area": basis.area_m2,
        "households": basis.households,
        "workload": basis.fractional @ role_wages(policy),
        "standalone": alone_cny,
    }
    weights = keys[key]
    return np.where(weights > 0, weights, 1e-9)  # an estate without a load still gets the last of the odd fen


def _share_out(
    basis: Basis, policy: Policy, assumed: Assumptions, lines: dict[str, Fen], alone: Floats
) -> tuple[Fen, Fen]:
    """Add each estate's share of its region's and office's lines; return the shared costs by key and by workload."""
    n, months = lines["fees"].shape
    key = allocation_weights(basis, policy, alone, policy.budget.allocation)
    load = allocation_weights(basis, policy, alone, "workload")
    shared, by_workload = np.zeros((n, months), np.int64), np.zeros((n, months), np.int64)
    entered = basis.is_in(months)
    for unit, of_unit in (
        (basis.region, region_lines(basis, policy, assumed, months=months)),
        (basis.office, office_lines(basis, policy, assumed, months=months)),
    ):
        amounts = np.stack([of_unit[name] for name in POOLED])  # (lines, units, months)
        sign = np.array([-1 if name in INCOME_LINES else 1 for name in POOLED])
        for where, members in _members(unit, amounts.shape[1]):
            mask = entered[members].T
            parts = shared_out(amounts[:, where], key[members] * mask)  # (lines, months, members)
            for position, name in enumerate(POOLED):
                lines[name][members] += parts[position].T
            shared[members] += np.tensordot(sign, parts, axes=1).T
            net = np.tensordot(sign, amounts[:, where], axes=1)
            by_workload[members] += shared_out(net, load[members] * mask).T
    return shared, by_workload


def _members(unit: Ints, units: int) -> list[tuple[int, Ints]]:
    order = np.argsort(unit, kind="stable")
    cuts = np.searchsorted(unit[order], np.arange(units + 1))
    return [(k, order[cuts[k] : cuts[k + 1]]) for k in range(units) if cuts[k] < cuts[k + 1]]


def _sum(lines: dict[str, Fen], names: Iterable[str]) -> Fen:
    return np.asarray(np.sum([lines[name] for name in names], axis=0), dtype=np.int64)
