"""Headings by alias: which column of a file is which column of the schema, in which unit and datum.

The words are made comparable by `geo.io.readers.vocabulary`; the aliases stand in the schema. Values are not read
here, only columns are named; `geo.io.values` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from statistics import median

from geo.findings import Report, Where
from geo.io.heading_claims import GUESSED, PLACE_NAMES, Claim, claims_of, unnumbered
from geo.io.readers.raw import RawTable
from geo.io.readers.vocabulary import forms_of, is_row_number, unit_of
from geo.schema import ESTATES, Column
from geo.wording import text

_DATUMS = (
    (re.compile(r"epsg:?(\d{4,5})"), ""),
    (re.compile(r"百度|bd-?_?0?9|^bd[_-]?l|baidu"), "bd09"),
    (re.compile(r"高德|腾讯|火星|gcj|amap"), "gcj02"),
    (re.compile(r"wgs|gps"), "wgs84"),
    (re.compile(r"cgcs|国家2000|2000坐标|大地2000|2000国家"), "cgcs2000"),
)
# Gauss-Kruger metres in China: northings 1,900-6,000 km; eastings 150-850 km, or with the zone's number before.
_NORTHING_M = (1.9e6, 6.0e6)
_EASTING_M = (1.5e5, 8.5e5)
_ZONED_EASTING_M = (24.1e6, 45.9e6)
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True, eq=False)
class MappedTable:
    """A table whose columns have their meaning.

    `columns` maps schema names to headings of ``raw.frame``; `units` gives the unit that a heading states, in one
    spelling (``万㎡``, ``㎡``, ``亩``, ``公顷``, ``元/户·月``, ``元/㎡·月``, ``元/月``, ``元/年``, ``元/户·年``,
    ``万元``, ``元``, ``%``, ``户``, ``人``, ``m``, ``km``, ``min``); `datum_hint` is ``""``, ``wgs84``, ``gcj02``,
    ``bd09`` or ``EPSG:n``, from headings and reported; `unused` are the headings that nobody asked for.
    """

    raw: RawTable
    columns: dict[str, str]
    units: dict[str, str]
    datum_hint: str
    unused: tuple[str, ...]

    def value(self, row_position: int, name: str) -> object:
        """Return a cell as read, by its row's position from 0 and the schema's column name; None where absent."""
        heading = self.columns.get(name)
        return None if heading is None else self.raw.frame[heading].iat[row_position]

    def cells(self, name: str) -> list[object]:
        """Return a whole column as read, by the schema's name; all None where absent. The way to read many rows."""
        heading = self.columns.get(name)
        return [None] * len(self.raw.frame) if heading is None else self.raw.frame[heading].tolist()

    def where(self, row_position: int, name: str = "") -> Where:
        """Name the place of a cell for a finding."""
        return self.raw.where(row_position, self.columns.get(name, name))


def match_headings(raw: RawTable, columns: Sequence[Column], report: Report) -> MappedTable:
    """Give each wanted column at most one heading: exact matches first, then careful guesses, all guesses said."""
    claims = sorted(claims_of(raw.headings, columns), key=Claim.key)
    taken: dict[str, str] = {}
    used: dict[str, Claim] = {}
    losers: list[Claim] = []
    for claim in claims:
        if claim.heading in used:
            continue
        if claim.column in taken:
            losers.append(claim)
            continue
        taken[claim.column] = claim.heading
        used[claim.heading] = claim
    _settle_axes(raw, taken, report)
    ordered = {column.name: taken[column.name] for column in columns if column.name in taken}
    unused = tuple(heading for heading in raw.headings if heading not in used)
    _say_guesses(raw, used.values(), report)
    _say_losers(raw, [claim for claim in losers if claim.heading in unused], ordered, report)
    _say_unused(raw, [h for h in unused if h not in {claim.heading for claim in losers}], columns, report)
    return MappedTable(raw, ordered, _units(raw, columns, ordered, report), _datum_hint(raw, ordered, report), unused)


def _settle_axes(raw: RawTable, taken: dict[str, str], report: Report) -> None:
    """Swap X and Y where the values show survey axes: in Chinese survey tables X is the northing."""
    if "lon" not in taken or "lat" not in taken:
        return
    x, y = (_middle(raw, taken[name]) for name in ("lon", "lat"))
    if x is None or y is None or not _within(x, _NORTHING_M) or not _is_easting(y):
        return
    taken["lon"], taken["lat"] = taken["lat"], taken["lon"]
    found = text("survey-axes.found", north=taken["lat"], east=taken["lon"])
    report.find("survey-axes", severity="note", where=Where(raw.file, raw.sheet, None, taken["lat"]), found=found)


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _is_easting(value: float) -> bool:
    return _within(value, _EASTING_M) or _within(value, _ZONED_EASTING_M)


