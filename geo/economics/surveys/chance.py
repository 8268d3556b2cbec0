"""Whether a count is more than chance: one estate's orders against its share of the households, many tests at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

Floats = NDArray[np.float64]


def chance_of_as_many(counts: Floats, households: Floats) -> Floats:
    """Return for each estate the chance of as many orders or more, if every household were as likely to call.

    Poisson counts given their total are binomial: ``P(X ≥ n_i)``, ``X ~ Bin(N, h_i / Σh)``. Exact, so a small estate
    with two orders is not made the worst of the city. NaN where an estate has no households.
    """
    total = float(households.sum())
    if total <= 0:
        return np.full(len(counts), np.nan)
    found = binom.sf(counts - 1, counts.sum(), households / total)
    return np.asarray(np.where(households > 0, found, np.nan), dtype=np.float64)


def false_discovery(p_values: Floats) -> Floats:
    """Return each test's q: the least share of false alarms at which it would be called; NaN stays NaN.

    References
    ----------
    Benjamini, Y., Hochberg, Y. (1995), J. R. Stat. Soc. B 57, 289-300, doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    scaled = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    q_values = np.full(len(p_values), np.nan)
    q_values[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return q_values


def dispersion(counts: Floats, households: Floats) -> float | None:
    """Return how far the estates differ against chance alone: 1 is chance, 3 three times its variance.

    ``Σ (n − E)² / E / (m − 1)`` over the `m` estates with households; None below two of them.
    """
    inhabited = households > 0
    n, h = counts[inhabited], households[inhabited]
    if len(n) < 2 or n.sum() <= 0:
        return None
    expected = n.sum() * h / h.sum()
    return float(((n - expected) ** 2 / expected).sum() / (len(n) - 1))
