"""A city's number of stations shared out to its sub-districts at the least sum, exactly, for every total at once.

Sub-districts have nothing in common but the total, so dynamic programming over them is exact: with the scores of plans
it gives the best plan made of them, with lower bounds of the scores a lower bound of every plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.clustering.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class CountSplit:
    """The least sum for each total, ``inf`` where there is none, and how the last step of each was made.

    Attributes
    ----------
    least : by total 0 to T, shape ``(T + 1,)``.
    choices : for each part, the number it takes when parts up to it have a total, shape ``(T + 1,)`` each.
    """

    least: Floats
    choices: tuple[Ints, ...]

    def shares(self, total: int) -> list[int]:
        """Return the number of each part at a total that has a sum.

        Raises
        ------
        ValueError
            Where no shares add up to the total.
        """
        if not 0 <= total < len(self.least) or self.least[total] == np.inf:
            msg = f"no shares add up to {total}"
            raise ValueError(msg)
        shares = []
        for choice in reversed(self.choices):
            shares.append(int(choice[total]))
            total -= shares[-1]
        return shares[::-1]


def split_count(tables: Sequence[Floats], most: int) -> CountSplit:
    """Share out every total up to `most`.

    Parameters
    ----------
    tables : for each part what 0, 1, 2, ... stations cost it; ``inf`` where it cannot have so many, ``-inf`` where
        nothing is known. Of equal sums the one that gives the last parts fewest is taken.
    """
    least = np.full(most + 1, np.inf)
    least[0] = 0.0
    choices = []
    for table in tables:
        sums, choice = np.full(most + 1, np.inf), np.zeros(most + 1, np.int32)
        for count in range(min(len(table), most + 1)):
            if table[count] == np.inf:
                continue
            before = least[: most + 1 - count]
            added = np.full(len(before), np.inf)
            np.add(before, table[count], out=added, where=before < np.inf)
            better = added < sums[count:]
            sums[count:][better] = added[better]
            choice[count:][better] = count
        least = sums
        choices.append(choice)
    return CountSplit(least, tuple(choices))
