"""How long it takes to close an order, when some are still open: the estimate of Kaplan and Meier.

An order that is open after 30 days will take more than 30; left out it would make the crew look quick.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def days_until(share: float, days: NDArray[np.float64], closed: NDArray[np.bool_]) -> float | None:
    """Return the first day by which a share of the orders is closed; None where the data end before.

    Parameters
    ----------
    days : from opening to closing, or to the end of the data for open ones, shape `(n,)`.
    closed : whether the order was closed then, shape `(n,)`.

    References
    ----------
    Kaplan, E. L., Meier, P. (1958), J. Am. Stat. Assoc. 53, 457-481, doi:10.1080/01621459.1958.10501452.
    """
    surviving = 1.0
    for day in np.unique(days[closed]):
        at_risk = int((days >= day).sum())
        surviving *= 1 - int(((days == day) & closed).sum()) / at_risk
        if 1 - surviving >= share - 1e-12:
            return float(day)
    return None
