"""Lines that meet without a shared node are joined: where they cross on one level, and where one ends on another.

Lines on different levels (bridge, tunnel, layer) pass over each other; an end joins whatever it touches, since a
street does not end under a bridge by chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from geo.geometry import project
from geo.io.datum import to_wgs84
from geo.network.roads.drawn_lines import SAME_M, DrawnLines, Shapes, drawn_lines, untangled
from geo.network.roads.graph import Bools, Floats, Ints
from geo.network.roads.tags import layer_of
from geo.network.roads.ways import NO_WAYS, Note, Tags, Ways


@dataclass(frozen=True, slots=True, eq=False)
class _Cuts:
    """Places on lines where they meet others: the line, the metres along it, the place, whether it is an end."""

    line: Ints
    along: Floats
    xy: Floats
    is_end: Bools


def noded_ways(lines: Shapes, tags: tuple[Tags, ...], *, metric_crs: str, join_m: float, notes: list[Note]) -> Ways:
    """Join lines where they meet and return them over shared vertices; what was joined is added to `notes`.

    Parameters
    ----------
    lines : LineStrings in WGS-84, shape ``(w,)``.
    join_m : gap up to which an end joins a line or another end.
    """
    lines, tags = _in_an_order_of_their_own(*_within_reach(lines, tags, metric_crs, notes))
    if len(lines) == 0:
        return NO_WAYS
    tolerance = max(join_m, SAME_M)
    lines, of_line = untangled(lines, drawn_lines(lines, metric_crs), tolerance)
    tags = tuple(tags[row] for row in of_line.tolist())
    drawn = drawn_lines(lines, metric_crs)
    flat = drawn.lines()
    level = np.array([layer_of(one) for one in tags], dtype=np.int64)
    ends, crossings = _ends(flat), _crossings(flat, level)
    touches = _touches(flat, ends, tolerance)
    passed = _passed(flat, crossings, level)
    cuts = _joined_cuts([ends, crossings, touches, passed, _shared_vertices(flat, drawn, level)])
    node = _nodes(cuts, level, tolerance)
    _say_joined(cuts, node, len(ends.line), len(crossings.line), notes)
    return _ways(drawn, cuts, node, tags, metric_crs=metric_crs)


def _within_reach(
    lines: Shapes, tags: tuple[Tags, ...], metric_crs: str, notes: list[Note]
) -> tuple[Shapes, tuple[Tags, ...]]:
    """Leave out lines that the metric CRS cannot hold, as on the other side of the globe."""
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    metric = np.column_stack(project(xy[:, 0], xy[:, 1], metric_crs))
    lost = np.unique(owner[~np.isfinite(metric).all(axis=1)])
    if len(lost) == 0:
        return lines, tags
    notes.append(Note("roads-far-away", "warning", {"count": len(lost)}))
    kept = np.setdiff1d(np.arange(len(lines)), lost)
    return lines[kept], tuple(tags[row] for row in kept.tolist())


def _in_an_order_of_their_own(lines: Shapes, tags: tuple[Tags, ...]) -> tuple[Shapes, tuple[Tags, ...]]:
    """Sort lines by their places, so that the order of the file does not show in the last digits of crossings."""
    places, words = shapely.to_wkb(lines).tolist(), [sorted(one.items()) for one in tags]
    order = sorted(range(len(tags)), key=lambda row: (places[row], words[row]))
    return lines[np.array(order, dtype=np.int64)], tuple(tags[row] for row in order)


def _ends(lines: Shapes) -> _Cuts:
    """Take the two ends of every line."""
    first, last = shapely.get_point(lines, 0), shapely.get_point(lines, -1)
    rows = np.arange(len(lines), dtype=np.int64)
    xy = np.concatenate([shapely.get_coordinates(first), shapely.get_coordinates(last)])
    along = np.concatenate([np.zeros(len(lines)), shapely.length(lines)])
    return _Cuts(np.tile(rows, 2), along, xy, np.ones(2 * len(lines), dtype=np.bool_))


def _crossings(lines: Shapes, level: Ints) -> _Cuts:
    """Find where two lines of one level meet, a place once for each of the two."""
    one, other = shapely.STRtree(lines).query(lines, predicate="intersects")
    pairs = (one < other) & (level[one] == level[other])
    one, other = one[pairs], other[pairs]
    met, pair = shapely.get_parts(shapely.intersection(lines[one], lines[other]), return_index=True)
    # Where two lines run together for a while, they share the ends of that stretch; its inside is drawn twice.
    xy, part = shapely.get_coordinates(met, return_index=True)
    line = np.concatenate([one[pair[part]], other[pair[part]]]).astype(np.int64)
    both = np.concatenate([xy, xy])
    along = shapely.line_locate_point(lines[line], shapely.points(both)) if len(line) else np.empty(0)
    return _Cuts(line, along, both, np.zeros(len(line), dtype=np.bool_))


def _passed(lines: Shapes, crossings: _Cuts, level: Ints) -> _Cuts:
    """Find the other lines of the level through a crossing: of those that run together, some miss it by a rounding."""
    found, line = shapely.STRtree(lines).query(shapely.points(crossings.xy), predicate="dwithin", distance=SAME_M)
    meets = (crossings.line[found] != line) & (level[crossings.line[found]] == level[line])
    found, line = found[meets], line[meets].astype(np.int64)
    xy = crossings.xy[found]
    along = shapely.line_locate_point(lines[line], shapely.points(xy)) if len(line) else np.empty(0)
    return _Cuts(line, along, xy, np.zeros(len(line), dtype=np.bool_))


def _touches(lines: Shapes, ends: _Cuts, tolerance: float) -> _Cuts:
    """Find the lines that an end of another line touches, within the tolerance."""
    points = shapely.points(ends.xy)
    end, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=tolerance)
    others = ends.line[end] != line
    end, line = end[others], line[others].astype(np.int64)
    along = shapely.line_locate_point(lines[line], points[end]) if len(line) else np.empty(0)
    at = shapely.line_interpolate_point(lines[line], along) if len(line) else np.empty(0, dtype=object)
    return _Cuts(line, along, shapely.get_coordinates(at), np.zeros(len(line), dtype=np.bool_))


def _shared_vertices(lines: Shapes, drawn: DrawnLines, level: Ints) -> _Cuts:
    """Find inner vertices that stand on another line of their level: the two meet there without crossing."""
    inner = drawn.inner()
    vertex, line = shapely.STRtree(lines).query(
        shapely.points(drawn.metres[inner]), predicate="dwithin", distance=SAME_M
    )
    own, line = drawn.line[inner[vertex]], line.astype(np.int64)
    meets = (own != line) & (level[own] == level[line])
    at, own, line = inner[vertex[meets]], own[meets], line[meets]
    points = shapely.points(drawn.metres[at])
    along = shapely.line_locate_point(lines[line], points) if len(at) else np.empty(0)
    both = np.concatenate([drawn.metres[at], drawn.metres[at]])
    return _Cuts(
        np.concatenate([own, line]),
        np.concatenate([drawn.along()[at], along]),
        both,
        np.zeros(len(both), dtype=np.bool_),
    )


def _joined_cuts(parts: list[_Cuts]) -> _Cuts:
    return _Cuts(
        np.concatenate([part.line for part in parts]),
        np.concatenate([part.along for part in parts]),
        np.concatenate([part.xy for part in parts]).reshape(-1, 2),
        np.concatenate([part.is_end for part in parts]),
    )


def _nodes(cuts: _Cuts, level: Ints, tolerance: float) -> Ints:
    """Find the nodes where lines meet; cuts within the tolerance are one node, ends whatever their level.

    Returns
    -------
    For each cut the position of the cut that stands for its node (the lowest by place), shape ``(c,)``.
    """
    near = cKDTree(cuts.xy).query_pairs(tolerance, output_type="ndarray")
    of_level = level[cuts.line]
    one, other = near[:, 0], near[:, 1]
    may_join = cuts.is_end[one] | cuts.is_end[other] | (of_level[one] == of_level[other])
    one, other = one[may_join], other[may_join]
    count = len(cuts.line)
    _, label = connected_components(
        coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(count, count)), directed=False
    )
    order = np.lexsort((cuts.xy[:, 1], cuts.xy[:, 0], label))
    is_first = np.append(True, np.diff(label[order]) != 0)[:count]
    node = np.empty(count, dtype=np.int64)
    node[order] = order[is_first][np.cumsum(is_first) - 1]
    return node


def _say_joined(cuts: _Cuts, node: Ints, ends: int, crossings: int, notes: list[Note]) -> None:
    """Count the nodes made in the middle of lines: crossings, and ends that touched."""
    inner = node[ends:]
    at_ends = np.unique(node[:ends])
    crossed = np.setdiff1d(np.unique(inner[:crossings]), at_ends)
    inside = ~_is_at_end(cuts, node, ends)
    touched = np.intersect1d(np.unique(inner[crossings:][inside[ends + crossings :]]), at_ends)
    if len(crossed) or len(touched):
        notes.append(Note("roads-joined", "note", {"crossings": len(crossed), "touches": len(touched)}))


def _is_at_end(cuts: _Cuts, node: Ints, ends: int) -> Bools:
    """Say which cuts lie at an end of their own line."""
    count = np.int64(len(node))
    own = np.unique(cuts.line[:ends] * count + node[:ends])
    return np.isin(cuts.line * count + node, own)


def _ways(drawn: DrawnLines, cuts: _Cuts, node: Ints, tags: tuple[Tags, ...], *, metric_crs: str) -> Ways:
    """Set the nodes into the lines and number all vertices: nodes shared, plain vertices each line's own."""
    plain = drawn.inner()
    names, number = np.unique(node, return_inverse=True)
    line = np.concatenate([cuts.line, drawn.line[plain]])
    along = np.concatenate([cuts.along, drawn.along()[plain]])
    vertex = np.concatenate([number, len(names) + np.arange(len(plain))])
    order = np.lexsort((vertex, along, line))
    kept = order[~_is_on_a_node(line[order], along[order], vertex[order] >= len(names))]
    line, vertex = line[kept], vertex[kept]
    again = np.append(False, (np.diff(line) == 0) & (np.diff(vertex) == 0))
    line, vertex = line[~again], vertex[~again]
    nodes = np.column_stack(to_wgs84(cuts.xy[names, 0], cuts.xy[names, 1], source=metric_crs))
    places = np.concatenate([nodes, drawn.degrees[plain]])
    start = np.append(np.flatnonzero(np.append(True, np.diff(line) != 0)), len(line)).astype(np.int64)
    ids = np.arange(len(places), dtype=np.int64)
    return Ways(places[:, 0], places[:, 1], ids, vertex.astype(np.int64), start, tags)


def _is_on_a_node(line: Ints, along: Floats, is_plain: Bools) -> Bools:
    """Say which plain vertices stand where a node of their line is set anyway; rows sorted along the lines."""
    close = (np.diff(line) == 0) & (np.diff(along) < SAME_M)
    before = np.append(False, close & ~is_plain[:-1])
    after = np.append(close & ~is_plain[1:], False)
    return np.asarray(is_plain & (before | after), dtype=np.bool_)
