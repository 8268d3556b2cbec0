"""``geo report``: from the plan folder alone, into it or elsewhere, and the folder can still be loaded."""

from __future__ import annotations

import json
import os

import pytest

from geo.io.store import load, save
from geo.reports import formats
from tests.plans import small_plan

pytestmark = pytest.mark.slow  # each writes a plan folder


@pytest.fixture
def folder(tmp_path):
    save(small_plan(), tmp_path / "plan")
    return tmp_path / "plan"


def test_pictures_and_workbook_come_into_the_folder_and_its_record(geo, folder):
    said = geo("report", folder, "--format", "png", "--format", "xlsx")
    assert said.exit_code == 0, said.output
    assert (folder / "report.xlsx").exists()
    assert len(list((folder / "sheets").glob("*.png"))) == 3
    recorded = json.loads((folder / "record.json").read_text())["files"]
    assert {"report.xlsx", "sheets/00.png"} <= set(recorded)
    load(folder)
    assert "geo report" in said.output or "geo map" in said.output


def test_the_next_plan_in_the_folder_takes_the_old_report_away(geo, folder):
    geo("report", folder, "--format", "png")
    save(small_plan(estates=8), folder)
    assert not (folder / "sheets").exists()


def test_out_writes_elsewhere_and_leaves_the_folder_alone(geo, folder, tmp_path):
    before = (folder / "record.json").read_bytes()
    assert geo("report", folder, "--format", "xlsx", "--out", tmp_path / "a.xlsx").exit_code == 0
    assert geo("report", folder, "--format", "xlsx", "--format", "png", "--out", tmp_path / "b").exit_code == 0
    assert (tmp_path / "a.xlsx").exists()
    assert (tmp_path / "b" / "report.xlsx").exists()
    assert (tmp_path / "b" / "sheets" / "00.png").exists()
    assert (folder / "record.json").read_bytes() == before


def test_an_unknown_format_is_wrong_usage_and_lists_the_known_ones(geo, folder):
    said = geo("report", folder, "--format", "odt")
    assert said.exit_code == 2
    assert "odt" in said.output
    assert "png" in said.output


def test_a_missing_library_stops_no_other_format(geo, folder, monkeypatch):
    from geo.errors import MissingExtraError

    def missing(plan, path, **_):
        raise MissingExtraError("pip install 'linli[report]'")

    monkeypatch.setitem(formats.FORMATS, "pdf", missing)
    said = geo("report", folder, "--format", "pdf", "--format", "xlsx")
    assert said.exit_code == 1
    assert "linli[report]" in said.output
    assert (folder / "report.xlsx").exists()
    load(folder)


def test_machines_get_the_files_as_json(geo, folder):
    said = geo("report", folder, "--format", "xlsx", "--json")
    assert json.loads(said.stdout)["files"] == [str(folder / "report.xlsx")]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights do not bind the superuser")
def test_a_folder_without_rights_is_said(geo, folder):
    folder.chmod(0o500)
    assert geo("report", folder, "--format", "xlsx").exit_code == 1


def test_no_plan_folder_is_said(geo, tmp_path):
    said = geo("report", tmp_path / "nothing", "--format", "xlsx")
    assert said.exit_code == 1
    assert "Traceback" not in said.output
