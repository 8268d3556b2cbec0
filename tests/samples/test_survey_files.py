"""The sample's surveys: invented and named so, read without a loss, and no matter to the ledger beside them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo.findings import Report
from geo.io.companions import read_needs, read_orders, read_partners, read_satisfaction
from geo.samples.surveys import write_surveys


@pytest.fixture
def estates() -> gpd.GeoDataFrame:
    count = 40
    x = 40_527_000 + 150.0 * np.arange(count)
    ids, names = [f"SL{n:04d}" for n in range(count)], [f"示例{n}苑" for n in range(count)]
    table = pd.DataFrame({"estate_id": ids, "name": names, "households": 800, "x": x, "y": 3_490_000.0})
    return gpd.GeoDataFrame(
        table, geometry=gpd.points_from_xy(120.3 + 0.001 * np.arange(count), [31.5] * count), crs=4326
    )


def test_the_files_are_read_without_a_loss(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    paths = {path.name: path for path in write_surveys(estates, tmp_path, 1)}
    report = Report()
    satisfaction, left = read_satisfaction(paths["satisfaction.csv"], report, estates=estates)
    assert len(satisfaction) == 30  # fourteen estates in two years, a pilot and a published figure without n
    assert left.empty
    assert read_needs(paths["needs.csv"], report, estates=estates)[1].empty
    assert read_partners(paths["partners.csv"], report, estates=estates)[1].empty
    orders, left = read_orders(paths["orders.csv"], report, estates=estates)
    assert left["found"].str.contains("示例无此小区").all()
    assert len(left) == 1
    assert (orders["state"] == "unclear").sum() == 1
    for path in paths.values():
        assert "示例" in path.read_text(encoding="utf-8-sig")


def test_the_same_seed_writes_the_same_bytes(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    for name, table in (("a", estates), ("b", estates.iloc[::-1])):
        (tmp_path / name).mkdir()
        write_surveys(table, tmp_path / name, 5)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
