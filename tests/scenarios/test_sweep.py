"""Sweeps of a small invented town: joint truth, resuming, the same curve on any number of workers, full plans."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from geo.errors import InputError, OutputError
from geo.policy import Policy
from geo.samples import write_sample
from geo.scenarios import sweep as sweeping
from geo.scenarios.inputs import InputFiles, read_inputs
from geo.scenarios.pipeline import make_plan
from geo.scenarios.sweep import sweep
from geo.scenarios.sweep_cells import Opening, digest_of, open_part
from geo.scenarios.sweep_folder import require_sweep_folder
from geo.scenarios.sweep_outputs import is_keep_list, points_to_keep, save_sweep


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    write_sample("town", folder, estates=16, seed=4)
    policy = Policy.from_toml(folder / "policy.toml").with_settings({"explain.rule_prices": "none"})
    files = InputFiles((folder / "ledger.xlsx",), boundaries=folder / "boundaries.gpkg", rooms=folder / "rooms.csv")
    inputs = read_inputs(files, policy=policy)
    estates = inputs.ledger.estates
    east = estates.geometry.x > estates.geometry.x.median()
    estates = estates.assign(subdistrict=["样例东街道" if is_east else "样例西街道" for is_east in east])
    ledger = replace(inputs.ledger, estates=estates, subdistricts=inputs.ledger.subdistricts.iloc[:0])
    return replace(inputs, ledger=ledger), policy


@pytest.fixture(scope="module")
def made(town):
    inputs, policy = town
    return sweep(inputs.ledger, inputs.companions, stations=range(2, 7), policy=policy, engine="serial")


def plain(curve):
    return {key: value for key, value in curve.as_json().items() if key not in {"seconds", "solved", "reused"}}


def test_every_point_keeps_its_number_and_its_bound(made):
    for point in made.curve.points:
        assert point.status == "optimal"
        assert sum(point.shares.values()) == point.stations
        assert point.bound <= point.objective
        assert point.gap <= 1e-6
    assert [point.stations for point in made.curve.points] == [2, 3, 4, 5, 6]
    assert made.curve.cheapest == min(made.curve.points, key=lambda point: point.objective).stations
    assert len(made.curve.steps) == 4


def test_no_way_to_share_a_total_out_is_better_than_the_one_taken(town, made):
    """Each sub-district planned with every number of stations by `make_plan`, and every pair of numbers tried."""
    inputs, policy = town
    for first in (1, 2):
        counts = dict(zip(("样例东街道", "样例西街道"), (first, 3 - first), strict=True))
        plan = make_plan(
            inputs.ledger, inputs.companions, policy=policy.with_settings({"stations.counts": counts}), engine="serial"
        )
        assert plan.facts["objective"] >= made.curve.point(3).objective - 1e-6
        if counts == made.curve.point(3).shares:
            assert plan.facts["objective"] == pytest.approx(made.curve.point(3).objective)
    assert made.curve.point(3).shares.keys() == {"样例东街道", "样例西街道"}


def test_a_full_plan_says_what_the_curve_said(made):
    point = made.curve.points[2]
    facts = made.plan(point.stations).facts
    assert facts["stations"] == point.stations
    assert facts["objective"] == pytest.approx(point.objective)
    assert facts["monthly_cost_cny"] == pytest.approx(point.monthly_cost_cny)
    assert facts["posts_pooled"] == point.posts
    assert facts["walk_gini"] == pytest.approx(point.gini)
    assert facts["walk_m"]["mean"] == pytest.approx(point.walk_m["mean"])
    for metres, share in point.coverage.items():
        assert facts["coverage"][metres] == pytest.approx(share, abs=1e-6)


def test_no_plan_found_dominates_the_pareto_set(made):
    def aims(point):
        return np.array([point.monthly_cost_cny, -point.coverage["500"], point.gini])

    assert made.curve.pareto
    for point in made.curve.pareto:
        for other in (*made.curve.points, *made.curve.pareto):
            assert not ((aims(other) <= aims(point)).all() and (aims(other) < aims(point) - 1e-3).any())


def test_numbers_without_a_plan_say_which_rule(town):
    inputs, policy = town
    high = policy.with_settings({"stations.minimum": 3, "stations.maximum": 4})
    curve = sweep(inputs.ledger, inputs.companions, stations=[1, 40], policy=high, engine="serial").curve
    assert [point.status for point in curve.points] == ["infeasible", "infeasible"]
    assert "至少" in curve.points[0].rule
    assert "最多" in curve.points[1].rule
    assert curve.knee is None
    assert curve.pareto == ()


def test_what_was_solved_is_taken_over_and_gives_the_same_curve(town, made, tmp_path):
    inputs, policy = town
    first = sweep(inputs.ledger, inputs.companions, stations=[3, 4], policy=policy, engine="serial", folder=tmp_path)
    assert first.curve.reused == 0
    again = sweep(
        inputs.ledger, inputs.companions, stations=range(2, 7), policy=policy, engine="serial", folder=tmp_path,
        must_match=True,
    )  # fmt: skip
    assert again.curve.reused == first.curve.solved
    assert plain(again.curve) == plain(made.curve)


def test_a_damaged_piece_is_solved_again(town, tmp_path):
    inputs, policy = town
    first = sweep(inputs.ledger, inputs.companions, stations=[3], policy=policy, engine="serial", folder=tmp_path)
    broken = min((tmp_path / "cells").glob("0*.json"))
    cell = json.loads(broken.read_text(encoding="utf-8"))
    broken.write_text(json.dumps(cell | {"value": cell["value"] - 1000.0}), encoding="utf-8")
    again = sweep(inputs.ledger, inputs.companions, stations=[3], policy=policy, engine="serial", folder=tmp_path)
    assert again.curve.solved >= 1
    assert plain(again.curve) == plain(first.curve)


def test_other_inputs_are_refused_with_what_differs_or_begun_anew(town, tmp_path):
    inputs, policy = town
    sweep(inputs.ledger, inputs.companions, stations=[3], policy=policy, engine="serial", folder=tmp_path)
    dearer = policy.with_settings({"prices.walking_cny_hour": 30.0})
    common = {"stations": [3], "engine": "serial", "folder": tmp_path}
    with pytest.raises(InputError, match=r"prices\.walking_cny_hour"):
        sweep(inputs.ledger, inputs.companions, policy=dearer, must_match=True, **common)
    with pytest.raises(InputError, match="0 → 7"):
        sweep(inputs.ledger, inputs.companions, policy=policy, seed=7, must_match=True, **common)
    assert sweep(inputs.ledger, inputs.companions, policy=dearer, **common).curve.reused == 0


def test_an_interruption_keeps_what_was_solved(town, made, tmp_path, monkeypatch):
    inputs, policy = town
    solve, calls = sweeping.solve_cell, []

    def interrupted(task):
        calls.append(task.stations)
        if len(calls) == made.curve.solved:
            raise KeyboardInterrupt
        return solve(task)

    monkeypatch.setattr(sweeping, "solve_cell", interrupted)
    common = {"policy": policy, "engine": "serial", "folder": tmp_path}
    cut = sweep(inputs.ledger, inputs.companions, stations=range(2, 7), **common)
    assert cut.curve.interrupted
    assert any(point.has_plan for point in cut.curve.points)
    assert len(list((tmp_path / "cells").glob("0*.json"))) == made.curve.solved - 1
    monkeypatch.undo()
    whole = sweep(inputs.ledger, inputs.companions, stations=range(2, 7), **common)
    assert (whole.curve.reused, whole.curve.solved) == (made.curve.solved - 1, 1)
    assert plain(whole.curve) == plain(made.curve)


def test_an_interruption_before_any_plan_is_one(town, tmp_path, monkeypatch):
    inputs, policy = town

    def interrupted(_task):
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping, "solve_cell", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sweep(inputs.ledger, inputs.companions, stations=[3], policy=policy, engine="serial", folder=tmp_path)


@pytest.mark.slow
def test_two_workers_give_the_curve_of_one(town, made):
    inputs, policy = town
    both = sweep(
        inputs.ledger, inputs.companions, stations=range(2, 7), policy=policy, engine="processes", workers=2
    )  # fmt: skip
    assert plain(both.curve) == plain(made.curve)


def test_the_order_of_rows_changes_nothing(town, made):
    inputs, policy = town
    turned = replace(inputs.ledger, estates=inputs.ledger.estates.iloc[::-1].reset_index(drop=True))
    again = sweep(turned, inputs.companions, stations=range(2, 7), policy=policy, engine="serial")
    assert plain(again.curve) == plain(made.curve)


def test_the_travel_objective_is_swept_too(town):
    inputs, policy = town
    curve = sweep(
        inputs.ledger, inputs.companions, stations=[2, 4], policy=policy.with_settings({"objective": "travel"}),
        engine="serial",
    ).curve  # fmt: skip
    assert [point.status for point in curve.points] == ["optimal", "optimal"]
    assert curve.objective == "travel"


def test_nothing_to_sweep_and_unknown_measures_are_refused(town):
    inputs, policy = town
    with pytest.raises(InputError, match="--stations"):
        sweep(inputs.ledger, stations=[], policy=policy)
    with pytest.raises(InputError, match="coverage_300"):
        sweep(inputs.ledger, stations=[3], policy=policy, measure="wealth")


def test_files_and_kept_plans_are_written(made, tmp_path):
    folders = save_sweep(made, tmp_path, keep=[3])
    assert {path.name for path in tmp_path.iterdir()} == {
        "curve.json", "curve.png", "curve.svg", "sweep.xlsx", "sweep.html", "plans",
    }  # fmt: skip
    assert (folders[0] / "record.json").is_file()
    curve = json.loads((tmp_path / "curve.json").read_text(encoding="utf-8"))
    assert [point["stations"] for point in curve["points"]] == [2, 3, 4, 5, 6]
    assert {"status", "objective", "bound", "gap", "coverage", "walk_m", "monthly_cost_cny", "posts", "gini",
            "dominated", "knee"} <= curve["points"][0].keys()  # fmt: skip


def test_points_to_keep_are_named_or_numbered(made):
    assert points_to_keep(made.curve, "3,cheapest") == sorted({3, made.curve.cheapest})
    assert points_to_keep(made.curve, "all") == [2, 3, 4, 5, 6]
    assert points_to_keep(made.curve, "") == []
    with pytest.raises(InputError, match="9"):
        points_to_keep(made.curve, "9")
    assert is_keep_list("knee,4", [4])
    assert not is_keep_list("9", [4])
    assert not is_keep_list("best", [4])


def test_folders_of_other_things_are_not_touched(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"letter\.txt"):
        require_sweep_folder(tmp_path)
    with pytest.raises(OutputError):
        require_sweep_folder(tmp_path / "letter.txt")


def test_the_digest_of_a_problem_changes_with_its_numbers_alone(made):
    part = made.city.parts[0]
    problem = made.table.parts[0].problem
    again = open_part(Opening(part, 2, 2))
    assert again.digest == digest_of(problem)
    assert digest_of(replace(problem, households=problem.households + 1)) != digest_of(problem)
