"""`geo plan` beside the plan in force: scored as it is, improved by some moves, compared with the best."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import geo as linli
from geo.clustering.naming import label_number


@pytest.fixture(scope="module")
def drawn(town, tmp_path_factory) -> Path:
    """The town's ledger with a plan in force that a planner drew: three regions from west to east."""
    ledger = pd.read_excel(town / "ledger.xlsx", header=1, engine="calamine").iloc[:-2]
    lon = next(name for name in ledger.columns if "经度" in name)
    order = ledger[lon].astype(float).rank(method="first")
    ledger["现片区"] = [f"第{'一二三'[min(2, int((rank - 1) * 3 // len(ledger)))]}片区" for rank in order]
    path = tmp_path_factory.mktemp("drawn") / "ledger.xlsx"
    ledger.to_excel(path, index=False)
    return path


def facts_of(folder: Path) -> dict:
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_as_is_keeps_the_drawn_regions_and_says_how_far_from_the_best_they_are(geo, drawn, companions, tmp_path):
    done = geo("plan", drawn, *companions, "--as-is", "--out", tmp_path / "plan")
    plan = linli.load(tmp_path / "plan")
    own = plan.assignments.merge(plan.estates[["estate_id", "current_region"]], on="estate_id")
    assert own.groupby("current_region")["region_id"].nunique().eq(1).all()
    assert own.groupby("region_id")["current_region"].nunique().eq(1).all()
    facts = facts_of(tmp_path / "plan")
    standing = facts["in_force"]
    assert facts["regions"] == 3 == standing["stations"]
    assert standing["objective"] == pytest.approx(facts["objective"])
    assert standing["gap_cny_month"] == pytest.approx(standing["objective"] - standing["bound"])
    assert standing["status"] == ("infeasible" if standing["violations"] else "feasible")
    assert done.exit_code == (1 if standing["violations"] else 0), done.output
    assert "现行方案" in done.output
    assert sorted(plan.regions["number"]) == [1, 2, 3]
    assert plan.moves.empty


def test_a_broken_rule_of_the_plan_in_force_is_listed_and_ends_with_one(geo, drawn, companions, tmp_path):
    ledger = pd.read_excel(drawn, engine="calamine")
    regions = sorted(set(ledger["现片区"]))
    first = ledger.index[ledger["现片区"] == regions[0]][0]
    last = ledger.index[ledger["现片区"] == regions[-1]][-1]
    ledger.loc[[first, last], "现片区"] = ledger.loc[[last, first], "现片区"].to_numpy()
    ledger.to_excel(tmp_path / "torn.xlsx", index=False)
    done = geo("plan", tmp_path / "torn.xlsx", *companions, "--as-is", "--out", tmp_path / "plan")
    assert done.exit_code == 1
    facts = facts_of(tmp_path / "plan")
    assert facts["in_force"]["status"] == "infeasible"
    assert facts["gap"] is None
    assert facts["subdistricts"][0]["status"] == "infeasible"
    assert "片区不连通" in done.output
    assert "片区不连通" in linli.load(tmp_path / "plan").solutions["clashes"].iloc[0]


def test_a_plan_scored_as_it_is_costs_what_it_cost(geo, town, companions, tmp_path):
    geo("plan", town / "ledger.xlsx", *companions, "--out", tmp_path / "plan")
    again = geo(
        "plan",
        town / "ledger.xlsx",
        *companions,
        "--as-is",
        "--against",
        tmp_path / "plan",
        "--out",
        tmp_path / "as_is",
    )
    assert again.exit_code == 0, again.output
    before, after = (linli.load(tmp_path / name) for name in ("plan", "as_is"))
    assert after.facts["objective"] == pytest.approx(before.facts["objective"])
    assert after.facts["in_force"]["optimum_moves"] == 0
    assert after.facts["proven_optimal"] == before.facts["proven_optimal"]
    columns = ["region_id", "name", "number", "station_id"]
    assert after.regions[columns].equals(before.regions[columns])


