"""From file names to tables: every file a run can take, read in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.files import sha256_of
from geo.findings import Report
from geo.io.companions import (
    read_barriers,
    read_boundaries,
    read_links,
    read_locks,
    read_matrix,
    read_renames,
    read_rooms,
)
from geo.io.companions.edited_plan import read_edited_plan
from geo.io.companions.edits import Edits, edits_of
from geo.io.ledger import Ledger, read_ledger
from geo.network.roads import Roads
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.scenarios.in_force import matched, read_in_force
from geo.scenarios.road_ground import RoadGround, read_plan_roads


@dataclass(frozen=True, slots=True)
class InputFiles:
    """The files of a run, as given; None where a file was not given."""

    ledgers: tuple[Path, ...]
    boundaries: Path | None = None
    places: tuple[Path, ...] = ()
    renames: Path | None = None
    barriers: Path | None = None
    links: Path | None = None
    matrix: Path | None = None
    roads: Path | None = None
    rooms: Path | None = None
    locks: Path | None = None
    against: Path | None = None
    policy: Path | None = None

    def given(self) -> list[Path]:
        """List the files that were given."""
        beside = (
            self.boundaries,
            self.renames,
            self.barriers,
            self.links,
            self.matrix,
            self.roads,
            self.rooms,
            self.locks,
        )
        singles = (*beside, self.against, self.policy)
        return [*self.ledgers, *self.places, *(path for path in singles if path)]


@dataclass(frozen=True, slots=True)
class Companions:
    """The tables beside the ledger; None where a file was not given.

    `roads` are as read until `geo.scenarios.road_ground` has judged them.
    `scenario` is what a scenario changed, for the record.
    `against` is the plan in force where it is not the ledger's own: estate_id, region, station. `edits` are the
    changes made by hand in a plan.xlsx that was given as locks.
    """

    rooms: gpd.GeoDataFrame | None = None
    barriers: gpd.GeoDataFrame | None = None
    crossings: gpd.GeoDataFrame | None = None
    links: pd.DataFrame | None = None
    matrix: pd.DataFrame | None = None
    roads: Roads | RoadGround | None = None
    locks: pd.DataFrame | None = None
    against: pd.DataFrame | None = None
    against_source: str = "ledger"
    edits: Edits | None = None
    scenario: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run takes, read and judged."""

    ledger: Ledger
    companions: Companions = field(default_factory=Companions)
    fingerprints: tuple[dict[str, str], ...] = ()


def read_ledger_files(
    files: InputFiles, *, policy: Policy, datum: str = "auto", progress: Progress | None = None
) -> Ledger:
    """Read the ledger with its outlines, places and renames; findings and repairs are in its report."""
    report = Report()
    boundaries = read_boundaries(files.boundaries, report) if files.boundaries else None
    renames = read_renames(files.renames, report) if files.renames else None
    return read_ledger(
        files.ledgers,
        boundaries=boundaries,
        places=files.places,
        renames=renames,
        datum=datum,
        policy=policy,
        report=report,
        progress=progress or Silent(),
    )


def read_inputs(files: InputFiles, *, policy: Policy, datum: str = "auto", progress: Progress | None = None) -> Inputs:
    """Read the ledger and all its companions.

    Raises
    ------
    InputError
        Where a file as a whole cannot be used; problems of single rows are findings.
    """
    ledger = read_ledger_files(files, policy=policy, datum=datum, progress=progress)
    report, estates = ledger.report, ledger.estates
    barriers, crossings = read_barriers(files.barriers, report) if files.barriers else (None, None)
    companions = Companions(
        rooms=read_rooms(files.rooms, report, estates=estates, datum=datum) if files.rooms else None,
        barriers=barriers,
        crossings=crossings,
        links=read_links(files.links, report, estates=estates) if files.links else None,
        matrix=read_matrix(files.matrix, report) if files.matrix else None,
        roads=read_plan_roads(files.roads, ledger, policy=policy, progress=progress or Silent())
        if files.roads
        else None,
        **_decided(files, estates, policy, report),
    )
    return Inputs(ledger, companions, fingerprint(files.given()))


def _decided(files: InputFiles, estates: pd.DataFrame, policy: Policy, report: Report) -> dict[str, Any]:
    """Read what people have decided: locks or an edited plan.xlsx, and the plan in force.

    The plan that was edited is the plan in force where nothing else states one.
    """
    edited = read_edited_plan(files.locks) if files.locks else None
    decided: dict[str, Any] = {}
    if edited is not None:
        decided["edits"] = edits_of(edited, estates=estates, join=policy.regions.join, report=report)
    elif files.locks:
        decided["locks"] = read_locks(files.locks, report, estates=estates)
    if files.against:
        decided["against"] = read_in_force(files.against, estates=estates, policy=policy, report=report)
        decided["against_source"] = files.against.name
    elif edited is not None and files.locks and estates[["current_region", "current_station"]].isna().all(axis=None):
        decided["against"] = matched(edited.as_written(), files.locks, estates, report)
        decided["against_source"] = files.locks.name
    return decided


def fingerprint(paths: Sequence[Path]) -> tuple[dict[str, str], ...]:
    """Name and sha256 of each input file, for the record; a folder (file geodatabase) by its files."""
    return tuple({"file": path.name, "sha256": _digest(path)} for path in paths)


def _digest(path: Path) -> str:
    if path.is_dir():
        return "+".join(sha256_of(part)[:16] for part in sorted(path.rglob("*")) if part.is_file())
    return sha256_of(path)
