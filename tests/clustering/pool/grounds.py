"""Small pools for the tests of this folder, and the truth by trying everything."""

from __future__ import annotations

import itertools
import math

import numpy as np


def grid(rows: int, columns: int):
    """A grid of unit squares: places, edges, border lengths."""
    place = np.array([(x, y) for y in range(rows) for x in range(columns)], dtype=float)
    edges = [(a, a + 1) for a in range(rows * columns) if (a + 1) % columns]
    edges += [(a, a + columns) for a in range((rows - 1) * columns)]
    return place, np.array(edges), np.ones(len(edges))


def scattered(units: int, seed: int):
    """Units at random places, linked to a few near ones and along a chain."""
    random = np.random.default_rng(seed)
    place = random.random((units, 2)) * 1000
    place = place[np.argsort(place[:, 0])]
    far = ((place[:, None] - place[None]) ** 2).sum(axis=2)
    pairs = {(min(a, int(b)), max(a, int(b))) for a in range(units) for b in np.argsort(far[a])[1:4]}
    pairs |= {(a, a + 1) for a in range(units - 1)}
    return place, np.array(sorted(pairs)), random.integers(1, 20, units).astype(float)


def chain(units: int):
    return np.column_stack([np.arange(float(units)), np.zeros(units)]), [(a, a + 1) for a in range(units - 1)]


def is_connected(own, edges) -> bool:
    left, waiting = set(own[1:]), [own[0]]
    while waiting:
        here = waiting.pop()
        for a, b in edges:
            for other in (b,) if a == here else (a,) if b == here else ():
                if other in left:
                    left.discard(other)
                    waiting.append(other)
    return not left


def cost_of(own, place, weight, objective):
    centres = place[own]
    if objective == "inertia":
        total = weight[own].sum()
        centres = (weight[own, None] * place[own]).sum(axis=0, keepdims=True) / total if total > 0 else centres[:1]
    return min(float((weight[own] * ((place[own] - centre) ** 2).sum(axis=1)).sum()) for centre in centres)


def best_value(
    place, edges, border, *, regions, loads, tolerance, objective="inertia", price=0.0, weight=None, keeps=None,
    centre_cost=cost_of,
):  # fmt: skip
    """Return the least value over all plans, inf where there is none; `keeps` judges the labels of a plan."""
    units = len(place)
    loads = np.asarray(loads, dtype=float).reshape(units, -1)
    weight = loads[:, 0] if weight is None else np.asarray(weight, dtype=float)
    mean = loads.sum(axis=0) / regions
    best = math.inf
    for labels in itertools.product(range(regions), repeat=units):
        if len(set(labels)) < regions or labels[0] != 0:
            continue
        if keeps is not None and not keeps(labels):
            continue
        members = [[u for u in range(units) if labels[u] == r] for r in range(regions)]
        sums = np.array([loads[own].sum(axis=0) for own in members])
        if (np.abs(sums - mean) > tolerance * mean + 1e-9 * mean).any():
            continue
        if not all(is_connected(own, edges.tolist()) for own in members):
            continue
        value = sum(centre_cost(own, place, weight, objective) for own in members)
        value += price * sum(length for (a, b), length in zip(edges, border, strict=True) if labels[a] != labels[b])
        best = min(best, value)
    return best
