"""Fewest sites that cover every point: reductions, a Lagrangian bound and plan, HiGHS for what is left.

Shared by set covering (LSCP) and by p-center, which asks the same question at one radius after another.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from geo.clustering.siting.cover_greedy import greedy_cover
from geo.clustering.siting.lists import Bools, Ints, Longs
from geo.clustering.siting.median_tree import Limits
from geo.integer_program import IntegerProgram, solve_integer

_STEPS = 250
_LARGEST_PRODUCT = 2_000  # points or sites up to which subset relations are looked for


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """A cover of all points (None: none within the wanted size), the proved least number, and what stopped it."""

    sites: Ints | None
    bound: int
    stopped_by: str = ""


def cover_all(reach: csr_array, forced: Bools, *, wanted: int | None = None, limits: Limits, seed: int = 0) -> Cover:
    """Cover every row of `reach` by the fewest columns.

    Parameters
    ----------
    reach : 1 where a site (column) covers a point (row), forbidden sites empty; shape ``(n, m)``.
    forced : sites that are open anyway, and counted.
    wanted : if given, stop as soon as a cover of at most this size is found, or proved not to exist.
    """
    opened = np.flatnonzero(forced)
    left = np.flatnonzero(reach[:, opened].sum(axis=1) == 0) if len(opened) else np.arange(reach.shape[0])
    part = csr_array(reach[left])
    part, columns = _reduced(part)
    base = len(opened)
    if part.shape[0] == 0:
        return Cover(opened.astype(np.int32), base)
    if part.shape[1] == 0 or int(np.diff(part.indptr).min()) == 0:
        return Cover(None, reach.shape[1] + 1)
    aim = None if wanted is None else wanted - base
    chosen, bound = _relaxed(part, aim, seed)
    stopped = ""
    settled = len(chosen) <= bound or (aim is not None and (len(chosen) <= aim or bound > aim))
    if not settled:
        chosen, bound, stopped = _solved(part, chosen, bound, aim, limits)
    if aim is not None and len(chosen) > aim:
        return Cover(None, base + bound, stopped)
    return Cover(np.sort(np.concatenate([opened, columns[chosen]])).astype(np.int32), base + bound, stopped)


def _reduced(part: csr_array) -> tuple[csr_array, Longs]:
    """Drop points whose coverers include another point's, and sites whose points another site covers too."""
    rows, columns = np.arange(part.shape[0]), np.arange(part.shape[1])
    columns = columns[np.asarray(part.sum(axis=0)).ravel() > 0]
    part = csr_array(part[:, columns])
    for _ in range(4):
        before = part.shape
        if part.shape[1] <= _LARGEST_PRODUCT:
            keep = _not_contained(part.T.tocsr(), drop_larger=False)
            columns, part = columns[keep], csr_array(part[:, keep])
        if part.shape[0] <= _LARGEST_PRODUCT:
            keep = _not_contained(part, drop_larger=True)
            rows, part = rows[keep], csr_array(part[keep])
        if part.shape == before:
            break
    return part, columns


def _not_contained(sets: csr_array, *, drop_larger: bool) -> Longs:
    """Keep of sets in a subset relation the smaller (or larger) ones, of equal ones the first."""
    dense = sets.toarray().astype(np.float32)
    common = dense @ dense.T
    size = dense.sum(axis=1)
    inside = common >= size[:, None] - 0.5  # set i lies in set j
    same = inside & inside.T
    earlier = np.tri(len(size), k=-1, dtype=bool)  # j before i
    strict = inside & ~same
    dropped = (strict.T if drop_larger else strict).any(axis=1) | (same & earlier).any(axis=1)
    return np.flatnonzero(~dropped)


def _relaxed(part: csr_array, aim: int | None, seed: int) -> tuple[Longs, int]:
    """Raise the Lagrangian bound of unit-cost covering, building a cover from its prices now and then."""
    sites = part.shape[1]
    turned = part.T.tocsr()
    price = 1.0 / np.maximum(1.0, np.asarray(part @ (np.asarray(part.sum(axis=0)).ravel()) / np.diff(part.indptr)))
    best_cover = greedy_cover(part, turned, np.ones(sites))
    best, scale, since, best_price = 0.0, 1.0, 0, price
    random = np.random.default_rng(seed)
    for step in range(_STEPS):
        worth = 1.0 - turned @ price
        bound = float(price.sum() + np.minimum(worth, 0.0).sum())
        if bound > best + 1e-4:
            best, best_price, since = bound, price, 0
        else:
            since += 1
        if step % 10 == 0:
            cover = greedy_cover(part, turned, np.maximum(worth, 0.0) + 1e-3 * random.random(sites))
            best_cover = cover if len(cover) < len(best_cover) else best_cover
        low = math.ceil(best - 1e-6)
        if len(best_cover) <= low or (aim is not None and (len(best_cover) <= aim or low > aim)):
            break
        if since >= 15:
            scale, since, price = scale * 0.6, 0, best_price
            continue
        slope = 1.0 - part @ (worth < 0.0).astype(float)
        norm = float(slope @ slope)
        if norm == 0.0:
            break
        price = np.clip(price + scale * max(len(best_cover) - bound, 0.1) / norm * slope, 0.0, 1.0)
    return best_cover, math.ceil(best - 1e-6)


def _solved(part: csr_array, cover: Longs, bound: int, aim: int | None, limits: Limits) -> tuple[Longs, int, str]:
    """Let HiGHS decide between the bound and the plan."""
    points, sites = part.shape
    entries = part.tocoo()
    top = float(aim) if aim is not None else float(len(cover) - 1)
    row = np.concatenate([entries.row, np.full(sites, points)]).astype(np.int64)
    column = np.concatenate([entries.col, np.arange(sites)]).astype(np.int64)
    low = np.concatenate([np.ones(points), [float(bound)]])
    high = np.concatenate([np.full(points, np.inf), [top]])
    program = IntegerProgram(np.ones(sites), row, column, np.ones(len(row)), low, high)
    seconds = max(0.1, limits.deadline - time.monotonic())
    solved = solve_integer(program, seconds=seconds, nodes=limits.nodes, gap=0.999 if aim is None else 1e6)
    if solved.values is not None:
        cover = np.flatnonzero(solved.values > 0.5)
        found_bound = max(bound, math.ceil(solved.bound - 1e-6)) if aim is None else bound
        return cover, min(found_bound, len(cover)), solved.stopped_by if found_bound < len(cover) else ""
    if solved.is_infeasible or not solved.stopped_by:
        return cover, int(top) + 1, ""
    return cover, max(bound, math.ceil(min(solved.bound, top) - 1e-6)), solved.stopped_by
