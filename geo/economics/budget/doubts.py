"""What the account assumes or doubts, as findings: missing fees, mixed units, a subsidy longer than the horizon."""

from __future__ import annotations

import numpy as np

from geo.economics.budget.assumptions import assume
from geo.economics.budget.basis import Basis
from geo.economics.budget.income import mature_collection
from geo.findings import Report
from geo.policy import Policy
from geo.wording import text

LEAST_WAGE_CNY = 500.0  # a month's wage below this was probably written in 万元 or by the hour


def tell_doubts(basis: Basis, policy: Policy, *, months: int, report: Report) -> None:
    """Report what was assumed of the input and what may have been written in another unit."""
    settings, n = policy.budget, basis.count
    missing = int(np.isnan(basis.fee).sum())
    if missing:
        fee = settings.fee_cny_m2_month
        said = text("budget-fee.found", missing=missing, estates=n, low=fee.low, mid=fee.mid, high=fee.high)
        report.find("budget-fee", found=said)
    for i in np.flatnonzero(basis.fee > settings.plausible_fee_cny_m2):
        said = text("budget-fee-unit.found", name=basis.names[i], fee=f"{basis.fee[i]:g}")
        report.find("budget-fee-unit", found=said, estate_id=basis.estate_ids[i])
    wages = policy.staffing.wages_cny_month
    odd = [role for role in type(wages).model_fields if 0 < float(getattr(wages, role)) < LEAST_WAGE_CNY]
    if odd:
        shown = ", ".join(f"{role} = {float(getattr(wages, role)):g}" for role in odd)
        report.find("budget-wage-unit", found=text("budget-wage-unit.found", wages=shown))
    unknown = int(np.isnan(basis.bays).sum())
    if unknown:
        report.find("budget-bays", found=text("budget-bays.found", missing=unknown, estates=n), severity="note")
    if settings.subsidy_months >= months and settings.subsidy_cny_m2_month.high > 0:
        said = text("budget-subsidy.found", subsidy=settings.subsidy_months, months=months)
        report.find("budget-subsidy", found=said)
    if mature_collection(basis, assume(policy, "high")).max(initial=0.0) <= 0:
        report.find("budget-no-collection", found=text("budget-no-collection.found"))
