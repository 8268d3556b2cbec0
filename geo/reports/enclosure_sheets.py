"""The sheets of closed management: candidates by payback, and what closing tonight would take."""

from __future__ import annotations

import pandas as pd

from geo.plan import Plan
from geo.reports.sheets import Sheet, after, field_of, fields_of
from geo.schema import CLOSURES, ENCLOSURES, REGIONS
from geo.schema.enclosure import OUTCOMES
from geo.wording import text

_HIDDEN = ("estate_id", "carried_out")


def enclosure_sheets(plan: Plan) -> list[Sheet]:
    """Make the sheets of closed management; none for a plan that was made without it."""
    if not len(plan.enclosures):
        return []
    closures = Sheet(
        CLOSURES.label(), tuple(fields_of(CLOSURES)), plan.closures, note=text("reports.closures.note"), frozen=4
    )
    return [_candidates(plan), closures]


def _candidates(plan: Plan) -> Sheet:
    """Show the candidates in their order, then what never pays, what is done, what is too far apart."""
    names = dict(zip(plan.regions["region_id"], plan.regions["name"], strict=True))
    order = {name: position for position, name in enumerate(OUTCOMES)}
    frame = pd.DataFrame(plan.enclosures.drop(columns="geometry")).assign(
        region_name=plan.enclosures["region_id"].map(names), _order=plan.enclosures["outcome"].map(order)
    )
    frame = frame.sort_values(["_order", "rank", "region_id", "enclosure_id"], kind="stable", na_position="last")
    fields = [one for one in fields_of(ENCLOSURES) if one.name not in _HIDDEN]
    first = [one for one in fields if one.name == "rank"]
    fields = first + after(
        [one for one in fields if one.name != "rank"], "region_id", field_of(REGIONS["name"], name="region_name")
    )
    return Sheet(ENCLOSURES.label(), tuple(fields), frame, note=text("reports.enclosures.note"), frozen=3)
