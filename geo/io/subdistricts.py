"""Which sub-district an estate belongs to where the ledger names none, or one that does not exist.

Names that no outline bears, and blank ones, give way to the outline that the estate lies in, unless most names of
the ledger are unknown to the outlines: then these are the wrong ones, and none of them is used. Afterwards blank ones
are told by their community, where all other rows of it agree, or, where the ledger has no sub-districts at all, by
the district. A name that an outline bears is never changed; whether the estate lies there, `validation` asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.errors import nearest_name, shortlist
from geo.findings import Report, Severity
from geo.geometry import coordinates
from geo.io.claims import ClaimedOutlines
from geo.io.identity import identity_form
from geo.io.renames import official_form
from geo.io.table_rows import estate_of, rows_of, where_of
from geo.policy.sections import PlacePolicy
from geo.wording import text

_BY_SPELLING, _BY_OUTLINE, _BY_COMMUNITY, _BY_DISTRICT = 0.95, 0.8, 0.8, 0.5
# Where more than this share of names, and of rows, is unknown to the outlines, the outlines are of another place or
# time: renaming estates by them would change the ledger wholesale. Assumption.
_MOST = 0.5


def with_official_names(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give outlines the official form of their names, so that they equal those of the estates."""
    named = [official_form(name) if isinstance(name, str) else name for name in outlines["name"]]
    return outlines.assign(name=pd.Series(named, index=outlines.index, dtype="object"))


def outlines_that_fit(
    estates: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame, policy: PlacePolicy, report: Report
) -> gpd.GeoDataFrame:
    """Return the outlines of sub-districts, or none of them where most names of the ledger are unknown to them.

    Parameters
    ----------
    estates : with the names as the ledger has them, in their official form.
    outlines : polygons of sub-districts with official names.
    report : takes one error where the outlines do not fit.
    """
    counts = Counter(name for name in map(_text, estates["subdistrict"]) if name is not None)
    known = ClaimedOutlines.of(outlines, policy) if len(outlines) else None
    unknown = [name for name in sorted(counts) if known is not None and not known.known_name(name)]
    rows = sum(counts[name] for name in unknown)
    if len(unknown) <= _MOST * len(counts) or rows <= _MOST * sum(counts.values()):
        return outlines
    facts = {"unknown": len(unknown), "names": len(counts), "rows": rows, "ledger": shortlist(unknown)}
    found = text("outlines-do-not-fit.found", **facts, outlines=shortlist(sorted(set(outlines["name"]))))
    first = next(row for row, name in enumerate(estates["subdistrict"]) if name in set(unknown))
    where = replace(where_of(estates, first, "subdistrict"), row=None)
    report.find("outlines-do-not-fit", severity="error", found=found, where=where)
    return outlines.iloc[:0]


def name_by_outline(
    estates: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame, policy: PlacePolicy, report: Report
) -> gpd.GeoDataFrame:
    """Give estates whose sub-district is blank, or is borne by no outline, the name of the outline they lie in.

    Parameters
    ----------
    estates : located, in EPSG:4326; those placed at their community's centre are left alone.
    outlines : polygons of sub-districts with official names; may be empty, then no name is unknown.
    report : takes a repair for each row changed, a finding for each kind of change, and a warning for each name that
        stays unknown.
    """
    if len(outlines) == 0:
        return estates
    work = _Work(estates, report)
    known = ClaimedOutlines.of(outlines, policy)
    is_known = {name: name is not None and bool(known.known_name(name)) for name in set(work.names)}
    is_precise = (estates["place_quality"] != "community").tolist()
    asked = [row for row, name in enumerate(work.names) if is_precise[row] and not is_known[name]]
    work.spell_as(known, outlines)
    for row, found in zip(asked, _names_inside(estates.geometry.iloc[asked], outlines), strict=True):
        if found is not None:
            work.change(row, found, "subdistrict-by-outline", _BY_OUTLINE)
    work.say_unknown(known, outlines)
    return work.done()


def complete_blank(estates: gpd.GeoDataFrame, report: Report) -> gpd.GeoDataFrame:
    """Give names that differ only in signs one spelling, then fill in blank ones by community, or all by district.

    None stays where nothing tells the sub-district.
    """
    work = _Work(estates, report)
    work.take_usual_spelling()
    work.take_communities()
    if len(estates) and all(name is None for name in work.names):
        work.take_districts()
    return work.done()


