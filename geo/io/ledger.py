"""The whole read of a ledger: from files to estates that are planned, rejected or still to be located.

Here the steps of this room meet in their order: read and map (`readers`, `headings`), clean (`cleaning`), name
(`identity`, `renames`), place (`places`, `subdistricts`, `validation`), judge (`duplicates`, `eligibility`), fill in
(`fill_in`). Rows are put in the order of their ids first, so that the order of the file changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import InputError, MissingColumnsError, shortlist
from geo.findings import Report, Where
from geo.geometry import choose_metric_crs
from geo.io.attribution import complete_attribution
from geo.io.cleaning import WANTED, clean_estates
from geo.io.duplicates import find_duplicates, report_namesakes
from geo.io.eligibility import judge_eligibility
from geo.io.fill_in import fill_missing
from geo.io.headings import MappedTable, match_headings, nearest_heading
from geo.io.identity import assign_ids
from geo.io.left_out import list_rejects, list_to_locate, say_counts, say_left_out
from geo.io.own_tables import without_own_tables
from geo.io.places import locate
from geo.io.readers import RawTable, read_tables
from geo.io.renames import apply_renames
from geo.io.stated_crs import stated_degrees
from geo.io.strays import take_strays_away
from geo.io.subdistricts import complete_blank, name_by_outline, outlines_that_fit, with_official_names
from geo.io.table_rows import where_of
from geo.io.validation import check_geometry
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.schema import ESTATES, SUBDISTRICTS
from geo.wording import text

# A table with one of these can be a ledger; the others stand in for a missing name.
_NAMING = ("name", "alias", "address", "estate_id")
_NAME_CONFIDENCE = {"alias": 0.7, "address": 0.6, "estate_id": 0.4}
_STEPS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """A ledger as read.

    Attributes
    ----------
    estates : schema ESTATES, every row read (duplicates too), in the order of their ids, EPSG:4326.
    rejects : schema REJECTS, the rows that are not planned, each with rule, evidence and what would change it.
    to_locate : schema TO_LOCATE, the rows that would be planned if their place were known.
    subdistricts, districts : the outlines given, by level; empty where there are none.
    report : findings and repairs.
    datums : one row a decision about coordinates.
    """

    estates: gpd.GeoDataFrame
    rejects: gpd.GeoDataFrame
    to_locate: pd.DataFrame
    subdistricts: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    report: Report
    datums: pd.DataFrame

    def planned(self) -> gpd.GeoDataFrame:
        """Return the estates that are in neither `rejects` nor `to_locate`."""
        left_out = {*self.rejects["estate_id"], *self.to_locate["estate_id"]}
        return self.estates[~self.estates["estate_id"].isin(left_out)].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all steps are told."""

    boundaries: gpd.GeoDataFrame | None
    places: Sequence[Path]
    renames: pd.DataFrame | None
    datum: str
    policy: Policy
    report: Report


def read_ledger(
    paths: Sequence[Path],
    *,
    boundaries: gpd.GeoDataFrame | None = None,
    places: Sequence[Path] = (),
    renames: pd.DataFrame | None = None,
    datum: str = "auto",
    policy: Policy,
    report: Report,
    progress: Progress | None = None,
) -> Ledger:
    """Read one ledger from one or more files.

    Parameters
    ----------
    paths : files of any kind that `geo.io.readers` knows; all their tables that name estates are read.
    boundaries : schema SUBDISTRICTS, any levels, EPSG:4326.
    places : files of names with points.
    renames : schema RENAMES.
    datum : ``auto`` (by vote), ``wgs84``, ``gcj02``, ``bd09`` or ``EPSG:N``.

    Raises
    ------
    UnreadableFileError, InputError
        Where a file as a whole cannot be used.
    MissingColumnsError
        Where no table names its estates; the headings found are listed with the nearest known ones.
    """
    setting = _Setting(boundaries, places, renames, datum, policy, report)
    with (progress or Silent()).task(text("ledger.reading"), len(paths)) as task:
        tables: list[RawTable] = []
        for path in paths:
            task.note(Path(path).name)
            tables += read_tables(Path(path), report)
            task.advance()
    return _read(without_own_tables(tables, report), setting, progress or Silent())


