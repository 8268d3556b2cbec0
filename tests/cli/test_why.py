"""``geo plan`` says what its rules cost, and ``--why`` proves it."""

from __future__ import annotations

import json

import pandas as pd

import geo as linli


def test_every_plan_says_what_its_rules_cost_and_why_proves_it(geo, town, companions, tmp_path):
    facts = {}
    for name, flags in (("quick", []), ("proved", ["--why"])):
        done = geo("plan", town / "ledger.xlsx", *companions, *flags, "--out", tmp_path / name, "--lang", "en")
        assert done.exit_code == 0, done.output
        assert "prices of rules" in done.output
        assert ("at most" in done.output) == (name == "proved")
        written = json.loads((tmp_path / name / "summary.json").read_text(encoding="utf-8"))
        facts[name] = {row["rule"]: row for row in written["rule_prices"]}
    assert facts["quick"].keys() == facts["proved"].keys()
    for rule, row in facts["proved"].items():
        assert facts["quick"][rule]["high_cny_month"] is None
        assert facts["quick"][rule]["saving_cny_month"] <= row["high_cny_month"] + 1
        assert 0 <= row["low_cny_month"] <= row["saving_cny_month"] + 1e-6
    sheets = pd.read_excel(tmp_path / "proved" / "plan.xlsx", sheet_name=None, engine="calamine")
    assert "prices of rules" in sheets
    plan = linli.load(tmp_path / "proved")
    assert set(plan.rule_prices["known"]) <= {"proved", "range"}
    assert plan.regions["shaped_why"].str.len().min() > 5
    assert len(plan.clashes) == 0


def test_a_clash_is_listed_by_estate_with_what_giving_it_up_costs(geo, town, companions, tmp_path):
    plan = tmp_path / "free"
    assert geo("plan", town / "ledger.xlsx", *companions, "--out", plan).exit_code == 0
    one, two = linli.load(plan).links[["from_estate_id", "to_estate_id"]].iloc[0]
    three = next(i for i in linli.load(plan).assignments["estate_id"] if i not in {one, two})
    locks = tmp_path / "locks.csv"
    # one with two, two with three, and one apart from three: no pair is a contradiction by itself
    both = [{"estate": one, "with": two}, {"estate": two, "with": three}, {"estate": one, "apart": three}]
    pd.DataFrame(both).to_csv(locks, index=False)
    done = geo("plan", town / "ledger.xlsx", *companions, "--locks", locks, "--out", tmp_path / "clash")
    assert done.exit_code == 1
    clashes = linli.load(tmp_path / "clash").clashes
    assert set(clashes["rule"]) == {"须同片区", "不得同片区"}
    assert set(clashes.set_index("rule")["estate_ids"]["不得同片区"].split("、")) == {one, three}
    assert clashes["above_cheapest_cny"].min() == 0
    assert (clashes["relaxed_cny"] > 0).all()
