"""The posts of a region as the score counts them: whole persons by role, for loads that are pooled.

The loads, ratios, minimums and wages are those of `geo.economics.staffing`; nothing about posts is defined here a
second time. The station's own posts (its head) are part of a room's price; an office's are in no region.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.economics.staffing import LOAD_ROLES, ROUNDING, fractional_posts, minimum_posts, role_wages
from geo.policy import Policy

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PostRules:
    """Loads and wages of k roles.

    Attributes
    ----------
    roles : names of the roles.
    load : load over ratio of each estate, in posts, shape ``(n, k)``.
    minimum : fewest posts of a region, shape ``(k,)``.
    wage_cny : cost of one post a month, shape ``(k,)``.
    """

    roles: tuple[str, ...]
    load: Floats
    minimum: Floats
    wage_cny: Floats

    def whole_posts(self, load: Floats) -> Floats:
        """Return ``max(minimum, ceil(load))`` of regions with summed loads, shape ``(..., k)``."""
        return np.asarray(np.maximum(self.minimum, np.ceil(load - ROUNDING)), dtype=np.float64)

    def region_wages_cny(self, region: NDArray[np.integer], regions: int) -> Floats:
        """Return the wages of each region, ``region`` being that of each estate, shape ``(regions,)``."""
        load = np.zeros((regions, len(self.roles)))
        np.add.at(load, region, self.load)
        return np.asarray(self.whole_posts(load) @ self.wage_cny, dtype=np.float64)

    @property
    def fractional_cny(self) -> float:
        """Wages of the fractional posts of all estates together: what no plan can save."""
        return float((self.load @ self.wage_cny).sum())


def post_rules(estates: pd.DataFrame, policy: Policy) -> PostRules:
    """Take the rules on posts for a table of estates, in its order."""
    return PostRules(
        LOAD_ROLES,
        fractional_posts(estates, policy),
        minimum_posts(policy).astype(np.float64),
        role_wages(policy),
    )
