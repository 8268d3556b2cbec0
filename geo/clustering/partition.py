"""The cheapest partition of a small set into some of its listed subsets, exactly.

The linear relaxation of set partitioning comes first: a subset whose reduced cost is more than what lies between the
bound and a price already known cannot be in a cheaper partition. What is left is searched by dynamic programming over
the sets covered so far, always covering the first free element next, within the same spare price.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.clustering.problem import Bools, Floats
from geo.errors import SolverError

Masks = NDArray[np.uint64]
Positions = NDArray[np.int64]

MOST_ELEMENTS = 63  # sets are bits of one word, and one value more says that all are covered
_TOLERANCE = 1e-7
_PAIRS_AT_ONCE = 1_000_000  # bounds the memory
_PAIRS_IN_ALL = 50_000_000  # about a second; a limit of work, so that the answer does not hang on the clock


def cheapest_partition(member: Bools, price: Floats, *, known: float) -> list[int] | None:
    """Choose subsets so that every element is in exactly one and the prices sum up to the least.

    Parameters
    ----------
    member : which elements each subset has, shape ``(k, n)``.
    price : of each subset, shape ``(k,)``.
    known : the price of some partition that is at hand already.

    Returns
    -------
    The positions of the chosen subsets; None where the elements or the work are too many to prove the answer.
    """
    if member.shape[1] > MOST_ELEMENTS:
        return None
    bound, reduced = relaxation(member, price)
    spare = known - bound + _TOLERANCE
    kept = np.flatnonzero(reduced <= spare)
    chosen = _search(_as_masks(member[kept]), np.maximum(reduced[kept], 0.0), member.shape[1], spare)
    return None if chosen is None else [int(k) for k in kept[chosen]]


def relaxation(member: Bools, price: Floats) -> tuple[float, Floats]:
    """Solve the linear relaxation in HiGHS: its value, a lower bound, and the reduced cost of each subset."""
    import highspy

    count, elements = member.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, elements
    model.col_cost_, model.col_lower_ = price, np.zeros(count)
    model.col_upper_ = np.full(count, highspy.kHighsInf)  # the rows bound them; a bound of its own would take a dual
    model.row_lower_ = model.row_upper_ = np.ones(elements)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(member.sum(axis=1))]).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(member)[1].astype(np.int32)
    model.a_matrix_.value_ = np.ones(int(member.sum()))
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy ships without annotations
    for option, value in (("output_flag", False), ("threads", 1)):
        solver.setOptionValue(option, value)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverError(f"groups: HiGHS ended with {solver.getModelStatus()}; expected an optimal relaxation")
    dual = np.array(solver.getSolution().row_dual)
    return float(dual.sum()), price - member @ dual


class _States:
    """Sets covered so far with the least spare price used, and how each was reached."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[tuple[Masks, Floats, Positions, Positions]]] = {}
        self._parent: list[Positions] = []
        self._subset: list[Positions] = []
        self._count = 0

    def add(self, masks: Masks, used: Floats, parent: Positions, subset: Positions) -> None:
        """Take in states, filed by their first free element."""
        free = ~masks
        first = np.bitwise_count((free & -free) - np.uint64(1))
        for element in np.unique(first).tolist():
            at = first == element
            self._waiting.setdefault(element, []).append((masks[at], used[at], parent[at], subset[at]))

    def settle(self, element: int) -> tuple[Masks, Floats, Positions]:
        """Return the states whose first free element this is, the cheapest of each set, with their numbers."""
        found = self._waiting.pop(element, [])
        if not found:
            return np.zeros(0, np.uint64), np.zeros(0), np.zeros(0, np.int64)
        masks, used, parent, subset = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.lexsort((used, masks))
        best = order[np.concatenate([[True], masks[order][1:] != masks[order][:-1]])]
        self._parent.append(parent[best])
        self._subset.append(subset[best])
        numbers = self._count + np.arange(len(best))
        self._count += len(best)
        return masks[best], used[best], numbers

    def path(self, number: int) -> list[int]:
        """Return the subsets by which a state was reached."""
        parent, subset = np.concatenate(self._parent), np.concatenate(self._subset)
        chosen = []
        while parent[number] >= 0:
            chosen.append(int(subset[number]))
            number = int(parent[number])
        return chosen[::-1]


def _search(subsets: Masks, reduced: Floats, elements: int, spare: float) -> list[int] | None:
    """Cover all elements with the least sum of reduced costs, at most `spare`."""
    first = np.bitwise_count((subsets & -subsets) - np.uint64(1))
    states, pairs = _States(), 0
    states.add(np.zeros(1, np.uint64), np.zeros(1), np.array([-1]), np.array([-1]))
    for element in range(elements):
        masks, used, numbers = states.settle(element)
        own = np.flatnonzero(first == element)
        pairs += len(masks) * len(own)
        if pairs > _PAIRS_IN_ALL:
            return None
        rows = max(1, _PAIRS_AT_ONCE // max(1, len(own)))
        for start in range(0, len(masks), rows):
            block = slice(start, start + rows)
            total = used[block, None] + reduced[own]
            fits = ((masks[block, None] & subsets[own]) == 0) & (total <= spare)
            state, subset = np.nonzero(fits)
            reached = masks[block][state] | subsets[own][subset]
            states.add(reached, total[state, subset], numbers[block][state], own[subset])
    _, used, numbers = states.settle(elements)
    return states.path(int(numbers[used.argmin()])) if len(used) else None


def _as_masks(member: Bools) -> Masks:
    bits = np.uint64(1) << np.arange(member.shape[1], dtype=np.uint64)
    return np.asarray((member * bits).sum(axis=1, dtype=np.uint64), dtype=np.uint64)
