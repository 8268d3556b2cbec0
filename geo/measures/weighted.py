"""Means and quantiles of values that each stand for a number of people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def weighted_mean(values: Floats, weights: Floats) -> float | None:
    """Return the weighted mean; None without weight."""
    total = float(weights.sum())
    return float(values @ weights) / total if total > 0 else None


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float | None:
    """Return the smallest value that covers `share` (0-1) of the weight; None without weight."""
    total = float(weights.sum())
    if total <= 0:
        return None
    order = np.argsort(values, kind="stable")
    covered = np.cumsum(weights[order])
    at = int(np.searchsorted(covered, share * total * (1 - 1e-12)))  # the last sum may round below the total
    return float(values[order][min(at, len(order) - 1)])
