"""Proof gaps, and whether a difference between two scores is larger than what is not proved of them.

Each score is at most its gap above the best there is. A difference within both gaps together could come from the search
as well as from the plans: it is called a tie.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from geo.measures.differences import Difference
from geo.plan import Plan, Proof, Status
from geo.schema.plans_compared import GAPS, TIES

_SAME_CNY = 0.005  # half a fen: sums of the same numbers in another order differ by less


def gaps_table(plans: Mapping[str, Plan]) -> pd.DataFrame:
    """List score, bound and gap of every plan, as a whole (its sub-district is empty) and by sub-district."""
    rows = [row for name, plan in plans.items() for row in _gap_rows(name, plan)]
    return GAPS.conform(pd.DataFrame(rows)) if rows else GAPS.empty()


def ties_table(gaps: pd.DataFrame, differences: Mapping[tuple[str, str], list[Difference]]) -> pd.DataFrame:
    """Judge every two plans by their scores, as a whole and for each sub-district that both have."""
    names = list(dict.fromkeys(gaps["plan"]))
    by_plan = {name: gaps[gaps["plan"] == name].set_index("subdistrict") for name in names}
    rows = []
    for against, plan in combinations(names, 2):
        hidden = {group for one in differences.get((against, plan), []) for group in one.hides}
        first, second = by_plan[against], by_plan[plan]
        for name in [scope for scope in first.index if scope in second.index]:
            is_hidden = "objective" in hidden or ("score" in hidden and name == "")
            judged = "not_comparable" if is_hidden else score_verdict(first.loc[name], second.loc[name])
            rows.append({"plan": plan, "against": against, "subdistrict": name, "verdict": judged,
                         "difference_cny": second.loc[name, "objective"] - first.loc[name, "objective"],
                         "gaps_cny": first.loc[name, "gap_cny_month"] + second.loc[name, "gap_cny_month"]})  # fmt: skip
    return TIES.conform(pd.DataFrame(rows)) if rows else TIES.empty()


def score_verdict(first: pd.Series, second: pd.Series) -> str:
    """Say whether the second plan's score is better, worse, the same, a tie, or not to be judged without a bound."""
    difference = float(second["objective"]) - float(first["objective"])
    gaps = float(first["gap_cny_month"]) + float(second["gap_cny_month"])
    if abs(difference) <= _SAME_CNY and gaps <= _SAME_CNY:
        return "same"
    if not math.isfinite(difference) or not math.isfinite(gaps):
        return "no_bound"
    if abs(difference) <= gaps:
        return "tie"
    return "better" if difference < 0 else "worse"


def _gap_rows(name: str, plan: Plan) -> Iterator[dict[str, object]]:
    facts, solutions = plan.facts, plan.solutions
    whole = {key: facts.get(key) for key in ("objective", "bound", "gap_cny_month", "stations")}
    if whole["objective"] is None and len(solutions):
        whole = {"objective": solutions["objective"].sum(), "bound": solutions["bound"].sum(skipna=False)}
        whole |= {"gap_cny_month": _gap(plan.status.value, whole["objective"], whole["bound"])}
    yield {"plan": name, "subdistrict": "", "status": plan.status.value, **whole}
    for row in solutions.to_dict("records"):
        gap = row["gap_cny_month"]
        if pd.isna(gap):
            gap = _gap(row["status"], row["objective"], row["bound"])
        yield {"plan": name, "subdistrict": row["name"], "gap_cny_month": gap,
               **{key: row[key] for key in ("status", "objective", "bound", "stations")}}  # fmt: skip


def _gap(status: str, value: object, bound: object) -> float:
    """Return the gap in yuan a month; NaN where it is not known."""
    if pd.isna(value) or status not in set(Status):
        return np.nan
    proof = Proof(Status(status), float(str(value)), -math.inf if pd.isna(bound) else float(str(bound)))
    return np.nan if proof.gap_cny_month is None else proof.gap_cny_month