def ledger_from_frame(
    estates: pd.DataFrame | gpd.GeoDataFrame,
    *,
    boundaries: gpd.GeoDataFrame | None = None,
    places: Sequence[Path] = (),
    renames: pd.DataFrame | None = None,
    datum: str = "auto",
    policy: Policy,
    report: Report,
    progress: Progress | None = None,
) -> Ledger:
    """Read a ledger from a table in memory: headings, values and places are judged as those of a file are.

    Raises
    ------
    InputError
        Where two columns have one name.
    MissingColumnsError
        As `read_ledger`.
    """
    setting = _Setting(boundaries, places, renames, datum, policy, report)
    return _read([_raw(estates)], setting, progress or Silent())


def _raw(estates: pd.DataFrame) -> RawTable:
    """Turn a table in memory into the form that readers return."""
    has_key = estates.index.name is not None and estates.index.name not in estates.columns
    plain = estates.reset_index(drop=not has_key)
    geometry = None
    if isinstance(plain, gpd.GeoDataFrame):
        geometry = plain.geometry
        plain = pd.DataFrame(plain.drop(columns=geometry.name))
    twice = plain.columns[plain.columns.duplicated()]
    if len(twice):
        raise InputError(text("ledger.columns-twice", names=shortlist(twice)))
    cells = plain.astype("object").where(plain.notna(), None).rename(columns=str)
    return RawTable(text("ledger.memory"), "", tuple(cells.columns), cells, tuple(range(1, len(cells) + 1)), geometry)


def _read(tables: Sequence[RawTable], setting: _Setting, progress: Progress) -> Ledger:
    """Take raw tables through all steps."""
    report, policy = setting.report, setting.policy
    with progress.task(text("ledger.judging"), _STEPS) as task:
        mapped = _ledger_tables(tables, report)
        frame = pd.concat([_cleaned(table, setting) for table in mapped], ignore_index=True)
        task.advance()
        frame = _named(frame, report)
        frame = assign_ids(frame, report).sort_values("estate_id", kind="stable", ignore_index=True)
        outlines = _official(setting.boundaries)
        subdistricts, districts = _by_level(outlines)
        frame = apply_renames(frame, setting.renames, report, known=subdistricts["name"].tolist())
        task.advance()
        located, datums = locate(
            frame, boundaries=outlines, places=setting.places, datum=setting.datum, policy=policy, report=report
        )
        located = take_strays_away(located, report)
        subdistricts = outlines_that_fit(located, subdistricts, policy.place, report)
        located = name_by_outline(located, subdistricts, policy.place, report)
        held_to = pd.concat([subdistricts, districts], ignore_index=True)
        located = complete_blank(check_geometry(located, held_to, policy, report), report)
        task.advance()
        metric_crs = choose_metric_crs(policy.place.metric_crs, located.geometry)
        duplicates = find_duplicates(located, policy.place, metric_crs, report)
        report_namesakes(located, duplicates, report)
        task.advance()
        judged = judge_eligibility(located, policy.eligibility)
        rejects = list_rejects(judged, duplicates)
        task.advance()
        counted = ~judged["estate_id"].isin(rejects["estate_id"]).to_numpy()
        filled = fill_missing(judged, policy.fill_in, report, counted=counted)
        task.advance()
    to_locate = list_to_locate(filled, counted)
    say_left_out((rejects, to_locate), report)
    say_counts(filled, rejects, to_locate, report)
    complete_attribution(report, filled, mapped)
    estates = gpd.GeoDataFrame(ESTATES.conform(filled))
    return Ledger(estates, rejects, to_locate, subdistricts, districts, report, datums)


