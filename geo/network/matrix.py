"""The first rung of distances: what the user knows for pairs of places.

Reading the file is done in `geo.io.companions.matrix`; the other rungs are next door in `travel` and `road_travel`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import MissingColumnsError, shortlist
from geo.findings import Report
from geo.network.barriers import Floats, Shapes
from geo.network.travel import MATRIX, Distances, Places, Travel, pace_m_min
from geo.policy import TravelPolicy
from geo.wording import text

_FIGURES = ("walk_m", "crew_m", "walk_min", "crew_min")


@dataclass(frozen=True, slots=True, eq=False)
class UserMatrix:
    """The first rung: distances that the user gives for pairs of places; build it with `user_matrix`.

    A pair that is not told is looked up the other way round, then asked of `otherwise`.
    """

    codes: dict[str, int]
    pairs: NDArray[np.int64]
    told: dict[str, Floats]
    otherwise: Travel
    pace: TravelPolicy = field(default_factory=TravelPolicy)

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target."""
        told = self._matrix("walk", origins, targets)
        return told if _complete(told) else _filled(told, self.otherwise.walk(origins, targets))

    def crew(self, origins: Places, targets: Places, *, mode: str = "ebike") -> Distances:
        """Go with a crew from each origin to each target; a crew on foot walks as residents do."""
        told = self._matrix(mode, origins, targets)
        return told if _complete(told) else _filled(told, self.otherwise.crew(origins, targets, mode=mode))

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk pair by pair."""
        told = self._told("walk", self._codes_of(origins), self._codes_of(targets))
        return told if _complete(told) else _filled(told, self.otherwise.walk_pairs(origins, targets))

    def paths(self, origins: Places, targets: Places, *, mode: str) -> Shapes:
        """Draw the way of each pair as the next rung knows it; a matrix has no shapes."""
        return self.otherwise.paths(origins, targets, mode=mode)

    def _matrix(self, mode: str, origins: Places, targets: Places) -> Distances:
        return self._told(mode, self._codes_of(origins)[:, None], self._codes_of(targets)[None, :])

    def _told(self, mode: str, origins: NDArray[np.int64], targets: NDArray[np.int64]) -> Distances:
        """Look pairs up; minutes that nobody told follow from the metres at the mode's speed."""
        who = "walk" if mode == "walk" else "crew"
        metres, minutes = (self._either_way(self.told[f"{who}_{unit}"], origins, targets) for unit in ("m", "min"))
        minutes = np.where(np.isnan(minutes), metres / pace_m_min(self.pace, mode), minutes)
        return Distances(metres, np.full(metres.shape, MATRIX, dtype=np.int8), minutes=minutes)

    def _either_way(self, figures: Floats, origins: NDArray[np.int64], targets: NDArray[np.int64]) -> Floats:
        there, back = self._look_up(figures, origins, targets), self._look_up(figures, targets, origins)
        return np.where(np.isnan(there), back, there)

    def _look_up(self, figures: Floats, origins: NDArray[np.int64], targets: NDArray[np.int64]) -> Floats:
        """Find the figure told for each pair, NaN where nothing was."""
        pair = np.where((origins < 0) | (targets < 0), -1, origins * len(self.codes) + targets)
        at = np.minimum(np.searchsorted(self.pairs, pair), max(len(self.pairs) - 1, 0))
        if len(self.pairs) == 0:
            return np.full(pair.shape, np.nan)
        return np.where(self.pairs[at] == pair, figures[at], np.nan)

    def _codes_of(self, places: Places) -> NDArray[np.int64]:
        hosts: tuple[str | None, ...] = places.host_ids or (None,) * len(places)
        known = (
            self.codes.get(own, self.codes.get(host or "", -1)) for own, host in zip(places.ids, hosts, strict=True)
        )
        return np.fromiter(known, dtype=np.int64, count=len(places))


def _complete(told: Distances) -> bool:
    return not np.isnan(told.metres).any()


def _filled(told: Distances, other: Distances) -> Distances:
    """Fill the pairs that the matrix does not tell from the next rung."""
    missing = np.isnan(told.metres)
    return Distances(
        np.where(missing, other.metres, told.metres),
        np.where(missing, other.rung, told.rung).astype(np.int8),
        missing & other.over_barrier,
        np.where(missing, other.minutes, told.minutes),
    )


def user_matrix(
    matrix: pd.DataFrame,
    *,
    otherwise: Travel,
    known_ids: Collection[str],
    report: Report,
    pace: TravelPolicy | None = None,
) -> UserMatrix:
    """Prepare a user's matrix; `otherwise` answers for the pairs it leaves out.

    Parameters
    ----------
    matrix : columns `from`, `to`, `walk_m` and perhaps `crew_m`, metres, and `walk_min`, `crew_min` beside them. A
        row without any metres says that the pair is unreachable; a row with one figure says nothing about the
        other. There and back may differ; where only one way is told it counts for both. A pair told twice keeps
        its last row.
    known_ids : the estates and rooms there are; other identifiers are reported and not used.
    pace : speeds that turn metres into minutes where the matrix tells none.

    Raises
    ------
    MissingColumnsError
        Where `from`, `to` or `walk_m` is missing.
    """
    missing = [name for name in ("from", "to", "walk_m") if name not in matrix.columns]
    if missing:
        raise MissingColumnsError(text("matrix.columns", columns=", ".join(missing)))
    table = _usable_rows(matrix, known_ids, report)
    ids = sorted(set(table["from"]) | set(table["to"]))
    codes = {name: code for code, name in enumerate(ids)}
    pair = table["from"].map(codes).to_numpy(np.int64) * len(codes) + table["to"].map(codes).to_numpy(np.int64)
    table = table.assign(pair=pair).drop_duplicates("pair", keep="last").sort_values("pair")
    told = {name: table[name].to_numpy(float) for name in _FIGURES}
    return UserMatrix(codes, table["pair"].to_numpy(np.int64), told, otherwise, pace or TravelPolicy())


def _usable_rows(matrix: pd.DataFrame, known_ids: Collection[str], report: Report) -> pd.DataFrame:
    """Keep the rows about known places with figures that can be; NaN: not told, inf: unreachable."""
    ends = {end: matrix[end].astype(str) for end in ("from", "to")}
    figures = {
        name: pd.to_numeric(matrix[name], errors="coerce").astype(float) if name in matrix.columns else np.nan
        for name in _FIGURES
    }
    table = pd.DataFrame(ends | figures, index=matrix.index)
    known = {str(name) for name in known_ids}
    strangers = sorted((set(table["from"]) | set(table["to"])) - known)
    if strangers:
        report.find("matrix-unknown-id", found=text("matrix-unknown-id.found", ids=shortlist(strangers)))
    negative = (table[list(_FIGURES)] < 0).any(axis=1)
    if negative.any():
        pairs = table.loc[negative, "from"] + " → " + table.loc[negative, "to"]
        report.find("matrix-negative", found=text("matrix-negative.found", pairs=shortlist(pairs)), severity="error")
    silent = table["walk_m"].isna() & table["crew_m"].isna()
    table.loc[silent, list(_FIGURES)] = np.inf
    return table[table["from"].isin(known) & table["to"].isin(known) & ~negative]
