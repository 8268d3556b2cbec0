"""How far it is: the ladder of distances, and the matrices that the planner uses.

Two matrices, never mixed: residents walking to a station, crews travelling. Every pair records the rung it came
from: the user's matrix, the road graph, or the straight line times a detour factor. Unreachable is ``inf``, never a
huge number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from geo.errors import MissingColumnsError, shortlist
from geo.findings import Report
from geo.geometry import coordinates
from geo.network.barriers import BarrierSet, Bools, Floats, Ints
from geo.network.passages import ways_over
from geo.wording import text

RUNGS = ("matrix", "roads", "straight")
MATRIX, ROADS, STRAIGHT = range(3)
_PAIRS_AT_ONCE = 1_000_000  # bounds the memory of a large matrix


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where people start or go: estates or rooms.

    Attributes
    ----------
    ids : identifiers by which a user's matrix knows them, length n.
    xy : x, y in metres of the run's metric CRS, shape ``(n, 2)``.
    host_ids : identifiers to look up where `ids` are unknown to the matrix (a room's estate), or empty.
    """

    ids: tuple[str, ...]
    xy: Floats
    host_ids: tuple[str | None, ...] = ()

    def __len__(self) -> int:
        """Count the places."""
        return len(self.ids)

    def take(self, rows: Ints) -> Places:
        """Return some of the places, in the order of `rows`."""
        hosts = tuple(self.host_ids[row] for row in rows) if self.host_ids else ()
        return Places(tuple(self.ids[row] for row in rows), self.xy[rows], hosts)