def _ledger_tables(tables: Sequence[RawTable], report: Report) -> list[MappedTable]:
    """Map the headings of all tables and keep those that name estates; the others are reported."""
    usable = []
    for raw in tables:
        said = Report()
        table = match_headings(raw, WANTED, said)
        if any(name in table.columns for name in _NAMING):
            report.extend(said)
            usable.append(table)
        elif len(raw.frame):
            found = text("not-a-ledger.found", headings=shortlist(raw.headings, 8))
            report.find("not-a-ledger", found=found, where=Where(raw.file, raw.sheet))
    if not usable:
        raise _no_names(tables, report)
    return usable


def _no_names(tables: Sequence[RawTable], report: Report) -> MissingColumnsError:
    """Build the error for files in which no table names its estates, with what was found on the way."""
    known = [alias for name in _NAMING for alias in ESTATES[name].aliases]
    listed = []
    for raw in tables:
        near = sorted({match for heading in raw.headings if (match := nearest_heading(heading, known))})
        hint = text("no-names.near", names=shortlist(near)) if near else ""
        place = f"{raw.file} {raw.sheet}".strip()
        listed.append(text("no-names.table", place=place, headings=shortlist(raw.headings, 20) or "-", hint=hint))
    wanted = shortlist(ESTATES["name"].aliases, 8)
    faults = [f"  {said}" for said in report.findings if said.severity != "note" and said.rule != "not-a-ledger"]
    message = text("no-names.message", tables="\n".join(listed), wanted=wanted)
    return MissingColumnsError("\n".join([message, *faults]))


def _cleaned(table: MappedTable, setting: _Setting) -> pd.DataFrame:
    """Clean one table and put its shapes, as their file states them, beside the values."""
    raw = table.raw
    frame = clean_estates(table, setting.policy, setting.report)
    shapes = np.full(len(frame), None, dtype=object)
    if raw.geometry is not None:
        given = gpd.GeoSeries(raw.geometry.to_numpy(), crs=raw.geometry.crs)
        degrees = stated_degrees(
            given, policy=setting.policy.place, report=setting.report, boundaries=setting.boundaries, file=raw.file,
            sheet=raw.sheet,
        )  # fmt: skip
        shapes[:] = degrees.to_numpy()
    frame["geometry"] = pd.Series(shapes, index=frame.index, dtype="object")
    return frame


def _named(frame: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Call an estate without a name by its alias, its address or its id; what has none of them stays nameless."""
    names = frame["name"].tolist()
    stand_ins = {name: frame[name].tolist() for name in _NAME_CONFIDENCE}
    for row, name in enumerate(names):
        source = next((s for s in stand_ins if isinstance(stand_ins[s][row], str)), None)
        if isinstance(name, str) or source is None:
            continue
        names[row] = stand_ins[source][row]
        where = where_of(frame, row, "name")
        confidence = _NAME_CONFIDENCE[source]
        report.repair(
            f"name-from-{source}", before=None, after=names[row], confidence=confidence, where=where, field="name"
        )
        found = text("name-missing.found", column=ESTATES[source].label(), name=names[row])
        report.find("name-missing", found=found, where=where)
    return frame.assign(name=pd.Series(names, index=frame.index, dtype="object"))


def _official(boundaries: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Bring outlines to the schema; those of sub-districts, also where no level is stated, get their official names."""
    if boundaries is None:
        return None
    outlines = gpd.GeoDataFrame(SUBDISTRICTS.conform(boundaries))
    outlines["level"] = outlines["level"].fillna("subdistrict")
    is_subdistrict = outlines["level"] == "subdistrict"
    named = [with_official_names(outlines[is_subdistrict]), outlines[~is_subdistrict]]
    return gpd.GeoDataFrame(pd.concat(named), crs=outlines.crs).sort_index()


def _by_level(outlines: gpd.GeoDataFrame | None) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Part outlines into those of sub-districts and those of districts."""
    if outlines is None:
        empty = gpd.GeoDataFrame(SUBDISTRICTS.empty())
        return empty, empty.copy()
    subdistricts, districts = (
        outlines[outlines["level"] == level].reset_index(drop=True) for level in ("subdistrict", "district")
    )
    return subdistricts, districts
