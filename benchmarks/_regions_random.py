"""Pools of random points for the benchmark of regions: seeded, linked as Gabriel's graph, loads like households.

Gabriel's graph joins two points where the circle about their middle is empty; it is connected and planar. Gabriel and
Sokal (1969), "A new statistical approach to geographic variation analysis", https://doi.org/10.2307/2412323.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZES = {"random1k": 1_000, "random10k": 10_000, "random220k": 220_000}
_PER_REGION = 30  # units
_SPACING_M = 200.0  # mean distance, as of estates in a dense city
_TOLERANCE = 0.05

Floats = NDArray[np.float64]


def random_jobs() -> list[dict[str, Any]]:
    """List the cases that can be made, as the benchmark's jobs."""
    return [
        {
            "family": "regions", "instance": name, "p": size // _PER_REGION, "problem": "regions",
            "objective": "inertia",
            "tolerance": _TOLERANCE, "subset": "", "best_known": None, "in_km": False, "made": size,
        }
        for name, size in SIZES.items()
    ]  # fmt: skip


def random_pool(units: int, seed: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Make places in metres, shape ``(n, 2)``, loads, shape ``(n,)``, and edges, shape ``(E, 2)``."""
    from scipy.spatial import Delaunay, cKDTree

    random = np.random.default_rng(seed)
    place = random.random((units, 2)) * _SPACING_M * np.sqrt(units)
    load = np.round(np.exp(random.normal(5.5, 0.7, units))).clip(20, 2_000)
    corner = Delaunay(place).simplices.astype(np.int64)
    edges = np.unique(np.sort(np.vstack([corner[:, [0, 1]], corner[:, [1, 2]], corner[:, [0, 2]]]), axis=1), axis=0)
    middle = (place[edges[:, 0]] + place[edges[:, 1]]) / 2
    half = np.hypot(*(place[edges[:, 0]] - place[edges[:, 1]]).T) / 2
    nearest, _ = cKDTree(place).query(middle)
    return place, load, edges[nearest >= half * (1 - 1e-9)]
