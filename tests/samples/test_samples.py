from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.errors import InputError
from geo.findings import Report
from geo.io.companions import read_renames
from geo.policy import Policy
from geo.samples import write_sample
from geo.samples.estates import invent_estates, place_points
from geo.samples.layout import town_places, wuxi_places
from geo.samples.names import estate_names

CONTRACT = {"boundaries.gpkg", "roads.gpkg", "barriers.gpkg", "rooms.csv", "renames.csv", "policy.toml"}
SURVEYS = {"satisfaction.csv", "needs.csv", "orders.csv", "partners.csv"}


def sample_estates(seed: int = 1) -> pd.DataFrame:
    places = wuxi_places()
    generator = np.random.default_rng(seed)
    points, owner = place_points(places, np.array([], dtype=object), generator)
    return invent_estates(places, points, owner, generator)


def test_the_wuxi_sample_has_the_totals_of_the_story() -> None:
    table = sample_estates()
    assert len(table) == 494
    assert table["subdistrict"].nunique() == 11
    assert table["floor_area_m2"].sum() == 17_170_000
    assert table["households"].sum() == 250_000
    assert table["estate_id"].is_unique
    assert table["name"].is_unique
    counts = table["stage"].value_counts()
    assert counts["日常管理"] + counts["试点"] == 320
    assert counts["前期整治"] == 81
    assert table["firm"].nunique() == 2


def test_every_estate_is_named_as_invented_and_lies_in_its_sub_district() -> None:
    table = sample_estates()
    assert table["name"].str.startswith("示例").all()
    outline = {place.name: place.outline for place in wuxi_places()}
    inside = [
        outline[s].contains(shapely.Point(x, y))
        for s, x, y in zip(table["subdistrict"], table["x"], table["y"], strict=True)
    ]
    assert all(inside)


def test_spacing_is_that_of_real_old_estates() -> None:
    table = sample_estates()
    points = shapely.points(table[["x", "y"]].to_numpy())
    tree = shapely.STRtree(points)
    pairs = tree.query_nearest(points, exclusive=True, return_distance=True, all_matches=False)
    assert 70 < np.median(pairs[1]) < 200


@pytest.mark.parametrize("kind", ["wuxi", "town"])
def test_the_same_seed_writes_the_same_tables(tmp_path: Path, kind: str) -> None:
    estates = 40 if kind == "town" else None
    for folder in ("a", "b"):
        write_sample(kind, tmp_path / folder, estates=estates, seed=3)
    assert (tmp_path / "a" / "rooms.csv").read_bytes() == (tmp_path / "b" / "rooms.csv").read_bytes()
    one, two = (pd.read_excel(tmp_path / f / "ledger.xlsx", header=None, engine="calamine") for f in "ab")
    pd.testing.assert_frame_equal(one, two)


def test_a_town_has_the_files_of_the_contract_and_bridges_over_its_barriers(tmp_path: Path) -> None:
    written = {path.name for path in write_sample("town", tmp_path, estates=60, seed=2)}
    assert written == CONTRACT | SURVEYS | {"ledger.xlsx"}
    barriers = gpd.read_file(tmp_path / "barriers.gpkg", layer="barriers").to_crs(4549)
    crossings = gpd.read_file(tmp_path / "barriers.gpkg", layer="crossings").to_crs(4549)
    assert crossings.distance(barriers.union_all()).max() < 1.0
    roads = gpd.read_file(tmp_path / "roads.gpkg").to_crs(4549)
    river = barriers[barriers["kind"] == "river"].union_all()
    bridges = crossings[crossings["kind"] == "bridge"]
    over = roads[roads.crosses(river)]
    assert over.distance(bridges.union_all()).max() < 1.0
    assert set(roads["source"]) == {"synthetic"}
    assert Policy.from_toml(tmp_path / "policy.toml").invented


def test_the_renames_of_a_town_can_be_read(tmp_path: Path) -> None:
    write_sample("town", tmp_path, estates=6, seed=2)
    report = Report()
    assert len(read_renames(tmp_path / "renames.csv", report)) == 1
    assert not report.findings


def test_a_large_place_has_its_ledger_in_parquet(tmp_path: Path) -> None:
    written = write_sample("town", tmp_path, estates=20_100, seed=1)
    assert written[0].name == "ledger.parquet"
    assert len(pd.read_parquet(written[0])) == 20_100


@pytest.mark.parametrize("estates", [0, 300_001])
def test_a_size_out_of_range_is_refused(tmp_path: Path, estates: int) -> None:
    with pytest.raises(InputError, match="1 to 300000"):
        write_sample("town", tmp_path, estates=estates)


def test_the_wuxi_sample_has_its_own_size(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="use town"):
        write_sample("wuxi", tmp_path, estates=20)


@pytest.mark.parametrize("estates", [1, 2, 3])
def test_the_smallest_places_can_be_made(tmp_path: Path, estates: int) -> None:
    write_sample("town", tmp_path, estates=estates, seed=5)
    assert (tmp_path / "ledger.xlsx").exists()


def test_names_stay_different_in_great_numbers() -> None:
    names = estate_names(60_000, np.random.default_rng(0))
    assert len(set(names)) == 60_000


def test_sub_districts_share_out_every_estate() -> None:
    places = town_places(1_000, np.random.default_rng(0))
    assert sum(place.estates for place in places) == 1_000
    assert len({place.name for place in places}) == len(places)
