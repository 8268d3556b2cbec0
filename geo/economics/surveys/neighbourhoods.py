"""The sets of neighbours that may form one hot spot: each estate, then with its nearest along the links, one by one."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Longs = NDArray[np.int64]


def neighbourhoods(
    ids: list[str], links: pd.DataFrame, *, near_m: float, most: int, households: NDArray[np.float64], most_share: float
) -> list[tuple[int, ...]]:
    """List sets of positions in `ids`, each once, sorted; estates that no link joins stand alone.

    An estate's set grows by walking distance along the links, up to `near_m` metres, `most` estates and `most_share`
    of all households, so that it never jumps a river that no link crosses.
    """
    graph = _graph(ids, links)
    limit = most_share * float(households.sum())
    found: set[tuple[int, ...]] = set()
    for start in range(len(ids)):
        if households[start] <= 0:
            continue
        reached = dijkstra(graph, directed=False, indices=start, limit=near_m) if near_m > 0 else None
        near = [start] if reached is None else _by_distance(reached)
        members: list[int] = []
        inside = 0.0
        for at in (one for one in near if households[one] > 0):
            inside += float(households[at])
            if len(members) == most or (members and inside > limit):
                break
            members.append(at)
            found.add(tuple(sorted(members)))
    return sorted(found)


def _by_distance(reached: NDArray[np.float64]) -> list[int]:
    """Sort what is reached by distance, equals by position."""
    near = np.flatnonzero(np.isfinite(reached))
    return [int(at) for at in near[np.argsort(reached[near], kind="stable")]]


def _graph(ids: list[str], links: pd.DataFrame) -> csr_array:
    position = {name: at for at, name in enumerate(ids)}
    rows = [position.get(name) for name in links["from_estate_id"]]
    columns = [position.get(name) for name in links["to_estate_id"]]
    metres = links["walk_m"].to_numpy(float)
    shortest: dict[tuple[int, int], float] = {}
    for one, other, walk in zip(rows, columns, metres, strict=True):
        if one is None or other is None or one == other or not np.isfinite(walk):
            continue
        pair = (min(one, other), max(one, other))
        shortest[pair] = min(shortest.get(pair, np.inf), max(float(walk), 1.0))  # 0 would be no edge at all
    pairs = np.array(list(shortest), dtype=np.int64).reshape(-1, 2)
    return csr_array((np.array(list(shortest.values())), (pairs[:, 0], pairs[:, 1])), shape=(len(ids), len(ids)))