class _Work:
    """The names on their way."""

    def __init__(self, estates: gpd.GeoDataFrame, report: Report) -> None:
        self.estates, self.report = estates, report
        self.names: list[str | None] = [_text(name) for name in estates["subdistrict"]]
        self.changes: dict[tuple[str | None, str], list[int]] = defaultdict(list)

    def spell_as(self, known: ClaimedOutlines, outlines: gpd.GeoDataFrame) -> None:
        """Spell names as the outline they mean is spelt: 甲 becomes 甲街道."""
        official = {known.known_name(name): str(name) for name in outlines["name"]}
        meant = {name: official.get(known.known_name(name)) for name in set(self.names) if name is not None}
        for row, name in enumerate(self.names):
            after = None if name is None else meant[name]
            if after is not None and after != name:
                self._log(row, after, "subdistrict-spelling", _BY_SPELLING)

    def say_unknown(self, known: ClaimedOutlines, outlines: gpd.GeoDataFrame) -> None:
        """Report each name that no outline bears and that no place replaced, with the nearest known one."""
        counts = Counter(name for name in self.names if name is not None and not known.known_name(name))
        listed = sorted(str(name) for name in outlines["name"])
        for name, count in sorted(counts.items()):
            near = nearest_name(name, listed)
            nearest = text("subdistrict-unknown.nearest", name=near) if near else ""
            found = text("subdistrict-unknown.found", name=name, count=count, nearest=nearest)
            where = where_of(self.estates, self.names.index(name), "subdistrict")
            self.report.find("subdistrict-unknown", found=found, where=where)

    def take_usual_spelling(self) -> None:
        """Spell names that differ only in hyphens, brackets, spaces or width as most rows do."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for name in self.names:
            if name is not None:
                spellings[identity_form(name)][name] += 1
        usual = {form: min(found, key=lambda name: (-found[name], name)) for form, found in spellings.items()}
        for row, name in enumerate(self.names):
            if name is not None and usual[identity_form(name)] != name:
                self._log(row, usual[identity_form(name)], "subdistrict-spelling", _BY_SPELLING)
        several = [found for found in spellings.values() if len(found) > 1]
        if several:
            listed = shortlist(" / ".join(sorted(found)) for found in several)
            found = text("subdistrict-spelling.found", count=len(several), names=listed)
            self.report.find("subdistrict-spelling", found=found)

    def take_communities(self) -> None:
        """Take the sub-district that all other rows of the community name."""
        districts = [_text(name) or "" for name in self.estates["district"]]
        communities = [_text(name) or "" for name in self.estates["community"]]
        named: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key, name in zip(zip(districts, communities, strict=True), self.names, strict=True):
            if name is not None:
                named[key].add(name)
        for row, key in enumerate(zip(districts, communities, strict=True)):
            if self.names[row] is None and key[1] and len(named.get(key, ())) == 1:
                self.change(row, next(iter(named[key])), "subdistrict-by-community", _BY_COMMUNITY)

    def take_districts(self) -> None:
        """Plan by district where the ledger has no sub-districts at all."""
        usual = text("subdistrict.none")
        for row, district in enumerate(self.estates["district"]):
            self._log(row, _text(district) or usual, "subdistrict-by-district", _BY_DISTRICT)
        self.report.find("subdistricts-absent", found=text("subdistricts-absent.found", count=len(self.names)))

    def change(self, row: int, after: str, rule: str, confidence: float) -> None:
        """Change one name, log it, and remember to tell of it."""
        self.changes[self.names[row], after].append(row)
        self._log(row, after, rule, confidence)

    def _say_changes(self) -> None:
        """Tell of each kind of change once, with its rows."""
        for (before, after), rows in self.changes.items():
            key = "subdistrict-changed.blank" if before is None else "subdistrict-changed.unknown"
            severity: Severity = "note" if before is None else "warning"
            where = where_of(self.estates, rows[0], "subdistrict")
            estate_id = estate_of(self.estates, rows[0]) if len(rows) == 1 else ""
            found = text(key, before=before, after=after, count=len(rows), rows=rows_of(self.estates, rows))
            self.report.find("subdistrict-changed", severity=severity, found=found, where=where, estate_id=estate_id)

    def _log(self, row: int, after: str, rule: str, confidence: float) -> None:
        before, self.names[row] = self.names[row], after
        where, estate_id = where_of(self.estates, row, "subdistrict"), estate_of(self.estates, row)
        self.report.repair(
            rule,
            before=before,
            after=after,
            confidence=confidence,
            where=where,
            field="subdistrict",
            estate_id=estate_id,
        )

    def done(self) -> gpd.GeoDataFrame:
        """Tell of the changes and return the estates with their names."""
        self._say_changes()
        return self.estates.assign(subdistrict=pd.Series(self.names, index=self.estates.index, dtype="object"))


def _names_inside(shapes: gpd.GeoSeries, outlines: gpd.GeoDataFrame) -> list[str | None]:
    """Return the name of the outline that each shape's inner point lies in; of overlapping ones the first by name."""
    ordered = outlines.sort_values("name", kind="stable")
    xy = coordinates(shapes)
    placed = np.flatnonzero(np.isfinite(xy).all(axis=1))
    names: list[str | None] = [None] * len(shapes)
    if len(placed) == 0:
        return names
    tree = shapely.STRtree(ordered.geometry.to_numpy())
    hits: NDArray[np.intp] = tree.query(shapely.points(xy[placed]), predicate="intersects")
    for point, outline in sorted(zip(hits[0].tolist(), hits[1].tolist(), strict=True), reverse=True):
        names[int(placed[point])] = str(ordered["name"].iloc[outline])
    return names


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
