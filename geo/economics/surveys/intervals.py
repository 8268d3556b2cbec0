"""Intervals of shares, differences, weighted sums and rates; none by a normal curve that would reach beyond 0 and 1."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2, norm

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """A value and the limits it lies between at the confidence asked for."""

    value: float
    low: float
    high: float


def wilson(hits: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """Return a share with its score interval; 0 to 1 where nobody was asked.

    References
    ----------
    Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209-212, doi:10.1080/01621459.1927.10502953.
    """
    if trials <= 0:
        return Interval(float("nan"), 0.0, 1.0)
    z2 = float(norm.ppf(0.5 + confidence / 2)) ** 2
    share = hits / trials
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = float(np.sqrt(z2 * (share * (1 - share) / trials + z2 / (4 * trials**2)))) / (1 + z2 / trials)
    low = 0.0 if hits == 0 else max(0.0, middle - half)  # exact at the ends, where rounding would leave 1e-17
    high = 1.0 if hits == trials else min(1.0, middle + half)
    return Interval(share, low, high)


def weighted_sum(parts: list[Interval], weights: ArrayLike) -> Interval:
    """Return a weighted sum of independent shares with its interval (MOVER); one part of weight 1 keeps its own.

    ``low = Σwp − √Σw²(p − l)²`` and the like above; a negative weight takes the part's other limit, so that the
    weights (1, −1) give Newcombe's interval of a difference.

    References
    ----------
    Newcombe, R. G. (1998), Stat. Med. 17, 873-890. Zou, G. Y., Huang, W., Zhang, X. (2009), Comput. Stat. Data
    Anal. 53, 1080-1085.
    """
    w = np.asarray(weights, dtype=np.float64)
    value, low, high = (np.array([part[at] for part in parts], dtype=np.float64) for at in range(3))
    below = np.where(w >= 0, value - low, high - value)
    above = np.where(w >= 0, high - value, value - low)
    total = float(w @ value)
    return Interval(total, total - float(np.sqrt((w**2) @ below**2)), total + float(np.sqrt((w**2) @ above**2)))


def poisson_limits(count: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the exact limits of the mean of a count.

    References
    ----------
    Garwood, F. (1936), Biometrika 28, 437-442.
    """
    counts, tail = np.asarray(count, dtype=np.float64), (1 - confidence) / 2
    low = np.where(counts > 0, chi2.ppf(tail, 2 * np.maximum(counts, 1)) / 2, 0.0)
    return np.asarray(low, dtype=np.float64), np.asarray(chi2.ppf(1 - tail, 2 * counts + 2) / 2, dtype=np.float64)
