"""The user's own distances between places, as a list of pairs or as a square table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.findings import Report
from geo.io.companions.cells import as_word, read_mapped, require_columns
from geo.io.headings import MappedTable
from geo.io.readers.raw import shown_rows
from geo.io.values import parse_number
from geo.policy.sections import TravelPolicy
from geo.schema import Column
from geo.wording import text

Floats = NDArray[np.float64]
_MINUTES = "min"
_COLUMNS = (
    Column("from", "起点", "from", required=True,
           aliases=("起点", "起", "从", "小区甲", "小区", "origin", "from_id", "from_estate_id", "estate_id")),
    Column("to", "终点", "to", required=True,
           aliases=("终点", "止", "到", "小区乙", "用房", "服务站", "destination", "target", "to_id", "to_estate_id",
                    "room_id")),
    Column("walk_m", "步行距离", "walk", "float", "m",
           aliases=("步行距离", "距离", "米", "walk_m", "metres", "meters", "distance", "distance_m", "m", "length")),
    Column("walk_min", "步行时间", "walk time", "float", "min",
           aliases=("步行时间", "时间", "分钟", "耗时", "步行分钟", "walk_min", "minutes", "min", "time", "duration")),
    Column("crew_m", "班组距离", "crew", "float", "m",
           aliases=("班组距离", "车行距离", "骑行距离", "行车距离", "crew_m", "drive_m", "crew_metres")),
    Column("crew_min", "班组时间", "crew time", "float", "min",
           aliases=("班组时间", "车行时间", "骑行时间", "crew_min", "crew_minutes", "drive_min")),
)  # fmt: skip
_UNREACHABLE = frozenset({"inf", "infinity", "不可达", "无法到达", "不通", "unreachable"})
# Farther than this is no walk inside a city but a wrong unit or a marker such as 999999 or 1e308 (assumption).
_LONGEST_M = 200_000.0


def read_matrix(path: Path, report: Report, *, travel: TravelPolicy | None = None) -> pd.DataFrame:
    """Read distances in metres: columns `from`, `to`, `walk_m`, and `crew_m` where the file has it.

    Minutes alone are turned into metres by the policy's speeds; minutes beside metres are kept as `walk_min` and
    `crew_min`. In a list, a blank figure stays NaN; in a square table
    (ids down the first column and along the header) blanks and the diagonal say nothing. ``inf`` and 不可达 are
    infinite. Negative, unreadable and impossibly long entries are left out, all said at once. Of a pair told twice
    the shorter figure is kept.

    Raises
    ------
    MissingColumnsError
        Where a list lacks `from`, `to` or every figure.
    """
    speeds = travel or TravelPolicy()
    tables = [_read_table(mapped, speeds, report) for mapped in read_mapped(Path(path), _COLUMNS, report)]
    pairs = pd.concat(tables, ignore_index=True)
    pairs = pairs[(pairs["from"] != pairs["to"]).to_numpy(bool)]
    twice = pairs.duplicated(["from", "to"])
    if twice.any():
        shown = shown_rows(pairs.loc[twice, "row"])
        found = text("matrix-twice.found", count=int(twice.sum()), rows=shown)
        report.find("matrix-twice", where=tables[0].attrs["where"], found=found)
    figures = [name for name in ("walk_m", "crew_m", "walk_min", "crew_min") if name in pairs.columns]
    return pairs.groupby(["from", "to"], as_index=False, sort=True)[figures].min()


def _read_table(mapped: MappedTable, speeds: TravelPolicy, report: Report) -> pd.DataFrame:
    is_square = len(mapped.raw.headings) > 2 and not {"from", "to"} <= mapped.columns.keys()
    table = _square(mapped, report) if is_square else _listed(mapped, speeds, report)
    table.attrs["where"] = mapped.raw.where()
    return table


def _listed(mapped: MappedTable, speeds: TravelPolicy, report: Report) -> pd.DataFrame:
    """Read a list of pairs."""
    require_columns(mapped, _COLUMNS[:2])
    if not {"walk_m", "walk_min"} & mapped.columns.keys():
        require_columns(mapped, [_COLUMNS[2]])
    table = pd.DataFrame({end: [as_word(cell) for cell in mapped.cells(end)] for end in ("from", "to")})
    table["row"] = mapped.raw.rows
    usable = (table["from"] != "").to_numpy() & (table["to"] != "").to_numpy()
    if not usable.all():
        rows = table.loc[~usable, "row"]
        found = text("matrix-nameless.found", rows=shown_rows(rows))
        report.find(
            "matrix-nameless", severity="error", where=mapped.where(int(np.argmin(usable)), "from"), found=found
        )
    for figure, speed in (("walk", speeds.walk_m_min), ("crew", speeds.crew_m_min)):
        name = f"{figure}_m" if f"{figure}_m" in mapped.columns else f"{figure}_min"
        if name in mapped.columns:
            metres, good = _metres(mapped, name, speed, report)
            table[f"{figure}_m"] = metres
            usable &= good
        if {f"{figure}_m", f"{figure}_min"} <= mapped.columns.keys():
            table[f"{figure}_min"], good = _numbers(mapped, mapped.columns[f"{figure}_min"], report)
            usable &= good
    return table[usable]


def _square(mapped: MappedTable, report: Report) -> pd.DataFrame:
    """Read a table with ids down the first column and along the header; the figures are metres."""
    first, *others = mapped.raw.headings
    names = np.array([as_word(cell) for cell in mapped.raw.frame[first]], dtype=object)
    metres, good = zip(*(_numbers(mapped, heading, report) for heading in others), strict=True)
    figures = np.column_stack(metres)
    told = np.column_stack(good) & ~np.isnan(figures) & (names != "")[:, None]
    rows, columns = np.nonzero(told)
    return pd.DataFrame({
        "from": names[rows],
        "to": np.array([heading.strip() for heading in others], dtype=object)[columns],
        "row": np.array(mapped.raw.rows)[rows],
        "walk_m": figures[rows, columns],
    })  # fmt: skip


def _metres(mapped: MappedTable, name: str, speed: float, report: Report) -> tuple[Floats, NDArray[np.bool_]]:
    """Read one column of figures as metres, by its own unit or its heading's."""
    unit = mapped.units.get(name, "")
    is_minutes = unit == _MINUTES or (name.endswith(_MINUTES) and unit not in {"m", "km"})
    factor = speed if is_minutes else 1000.0 if unit == "km" else 1.0
    if is_minutes:
        found = text("matrix-minutes.found", heading=mapped.columns[name], speed=f"{speed:g}")
        report.find("matrix-minutes", severity="note", where=mapped.raw.where(None, mapped.columns[name]), found=found)
    return _numbers(mapped, mapped.columns[name], report, factor=factor)


