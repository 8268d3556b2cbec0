"""What the page knows of surveys, orders and partners. A plan without any adds nothing to its page.

The page reads it in ``static/map/voices.js``. Contacts of partners stay off the page: it is passed on freely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.maps.columns import JsonTable, pack, pick, plain
from geo.maps.shapes import Origin, points_of, rings_of
from geo.maps.style import Layer
from geo.plan import Plan

CHOICES = (("partners", "kind"), ("hot_spots", "kind"), ("satisfaction", "judged"), ("satisfaction", "change_is"),
           ("satisfaction", "basis"))  # fmt: skip
_PARTNER = ("partner_id", "name", "kind", "estate_id", "community", "services", "people", "placed_by")
_HOT_SPOT = ("hot_spot_id", "kind", "estates", "names", "households", "count", "expected", "ratio", "q_value",
             "days_to_close_median")  # fmt: skip
_FIGURE = ("year", "rate", "low", "high", "answered", "response_rate", "worst_low", "worst_high", "basis", "judged",
           "change_is")  # fmt: skip
_ORDERS = ("orders", "open", "median_days", "per_1000", "expected", "q_value", "above")
_NEED = ("complaint", "named", "answers")
_NEEDS_SHOWN = 3


def survey_layers(plan: Plan) -> tuple[Layer, ...]:
    """Return the switches of partners and hot spots, where the plan has them."""
    return tuple(Layer(name, shown=False) for name in ("partners", "hot_spots") if len(plan.tables[name]))


def survey_tables(plan: Plan, origin: Origin) -> dict[str, JsonTable]:
    """Return partners and hot spots as tables of the page; none where the plan has no surveys."""
    if not _has_surveys(plan):
        return {}
    partners, spots = gpd.GeoDataFrame(plan.partners), gpd.GeoDataFrame(plan.hot_spots)
    return {
        "partners": pack(pick(partners, _PARTNER) | {"at": points_of(partners.geometry, origin)}, len(partners)),
        "hot_spots": pack(pick(spots, _HOT_SPOT) | {"rings": rings_of(spots.geometry, origin)}, len(spots)),
    }


def survey_data(plan: Plan, estates: Sequence[str]) -> dict[str, Any] | None:
    """Return satisfaction, needs and orders by the estate's position on the page; None where there are no surveys.

    Parameters
    ----------
    estates : ids of the planned estates in the order of the page's table.
    """
    if not _has_surveys(plan):
        return None
    position = {name: at for at, name in enumerate(estates)}
    times, counts = plan.order_times, plan.need_counts
    needs = counts[counts["level"] == "estate"].groupby("name", sort=False).head(_NEEDS_SHOWN)
    return {
        "satisfaction": _by_estate(plan.satisfaction, "estate_id", _FIGURE, position),
        "needs": _by_estate(needs, "name", _NEED, position),
        "orders": _by_estate(times[(times["level"] == "estate") & (times["orders"] > 0)], "name", _ORDERS, position),
    }


def _has_surveys(plan: Plan) -> bool:
    return any(len(plan.tables[name]) for name in ("satisfaction", "needs", "orders", "partners"))


def _by_estate(
    table: pd.DataFrame, key: str, names: Sequence[str], position: dict[str, int]
) -> dict[str, list[dict[str, Any]]]:
    """Collect the rows of each planned estate, in the order of the table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_dict("records"):
        at = position.get(str(row[key]))
        if at is not None:
            found.setdefault(str(at), []).append({name: plain(row[name]) for name in names})
    return found
