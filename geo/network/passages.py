"""Ways over the crossings of barriers, for walks whose straight segment is cut.

A way goes from its start to a crossing, perhaps on to others, and to its end; each leg is straight and crosses no
barrier but those that the crossings at its two ends open, and those only near the crossing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from geo.network.barriers import BarrierSet, Bools, Floats, Ints, Shapes, nearest_crossings

# Each place looks at so many of the crossings nearest to it (assumption: bounds the work; a town's
# sub-district has fewer).
_NEAREST = 16
# A crossing stands on its barrier, a path on the middle of its street: so far apart they may be (assumption).
_ON_PATH_M = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Shortest ways over crossings, one a pair.

    Attributes
    ----------
    metres : length of the way, ``inf`` where no crossing helps, shape ``(k,)``.
    first, last : the crossings it goes through first and last (the same where it is one), -1 where none, ``(k,)``.
    """

    metres: Floats
    first: Ints
    last: Ints


def ways_over(barriers: BarrierSet, starts: Floats, ends: Floats, pairs: tuple[Ints, Ints]) -> Ways:
    """Find the shortest way over crossings for pairs of places.

    Parameters
    ----------
    starts, ends : x, y in metres, shapes ``(n, 2)`` and ``(m, 2)``.
    pairs : positions in starts and in ends, each shape ``(k,)``.

    Notes
    -----
    Only the 16 crossings nearest to each place are tried, and the shortest way is exact among those.
    """
    if len(barriers.crossings) == 0 or len(pairs[0]) == 0:
        nothing = np.full(len(pairs[0]), -1, dtype=np.int64)
        return Ways(np.full(len(pairs[0]), np.inf), nothing, nothing)
    used_starts, start_of = np.unique(pairs[0], return_inverse=True)
    used_ends, end_of = np.unique(pairs[1], return_inverse=True)
    at_start, start_leg_m = (side[start_of] for side in _legs(barriers, starts[used_starts]))
    at_end, end_leg_m = (side[end_of] for side in _legs(barriers, ends[used_ends]))
    firsts, first_of = np.unique(at_start, return_inverse=True)
    first_of = first_of.reshape(at_start.shape)
    between_m = dijkstra(_crossing_graph(barriers), directed=False, indices=firsts)
    best = Ways(np.full(len(end_of), np.inf), *(np.full(len(end_of), -1, dtype=np.int64) for _ in range(2)))
    # Nearest first, so that a tie goes to the crossing nearer to the start.
    for one, other in product(range(at_start.shape[1]), range(at_end.shape[1])):
        metres = start_leg_m[:, one] + between_m[first_of[:, one], at_end[:, other]] + end_leg_m[:, other]
        better = metres < best.metres
        best.metres[better] = metres[better]
        best.first[better] = at_start[better, one]
        best.last[better] = at_end[better, other]
    return best


def crossings_along(barriers: BarrierSet, paths: Shapes) -> tuple[Ints, Ints]:
    """Find the crossings that paths along the streets go over, first and last of each, -1 where none.

    Parameters
    ----------
    paths : lines in metres, shape ``(k,)``.
    """
    first, last = (np.full(len(paths), -1, dtype=np.int64) for _ in range(2))
    if len(barriers.crossings):
        points = shapely.points(barriers.crossings)
        path, crossing = shapely.STRtree(points).query(paths, predicate="dwithin", distance=_ON_PATH_M)
        along_m = shapely.line_locate_point(paths[path], points[crossing])
        order = np.lexsort((crossing, along_m, path))
        for end, rows in ((first, order[::-1]), (last, order)):
            end[path[rows]] = crossing[rows]  # the last one written stays
    return first, last


def bridgeheads(barriers: BarrierSet, places: Floats, side: Ints) -> Ints:
    """Pair the places nearest to each crossing on its different sides.

    Parameters
    ----------
    places : x, y in metres, shape ``(n, 2)``.
    side : which side of the barriers each stands on, shape ``(n,)``.

    Returns
    -------
    Pairs of positions, ``first < second``, shape ``(k, 2)``; only places with a free way to the crossing.
    """
    nobody = np.empty((0, 2), dtype=np.int64)
    if len(barriers.crossings) == 0:
        return nobody
    at, leg_m = _legs(barriers, places)
    place, rank = np.nonzero(np.isfinite(leg_m))
    crossing = at[place, rank]
    order = np.lexsort((place, leg_m[place, rank], side[place], crossing))
    place, crossing = place[order], crossing[order]
    _, first = np.unique(np.column_stack([crossing, side[place]]), axis=0, return_index=True)
    heads = np.split(place[first], np.flatnonzero(np.diff(crossing[first])) + 1)
    pairs = [np.sort(head[np.column_stack(np.triu_indices(len(head), 1))], axis=1) for head in heads]
    return np.unique(np.concatenate([nobody, *pairs]), axis=0)


