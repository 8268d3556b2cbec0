"""`geo plan` as its user runs it: files written, numbers that add up, exit codes, the same plan again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import geo as linli

FILES = {"plan.gpkg", "plan.xlsx", "map.html", "summary.json", "record.json"}


def comparable(folder: Path) -> dict[str, object]:
    """The parts of a plan that must not depend on the clock."""
    plan = linli.load(folder)
    assignments = plan.assignments[["estate_id", "region_id", "station_id", "group_id"]].sort_values("estate_id")
    return {
        "assignments": assignments.to_dict("list"),
        "objective": plan.facts["objective"],
        "bound": plan.facts["bound"],
    }


def test_a_plan_accounts_for_every_row_and_writes_every_file(geo, town, companions, tmp_path):
    done = geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "plan").iterdir()} == FILES
    facts = json.loads((tmp_path / "plan" / "summary.json").read_text(encoding="utf-8"))
    assert facts["estates"] == 24 == facts["planned"] + facts["rejected"] + facts["to_locate"]
    assert facts["regions"] == facts["stations"] > 0
    assert sum(row["estates"] for row in facts["subdistricts"]) == facts["planned"]
    assert facts["bound"] <= facts["objective"] * (1 + 1e-9)
    assert facts["posts_pooled"] <= facts["posts_alone"]
    assert "示例数据·虚构" in done.output
    assert "map.html" in done.output


def test_the_json_output_is_the_summary(geo, town, companions, tmp_path):
    done = geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan", "--json")
    printed = json.loads(done.stdout)
    assert printed == json.loads((tmp_path / "plan" / "summary.json").read_text(encoding="utf-8"))


def test_the_same_plan_comes_from_shuffled_rows_and_from_two_workers(geo, town, companions, tmp_path):
    ledger = pd.read_excel(town / "ledger.xlsx", header=1, engine="calamine").iloc[:-2]
    ledger.sample(frac=1, random_state=3).to_excel(tmp_path / "shuffled.xlsx", index=False)
    geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "a", "--seed", 5)
    geo("plan", tmp_path / "shuffled.xlsx", *companions, "--out", tmp_path / "b", "--seed", 5)
    assert comparable(tmp_path / "a") == comparable(tmp_path / "b")


@pytest.mark.slow
def test_the_plan_does_not_depend_on_workers_or_hash_seed(town, companions, tmp_path):
    runs = {"a": ("1", ["--engine", "serial"]), "b": ("2", ["--engine", "processes", "--workers", "2"])}
    for name, (hash_seed, engine) in runs.items():
        words = [sys.executable, "-m", "geo", "plan", town / "ledger.xlsx", *companions[:-2], *engine]
        words += ["--out", tmp_path / name]
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        subprocess.run([str(word) for word in words], check=True, capture_output=True, env=environment)
    assert comparable(tmp_path / "a") == comparable(tmp_path / "b")


def test_the_station_count_can_be_fixed_and_an_impossible_one_is_said(geo, town, companions, tmp_path):
    done = geo("plan", town / "ledger.xlsx", *companions, "--stations", "3", "--out", tmp_path / "plan")
    assert done.exit_code == 0, done.output
    facts = json.loads((tmp_path / "plan" / "summary.json").read_text(encoding="utf-8"))
    assert {row["stations"] for row in facts["subdistricts"]} == {3}
    many = geo("plan", town / "ledger.xlsx", *companions, "--stations", "400", "--out", tmp_path / "many")
    assert many.exit_code == 1
    assert "规则冲突" in many.output
    assert {path.name for path in (tmp_path / "many").iterdir()} == FILES
    facts = json.loads((tmp_path / "many" / "summary.json").read_text(encoding="utf-8"))
    assert facts["gap"] is None
    assert {row["status"] for row in facts["subdistricts"]} == {"infeasible"}


@pytest.mark.parametrize("wrong", ["0", "a", "3:", "5:2", "-1", "1:2:3"])
def test_a_station_count_that_is_no_count_is_wrong_usage(geo, town, tmp_path, wrong):
    done = geo("plan", town / "ledger.xlsx", f"--stations={wrong}", "--out", tmp_path / "plan", "--lang", "en")
    assert done.exit_code == 2
    assert "expected a whole number" in done.output


def test_a_plan_can_be_made_from_the_ledger_alone(geo, town, tmp_path):
    done = geo("plan", town / "ledger.xlsx", "--out", tmp_path / "plan", "--engine", "serial", "--lang", "en")
    assert done.exit_code == 0, done.output
    plan = linli.load(tmp_path / "plan")
    assert plan.subdistricts["indicative"].all()
    assert set(plan.stations["kind"]) == {"to_be_found"}


def test_a_missing_ledger_and_one_without_estates_end_with_one(geo, town, tmp_path):
    missing = geo("plan", town / "ledgr.xlsx", "--out", tmp_path / "plan", "--lang", "en")
    assert missing.exit_code == 1
    assert "ledger.xlsx" in missing.output
    (tmp_path / "empty.csv").write_text("小区名称,街道\n示例甲苑,示例街道\n", encoding="utf-8")
    empty = geo("plan", tmp_path / "empty.csv", "--out", tmp_path / "plan", "--lang", "en")
    assert empty.exit_code == 1
    assert "there is no estate to plan" in empty.output
    assert not (tmp_path / "plan").exists()


def test_an_unknown_setting_is_refused_with_the_nearest(geo, town, tmp_path):
    (tmp_path / "p.toml").write_text("[regions]\nmax_station_walk = 5\n")
    done = geo("plan", town / "ledger.xlsx", "--policy", tmp_path / "p.toml", "--out", tmp_path / "plan")
    assert done.exit_code == 1
    assert "regions.max_station_walk_m" in done.output


def test_a_folder_with_other_peoples_files_is_not_replaced(geo, town, tmp_path):
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "thesis.docx").write_text("years of work")
    done = geo("plan", town / "ledger.xlsx", "--out", tmp_path / "plan", "--lang", "en")
    assert done.exit_code == 1
    assert (tmp_path / "plan" / "thesis.docx").read_text() == "years of work"


def test_the_map_is_drawn_again_from_the_folder_alone(geo, town, companions, tmp_path):
    geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan")
    before = (tmp_path / "plan" / "map.html").read_bytes()
    (tmp_path / "plan" / "map.html").unlink()
    done = geo("map", tmp_path / "plan")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "plan" / "map.html").read_bytes() == before
    linli.load(tmp_path / "plan")


def test_every_region_of_the_plan_is_connected_on_its_links(geo, town, companions, tmp_path):
    geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan")
    plan = linli.load(tmp_path / "plan")
    region_of = dict(zip(plan.assignments["estate_id"], plan.assignments["region_id"], strict=True))
    neighbours: dict[str, set[str]] = {estate: set() for estate in region_of}
    for a, b in zip(plan.links["from_estate_id"], plan.links["to_estate_id"], strict=True):
        if region_of[a] == region_of[b]:
            neighbours[a].add(b)
            neighbours[b].add(a)
    for region in set(region_of.values()):
        members = {estate for estate, own in region_of.items() if own == region}
        reached, front = set(), [min(members)]
        while front:
            estate = front.pop()
            if estate not in reached:
                reached.add(estate)
                front += neighbours[estate]
        assert reached == members


def test_the_geopackage_opens_with_all_layers(geo, town, companions, tmp_path):
    geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan")
    layers = set(gpd.list_layers(tmp_path / "plan" / "plan.gpkg")["name"])
    assert {"regions", "stations", "estates", "assignments", "rejects", "to_locate", "repairs", "findings"} <= layers


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are sent differently on Windows")
def test_ctrl_c_ends_with_130_and_leaves_what_was_there(town, companions, tmp_path):
    out = tmp_path / "plan"
    words = [sys.executable, "-m", "geo", "plan", town / "ledger.xlsx", *companions, "--out", out]
    subprocess.run([str(w) for w in words], check=True, capture_output=True)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a run in the background is started with it ignored
    running = subprocess.Popen(
        [str(w) for w in words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heard,  # noqa: PLW1509  no threads here
    )
    time.sleep(0.6)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode in {130, -signal.SIGINT}
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
