"""One estate written twice: the same name in the same sub-district, and the place or the size agrees as well.

Names are never merged by likeness: 一村 and 二村 are two estates. Two names that would be one but for a numeral's
script or a common ending are only told in a note. The fuller row is kept; the other one goes to `rejects`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.findings import Report, Where
from geo.geometry import coordinates, project
from geo.io.identity import fullness, identity_form, report_shared_id
from geo.io.values import squeeze
from geo.policy.sections import PlacePolicy
from geo.wording import text

Floats = NDArray[np.float64]
_TRUSTED = ("surveyed", "portal")
# Sizes written twice agree exactly or by rounding (万㎡ with two digits).
_SIZE_TOLERANCE = 0.01
# Same size but this many times farther apart than `duplicate_place_m` is another estate of the same name.
_FAR = 10.0
_ADDRESS_NUMBER = re.compile(r"\d+(?=弄|号|巷|支弄)")
_COMMON_ENDINGS = re.compile(r"(?:小区|住宅区|住宅小区|社区|家属区|宿舍区)$")
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that repeats another: their ids and why they are one estate."""

    estate_id: str
    kept_id: str
    evidence: str


def find_duplicates(estates: pd.DataFrame, policy: PlacePolicy, metric_crs: str, report: Report) -> list[Duplicate]:
    """Find rows that repeat another row of the same estate.

    Parameters
    ----------
    estates : a GeoDataFrame in EPSG:4326 with unique ``estate_id``, in the order of their ids.
    policy : the distance within which one name is one estate.
    metric_crs : for distances.
    report : takes a note for each pair of near-names.

    Returns
    -------
    One entry a row that is not kept. Name, sub-district, and (place within `duplicate_place_m`, or floor area or
    households) agree, and neither the year, nor the numbers of the address, nor a far place speaks against it.
    """
    work = _Work.of(estates, metric_crs)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(work.subdistricts, work.names, strict=True)):
        if all(key):
            groups[key].append(row)
    found = []
    for rows in groups.values():
        if len(rows) > 1:
            found += _within_group(sorted(rows, key=lambda row: (-work.fullness[row], work.ids[row])), work, policy)
    _note_near_names(groups, work, estates, report)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """The columns that are compared, as arrays."""

    ids: list[str]
    names: list[str]
    subdistricts: list[str]
    fullness: list[int]
    xy: Floats
    area: Floats
    households: Floats
    year: Floats
    address_numbers: list[frozenset[str]]

    @classmethod
    def of(cls, estates: pd.DataFrame, metric_crs: str) -> _Work:
        """Collect the columns; only places that are the estate's own count."""
        trusted = estates["place_quality"].isin(_TRUSTED).to_numpy(dtype=bool)
        lonlat = coordinates(estates.geometry)
        xy = np.column_stack(project(lonlat[:, 0], lonlat[:, 1], metric_crs))
        xy[~trusted | ~np.isfinite(xy).all(axis=1)] = np.nan
        numbers = (
            estates[name].astype("Float64").to_numpy("float64", na_value=np.nan)
            for name in ("floor_area_m2", "households", "build_year")
        )
        area, households, year = numbers
        return cls(
            estates["estate_id"].tolist(),
            [identity_form(name) if isinstance(name, str) else "" for name in estates["name"]],
            [squeeze(name) if isinstance(name, str) else "" for name in estates["subdistrict"]],
            fullness(estates.drop(columns="geometry")),
            xy, area, households, year,
            [_numbers_of(address) for address in estates["address"]],
        )  # fmt: skip


def _numbers_of(address: object) -> frozenset[str]:
    """Collect the lane and house numbers of an address."""
    return frozenset(_ADDRESS_NUMBER.findall(squeeze(address))) if isinstance(address, str) else frozenset()


