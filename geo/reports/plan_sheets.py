"""The sheets of plan.xlsx that show a plan's tables: with names beside ids, in the order in which people look."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from geo.plan import Plan
from geo.reports.budget_sheets import budget_sheets
from geo.reports.drawing import HEADING_ROW
from geo.reports.enclosure_sheets import enclosure_sheets
from geo.reports.rollout_sheets import rollout_sheets
from geo.reports.routing_sheets import routing_sheets
from geo.reports.sheets import Field, Sheet, after, field_of, fields_of, hide, let_change
from geo.reports.survey_sheets import survey_sheets
from geo.schema import (
    ACCESS,
    ACCESS_AREAS,
    ASSIGNMENTS,
    BASELINES,
    CLASHES,
    COMMUNITIES,
    COMMUNITY_MODES,
    ESTATES,
    EXCEPTIONS,
    FINDINGS,
    FIRMS,
    GROUPS,
    MOVES,
    OFFICES,
    REGIONS,
    REJECTS,
    REPAIRS,
    RULE_PRICES,
    SOLUTIONS,
    STATIONS,
    TERMS,
    TO_LOCATE,
    Table,
)
from geo.wording import text

# Cells that people may change, and the hidden columns that keep what was planned.
_ORIGINALS = {"region_id": "original_region", "station_id": "original_station", "locked": "original_locked"}
# What an assignment row shows of its estate.
_OF_ESTATE = (
    "name",
    "subdistrict",
    "community",
    "floor_area_m2",
    "households",
    "eligibility",
    "place_quality",
    "filled",
)


def plan_sheets(plan: Plan) -> list[Sheet]:
    """Make the sheets of all tables a planner reads, most wanted first."""
    regions, stations = _regions(plan), _stations(plan)
    return [
        regions,
        stations,
        _offices(plan),
        *(_of_table(plan, declared, frozen=2) for declared in (FIRMS,) if len(plan.firms)),
        _assignments(plan, regions, stations),
        _groups(plan),
        _of_table(plan, COMMUNITIES, frozen=2),
        _of_table(plan, SOLUTIONS, note=text("reports.proof_note")),
        _of_table(plan, TERMS, note=text("reports.proof_note"), frozen=2),
        _exceptions(plan),
        *(
            _of_table(plan, declared, note=text(f"reports.{declared.name}.note"), frozen=2)
            for declared in (RULE_PRICES, CLASHES)
            if len(plan.tables[declared.name])
        ),
        *enclosure_sheets(plan),
        *rollout_sheets(plan),
        *routing_sheets(plan),
        *budget_sheets(plan),
        *survey_sheets(plan),
        *_access(plan),
        *(
            _of_table(plan, declared)
            for declared in (BASELINES, COMMUNITY_MODES, MOVES)
            if len(plan.tables[declared.name])
        ),
        _of_table(plan, REJECTS, frozen=2),
        _of_table(plan, TO_LOCATE, frozen=2),
        _of_table(plan, REPAIRS),
        _of_table(plan, FINDINGS),
    ]


def _regions(plan: Plan) -> Sheet:
    frame = plan.regions.assign(
        colour=plan.regions["color"],
        station_name=plan.regions["station_id"].map(_names(plan, STATIONS)),
    )
    unknown = ["complete_on"] if frame["complete_on"].isna().all() else []  # known after a roll-out
    fields = after(fields_of(REGIONS, leave_out=["color", *unknown]), "station_id", _name_of_station("station_name"))
    return Sheet(REGIONS.label(), tuple(fields), frame, coloured=("region_id", "name"), frozen=2)


def _stations(plan: Plan) -> Sheet:
    frame = _with_region(plan, plan.stations)
    frame["estate_name"] = frame["estate_id"].map(_names(plan, ESTATES))
    fields = after(fields_of(STATIONS), "region_id", _region_name())
    fields = after(fields, "estate_id", field_of(ESTATES["name"], name="estate_name"))
    return Sheet(STATIONS.label(), tuple(fields), frame, coloured=("region_id", "region_name"), frozen=2)


def _offices(plan: Plan) -> Sheet:
    frame = plan.offices.assign(station_name=plan.offices["station_id"].map(_names(plan, STATIONS)))
    fields = after(fields_of(OFFICES), "station_id", _name_of_station("station_name"))
    return Sheet(OFFICES.label(), tuple(fields), frame, frozen=2)


def _assignments(plan: Plan, regions: Sheet, stations: Sheet) -> Sheet:
    """One row an estate; hidden last columns keep what was planned, so that changed cells can be told."""
    rooms = _names(plan, STATIONS, plan.rooms.rename(columns={"room_id": "station_id"}))
    frame = _with_region(plan, plan.assignments)
    of_estate = plan.estates.set_index("estate_id")
    for name in _OF_ESTATE:
        frame[name] = frame["estate_id"].map(of_estate[name])
    frame["station_name"] = frame["station_id"].map(rooms)
    frame["second_station_name"] = frame["second_station_id"].map(rooms)
    frame["filled"] = frame["filled"].map(_headings)
    for name in ("region_id", "station_id", "locked"):
        frame[_ORIGINALS[name]] = frame[name]
    allowed: dict[str, str | tuple[str, ...]] = {
        "region_id": _cells(regions, "region_id"),
        "station_id": _cells(stations, "station_id"),
        "locked": (text("reports.yes"), text("reports.no")),
    }
    fields = [let_change(one, allowed[one.name]) if one.name in allowed else one for one in fields_of(ASSIGNMENTS)]
    fields = after(fields, "estate_id", *(field_of(ESTATES[name]) for name in _OF_ESTATE[:5]))
    fields = after(fields, "region_id", _region_name())
    fields = after(fields, "station_id", _name_of_station("station_name"))
    second = Field("second_station_name", text("reports.second_station_name"))
    fields = after(fields, "second_station_id", second)
    fields += [field_of(ESTATES[name]) for name in _OF_ESTATE[5:]]
    fields += [hide(Field(name, text(f"reports.{name}"))) for name in _ORIGINALS.values()]
    note = text("reports.assignments.note")
    coloured = ("region_id", "region_name")
    return Sheet(ASSIGNMENTS.label(), tuple(fields), frame, note=note, coloured=coloured, frozen=2)


def _cells(sheet: Sheet, name: str) -> str:
    """Name the cells of a sheet's column, for a list to choose from."""
    column = xl_col_to_name([one.name for one in sheet.fields].index(name), col_abs=True)
    first, last = HEADING_ROW + 2, HEADING_ROW + 1 + max(len(sheet.frame), 1)
    quoted = sheet.name[:31].replace("'", "''")
    return f"='{quoted}'!{column}${first}:{column}${last}"