def test_the_next_moves_are_made_one_by_one_and_add_up(geo, drawn, companions, tmp_path):
    geo("plan", drawn, *companions, "--as-is", "--out", tmp_path / "as_is")
    scores = [facts_of(tmp_path / "as_is")["objective"]]
    for count in (1, 3):
        out = tmp_path / f"moves{count}"
        done = geo("plan", drawn, *companions, "--moves", count, "--out", out)
        assert done.exit_code in {0, 1}, done.output
        plan = linli.load(out)
        assert plan.moves["number"].tolist() == list(range(1, len(plan.moves) + 1))
        assert len(plan.moves) <= count
        assert set(plan.moves["kind"]) <= {"improvement"}
        assert plan.facts["objective"] == pytest.approx(scores[0] - plan.moves["gain_cny"].sum())
        moved = dict(zip(plan.moves["estate_id"], plan.moves["to_station_id"], strict=True))
        own = plan.assignments.set_index("estate_id")["station_id"]
        assert all(own[estate] == station for estate, station in moved.items())
        assert plan.facts["in_force"]["optimum_moves"] > 0
        scores.append(plan.facts["objective"])
    assert scores[0] > scores[1] >= scores[2] or plan.facts["in_force"]["violations"] > 0


def test_the_full_optimum_lists_what_it_moves_and_dear_moves_stay_away(geo, drawn, companions, town, tmp_path):
    done = geo("plan", drawn, *companions, "--out", tmp_path / "free", "--lang", "en")
    assert "the plan in force (ledger)" in done.output
    free = linli.load(tmp_path / "free")
    assert len(free.moves) == free.facts["in_force"]["optimum_moves"] > 0
    assert set(free.moves["kind"]) == {"optimum"}
    assert {row["name"] for row in free.facts["baselines"]} >= {"in_force", "one_community_one_station"}
    assert {label_number(name) for name in free.regions["name"]} >= {1, 2, 3}


def test_a_plan_folder_and_its_workbook_say_the_same_plan_in_force(geo, town, companions, tmp_path):
    geo("plan", town / "ledger.xlsx", *companions, "--stations", 3, "--out", tmp_path / "plan")
    folders = {}
    for name, against in (("a", tmp_path / "plan"), ("b", tmp_path / "plan" / "plan.xlsx")):
        done = geo("plan", town / "ledger.xlsx", *companions, "--as-is", "--against", against, "--out", tmp_path / name)
        assert done.exit_code == 0, done.output
        folders[name] = linli.load(tmp_path / name)
    assert folders["a"].assignments.drop(columns="geometry").equals(folders["b"].assignments.drop(columns="geometry"))
    assert {plan.facts["in_force"]["source"] for plan in folders.values()} == {"plan", "plan.xlsx"}


def test_a_dear_move_keeps_the_plan_in_force(geo, town, companions, tmp_path):
    geo("plan", town / "ledger.xlsx", *companions, "--stations", 3, "--out", tmp_path / "plan")
    policy = (town / "policy.toml").read_text(encoding="utf-8").replace("move_cny = 0.0", "move_cny = 1e7")
    (tmp_path / "p.toml").write_text(policy, encoding="utf-8")
    words = [*companions, "--policy", tmp_path / "p.toml", "--against", tmp_path / "plan"]
    done = geo("plan", town / "ledger.xlsx", *words, "--out", tmp_path / "again")
    assert done.exit_code == 0, done.output
    again = linli.load(tmp_path / "again")
    assert again.facts["in_force"]["optimum_moves"] == 0
    assert again.moves.empty


def test_without_a_plan_in_force_as_is_is_refused(geo, town, companions, tmp_path):
    done = geo("plan", town / "ledger.xlsx", *companions, "--as-is", "--out", tmp_path / "plan", "--lang", "en")
    assert done.exit_code == 1
    assert "there is no plan in force" in done.output
    empty = geo(
        "plan", town / "ledger.xlsx", *companions, "--against", town / "ledger.xlsx", "--out", tmp_path / "plan"
    )
    assert empty.exit_code == 1
    assert "ledger.xlsx" in empty.output
    both = geo("plan", town / "ledger.xlsx", "--as-is", "--moves", 2, "--out", tmp_path / "plan")
    assert both.exit_code == 2
    assert not (tmp_path / "plan").exists()


def test_community_modes_stand_side_by_side(geo, town, companions, tmp_path):
    done = geo(
        "plan", town / "ledger.xlsx", *companions, "--community-modes", "--out", tmp_path / "plan", "--lang", "en"
    )
    assert done.exit_code == 0, done.output
    assert "communities whole" in done.output
    modes = facts_of(tmp_path / "plan")["community_modes"]
    assert [row["mode"] for row in modes] == ["free", "whole", "one_community_one_station"]
    assert modes[0]["price_cny_month"] == 0 <= modes[1]["price_cny_month"]
    sheets = pd.read_excel(tmp_path / "plan" / "plan.xlsx", sheet_name=None, engine="calamine")
    assert "ways with communities" in sheets
