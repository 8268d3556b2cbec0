"""Partitioners of others for the benchmark of regions, called where they are installed."""

from __future__ import annotations

import importlib
import random
import tempfile
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]


def _pymetis(population: Floats, edges: Pairs, place: Floats, count: int, tolerance: float, seed: int) -> list[int]:  # noqa: ARG001, PLR0917  one signature for all peers
    """METIS, multilevel k-way, connected parts asked for."""
    import pymetis

    beside: list[list[int]] = [[] for _ in population]
    for first, second in edges.tolist():
        beside[first].append(second)
        beside[second].append(first)
    options = pymetis.Options(contig=1, seed=seed, ufactor=max(1, int(1000 * tolerance)))
    weights = np.maximum(np.round(population), 1).astype(int).tolist()
    _, parts = pymetis.part_graph(count, adjacency=beside, vweights=weights, options=options, recursive=False)
    return list(parts)


def _gerrychain(population: Floats, edges: Pairs, place: Floats, count: int, tolerance: float, seed: int) -> list[int]:  # noqa: ARG001, PLR0917  one signature for all peers
    """GerryChain: a plan from random spanning trees."""
    import networkx as nx
    from gerrychain import Graph, Partition

    random.seed(seed)
    graph: Any = nx.Graph()
    for unit, people in enumerate(population.tolist()):
        graph.add_node(unit, pop=people)
    graph.add_edges_from(edges.tolist())
    plan: Any = Partition.from_random_assignment(
        Graph.from_networkx(graph), n_parts=count, epsilon=tolerance, pop_col="pop"
    )
    parts = {unit: part - min(plan.parts) for unit, part in plan.assignment.items()}
    return [parts[unit] for unit in range(len(population))]


def _frame(population: Floats, place: Floats) -> Any:  # noqa: ANN401  geopandas is imported only here
    """Make a table of the units with their standardised places, which is what clustering tools call compact."""
    import geopandas as gpd

    standard = (place - place.mean(axis=0)) / place.std(axis=0)
    columns = {"across": standard[:, 0], "up": standard[:, 1], "pop": population}
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(*place.T), crs="EPSG:3857")


def _pygeoda(population: Floats, edges: Pairs, place: Floats, count: int, tolerance: float, seed: int) -> list[int]:  # noqa: PLR0917  one signature for all peers
    """PyGeoDa: REDCAP with a floor of the load, the only balance it knows; it may return fewer regions."""
    import pygeoda

    beside: list[list[int]] = [[] for _ in population]
    for first, second in edges.tolist():
        beside[first].append(second)
        beside[second].append(first)
    with tempfile.NamedTemporaryFile("w", suffix=".gal") as told:
        told.write(f"0 {len(beside)} units uid\n")
        for unit, others in enumerate(beside):
            told.write(f"{unit} {len(others)}\n{' '.join(map(str, others))}\n")
        told.flush()
        weights = pygeoda.read_gal(told.name, [str(unit) for unit in range(len(beside))])
    data = pygeoda.open(_frame(population, place))
    floor = (1 - tolerance) * float(population.sum()) / count
    found = pygeoda.redcap(
        count, weights, data[["across", "up"]], "fullorder-wardlinkage",
        bound_variable=population.tolist(), min_bound=floor, random_seed=seed, cpu_threads=1,
    )  # fmt: skip
    return [int(cluster) - 1 for cluster in found["Clusters"]]


def _spopt(population: Floats, edges: Pairs, place: Floats, count: int, tolerance: float, seed: int) -> list[int]:  # noqa: ARG001, PLR0917  one signature for all peers
    """Spopt: Ward's clustering with connected regions; it knows no balance."""
    from libpysal.weights import W
    from spopt.region import WardSpatial

    beside: dict[int, list[int]] = {unit: [] for unit in range(len(population))}
    for first, second in edges.tolist():
        beside[first].append(second)
        beside[second].append(first)
    model = WardSpatial(_frame(population, place), W(beside), ["across", "up"], n_clusters=count)
    model.solve()
    return [int(label) for label in model.labels_]


def import_peer(peer: str) -> None:
    """Import a program, so that its import is not timed."""
    for module in {"spopt": ("geopandas", "libpysal.weights", "spopt.region")}.get(peer, (peer,)):
        importlib.import_module(module)


def parts_of(region: NDArray[np.int32], edges: Pairs) -> int:
    """Count the connected parts of all regions; one a region where each is whole."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    inside = edges[region[edges[:, 0]] == region[edges[:, 1]]]
    graph = csr_array((np.ones(len(inside)), (inside[:, 0], inside[:, 1])), shape=(len(region), len(region)))
    return int(connected_components(graph, directed=False)[0])


PEERS: dict[str, Callable[[Floats, Pairs, Floats, int, float, int], list[int]]] = {
    "pymetis": _pymetis,
    "gerrychain": _gerrychain,
    "pygeoda": _pygeoda,
    "spopt": _spopt,
}
