"""How evenly the walk to the station is shared: Gini, Lorenz, the worst tenth, and how much lies between sub-districts.

Households are the weights. All are of the walks that are claimed and can be walked; `walks` says who is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.measures.weighted import Floats, weighted_mean, weighted_quantile

WORST_SHARE = 0.1
_P90 = 0.9


@dataclass(frozen=True, slots=True)
class WorstShare:
    """The people who walk farthest, a stated share of all.

    Attributes
    ----------
    mean_m : their mean walk.
    share_of_walk : their part of all metres walked, 0-1; `WORST_SHARE` where all walk alike.
    from_m : the walk from which on one belongs to them.
    """

    mean_m: float
    share_of_walk: float
    from_m: float


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's T of the walks, and what of it lies between and within groups; they add up."""

    total: float
    between: float
    within: float


def gini(values: Floats, weights: Floats) -> float | None:
    """Return the Gini coefficient of weighted non-negative values; None without weight, 0 where all are zero.

    Notes
    -----
    ``1 - sum_k w_k (S_k + S_{k-1}) / S_n`` over values in rising order, ``w`` the weight shares and ``S`` the running
    sum of weight times value: one minus twice the area under the Lorenz curve.
    """
    total = float(weights.sum())
    if total <= 0:
        return None
    order = np.argsort(values, kind="stable")
    shares = weights[order] / total
    running = np.concatenate([[0.0], np.cumsum(shares * values[order])])
    if running[-1] == 0:
        return 0.0
    return max(0.0, float(1 - (shares * (running[1:] + running[:-1])).sum() / running[-1]))


def lorenz_curve(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the Lorenz curve: share of people, those with the least first, and the share of all that they have.

    Returns
    -------
    Two arrays from 0 to 1 with a point for each different value; the diagonal where all values are zero, and two
    empty arrays without weight.

    References
    ----------
    Lorenz (1905), Methods of measuring the concentration of wealth, doi:10.2307/2276207.
    """
    total = float(weights.sum())
    if total <= 0:
        return np.empty(0), np.empty(0)
    different, at = np.unique(values, return_inverse=True)
    people = np.bincount(at, weights=weights, minlength=len(different)).astype(np.float64)
    had = people * different
    if had.sum() == 0:
        return np.array([0.0, 1.0]), np.array([0.0, 1.0])
    return _from_nought(people), _from_nought(had)


def worst_share(values: Floats, weights: Floats, *, share: float = WORST_SHARE) -> WorstShare | None:
    """Measure the `share` (0-1) of people with the highest values, counting part of those at its edge.

    None without weight.
    """
    total = float(weights.sum())
    if total <= 0:
        return None
    order = np.argsort(-values, kind="stable")
    falling, people = values[order], weights[order]
    before = np.concatenate([[0.0], np.cumsum(people)[:-1]])
    counted = np.clip(share * total - before, 0.0, people)
    walked = float(values @ weights)
    of_worst = float(falling @ counted)
    edge = float(falling[int(np.flatnonzero(counted > 0)[-1])])
    return WorstShare(of_worst / (share * total), of_worst / walked if walked > 0 else share, edge)


def theil(values: Floats, weights: Floats, groups: NDArray[np.object_]) -> Theil | None:
    """Return Theil's T of non-negative values, parted into between and within `groups`; None without weight.

    Notes
    -----
    ``T = sum_k w_k (x_k / m) ln(x_k / m)`` with ``w`` the weight shares and ``m`` the mean; a zero adds nothing.
    Between groups it is the same sum over the groups' means.

    References
    ----------
    Theil (1967), Economics and Information Theory, chapter 4.
    """
    mean = weighted_mean(values, weights)
    if mean is None:
        return None
    if mean == 0:
        return Theil(0.0, 0.0, 0.0)
    total = _theil_sum(values, weights, mean)
    frame = pd.DataFrame({"group": groups, "weight": weights, "had": weights * values})
    sums = frame.groupby("group", sort=True)[["weight", "had"]].sum()
    sums = sums[sums["weight"] > 0]
    people = sums["weight"].to_numpy(np.float64)
    between = _theil_sum(sums["had"].to_numpy(np.float64) / people, people, mean)
    return Theil(total, between, total - between)


def equity_by_subdistrict(walk_m: Floats, households: Floats, subdistrict: NDArray[np.object_]) -> pd.DataFrame:
    """Measure each sub-district, and first the whole (its name is empty).

    Parameters
    ----------
    walk_m, households, subdistrict : of the estates in the claim, shape ``(n,)``; walks that are not finite are left
        out and their households counted.

    Returns
    -------
    A row a sub-district: subdistrict, estates, households, unreachable_households, walk_m_mean, walk_m_p90, gini,
    worst_decile_m, worst_decile_share.
    """
    names = ["", *sorted({str(name) for name in subdistrict})]
    rows = []
    for name in names:
        own = np.ones(len(walk_m), dtype=bool) if name == "" else np.asarray(subdistrict == name)
        rows.append({"subdistrict": name} | _equity_row(walk_m[own], households[own]))
    return pd.DataFrame(rows)


def _equity_row(walk_m: Floats, households: Floats) -> dict[str, float | int | None]:
    reached = np.isfinite(walk_m)
    walk, weight = walk_m[reached], households[reached]
    worst = worst_share(walk, weight)
    return {
        "estates": len(walk_m),
        "households": round(float(households.sum())),
        "unreachable_households": round(float(households[~reached].sum())),
        "walk_m_mean": weighted_mean(walk, weight),
        "walk_m_p90": weighted_quantile(walk, weight, _P90),
        "gini": gini(walk, weight),
        "worst_decile_m": worst.mean_m if worst else None,
        "worst_decile_share": worst.share_of_walk if worst else None,
    }


def _theil_sum(values: Floats, weights: Floats, mean: float) -> float:
    ratio = values / mean
    logs = np.log(np.where(ratio > 0, ratio, 1.0))
    return float((weights * ratio * logs).sum() / weights.sum())


def _from_nought(parts: Floats) -> Floats:
    """Cumulate parts into shares from 0 to 1."""
    running = np.concatenate([[0.0], np.cumsum(parts)])
    return np.asarray(running / running[-1], dtype=np.float64)
