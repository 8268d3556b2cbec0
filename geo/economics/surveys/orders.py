"""Orders judged and counted: how long each took, and by estate, region, kind and crew how many and how quickly."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.economics.surveys.areas import area_names
from geo.economics.surveys.chance import chance_of_as_many, false_discovery
from geo.economics.surveys.durations import days_until
from geo.economics.surveys.intervals import poisson_limits
from geo.schema import ORDER_TIMES, ORDERS

_LEVELS = ("plan", "subdistrict", "region", "estate", "kind", "crew", "channel")
_OF_ORDER = ("kind", "crew", "channel")
_MEDIAN, _MOST = 0.5, 0.9


def judged_orders(orders: pd.DataFrame) -> pd.DataFrame:
    """Give each order its state and days; open ones run to the last day of the data.

    `state` is told by the reader where a date is missing or contradictory; such an order is counted and not timed.
    """
    table = ORDERS.conform(orders)
    end = last_day(table)
    made = []
    for row in table.to_dict("records"):
        opened, closed = _day(row["opened_on"]), _day(row["closed_on"])
        timed = opened is not None and row["state"] in {"closed", "open"}
        until = closed if row["state"] == "closed" else end
        made.append(row | {"days": (until - opened).days if timed and until and opened else None})
    return ORDERS.conform(pd.DataFrame(made, columns=ORDERS.names()))


def last_day(orders: pd.DataFrame) -> date | None:
    """Return the last day that the data know of, by which open orders are still open."""
    return _extreme(orders, max)


def first_day(orders: pd.DataFrame) -> date | None:
    """Return the first day on which an order was opened."""
    return _extreme(orders.assign(closed_on=None), min)


def _extreme(orders: pd.DataFrame, which: Any) -> date | None:  # noqa: ANN401  min or max
    sure = orders[orders["state"] != "unclear"]
    days = [day for name in ("opened_on", "closed_on") for cell in sure[name] if (day := _day(cell)) is not None]
    return which(days) if days else None


def _day(cell: object) -> date | None:
    return date.fromisoformat(str(cell)) if isinstance(cell, str) and cell else None


def order_times(orders: pd.DataFrame, estates: pd.DataFrame, *, confidence: float, false_share: float) -> pd.DataFrame:
    """Count orders and their time to close by area, kind, crew and channel; rates and chance of areas.

    Parameters
    ----------
    orders : ORDERS as `judged_orders` leaves them.
    estates : estate_id, households, subdistrict, community, region_id.
    """
    known = orders.merge(estates, on="estate_id", how="left")
    parts = [_level(known, estates, level, confidence) for level in _LEVELS]
    table = pd.concat([_tested(part, false_share) for part in parts if len(part)] or [ORDER_TIMES.empty()])
    return ORDER_TIMES.conform(table)


def _level(orders: pd.DataFrame, estates: pd.DataFrame, level: str, confidence: float) -> pd.DataFrame:
    """Count one level; every estate and area with households stands in it, with no order too."""
    if level in _OF_ORDER:
        names = orders[level].where(orders[level].fillna("") != "")
        rows = [{"level": level, "name": name} | _times(inside) for name, inside in orders.groupby(names, sort=True)]
        return ORDER_TIMES.conform(pd.DataFrame(rows, columns=ORDER_TIMES.names()))
    names, whole = area_names(orders, level), area_names(estates, level)
    households = estates["households"].astype("Float64").fillna(0).groupby(whole.to_numpy()).sum()
    everywhere = sorted({*households.index, *names.dropna()})
    inside = dict(list(orders.groupby(names, sort=True)))
    nothing = orders.head(0)
    rows = [{"level": level, "name": name, "households": int(households.get(name, 0))}
            | _times(inside.get(name, nothing)) for name in everywhere]  # fmt: skip
    table = ORDER_TIMES.conform(pd.DataFrame(rows, columns=ORDER_TIMES.names()))
    return _rated(table, confidence)


def _times(orders: pd.DataFrame) -> dict[str, object]:
    timed = orders[orders["days"].notna()]
    days, closed = timed["days"].to_numpy(float), (timed["state"] == "closed").to_numpy(bool)
    state = orders["state"]
    return {
        "orders": len(orders),
        "closed": int(state.isin(("closed", "undated")).sum()),
        "open": int((state == "open").sum()),
        "left_out": len(orders) - len(timed),
        "median_days": days_until(_MEDIAN, days, closed),
        "p90_days": days_until(_MOST, days, closed),
        "median_closed_days": float(np.median(days[closed])) if closed.any() else None,
        "oldest_open_days": float(days[~closed].max()) if (~closed).any() else None,
    }


def _rated(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Add orders a thousand households with their limits."""
    households, count = table["households"].to_numpy(float), table["orders"].to_numpy(float)
    low, high = poisson_limits(count, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = [np.where(households > 0, 1_000 * one / households, np.nan) for one in (count, low, high)]
    return table.assign(per_1000=per[0], per_1000_low=per[1], per_1000_high=per[2])


def _tested(table: pd.DataFrame, false_share: float) -> pd.DataFrame:
    """Add expectation and chance, where several areas share the households; the tests of a level count together."""
    households = table["households"].astype("Float64").fillna(0).to_numpy(float)
    if len(table) < 2 or households.sum() <= 0:
        return table
    count = np.where(households > 0, table["orders"].to_numpy(float), 0.0)
    p_values = chance_of_as_many(count, households)
    q_values = false_discovery(p_values)
    expected = np.where(households > 0, count.sum() * households / households.sum(), np.nan)
    above = (q_values <= false_share) & (count > expected)
    return table.assign(expected=expected, p_value=p_values, q_value=q_values, above=above)
