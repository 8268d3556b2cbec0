"""``geo plan --scenario``: what is wrong with a scenario is said before anything is planned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.samples import write_sample


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    write_sample("town", tmp_path, estates=12, seed=2)
    return ["plan", str(tmp_path / "ledger.xlsx"), "--boundaries", str(tmp_path / "boundaries.gpkg"),
            "--rooms", str(tmp_path / "rooms.csv"), "--out", str(tmp_path / "plan"), "--quiet"]  # fmt: skip


def _run(given: list[str], tmp_path: Path, content: str):
    (tmp_path / "s.toml").write_text(content, encoding="utf-8")
    return CliRunner().invoke(app, [*given, "--scenario", str(tmp_path / "s.toml")])


@pytest.mark.parametrize(
    ("content", "said"),
    [("walk_limit = 800\n", "walk_limit_m"),
     ('inherits = "s.toml"\n', "s.toml → s.toml"), ('[rooms]\nclose = ["Q"]\n', "'Q'")],
)  # fmt: skip
def test_a_scenario_that_does_not_fit_is_refused_and_nothing_is_written(
    given: list[str], tmp_path: Path, content: str, said: str
) -> None:
    ran = _run(given, tmp_path, content)
    assert ran.exit_code == 1
    assert said in ran.output
    assert "Traceback" not in ran.output
    assert not (tmp_path / "plan").exists()


@pytest.mark.slow
def test_a_scenario_is_planned_recorded_and_compared(given: list[str], tmp_path: Path) -> None:
    assert _run(given, tmp_path, 'name = "涨薪"\nwages_percent = 10\n').exit_code == 0
    other = [*given[:-2], str(tmp_path / "now"), "--quiet"]
    assert CliRunner().invoke(app, other).exit_code == 0
    record = json.loads((tmp_path / "plan" / "record.json").read_text(encoding="utf-8"))
    assert record["scenario"]["changes"] == {"wages_percent": 10.0}
    ran = CliRunner().invoke(
        app, ["compare", str(tmp_path / "now"), str(tmp_path / "plan"), "--out", str(tmp_path / "c"), "--json"]
    )
    facts = json.loads(ran.output)
    assert any(row["setting"].startswith("staffing.wages_cny_month") for row in facts["settings"])
    cost = next(row for row in facts["measures"] if row["measure"] == "monthly_cost" and row["plan"] == "plan")
    assert cost["verdict"] == "worse"
