"""What the page knows of the roll-out: for every planned estate the months in which its stages begin.

The page reads it in ``static/map/months.js``. A plan without a roll-out adds nothing to its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geo.maps.stages import STAGE_COLOURS
from geo.maps.style import Layer
from geo.plan import Plan

_STAGES = ("survey", "plan", "cleanup", "entry")


def rollout_layers(plan: Plan) -> tuple[Layer, ...]:
    """Return the switch of the stages where the plan has a roll-out."""
    return (Layer("rollout", shown=False),) if _months(plan) is not None else ()


def rollout_data(plan: Plan, estates: Sequence[str]) -> dict[str, Any] | None:
    """Return the months and every estate's stages in plain JSON values; None where the plan has no roll-out.

    Parameters
    ----------
    estates : ids of the planned estates in the order of the page's table.
    """
    months = _months(plan)
    if months is None:
        return None
    rows = plan.rollout.drop_duplicates("estate_id").set_index("estate_id").reindex(list(estates))
    facts = plan.facts.get("rollout") or {}
    return {
        "first": int(months["month"].iloc[0]),
        "labels": months["on"].tolist(),
        "deadline": facts.get("deadline"),
        "colours": STAGE_COLOURS,
        "stages": {name: _plain(rows[f"{name}_month"]) for name in _STAGES},
        "late": [position for position, late in enumerate(rows["late"]) if not pd.isna(late) and bool(late)],
    }


def _months(plan: Plan) -> pd.DataFrame | None:
    """Return the months shown, those of the city's curve."""
    table = plan.tables["rollout_months"]
    city = table[table["level"] == "city"].sort_values("month")
    return city if len(city) and len(plan.rollout) else None


def _plain(months: pd.Series) -> list[int | None]:
    return [None if pd.isna(month) else int(month) for month in months]