def _groups(plan: Plan) -> Sheet:
    frame = _with_region(plan, plan.groups)
    frame["anchor_name"] = frame["anchor_estate_id"].map(_names(plan, ESTATES))
    fields = after(fields_of(GROUPS), "region_id", _region_name())
    fields = after(fields, "anchor_estate_id", field_of(ESTATES["name"], name="anchor_name"))
    return Sheet(GROUPS.label(), tuple(fields), frame, coloured=("region_id", "region_name"))


def _exceptions(plan: Plan) -> Sheet:
    frame = _with_region(plan, plan.exceptions)
    frame["estate_name"] = frame["estate_id"].map(_names(plan, ESTATES))
    fields = after(fields_of(EXCEPTIONS), "estate_id", field_of(ESTATES["name"], name="estate_name"))
    fields = after(fields, "region_id", _region_name())
    return Sheet(EXCEPTIONS.label(), tuple(fields), frame, coloured=("region_id", "region_name"))


def _of_table(plan: Plan, declared: Table, *, note: str = "", frozen: int = 1) -> Sheet:
    return Sheet(declared.label(), tuple(fields_of(declared)), plan.tables[declared.name], note=note, frozen=frozen)


def _with_region(plan: Plan, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the region's name and colour, and put the rows into the order of the regions."""
    order = {key: position for position, key in enumerate(plan.regions["region_id"])}
    colours = plan.regions.set_index("region_id")["color"]
    shown = frame.assign(
        region_name=frame["region_id"].map(_names(plan, REGIONS)),
        colour=frame["region_id"].map(colours),
        _order=frame["region_id"].map(order),
    )
    return pd.DataFrame(shown.sort_values("_order", kind="stable", ignore_index=True))


def _names(plan: Plan, declared: Table, *others: pd.DataFrame) -> dict[str, str]:
    """Map ids to names; `others` come first, the plan's own table wins."""
    frames = [*others, plan.tables[declared.name]]
    return {key: name for frame in frames for key, name in zip(frame[declared.key], frame["name"], strict=True)}


def _headings(joined: str | None) -> str | None:
    """Put headings for the column names in a list joined by semicolons."""
    if not isinstance(joined, str) or not joined:
        return None
    known = set(ESTATES.names())
    return "；".join(ESTATES[name].label() if name in known else name for name in joined.replace(" ", "").split(";"))


def _region_name() -> Field:
    return field_of(REGIONS["name"], name="region_name")


def _name_of_station(name: str) -> Field:
    return Field(name, text("reports.station_name"))


def _access(plan: Plan) -> list[Sheet]:
    note = text("reports.access.note", norm=f"{plan.policy.stations.m2_per_100_households:g}")
    shown = [declared for declared in (ACCESS_AREAS, ACCESS) if len(plan.tables[declared.name])]
    return [_of_table(plan, declared, note=note, frozen=2) for declared in shown]
