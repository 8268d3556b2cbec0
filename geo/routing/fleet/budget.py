"""How much searching is left: iterations, and the time where a clock was asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """What a search may still spend; `ran_out` where the clock stopped something before its iterations did."""

    iterations: int
    until_s: float | None = None
    used: int = 0
    ran_out: bool = False

    def part(self, share: float) -> tuple[int, float | None]:
        """Return a share of what is left: iterations (at least one) and seconds."""
        left_s = None if self.until_s is None else max(0.01, (self.until_s - time.monotonic()) * share)
        return max(1, round((self.iterations - self.used) * share)), left_s

    def spend(self, done: int, asked: int) -> None:
        """Count iterations as done."""
        self.used += done
        self.ran_out |= done < asked
