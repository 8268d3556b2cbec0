"""``geo site``: from two tables to sites.gpkg and summary.json."""

from __future__ import annotations

import json

import geopandas as gpd
import pyogrio
import pytest
import shapely
from typer.testing import CliRunner

from geo.cli import app

RUN = CliRunner()


@pytest.fixture
def street(tmp_path):
    """Six invented courts along a street of 1 km, and three sites."""
    demand, sites = tmp_path / "demand.csv", tmp_path / "sites.csv"
    rows = [f"D{at},{120.30 + 0.002 * at:.4f},31.57,{10 + at}" for at in range(6)]
    demand.write_text("\n".join(["id,lon,lat,households", *rows]), encoding="utf-8")
    sites.write_text(
        "id,lon,lat,cap,fixed,banned\nA,120.300,31.57,40,yes,no\nB,120.306,31.57,60,no,no\nC,120.310,31.57,60,no,yes\n",
        encoding="utf-8",
    )
    return demand, sites


def site(street, *options, out):
    return RUN.invoke(app, ["site", *map(str, street), "--out", str(out), *map(str, options)])


def read(out):
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


MODELS = {
    "p-median": ("--stations", 2, "--weight", "households"),
    "cpmp": ("--stations", 2, "--weight", "households", "--capacity", "cap"),
    "p-center": ("--stations", 2),
    "lscp": ("--radius", 600),
    "mclp": ("--stations", 1, "--radius", 500, "--weight", "households"),
}


@pytest.mark.parametrize("model", MODELS)
def test_every_model_writes_both_files_and_a_proof(street, tmp_path, model):
    done = site(street, "--model", model, *MODELS[model], out=tmp_path / "out")
    assert done.exit_code == 0, done.output
    facts = read(tmp_path / "out")
    assert facts["status"] == "optimal"
    assert facts["gap"] == 0.0 or facts["gap"] < 2e-9
    layers = {name for name, _ in pyogrio.list_layers(tmp_path / "out" / "sites.gpkg")}
    assert layers == {"sites", "assignments"}
    assigned = pyogrio.read_dataframe(tmp_path / "out" / "sites.gpkg", layer="assignments")
    assert assigned["point_id"].tolist() == [f"D{at}" for at in range(6)]
    assert set(assigned["site_id"].dropna()) <= set(facts["open_sites"])


def test_forced_and_forbidden_sites_are_kept_to(street, tmp_path):
    options = ("--model", "p-median", "--stations", 2, "--forced", "fixed", "--forbidden", "banned")
    assert site(street, *options, out=tmp_path / "out").exit_code == 0
    assert read(tmp_path / "out")["open_sites"] == ["A", "B"]


def test_a_matrix_of_pairs_takes_the_place_of_straight_lines(street, tmp_path):
    pairs = tmp_path / "pairs.csv"
    rows = [
        f"{site},D{at},{abs(at - place) * 100}" for at in range(6) for site, place in (("A", 0), ("B", 3), ("C", 5))
    ]
    pairs.write_text("\n".join(["from,to,distance", *rows]), encoding="utf-8")
    options = ("--model", "p-center", "--stations", 1, "--matrix", pairs)
    assert site(street, *options, out=tmp_path / "out").exit_code == 0
    facts = read(tmp_path / "out")
    assert (facts["value"], facts["open_sites"], facts["distances"]) == (300.0, ["B"], "matrix")


def test_no_plan_ends_with_one_and_still_says_why_in_the_files(street, tmp_path):
    done = site(street, "--model", "lscp", "--radius", 1, out=tmp_path / "out")
    assert done.exit_code == 1
    facts = read(tmp_path / "out")
    assert facts["status"] == "infeasible"
    assert facts["reason"]


@pytest.mark.parametrize(
    "options",
    [
        ("--model", "p-median"),
        ("--model", "p-median", "--stations", 1, "--weight", "nonsense"),
        ("--model", "cpmp", "--stations", 1),
        ("--model", "mclp", "--stations", 1),
        ("--model", "p-median", "--stations", 1, "--weight", "id"),
    ],
)
def test_an_option_that_cannot_be_used_is_said_and_nothing_is_written(street, tmp_path, options):
    done = site(street, *options, out=tmp_path / "out")
    assert done.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_json_is_the_summary(street, tmp_path):
    done = site(street, "--model", "p-median", "--stations", 1, "--json", out=tmp_path / "out")
    assert json.loads(done.stdout) == read(tmp_path / "out")


def test_the_same_tables_give_the_same_sites_file(street, tmp_path):
    for name in ("one", "other"):
        assert site(street, "--model", "p-median", "--stations", 2, out=tmp_path / name).exit_code == 0
    one, other = ((tmp_path / name / "sites.gpkg").read_bytes() for name in ("one", "other"))
    assert one == other


@pytest.fixture
def one_way_round(tmp_path):
    """A street past the courts and sites whose eastern half is reached by a way round only."""
    west, east = [(120.299, 31.5702), (120.305, 31.5702)], [(120.3051, 31.5702), (120.311, 31.5702)]
    detour = [(120.299, 31.5702), (120.299, 31.575), (120.311, 31.575), (120.311, 31.5702)]
    lines = [shapely.LineString(line) for line in (west, east, detour)]
    table = gpd.GeoDataFrame({"highway": ["residential"] * 3}, geometry=lines, crs="EPSG:4326")
    table.to_file(tmp_path / "roads.gpkg", layer="roads")
    return tmp_path / "roads.gpkg"


def test_roads_are_walked_where_they_are_given(street, one_way_round, tmp_path):
    done = site(street, "--model", "p-median", "--stations", 1, "--roads", one_way_round, out=tmp_path / "out")
    assert done.exit_code == 0, done.output
    facts = read(tmp_path / "out")
    assert facts["distances"] == "roads"
    assert {finding["rule"] for finding in facts["findings"]} >= {"roads-snap"}
    site(street, "--model", "p-median", "--stations", 1, out=tmp_path / "straight")
    assert facts["value"] > 1.5 * read(tmp_path / "straight")["value"]


def test_roads_of_another_place_are_told(street, one_way_round, tmp_path):
    away = gpd.read_file(one_way_round)
    away.set_geometry(away.geometry.translate(1.0, 0)).to_file(tmp_path / "away.gpkg", layer="roads")
    roads = ("--roads", tmp_path / "away.gpkg")
    done = site(street, "--model", "p-median", "--stations", 1, *roads, out=tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert read(tmp_path / "out")["distances"] == "straight"
    assert "公里" in done.output
