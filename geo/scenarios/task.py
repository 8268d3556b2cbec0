"""What a run is asked to do beside planning anew: score the plan in force, improve it by some moves, compare ways."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked.

    Attributes
    ----------
    as_is : keep the plan in force and score it.
    moves : improve the plan in force by at most so many moves, city-wide; None: plan anew.
    community_modes : also plan with communities free and with communities whole.
    """

    as_is: bool = False
    moves: int | None = None
    community_modes: bool = False

    @property
    def keeps_plan_in_force(self) -> bool:
        """Whether the result is the plan in force, as it is or with a few moves."""
        return self.as_is or self.moves is not None
