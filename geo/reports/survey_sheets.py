"""The sheets of surveys, orders and partners, with the names of estates and regions beside their ids."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from geo.plan import Plan
from geo.reports.sheets import Field, Sheet, after, field_of, fields_of
from geo.schema import (
    ESTATES,
    HOT_SPOTS,
    NEED_COUNTS,
    ORDER_TIMES,
    ORDERS,
    PARTNERS,
    SATISFACTION,
    SATISFACTION_AREAS,
    SURVEY_REJECTS,
    Table,
)
from geo.wording import text

_MOST_ORDERS = 50_000  # more than people read in a sheet; all are in plan.gpkg
_SHOWN = (SATISFACTION, SATISFACTION_AREAS, NEED_COUNTS, HOT_SPOTS, ORDER_TIMES, ORDERS, PARTNERS, SURVEY_REJECTS)


def survey_sheets(plan: Plan) -> list[Sheet]:
    """Make the sheets of what there is; none where the plan has no surveys."""
    return list(_sheets(plan))


def _sheets(plan: Plan) -> Iterator[Sheet]:
    for declared in _SHOWN:
        frame = pd.DataFrame(plan.tables[declared.name])
        if not len(frame):
            continue
        fields = [_unshared(one, declared) for one in fields_of(declared)]
        if "estate_id" in declared.names():
            frame, fields = _with_names(plan, frame, fields)
        if "level" in declared.names():
            frame = frame.assign(name=_area_names(plan, frame))
        note = text(f"reports.{declared.name}.note")
        yield Sheet(declared.label(), tuple(fields), frame.head(_MOST_ORDERS), note=note, frozen=2)


def _with_names(plan: Plan, frame: pd.DataFrame, fields: list[Field]) -> tuple[pd.DataFrame, list[Field]]:
    names = dict(zip(plan.estates["estate_id"], plan.estates["name"], strict=True))
    shown = frame.assign(estate_name=frame["estate_id"].map(names))
    return shown, after(fields, "estate_id", field_of(ESTATES["name"], name="estate_name"))


def _area_names(plan: Plan, frame: pd.DataFrame) -> list[object]:
    """Write the names of estates and regions where the tables have ids."""
    of_level = {
        "estate": dict(zip(plan.estates["estate_id"], plan.estates["name"], strict=True)),
        "region": dict(zip(plan.regions["region_id"], plan.regions["name"], strict=True)),
        "plan": {"": text("surveys.all"), None: text("surveys.all")},
        "kind": dict(ORDERS["kind"].choices),
    }
    return [of_level.get(level, {}).get(name, name) for level, name in zip(frame["level"], frame["name"], strict=True)]


def _unshared(one: Field, declared: Table) -> Field:
    """Show shares as percent: the numbers without a unit between 0 and 1."""
    column = declared[one.name]
    if column.kind != "float":
        return one
    shown = "0.0%" if not column.unit and column.high == 1 else "#,##0.0"
    if one.name in {"p_value", "q_value"}:
        shown = "0.000"
    return Field(one.name, one.heading, shown, one.choices, widest=one.widest)