@lru_cache(maxsize=4)  # keyed by the set itself: one town's matrices ask for the same graph many times
def _crossing_graph(barriers: BarrierSet) -> csr_matrix:
    """Join crossings that a person can walk between without another crossing; weights in metres."""
    count = len(barriers.crossings)
    index, metres = nearest_crossings(barriers, barriers.crossings, _NEAREST + 1)
    origin = np.repeat(np.arange(count), index.shape[1])
    target = index.ravel()
    free = (origin != target) & legs_are_free(
        barriers, barriers.crossings[origin], barriers.crossings[target], start_at=origin, end_at=target
    )
    # A zero weight would read as "no edge"; two crossings on one spot are a millimetre apart.
    weight = np.maximum(metres.ravel()[free], 0.001)
    return csr_matrix((weight, (origin[free], target[free])), shape=(count, count))


def _legs(barriers: BarrierSet, points: Floats) -> tuple[Ints, Floats]:
    """Find the crossings with a free straight way from each point, nearest first, and the metres to them.

    Both have a row a point; short rows are filled up with ``inf`` metres.
    """
    index, metres = nearest_crossings(barriers, points, _NEAREST)
    ends = index.ravel()
    starts = np.repeat(points, index.shape[1], axis=0)
    free = legs_are_free(barriers, starts, barriers.crossings[ends], start_at=np.full(len(ends), -1), end_at=ends)
    metres[~free.reshape(index.shape)] = np.inf
    order = np.argsort(metres, axis=1, kind="stable")[:, : max(1, int(np.isfinite(metres).sum(axis=1).max()))]
    return np.take_along_axis(index, order, axis=1), np.take_along_axis(metres, order, axis=1)


def legs_are_free(barriers: BarrierSet, starts: Floats, ends: Floats, *, start_at: Ints, end_at: Ints) -> Bools:
    """Tell which legs cross no barrier but those open at their ends.

    Parameters
    ----------
    starts, ends : x, y in metres, shape ``(k, 2)``.
    start_at, end_at : the crossing at each end, -1 where there is none, shape ``(k,)``.
    """
    free = np.zeros(len(starts), dtype=bool)
    maybe = np.flatnonzero(~_cut_in_the_middle(barriers, starts, ends, start_at >= 0))
    segments = shapely.linestrings(np.stack([starts[maybe], ends[maybe]], axis=1))
    leg, piece = barriers.tree.query(segments, predicate="intersects")
    shape = barriers.shape_of[piece]
    met = shapely.intersection(segments[leg], barriers.pieces[piece])
    is_open = np.zeros(len(leg), dtype=bool)
    for at, place in ((start_at[maybe], starts[maybe]), (end_at[maybe], ends[maybe])):
        near = shapely.distance(met, shapely.points(place[leg])) <= barriers.reach_m[shape]
        is_open |= near & barriers.opens(at[leg], shape)
    free[maybe] = True
    free[maybe[leg[~is_open]]] = False
    return free


def _cut_in_the_middle(barriers: BarrierSet, starts: Floats, ends: Floats, opens_at_start: Bools) -> Bools:
    """Tell which legs a barrier cuts where no crossing at their ends can reach; quick, for the many hopeless ones."""
    reach_m = barriers.reach_m.max()
    along = ends - starts
    metres = np.hypot(*along.T)
    low, high = np.where(opens_at_start, reach_m, 0.0), metres - reach_m
    long = np.flatnonzero(high > low)
    step = along[long] / metres[long, None]
    cut = np.zeros(len(starts), dtype=bool)
    middle = np.stack([starts[long] + step * low[long, None], starts[long] + step * high[long, None]], axis=1)
    cut[long] = shapely.intersects(barriers.cutter, shapely.linestrings(middle))
    return cut
