"""A plan as one side of a comparison: its arrays over the estates that are compared, each measured once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.measures.coverage import Curve, coverage_curve
from geo.measures.equity import equity_by_subdistrict, lorenz_curve
from geo.measures.walks import Access, access_of, people_of
from geo.measures.weighted import Floats
from geo.plan import Plan


@dataclass(frozen=True, slots=True)
class Side:
    """One of the plans that are compared.

    Attributes
    ----------
    walk_m, households, elderly60, claimed, subdistrict : of the estates compared, one row an estate.
    """

    name: str
    plan: Plan
    walk_m: Floats
    households: Floats
    elderly60: Floats
    claimed: NDArray[np.bool_]
    subdistrict: NDArray[np.object_]
    access: Access
    curves: dict[str, Curve]
    equity: pd.DataFrame = field(repr=False)

    def lorenz(self) -> tuple[Floats, Floats]:
        """Return the Lorenz curve of the claimed walks."""
        counts = self.claimed & np.isfinite(self.walk_m)
        return lorenz_curve(self.walk_m[counts], self.households[counts])


def side_of(name: str, plan: Plan, compared: Collection[str]) -> Side:
    """Measure a plan over the estates whose ids are given; those it does not plan are not in it."""
    assigned = plan.assignments[plan.assignments["estate_id"].isin(compared)]
    estates = plan.estates.drop_duplicates("estate_id").set_index("estate_id")
    walk = assigned["walk_m"].to_numpy(dtype=np.float64)
    claimed = assigned["walk_claim"].fillna(False).to_numpy(dtype=bool)  # noqa: FBT003  pandas' own signature
    of_estates = estates["subdistrict"].reindex(assigned["estate_id"]).fillna("")
    subdistrict = np.asarray(of_estates.astype(object), dtype=object)
    known = people_of(assigned, estates, "households")
    elderly = people_of(assigned, estates, "elderly60")
    households = np.nan_to_num(known, nan=0.0)
    return Side(
        name=name,
        plan=plan,
        walk_m=walk,
        households=households,
        elderly60=elderly,
        claimed=claimed,
        subdistrict=subdistrict,
        access=access_of(walk, households, claimed),
        curves={
            "households": coverage_curve(walk, known, claimed),
            "elderly60": coverage_curve(walk, elderly, claimed),
        },
        equity=equity_by_subdistrict(walk[claimed], households[claimed], subdistrict[claimed]),
    )
