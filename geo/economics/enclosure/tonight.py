"""If these estates had to be closed tonight 如果今晚要封闭: gates, people in shifts, temporary fence, level by level.

Closing at once is another thing than enclosing for good: one gate each if need be, people at it round the clock, and
temporary fence wherever there is no wall. It is counted estate by estate and by groups: what grouping saves is the
difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo.economics.enclosure.compounds import Compound, Estates
from geo.economics.enclosure.edges import Edge, fence_m
from geo.economics.enclosure.gates import gates_kept
from geo.policy import Policy
from geo.schema import CLOSURES
from geo.wording import text

_SUMS = (
    "estates", "floor_area_m2", "households", "compounds", "gates_now", "gates_kept", "gates_closed", "barriers_m",
    "guards_shift", "guards_day", "guards_lasting",
)  # fmt: skip


def closure_of(compound: Compound, edge: Edge, estates: Estates, policy: Policy) -> dict[str, float]:
    """Count what closing one compound tonight would take."""
    rules, members = policy.enclosure, compound.members
    households = float(estates.households[members].sum())
    count = gates_kept(
        int(estates.gates[members].sum()),
        households,
        least=rules.tonight_gates_least,
        households_gate=rules.tonight_households_gate,
    )
    built_m = fence_m(round(edge.new.length, 1), round(edge.part.length, 1), policy)
    shift = count.kept * rules.tonight_people_gate
    return {
        "estates": len(members),
        "floor_area_m2": float(estates.area_m2[members].sum()),
        "households": households,
        "compounds": 1,
        "gates_now": count.now,
        "gates_kept": count.kept,
        "gates_closed": count.closed,
        "barriers_m": round(built_m + count.closed * rules.gate_width_m, 1),
        "guards_shift": shift,
        "guards_day": shift * rules.tonight_shifts,
        "guards_lasting": math.ceil(shift * policy.staffing.fte_per_24h_gate - 1e-9),
    }


def closures_table(
    ways: Mapping[str, tuple[Sequence[Compound], Sequence[Edge]]],
    estates: Estates,
    tables: Mapping[str, pd.DataFrame],
    policy: Policy,
) -> pd.DataFrame:
    """Sum up both ways to close by region, office and city.

    Parameters
    ----------
    ways : compounds and their edges by way (``groups``, ``estates``).
    tables : of the plan; its regions say the office and the guards they have.
    """
    regions = tables["regions"].drop_duplicates("region_id").set_index("region_id")
    offices = tables["offices"].drop_duplicates("office_id").set_index("office_id")["name"]
    rows = []
    for way, (compounds, edges) in ways.items():
        counted = [closure_of(one, edge, estates, policy) for one, edge in zip(compounds, edges, strict=True)]
        own = pd.DataFrame(counted, columns=list(_SUMS)).assign(region=[one.region_id for one in compounds])
        by_region = own.groupby("region", sort=True).sum()
        by_region["guards_have"] = regions["posts_security"].reindex(by_region.index).fillna(0).astype("int64")
        by_region["office"] = regions["office_id"].reindex(by_region.index).fillna("")
        rows += [_row(way, "region", key, regions["name"].get(key), row) for key, row in by_region.iterrows()]
        by_office = by_region.groupby("office", sort=True).sum()
        rows += [
            _row(way, "office", key, offices.get(key) if key else text("budget.no_office"), row)
            for key, row in by_office.iterrows()
        ]
        rows.append(_row(way, "city", "", text("budget.city"), by_region.drop(columns="office").sum()))
    return CLOSURES.conform(pd.DataFrame(rows))


def _row(way: str, level: str, ident: Any, name: Any, sums: pd.Series) -> dict[str, Any]:  # noqa: ANN401
    counted = {key: sums[key] for key in (*_SUMS, "guards_have")}
    counted["barriers_m"] = round(float(counted["barriers_m"]), 1)
    short = int(sums["guards_day"] - sums["guards_have"])
    return {"way": way, "level": level, "id": str(ident), "name": name, **counted, "guards_short": short}
