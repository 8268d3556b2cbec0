"""Visits that no crew makes: each with the rule that keeps it out and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from geo.routing.crews import Solved
from geo.routing.rounds import Ground
from geo.routing.visits import Work
from geo.routing.weeks import Week
from geo.schema import UNSERVED
from geo.wording import text


def unserved_table(solved: Sequence[Solved], ground: Ground) -> pd.DataFrame:
    """Write one row an estate, role and rule, in the order of the estates."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in solved:
        for work, rule in _left_out(one):
            key = (ground.estate_ids[work.estate], one.week.role, rule)
            row = rows.setdefault(key, _row(one.week, work, rule, ground))
            row["visits_missing"] += work.visits
    ordered = [rows[key] for key in sorted(rows)]
    return UNSERVED.conform(pd.DataFrame(ordered, columns=UNSERVED.names()))


def _left_out(one: Solved) -> Iterator[tuple[Work, str]]:
    """Name the rule of each work without a crew: known beforehand, no crew at all, or no hours left."""
    yield from one.week.refused
    rule = "no-crew" if one.week.most_crews == 0 else "no-hours-left"
    for position in one.answer.plan.unserved:
        yield one.week.works[position], rule


def _row(week: Week, work: Work, rule: str, ground: Ground) -> dict[str, Any]:
    words = {
        "minutes": round(work.service_s / 60),
        "hours": f"{week.settings.paid_hours_day * (1 - week.settings.calls_share):g}",
        "opens": week.settings.hours[0],
        "closes": week.settings.hours[1],
        "windows": ", ".join("-".join(window) for window in week.settings.windows),
        "bins": work.bins,
        "capacity": week.settings.capacity_bins,
        "crews": 0 if week.most_crews is None else week.most_crews,
        "depot": week.depot.name,
        "role": week.role,
    }
    return {
        "estate_id": ground.estate_ids[work.estate],
        "name": ground.names[work.estate],
        "role": week.role,
        "visits_missing": 0,
        "rule": rule,
        "reason": text(f"unserved.{rule}.reason", **words),
        "remedy": text(f"unserved.{rule}.remedy", **words),
    }
