"""``geo robust`` on plan folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from geo.scenarios.outputs import save
from tests.plans import small_plan

Geo = Callable[..., Result]


def test_plans_are_ranked_and_the_files_named(geo: Geo, tmp_path: Path) -> None:
    for name, seed in (("a", 0), ("b", 3)):
        save(small_plan(seed=seed), tmp_path / name)
    done = geo("robust", tmp_path / "a", tmp_path / "b", "--draws", "3", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [row["plan"] for row in told["plans"]] == ["a", "b"]
    assert (tmp_path / "out" / "robust.xlsx").exists()


def test_a_half_deleted_folder_is_refused(geo: Geo, tmp_path: Path) -> None:
    save(small_plan(), tmp_path / "a")
    save(small_plan(), tmp_path / "b")
    (tmp_path / "b" / "plan.gpkg").unlink()
    done = geo("robust", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "plan.gpkg" in done.output
    assert not (tmp_path / "out").exists()
