"""How many orders an estate's households send in against the mean, drawn towards the mean where the estate is small."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.economics.rollout.problem import Floats
from geo.findings import Report
from geo.policy.rollout import NeedWeights
from geo.wording import text


def complaint_ratio(tables: Mapping[str, pd.DataFrame], estates: pd.DataFrame, need: NeedWeights) -> Floats | None:
    """Return orders of each estate over what its households would send in at the mean rate, shrunken to 1.

    Parameters
    ----------
    tables : `order_times`, whose rows of level ``estate`` count orders by estate id.
    estates : estate_id, households; the mean is theirs. Estates without households get 1.

    Returns
    -------
    Ratios, shape ``(n,)``; None where the weight is 0 or no order of these estates is known.

    Notes
    -----
    ``(n_i + k) / (E_i + k)`` with ``E_i = h_i sum(n) / sum(h)``: the mean of a gamma distribution of rates, of mean 1
    and weight k orders, after n_i orders were seen where E_i were expected. Clayton, D., Kaldor, J. (1987),
    Biometrics 43, 671-681.
    """
    orders = counted_orders(tables, estates)
    if need.orders <= 0 or orders is None:
        return None
    households = np.asarray(estates["households"].astype("Float64").fillna(0), dtype=float)
    housed = np.where(households > 0, orders, 0.0)
    if housed.sum() <= 0:
        return None
    expected = households * (housed.sum() / households.sum())
    return np.asarray((housed + need.orders_prior) / (expected + need.orders_prior))


def counted_orders(tables: Mapping[str, pd.DataFrame], estates: pd.DataFrame) -> Floats | None:
    """Return the orders of each estate, shape ``(n,)``; None where the plan has none."""
    times = tables.get("order_times")
    if times is None or times.empty:
        return None
    own = times[times["level"] == "estate"].drop_duplicates("name").set_index("name")["orders"]
    counts = own.reindex(estates["estate_id"].astype("object")).astype("Float64").fillna(0)
    return np.asarray(counts, dtype=float) if counts.sum() > 0 else None


def tell_complaints(ratio: Floats | None, need: NeedWeights, report: Report) -> None:
    """Report a weight of orders that weighs nothing because no order is known."""
    if need.orders > 0 and ratio is None:
        report.find("rollout-no-orders", found=text("rollout-no-orders.found", weight=f"{need.orders:g}"))
