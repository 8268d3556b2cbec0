"""What cutting a pool returns: the plan, its value, and how far that can be from the best there is."""

from __future__ import annotations

from dataclasses import dataclass

from geo.clustering.pool.instance import Floats, Ints
from geo.plan import Proof, Status


@dataclass(frozen=True, slots=True, eq=False)
class PoolPlan:
    """Regions of a pool, with the proof.

    Attributes
    ----------
    model : the objective, ``inertia`` or ``hess``; with ``exact`` after it where all plans were enumerated or a
        mixed-integer program gave the plan.
    region : region of each unit in the caller's order, shape ``(n,)``, numbered by their first unit; -1 where there
        is no plan at all.
    centres : with ``hess`` the unit each region is measured about, in the caller's numbering; else empty.
    value, bound : of the objective, inertia plus priced border.
    inertia, border_m : the two parts, the border unpriced.
    loads : of each region, shape ``(K, A)``.
    status : optimal, gap, feasible (no bound), or infeasible with `reason`; `region` then breaks least.
    work : proposals of the search plus places and nodes of the bound.
    stopped_by : ``""`` where the proof was closed, else ``work`` or ``time``.
    """

    model: str
    region: Ints
    centres: Ints
    value: float
    bound: float
    inertia: float
    border_m: float
    loads: Floats
    status: Status
    work: int = 0
    seconds: float = 0.0
    stopped_by: str = ""
    reason: str = ""

    @property
    def proof(self) -> Proof:
        """The proof of the value."""
        return Proof(self.status, self.value, self.bound, stopped_by=self.stopped_by)

    @property
    def gap(self) -> float | None:
        """(value - bound) / |value|; None where infeasible or without a bound."""
        return self.proof.gap
