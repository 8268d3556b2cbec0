"""Reading the plan in force: a plan folder, a plan.xlsx (as its cells stand now), or another ledger's columns."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.errors import InputError, shortlist
from geo.findings import Report
from geo.io import store
from geo.io.companions.edited_plan import read_edited_plan
from geo.io.companions.estate_names import EstateNames
from geo.io.ledger import read_ledger
from geo.policy import Policy
from geo.wording import text

_COLUMNS = ["estate_id", "region", "station"]


def with_plan_in_force(planned: gpd.GeoDataFrame, against: pd.DataFrame | None, *, is_needed: bool) -> gpd.GeoDataFrame:
    """Put another plan in force in the place of the ledger's columns `current_region` and `current_station`.

    Raises
    ------
    InputError
        Where one is needed and no planned estate states any.
    """
    if against is not None:
        given = against.drop_duplicates("estate_id").set_index("estate_id").reindex(planned["estate_id"])
        columns = {"current_region": "region", "current_station": "station"}
        planned = planned.assign(
            **{name: given[source].astype("object").where(given[source].notna(), None).to_numpy()
               for name, source in columns.items()}
        )  # fmt: skip
    if is_needed and planned[["current_region", "current_station"]].isna().all(axis=None):
        raise InputError(text("no-plan-in-force.message"))
    return planned


def read_in_force(path: Path, *, estates: pd.DataFrame, policy: Policy, report: Report) -> pd.DataFrame:
    """Read a plan in force: estate_id, region (a label), station (a room's id or a word for it).

    Raises
    ------
    InputError
        Where the file or folder holds no plan for any estate of the ledger.
    """
    if path.is_dir() and path.suffix.lower() != ".gdb":
        rows = _of_folder(path)
    else:
        edited = read_edited_plan(path)
        rows = _of_ledger(path, policy) if edited is None else edited.as_it_stands()
    found = matched(rows, path, estates, report)
    if found[["region", "station"]].isna().all(axis=None):
        raise InputError(text("against-nothing.message", path=path))
    return found


def _of_folder(path: Path) -> pd.DataFrame:
    plan = store.load(path)
    names = dict(zip(plan.regions["region_id"], plan.regions["name"], strict=True))
    estates = dict(zip(plan.estates["estate_id"], plan.estates["name"], strict=True))
    given = plan.assignments
    return pd.DataFrame(
        {
            "estate_id": given["estate_id"],
            "name": given["estate_id"].map(estates),
            "region": given["region_id"].map(names),
            "station": given["station_id"],
        }
    )


def _of_ledger(path: Path, policy: Policy) -> pd.DataFrame:
    elsewhere = Report()  # only two columns of this file are used; the ledger itself was reported on
    estates = read_ledger([path], policy=policy, report=elsewhere).planned()
    given = {"region": "current_region", "station": "current_station"}
    return pd.DataFrame(
        {name: estates[name] for name in ("estate_id", "name")} | {name: estates[own] for name, own in given.items()}
    )


def matched(rows: pd.DataFrame, path: Path, estates: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Find each estate in the ledger by its id, else by a name that only one estate bears; report those not found."""
    names, lost, kept = EstateNames.of(estates), [], []
    for row in rows.to_dict("records"):
        bearers = names.find(row["estate_id"]) or names.find(row["name"])
        if len(bearers) == 1:
            kept.append({"estate_id": bearers[0], "region": row["region"], "station": row["station"]})
        else:
            lost.append(str(row["name"] or row["estate_id"]))
    if lost:
        found = text("against-unmatched.found", file=path.name, count=len(lost), estates=shortlist(lost))
        report.find("against-unmatched", severity="warning", found=found)
    return pd.DataFrame(kept, columns=_COLUMNS, dtype=object)
