"""The user's distances as the first rung of a plan's rounds; crews start from rooms that are called stations there."""

from __future__ import annotations

import pandas as pd

from geo.findings import Report
from geo.network.matrix import UserMatrix, user_matrix
from geo.network.travel import Travel
from geo.plan import Plan


def matrix_first(plan: Plan, matrix: pd.DataFrame, *, otherwise: Travel, report: Report) -> UserMatrix:
    """Ask the user's matrix first and `otherwise` for the pairs it leaves out; unknown ids are said.

    An office is known by its own id and by that of its room.
    """
    offices = plan.offices.dropna(subset=["room_id"])
    names = {
        str(room): str(office)
        for room, office in zip(offices["room_id"], offices["office_id"], strict=True)
        if str(room) != str(office)
    }
    told = [matrix]
    for end in ("from", "to"):
        own = matrix[matrix[end].astype(str).isin(names)]
        told.append(own.assign(**{end: own[end].astype(str).map(names)}))
    known = [
        *plan.estates["estate_id"],
        *plan.rooms["room_id"],
        *plan.stations["station_id"],
        *plan.offices["office_id"],
    ]
    table = pd.concat([part for part in told if len(part)] or [matrix], ignore_index=True)
    return user_matrix(table, otherwise=otherwise, known_ids=known, report=report, pace=plan.policy.travel)
