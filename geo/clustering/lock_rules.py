"""What people have decided already: the table of locks as pairs and rooms.

A row locks one estate to a room, to a region's name, with another estate or apart from one. Estates locked to one
region name stay together; estates locked to different names stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.clustering.problem import Ints
from geo.findings import Report
from geo.schema import LOCKS
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class LockRules:
    """Locks as arrays: `locked_room` ``(n,)`` with -1 where free, pairs ``(., 2)``."""

    locked_room: Ints
    must_link: Ints
    cannot_link: Ints


@dataclass(frozen=True, slots=True)
class Directory:
    """Positions of things by their ids and by their names; a name that two things bear finds neither."""

    positions: Mapping[str, int]

    @classmethod
    def of(cls, ids: list[str], names: list[str | None]) -> Directory:
        """Build a directory; ids win over names."""
        counts: dict[str, int] = {}
        for name in names:
            if name:
                counts[name] = counts.get(name, 0) + 1
        named = {name: i for i, name in enumerate(names) if name and counts[name] == 1}
        return cls(named | {identifier: i for i, identifier in enumerate(ids)})

    def find(self, word: object) -> int | None:
        """Return the position of the thing of that id or name."""
        return self.positions.get(str(word).strip()) if _is_given(word) else None


def lock_rules(
    locks: pd.DataFrame | None, estates: Directory, rooms: Directory, *, count: int, report: Report
) -> LockRules:
    """Turn the table LOCKS into arrays; rows of estates that are not here are somebody else's and are passed over.

    Parameters
    ----------
    count : number of estates, n.
    report : is told of rooms and partners that are not in this sub-district.
    """
    table = LOCKS.conform(locks) if locks is not None else LOCKS.empty()
    here = [(i, row) for row in table.to_dict("records") if (i := estates.find(row["estate"])) is not None]
    together = list(_same_region(here)) + list(_partners(here, "with", estates, report))
    apart = list(_region_leaders(here)) + list(_partners(here, "apart", estates, report))
    return LockRules(_rooms_of(here, rooms, count, report), _pairs(together), _pairs(apart))


def _rooms_of(here: list[tuple[int, dict[str, object]]], rooms: Directory, count: int, report: Report) -> Ints:
    locked = np.full(count, -1, np.int32)
    for estate, row in here:
        if not _is_given(row["room"]):
            continue
        room = rooms.find(row["room"])
        if room is None:
            found = text("lock-room-unknown.found", estate=row["estate"], room=row["room"])
            report.find("lock-room-unknown", found=found, severity="error", estate_id=str(row["estate"]))
        else:
            locked[estate] = room
    return locked


def _same_region(here: list[tuple[int, dict[str, object]]]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for estate, row in here:
        if _is_given(row["region"]):
            leader = first.setdefault(str(row["region"]).strip(), estate)
            if leader != estate:
                yield leader, estate


def _region_leaders(here: list[tuple[int, dict[str, object]]]) -> Iterator[tuple[int, int]]:
    """Keep apart the first estates of different region names; the others hang on them."""
    first: dict[str, int] = {}
    for estate, row in here:
        if _is_given(row["region"]):
            first.setdefault(str(row["region"]).strip(), estate)
    leaders = list(first.values())
    for k, leader in enumerate(leaders):
        for other in leaders[k + 1 :]:
            if leader != other:
                yield leader, other


def _partners(
    here: list[tuple[int, dict[str, object]]], column: str, estates: Directory, report: Report
) -> Iterator[tuple[int, int]]:
    for estate, row in here:
        if not _is_given(row[column]):
            continue
        partner = estates.find(row[column])
        if partner is None and column == "with":
            found = text("lock-partner-elsewhere.found", estate=row["estate"], partner=row[column])
            report.find("lock-partner-elsewhere", found=found, severity="error", estate_id=str(row["estate"]))
        elif partner is not None and partner != estate:
            yield estate, partner


def _pairs(pairs: list[tuple[int, int]]) -> Ints:
    ordered = sorted({(min(a, b), max(a, b)) for a, b in pairs})
    return np.array(ordered, np.int32).reshape(-1, 2)


def _is_given(word: object) -> bool:
    return word is not None and not (isinstance(word, float) and word != word) and bool(str(word).strip())  # noqa: PLR0124  NaN