def places_of(table: gpd.GeoDataFrame, *, key: str, metric_crs: str, host: str | None = None) -> Places:
    """Take the places of a table: a point inside each shape, in metres.

    Parameters
    ----------
    key : the column (or the index) with the identifiers, ``estate_id`` or ``room_id``.
    host : the column with the estate of each room, where there is one.
    """
    ids = table.index if table.index.name == key else table[key]
    hosts = tuple(None if pd.isna(value) else str(value) for value in table[host]) if host else ()
    return Places(tuple(str(value) for value in ids), coordinates(table.geometry.to_crs(metric_crs)), hosts)


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Distances of pairs, with the rung each came from.

    Attributes
    ----------
    metres : from row to column, ``inf`` where unreachable, shape ``(a, b)``; or pair by pair, shape ``(k,)``.
    rung : position in `RUNGS`, int8, same shape.
    over_barrier : where the straight line crosses a barrier and no crossing is known, so that the figure is a
        guess that leaves the barrier out; same shape.
    """

    metres: Floats
    rung: NDArray[np.int8]
    over_barrier: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        """Take a missing `over_barrier` as nowhere."""
        if self.over_barrier.shape != self.metres.shape:
            object.__setattr__(self, "over_barrier", np.zeros(self.metres.shape, dtype=bool))


class Travel(Protocol):
    """A source of distances: every origin to every target, on foot and by crew, or pair by pair on foot."""

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target, shape ``(a, b)``."""

    def crew(self, origins: Places, targets: Places) -> Distances:
        """Go with a crew from each origin to each target, shape ``(a, b)``."""

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk from the first origin to the first target, and so on, shape ``(k,)``."""


@dataclass(frozen=True, slots=True, eq=False)
class StraightLine:
    """The last rung: straight line times a detour factor, over the nearest crossing where a barrier is in between.

    Where no crossing leads over, the straight line stands as an assumption and `Distances.over_barrier` says so.
    Crews are taken to cross where residents do.
    """

    detour_factor: float = 1.3
    barriers: BarrierSet | None = None

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target; see the class."""
        metres = cdist(origins.xy, targets.xy)
        guessed = np.zeros(metres.shape, dtype=bool)
        for block in _blocks(len(origins), len(targets)):
            rows, columns = (index.ravel() for index in np.indices(metres[block].shape))
            measured = self._measured(metres[block].ravel(), origins.xy[block], targets.xy, (rows, columns))
            metres[block], guessed[block] = (part.reshape(metres[block].shape) for part in measured)
        return _straight(metres, guessed)

    def crew(self, origins: Places, targets: Places) -> Distances:
        """Go with a crew from each origin to each target; the same as walking on this rung."""
        return self.walk(origins, targets)

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk pair by pair; see the class."""
        straight_m = np.hypot(*(origins.xy - targets.xy).T)
        rows = np.arange(len(origins))
        return _straight(*self._measured(straight_m, origins.xy, targets.xy, (rows, rows)))

    def _measured(
        self, straight_m: Floats, starts: Floats, ends: Floats, pairs: tuple[Ints, Ints]
    ) -> tuple[Floats, Bools]:
        """Turn straight metres into walking metres, and say where a barrier had to be left out."""
        metres = straight_m * self.detour_factor
        guessed = np.zeros(len(metres), dtype=bool)
        if self.barriers is None or self.barriers.is_empty:
            return metres, guessed
        cut = np.flatnonzero(self.barriers.crosses(starts[pairs[0]], ends[pairs[1]]) & (straight_m > 0))
        ways = ways_over(self.barriers, starts, ends, (pairs[0][cut], pairs[1][cut]))
        known = np.isfinite(ways.metres)
        metres[cut[known]] = ways.metres[known] * self.detour_factor
        guessed[cut[~known]] = True
        return metres, guessed


def _blocks(rows: int, columns: int) -> Iterator[slice]:
    step = max(1, _PAIRS_AT_ONCE // max(columns, 1))
    return (slice(start, start + step) for start in range(0, rows, step))


def _straight(metres: Floats, over_barrier: Bools) -> Distances:
    return Distances(metres, np.full(metres.shape, STRAIGHT, dtype=np.int8), over_barrier)


@dataclass(frozen=True, slots=True, eq=False)
class UserMatrix:
    """The first rung: distances that the user gives for pairs of places; build it with `user_matrix`.

    A pair that is not told is looked up the other way round, then asked of `otherwise`.
    """

    codes: dict[str, int]
    pairs: NDArray[np.int64]
    walk_m: Floats
    crew_m: Floats
    otherwise: Travel

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target."""
        told = self._matrix(self.walk_m, origins, targets)
        return told if _complete(told) else _filled(told, self.otherwise.walk(origins, targets))

    def crew(self, origins: Places, targets: Places) -> Distances:
        """Go with a crew from each origin to each target."""
        told = self._matrix(self.crew_m, origins, targets)
        return told if _complete(told) else _filled(told, self.otherwise.crew(origins, targets))

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk pair by pair."""
        told = self._told(self.walk_m, self._codes_of(origins), self._codes_of(targets))
        return told if _complete(told) else _filled(told, self.otherwise.walk_pairs(origins, targets))

    def _matrix(self, metres: Floats, origins: Places, targets: Places) -> Distances:
        return self._told(metres, self._codes_of(origins)[:, None], self._codes_of(targets)[None, :])

    def _told(self, metres: Floats, origins: NDArray[np.int64], targets: NDArray[np.int64]) -> Distances:
        there, back = self._look_up(metres, origins, targets), self._look_up(metres, targets, origins)
        told = np.where(np.isnan(there), back, there)
        return Distances(told, np.full(told.shape, MATRIX, dtype=np.int8))

    def _look_up(self, metres: Floats, origins: NDArray[np.int64], targets: NDArray[np.int64]) -> Floats:
        """Find the metres told for each pair, NaN where nothing was."""
        pair = np.where((origins < 0) | (targets < 0), -1, origins * len(self.codes) + targets)
        at = np.minimum(np.searchsorted(self.pairs, pair), max(len(self.pairs) - 1, 0))
        if len(self.pairs) == 0:
            return np.full(pair.shape, np.nan)
        return np.where(self.pairs[at] == pair, metres[at], np.nan)

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
    )


def user_matrix(matrix: pd.DataFrame, *, otherwise: Travel, known_ids: Collection[str], report: Report) -> UserMatrix:
    """Prepare a user's matrix; `otherwise` answers for the pairs it leaves out.

    Parameters
    ----------
    matrix : columns `from`, `to`, `walk_m` and perhaps `crew_m`, metres. A row without any figure says that the pair
        is unreachable; a row with one figure says nothing about the other. There and back may differ; where only
        one way is told it counts for both. A pair told twice keeps its last row.
    known_ids : the estates and rooms there are; other identifiers are reported and not used.

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
    return UserMatrix(
        codes,
        table["pair"].to_numpy(np.int64),
        table["walk_m"].to_numpy(float),
        table["crew_m"].to_numpy(float),
        otherwise,
    )


def _usable_rows(matrix: pd.DataFrame, known_ids: Collection[str], report: Report) -> pd.DataFrame:
    """Keep the rows about known places with figures that can be; NaN: not told, inf: unreachable."""
    ends = {end: matrix[end].astype(str) for end in ("from", "to")}
    figures = {
        name: pd.to_numeric(matrix[name], errors="coerce").astype(float) if name in matrix.columns else np.nan
        for name in ("walk_m", "crew_m")
    }
    table = pd.DataFrame(ends | figures, index=matrix.index)
    known = {str(name) for name in known_ids}
    strangers = sorted((set(table["from"]) | set(table["to"])) - known)
    if strangers:
        report.find("matrix-unknown-id", found=text("matrix-unknown-id.found", ids=shortlist(strangers)))
    negative = (table[["walk_m", "crew_m"]] < 0).any(axis=1)
    if negative.any():
        pairs = table.loc[negative, "from"] + " → " + table.loc[negative, "to"]
        report.find("matrix-negative", found=text("matrix-negative.found", pairs=shortlist(pairs)), severity="error")
    silent = table["walk_m"].isna() & table["crew_m"].isna()
    table.loc[silent, ["walk_m", "crew_m"]] = np.inf
    return table[table["from"].isin(known) & table["to"].isin(known) & ~negative]
