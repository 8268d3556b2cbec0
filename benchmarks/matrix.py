"""Matrices along invented streets: ``bench matrix [--match GLOB] [--problem walk|truck] [--peers] [--json FILE]``.

Places stand at random corners of a seeded street net, so that programs which know corners only can run beside. `value`
is the mean of all finite minutes; `checked` says that rows drawn at random equal scipy's.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from _rows import gaps, measured, options_reader, run_all
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from geo.network.roads.graph import ModeEdges, RoadGraph
from geo.network.roads.snapping import Snaps
from geo.network.shortest.streets import ModeStreets, streets_of

Row = dict[str, Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# name, corners, places
CASES = (("streets-1k", 1_000, 200), ("streets-20k", 20_000, 5_000), ("streets-200k", 200_000, 500))
_BLOCK_M, _MISSING, _ONE_WAY = 120.0, 0.2, 0.15
_WALK_M_MIN, _SLOW_M_MIN, _FAST_M_MIN = 50.0, 150.0, 500.0
_TICKS = 1e5  # of a minute, for programs that know whole numbers only
_PEERS = {"scipy": "scipy", "routingkit": "routingkit_cch", "igraph": "igraph", "networkx": "networkx"}
_FEWER = {"networkx": 50, "igraph": 500}  # origins that slow programs are given; their seconds are scaled up
_LONGEST_S = 1_800.0


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """An invented street net, and the corners that places stand at."""

    graph: RoadGraph
    origins: Ints
    targets: Ints


def net_of(corners: int, places: int, seed: int) -> Net:
    """Draw a grid with jittered corners, streets missing, some one-way for vehicles, speeds at random."""
    generator, side = np.random.default_rng(seed), round(corners**0.5)
    corner = np.arange(side * side).reshape(side, side)
    tail = np.concatenate([corner[:, :-1].ravel(), corner[:-1].ravel()])
    head = np.concatenate([corner[:, 1:].ravel(), corner[1:].ravel()])
    kept = generator.random(len(tail)) > _MISSING
    tail, head = tail[kept], head[kept]
    xy = np.column_stack(np.divmod(np.arange(side * side), side)) * _BLOCK_M
    xy += generator.uniform(-_BLOCK_M / 4, _BLOCK_M / 4, xy.shape)
    length = np.hypot(*(xy[tail] - xy[head]).T)
    on_foot, ahead = length / _WALK_M_MIN, length / generator.uniform(_SLOW_M_MIN, _FAST_M_MIN, len(tail))
    back = np.where(generator.random(len(tail)) < _ONE_WAY, np.inf, ahead)
    usable = np.ones(len(tail), dtype=bool)
    modes = {"walk": ModeEdges(on_foot, on_foot, usable), "truck": ModeEdges(ahead, back, usable)}
    graph = RoadGraph(
        "EPSG:4549", xy, tail, head, length, np.zeros(len(tail), dtype=np.int16),
        np.stack([xy[tail], xy[head]], axis=1).reshape(-1, 2), np.arange(0, 2 * len(tail) + 1, 2),
        ("",) * len(tail), modes,
    )  # fmt: skip
    return Net(graph, *(generator.choice(np.unique(tail), places) for _ in range(2)))


def main() -> int:
    """Run the cases asked for, one child process each."""
    reader = options_reader(__doc__, time_limit_s=None, problems=("walk", "truck"))
    options: argparse.Namespace = reader.parse_args()
    if options.child:
        print(json.dumps(_row(json.loads(options.child))))
        return 0
    jobs = [
        {"family": "streets", "instance": name, "problem": mode, "n": places, "p": corners, "seed": options.seed}
        for name, corners, places in CASES
        for mode in ("walk", "truck")
        if fnmatch(name, options.match) and options.problem in {"", mode}
    ]
    installed = [name for name, module in _PEERS.items() if importlib.util.find_spec(module)]
    return run_all(Path(__file__), jobs, options, wait_s=_LONGEST_S, peers_of=lambda _: installed)


def _row(job: dict[str, Any]) -> Row:
    """Make one matrix in this process, kernels compiled and the graph prepared beforehand."""
    net, peer = net_of(job["p"], job["n"], job["seed"]), job.get("peer")
    maker, small = MAKERS[peer or "linli"], net_of(100, 5, 0)
    maker(small, job["problem"])(small.origins)
    make, built = measured(lambda: maker(net, job["problem"]))
    origins = net.origins[: _FEWER.get(peer or "", len(net.origins))]
    minutes, usage = measured(lambda: make(origins))
    scale = len(net.origins) / len(origins)
    usage |= {"seconds": usage["seconds"] * scale, "cpu_seconds": usage["cpu_seconds"] * scale}
    print(f"{job['instance']} {job['problem']} {peer or 'linli'}: built in {built['cpu_seconds']} s", file=sys.stderr)
    value = float(minutes[np.isfinite(minutes)].mean())
    right = _is_right(net, job["problem"], minutes)
    told = {"solver": peer or "linli", "value": value, "bound": None, "best_known": None, "checked": right}
    return job | told | {"status": "optimal"} | usage | gaps(value, None, None)


def _is_right(net: Net, mode: str, minutes: Floats) -> bool:
    rows = np.random.default_rng(1).choice(len(minutes), min(20, len(minutes)), replace=False)
    plain = dijkstra(_weights(net, mode), indices=net.origins[rows])[:, net.targets]
    return bool(np.allclose(plain, minutes[rows], rtol=1e-6, atol=1e-3))


def _weights(net: Net, mode: str) -> csr_matrix:
    arcs = _arcs(net, mode)
    count = len(net.graph.node_xy)
    return csr_matrix((arcs[2], (arcs[0], arcs[1])), shape=(count, count))


def _arcs(net: Net, mode: str) -> tuple[Ints, Ints, Floats]:
    graph, edges = net.graph, net.graph.modes[mode]
    minutes = np.concatenate([edges.forward_min, edges.backward_min])
    kept = np.isfinite(minutes)
    tail, head = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    return tail[kept], head[kept], minutes[kept]


Maker = Callable[[Ints], Floats]  # origins to minutes, a row an origin


def _ours(net: Net, mode: str) -> Maker:
    streets: ModeStreets = streets_of(net.graph, mode)
    street_at = np.zeros(len(net.graph.node_xy), dtype=np.int64)
    street_at[net.graph.tail] = np.arange(len(net.graph.tail))

    def points(corners: Ints) -> Snaps:
        return Snaps(street_at[corners], np.zeros(len(corners)), np.zeros(len(corners)))

    return lambda origins: streets.matrix(points(origins), points(net.targets))[0]


def _scipy(net: Net, mode: str) -> Maker:
    weights = _weights(net, mode)
    return lambda origins: np.concatenate(
        [dijkstra(weights, indices=origins[at : at + 100])[:, net.targets] for at in range(0, len(origins), 100)]
    )


def _routingkit(net: Net, mode: str) -> Maker:
    import routingkit_cch

    tail, head, minutes = _arcs(net, mode)
    tail, head = tail.astype(np.uint32), head.astype(np.uint32)
    x, y = net.graph.node_xy.astype(np.float32).T
    order = routingkit_cch.compute_order_inertial(len(x), tail, head, y, x)
    keeps_closed_arcs = False
    metric = routingkit_cch.CCHMetric(
        routingkit_cch.CCH(order, tail, head, keeps_closed_arcs), np.rint(minutes * _TICKS).astype(np.int32)
    )
    to_targets = routingkit_cch.CCHOneToMany(metric, net.targets.astype(np.uint32))

    def rows(origins: Ints) -> Floats:
        ticks = np.array([to_targets.distances_from(int(origin)) for origin in origins], dtype=np.float64)
        return np.where(ticks < 2**31 - 1, ticks / _TICKS, np.inf)  # NaN where there is no way

    return rows


def _igraph(net: Net, mode: str) -> Maker:
    import igraph

    tail, head, minutes = _arcs(net, mode)
    graph = igraph.Graph(len(net.graph.node_xy), np.column_stack([tail, head]).tolist(), directed=True)
    targets, where = np.unique(net.targets, return_inverse=True)

    def rows(origins: Ints) -> Floats:
        starts, start_of = np.unique(origins, return_inverse=True)
        found = graph.distances(starts.tolist(), targets.tolist(), weights=minutes.tolist())
        return np.array(found)[start_of][:, where]

    return rows


def _networkx(net: Net, mode: str) -> Maker:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_weighted_edges_from(zip(*(column.tolist() for column in _arcs(net, mode)), strict=True))

    def rows(origins: Ints) -> Floats:
        found = [nx.single_source_dijkstra_path_length(graph, int(origin)) for origin in origins]
        return np.array([[row.get(target, np.inf) for target in net.targets.tolist()] for row in found])

    return rows


MAKERS: dict[str, Callable[[Net, str], Maker]] = {
    "linli": _ours, "scipy": _scipy, "routingkit": _routingkit, "igraph": _igraph, "networkx": _networkx,
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
