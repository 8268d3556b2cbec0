"""Small cities for the tests of firms: on paper, and the truth about them by trying everything."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import strategies as st

from geo.clustering.firms import FirmProblem


def line(loads, *, firms, pinned=None, tolerance=0.05, contiguous=True, weight=None):
    """Sub-districts in a row, 1 km apart."""
    load = np.array(loads, dtype=float)
    load = load.reshape(len(load), -1) if load.size else np.zeros((0, 1))
    n = len(load)
    return FirmProblem(
        load=load,
        firms=firms,
        pinned=np.array(pinned if pinned is not None else [-1] * n, np.int32),
        metres=np.abs(np.subtract.outer(np.arange(n), np.arange(n))) * 1_000.0,
        weight=np.array(weight if weight is not None else [1.0] * n),
        edges=np.array([[i, i + 1] for i in range(n - 1)], np.int32).reshape(-1, 2),
        tolerance=tolerance,
        contiguous=contiguous,
    )


@st.composite
def cities(draw, *, contiguous=None):
    """Up to seven sub-districts anywhere, up to three firms, some pilots, connected neighbours."""
    n, firms = draw(st.integers(1, 7)), draw(st.integers(1, 3))
    xy = np.array(draw(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=n, max_size=n))) * 100.0
    pairs = {(draw(st.integers(0, k - 1)), k) for k in range(1, n)}
    pairs |= (
        set(
            draw(
                st.lists(
                    st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] < p[1]), max_size=5
                )
            )
        )
        if n > 1
        else set()
    )
    activities = draw(st.integers(1, 2))
    load = draw(st.lists(st.lists(st.integers(0, 9), min_size=activities, max_size=activities), min_size=n, max_size=n))
    return FirmProblem(
        load=np.array(load, dtype=float),
        firms=firms,
        pinned=np.array(draw(st.lists(st.sampled_from([-1, -1, *range(firms)]), min_size=n, max_size=n)), np.int32),
        metres=np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)).round(3),
        weight=np.array(draw(st.lists(st.integers(1, 9), min_size=n, max_size=n)), dtype=float),
        edges=np.array(sorted(pairs), np.int32).reshape(-1, 2),
        tolerance=draw(st.sampled_from([0.0, 0.1, 0.3])),
        contiguous=draw(st.booleans()) if contiguous is None else contiguous,
    )


def best_by_hand(problem):
    """Try every plan: (excess, spread, travel) of the best, None where none keeps the rules."""
    found = [
        value
        for firm_of in itertools.product(range(problem.firms), repeat=problem.units)
        if (value := judged(problem, firm_of)) is not None
    ]
    return min(found, default=None)


def judged(problem, firm_of):
    """Work one plan out the long way; None where it breaks a rule."""
    if any(pin not in {-1, firm} for pin, firm in zip(problem.pinned.tolist(), firm_of, strict=True)):
        return None
    excess, travel = [], 0.0
    for firm in range(problem.firms):
        own = [unit for unit, other in enumerate(firm_of) if other == firm]
        if problem.contiguous and not hangs_together(problem, own):
            return None
        deviation = 0.0
        for a in range(problem.load.shape[1]):
            equal = problem.load[:, a].sum() / problem.firms
            if equal > 0:
                deviation = max(deviation, abs(problem.load[own, a].sum() / equal - 1))
        excess.append(max(0.0, deviation - problem.tolerance))
        travel += min((sum(problem.weight[u] * problem.metres[u, s] for u in own) for s in own), default=0.0)
    return round(max(excess), 7), round(sum(excess), 7), round(travel, 3)


def hangs_together(problem, own):
    reached = set(own[:1])
    for _ in own:
        for a, b in problem.edges.tolist():
            if a in own and b in own and (a in reached) != (b in reached):
                reached |= {a, b}
    return len(reached) == len(own)
