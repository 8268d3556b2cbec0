"""What sharing saves and what it loses on the road: posts saved by rounding up once, hours lost to travel.

The saving is an integer, ``sum of ceil - ceil of sum`` (domain brief 7.1). Pooled posts travel and lose hours (7.3);
where those cost more than the posts saved, pooling no longer pays and the region is too large or too scattered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.economics.staffing import (
    crew_wage_cny_hour,
    fractional_posts,
    role_wages,
    sums_by_unit,
    whole_posts,
)
from geo.policy import Policy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sharing:
    """What each of r units gains by sharing its posts; the overhead posts of stations are not among them.

    Attributes
    ----------
    estates : how many share, shape ``(r,)``.
    alone, pooled : whole posts by role, shape ``(r, 5)``.
    wages_saved_cny : a month, shape ``(r,)``.
    travel_hours : hours a month that the pooled posts spend between places, shape ``(r,)``.
    travel_cny : what these hours cost, a month, shape ``(r,)``.
    hours_month : paid hours of a post.
    """

    estates: Ints
    alone: Ints
    pooled: Ints
    wages_saved_cny: Floats
    travel_hours: Floats
    travel_cny: Floats
    hours_month: float

    @property
    def posts_saved(self) -> Ints:
        """Posts that nobody needs to fill because the estates share, shape ``(r,)``."""
        return np.asarray(self.alone.sum(axis=1) - self.pooled.sum(axis=1), dtype=np.int64)

    @property
    def travel_posts(self) -> Floats:
        """The hours on the road as posts, shape ``(r,)``."""
        return self.travel_hours / self.hours_month

    @property
    def pays(self) -> NDArray[np.bool_]:
        """Whether the wages saved are worth more than the travel; true where one estate shares with nobody."""
        return (self.estates < 2) | (self.wages_saved_cny >= self.travel_cny)


def sharing_by_unit(
    estates: pd.DataFrame, unit: NDArray[np.integer], units: int, policy: Policy, *, travel_hours: Floats
) -> Sharing:
    """Weigh the saving of each unit (region) of estates against its travel.

    Parameters
    ----------
    unit : the unit of each estate, ``0..units-1``, shape ``(n,)``.
    travel_hours : hours a month lost on the road, shape ``(units,)``; NaN where nobody knows counts as none.
    """
    fractional = fractional_posts(estates, policy)
    alone = sums_by_unit(whole_posts(fractional, policy).astype(np.float64), unit, units).astype(np.int64)
    pooled = whole_posts(sums_by_unit(fractional, unit, units), policy)
    sizes = np.bincount(unit, minlength=units).astype(np.int64)
    pooled[sizes == 0] = 0
    hours = np.nan_to_num(np.asarray(travel_hours, dtype=np.float64))
    saved = (alone - pooled) @ role_wages(policy)
    cost = hours * crew_wage_cny_hour(policy)
    return Sharing(sizes, alone, pooled, saved, hours, cost, policy.staffing.hours_month)


def travel_hours_of_rounds(
    crews: pd.DataFrame, visits: pd.DataFrame, region_of: dict[str, int], regions: int, policy: Policy
) -> Floats:
    """Take the hours on the road from planned rounds, shape ``(regions,)``, a month.

    A crew's travel is shared out to regions by its visits there; a crew of two loses the hours of two.

    Parameters
    ----------
    crews, visits : tables of the plan.
    region_of : position of the region of each estate, by estate id.
    """
    known = visits.assign(region=visits["estate_id"].map(region_of))
    counts = known.dropna(subset=["region"]).groupby(["crew_id", "region"], sort=True).size()
    minutes, hours = crews.set_index("crew_id"), np.zeros(regions)
    for crew_id, own in counts.groupby(level=0, sort=True):
        crew = minutes.loc[crew_id]
        people = 1.0 if pd.isna(crew["people"]) else float(crew["people"])
        week = float(crew["travel_min_week"]) * people / 60.0
        for (_, region), visits_there in own.items():
            hours[int(region)] += week * policy.travel.weeks_a_month * visits_there / own.sum()
    return hours
