"""Collection that follows satisfaction, where the policy says so: only figures with a sample size drive anything."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from geo.economics.budget.assumptions import CASES, Assumptions, assume
from geo.economics.budget.basis import Basis, Floats
from geo.economics.surveys.satisfaction import one_a_year
from geo.findings import Report
from geo.policy import Policy
from geo.policy.budget import SatisfactionLink
from geo.wording import text

_LIMITS = ["low", "rate", "high"]


def latest_judged(satisfaction: pd.DataFrame) -> pd.DataFrame:
    """Return the latest figure with a sample size of each estate, by estate id: low, rate, high, year."""
    told = one_a_year(satisfaction)
    return told.drop_duplicates("estate_id", keep="last").set_index("estate_id")[[*_LIMITS, "year"]].sort_index()


def collection_lift(estate_ids: tuple[str, ...], satisfaction: pd.DataFrame, link: SatisfactionLink) -> Floats:
    """Return by how much the limits and the rate of each estate move its mature collection, shape ``(n, 3)``.

    NaN where no figure with a sample size is known.
    """
    known = latest_judged(satisfaction).reindex(list(estate_ids))[_LIMITS].astype("Float64")
    rates = known.to_numpy(np.float64, na_value=np.nan)
    return np.asarray(link.collection_per_satisfaction * (rates - link.reference))


def driven_collection(basis: Basis, assumed: Assumptions) -> Floats:
    """Return the mature collection of each estate before it is held to 0 and 1 and to the ledger, shape ``(n,)``.

    Notes
    -----
    ``r_i = r + k (p_i - p0)``, r the guess, p_i the estate's rate: its lower limit where ``satisfaction.within`` is 0,
    the rate itself at 0.5, its upper limit at 1, and linear between. Without a figure ``r_i = r``.
    """
    guess = np.full(basis.count, assumed["collection_mature"])
    if basis.collection_lift is None:
        return guess
    low, rate, high = basis.collection_lift.T
    within = assumed["satisfaction.within"]
    lift = low + (rate - low) * 2 * within if within <= 0.5 else rate + (high - rate) * (2 * within - 1)
    return np.where(np.isnan(rate), guess, guess + lift)


def link_facts(basis: Basis, satisfaction: pd.DataFrame, policy: Policy) -> dict[str, Any] | None:
    """Count the estates whose collection follows their satisfaction; None where the policy does not ask for it.

    ``clipped`` counts the estates held to 0 or 1 in any case, ``by_ledger`` those whose ledger has more already.
    """
    if basis.collection_lift is None:
        return None
    driven = ~np.isnan(basis.collection_lift[:, 1])
    rates = {case: driven_collection(basis, assume(policy, case)) for case in CASES}
    outside = np.any([(rate < 0) | (rate > 1) for rate in rates.values()], axis=0)
    middle = np.clip(rates["mid"][driven], 0.0, 1.0)
    years = latest_judged(satisfaction)["year"].reindex(list(basis.estate_ids)).dropna()
    named = set(satisfaction["estate_id"].dropna()) & set(basis.estate_ids)
    return {
        "estates": int(driven.sum()),
        "of": basis.count,
        "without_n": len(named - {basis.estate_ids[i] for i in np.flatnonzero(driven)}),
        "first_year": int(years.min()) if len(years) else None,
        "last_year": int(years.max()) if len(years) else None,
        "clipped": int((driven & outside).sum()),
        "by_ledger": int((driven & (basis.collection > np.clip(rates["mid"], 0.0, 1.0))).sum()),
        "lowest": float(middle.min()) if len(middle) else None,
        "highest": float(middle.max()) if len(middle) else None,
    }


def tell_link(facts: dict[str, Any] | None, report: Report) -> None:
    """Report how many estates are driven, and which figures were not used."""
    if facts is None:
        return
    if not facts["estates"]:
        said = text("budget-satisfaction.nothing", without_n=facts["without_n"], of=facts["of"])
        report.find("budget-satisfaction", found=said)
        return
    span = sorted({str(facts["first_year"]), str(facts["last_year"])})
    shown = {name: f"{facts[name]:.1%}" for name in ("lowest", "highest")}
    said = text("budget-satisfaction.found", **(facts | shown | {"years": "-".join(span)}))
    report.find("budget-satisfaction", found=said, severity="note")
