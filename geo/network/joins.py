"""Forced links: the shortest ones that join what the neighbourhood left apart.

A region must be connected, so the link graph must be. Left-over components are joined by a shortest tree; a link
over a barrier counts as one longest link longer than it is, so that a way on dry land is preferred while it is not
absurdly long.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, QhullError, cKDTree

from geo.findings import Severity
from geo.network.barriers import Floats, Ints
from geo.network.links import Link, Measured, Pair, Scene, measure
from geo.wording import text

# Up to this many estates every pair is a candidate; above, Delaunay edges (they hold the shortest tree) and the
# nearest few of each estate (assumption: enough to find a way beside a barrier).
_EVERY_PAIR_UP_TO = 400
_NEAREST = 16
_ROWS_AT_ONCE = 200_000


def components_of(count: int, pairs: Ints) -> Ints:
    """Label the connected components of a graph with `count` nodes; `pairs` has shape ``(k, 2)``."""
    ones = np.ones(len(pairs), dtype=np.int8)
    _, labels = connected_components(
        coo_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count)), directed=False
    )
    return np.asarray(labels, dtype=np.int64)


def forced_links(scene: Scene, links: dict[Pair, Link], removed: set[Pair]) -> dict[Pair, Link]:
    """Find the forced links that connect the graph, and report each; pairs in `removed` are never used.

    The graph stays apart only where the user removed every pair that could join it; that is reported too.
    """
    count = len(scene.ids)
    labels = components_of(count, as_pairs(links))
    if labels.max(initial=0) == 0:
        return {}
    forced = _tree(scene, _candidates(scene, labels), labels, removed)
    labels = components_of(count, as_pairs([*links, *forced]))
    if labels.max() > 0 and removed:
        forced |= _tree(scene, _every_pair(labels), labels, removed)
        labels = components_of(count, as_pairs([*links, *forced]))
    for pair in sorted(forced):
        _report_forced(scene, pair, forced[pair])
    if labels.max() > 0:
        scene.report.find("links-apart", found=text("links-apart.found", count=int(labels.max()) + 1))
    return forced


def as_pairs(links: Iterable[Pair]) -> Ints:
    """Turn pairs of positions into an array of shape ``(k, 2)``."""
    return np.array(list(links), dtype=np.int64).reshape(-1, 2)


def _candidates(scene: Scene, labels: Ints) -> Ints:
    """Pick pairs of estates from different components that may be worth a link."""
    if len(labels) <= _EVERY_PAIR_UP_TO:
        return _every_pair(labels)
    spots, first = np.unique(np.round(scene.xy, 3), axis=0, return_index=True)
    _, nearest = cKDTree(scene.xy).query(scene.xy, k=_NEAREST + 1)
    rows = np.repeat(np.arange(len(labels)), _NEAREST + 1)
    # Estates in the order of their places: a chain that connects all, collinear and coincident ones too.
    chain = np.column_stack([np.arange(len(labels) - 1), np.arange(1, len(labels))])
    pairs = np.concatenate([np.column_stack([rows, nearest.ravel()]), chain, first[_delaunay_edges(spots)]])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    return np.asarray(pairs[labels[pairs[:, 0]] != labels[pairs[:, 1]]])


def _delaunay_edges(spots: Floats) -> Ints:
    """List the edges of the Delaunay triangulation; none where the points are on one line."""
    try:
        corners = Delaunay(spots).simplices
    except QhullError:
        return np.empty((0, 2), dtype=np.int64)
    return np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]).astype(np.int64)


def _every_pair(labels: Ints) -> Ints:
    """List all pairs between different components, those of the largest one with themselves left out early."""
    largest = np.argmax(np.bincount(labels))
    small = np.flatnonzero(labels != largest)
    one, other = np.repeat(small, len(labels)), np.tile(np.arange(len(labels)), len(small))
    apart = labels[one] != labels[other]
    return np.unique(np.sort(np.column_stack([one[apart], other[apart]]), axis=1), axis=0)


def _tree(scene: Scene, pairs: Ints, labels: Ints, removed: set[Pair]) -> dict[Pair, Link]:
    """Join components by a shortest tree over candidate pairs (Kruskal), ties by place."""
    allowed = np.array([tuple(pair) not in removed for pair in pairs.tolist()], dtype=bool)
    pairs = pairs[allowed]
    measured = measure(scene, pairs)
    order = np.lexsort((pairs[:, 1], pairs[:, 0], np.round(_effective_m(scene, pairs, measured), 3)))
    root = list(range(int(labels.max()) + 1))
    joined: dict[Pair, Link] = {}
    for row in order.tolist():
        one, other = (_find(root, int(labels[estate])) for estate in pairs[row])
        if one != other:
            root[max(one, other)] = min(one, other)
            joined[int(pairs[row, 0]), int(pairs[row, 1])] = measured.link(row, "forced")
    return joined


def _effective_m(scene: Scene, pairs: Ints, measured: Measured) -> Floats:
    """Weigh links: unreachable pairs last and by straight line, barriers as one longest link more."""
    rules = scene.policy.links
    straight_m = np.hypot(*(scene.xy[pairs[:, 0]] - scene.xy[pairs[:, 1]]).T) * rules.detour_factor
    walk_m = np.where(np.isfinite(measured.walk_m), measured.walk_m, 1e9 + straight_m)
    return np.asarray(walk_m + np.where(measured.is_cut & ~measured.has_way, rules.max_link_walk_m, 0.0))


def _find(root: list[int], label: int) -> int:
    while root[label] != label:
        root[label] = root[root[label]]
        label = root[label]
    return label


def _report_forced(scene: Scene, pair: Pair, link: Link) -> None:
    one, other = sorted(pair, key=lambda estate: scene.ids[estate])
    walk = text("links.unreachable") if not np.isfinite(link.walk_m) else f"{link.walk_m:,.0f} m"
    rule = "link-forced-over-barrier" if link.crosses_barrier else "link-forced"
    found = text(f"{rule}.found", one=scene.label(one), other=scene.label(other), walk=walk)
    severity: Severity = "warning" if link.crosses_barrier else "note"
    scene.report.find(rule, found=found, severity=severity, estate_id=scene.ids[one])
