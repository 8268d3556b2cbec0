"""The places read for a run, in WGS-84, ready to be joined to estates; and what the estates ask of them.

Ledger and places help each other: places whose datum is known vote on the ledger's, and a ledger whose datum is
known votes on that of places that no outline could settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from geo.findings import Report
from geo.io.claims import ClaimedOutlines
from geo.io.datum import Floats
from geo.io.place_files import read_place_files
from geo.io.place_join import PlaceRegister, Wanted, aliases_of, subdistrict_key
from geo.io.positions import Positions, positions_of
from geo.io.renames import community_key
from geo.io.table_rows import plain_name, words
from geo.policy.sections import PlacePolicy


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The places of a run.

    Attributes
    ----------
    table : as `read_place_files` gives them.
    positions : where they are; `draft` holds what was said about it, until `judged_by` has the last word.
    """

    table: pd.DataFrame
    positions: Positions
    draft: Report
    outlines: ClaimedOutlines
    policy: PlacePolicy

    @classmethod
    def of(cls, paths: Sequence[Path], outlines: ClaimedOutlines, policy: PlacePolicy, report: Report) -> Gazetteer:
        """Read the files and decide on the datum of each."""
        table = read_place_files(paths, policy, report)
        return cls._decided(table, np.full((len(table), 2), np.nan), outlines, policy)

    @classmethod
    def _decided(cls, table: pd.DataFrame, known: Floats, outlines: ClaimedOutlines, policy: PlacePolicy) -> Gazetteer:
        draft = Report()
        placed = positions_of(
            table, outlines=outlines, known=known, datum="auto", policy=policy, report=draft, logs_rows=False
        )
        return cls(table, placed, draft, outlines, policy)

    def register(self, *, trusted_only: bool) -> PlaceRegister:
        """Index the places by name: all of them, or those whose datum is known."""
        lon = np.where(self.positions.is_trusted, self.positions.lon, np.nan) if trusted_only else self.positions.lon
        return PlaceRegister.of(
            self.table, lon, self.positions.lat, outlines=self.outlines, same_place_m=self.policy.duplicate_place_m
        )

    def judged_by(self, search: Search, placed: Positions, report: Report) -> Gazetteer:
        """Decide again what no outline could settle, by the estates whose datum is known, and report the outcome."""
        final = self
        if len(self.table) and not self.positions.is_trusted.all():
            known = search.places_for(self, placed)
            known[self.positions.is_trusted] = np.nan  # these may have decided on the ledger: no voting in a circle
            if np.isfinite(known).any():
                final = self._decided(self.table, known, self.outlines, self.policy)
        report.extend(final.draft)
        return replace(final, draft=Report())


@dataclass(frozen=True, slots=True)
class Search:
    """What the estates are looked up by, one `Wanted` a row of the ledger."""

    wanted: tuple[Wanted, ...]

    @classmethod
    def of(cls, estates: pd.DataFrame, outlines: ClaimedOutlines) -> Search:
        """Take the names of all estates."""
        subdistricts, districts = words(estates, "subdistrict"), words(estates, "district")
        columns = (
            words(estates, "name"),
            words(estates, "alias"),
            subdistricts,
            words(estates, "community"),
            outlines.claims(subdistricts, districts),
        )
        return cls(
            tuple(
                Wanted(plain_name(name), aliases_of(alias), subdistrict_key(sub), community_key(community), claimed)
                for name, alias, sub, community, claimed in zip(*columns, strict=True)
            )
        )

    def known(self, register: PlaceRegister) -> Floats:
        """Find the place of each estate's name, WGS-84, shape ``(n, 2)``, NaN where there is none."""
        known = np.full((len(self.wanted), 2), np.nan)
        if register.by_name or register.by_alias:
            for row, wanted in enumerate(self.wanted):
                join = register.find(wanted)
                if join.place >= 0:
                    known[row] = register.lon[join.place], register.lat[join.place]
        return known

    def places_for(self, gazetteer: Gazetteer, placed: Positions) -> Floats:
        """Find for each place the estate of its name whose datum is known, shape ``(p, 2)``, NaN where none."""
        register = gazetteer.register(trusted_only=False)
        known = np.full((len(gazetteer.table), 2), np.nan)
        for row in np.flatnonzero(placed.is_trusted):
            join = register.find(self.wanted[row])
            if join.place >= 0:
                known[join.place] = placed.lon[row], placed.lat[row]
        return known
