"""Joining estates without coordinates to places by name, alias and community.

A name is joined only where it is the same name, spaces and width apart: numerals, phases, quarters and lane numbers
are part of it, and likeness counts for nothing. A name that stands for several places is never joined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import shapely

from geo.io.claims import ClaimedOutlines
from geo.io.datum import Floats
from geo.io.renames import community_key, official_form
from geo.io.table_rows import plain_name

Rule = Literal["place-name", "place-alias", "place-community"]

_ALIAS_MARKS = re.compile(r"[、,，;；/|\n]+")
# Confidence by what agrees: the sub-district too, or only a name that is alone in the file.
_SAME = {"place-name": 0.95, "place-alias": 0.9, "place-community": 0.5}
_ALONE = {"place-name": 0.8, "place-alias": 0.7, "place-community": 0.4}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of an estate that looks for its place; all names in plain form."""

    name: str
    aliases: tuple[str, ...]
    subdistrict: str
    community: str
    claimed: str


@dataclass(frozen=True, slots=True)
class Join:
    """A place found: its row among the places, by which rule and how surely; or why there is none."""

    place: int = -1
    rule: Rule = "place-name"
    confidence: float = 0.0
    several: tuple[int, ...] = ()
    elsewhere: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PlaceRegister:
    """Places by name; `lon` and `lat` are WGS-84, `x_m` and `y_m` metres, shape ``(p,)``."""

    names: tuple[str, ...]
    subdistricts: tuple[str, ...]
    communities: tuple[str, ...]
    lon: Floats
    lat: Floats
    x_m: Floats
    y_m: Floats
    by_name: dict[str, list[int]]
    by_alias: dict[str, list[int]]
    by_community: dict[str, list[int]]
    outlines: ClaimedOutlines
    same_place_m: float

    @classmethod
    def of(
        cls, places: pd.DataFrame, lon: Floats, lat: Floats, *, outlines: ClaimedOutlines, same_place_m: float
    ) -> PlaceRegister:
        """Index the places that have a point; `places` as `read_place_files` gives them."""
        indexes: tuple[dict[str, list[int]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        by_name, by_alias, by_community = indexes
        for row in np.flatnonzero(np.isfinite(lon)):
            name, alias = str(places["name"].iloc[row]), str(places["alias"].iloc[row])
            if places["level"].iloc[row] == "community":
                by_community[community_key(name)].append(int(row))
                continue
            by_name[plain_name(name)].append(int(row))
            for other in aliases_of(alias):
                by_alias[other].append(int(row))
        return cls(
            tuple(str(name) for name in places["name"]),
            tuple(subdistrict_key(name) for name in places["subdistrict"]),
            tuple(community_key(name) for name in places["community"]),
            lon,
            lat,
            *outlines.metres(lon, lat),
            dict(by_name),
            dict(by_alias),
            dict(by_community),
            outlines,
            same_place_m,
        )

    def label(self, row: int) -> str:
        """Name a place for people: its name, its sub-district and its point."""
        stated = f"{self.names[row]}({self.subdistricts[row]})" if self.subdistricts[row] else self.names[row]
        return f"{stated} {self.lon[row]:.5f},{self.lat[row]:.5f}"

    def find(self, wanted: Wanted) -> Join:
        """Find the one place of an estate by its name, else by an alias on either side."""
        by_name = self._one_of(self.by_name.get(wanted.name, []), wanted, "place-name")
        if by_name.place >= 0 or by_name.several:
            return by_name
        aliased = {row for alias in wanted.aliases for row in self.by_name.get(alias, [])}
        aliased |= {row for name in (wanted.name, *wanted.aliases) for row in self.by_alias.get(name, [])}
        by_alias = self._one_of(sorted(aliased), wanted, "place-alias")
        return by_alias if by_alias.place >= 0 or by_alias.several or not by_name.elsewhere else by_name

    def find_community(self, wanted: Wanted) -> Join:
        """Find the centre of an estate's community."""
        if not wanted.community:
            return Join()
        return self._one_of(self.by_community.get(wanted.community, []), wanted, "place-community")

    def _one_of(self, rows: Iterable[int], wanted: Wanted, rule: Rule) -> Join:
        """Choose among places of the right name: those of the same sub-district, else the only one unplaced."""
        rows = list(rows)
        same = [row for row in rows if self._agrees(row, wanted)]
        open_rows = [row for row in rows if not self._is_elsewhere(row, wanted)]
        near, confidence = (same, _SAME[rule]) if same else (open_rows, _ALONE[rule])
        if not near:
            return Join(elsewhere=tuple(rows))
        if not same and len(open_rows) < len(rows):
            return Join(several=tuple(rows))
        near = self._of_community(near, wanted)
        if not self._is_one_place(near):
            return Join(several=tuple(near))
        return Join(near[0], rule, confidence)

    def _agrees(self, row: int, wanted: Wanted) -> bool:
        """Say whether a place is in the estate's sub-district, by name or by its outline."""
        stated = self.subdistricts[row]
        if stated and wanted.subdistrict:
            return stated == wanted.subdistrict
        return self._in_outline(row, wanted) is True

    def _is_elsewhere(self, row: int, wanted: Wanted) -> bool:
        stated = self.subdistricts[row]
        if stated and wanted.subdistrict and stated != wanted.subdistrict:
            return True
        return self._in_outline(row, wanted) is False

    def _in_outline(self, row: int, wanted: Wanted) -> bool | None:
        """Say whether a place lies in the outline the estate claims; None where none or only a district is known."""
        position = self.outlines.position_by_name.get(wanted.claimed)
        if position is None:
            return None
        inside = bool(shapely.contains_xy(self.outlines.shapes[position], self.x_m[row], self.y_m[row]))
        if position in self.outlines.districts:
            return None if inside else False  # being in the same district proves nothing
        return inside

    def _of_community(self, rows: list[int], wanted: Wanted) -> list[int]:
        """Prefer the places of the estate's community where there are any."""
        alike = [row for row in rows if wanted.community and self.communities[row] == wanted.community]
        return alike or rows

    def _is_one_place(self, rows: list[int]) -> bool:
        """Say whether places lie so near one another that they are one, listed twice."""
        return bool(np.hypot(np.ptp(self.x_m[rows]), np.ptp(self.y_m[rows])) <= self.same_place_m)


def aliases_of(written: object) -> tuple[str, ...]:
    """Split a cell of aliases into plain names."""
    return tuple(alias for part in _ALIAS_MARKS.split(str(written or "")) if (alias := plain_name(part)))


def subdistrict_key(name: object) -> str:
    """Return a sub-district's plain official name without its ending, so that 甲街道办事处 and 甲 are one."""
    return official_form(plain_name(name)).removesuffix("街道")