def _within_group(rows: list[int], work: _Work, policy: PlacePolicy) -> list[Duplicate]:
    """Compare each row, the fullest first, with those already kept."""
    kept: list[int] = []
    found = []
    for row in rows:
        same, distance = _agreeing(row, np.array(kept, dtype=int), work, policy)
        if same is None:
            kept.append(row)
        else:
            found.append(Duplicate(work.ids[row], work.ids[same], _evidence(row, same, distance, work)))
    return found


def _agreeing(row: int, kept: NDArray[np.int_], work: _Work, policy: PlacePolicy) -> tuple[int | None, float]:
    """Return the first kept row that is the same estate, with the distance to it (NaN where unknown)."""
    if len(kept) == 0:
        return None, np.nan
    distance = np.hypot(*(work.xy[kept] - work.xy[row]).T)
    near = distance <= policy.duplicate_place_m
    far = distance > policy.duplicate_place_m * _FAR
    same_size = _alike(work.area[kept], work.area[row]) | _alike(work.households[kept], work.households[row])
    other_year = np.abs(work.year[kept] - work.year[row]) > 1
    candidates = np.flatnonzero((near | (same_size & ~far)) & ~other_year)
    for candidate in candidates:
        other = int(kept[candidate])
        ours, theirs = work.address_numbers[row], work.address_numbers[other]
        if not ours or not theirs or ours & theirs:
            return other, float(distance[candidate])
    return None, np.nan


def _alike(known: Floats, value: float) -> NDArray[np.bool_]:
    return np.abs(known - value) <= _SIZE_TOLERANCE * np.maximum(known, value)


def _evidence(row: int, same: int, distance: float, work: _Work) -> str:
    """Say in words what agrees."""
    parts = []
    if np.isfinite(distance):
        parts.append(text("duplicate.distance", metres=f"{distance:.0f}"))
    if _alike(work.area[[same]], work.area[row])[0]:
        parts.append(text("duplicate.area", area=f"{work.area[row]:,.0f}"))
    if _alike(work.households[[same]], work.households[row])[0]:
        parts.append(text("duplicate.households", households=f"{work.households[row]:.0f}"))
    return text("duplicate.evidence", kept=work.ids[same], parts="; ".join(parts))


def _note_near_names(
    groups: dict[tuple[str, str], list[int]], work: _Work, estates: pd.DataFrame, report: Report
) -> None:
    """Tell of names that differ only in the script of a numeral or a common ending; nothing is merged."""
    near: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for subdistrict, name in sorted(groups):
        near[subdistrict, _COMMON_ENDINGS.sub("", name).translate(_CHINESE_DIGITS)].append((subdistrict, name))
    for keys in near.values():
        if len(keys) < 2:
            continue
        first, second = groups[keys[0]][0], groups[keys[1]][0]
        one, other = estates["name"].iloc[first], estates["name"].iloc[second]
        found = text("near-name.found", one=one, other=other, subdistrict=estates["subdistrict"].iloc[first])
        row = estates["source_row"].iloc[first]
        where = Where(
            estates["source_file"].iloc[first] or "",
            estates["source_sheet"].iloc[first] or "",
            None if pd.isna(row) else int(row),
            "name",
        )
        report.find("near-name", severity="note", found=found, where=where, estate_id=work.ids[first])


def report_namesakes(estates: pd.DataFrame, duplicates: list[Duplicate], report: Report) -> None:
    """Report rows that share an id and a name but are not one estate: nothing shows which one the id means."""
    repeated = {duplicate.estate_id for duplicate in duplicates}
    groups: dict[str, list[int]] = defaultdict(list)
    ids, names = estates["estate_id"].tolist(), estates["name"].tolist()
    for row, written in enumerate(estates["written_id"]):
        if ids[row] not in repeated:
            groups[written].append(row)
    for written, rows in sorted(groups.items()):
        if len(rows) > 1 and len({identity_form(names[row] or "") for row in rows}) == 1:
            report_shared_id(estates, written, rows, report)
