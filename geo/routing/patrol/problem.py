"""Arc routing as arrays: a network of streets, which of them need work, and the walks that do it.

Undirected: a street may be walked either way, once is enough. A published capacitated arc routing instance and the
street patrol of a region are the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.plan import Proof

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
UNLIMITED = 1 << 50


@dataclass(frozen=True, slots=True, eq=False)
class ArcProblem:
    """Streets to be walked from one depot.

    Attributes
    ----------
    nodes : how many there are, 0..nodes-1.
    tail, head : shape ``(m,)``, ends of each street; the two may be one node.
    cost : shape ``(m,)``, length of each, >= 0 in whole units.
    demand : shape ``(m,)``, what a walk takes on in each required street.
    required : shape ``(m,)``.
    depot : node where every walk starts and ends.
    capacity : most demand of a walk.
    most_cost : longest walk.
    """

    nodes: int
    tail: Ints
    head: Ints
    cost: Ints
    demand: Ints
    required: Bools
    depot: int
    capacity: int = UNLIMITED
    most_cost: int = UNLIMITED


@dataclass(frozen=True, slots=True)
class Leg:
    """One street of a walk: which, whether from head to tail, and whether it is worked or only walked through."""

    street: int
    backwards: bool
    works: bool


@dataclass(frozen=True, slots=True)
class ArcAnswer:
    """Walks from the depot and back, street by street, and their proof; `proof.value` is the length of all walks."""

    walks: tuple[tuple[Leg, ...], ...]
    proof: Proof
    moves: int = 0
