"""How far it is: the ladder of distances, and the matrices that the planner uses.

Two matrices, never mixed: residents walking to a station, crews travelling. Every pair records the rung it came
from: the user's matrix (`matrix`), the road graph (`road_travel`), or the straight line times a detour factor (here).
Unreachable is ``inf``, never a huge number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from geo.geometry import coordinates
from geo.network.barriers import BarrierSet, Bools, Floats, Ints, Shapes
from geo.network.passages import ways_over
from geo.policy import TravelPolicy

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
        By crew they are those of the quickest way, which need not be the shortest.
    minutes : how long it takes, ``inf`` where unreachable, same shape; NaN where nobody said.
    rung : position in `RUNGS`, int8, same shape.
    over_barrier : where the straight line crosses a barrier and no crossing is known, so that the figure is a
        guess that leaves the barrier out; same shape.
    """

    metres: Floats
    rung: NDArray[np.int8]
    over_barrier: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))
    minutes: Floats = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        """Take a missing `over_barrier` as nowhere, and missing minutes as unknown."""
        if self.over_barrier.shape != self.metres.shape:
            object.__setattr__(self, "over_barrier", np.zeros(self.metres.shape, dtype=bool))
        if self.minutes.shape != self.metres.shape:
            object.__setattr__(self, "minutes", np.full(self.metres.shape, np.nan))


class Travel(Protocol):
    """A source of distances: every origin to every target, on foot and by crew, or pair by pair on foot."""

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target, shape ``(a, b)``."""

    def crew(self, origins: Places, targets: Places, *, mode: str = "ebike") -> Distances:
        """Go with a crew from each origin to each target, shape ``(a, b)``; there and back may differ.

        Parameters
        ----------
        mode : a key of `geo.schema.routing.TRAVEL_MODES`.
        """

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk from the first origin to the first target, and so on, shape ``(k,)``."""

    def paths(self, origins: Places, targets: Places, *, mode: str) -> Shapes:
        """Draw the way of each pair as a LineString in the metric CRS, shape ``(k,)``; None where unreachable."""


def pace_m_min(travel: TravelPolicy, mode: str) -> float:
    """Return the speed of a mode where no road tells it, metres a minute."""
    return {"walk": travel.walk_m_min, "ebike": travel.crew_m_min, "truck": travel.truck_m_min}[mode]


@dataclass(frozen=True, slots=True, eq=False)
class StraightLine:
    """The last rung: straight line times a detour factor, over the nearest crossing where a barrier is in between.

    Where no crossing leads over, the straight line stands as an assumption and `Distances.over_barrier` says so.
    Crews are taken to cross where residents do.
    """

    detour_factor: float = 1.3
    barriers: BarrierSet | None = None
    pace: TravelPolicy = field(default_factory=TravelPolicy)

    def walk(self, origins: Places, targets: Places) -> Distances:
        """Walk from each origin to each target; see the class."""
        return self._matrix(origins, targets, "walk")

    def crew(self, origins: Places, targets: Places, *, mode: str = "ebike") -> Distances:
        """Go with a crew from each origin to each target; as far as on foot on this rung, at the mode's speed."""
        return self._matrix(origins, targets, mode)

    def walk_pairs(self, origins: Places, targets: Places) -> Distances:
        """Walk pair by pair; see the class."""
        straight_m = np.hypot(*(origins.xy - targets.xy).T)
        rows = np.arange(len(origins))
        return self._straight(*self._measured(straight_m, origins.xy, targets.xy, (rows, rows)), "walk")

    def paths(self, origins: Places, targets: Places, *, mode: str) -> Shapes:  # noqa: ARG002  all modes go straight
        """Draw the straight line of each pair."""
        return np.asarray(shapely.linestrings(np.stack([origins.xy, targets.xy], axis=1)), dtype=object)

    def _matrix(self, origins: Places, targets: Places, mode: str) -> Distances:
        metres = cdist(origins.xy, targets.xy)
        guessed = np.zeros(metres.shape, dtype=bool)
        for block in blocks(len(origins), len(targets)):
            rows, columns = (index.ravel() for index in np.indices(metres[block].shape))
            measured = self._measured(metres[block].ravel(), origins.xy[block], targets.xy, (rows, columns))
            metres[block], guessed[block] = (part.reshape(metres[block].shape) for part in measured)
        return self._straight(metres, guessed, mode)

    def _straight(self, metres: Floats, over_barrier: Bools, mode: str) -> Distances:
        rung = np.full(metres.shape, STRAIGHT, dtype=np.int8)
        return Distances(metres, rung, over_barrier, metres / pace_m_min(self.pace, mode))

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


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Cut the rows of a matrix so that its memory stays bounded."""
    step = max(1, _PAIRS_AT_ONCE // max(columns, 1))
    return (slice(start, start + step) for start in range(0, rows, step))
