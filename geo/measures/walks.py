"""Access recomputed from a plan's tables alone: coverage, walks, equity, and whom the claim leaves out.

Households are the weights everywhere. An estate whose point is not its own (shared, a community centre, none) is left
out of every walk claim, and the households left out are counted beside the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.measures.equity import gini
from geo.measures.weighted import Floats, weighted_mean, weighted_quantile

COVERAGE_M = (300, 500, 1_000)
CLAIM_QUALITIES = ("surveyed", "portal")
_P90 = 0.9


@dataclass(frozen=True, slots=True)
class Access:
    """How far households walk to their station; None where no household counts.

    Attributes
    ----------
    coverage : share of the claimed households within each distance, keyed by metres as text; those with no way to
        the station count as not covered.
    mean_m, p90_m, max_m : walk over the claimed households that can reach their station.
    gini : inequality of that walk between households, 0 (all alike) to 1.
    households, estates : in the claim.
    left_out_households, left_out_estates : planned, but without a place of their own.
    unreachable_households : in the claim, with no way to the station.
    """

    coverage: dict[str, float | None]
    mean_m: float | None
    p90_m: float | None
    max_m: float | None
    gini: float | None
    households: int
    estates: int
    left_out_households: int
    left_out_estates: int
    unreachable_households: int


def claims_walk(place_quality: pd.Series) -> NDArray[np.bool_]:
    """Say which estates count in walk claims: those with a place of their own, or nothing said against it."""
    quality = place_quality.astype("object")
    return np.asarray(quality.isna() | quality.isin([*CLAIM_QUALITIES, ""]), dtype=bool)


def walking_access(
    assignments: pd.DataFrame, estates: pd.DataFrame, *, distances_m: Sequence[int] = COVERAGE_M
) -> Access:
    """Measure a plan from its tables `assignments` and `estates`, joined by `estate_id`."""
    households = np.nan_to_num(people_of(assignments, estates), nan=0.0)  # unknown ones weigh nothing
    walk = assignments["walk_m"].to_numpy(dtype=np.float64)
    claimed = assignments["walk_claim"].fillna(False).to_numpy(dtype=bool)  # noqa: FBT003  pandas' own signature
    return access_of(walk, households, claimed, distances_m=distances_m)


def access_of(
    walk_m: Floats, households: Floats, claimed: NDArray[np.bool_], *, distances_m: Sequence[int] = COVERAGE_M
) -> Access:
    """Measure walks given as arrays, shape ``(n,)``; `walk_m` is inf or NaN where there is no way."""
    walk, weight = walk_m[claimed], households[claimed]
    reached = np.isfinite(walk)
    near, near_weight = walk[reached], weight[reached]
    total = float(weight.sum())
    return Access(
        coverage={str(d): float(near_weight[near <= d].sum()) / total if total else None for d in distances_m},
        mean_m=weighted_mean(near, near_weight),
        p90_m=weighted_quantile(near, near_weight, _P90),
        max_m=float(near.max()) if near.size else None,
        gini=gini(near, near_weight),
        households=round(total),
        estates=int(claimed.sum()),
        left_out_households=round(float(households[~claimed].sum())),
        left_out_estates=int((~claimed).sum()),
        unreachable_households=round(float(weight[~reached].sum())),
    )


def people_of(assignments: pd.DataFrame, estates: pd.DataFrame, column: str = "households") -> Floats:
    """Look up how many people or households each assigned estate has; NaN where it is not known."""
    known = estates if estates.index.name == "estate_id" else estates.set_index("estate_id")
    ids = assignments["estate_id"] if "estate_id" in assignments.columns else assignments.index
    numbers = pd.to_numeric(known[column]).astype("Float64").reindex(ids)
    return np.asarray(numbers.to_numpy(dtype=np.float64, na_value=np.nan))
