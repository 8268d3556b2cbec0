"""What people have decided already: an estate's region, its room, whom it goes with and whom it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from geo.findings import Report, Where
from geo.io.companions.cells import as_word, folded, read_cells, read_mapped, require_columns
from geo.io.companions.estate_names import EstateNames
from geo.io.headings import MappedTable
from geo.schema import LOCKS
from geo.wording import text

_SEVERAL = re.compile(r"[、,，;；|]+")
_PARTNERS = ("with", "apart")
_DECISIONS = ("region", "room", *_PARTNERS)


def read_locks(path: Path, report: Report, *, estates: pd.DataFrame) -> pd.DataFrame:
    """Read the table LOCKS with estates as ids; a cell of several partners becomes a row for each.

    Rows of unknown estates or without any decision are left out. An estate locked to two regions or two rooms, and
    a pair that must be both together and apart, are reported as errors and none of those rows is used.

    Raises
    ------
    MissingColumnsError
        Where no column names the estates.
    """
    names = EstateNames.of(estates)
    rows = [row for mapped in read_mapped(Path(path), LOCKS.columns, report) for row in _rows(mapped, names, report)]
    locks = pd.DataFrame(rows, columns=[*LOCKS.names(), "where"], dtype=object)
    clashing = _two_places(locks, report) | _together_and_apart(locks, report)
    kept = locks[[position not in clashing for position in range(len(locks))]]
    return LOCKS.conform(kept.drop(columns="where").drop_duplicates(ignore_index=True))


def _rows(mapped: MappedTable, names: EstateNames, report: Report) -> Iterator[dict[str, object]]:
    require_columns(mapped, [LOCKS["estate"]])
    table = read_cells(mapped, LOCKS.columns, report)
    for position, given in enumerate(table.to_dict("records")):
        where = mapped.where(position, "estate")
        if not any(as_word(given[name]) for name in _DECISIONS):
            report.find(
                "lock-empty", where=where, found=text("lock-empty.found", estate=as_word(given["estate"]) or "-")
            )
            continue
        estate = names.resolve(given["estate"] or "", where, report)
        if not estate:
            continue
        base = {"estate": estate, "where": where, **dict.fromkeys(_DECISIONS)}
        if given["region"] or given["room"]:
            yield base | {"region": given["region"], "room": given["room"]}
        for name in _PARTNERS:
            for partner in _partners(given[name], names, mapped.where(position, name), report):
                if partner == estate:
                    found = text("lock-with-itself.found", estate=estate)
                    report.find("lock-with-itself", severity="error", where=mapped.where(position, name), found=found)
                else:
                    yield base | {name: partner}


def _partners(cell: object, names: EstateNames, where: Where, report: Report) -> Iterator[str]:
    for word in filter(None, (part.strip() for part in _SEVERAL.split(as_word(cell)))):
        partner = names.resolve(word, where, report)
        if partner:
            yield partner


def _two_places(locks: pd.DataFrame, report: Report) -> set[int]:
    """Find the rows of estates that are locked to two regions or two rooms."""
    clashing: set[int] = set()
    for name in ("region", "room"):
        told = locks[locks[name].notna()]
        for estate, rows in told.groupby("estate", sort=True):
            if len({folded(value) for value in rows[name]}) > 1:
                clashing |= {int(position) for position in rows.index}
                places = "、".join(sorted({as_word(value) for value in rows[name]}))
                found = text("lock-clash.found", estate=estate, places=places)
                report.find(
                    "lock-clash", severity="error", where=rows["where"].iloc[-1], found=found, estate_id=str(estate)
                )
    return clashing


def _together_and_apart(locks: pd.DataFrame, report: Report) -> set[int]:
    """Find the rows of pairs that must be together and apart at once."""
    pairs: dict[tuple[str, ...], dict[str, list[int]]] = {}
    for name in _PARTNERS:
        for position, (estate, partner) in enumerate(zip(locks["estate"], locks[name], strict=True)):
            if partner is not None:
                pairs.setdefault(tuple(sorted((estate, partner))), {}).setdefault(name, []).append(position)
    clashing: set[int] = set()
    for (one, other), told in sorted(pairs.items()):
        if len(told) > 1:
            positions = [position for listed in told.values() for position in listed]
            clashing |= set(positions)
            found = text("lock-pair-clash.found", one=one, other=other)
            report.find("lock-pair-clash", severity="error", where=locks["where"].iloc[max(positions)], found=found)
    return clashing
