"""`geo budget` as its user runs it: tables, sums to the fen, words, bad input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import geo as linli
from geo.cli import app
from geo.schema.money import MONEY_LINES


@pytest.fixture(scope="module")
def planned(town, tmp_path_factory):
    at = tmp_path_factory.mktemp("planned") / "plan"
    words = ["plan", town / "ledger.xlsx", "--boundaries", town / "boundaries.gpkg", "--rooms", town / "rooms.csv"]
    words += ["--policy", town / "policy.toml", "--engine", "serial", "--objective", "travel", "--out", at]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return at


@pytest.fixture
def folder(planned, tmp_path):
    return Path(shutil.copytree(planned, tmp_path / "plan"))


def test_the_account_adds_up_on_every_level_and_meets_the_plans_bill(geo, folder):
    bill = linli.load(folder).facts["monthly_cost_cny"]
    done = geo("budget", folder, "--months", "48")
    assert done.exit_code == 0, done.output
    plan = linli.load(folder)
    names = [f"{name}_cny" for name in MONEY_LINES]
    rows = plan.budget[plan.budget["case"] == "mid"]
    sums = {level: (part.groupby("month")[names].sum() * 100).round() for level, part in rows.groupby("level")}
    for level in ("firm", "office", "region", "estate"):
        if level in sums:
            assert np.array_equal(sums[level], sums["city"]), level
    last = rows[(rows["level"] == "city") & (rows["month"] == 47)].iloc[0]
    paid = sum(last[f"{name}_cny"] for name in ("wages", "overhead_wages", "rent", "travel"))
    assert paid == pytest.approx(bill, rel=1e-6)  # one definition of posts, for the plan and for the account
    assert plan.facts["budget"]["cases"]["mid"]["core_broken"] == int(
        (~plan.books[plan.books["case"] == "mid"]["core_ok"]).sum()
    )
    for words in ("保本物业费", "元/㎡·月", "元/户·月", "万元/年", "不是利润", "偏紧", "geo rollout"):
        assert words in done.output


def test_a_second_account_replaces_the_first_and_its_findings(geo, folder):
    geo("budget", folder, "--months", "12")
    done = geo("budget", folder, "--months", "48", "--json")
    facts = json.loads(done.stdout)
    assert facts["months"] == 48
    assert facts == linli.load(folder).facts["budget"]
    plan = linli.load(folder)
    assert plan.budget["month"].max() == 47
    assert plan.findings["rule"].value_counts()["budget-entries"] == 1


def test_a_subsidy_longer_than_the_account_is_said_and_the_cliff_still_told(geo, folder):
    done = geo("budget", folder, "--months", "24", "--lang", "en")
    assert "the cliff lies outside it" in done.output
    cohorts = linli.load(folder).cohorts
    later = cohorts[cohorts["cliff_month"] >= 24]
    assert len(later)
    assert not later["in_horizon"].any()
    assert later["balance_cny"].notna().all()


def test_a_policy_changes_the_money_and_not_the_plan(geo, folder, tmp_path):
    before = linli.load(folder)
    (tmp_path / "b.toml").write_text("[budget]\nsubsidy_cny_m2_month = 0.8\ncollection_mature = 0\n", encoding="utf-8")
    done = geo("budget", folder, "--policy", tmp_path / "b.toml")
    assert done.exit_code == 0, done.output
    after = linli.load(folder)
    assert after.policy.budget.subsidy_cny_m2_month.mid == 0.8
    assert after.policy.staffing == before.policy.staffing
    assert after.assignments["region_id"].tolist() == before.assignments["region_id"].tolist()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("subsidy_cny_m2_month = -0.5", "应不小于 0"),
        ("collection_mature = 75", "应不大于 1"),
        ("fees = 1", "没有这项设置"),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(geo, folder, tmp_path, line, words):
    (tmp_path / "b.toml").write_text(f"[budget]\n{line}\n", encoding="utf-8")
    done = geo("budget", folder, "--policy", tmp_path / "b.toml")
    assert done.exit_code == 1
    assert words in done.output
    assert "Traceback" not in done.output


def test_a_folder_without_a_plan_is_refused(geo, tmp_path):
    done = geo("budget", tmp_path / "nothing")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
