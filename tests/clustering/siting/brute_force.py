"""Every plan of a tiny siting problem, tried one by one: the truth that the solvers are held to."""

from __future__ import annotations

import math
from itertools import combinations, product

import numpy as np


def best_value(metres, *, model, stations=None, weights=None, loads=None, capacities=None, fixed_costs=None,
               radius_m=None, forced=(), forbidden=()):  # fmt: skip
    """Return the best value, or None where no plan exists."""
    points, sites = metres.shape
    weights = np.ones(points) if weights is None else np.asarray(weights, dtype=float)
    loads = weights if loads is None else np.asarray(loads, dtype=float)
    capacities = np.full(sites, math.inf) if capacities is None else np.asarray(capacities, dtype=float)
    usable = [j for j in range(sites) if j not in forbidden]
    counts = range(1, len(usable) + 1) if model in {"lscp", "sscflp"} else [stations]
    found = []
    for count in counts:
        for chosen in combinations(usable, count):
            if set(forced) <= set(chosen):
                value = _value(metres, list(chosen), model, weights, loads, capacities, fixed_costs, radius_m)
                if value is not None:
                    found.append(value)
    if not found:
        return None
    return max(found) if model == "mclp" else min(found)


def _value(metres, chosen, model, weights, loads, capacities, fixed_costs, radius_m):
    nearest = metres[:, chosen].min(axis=1)
    if model == "mclp":
        return float(weights[nearest <= radius_m].sum())
    if model == "lscp":
        return float(len(chosen)) if (nearest <= radius_m).all() else None
    if not np.isfinite(nearest).all():
        return None
    if model == "p-median":
        return float((weights * nearest).sum())
    if model == "p-center":
        return float(nearest.max())
    return _packed(metres, chosen, model, weights, loads, capacities, fixed_costs)


def _packed(metres, chosen, model, weights, loads, capacities, fixed_costs):
    best = None
    for way in product(chosen, repeat=len(weights)):
        carried = {j: sum(loads[i] for i, site in enumerate(way) if site == j) for j in chosen}
        is_reached = all(math.isfinite(metres[i, j]) for i, j in enumerate(way))
        if is_reached and all(carried[j] <= capacities[j] for j in chosen):
            cost = sum(weights[i] * metres[i, j] for i, j in enumerate(way))
            cost += sum(fixed_costs[j] for j in chosen) if model == "sscflp" else 0.0
            best = cost if math.isfinite(cost) and (best is None or cost < best) else best
    return best
