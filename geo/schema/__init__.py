"""The tables, declared once.

A declaration drives validation, the blank ledger, the docs page and the column labels of every output. Tables hold
their key as a column in files and as the index in memory where that is said; storage is in EPSG:4326.
"""

from __future__ import annotations

from geo.errors import unknown_name
from geo.schema.access import ACCESS, ACCESS_AREAS
from geo.schema.column import STORAGE_CRS, Column, GeometryKind, Kind, Table
from geo.schema.comparisons import BASELINES, COMMUNITY_MODES, MOVES
from geo.schema.enclosure import CLOSURES, ENCLOSURES, FENCES
from geo.schema.estates import COORDINATE_COLUMNS, ESTATES
from geo.schema.inputs import BARRIERS, CROSSINGS, LINKS, LOCKS, PLACES, RENAMES, ROOMS, SUBDISTRICTS
from geo.schema.money import BOOKS, BREAK_EVEN, BUDGET, COHORTS, ESTIMATE, TORNADO, WORKS
from geo.schema.reasons import CLASHES, RULE_PRICES, RULES
from geo.schema.results import (
    ASSIGNMENTS,
    COMMUNITIES,
    EXCEPTIONS,
    FINDINGS,
    FIRMS,
    GROUPS,
    OFFICES,
    REGIONS,
    REJECTS,
    REPAIRS,
    ROLES,
    SOLUTIONS,
    STATIONS,
    TERMS,
    TILES,
    TO_LOCATE,
)
from geo.schema.rollout import CONSENTS, ROLLOUT, ROLLOUT_MONTHS, ROLLOUT_PRIORITIES
from geo.schema.routing import (
    BASEMAP,
    CREW_NEEDS,
    CREWS,
    ISOCHRONES,
    PATROLS,
    RESPONSES,
    ROSTERS,
    ROUNDS,
    SHIFTS,
    UNSERVED,
    VISITS,
)
from geo.schema.surveys import (
    HOT_SPOTS,
    NEED_COUNTS,
    NEEDS,
    ORDER_TIMES,
    ORDERS,
    PARTNERS,
    SATISFACTION,
    SATISFACTION_AREAS,
    SURVEY_REJECTS,
    SURVEY_TABLES,
)

_PLAN_TABLES: tuple[Table, ...] = (
    STATIONS, OFFICES, FIRMS, REGIONS, GROUPS, FENCES, ENCLOSURES, ESTATES, ASSIGNMENTS, ROLLOUT, LINKS, ROOMS, BARRIERS, CROSSINGS, SUBDISTRICTS, TILES,
    ROUNDS, VISITS, RESPONSES, PATROLS, ISOCHRONES, BASEMAP, REJECTS, TO_LOCATE, EXCEPTIONS, COMMUNITIES, SOLUTIONS, TERMS, RULE_PRICES, CLASHES, BASELINES,
    COMMUNITY_MODES, MOVES, CREWS, CREW_NEEDS, UNSERVED, ROSTERS, SHIFTS, ROLLOUT_MONTHS, ROLLOUT_PRIORITIES, CONSENTS, CLOSURES, BUDGET, BOOKS, BREAK_EVEN, COHORTS, WORKS, TORNADO, ESTIMATE, *SURVEY_TABLES, ACCESS, ACCESS_AREAS, FINDINGS, REPAIRS,
)  # fmt: skip
# The layers of plan.gpkg, in the order QGIS lists them: those with shapes first.
PLAN_TABLES: tuple[Table, ...] = tuple(sorted(_PLAN_TABLES, key=lambda one: one.geometry == "none"))
INPUT_TABLES: tuple[Table, ...] = (RENAMES, LOCKS, PLACES)
TABLES: dict[str, Table] = {table.name: table for table in PLAN_TABLES + INPUT_TABLES}


def table(name: str) -> Table:
    """Return the declaration of the table called `name`."""
    if name not in TABLES:
        raise unknown_name("table", name, TABLES)
    return TABLES[name]


__all__ = [
    "ACCESS", "ACCESS_AREAS", "ASSIGNMENTS", "BARRIERS", "BASELINES", "BASEMAP", "BOOKS", "BREAK_EVEN", "BUDGET", "CLASHES", "CLOSURES", "COHORTS",
    "COMMUNITIES", "COMMUNITY_MODES", "CONSENTS", "COORDINATE_COLUMNS", "CREWS", "CREW_NEEDS", "CROSSINGS", "ENCLOSURES", "ESTATES", "ESTIMATE",
    "EXCEPTIONS", "FENCES", "FINDINGS", "FIRMS", "GROUPS", "HOT_SPOTS", "INPUT_TABLES", "ISOCHRONES", "LINKS", "LOCKS", "MOVES", "NEEDS", "NEED_COUNTS", "OFFICES",
    "ORDERS", "ORDER_TIMES", "PARTNERS",
    "PATROLS", "PLACES", "PLAN_TABLES", "REGIONS", "REJECTS", "RENAMES", "REPAIRS", "RESPONSES", "ROLES", "ROLLOUT",
    "ROLLOUT_MONTHS", "ROLLOUT_PRIORITIES", "ROOMS",
    "ROSTERS", "ROUNDS", "RULES", "RULE_PRICES", "SATISFACTION", "SATISFACTION_AREAS", "SHIFTS", "SOLUTIONS", "STATIONS", "STORAGE_CRS", "SUBDISTRICTS", "SURVEY_REJECTS", "SURVEY_TABLES",
    "TABLES", "TERMS", "TILES", "TORNADO", "TO_LOCATE", "UNSERVED", "VISITS", "WORKS", "Column", "GeometryKind",
    "Kind", "Table", "table",
]  # fmt: skip
