"""plan.xlsx as it comes back from a planner: the cells as they stand, beside those that the program wrote.

The sheet of assignments carries the plan's own regions, stations and locks in hidden columns; a cell that differs
from its hidden twin was changed by hand. Sheets and headings are known in both languages, by any spreadsheet program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.errors import InputError
from geo.findings import Report, Where
from geo.io.companions.cells import as_word, folded
from geo.io.readers import RawTable, read_tables
from geo.io.values import parse_yes_no
from geo.schema import ASSIGNMENTS, ESTATES, REGIONS, STATIONS, Table
from geo.wording import LANGUAGES, text

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods"})
ORIGINALS = ("original_region", "original_station", "original_locked")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the sheet of assignments: an estate, its cells as they stand, and as they were written."""

    estate_id: str
    name: str
    region: str
    station: str
    locked: bool
    before_region: str
    before_station: str
    before_locked: bool
    where: Where
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanRegion:
    """A region of the workbook: its name, sub-district and station."""

    region_id: str
    name: str
    subdistrict: str
    station_id: str


@dataclass(frozen=True, slots=True, eq=False)
class EditedPlan:
    """A workbook read back; `regions` and `stations` are found by id or by a name that only one bears, folded."""

    rows: tuple[PlanRow, ...]
    regions: Mapping[str, PlanRegion]
    stations: Mapping[str, str]

    def region(self, word: str) -> PlanRegion | None:
        """Find a region by its id or name."""
        return self.regions.get(folded(word))

    def station_id(self, word: str) -> str | None:
        """Find a station of the plan by its id or name."""
        return self.stations.get(folded(word))

    def region_of_station(self, station_id: str) -> PlanRegion | None:
        """Find the region that a station served."""
        return next((one for one in self.regions.values() if one.station_id == station_id), None)

    def station_of_region(self, region: PlanRegion) -> str:
        """Return a region's station: the one that all its rows name now, else the plan's."""
        named = {
            row.station for row in self.rows
            if row.station and folded(row.region) == folded(row.before_region) and self.region(row.region) == region
        }  # fmt: skip
        word = named.pop() if len(named) == 1 else region.station_id
        return self.station_id(word) or word

    def as_it_stands(self) -> pd.DataFrame:
        """Give the plan as drawn now: estate_id, name, region (its name), station."""
        rows = []
        for row in self.rows:
            region = self.region(row.region)
            moved = folded(row.region) != folded(row.before_region) and folded(row.station) == folded(
                row.before_station
            )
            station = self.station_of_region(region) if moved and region else row.station
            label = region.name if region else row.region
            rows.append((row.estate_id, row.name, label or None, self.station_id(station) or station or None))
        return pd.DataFrame(rows, columns=["estate_id", "name", "region", "station"], dtype=object)

    def as_written(self) -> pd.DataFrame:
        """Give the plan before anybody changed it, in the same columns."""
        rows = []
        for row in self.rows:
            region = self.region(row.before_region)
            label = region.name if region else row.before_region
            rows.append((row.estate_id, row.name, label or None, row.before_station or None))
        return pd.DataFrame(rows, columns=["estate_id", "name", "region", "station"], dtype=object)


def read_edited_plan(path: Path) -> EditedPlan | None:
    """Read a plan's workbook; None where the file is another workbook.

    Raises
    ------
    InputError
        Where it is a plan's workbook without its hidden columns, so that nobody can tell what was changed.
    """
    if Path(path).suffix.lower() not in _WORKBOOKS:
        return None
    silent = Report()  # remarks about title rows of our own sheets
    tables = read_tables(Path(path), silent)
    sheet = next((table for table in tables if _has(table, ASSIGNMENTS, "estate_id", "region_id", "group_id")), None)
    if sheet is None:
        return None
    if not {text(f"reports.{ORIGINALS[0]}", lang) for lang in LANGUAGES} & set(sheet.headings):
        raise InputError(text("edited-plan-stripped.message", path=path, sheet=sheet.sheet))
    regions = [table for table in tables if _has(table, REGIONS, "region_id", "lead_community", "station_id")]
    stations = [table for table in tables if _has(table, STATIONS, "station_id", "load_households")]
    return EditedPlan(_rows(sheet), _regions(regions), _stations(stations))


def _has(table: RawTable, declared: Table, *names: str) -> bool:
    return all(_heading(table, declared, name) for name in names)


def _heading(table: RawTable, declared: Table, name: str) -> str:
    """Return the heading under which a column stands, in either language; empty where it does not."""
    labels = [declared[name].label(lang) for lang in LANGUAGES]
    return next((label for label in labels if label in table.headings), "")


def _column(table: RawTable, heading: str) -> list[str]:
    return [as_word(cell) for cell in table.frame[heading]] if heading else [""] * len(table.frame)


def _rows(sheet: RawTable) -> tuple[PlanRow, ...]:
    headings = {name: _heading(sheet, ASSIGNMENTS, name) for name in ("estate_id", "region_id", "station_id", "locked")}
    headings["name"] = _heading(sheet, ESTATES, "name")
    for name in ORIGINALS:
        labels = [text(f"reports.{name}", lang) for lang in LANGUAGES]
        headings[name] = next((label for label in labels if label in sheet.headings), "")
    columns = {name: _column(sheet, heading) for name, heading in headings.items()}
    letters = {name: _letters(sheet.headings.index(heading)) for name, heading in headings.items() if heading}
    yes = {name: [parse_yes_no(cell).value is True for cell in columns[name]] for name in ("locked", ORIGINALS[2])}
    before = yes[ORIGINALS[2]] if headings[ORIGINALS[2]] else yes["locked"]
    return tuple(
        PlanRow(
            columns["estate_id"][i],
            columns["name"][i],
            columns["region_id"][i],
            columns["station_id"][i],
            yes["locked"][i],
            columns[ORIGINALS[0]][i],
            columns[ORIGINALS[1]][i],
            before[i],
            sheet.where(i),
            {name: f"{letter}{sheet.rows[i]}" for name, letter in letters.items()},
        )
        for i in range(len(sheet.frame))
        if columns["estate_id"][i]
    )


def _regions(tables: list[RawTable]) -> dict[str, PlanRegion]:
    found: dict[str, PlanRegion] = {}
    named: dict[str, list[PlanRegion]] = {}
    for table in tables:
        columns = [
            _column(table, _heading(table, REGIONS, name))
            for name in ("region_id", "name", "subdistrict", "station_id")
        ]
        for region_id, name, subdistrict, station in zip(*columns, strict=True):
            region = PlanRegion(region_id, name, subdistrict, station)
            found[folded(region_id)] = region
            named.setdefault(folded(name), []).append(region)
    return {name: own[0] for name, own in named.items() if len(own) == 1} | found


def _stations(tables: list[RawTable]) -> dict[str, str]:
    found: dict[str, str] = {}
    named: dict[str, list[str]] = {}
    for table in tables:
        columns = [_column(table, _heading(table, STATIONS, name)) for name in ("station_id", "name")]
        for station_id, name in zip(*columns, strict=True):
            found[folded(station_id)] = station_id
            named.setdefault(folded(name), []).append(station_id)
    return {name: own[0] for name, own in named.items() if len(own) == 1} | found


def _letters(column: int) -> str:
    """Name a column from 0 as spreadsheet programs do."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