def _numbers(
    mapped: MappedTable, heading: str, report: Report, *, factor: float = 1.0
) -> tuple[Floats, NDArray[np.bool_]]:
    """Read the numbers of a column; says which rows can be used, and reports the others by their fault."""
    cells = mapped.raw.frame[heading]
    numbers = np.array(pd.to_numeric(cells, errors="coerce"), dtype=np.float64)
    for row in np.flatnonzero(np.isnan(numbers) & cells.notna().to_numpy()):
        numbers[row] = _worded(cells.iloc[row])
    metres = numbers * factor
    faults = {
        "matrix-unreadable": np.isnan(numbers) & np.array([as_word(cell) != "" for cell in cells], dtype=bool),
        "matrix-below-zero": numbers < 0,
        "matrix-too-long": np.isfinite(metres) & (metres > _LONGEST_M),
    }
    for rule, wrong in faults.items():
        if wrong.any():
            at = np.flatnonzero(wrong)
            shown = shown_rows(mapped.raw.rows[row] for row in at)
            found = text(f"{rule}.found", rows=shown, value=cells.iloc[at[0]], heading=heading)
            report.find(rule, severity="error", where=mapped.raw.where(int(at[0]), heading), found=found)
    return metres, ~np.logical_or.reduce(list(faults.values()))


def _worded(cell: object) -> float:
    """Read a figure written as words: 约300米, 不可达."""
    if as_word(cell).casefold() in _UNREACHABLE:
        return np.inf
    value = parse_number(cell, units=("m", "米", "min", "分钟")).value
    return float(value) if isinstance(value, int | float) else np.nan
