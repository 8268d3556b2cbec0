"""What a plan is worth, recomputed from its tables alone.

`walks` says how far people walk to their station and whom the claim leaves out, `coverage` draws that as a curve over
every distance, `equity` says how evenly it is shared, `comparing` holds plans against one another.
"""

from __future__ import annotations

from geo.measures.equity import gini
from geo.measures.walks import (
    CLAIM_QUALITIES,
    COVERAGE_M,
    Access,
    access_of,
    claims_walk,
    walking_access,
)
from geo.measures.weighted import Floats, weighted_mean, weighted_quantile

__all__ = [
    "CLAIM_QUALITIES", "COVERAGE_M", "Access", "Floats", "access_of", "claims_walk", "gini", "walking_access",
    "weighted_mean", "weighted_quantile",
]  # fmt: skip
