"""Owners' consent, building by building and for the whole estate: who took part, and who of those agrees.

Both by number and by floor area (Civil Code art. 278; the thresholds are settings). The estate's own row, the one
without a building, counts; those of the buildings show where to go next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from geo.policy.rollout import RolloutPolicy
from geo.schema import CONSENTS

_COUNTED = ("owners", "area_m2", "owners_voting", "area_voting_m2", "owners_agreeing", "area_agreeing_m2")


def consent_table(votes: pd.DataFrame, *, policy: RolloutPolicy) -> pd.DataFrame:
    """Add the shares and the outcome to votes by building, and a row that sums each estate.

    A number that nobody stated counts as 0: what is not known is not agreed.
    """
    own = CONSENTS.conform(votes)
    own = own[own["building"].notna()].sort_values(["estate_id", "building"], kind="stable")
    if own.empty:
        return CONSENTS.empty()
    sums = own.groupby("estate_id", as_index=False)[list(_COUNTED)].sum()
    rows = pd.concat([own, CONSENTS.conform(sums)], ignore_index=True)
    numbers = {name: rows[name].astype("Float64").fillna(0).to_numpy(float) for name in _COUNTED}
    voting = np.minimum(_share(numbers["owners_voting"], numbers["owners"]),
                        _share(numbers["area_voting_m2"], numbers["area_m2"]))  # fmt: skip
    agreeing = np.minimum(_share(numbers["owners_agreeing"], numbers["owners_voting"]),
                          _share(numbers["area_agreeing_m2"], numbers["area_voting_m2"]))  # fmt: skip
    passed = (voting >= policy.consent_part - 1e-9) & (agreeing > policy.consent_agree + 1e-9)
    made = rows.assign(voting_share=voting, agreeing_share=agreeing, passed=passed)
    made["_last"] = made["building"].isna()
    return CONSENTS.conform(made.sort_values(["estate_id", "_last"], kind="stable"))


def agreed_in(tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Name the estates whose own row has passed."""
    votes = tables.get("consents")
    if votes is None or votes.empty:
        return frozenset()
    whole = votes[votes["building"].isna() & votes["passed"].fillna(value=False).astype(bool)]
    return frozenset(whole["estate_id"])


def consent_facts(votes: pd.DataFrame) -> dict[str, Any]:
    """Count the estates with votes and those that passed; nothing where there are no votes."""
    if votes.empty:
        return {}
    whole = votes[votes["building"].isna()]
    return {"consents": {"estates": len(whole), "passed": int(whole["passed"].sum())}}


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.asarray(np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0))
