"""Towns whose regions are held to bands of further activities, made from any problem."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.clustering.problem import ActivityBand, Problem


def banded(problem: Problem, seed: int) -> Problem:
    """Add one to three bands, some hard, wide enough to bite now and then."""
    random = np.random.default_rng(seed)
    bands = []
    loads = {
        "households": problem.households,
        "posts": problem.households / 400,
        "gates": random.integers(0, 4, len(problem.households)) * 1.0,
    }
    for name in random.permutation(list(loads))[: int(random.integers(1, 4))]:
        total = float(loads[name].sum())
        low, high = total * random.uniform(0.0, 0.35), total * random.uniform(0.4, 1.1)
        bands.append(
            ActivityBand(str(name), loads[name], low, high, random.uniform(0.1, 30), bool(random.random() < 0.4))
        )
    return replace(problem, bands=tuple(bands))
