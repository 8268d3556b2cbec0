"""From the sub-districts' tables to one plan: offices, firms, colours, and the numbers of the summary.

Nothing is solved here but offices and firms; every planned estate of the ledger must come back in exactly one region.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo.clustering.colours import colour_regions, neighbouring_regions
from geo.clustering.firms import FirmLevel, share_among_firms
from geo.clustering.offices import site_offices
from geo.clustering.totals import summary_facts
from geo.errors import SolverError, shortlist
from geo.findings import findings_table, repairs_table
from geo.geometry import choose_metric_crs
from geo.plan import Plan
from geo.policy import Policy
from geo.schema import table
from geo.wording import text

if TYPE_CHECKING:
    from geo.io.ledger import Ledger

_BY_PART = (
    "regions", "groups", "stations", "assignments", "exceptions", "terms", "solutions", "communities", "links", "tiles",
    "baselines", "community_modes", "moves", "rule_prices", "clashes",
)  # fmt: skip
_ID_COLUMNS = ("region_id", "group_id", "lead_region_id", "regions")

Tables = dict[str, pd.DataFrame]


def assemble_plan(
    parts: Sequence[Tables],
    *,
    ledger: Ledger,
    rooms: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame,
    crossings: gpd.GeoDataFrame,
    policy: Policy,
    record: dict[str, Any],
    subdistricts: gpd.GeoDataFrame,
) -> Plan:
    """Put the parts together.

    Parameters
    ----------
    parts : what `describe_subdistrict` gives for each sub-district, with its `links` and `tiles`.
    rooms : all candidate rooms, also those that can only be offices.

    Raises
    ------
    SolverError
        Where a planned estate is in no region or in two: a fault of the program, never of the data.
    """
    tables = {name: _stacked(name, list(_told_apart(parts))) for name in _BY_PART}
    planned = ledger.planned()
    _check_complete(planned, tables["assignments"])
    region_of = dict(zip(tables["assignments"]["estate_id"], tables["assignments"]["region_id"], strict=True))
    tables["tiles"]["region_id"] = tables["tiles"]["estate_id"].map(region_of)
    tables["regions"]["name"] = _distinct_names(tables["regions"])
    metric_crs = choose_metric_crs(policy.place.metric_crs, planned.geometry)
    tables["offices"], office_of = site_offices(
        tables["regions"],
        tables["stations"],
        gpd.GeoDataFrame(table("rooms").conform(rooms)),
        subdistrict_of=dict(zip(planned["estate_id"], planned["subdistrict"], strict=True)),
        district_of=districts_of(planned),
        policy=policy,
        metric_crs=metric_crs,
        report=ledger.report,
    )
    for name in ("regions", "stations"):
        tables[name]["office_id"] = tables[name]["station_id"].map(office_of)
    tables["regions"]["color"] = _colours(tables, region_of)
    tables |= {"rooms": rooms, "barriers": barriers, "crossings": crossings, "subdistricts": subdistricts}
    level = share_among_firms(tables, planned, policy=policy, metric_crs=metric_crs, report=ledger.report)
    tables |= _with_firms(tables, level)
    tables |= {"estates": ledger.estates, "rejects": ledger.rejects, "to_locate": ledger.to_locate}
    tables["findings"] = findings_table(ledger.report.findings)
    tables["repairs"] = repairs_table(ledger.report.repairs)
    facts = summary_facts(tables, planned, policy, firms=level.facts)
    return Plan(tables, policy, facts, record)


def _with_firms(tables: Tables, level: FirmLevel) -> Tables:
    """Add the table of firms, and each one's name to what it runs."""
    regions, offices, subdistricts = tables["regions"], tables["offices"], tables["subdistricts"]
    of_region = regions["subdistrict"].map(level.firm_of)
    of_office = dict(zip(regions["office_id"], of_region, strict=True))
    return {
        "firms": level.table,
        "regions": regions.assign(firm=of_region),
        "offices": offices.assign(firm=offices["office_id"].map(of_office)),
        "subdistricts": subdistricts.assign(firm=subdistricts["name"].map(level.firm_of)),
    }


def _stacked(name: str, parts: Sequence[Tables]) -> pd.DataFrame:
    """Put one table of all parts together, in the parts' order."""
    declared = table(name)
    found = [declared.conform(part[name]) for part in parts if name in part and len(part[name])]
    return declared.conform(pd.concat(found, ignore_index=True)) if found else declared.empty()


def _told_apart(parts: Sequence[Tables]) -> Iterator[Tables]:
    """Mark the ids of a part whose sub-district is written like an earlier one's (城中 beside 城中街道)."""
    seen: set[str] = set()
    for number, part in enumerate(parts, start=1):
        ids = set(part["regions"]["region_id"])
        yield _marked(part, ids, f"P{number}") if ids & seen else part
        seen |= ids


def _marked(part: Tables, ids: set[str], mark: str) -> Tables:
    """Put a mark behind every region's and group's id of a part, wherever it stands."""
    codes = ids | set(part["groups"]["group_id"] if "groups" in part else ())

    def renamed(value: object) -> object:
        if not isinstance(value, str):
            return value
        return "、".join(f"{word}-{mark}" if word in codes else word for word in value.split("、"))

    return {
        name: frame.assign(**{c: frame[c].map(renamed) for c in _ID_COLUMNS if c in frame.columns and name != "terms"})
        for name, frame in part.items()
    }


def _check_complete(planned: pd.DataFrame, assignments: pd.DataFrame) -> None:
    given, wanted = assignments["estate_id"], set(planned["estate_id"])
    lost, strange = sorted(wanted - set(given)), sorted(set(given) - wanted)
    twice = sorted(set(given[given.duplicated()]))
    if lost or strange or twice:
        faults = {"lost": lost, "unknown": strange, "twice": twice}
        said = "; ".join(f"{kind}: {shortlist(ids)}" for kind, ids in faults.items() if ids)
        raise SolverError(text("plan-incomplete", faults=said))


def _distinct_names(regions: pd.DataFrame) -> pd.Series:
    """Put the id behind names that two regions share."""
    twice = regions["name"].duplicated(keep=False)
    return regions["name"].where(~twice, regions["name"] + "·" + regions["region_id"])


def districts_of(planned: pd.DataFrame) -> dict[str, str]:
    """Return the district that most estates of each sub-district name."""
    known = planned.dropna(subset=["district", "subdistrict"])
    counts = known.groupby(["subdistrict", "district"]).size().reset_index(name="estates")
    first = counts.sort_values(["subdistrict", "estates", "district"], ascending=[True, False, True])
    return dict(first.drop_duplicates("subdistrict")[["subdistrict", "district"]].itertuples(index=False, name=None))


def _colours(tables: Tables, region_of: dict[str, str]) -> pd.Series:
    regions, tiles = gpd.GeoDataFrame(tables["regions"]), gpd.GeoDataFrame(tables["tiles"])
    pairs = neighbouring_regions(tiles, regions, tables["links"], region_of)
    colours = colour_regions(list(regions["region_id"]), pairs)
    return regions["region_id"].map(colours).astype("Int64")