def _middle(raw: RawTable, heading: str) -> float | None:
    """Take the median number of a column's first rows."""
    numbers = [number for cell in raw.frame[heading].iloc[:_SAMPLE_ROWS] if (number := _number(cell)) is not None]
    return median(numbers) if numbers else None


def _number(cell: object) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def _units(raw: RawTable, columns: Sequence[Column], taken: dict[str, str], report: Report) -> dict[str, str]:
    """Collect the units of the headings; an area without one takes the unit that stands above the table."""
    units = {name: unit for name, heading in taken.items() if (unit := forms_of(unnumbered(heading)).unit)}
    above = _unit_above(raw.titles)
    for column in columns:
        if above and column.unit == "㎡" and column.name in taken and column.name not in units:
            units[column.name] = above
            found = text("unit-above.found", unit=above, heading=taken[column.name])
            report.find(
                "unit-above", severity="note", where=Where(raw.file, raw.sheet, None, taken[column.name]), found=found
            )
    return units


def _unit_above(titles: Iterable[str]) -> str:
    """Read "单位:万平方米、户" in the lines above a table; empty where no area unit, or two, are named."""
    named = {
        unit
        for title in titles
        for words in re.findall(r"单位\s*[:：]\s*([^)）]+)", title)
        for part in re.split(r"[、,，;；\s]+", words)
        if (unit := unit_of(part)) in {"万㎡", "㎡", "亩", "公顷"}
    }
    return named.pop() if len(named) == 1 else ""


def _datum_hint(raw: RawTable, taken: dict[str, str], report: Report) -> str:
    """Read the datum that coordinate headings name; it is a hint for the vote, never the decision."""
    for name in PLACE_NAMES:
        heading = taken.get(name, "")
        hint = _named_datum(heading)
        if hint == "cgcs2000":
            hint = _cgcs2000(_middle(raw, taken.get("lon", heading)))
        if hint:
            at = Where(raw.file, raw.sheet, None, heading)
            report.find(
                "datum-hint", severity="note", where=at, found=text("datum-hint.found", heading=heading, datum=hint)
            )
            return hint
    return ""


def _named_datum(heading: str) -> str:
    folded = heading.casefold().replace(" ", "")
    for form, datum in _DATUMS:
        if found := form.search(folded):
            return datum or f"EPSG:{found.group(1)}"
    return ""


def _cgcs2000(easting: float | None) -> str:
    """Name the CRS of a CGCS2000 column: degrees, or the 3-degree zone that an easting carries before it."""
    if easting is not None and _within(easting, _ZONED_EASTING_M):
        return f"EPSG:{4513 + int(easting // 1e6) - 25}"  # EPSG:4513 is zone 25, 4528 zone 40
    if easting is not None and _is_easting(easting):
        return ""  # the zone is not told; the vote has to find it
    return "EPSG:4490"


def nearest_heading(word: str, known: Sequence[str]) -> str:
    """Find the known heading most like a word; short Latin words resemble each other by chance, so they need more."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.75 if word.isascii() else 0.5)
    return near[0] if near else ""


def _say_guesses(raw: RawTable, claims: Iterable[Claim], report: Report) -> None:
    for claim in sorted(claims, key=lambda claim: claim.position):
        if claim.level <= GUESSED:
            found = text("heading-guessed.found", heading=claim.heading, alias=claim.alias)
            at = Where(raw.file, raw.sheet, None, claim.heading)
            report.find("heading-guessed", severity="note", where=at, found=found, alias=claim.alias)


def _say_losers(raw: RawTable, losers: Sequence[Claim], taken: dict[str, str], report: Report) -> None:
    said: set[str] = set()
    for claim in losers:
        if claim.heading not in said:
            said.add(claim.heading)
            found = text("heading-twice.found", heading=claim.heading, kept=taken[claim.column])
            at = Where(raw.file, raw.sheet, None, claim.heading)
            report.find("heading-twice", where=at, found=found, kept=taken[claim.column])


@cache
def _made_headings() -> frozenset[str]:
    """Collect the headings of columns that the program makes itself; in a file it wrote they are no surprise."""
    made = [column for column in ESTATES.columns if not column.asked]
    return frozenset(word for column in made for word in (column.name, column.zh, column.en))


def _say_unused(raw: RawTable, unused: Sequence[str], columns: Sequence[Column], report: Report) -> None:
    known = [word for column in columns for word in (column.zh, column.name, *column.aliases)]
    for heading in unused:
        if is_row_number(heading) or heading in _made_headings():
            continue
        near = nearest_heading(forms_of(heading).bare or heading, known)
        found = text("heading-unused.near" if near else "heading-unused.found", heading=heading, near=near)
        report.find("heading-unused", severity="note", where=Where(raw.file, raw.sheet, None, heading), found=found)
