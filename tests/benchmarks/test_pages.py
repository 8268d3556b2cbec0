"""The plans that pages are measured with are whole, and as wordy as asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from _pages_made import made_plan

from geo.maps.layers import page_data


@pytest.mark.parametrize("estates", [1, 13, 240])
def test_a_made_plan_fills_every_layer(estates: int) -> None:
    plan = made_plan(estates)
    tables = page_data(plan)["tables"]
    assert tables["estates"]["rows"] == estates
    assert tables["regions"]["rows"] == -(-estates // 12)
    assert all(tables["estates"]["columns"]["rings"])
    assert set(plan.assignments["region_id"]) == set(plan.regions["region_id"])


def test_the_same_seed_makes_the_same_plan() -> None:
    one, two = made_plan(50), made_plan(50)
    assert one.assignments.equals(two.assignments)
    assert one.regions.geometry.equals(two.regions.geometry)
