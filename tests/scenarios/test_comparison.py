"""Comparing saved plans: names, files, and folders that cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import geo
from geo.errors import InputError, OutputError, PlanFolderError
from geo.io import store
from geo.scenarios.comparison import compare
from tests.maps.test_comparison import two_plans


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "west" / "plan", tmp_path / "east" / "plan"]
    for folder, plan in zip(made, two_plans().values(), strict=True):
        folder.parent.mkdir()
        store.save(plan, folder)
    return made


def test_saved_plans_are_compared_and_the_files_written(folders: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("typst")
    made = geo.compare(folders, out=tmp_path / "out")
    assert made.names == ("west/plan", "east/plan")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "compare.html", "compare.pdf", "compare.xlsx", "summary.json",
    ]  # fmt: skip
    facts = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert facts["plans"] == ["west/plan", "east/plan"]
    walk = next(row for row in facts["measures"] if row["measure"] == "walk_mean" and row["plan"] == "east/plan")
    assert walk["verdict"] == "worse"
    assert {row["change"] for row in facts["stations"]} >= {"kept", "closed"}
    assert facts["moved"][0]["estates"] > 0


def test_names_are_taken_as_given(folders: list[Path]) -> None:
    assert compare(folders, names=["今", "改"]).names == ("今", "改")


@pytest.mark.parametrize("names", [["今"], ["今", "今"], ["今", " "]])
def test_names_that_do_not_fit_are_refused(folders: list[Path], names: list[str]) -> None:
    with pytest.raises(InputError, match="--names"):
        compare(folders, names=names)


def test_a_folder_half_deleted_is_refused_with_what_is_missing(folders: list[Path]) -> None:
    (folders[1] / "plan.gpkg").unlink()
    with pytest.raises(PlanFolderError, match=r"plan\.gpkg"):
        compare(folders)


def test_a_plan_folder_is_no_place_for_a_comparison(folders: list[Path]) -> None:
    with pytest.raises(OutputError, match="--out"):
        compare(folders, out=folders[0])
    assert geo.load(folders[0]).facts


def test_plans_in_memory_are_named_by_letters() -> None:
    assert compare(list(two_plans().values())).names == ("A", "B")
