"""What public money pays for an estate's clean-up: the account's list of works, unless a price stands in its place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.economics.budget.assumptions import assume
from geo.economics.budget.works import public_works_cny
from geo.economics.rollout.problem import Floats
from geo.findings import Report
from geo.policy import Policy
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class _Sizes:
    """The ledger's sizes as the list of works reads them, shape ``(n,)``."""

    area_m2: Floats
    households: Floats
    build_year: Floats
    green_m2: Floats
    buildings: Floats
    bays: Floats


def cleanup_cny(estates: pd.DataFrame, policy: Policy, report: Report) -> Floats:
    """Return the public money that each estate's clean-up takes, yuan, shape ``(n,)``.

    The middle case of the works that government pays (``budget.cleanup.payers``). Where ``rollout.cleanup_cny_m2`` is
    above 0 it stands in the list's place, and that becomes a finding.
    """
    sizes = _Sizes(
        np.nan_to_num(_numbers(estates, "floor_area_m2")),
        np.nan_to_num(_numbers(estates, "households")),
        _numbers(estates, "build_year"),
        _numbers(estates, "green_area_m2"),
        _numbers(estates, "buildings"),
        _numbers(estates, "parking_bays"),
    )
    listed, price = public_works_cny(sizes, policy, assume(policy, "mid")), policy.rollout.cleanup_cny_m2
    if price <= 0:
        return listed
    asked = sizes.area_m2 * price
    found = text("rollout-cleanup-price.found", price=f"{price:g}", asked=f"{asked.sum():,.0f}",
                 listed=f"{listed.sum():,.0f}")  # fmt: skip
    report.find("rollout-cleanup-price", found=found, severity="note")
    return np.asarray(asked)


def _numbers(estates: pd.DataFrame, name: str) -> Floats:
    return np.asarray(estates[name].astype("Float64").to_numpy(np.float64, na_value=np.nan))
