"""The works that the account carries out: what each estate pays towards them, and the guards it has afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.economics.enclosure.compounds import Floats
from geo.economics.enclosure.works import SECURITY
from geo.economics.staffing import fractional_posts
from geo.policy import Policy


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """Works carried out, each unit's shared out over its estates by floor area, shape ``(n,)`` each.

    Attributes
    ----------
    fence_m : metres of fence, gates walled up included. gates, exits : to be fitted and made, as parts of one.
    fractional : load over ratio by role once they are done, shape ``(n, 5)``.
    """

    fence_m: Floats
    gates: Floats
    exits: Floats
    fractional: Floats


def carried_works(tables: Mapping[str, pd.DataFrame], estates: pd.DataFrame, policy: Policy) -> Carried:
    """Read the works that are carried out from a plan's table `enclosures`.

    Parameters
    ----------
    estates : the estates of the account with group_id, in its order.
    """
    fractional, n = fractional_posts(estates, policy).copy(), len(estates)
    fence, gates, exits = np.zeros(n), np.zeros(n), np.zeros(n)
    rows = tables["enclosures"]
    chosen = pd.DataFrame(rows[rows["carried_out"].fillna(value=False).astype(bool)])
    area = np.nan_to_num(pd.to_numeric(estates["floor_area_m2"]).astype("Float64").to_numpy(np.float64, na_value=0.0))
    by_group = estates.reset_index(drop=True).groupby("group_id", sort=True).indices
    position = {ident: at for at, ident in enumerate(estates["estate_id"])}
    for row in chosen.to_dict("records"):
        own = by_group[row["group_id"]] if row["kind"] == "group" else np.array([position[row["estate_id"]]])
        whole = float(area[own].sum())
        share = area[own] / whole if whole > 0 else np.full(len(own), 1.0 / len(own))
        shut = max(0, int(row["gates_closed"]) - int(row["fire_exits"]))
        fence[own] = share * (float(row["fence_m"]) + shut * policy.enclosure.gate_width_m)
        gates[own], exits[own] = share * int(row["gates_equipped"]), share * int(row["fire_exits"])
        closed = pd.DataFrame({"floor_area_m2": [whole], "enclosed": "closed", "gates": int(row["gates_kept"])})
        fractional[own, SECURITY] = share * fractional_posts(closed, policy)[0, SECURITY]
    return Carried(fence, gates, exits, fractional)
