"""The sheets of the roll-out: the schedule estate by estate, the priorities compared, the curves."""

from __future__ import annotations

import pandas as pd

from geo.plan import Plan
from geo.reports.sheets import Field, Sheet, after, field_of, fields_of
from geo.schema import CONSENTS, REGIONS, ROLLOUT, ROLLOUT_MONTHS, ROLLOUT_PRIORITIES
from geo.wording import text

_SHOWN_LEVELS = ("city", "firm", "subdistrict")  # those of regions are in plan.gpkg


def rollout_sheets(plan: Plan) -> list[Sheet]:
    """Make the sheets of a roll-out; none where no entries are scheduled."""
    if not len(plan.rollout):
        return []
    votes = [Sheet(CONSENTS.label(), tuple(fields_of(CONSENTS)), plan.consents, frozen=2)] if len(plan.consents) else []
    return [_schedule(plan), _priorities(plan), _curves(plan), *votes]


def _schedule(plan: Plan) -> Sheet:
    """Show the schedule in the order of entry; those that never enter last."""
    names = dict(zip(plan.regions["region_id"], plan.regions["name"], strict=True))
    frame = plan.rollout.drop(columns="geometry").assign(region_name=plan.rollout["region_id"].map(names))
    frame = frame.sort_values(["entry_month", "subdistrict", "estate_id"], kind="stable", na_position="last")
    fields = after(fields_of(ROLLOUT), "region_id", field_of(REGIONS["name"], name="region_name"))
    first = (plan.facts.get("rollout") or {}).get("first_month", "")
    note = text("reports.rollout.note", first=first)
    return Sheet(ROLLOUT.label(), tuple(fields), pd.DataFrame(frame), note=note, frozen=2)


def _priorities(plan: Plan) -> Sheet:
    note = text("reports.rollout_priorities.note")
    return Sheet(ROLLOUT_PRIORITIES.label(), tuple(fields_of(ROLLOUT_PRIORITIES)), plan.rollout_priorities, note=note)


def _curves(plan: Plan) -> Sheet:
    frame = plan.rollout_months[plan.rollout_months["level"].isin(_SHOWN_LEVELS)]
    fields: list[Field] = fields_of(ROLLOUT_MONTHS)
    note = text("reports.rollout_months.note")
    return Sheet(ROLLOUT_MONTHS.label(), tuple(fields), pd.DataFrame(frame), note=note, frozen=4)
