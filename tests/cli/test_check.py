import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest


def test_a_clean_ledger_ends_with_zero_and_names_the_next_command(geo, town):
    done = geo("check", town / "ledger.xlsx", "--boundaries", town / "boundaries.gpkg", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "24 rows read = 24 to plan" in done.output
    assert "geo plan" in done.output.splitlines()[-1]


def test_errors_end_with_one_and_are_all_told_at_once(geo, tmp_path):
    (tmp_path / "dirty.csv").write_text(
        "小区名称,街道,户数,建筑面积(㎡),经度,纬度\n"
        "示例甲苑,示例街道,-5,30000,120.30,31.57\n"
        "示例乙苑,示例街道,约300户,abc,120.31,31.57\n"
        "示例丙苑,示例街道,300余户,20000,120.31,31.58\n",
        encoding="utf-8-sig",
    )
    done = geo("check", tmp_path / "dirty.csv", "--json")
    findings = json.loads(done.stdout)
    assert done.exit_code == 1
    errors = [finding for finding in findings if finding["severity"] == "error"]
    assert {(finding["row"], finding["column"]) for finding in errors} >= {(2, "户数")}
    assert any(finding["row"] == 3 and "建筑面积" in finding["column"] for finding in findings)
    assert all(finding["file"] == "dirty.csv" for finding in errors)


@pytest.mark.parametrize("name", ["fixed.gpkg", "fixed.xlsx", "fixed.csv"])
def test_the_repaired_ledger_is_written_in_every_form(geo, town, tmp_path: Path, name: str):
    done = geo("check", town / "ledger.xlsx", "--repaired", tmp_path / name)
    assert done.exit_code == 0, done.output
    if name.endswith(".gpkg"):
        assert set(gpd.list_layers(tmp_path / name)["name"]) >= {"estates", "repairs", "findings"}
    elif name.endswith(".xlsx"):
        assert len(pd.read_excel(tmp_path / name, sheet_name=None, engine="calamine")) >= 3
    else:
        assert len(list(tmp_path.glob("fixed*.csv"))) == 3


def test_an_unknown_ending_is_refused_before_any_work(geo, town, tmp_path):
    done = geo("check", town / "ledger.xlsx", "--repaired", tmp_path / "fixed.doc")
    assert done.exit_code != 0
    assert ".gpkg" in done.output
    assert not list(tmp_path.iterdir())


def test_a_repaired_ledger_reads_back_without_further_repairs(geo, town, tmp_path):
    geo("check", town / "ledger.xlsx", "--repaired", tmp_path / "fixed.csv")
    done = geo("check", tmp_path / "fixed.csv", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "24 rows read = 24 to plan" in done.output


def test_the_blank_ledger_is_written_and_named(geo, tmp_path):
    done = geo("template", "--out", tmp_path / "blank.xlsx")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "blank.xlsx").exists()
    assert geo("template", "--out", tmp_path / "blank.doc").exit_code == 2


def test_wrong_usage_is_two(geo, town):
    assert geo("plan", town / "ledger.xlsx").exit_code == 2
    assert geo("nothing").exit_code == 2
    assert geo("check", town / "ledger.xlsx", "--lang", "fr").exit_code == 2


def test_help_and_version_are_told(geo):
    assert "邻里" in geo("--help").output
    assert geo("--version").output.startswith("linli ")
