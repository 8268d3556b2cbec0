"""The sheets of the shared teams' tables, for plan.xlsx and runsheets.xlsx: names beside ids, no empty sheet."""

from __future__ import annotations

import pandas as pd

from geo.plan import Plan
from geo.reports.crew_days import crews_of
from geo.reports.sheets import Field, Sheet, after, fields_of
from geo.schema import TABLES, Table
from geo.wording import text


def routing_sheets(plan: Plan) -> list[Sheet]:
    """Make the sheets of crews, rounds, crews needed, unserved visits, response times, rosters and patrols."""
    return [
        *team_sheets(plan, ("crews",)),
        *_rounds(plan),
        *team_sheets(plan, ("crew_needs", "unserved", "responses", "rosters", "patrols")),
    ]


def team_sheets(plan: Plan, names: tuple[str, ...]) -> list[Sheet]:
    """Make the sheets of the tables so named, leaving out empty ones."""
    return [_sheet(plan, TABLES[name]) for name in names if len(plan.tables[name])]


def _sheet(plan: Plan, declared: Table) -> Sheet:
    """Show a whole table, the name of a depot or station behind its id."""
    frame = pd.DataFrame(plan.tables[declared.name])
    fields = fields_of(declared, leave_out=["color"])
    for ident, key in (("depot_id", "runsheets.depot"), ("station_id", "reports.station_name")):
        if ident in declared.names() and not ("name" in declared.names() and ident == "station_id"):
            frame = frame.assign(**{f"{ident}_name": frame[ident].map(_places(plan))})
            fields = after(fields, ident, Field(f"{ident}_name", text(key)))
    coloured: tuple[str, ...] = ()
    if "color" in declared.names():
        frame = frame.assign(colour=frame["color"])
        coloured = (declared.names()[0], "name")
    return Sheet(declared.label(), tuple(fields), frame, coloured=coloured, frozen=2)


def _rounds(plan: Plan) -> list[Sheet]:
    """Show a row a crew and weekday; the stops of each are on the run sheets."""
    if not len(plan.rounds):
        return []
    crews = crews_of(plan)
    frame = pd.DataFrame(plan.rounds.drop(columns="geometry")).assign(
        crew=[crews[ident].name for ident in plan.rounds["crew_id"]],
        depot=[crews[ident].depot for ident in plan.rounds["crew_id"]],
    )
    fields = after(fields_of(TABLES["rounds"], leave_out=["start_s", "finish_s"]), "crew_id",
                   Field("crew", text("runsheets.crew")))  # fmt: skip
    fields = after(fields, "depot_id", Field("depot", text("runsheets.depot")))
    return [Sheet(TABLES["rounds"].label(), tuple(fields), frame, frozen=3)]


def _places(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.offices["office_id"], plan.offices["name"], strict=True)) | dict(
        zip(plan.stations["station_id"], plan.stations["name"], strict=True)
    )
