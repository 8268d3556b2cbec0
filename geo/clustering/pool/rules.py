"""Rules beside balance: units locked to a region, units together or apart, centres forced and forbidden.

Locks and forced centres give units a region by number while the search runs (`home`); the rest are pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from geo.errors import InputError, shortlist
from geo.wording import text

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What must hold beside tolerance and connection; units by position in the arrays that the rules go with.

    Attributes
    ----------
    locked : region that the caller gave a unit, shape ``(n,)``, -1 for none.
    together, apart : pairs of units, shape ``(., 2)``.
    forced : units that must be centres, shape ``(f,)``.
    forbidden : whether a unit may not be a centre, shape ``(n,)``.
    """

    locked: Ints
    together: Ints
    apart: Ints
    forced: Ints
    forbidden: Bools

    @property
    def are_none(self) -> bool:
        """Whether there is no rule at all."""
        return not (
            len(self.together)
            or len(self.apart)
            or len(self.forced)
            or self.forbidden.any()
            or (self.locked >= 0).any()
        )

    @property
    def groups(self) -> Ints:
        """Number of the group each unit belongs to: all that must share a region, shape ``(n,)``."""
        pairs = np.concatenate([self.together, self.lock_pairs])
        units = len(self.locked)
        graph = coo_matrix((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(units, units))
        return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int32)

    @property
    def lock_pairs(self) -> Ints:
        """Pairs of units locked to one region, each unit with the next."""
        units = np.flatnonzero(self.locked >= 0)
        units = units[np.argsort(self.locked[units], kind="stable")]
        same = self.locked[units[:-1]] == self.locked[units[1:]]
        return np.column_stack([units[:-1][same], units[1:][same]]).astype(np.int32)

    def homes(self, regions: int) -> Ints:
        """Give every unit bound by a lock or a forced centre its region, shape ``(n,)``; -1 where it is free.

        Call this where nothing clashes (`geo.clustering.pool.obstacles`): regions without locks take forced centres
        in turn.
        """
        group = self.groups
        home = np.full(int(group.max(initial=-1)) + 1, -1, np.int32)
        home[group[self.locked >= 0]] = self.locked[self.locked >= 0]
        free = iter(np.setdiff1d(np.arange(regions, dtype=np.int32), home).tolist())
        for unit in self.forced.tolist():
            if home[group[unit]] < 0:
                home[group[unit]] = next(free)
        return home[group]

    def pairs(self, regions: int) -> tuple[Ints, Ints]:
        """Write all rules but those on centres as pairs of units that share a region, and that do not."""
        home = self.homes(regions)
        firsts = np.array([np.flatnonzero(home == label)[0] for label in np.unique(home[home >= 0])], np.int32)
        rivals = [(a, b) for at, a in enumerate(firsts.tolist()) for b in firsts[:at].tolist()]
        apart = np.concatenate([self.apart, np.array(rivals, np.int32).reshape(-1, 2)])
        return np.concatenate([self.together, self.lock_pairs]), apart

    def moved(self, order: Ints) -> Rules:
        """Return the rules for units in another order; `order` holds the old position of each."""
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return Rules(
            self.locked[order], _rising(rank[self.together]), _rising(rank[self.apart]),
            np.sort(rank[self.forced]), self.forbidden[order],
        )  # fmt: skip


def read_rules(
    units: int,
    regions: int,
    *,
    locks: ArrayLike = (),
    together: ArrayLike = (),
    apart: ArrayLike = (),
    forced: Sequence[int] | Bools = (),
    forbidden: Sequence[int] | Bools = (),
) -> Rules:
    """Read the rules of `solve`; see there.

    Raises
    ------
    InputError
        Where a unit or a region is not one of those there are, or one unit is locked to two regions.
    """
    told = _pairs("locks", locks, (units, regions))
    locked = np.full(units, -1, np.int32)
    for unit, region in told.tolist():
        if locked[unit] not in {-1, region}:
            raise InputError(text("pool.lock-twice", unit=unit, first=int(locked[unit]), second=region))
        locked[unit] = region
    return Rules(
        locked, _pairs("together", together, (units, units)), _pairs("apart", apart, (units, units)),
        np.flatnonzero(_mask("forced", forced, units)).astype(np.int32), _mask("forbidden", forbidden, units),
    )  # fmt: skip


def _pairs(name: str, given: ArrayLike, ends: tuple[int, int]) -> Ints:
    values = np.asarray(given, dtype=float)
    if values.size == 0:
        return np.zeros((0, 2), np.int32)
    if values.ndim != 2 or values.shape[1] != 2:
        raise InputError(text("pool.length", name=name, found=str(values.shape), expected="(., 2)"))
    wrong = ~((values >= 0) & (values < np.array(ends)) & (values == np.floor(values))).all(axis=1)
    if wrong.any():
        shown = shortlist(tuple(pair.tolist()) for pair in values[wrong])
        raise InputError(text("pool.pairs", name=name, found=shown, first=ends[0] - 1, second=ends[1] - 1))
    return values.astype(np.int32)


def _rising(pairs: Ints) -> Ints:
    """Put every pair once, rising."""
    return np.unique(np.sort(pairs, axis=1), axis=0) if len(pairs) else pairs


def _mask(name: str, given: Sequence[int] | Bools, units: int) -> Bools:
    values = np.asarray(given)
    if values.dtype == np.bool_ and values.shape == (units,):
        return values.copy()
    mask = np.zeros(units, np.bool_)
    numbers = values.astype(float)
    wrong = ~((numbers >= 0) & (numbers < units) & (numbers == np.floor(numbers)))
    if values.dtype == np.bool_ or wrong.any():
        found = str(values.shape) if values.dtype == np.bool_ else shortlist(numbers[wrong].tolist())
        raise InputError(text("pool.centres", name=name, found=found, last=units - 1))
    mask[numbers.astype(int)] = True
    return mask
