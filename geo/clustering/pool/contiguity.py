"""Whether a region stays connected without one of its units: the ring of its neighbours first, a search if in doubt."""

from __future__ import annotations

import numpy as np

from geo.clustering.pool.ground import Ground, Tally
from geo.compiled import compiled_inner


@compiled_inner
def may_leave(g: Ground, t: Tally, unit: int) -> bool:
    """Tell whether the rest of a unit's region is connected and not empty."""
    own = t.region[unit]
    if t.size[own] < 2:
        return False
    first, last = g.start[unit], g.start[unit + 1]
    if last - first > 64:
        return _search(g, t, unit)
    fellows = np.uint64(0)
    for e in range(first, last):
        if t.region[g.neighbour[e]] == own:
            fellows |= np.uint64(1) << np.uint64(e - first)
    if fellows == np.uint64(0):
        return False  # a region of two parts, which no search makes
    return _ring_holds(g, first, last, fellows) or _search(g, t, unit)


@compiled_inner
def _ring_holds(g: Ground, first: int, last: int, fellows: np.uint64) -> bool:
    """Tell whether the fellows hang together by borders among themselves."""
    reached = fellows & (~fellows + np.uint64(1))  # the lowest of them
    fresh = reached
    while fresh != np.uint64(0) and reached != fellows:
        wider = reached
        for k in range(last - first):
            if (fresh >> np.uint64(k)) & np.uint64(1):
                wider |= g.beside[first + k] & fellows
        fresh = wider & ~reached
        reached = wider
    return bool(reached == fellows)


@compiled_inner
def _search(g: Ground, t: Tally, unit: int) -> bool:
    """Reach all fellows from one of them without the unit, breadth first; ends as soon as the last is reached."""
    own, fellows, root = t.region[unit], 0, -1
    for e in range(g.start[unit], g.start[unit + 1]):
        other = g.neighbour[e]
        if t.region[other] == own:
            fellows += 1
            root = other
            t.mark[other] = 1
    t.mark[unit] = 2
    t.queue[0] = root
    done, known, missing = 0, 1, fellows - 1
    t.mark[root] = 2
    while done < known and missing > 0:
        here = t.queue[done]
        done += 1
        for e in range(g.start[here], g.start[here + 1]):
            other = g.neighbour[e]
            if t.region[other] == own and t.mark[other] != 2:
                if t.mark[other] == 1:
                    missing -= 1
                t.mark[other] = 2
                t.queue[known] = other
                known += 1
    for k in range(known):
        t.mark[t.queue[k]] = 0
    for e in range(g.start[unit], g.start[unit + 1]):
        t.mark[g.neighbour[e]] = 0
    t.mark[unit] = 0
    return missing == 0
