"""``geo update``: the story's own sentence, files beside the plan, the plan untouched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import Result

from geo.plan import Plan
from geo.policy import Policy
from geo.scenarios.outputs import save
from tests.economics.rollout.towns import story_plan, story_rows
from tests.plans import small_plan

Geo = Callable[..., Result]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from typer.testing import CliRunner

    from geo.cli import app

    folder = tmp_path_factory.mktemp("story")
    plan = story_plan(deadline="2021-10", simulations=10, search_moves=100)
    save(Plan(plan.tables, plan.policy, {}, plan.record), folder / "plan")
    assert CliRunner().invoke(app, ["rollout", str(folder / "plan")]).exit_code == 0
    ledger = pd.DataFrame(story_rows()).assign(name=lambda frame: frame["estate_id"])
    ledger.to_csv(folder / "ledger.csv", index=False)
    return folder


def test_the_month_is_told_in_the_words_of_the_story(geo: Geo, story: Path) -> None:
    done = geo("update", story / "plan", story / "ledger.csv", "--month", "2021-05")
    assert done.exit_code == 0, done.output
    assert "已进驻 320、签约 81、未签 93" in done.output
    assert "2021-10 月底前全部进驻，尚余 174 个、5 个月，需每月约 35 个" in done.output
    told = (story / "plan" / "updates" / "2021-05" / "update.txt").read_text(encoding="utf-8")
    assert "320 entered, 81 signed, 93 not signed" not in told  # the English says it its own way
    assert "320 are entered, 81 signed, 93 not signed" in told
    assert "about 35 a month" in told


def test_the_plan_is_not_touched_and_the_update_outlives_the_next_run(geo: Geo, story: Path) -> None:
    before = (story / "plan" / "record.json").read_bytes()
    assert geo("update", story / "plan", story / "ledger.csv", "--month", "2021-09").exit_code == 0
    assert (story / "plan" / "record.json").read_bytes() == before
    assert geo("map", story / "plan").exit_code == 0
    assert (story / "plan" / "updates" / "2021-09" / "update.xlsx").exists()


def test_json_tells_who_slipped(geo: Geo, story: Path, tmp_path: Path) -> None:
    done = geo("update", story / "plan", story / "ledger.csv", "--month", "2021-09", "--out", tmp_path, "--json")
    facts = json.loads(done.output)
    assert facts["entered"] == 320
    assert facts["planned"] > 320
    assert facts["outcomes"]["due"] == len(facts["slipped"]) == facts["planned"] - 320
    assert (tmp_path / "update.xlsx").exists()


def test_estates_are_found_by_name_where_the_ids_are_new(geo: Geo, story: Path, tmp_path: Path) -> None:
    frame = pd.read_csv(story / "ledger.csv")
    frame.assign(estate_id=[f"新{number}" for number in range(len(frame))]).to_csv(tmp_path / "new.csv", index=False)
    done = geo("update", story / "plan", tmp_path / "new.csv", "--month", "2021-05", "--out", tmp_path)
    assert "已进驻 320" in done.output


def test_a_plan_without_a_roll_out_a_bad_month_and_another_city_are_refused(
    geo: Geo, story: Path, tmp_path: Path
) -> None:
    save(Plan(dict(small_plan().tables), Policy(), {}, {}), tmp_path / "bare")
    other = pd.read_csv(story / "ledger.csv").head(3)
    other.assign(estate_id=["x1", "x2", "x3"], name=["他城一苑", "他城二苑", "他城三苑"]).to_csv(
        tmp_path / "o.csv", index=False
    )
    for words in (
        (tmp_path / "bare", story / "ledger.csv"),
        (story / "plan", story / "ledger.csv", "--month", "May"),
        (story / "plan", tmp_path / "o.csv"),
        (story / "plan", tmp_path / "none.csv"),
    ):
        refused = geo("update", *words)
        assert refused.exit_code == 1, refused.output
        assert refused.output.strip()
