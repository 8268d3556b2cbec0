"""Coverage as a curve: the share of people within every walking distance of their station, not within one threshold.

A curve is a staircase that rises at each walk that occurs, so it answers for any distance without rounding. Those with
no way to the station count as never covered; estates without a place of their own are left out of the claim and said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.measures.walks import people_of
from geo.measures.weighted import Floats

# Whose share: the column of `estates` that counts them.
PEOPLE = ("households", "elderly60")


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of some people within each walking distance.

    Attributes
    ----------
    walk_m : the walks at which it rises, in rising order, shape ``(k,)``.
    share : the share reached at each of them, 0-1, shape ``(k,)``.
    people : in the claim, those with no way included.
    unreachable : in the claim, with no way to the station.
    left_out : in planned estates without a place of their own.
    unknown_estates : planned estates of which the number of people is not known; they weigh nothing.
    """

    walk_m: Floats
    share: Floats
    people: int
    unreachable: int
    left_out: int
    unknown_estates: int

    def at(self, distance_m: float) -> float | None:
        """Return the share within a distance; None where nobody is in the claim."""
        if self.people == 0:
            return None
        position = int(np.searchsorted(self.walk_m, distance_m, side="right"))
        return float(self.share[position - 1]) if position else 0.0


def coverage_curve(walk_m: Floats, people: Floats, claimed: NDArray[np.bool_]) -> Curve:
    """Draw the curve of walks given as arrays, shape ``(n,)``.

    `walk_m` is inf or NaN where there is no way, `people` NaN where their number is not known.
    """
    known = np.nan_to_num(people, nan=0.0)
    walk, weight = walk_m[claimed], known[claimed]
    reached = np.isfinite(walk) & (weight > 0)
    steps, at = np.unique(walk[reached], return_inverse=True)
    total = float(weight.sum())
    counted = np.bincount(at, weights=weight[reached], minlength=len(steps))
    return Curve(
        walk_m=steps,
        share=np.cumsum(counted) / total if total else np.empty(0),
        people=round(total),
        unreachable=round(float(weight[~np.isfinite(walk)].sum())),
        left_out=round(float(known[~claimed].sum())),
        unknown_estates=int(np.isnan(people).sum()),
    )


def coverage_curves(assignments: pd.DataFrame, estates: pd.DataFrame) -> dict[str, Curve]:
    """Draw a plan's curves from its tables, for households and residents over 60: keyed by the names of `PEOPLE`."""
    walk = assignments["walk_m"].to_numpy(dtype=np.float64)
    claimed = assignments["walk_claim"].fillna(False).to_numpy(dtype=bool)  # noqa: FBT003  pandas' own signature
    return {name: coverage_curve(walk, people_of(assignments, estates, name), claimed) for name in PEOPLE}
