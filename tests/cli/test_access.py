"""``geo access`` on a plan folder."""

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
    save(small_plan(), tmp_path / "plan")
    return tmp_path / "plan"


def test_it_measures_prints_and_writes(geo: Geo, folder: Path) -> None:
    done = geo("access", folder)
    assert done.exit_code == 0, done.output
    assert "百户站房(2SFCA)" in done.output
    after = load(folder)
    assert len(after.access) == len(after.assignments)
    assert after.facts["access"]["estates"] == len(after.assignments)


def test_two_plans_stand_side_by_side(geo: Geo, folder: Path, tmp_path: Path) -> None:
    save(small_plan(seed=3), tmp_path / "other")
    done = geo("access", folder, "--against", tmp_path / "other", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["before"]["estates"] == told["estates"]
    assert len(load(tmp_path / "other").access) == 0


def test_an_empty_plan_is_refused_with_what_to_do(geo: Geo, tmp_path: Path) -> None:
    from geo.plan import Plan

    save(Plan({}), tmp_path / "plan")
    done = geo("access", tmp_path / "plan")
    assert done.exit_code == 1
    assert "geo plan" in done.output
