"""Wages and area band of a region as step functions of a few amounts, for the relaxation of the walk over regions.

Roles whose loads are in proportion to one another step together: where floor area alone says how many cleaners, guards
and repairers there are, hardly any area is without a loss for one of them, and the relaxation knows it. The first
amount is floor area, with the roles in proportion to it and the price of the band.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from geo.clustering.problem import Floats, Ints, RegionRules
from geo.economics.staffing import ROUNDING

_AREA_UNIT_M2 = 10_000.0
_ALIKE = 1e-9  # relative; loads that differ by less are in proportion


class Steps(NamedTuple):
    """Step functions of g amounts.

    Beyond ``after[k]``, up to and with ``at[k]``, wages are ``cny[k]``; the places of amount a are ``start[a]`` to
    ``start[a + 1]``. The first amount also pays ``band_cny`` for every unit below ``low`` or above ``high``.
    """

    amount: Floats  # (U, g)
    start: Ints
    after: Floats  # the place before
    at: Floats
    cny: Floats
    slope: Floats  # cost of an amount on the average, shape (g,)
    least_slope: Floats  # from it on a line touches at a place, or where the amount ends
    low: float
    high: float
    band_cny: float  # 0 where the band is hard


def steps_of(load: Floats, minimum: Floats, wage: Floats, area_m2: Floats, rules: RegionRules) -> Steps:
    """Lay the steps out up to the sum of all units; loads in posts ``(U, k)``."""
    area = area_m2 / _AREA_UNIT_M2
    bases: list[Floats] = [area]
    rates: list[list[tuple[int, float]]] = [[]]
    for role in np.flatnonzero(wage > 0):
        for base, members in zip(bases, rates, strict=True):
            rate = _rate(load[:, role], base)
            if rate is not None:
                members.append((int(role), rate))
                break
        else:
            bases.append(load[:, role])
            rates.append([(int(role), 1.0)])
    band_cny = 0.0 if rules.area_hard else rules.area_cny_m2 * _AREA_UNIT_M2
    low, high = rules.area_low_m2 / _AREA_UNIT_M2, rules.area_high_m2 / _AREA_UNIT_M2
    tables = []
    for where, (base, members) in enumerate(zip(bases, rates, strict=True)):
        at = _places(members, float(base.sum()), [low, high] if where == 0 else [])
        tables.append((at, _cost(at, members, minimum, wage)))
    slope = [sum(rate * wage[role] for role, rate in members) for members in rates]
    return Steps(
        amount=np.ascontiguousarray(np.column_stack(bases)),
        start=np.concatenate([[0], np.cumsum([len(at) for at, _ in tables])]).astype(np.int32),
        after=np.concatenate([np.append(-1.0, at[:-1]) for at, _ in tables]),
        at=np.concatenate([at for at, _ in tables]),
        cny=np.concatenate([cny for _, cny in tables]),
        slope=np.array(slope, np.float64),
        least_slope=np.array([band_cny] + [0.0] * (len(bases) - 1)),
        low=float(low),
        high=float(high),
        band_cny=float(band_cny),
    )


def _rate(load: Floats, base: Floats) -> float | None:
    """Return the load of one amount where the two are in proportion, None where they are not."""
    rate = float(load.sum() / base.sum()) if base.sum() > 0 else 0.0
    return rate if np.allclose(load, rate * base, rtol=_ALIKE, atol=1e-12) else None


def _places(members: list[tuple[int, float]], total: float, further: list[float]) -> Floats:
    """List the amounts at which one more post begins to be needed, and one beyond all units."""
    end = total * (1.0 + 1e-6) + 1e-6
    parts = [np.array([end, *(place for place in further if 0 < place < end)])]
    for _, rate in members:
        if rate > 0:
            parts.append((np.arange(1, int(end * rate) + 1) + ROUNDING) / rate)
    places = np.concatenate(parts)
    return np.unique(places[places <= end])


def _cost(at: Floats, members: list[tuple[int, float]], minimum: Floats, wage: Floats) -> Floats:
    total = np.zeros(len(at))
    for role, rate in members:
        # a place is the last that does with its posts: rounding may not lift it over the edge
        posts = np.ceil(at * rate * (1.0 - 1e-13) - 2.0 * ROUNDING)
        total += wage[role] * np.maximum(minimum[role], posts)
    return total
