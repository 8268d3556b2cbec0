"""Floating catchments: how much of a service each place has, given that others within reach share it.

Two steps (Luo and Wang 2003, doi:10.1068/b29120): what a site supplies is shared among the demand in its catchment,
``R_j = S_j / sum_i w(d_ij) P_i``; a place has what the sites in reach of it give, ``A_i = sum_j w(d_ij) R_j``.
With `within` it is 2SFCA; with weights by zone, E2SFCA (Luo and Qi 2009, doi:10.1016/j.healthplace.2009.06.002); with
`gaussian`, the Gaussian form (Dai 2010, doi:10.1016/j.healthplace.2010.06.012).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from geo.measures.weighted import Floats

Decay = Callable[[Floats], Floats]


def two_step(supply: Floats, demand: Floats, walk_m: Floats, decay: Decay) -> Floats:
    """Return the supply per unit of demand that each place has, shape ``(n,)``.

    Parameters
    ----------
    supply : of each site, shape ``(s,)``, not negative.
    demand : of each place, shape ``(n,)``, not negative.
    walk_m : from each place to each site, inf where there is no way, shape ``(n, s)``.
    decay : weight of a distance, 0 beyond the catchment.

    Notes
    -----
    Nothing is lost: ``sum_i P_i A_i`` is the supply of all sites that have demand in their catchment.
    """
    weight = np.where(np.isfinite(walk_m), decay(walk_m), 0.0)
    wanted = demand @ weight
    ratio = np.divide(supply, wanted, out=np.zeros(len(supply)), where=wanted > 0)
    return np.asarray(weight @ ratio)


def within(catchment_m: float) -> Decay:
    """Count all within the catchment alike."""
    return lambda metres: (metres <= catchment_m).astype(np.float64)


def by_zones(edges_m: Sequence[float], weights: Sequence[float]) -> Decay:
    """Weigh by zone: `weights` of the walks up to each of the rising `edges_m`, 0 beyond the last."""
    edges = np.asarray(edges_m, dtype=np.float64)
    padded = np.append(np.asarray(weights, dtype=np.float64), 0.0)
    return lambda metres: padded[np.searchsorted(edges, metres, side="left")]


def gaussian(catchment_m: float) -> Decay:
    """Weigh by the Gaussian curve that falls from 1 to 0 at the edge of the catchment."""
    floor = float(np.exp(-0.5))

    def decay(metres: Floats) -> Floats:
        curve = (np.exp(-0.5 * (np.minimum(metres, catchment_m) / catchment_m) ** 2) - floor) / (1.0 - floor)
        return np.where(metres <= catchment_m, curve, 0.0)

    return decay
