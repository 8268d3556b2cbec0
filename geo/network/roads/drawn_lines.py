"""Lines of a map layer with their vertices in degrees and metres; those that meet themselves are broken up first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geometry import project
from geo.network.roads.graph import Bools, Floats, Ints

Shapes = NDArray[Any]
SAME_M = 0.01  # two places a centimetre apart are one, whatever the policy's tolerance
_NEXT_M = 3 * SAME_M  # vertices that follow each other so closely are no line that comes back


@dataclass(frozen=True, slots=True, eq=False)
class DrawnLines:
    """All vertices as drawn: degrees, metres, and the line of each; shapes ``(v, 2)``, ``(v, 2)``, ``(v,)``."""

    degrees: Floats
    metres: Floats
    line: Ints

    def lines(self) -> Shapes:
        """Return the lines in metres."""
        return self.part(np.ones(len(self.line), dtype=np.bool_))

    def part(self, vertices: Bools) -> Shapes:
        """Return the lines over some of their vertices, in metres."""
        if not vertices.any():
            return np.empty(0, dtype=object)
        row = np.unique(self.line[vertices], return_inverse=True)[1]
        return np.atleast_1d(shapely.linestrings(self.metres[vertices], indices=row))

    def ends(self) -> tuple[Ints, Ints]:
        """Return the first and the last vertex of every line."""
        changes = np.flatnonzero(np.diff(self.line) != 0)
        return np.append(0, changes + 1).astype(np.int64), np.append(changes, len(self.line) - 1).astype(np.int64)

    def inner(self) -> Ints:
        """Return the vertices that are no ends."""
        return np.setdiff1d(np.arange(len(self.line)), np.concatenate(self.ends())).astype(np.int64)

    def along(self) -> Floats:
        """Return the metres of each vertex along its line."""
        steps = np.append(0.0, np.hypot(*np.diff(self.metres, axis=0).T))
        first, _ = self.ends()
        steps[first] = 0.0
        total = np.cumsum(steps)
        return np.asarray(total - total[first][self.line], dtype=np.float64)


def drawn_lines(lines: Shapes, metric_crs: str) -> DrawnLines:
    """Take lines apart into their vertices."""
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    return DrawnLines(xy, np.column_stack(project(xy[:, 0], xy[:, 1], metric_crs)), owner.astype(np.int64))


def untangled(lines: Shapes, drawn: DrawnLines, tolerance: float) -> tuple[Shapes, Ints]:
    """Break lines that meet themselves into straight pieces, which are then joined like any others.

    Returns
    -------
    The lines, and the row of the line that each comes from.
    """
    flat, rows = drawn.lines(), np.arange(len(lines), dtype=np.int64)
    tangled = ~shapely.is_simple(flat) | _comes_back(drawn, tolerance)
    if not tangled.any():
        return lines, rows
    kept, of_line = [lines[~tangled]], [rows[~tangled]]
    for row in rows[tangled].tolist():
        xy = shapely.get_coordinates(lines[row])
        moved = np.flatnonzero((np.diff(xy, axis=0) != 0).any(axis=1))
        if len(moved):
            kept.append(np.atleast_1d(shapely.linestrings(np.stack([xy[moved], xy[moved + 1]], axis=1))))
            of_line.append(np.full(len(moved), row, dtype=np.int64))
    return np.concatenate(kept), np.concatenate(of_line)


def _comes_back(drawn: DrawnLines, tolerance: float) -> Bools:
    """Say which lines end on themselves, other than where they began, or run along themselves."""
    first, last = drawn.ends()
    back = _runs_along_itself(drawn)
    is_open = (drawn.metres[first] != drawn.metres[last]).any(axis=1)
    rows = np.flatnonzero(is_open & (last - first > 1))
    bent = np.isin(drawn.line, rows)
    for end, left_out in ((last, last), (first, first)):
        kept = bent.copy()
        kept[left_out] = False
        rest = drawn.part(kept)
        back[rows] |= shapely.dwithin(rest, shapely.points(drawn.metres[end[rows]]), tolerance)
    return back


def _runs_along_itself(drawn: DrawnLines) -> Bools:
    """Say which lines have a vertex on a segment of their own elsewhere; rounding hides that from `is_simple`."""
    first, last = drawn.ends()
    back = np.zeros(len(last), dtype=np.bool_)
    starts = np.setdiff1d(np.arange(len(drawn.line)), last)
    segments = shapely.linestrings(np.stack([drawn.metres[starts], drawn.metres[starts + 1]], axis=1))
    vertex, segment = shapely.STRtree(segments).query(
        shapely.points(drawn.metres), predicate="dwithin", distance=SAME_M
    )
    own = drawn.line[vertex] == drawn.line[starts[segment]]
    vertex, start = vertex[own], starts[segment[own]]
    along, line = drawn.along(), drawn.line[vertex]
    away_m = np.maximum(along[start] - along[vertex], along[vertex] - along[start + 1])
    closes = (drawn.metres[first[line]] == drawn.metres[last[line]]).all(axis=1)
    # Round the ring the other way: over the place where it closes.
    over_m = along[last[line]] + np.minimum(along[vertex] - along[start + 1], along[start] - along[vertex])
    elsewhere = (away_m > _NEXT_M) & (~closes | (over_m > _NEXT_M))
    back[line[elsewhere]] = True
    return back
