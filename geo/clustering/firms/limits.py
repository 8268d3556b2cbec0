"""How far a proof of the firms may go."""

from __future__ import annotations

import time
from dataclasses import dataclass

ROUNDS = 60  # of cuts, as for regions
EQUAL = 1e-7  # of an equal share, or of the way: differences below are rounding


@dataclass(frozen=True, slots=True)
class Limits:
    """Work limits of one proof, and the clock's (of `time.monotonic`)."""

    nodes: int
    deadline: float
    rounds: int = ROUNDS

    def seconds(self) -> float:
        """Return the seconds left."""
        return self.deadline - time.monotonic()
