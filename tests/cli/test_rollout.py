"""``geo rollout`` on a plan folder: what it prints and writes, what it refuses without touching the folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from geo.scenarios.outputs import save
from geo.scenarios.pipeline import load
from tests.plans import small_plan

Geo = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(small_plan(hostile=True), tmp_path / "plan")
    return tmp_path / "plan"


def test_it_writes_tables_charts_and_facts_and_says_them(geo: Geo, folder: Path) -> None:
    done = geo("rollout", folder, "--deadline", "2030-01", "--priority", "group", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "proved optimal" in done.output
    assert "*complete a group first" in done.output
    plan = load(folder)
    assert len(plan.rollout) == len(plan.assignments)
    assert plan.policy.rollout.priority == "group"
    assert json.loads((folder / "summary.json").read_text())["rollout"]["deadline"] == "2030-01"
    for name in ("s-curve.svg", "s-curve.png", "gantt.svg", "gantt.png"):
        assert (folder / "charts" / name).stat().st_size > 1_000


def test_the_same_run_gives_the_same_bytes(geo: Geo, folder: Path) -> None:
    kept = []
    for _ in range(2):
        assert geo("rollout", folder).exit_code == 0
        kept.append([(folder / "charts" / f"{name}").read_bytes() for name in ("s-curve.svg", "gantt.png")])
    assert kept[0] == kept[1]


def test_a_bad_deadline_a_past_one_and_an_unknown_firm_leave_the_folder_alone(geo: Geo, folder: Path) -> None:
    before = (folder / "record.json").read_bytes()
    settings = folder.parent / "firm.toml"
    settings.write_text('[rollout]\ncapacity = [{ firm = "无此物业", entries = 3 }]\n', encoding="utf-8")
    for words in (("--deadline", "soon"), ("--deadline", "2001-01"), ("--policy", settings)):
        refused = geo("rollout", folder, *words)
        assert refused.exit_code == 1
        assert "Traceback" not in refused.output
        assert refused.output.strip()
    assert (folder / "record.json").read_bytes() == before


def test_a_folder_that_lost_a_file_is_named(geo: Geo, folder: Path) -> None:
    (folder / "plan.gpkg").unlink()
    refused = geo("rollout", folder)
    assert refused.exit_code == 1
    assert "plan.gpkg" in refused.output
    assert (folder / "summary.json").exists()


def test_json_is_the_facts(geo: Geo, folder: Path) -> None:
    done = geo("rollout", folder, "--json")
    assert json.loads(done.output)["priority"] == "need"
