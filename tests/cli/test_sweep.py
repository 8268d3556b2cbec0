"""`geo sweep` as its user runs it: table, files, exit codes, bad input."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.samples import write_sample


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    write_sample("town", folder, estates=12, seed=4)
    return folder


@pytest.fixture(scope="module")
def swept(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("swept") / "sweep"
    done = CliRunner().invoke(app, words(small, out, "--stations", "1:4", "--json"))
    assert done.exit_code == 0, done.output
    return out, json.loads(done.stdout)


def words(small, out, *more):
    given = ["sweep", small / "ledger.xlsx", "--boundaries", small / "boundaries.gpkg", "--rooms", small / "rooms.csv",
             "--policy", small / "policy.toml", "--engine", "serial", "--out", out, *more]  # fmt: skip
    return [str(word) for word in given]


def test_the_curve_is_printed_and_written(swept):
    out, curve = swept
    assert [point["stations"] for point in curve["points"]] == [1, 2, 3, 4]
    assert curve == json.loads((out / "curve.json").read_text(encoding="utf-8"))
    assert {"curve.png", "curve.svg", "sweep.xlsx", "sweep.html", "cells"} <= {path.name for path in out.iterdir()}


def test_the_next_run_goes_on_and_says_so(geo, small, swept):
    done = geo(*words(small, swept[0], "--stations", "2:3", "--resume"))
    assert done.exit_code == 0, done.output
    for said in ("500米内住户", "已证明最优", "求解 0 个", "得分最低", "sweep.html"):
        assert said in done.output


def test_resuming_with_another_seed_is_refused(geo, small, swept):
    done = geo(*words(small, swept[0], "--stations", "2:3", "--resume", "--seed", 5))
    assert done.exit_code == 1
    assert "随机种子" in done.output


@pytest.mark.parametrize(
    "stations", ["9:4", "x", "4", "0:3", "1:2:0", "1:2:3:4", "-1:4", "1:99999999", "1:9000", "１:四"]
)
def test_numbers_that_are_none_are_wrong_usage(geo, small, tmp_path, stations):
    done = geo(*words(small, tmp_path / "out", f"--stations={stations}"))
    assert done.exit_code == 2
    assert "--stations" in done.output
    assert not (tmp_path / "out").exists()


def test_points_to_keep_that_are_not_swept_are_wrong_usage(geo, small, tmp_path):
    assert geo(*words(small, tmp_path / "out", "--stations", "2:3", "--keep", "7")).exit_code == 2


def test_a_sweep_without_any_plan_writes_why_and_ends_with_1(geo, small, tmp_path):
    done = geo(*words(small, tmp_path / "out", "--stations", "30:31"))
    assert done.exit_code == 1
    assert "最多" in done.output
    curve = json.loads((tmp_path / "out" / "curve.json").read_text(encoding="utf-8"))
    assert [point["status"] for point in curve["points"]] == ["infeasible", "infeasible"]


def test_an_interruption_says_that_what_was_solved_is_kept(geo, small, swept, monkeypatch):
    def interrupted(*_given, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.scenarios.sweep.sweep", interrupted)
    done = geo(*words(small, swept[0], "--stations", "1:4"))
    assert done.exit_code == 130
    assert "接着算" in done.output


def test_a_folder_with_other_files_is_refused_before_any_work(geo, small, tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = geo(*words(small, tmp_path, "--stations", "2:3"))
    assert done.exit_code == 1
    assert "letter.txt" in done.output
