"""The search over all days of a week at once: prices that follow what the week breaks, a temperature that falls."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.routing.fleet.ground import Floats, Ground, Tours, empty_tours
from geo.routing.fleet.renewal import renew
from geo.routing.fleet.slots import ABSENT, LENGTH, LOAD, LONG, LONGEST, SHORT, SHORTEST, TIME, fill, reprice_all
from geo.routing.fleet.timetable import Order

_CHUNKS = 200  # prices are looked at this often
_WARM, _COOL = 0.5, 0.005  # first and last temperature, in mean costs of a visit
_LAWFUL = (0.25, 0.5)  # share of steps that should end in a week within all limits
_WHOLE = 0.5  # share of steps that choose days anew


@dataclass(frozen=True, slots=True)
class Wishes:
    """What tours should be besides cheap: no longer and no shorter than this, at a price for each second off."""

    longest_s: float = math.inf
    shortest_s: float = 0.0
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """The best week of a search by day, the jobs left out, its cost in the search's terms, and the steps made."""

    orders: list[tuple[Order, ...]]
    left_out: tuple[int, ...]
    cost: float
    steps: int
    ran_out: bool


def search_week(
    ground: Ground,
    *,
    seed: int,
    steps: int,
    until_s: float | None = None,
    start: Sequence[Iterable[Order]] = (),
    absent_price: float,
    wishes: Wishes | None = None,
    warm: float = _WARM,
) -> Found:
    """Search for a cheap week.

    Parameters
    ----------
    steps, until_s : work limit, and the moment (monotonic) to stop at if that comes first.
    start : the orders of each day to go on from; jobs that are in none start left out.
    absent_price : cost of leaving a job out.
    """
    tours, prices = empty_tours(ground), _first_prices(ground, absent_price, wishes)
    for orders in start:
        _take(ground, tours, prices, orders)
    best_row, best_size, best_mask = tours.row.copy(), tours.size.copy(), tours.mask.copy()
    dice = np.asarray(np.random.SeedSequence([seed, 6]).generate_state(1, np.uint64), dtype=np.uint64)
    best, done, began, ran_out = math.inf, 0, time.monotonic(), False
    chunk = min(steps, 20)
    unit = 1.0
    while done < steps:
        share = _share_done(done, steps, began, until_s)
        if share >= 1.0:
            ran_out = True
            break
        heat = unit * warm * (_COOL / _WARM) ** share
        reprice_all(ground, tours, prices)
        at = time.monotonic()
        best, lawful = renew(
            ground, tours, prices, dice, done, chunk, heat, heat, _WHOLE, best, best_row, best_size, best_mask
        )
        done += chunk
        unit = max(1.0, float(tours.cost.sum()) / max(1, int(tours.size.sum())))
        _follow(prices, lawful / chunk)
        chunk = min(steps - done, _next_chunk(chunk, steps, time.monotonic() - at, until_s))
    return _found(ground, best_row, best_size, best_mask, best, done, ran_out=ran_out)


def _share_done(done: int, steps: int, began: float, until_s: float | None) -> float:
    share = done / steps
    if until_s is not None:
        share = max(share, (time.monotonic() - began) / max(1e-9, until_s - began))
    return share


def _next_chunk(chunk: int, steps: int, took_s: float, until_s: float | None) -> int:
    """Say how many steps come next: a part of the work limit, or, where the clock rules, a tenth of a second's."""
    fixed = max(20, steps // _CHUNKS)
    if until_s is None:
        return fixed
    return min(fixed, max(1, int(chunk * min(2.0, 0.1 / max(1e-6, took_s)))))


def _first_prices(ground: Ground, absent_price: float, wishes: Wishes | None) -> Floats:
    depot = ground.depot[0]
    out = ground.cost[0][depot, ground.location]
    typical = 2.0 * float(np.mean(out[np.isfinite(out)])) if np.isfinite(out).any() else 1.0
    prices = np.zeros(8)
    prices[[LOAD, TIME, LENGTH]] = 5.0 * max(1.0, typical)
    prices[ABSENT] = absent_price
    if wishes is not None:
        prices[[LONG, SHORT]] = wishes.price
        prices[[LONGEST, SHORTEST]] = wishes.longest_s, wishes.shortest_s
    return prices


def _follow(prices: Floats, lawful: float) -> None:
    """Raise the prices of excess where too few weeks keep the limits, lower them where most do."""
    if lawful < _LAWFUL[0]:
        prices[[LOAD, TIME, LENGTH]] *= 1.15
    elif lawful > _LAWFUL[1]:
        prices[[LOAD, TIME, LENGTH]] *= 0.87
    prices[[LOAD, TIME, LENGTH]] = np.clip(prices[[LOAD, TIME, LENGTH]], 1.0, prices[ABSENT])


def _take(ground: Ground, tours: Tours, prices: Floats, orders: Iterable[Order]) -> None:
    """Put the orders of a day into slots of their kind."""
    for order in sorted(orders, key=lambda order: order.number < 0):
        for slot in range(int(ground.day_of[order.day]), int(ground.day_of[order.day + 1])):
            is_it = ground.slot_kind[slot] == order.kind and order.number in {-1, ground.slot_number[slot]}
            if is_it and tours.size[slot] == 0:
                fill(ground, tours, prices, slot, np.array(order.jobs(), dtype=np.int64))
                for job in order.jobs():
                    tours.at[job, order.day] = slot
                break


def _found(
    ground: Ground, row: np.ndarray, size: np.ndarray, mask: np.ndarray, cost: float, steps: int, *, ran_out: bool
) -> Found:
    orders: list[list[Order]] = [[] for _ in range(len(ground.day_of) - 1)]
    for slot in range(len(size)):
        if size[slot]:
            day, jobs = int(ground.slot_day[slot]), tuple(int(job) for job in row[slot, : size[slot]])
            orders[day].append(Order(day, int(ground.slot_kind[slot]), (jobs,), (), int(ground.slot_number[slot])))
    left_out = tuple(int(job) for job in np.flatnonzero(mask == 0))
    return Found([tuple(day) for day in orders], left_out, cost, steps, ran_out)
