"""``geo compare`` on saved plans: what it says, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.io import store
from tests.maps.test_comparison import two_plans


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    made = []
    for name, plan in zip("ab", two_plans().values(), strict=True):
        store.save(plan, tmp_path / name)
        made.append(str(tmp_path / name))
    return made


def test_every_measure_is_printed_and_the_files_named(folders: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = CliRunner().invoke(app, ["compare", *folders, "--names", "今，改", "--out", str(out), "--quiet"])
    assert ran.exit_code == 0, ran.output
    assert "平均步行（m）" in ran.output
    assert "更差" in ran.output
    assert str(out / "compare.html") in ran.output


def test_the_numbers_come_as_json(folders: list[str], tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["compare", *folders, "--out", str(tmp_path / "out"), "--json", "--lang", "en"])
    assert json.loads(ran.output)["plans"] == ["a", "b"]


def test_one_folder_and_no_folder_are_refused_without_a_traceback(folders: list[str], tmp_path: Path) -> None:
    for given in (folders[:1], [folders[0], str(tmp_path / "nothing")]):
        ran = CliRunner().invoke(app, ["compare", *given, "--out", str(tmp_path / "out")])
        assert ran.exit_code == 1
        assert "Traceback" not in ran.output
