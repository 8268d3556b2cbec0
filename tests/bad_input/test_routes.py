"""Roads, distances and settings of rounds that are wrong: each is said in words, and the plan in its folder stays."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString

from geo.scenarios.outputs import save
from geo.scenarios.pipeline import load
from geo.scenarios.routes import metric_crs_of
from tests.bad_input.ledgers import rows, write_csv
from tests.routing.town_rounds import town

QUICK = ("--week", "--roles", "inspection", "--engine", "serial", "--quiet", "--lang", "en")


@pytest.fixture(scope="module")
def plan():
    return town()


@pytest.fixture
def folder(plan, tmp_path):
    save(plan, tmp_path / "plan")
    return tmp_path / "plan"


@pytest.fixture
def route(geo, folder):
    """Route the plan with a file; give what the command said and the plan as it stands in its folder."""

    def run(*words, exit_code=0):
        before = (folder / "record.json").read_bytes()
        done = geo("routes", folder, *QUICK, *words)
        assert done.exit_code == exit_code, done.output
        made = load(folder)
        assert (before == (folder / "record.json").read_bytes()) == (exit_code != 0)
        return done.output, made

    return run


def streets(plan, *, share=1.0):
    """Streets every 150 m under the western share of the town, a row a street, in metres."""
    crs = metric_crs_of(plan)
    west, south, east, north = plan.estates.geometry.to_crs(crs).total_bounds
    east = west + share * (east - west)
    xs, ys = np.arange(west - 300, east + 301, 150.0), np.arange(south - 300, north + 301, 150.0)
    lines = [LineString([(x, ys[0]), (x, ys[-1])]) for x in xs] + [LineString([(xs[0], y), (xs[-1], y)]) for y in ys]
    return gpd.GeoDataFrame({"highway": ["residential"] * len(lines)}, geometry=lines, crs=crs)


def written(table, path):
    table.to_file(path, layer="roads")
    return path


def found(made, rule):
    findings = made.findings
    return findings.loc[findings["rule"] == rule, "found"].tolist()


def served(made):
    return set(made.visits["estate_id"].dropna()) | set(made.unserved["estate_id"])


def planned(plan):
    return set(plan.assignments["estate_id"])


@pytest.mark.slow
def test_a_network_that_misses_half_of_the_area_names_the_estates_and_serves_them_all(route, plan, tmp_path):
    half = written(streets(plan, share=0.4), tmp_path / "half.gpkg")
    said, made = route("--roads", half)
    assert found(made, "roads-far") or found(made, "roads-elsewhere")
    assert "no street" in said
    assert served(made) == planned(plan)


@pytest.mark.slow
def test_estates_on_an_island_of_streets_are_named(route, plan, tmp_path):
    table = streets(plan)
    place = plan.estates.geometry.to_crs(table.crs).centroid.iloc[0]
    ring = place.buffer(400)
    table = table.set_geometry(table.geometry.difference(ring))
    inner = gpd.GeoDataFrame({"highway": ["residential"]}, geometry=[place.buffer(20).exterior], crs=table.crs)
    said, made = route("--roads", written(pd.concat([table, inner]), tmp_path / "island.gpkg"))
    assert plan.estates["name"].iloc[0] in said
    assert plan.estates["name"].iloc[0] in " ".join(found(made, "roads-island"))
    assert served(made) == planned(plan)


@pytest.mark.slow
@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4490", "EPSG:32651"])
def test_roads_in_another_system_are_brought_to_the_plans(route, plan, tmp_path, crs):
    _, made = route("--roads", written(streets(plan).to_crs(crs), tmp_path / "roads.gpkg"))
    assert made.facts["routes"]["roads"]["snap_max_m"] < 110
    assert not found(made, "roads-elsewhere")


@pytest.mark.slow
def test_roads_with_a_wrong_system_are_said_to_lie_elsewhere(route, plan, tmp_path):
    lying = streets(plan).set_crs("EPSG:32650", allow_override=True)
    said, made = route("--roads", written(lying, tmp_path / "lying.gpkg"))
    assert found(made, "roads-elsewhere")
    assert " km" in said
    assert served(made) == planned(plan)


@pytest.mark.slow
def test_a_gigabyte_that_is_no_road_file_is_refused_and_the_plan_stays(route, tmp_path):
    path = tmp_path / "huge.osm"
    with path.open("wb") as stream:
        stream.write(b"MZ\x90\x00")
        stream.truncate(1 << 30)  # sparse: it takes no room
    said, _ = route("--roads", path, exit_code=1)
    assert "huge.osm" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("from,to,walk_m\n", "m.csv"),
        ("a,b\n1,2\n", "起点"),
        ("", "m.csv"),
        ("from,to,walk_m\nE0001,E0002,-5\n", "m.csv"),
    ],
)
def test_distances_that_say_nothing_are_refused_or_told(geo, folder, tmp_path, content, said):
    (tmp_path / "m.csv").write_text(content, encoding="utf-8")
    done = geo("routes", folder, *QUICK, "--matrix", tmp_path / "m.csv")
    assert done.exit_code in {0, 1}
    assert said in done.output
    assert len(load(folder).estates)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('[rounds.waste]\nwindows = [["10:00", "07:00"]]\n', "10:00-07:00"),
        ('[rounds.waste]\nhours = ["06:00", "09:00"]\nwindows = [["12:00", "15:00"]]\n', "12:00-15:00"),
        ('[rounds.repair]\nhours = ["17:00", "08:00"]\n', "17:00-08:00"),
        ("[rounds.repair]\npaid_hours_day = 0\n", "paid_hours_day"),
        ("[rounds.repair]\ncalls_share = 1.0\n", "calls_share"),
        ("[rounds.repair]\npeople = 0\n", "people"),
        ("[rounds.repair]\ndays = []\n", "days"),
        ("[travel]\nwalk_m_min = -80\n", "walk_m_min"),
        ("[travel]\ncrew_m_min = 0\n", "crew_m_min"),
    ],
)
def test_settings_that_contradict_themselves_are_refused_by_name(geo, tmp_path, setting, said):
    (tmp_path / "policy.toml").write_text(setting, encoding="utf-8")
    ledger = write_csv(tmp_path / "ledger.csv", rows(3))
    words = ("--policy", tmp_path / "policy.toml", "--out", tmp_path / "made", "--quiet", "--lang", "en")
    done = geo("plan", ledger, *words)
    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "made").exists()
