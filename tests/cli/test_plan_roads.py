"""`geo plan --roads` on a small invented town: distances along the streets, areas, base map, roads elsewhere."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
from shapely import affinity

import geo as linli


@pytest.fixture(scope="module")
def planned(town, tmp_path_factory):
    """One plan on roads, shared by the tests."""
    from typer.testing import CliRunner

    from geo.cli import app

    out = tmp_path_factory.mktemp("roads") / "plan"
    words = [
        "plan", town / "ledger.xlsx", "--boundaries", town / "boundaries.gpkg", "--barriers", town / "barriers.gpkg",
        "--rooms", town / "rooms.csv", "--policy", town / "policy.toml", "--engine", "serial",
        "--roads", town / "roads.gpkg", "--out", out,
    ]  # fmt: skip
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return linli.load(out)


def test_walks_and_links_are_measured_along_the_roads(planned):
    assert set(planned.tables["assignments"]["rung"]) == {"roads"}
    assert "roads" in set(planned.tables["links"]["rung"])
    walk = planned.tables["links"].query("rung == 'roads'")
    straight_m = walk.to_crs("EPSG:4549").geometry.length
    assert (walk["walk_m"] >= 0.99 * straight_m.where(walk["kind"] != "crossing", 0)).all()


def test_the_summary_says_what_the_roads_are_worth(planned):
    facts = planned.facts["roads"]
    assert facts["walks_by_rung"] == {"roads": 1.0}
    assert 1.0 < facts["detour_factor"] < 2.0
    assert facts["estates_without_street"] == 0
    assert facts["street_km"] > 10
    assert {"roads-snap", "roads-detour"} <= set(planned.tables["findings"]["rule"])


def test_stations_have_their_walking_areas_and_the_map_its_quiet_streets(planned):
    stations = len(planned.tables["stations"])
    areas = planned.tables["isochrones"]
    assert len(areas) == 3 * stations
    assert set(areas["rung"]) == {"roads"}
    assert set(planned.tables["basemap"]["kind"]) == {"road"}


def test_the_roads_are_in_the_record(planned):
    assert "roads.gpkg" in {row["file"] for row in planned.record["inputs"]}


def test_roads_of_another_town_are_told_and_the_plan_is_made_without_them(geo, town, companions, tmp_path):
    roads = gpd.read_file(town / "roads.gpkg")
    away = roads.set_geometry(roads.geometry.map(lambda line: affinity.translate(line, 0.3, 0)))
    away.to_file(tmp_path / "away.gpkg", layer="roads")
    words = ("--roads", tmp_path / "away.gpkg", "--out", tmp_path / "plan")
    done = geo("plan", town / "ledger.xlsx", *companions, *words)
    assert done.exit_code == 0, done.output
    plan = linli.load(tmp_path / "plan")
    assert set(plan.tables["assignments"]["rung"]) == {"straight"}
    told = plan.tables["findings"].set_index("rule")
    assert told.loc["roads-elsewhere", "severity"] == "error"
    assert set(plan.tables["isochrones"]["rung"]) == {"straight"}


def test_a_file_that_holds_no_roads_is_a_message_and_nothing_is_written(geo, town, companions, tmp_path):
    (tmp_path / "roads.osm").write_text("no roads here", encoding="utf-8")
    done = geo("plan", town / "ledger.xlsx", *companions, "--roads", tmp_path / "roads.osm", "--out", tmp_path / "plan")
    assert done.exit_code == 1
    assert "roads.osm" in done.output
    assert not (tmp_path / "plan").exists()


def test_a_plan_without_roads_has_circles_around_its_stations(geo, town, companions, tmp_path):
    done = geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan", "--json")
    plan = linli.load(tmp_path / "plan")
    assert set(plan.tables["isochrones"]["rung"]) == {"straight"}
    assert plan.tables["basemap"].empty
    assert "roads" not in json.loads(done.stdout)
