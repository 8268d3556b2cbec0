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


def test_votes_by_building_are_counted_kept_and_their_faults_said(geo: Geo, folder: Path) -> None:
    first, second = load(folder).assignments["estate_id"].head(2)
    rows = [
        "小区编号,楼栋,业主人数,专有面积,参与表决人数,参与表决面积,同意人数,同意面积",
        f"{first},1幢,30,3000,25,2500,20,2000",
        f"{first},1幢,30,3000,25,2500,20,2000",
        f"{second},1幢,30,3000,10,1000,10,1000",
        f"{second},2幢,30,3000,40,1000,10,1000",
    ]
    votes = folder.parent / "votes.csv"
    votes.write_text("\n".join(rows), encoding="utf-8")
    done = geo("rollout", folder, "--consent", votes)
    assert done.exit_code == 0, done.output
    assert "2 个小区有记录，1 个已过" in done.output
    assert "不止一次" in done.output
    assert "不是由小到大" in done.output
    assert geo("rollout", folder, "--json").exit_code == 0
    plan = load(folder)
    assert plan.facts["rollout"]["consents"] == {"estates": 2, "passed": 1}
    assert len(plan.consents) == 4
