"""The next moves of a whole city: each sub-district knows its own best moves, the city takes the best of all."""

from __future__ import annotations

from collections.abc import Sequence

from geo.clustering.improvements import Step


def shared_out(steps: Sequence[Sequence[Step]], count: int) -> list[int]:
    """Choose `count` moves over all parts, one after the other: those that mend rules first, then the largest gain.

    A part's moves depend on each other and are taken in their order; parts do not touch.

    Returns
    -------
    The part of each move, in the order in which the moves are made.
    """
    taken, order = [0] * len(steps), list[int]()
    while len(order) < count:
        heads = [
            (own[taken[part]].mended <= 0, -own[taken[part]].gain_cny, part)
            for part, own in enumerate(steps)
            if taken[part] < len(own)
        ]
        if not heads:
            break
        part = min(heads)[2]
        taken[part] += 1
        order.append(part)
    return order
