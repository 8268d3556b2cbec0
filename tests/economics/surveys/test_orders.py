"""Orders timed and counted: by area, kind and crew, with rates, expectation and chance."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.economics.surveys.orders import first_day, judged_orders, last_day, order_times
from tests.economics.surveys.test_satisfaction import ESTATES


def orders() -> pd.DataFrame:
    rows = [
        ("1", "A", "parking", "2025-01-01", "2025-01-03", "closed", "甲班"),
        ("2", "A", "parking", "2025-01-01", "2025-01-05", "closed", "甲班"),
        ("3", "A", "leaks", "2025-01-05", None, "open", "乙班"),
        ("4", "B", "leaks", "2025-01-10", "2025-01-02", "unclear", "乙班"),
        ("5", "B", "leaks", "2025-01-02", None, "undated", None),
        ("6", "C", "leaks", "2025-01-01", "2025-01-11", "closed", "乙班"),
    ]
    names = ["order_id", "estate_id", "kind", "opened_on", "closed_on", "state", "crew"]
    return judged_orders(pd.DataFrame(rows, columns=names))


def test_open_orders_run_to_the_end_of_the_data_and_doubtful_ones_are_not_timed() -> None:
    table = orders()
    assert table["days"].tolist() == pytest.approx([2, 4, 6, float("nan"), float("nan"), 10], nan_ok=True)
    assert str(last_day(table)) == "2025-01-11"
    assert str(first_day(table)) == "2025-01-01"


def test_they_are_counted_by_area_kind_and_crew() -> None:
    times = order_times(orders(), ESTATES, confidence=0.95, false_share=0.05).set_index(["level", "name"])
    city = times.loc[("plan", "")]
    assert city[["orders", "closed", "open", "left_out"]].tolist() == [6, 4, 1, 2]
    # timed: 2, 4, 6+, 10: S = 3/4, 2/4 at day 4
    assert city["median_days"] == 4.0
    assert city["per_1000"] == pytest.approx(6.0)
    assert times.loc[("crew", "乙班"), "oldest_open_days"] == 6.0
    assert times.loc[("kind", "parking"), "median_days"] == 2.0
    assert times.loc[("estate", "A"), "expected"] == pytest.approx(6 * 0.3)
    assert not times.loc[("estate", "A"), "above"]
    assert pd.isna(times.loc[("kind", "parking"), "per_1000"])


def test_the_sums_over_estates_are_the_plan() -> None:
    times = order_times(orders(), ESTATES, confidence=0.95, false_share=0.05)
    whole = times[times["level"] == "plan"].iloc[0]
    for level in ("estate", "region", "subdistrict"):
        own = times[times["level"] == level]
        for name in ("orders", "closed", "open", "left_out", "households"):
            assert own[name].sum() == whole[name]


def test_a_quiet_estate_stands_in_the_table_too() -> None:
    table = order_times(orders().head(3), ESTATES, confidence=0.95, false_share=0.05)
    quiet = table[(table["level"] == "estate") & (table["name"] == "C")].iloc[0]
    assert quiet["orders"] == 0
    assert quiet["per_1000_high"] > 0
