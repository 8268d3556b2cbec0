"""What another way of drawing regions takes and gives beside its score: posts, the bill, households near a station.

Counted as the plan's own regions are (`regions`, `geo.measures`), so that the columns may stand side by side; offices
are in neither.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import measures
from geo.clustering.layout import keyed
from geo.clustering.problem import Ints, Problem
from geo.economics.staffing import baselines_by_unit, wages_cny_month
from geo.policy import Policy

NEAR_M = 500


@dataclass(frozen=True, slots=True)
class Bill:
    """Posts, yuan a month, and households within 500 m of their station among those whose place is known."""

    posts: int
    monthly_cost_cny: float
    households_near: int


def bill_of(problem: Problem, room_of: Ints, *, estates: gpd.GeoDataFrame, policy: Policy) -> Bill:
    """Add up a way of drawing regions.

    Parameters
    ----------
    room_of : room of each estate, shape ``(n,)``, all served.
    estates : holds the problem's estates, in any order.
    """
    own = keyed(estates, "estate_id").loc[list(problem.estate_ids)]
    rooms, region = np.unique(room_of, return_inverse=True)
    totals, posts = baselines_by_unit(own, region, len(rooms), policy)
    served = np.arange(problem.estate_count), room_of
    travel = problem.terms["crew_travel"][served] if "crew_travel" in problem.terms else np.zeros(len(room_of))
    rent = problem.room_terms["rent"][rooms] if "rent" in problem.room_terms else np.zeros(len(rooms))
    wages = sum(wages_cny_month(row, policy) for row in posts)
    quality = own.get("place_quality", pd.Series(None, index=own.index, dtype="object"))
    near = (problem.walk_m[served] <= NEAR_M) & measures.claims_walk(quality)
    return Bill(
        posts=sum(row.pooled for row in totals),
        monthly_cost_cny=float(wages + rent.sum() + travel[np.isfinite(travel)].sum()),
        households_near=round(float(problem.households[near].sum())),
    )
