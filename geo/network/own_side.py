"""Legs between places and their streets, held against barriers: a place meets a street on its own side where it can."""

from __future__ import annotations

import numpy as np

from geo.network.barriers import BarrierSet, Bools, Floats, Ints
from geo.network.roads.snapping import Snapper, Snaps

# A main road is a barrier and a street: a leg may reach it, and a place may stand at its kerb (assumption: half of a
# carriageway).
_KERB_M = 5.0


def on_own_side(snaps: Snaps, xy: Floats, snapper: Snapper, barriers: BarrierSet, *, max_snap_m: float) -> Snaps:
    """Move places whose leg crosses a barrier to the nearest street that they reach without; else leave them.

    Parameters
    ----------
    snaps : where the places meet their nearest street, before any choice of pavement.
    """
    cut = cut_legs(snaps, xy, snapper, barriers)
    if not len(cut):
        return snaps
    other = snapper.snap_unless(xy[cut], lambda one, end: _is_cut(barriers, one, end), max_snap_m=max_snap_m)
    better = other.segment >= 0
    moved = Snaps(snaps.segment.copy(), snaps.along_m.copy(), snaps.distance_m.copy())
    for name in ("segment", "along_m", "distance_m"):
        getattr(moved, name)[cut[better]] = getattr(other, name)[better]
    return moved


def cut_legs(snaps: Snaps, xy: Floats, snapper: Snapper, barriers: BarrierSet) -> Ints:
    """Return the places whose leg to their street crosses a barrier, ascending."""
    near = np.flatnonzero((snaps.segment >= 0) & (snaps.distance_m > _KERB_M))
    if barriers.is_empty or not len(near):
        return near[:0]
    ends = snapper.points(snaps.segment[near], snaps.along_m[near])
    return np.asarray(near[_is_cut(barriers, xy[near], ends)], dtype=np.int64)


def _is_cut(barriers: BarrierSet, starts: Floats, ends: Floats) -> Bools:
    """Tell which legs cross a barrier, the last metres left out; none of a place that stands in a barrier's area."""
    metres = np.hypot(*(ends - starts).T)
    kept = np.where(metres > _KERB_M, 1 - _KERB_M / np.maximum(metres, _KERB_M), 0.0)
    short = starts + (ends - starts) * kept[:, None]
    return np.asarray(barriers.crosses(starts, short) & ~barriers.covers(starts) & (metres > _KERB_M))
