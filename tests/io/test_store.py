"""Plan folders: what is written comes back, and a folder that was changed is refused by the file's name."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import GeometryCollection, MultiPolygon, Point, box

from geo.errors import PlanFolderError
from geo.files import sha256_of
from geo.io import store
from geo.plan import Plan
from geo.policy import Policy
from geo.schema import PLAN_TABLES
from tests.plans import small_plan


def assert_same_plan(one: Plan, other: Plan) -> None:
    for declared in PLAN_TABLES:
        left, right = one.tables[declared.name], other.tables[declared.name]
        assert type(left) is type(right), declared.name
        pd.testing.assert_frame_equal(pd.DataFrame(left), pd.DataFrame(right), obj=declared.name)
        if declared.geometry != "none":
            assert right.crs == "EPSG:4326"
    assert one.policy == other.policy
    assert one.facts == other.facts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "方案"


# --- round trip ---


@pytest.mark.parametrize("hostile", [False, True])
def test_a_saved_plan_comes_back_equal(folder, hostile):
    plan = small_plan(hostile=hostile)
    store.save(plan, folder)
    loaded = store.load(folder)
    assert_same_plan(plan, loaded)
    assert plan.record.items() <= loaded.record.items()


def test_an_empty_plan_comes_back_with_all_its_empty_tables(folder):
    store.save(Plan({}), folder)
    assert_same_plan(Plan({}), store.load(folder))


def test_missing_values_and_mixed_shapes_come_back(folder):
    rows = {
        "estate_id": ["001", "002", "003", "004"],
        "name": ["示例甲苑", "", None, "a\nb'\"\t=1"],
        "subdistrict": ["样例街道"] * 4,
        "build_year": [1985, None, 1999, None],
        "floor_area_m2": [1.5, np.nan, 3e9, 0.0],
        "housing_reform": [True, False, None, True],
        "signed_on": [date(2025, 1, 2), None, date(1, 1, 1), None],
    }
    shapes = [Point(120, 31), box(120, 31, 121, 32), None, MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)])]
    estates = gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")
    solutions = pd.DataFrame({"name": ["样例街道"], "objective": [5.0], "bound": [-np.inf], "gap": [np.nan]})
    plan = Plan({"estates": estates, "solutions": solutions})
    store.save(plan, folder)
    loaded = store.load(folder)
    assert_same_plan(plan, loaded)
    assert loaded.estates["build_year"].dtype == "Int64"
    assert loaded.estates["housing_reform"].dtype == "boolean"
    assert loaded.solutions["bound"].iloc[0] == -np.inf


def test_odd_shapes_come_back(folder):
    shapes = [Point(120, 31, 5), Point(), GeometryCollection([Point(1, 2), box(0, 0, 1, 1)])]
    estates = gpd.GeoDataFrame(
        {"estate_id": ["a", "b", "c"], "name": "x", "subdistrict": "y"}, geometry=shapes, crs="EPSG:4326"
    )
    store.save(Plan({"estates": estates}), folder)
    back = store.load(folder).estates.geometry
    assert [shape.wkt for shape in back] == [shape.wkt for shape in shapes]


def test_text_that_no_file_can_hold_is_marked(folder):
    rows = pd.DataFrame([["a", "x\x00y\ud800", "y"]], columns=["estate_id", "name", "subdistrict"], dtype=object)
    estates = gpd.GeoDataFrame(rows, geometry=[Point(1, 2)], crs="EPSG:4326")
    store.save(Plan({"estates": estates}), folder)
    assert store.load(folder).estates["name"].iloc[0] == "x\ufffdy\ufffd"


def test_the_policy_comes_back_with_every_setting(folder):
    policy = Policy.from_mapping(
        {
            "invented": True,
            "regions": {"join": [["甲街道", "乙街道"]], "max_station_walk_m": {"value": 900, "hard": True}},
            "stations": {"counts": {"甲街道": 3}},
        }
    )
    store.save(Plan({}, policy=policy), folder)
    assert store.load(folder).policy == policy


def test_facts_that_json_lacks_become_plain(folder):
    facts = {
        "a": np.float64(1.5),
        "b": np.int64(2),
        "c": float("nan"),
        "d": (1, float("inf")),
        "e": {3: np.bool_(True)},
    }
    store.save(Plan({}, facts=facts), folder)
    assert store.load(folder).facts == {"a": 1.5, "b": 2, "c": None, "d": [1, None], "e": {"3": True}}


def test_equal_plans_are_equal_files_byte_for_byte(tmp_path):
    for name in ("one", "two"):
        store.save(small_plan(), tmp_path / name)
        time.sleep(1.1 if name == "one" else 0)  # GDAL's time stamps count in seconds
    for name in ("plan.gpkg", "summary.json", "record.json"):
        assert sha256_of(tmp_path / "one" / name) == sha256_of(tmp_path / "two" / name)


# --- the record ---


def test_the_record_holds_the_digest_of_every_other_file(folder):
    store.save(small_plan(), folder, extras={"map.html": lambda p: p.write_text("map"), "gpx/a.gpx": write_x})
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(record["files"]) == names - {"record.json"}
    assert all(kept["sha256"] == sha256_of(folder / name) for name, kept in record["files"].items())
    assert record["format"] == 1
    assert record["policy"]["invented"] is True
    assert record["seed"] == 0


def write_x(path: Path) -> None:
    path.write_text("x", encoding="utf-8")


@pytest.mark.parametrize("name", ["plan.gpkg", "summary.json", "map.html"])
def test_a_changed_file_is_refused_by_name(folder, name):
    store.save(small_plan(), folder, extras={"map.html": write_x})
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(PlanFolderError, match=name) as caught:
        store.load(folder)
    assert "geo plan" in str(caught.value)


@pytest.mark.parametrize("name", ["plan.gpkg", "summary.json"])
def test_a_missing_file_is_refused_by_name(folder, name):
    store.save(small_plan(), folder)
    (folder / name).unlink()
    with pytest.raises(PlanFolderError, match=name):
        store.load(folder)


def test_a_file_the_plan_can_make_again_may_be_missing(folder):
    store.save(small_plan(), folder, extras={"plan.xlsx": write_x})
    (folder / "plan.xlsx").unlink()
    assert_same_plan(small_plan(), store.load(folder))


def test_a_geopackage_that_qgis_only_opened_is_accepted(folder):
    store.save(small_plan(), folder)
    before = sha256_of(folder / "plan.gpkg")
    opening = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
    opening += "c.execute('pragma journal_mode=wal'); c.execute('pragma journal_mode=delete')"
    subprocess.run([sys.executable, "-c", opening, str(folder / "plan.gpkg")], check=True)  # never in this process
    assert sha256_of(folder / "plan.gpkg") != before
    assert_same_plan(small_plan(), store.load(folder))


def test_a_geopackage_with_unwritten_changes_is_refused(folder):
    store.save(small_plan(), folder)
    (folder / "plan.gpkg-wal").write_bytes(b"x")
    with pytest.raises(PlanFolderError, match="QGIS"):
        store.load(folder)


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "record.json"), ("[]", "record.json"), ("\ufeff{}", "record.json"), ('{"program": "linli"}', "record.json")],
)
def test_a_damaged_record_is_refused(folder, content, said):
    store.save(small_plan(), folder)
    (folder / "record.json").write_text(content, encoding="utf-8")
    with pytest.raises(PlanFolderError, match=said):
        store.load(folder)


def test_a_record_of_another_format_is_refused_and_may_be_replaced(folder):
    store.save(small_plan(), folder)
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    (folder / "record.json").write_text(json.dumps(record | {"format": 99}), encoding="utf-8")
    with pytest.raises(PlanFolderError, match="99"):
        store.load(folder)
    store.save(small_plan(), folder)
    assert_same_plan(small_plan(), store.load(folder))


def test_no_folder_and_a_folder_without_a_record_say_what_to_do(folder):
    with pytest.raises(PlanFolderError, match="geo plan --out"):
        store.load(folder)
    folder.mkdir()
    with pytest.raises(PlanFolderError, match="record"):
        store.load(folder)


# --- amending ---


def test_amending_rewrites_one_file_and_leaves_the_plan(folder):
    store.save(small_plan(), folder, extras={"map.html": write_x, "plan.xlsx": write_x})
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    digest = sha256_of(folder / "plan.gpkg")
    store.amend(folder, {"map.html": lambda path: path.write_text("new map", encoding="utf-8")})
    assert sha256_of(folder / "plan.gpkg") == digest
    assert (folder / "map.html").read_text(encoding="utf-8") == "new map"
    assert (folder / "notes.txt").exists()
    assert_same_plan(small_plan(), store.load(folder))


def test_amending_a_folder_without_a_plan_is_refused(folder):
    with pytest.raises(PlanFolderError):
        store.amend(folder, {"map.html": write_x})


def test_a_folder_written_before_a_table_existed_is_read_with_that_table_empty(folder, monkeypatch):
    older = tuple(declared for declared in PLAN_TABLES if declared.name != "firms")
    monkeypatch.setattr(store, "PLAN_TABLES", older)
    plan = small_plan()
    store.save(plan, folder)
    monkeypatch.undo()
    loaded = store.load(folder)
    assert loaded.firms.empty
    assert len(loaded.offices) == len(plan.offices)
