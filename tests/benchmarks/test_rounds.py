"""The product rows of rounds, on a tiny invented town."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import rounds
from _rounds_made import is_sound, made_rounds, roads_of
from _rows import KEYS
from city import city_files

from geo.samples import write_sample
from geo.scenarios.pipeline import load


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> dict:
    scratch = tmp_path_factory.mktemp("rounds")
    write_sample("town", scratch / "town", estates=20, seed=1)
    plan = rounds._planned(city_files(scratch / "town"), scratch / "town-plan")
    return {
        "family": "rounds", "instance": "town", "seed": 0, "plan": str(plan), "scratch": str(scratch),
        "roads": str(scratch / "town" / "roads.gpkg"), "time_limit_s": None, "role": "greening", "roles": "greening",
    }  # fmt: skip


@pytest.mark.slow
def test_every_row_is_made_and_checked(job: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(rounds.FOLDER_VARIABLE, str(Path(job["scratch"]) / "cache"))
    rows = {problem: rounds._run(job | {"problem": problem}) for problem in rounds.PROBLEMS}
    assert all(row["checked"] for row in rows.values()), rows
    assert set().union(*rows.values()) == set(KEYS)
    assert rows["first"]["value"] == rows["again"]["value"]
    assert 0 < rows["day"]["bound"] <= rows["day"]["value"] <= rows["week"]["value"]
    assert rows["day-long"]["gap_to_best"] >= 0
    assert rows["shortest"]["value"] <= 1 <= rows["longest"]["value"]
    json.dumps(list(rows.values()), allow_nan=False)


def test_evenness_without_a_week_is_no_value(job: dict, tmp_path: Path) -> None:
    row = rounds._run(job | {"problem": "longest", "scratch": str(tmp_path)})
    assert (row["value"], row["status"], row["checked"]) == (None, "no week", False)


@pytest.mark.slow
def test_a_planted_fault_is_seen(job: dict) -> None:
    plan, path = load(Path(job["plan"])), Path(job["roads"])
    graph = roads_of(plan, path, cache=False).graph
    assert is_sound(graph, graph)
    assert not is_sound(replace(graph, length_m=graph.length_m / 2), graph)
    assert made_rounds(plan, path, ["greening"], week=False, seed=0).broken == []
