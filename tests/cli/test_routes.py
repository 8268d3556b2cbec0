"""``geo routes`` as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.scenarios.outputs import save
from geo.scenarios.pipeline import load
from tests.routing.town_rounds import town

RUN = CliRunner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(town(), tmp_path / "plan")
    return tmp_path / "plan"


def test_a_day_is_printed_written_and_followed_by_the_command_for_the_week(folder: Path) -> None:
    done = RUN.invoke(app, ["routes", str(folder), "--roles", "inspection", "--engine", "serial"])
    assert done.exit_code == 0, done.output
    assert f"geo routes {folder} --week --roles inspection" in done.output
    assert load(folder).facts["routes"]["visits"] > 0
    assert (folder / "runsheets.xlsx").exists()
    assert list((folder / "gpx").glob("*.gpx"))


def test_json_gives_the_numbers_and_the_map_keeps_the_rounds(folder: Path) -> None:
    done = RUN.invoke(app, ["routes", str(folder), "--roles", "inspection", "--week", "--json", "--engine", "serial"])
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert facts["week"]
    assert facts["by_role"]["inspection"]["unserved_visits"] == 0
    assert RUN.invoke(app, ["map", str(folder)]).exit_code == 0
    assert len(load(folder).rounds) == facts["rounds"]


def test_an_unknown_role_ends_with_the_nearest_name_and_changes_nothing(folder: Path) -> None:
    before = (folder / "record.json").read_bytes()
    done = RUN.invoke(app, ["routes", str(folder), "--roles", "repairs"])
    assert done.exit_code == 1
    assert "'repair'" in done.output
    assert (folder / "record.json").read_bytes() == before


def test_a_missing_or_half_deleted_folder_is_said(tmp_path: Path, folder: Path) -> None:
    done = RUN.invoke(app, ["routes", str(tmp_path / "nowhere")])
    assert done.exit_code == 1
    (folder / "plan.gpkg").unlink()
    assert RUN.invoke(app, ["routes", str(folder)]).exit_code == 1


@pytest.mark.slow
def test_a_matrix_is_asked_first_its_faults_are_printed_and_a_run_without_it_forgets_it(
    folder: Path, tmp_path: Path
) -> None:
    given = tmp_path / "walks.csv"
    ids = [f"E{number:04d}" for number in range(1, 13)]
    pairs = [f"{one},{other},90,90" for one in ids for other in ids if one != other]
    given.write_text("\n".join(["from,to,walk_m,crew_m", *pairs, "E0001,NOBODY,50,50"]), encoding="utf-8")
    words = ["routes", str(folder), "--roles", "inspection", "--week", "--engine", "serial", "--quiet"]
    done = RUN.invoke(app, [*words, "--matrix", str(given)])
    assert done.exit_code == 0, done.output
    assert "NOBODY" in done.output
    told = load(folder)
    assert told.facts["routes"]["matrix"]
    assert "matrix" in set(told.visits["rung"])
    assert {one["file"] for one in told.record["routes"]["inputs"]} == {"walks.csv"}
    again = RUN.invoke(app, words)
    assert again.exit_code == 0, again.output
    assert "NOBODY" not in again.output
    left = load(folder)
    assert not left.findings["rule"].str.startswith("matrix-").any()
    assert left.record["routes"]["inputs"] == []


def test_a_matrix_that_is_none_is_refused_and_the_plan_stays(folder: Path, tmp_path: Path) -> None:
    before = (folder / "record.json").read_bytes()
    (tmp_path / "m.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = RUN.invoke(app, ["routes", str(folder), "--matrix", str(tmp_path / "m.csv"), "--quiet"])
    assert done.exit_code == 1
    assert "m.csv" in done.output
    assert (folder / "record.json").read_bytes() == before
