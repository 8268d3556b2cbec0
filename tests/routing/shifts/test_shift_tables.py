"""Rosters of a plan: every duty in the tables, the checker sees what is wrong, findings say who is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.errors import PolicyError
from geo.findings import Report
from geo.plan import Plan
from geo.policy import Policy
from geo.routing.shifts import check_shifts, make_shifts
from geo.routing.shifts.tables import watches_of
from geo.wording import using_language
from tests.plans import small_plan

MODES = ("24h", "day", "camera")


def gated_plan(estates: int = 12) -> Plan:
    plan = small_plan(estates=estates)
    enclosed = ["open" if number % 3 == 0 else "closed" for number in range(len(plan.estates))]
    plan.tables["estates"] = plan.estates.assign(enclosed=enclosed)
    return plan


def policy(mode: str = "24h", **shifts: object) -> Policy:
    return Policy.from_mapping({"staffing": {"guard_mode": mode}, "shifts": shifts})


@pytest.mark.parametrize("mode", MODES)
def test_every_region_has_both_rosters_and_the_checker_agrees(mode):
    plan, rules, report = gated_plan(), policy(mode), Report()
    tables = make_shifts(plan, rules, report)
    rosters, shifts = tables["rosters"], tables["shifts"]
    assert set(rosters["roster_id"]) == {
        f"{r}-{role}" for r in plan.regions["region_id"] for role in ("cleaning", "security")
    }
    assert len(shifts) == sum(len(watch.duties) for watch in watches_of(plan, rules))
    assert check_shifts(rosters, shifts, watches_of(plan, rules), rules) == []
    assert (rosters["heads"] == rosters["heads_bound"]).all()
    assert (rosters["status"] == "optimal").all()
    people = shifts.groupby("roster_id")["person"].nunique()
    assert people.to_dict() == rosters.set_index("roster_id")["heads"].to_dict()


def test_missing_people_are_told_and_their_shifts_stay():
    plan, report = gated_plan(), Report()
    tables = make_shifts(plan, policy("24h"), report)
    rosters = tables["rosters"]
    short = rosters[rosters["spare_people"] < 0]
    told = [finding for finding in report.findings if finding.rule == "roster-short"]
    assert len(short)
    assert len(told) == short["role"].nunique()
    assert (rosters["spare_people"] == rosters["posts_pooled"] - rosters["heads"]).all()
    assert len(tables["shifts"]) == sum(len(watch.duties) for watch in watches_of(plan, policy("24h")))


def test_rows_in_another_order_make_the_same_rosters():
    plan, other = gated_plan(), gated_plan()
    for name in ("estates", "regions", "assignments"):
        other.tables[name] = other.tables[name].sample(frac=1, random_state=3).reset_index(drop=True)
    one, two = (make_shifts(each, policy(), Report()) for each in (plan, other))
    for name in ("rosters", "shifts"):
        pd.testing.assert_frame_equal(one[name], two[name])


def test_a_region_with_nobody_to_man_is_told_and_has_empty_rosters():
    plan, report = gated_plan(), Report()
    bare = plan.assignments.loc[plan.assignments["region_id"] == "R001", "estate_id"]
    of_bare = plan.estates["estate_id"].isin(bare)
    plan.tables["estates"] = plan.estates.assign(
        floor_area_m2=plan.estates["floor_area_m2"].where(~of_bare, 0.0), gates=plan.estates["gates"].where(~of_bare, 0)
    )
    tables = make_shifts(plan, policy(), report)
    rosters = tables["rosters"].set_index("roster_id")
    assert rosters.loc["R001-cleaning", "heads"] == rosters.loc["R001-security", "heads"] == 0
    assert rosters.loc["R001-security", "why"] == "没有需要值守的岗位"
    assert [finding.rule for finding in report.findings if finding.severity == "note"] == ["roster-nobody"]
    assert check_shifts(tables["rosters"], tables["shifts"], watches_of(plan, policy()), policy()) == []


@pytest.mark.parametrize("estates", [0, 1])
def test_a_plan_of_one_estate_or_none_has_rosters(estates):
    plan = small_plan(estates=estates)
    tables = make_shifts(plan, policy(), Report())
    assert len(tables["rosters"]) == 2 * estates
    assert check_shifts(tables["rosters"], tables["shifts"], watches_of(plan, policy()), policy()) == []


def test_words_follow_the_language():
    with using_language("en"):
        shifts = make_shifts(gated_plan(), policy(), Report())["shifts"]
    assert "guard 1" in set(shifts["person"])
    assert any(post.endswith("gate 1") for post in shifts["post"])


def test_the_checker_sees_what_is_wrong():
    plan, rules = gated_plan(), policy("24h")
    tables = make_shifts(plan, rules, Report())
    rosters, shifts, watches = tables["rosters"], tables["shifts"], watches_of(plan, rules)

    def rules_broken(changed: pd.DataFrame) -> set[str]:
        return {broken.rule for broken in check_shifts(rosters, changed, watches, rules)}

    assert "duty" in rules_broken(shifts.iloc[1:])
    assert "duty" in rules_broken(pd.concat([shifts, shifts.iloc[:1]]))
    one = shifts.assign(person=shifts["person"].where(shifts["roster_id"] != "R001-security", "秩序1"))
    assert {"least_rest_hours", "most_hours_day", "most_hours_week", "hours_week", "rest_days_week",
            "most_days_in_row", "most_nights_in_row", "most_nights_week"} <= rules_broken(one)  # fmt: skip
    each = shifts.assign(person=shifts["shift_id"])
    assert rules_broken(each) == {"heads"}
    assert "roster" in rules_broken(shifts.assign(roster_id=shifts["roster_id"] + "x"))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"night": "22:00-07:00"}, ("shifts.night", "shifts.most_hours_day")),
        ({"night": "23:30-07:00"}, ("shifts.middle", "shifts.night")),
        ({"least_rest_hours": 17}, ("shifts.most_hours_day", "shifts.least_rest_hours")),
        ({"hours_week": 50}, ("shifts.hours_week", "shifts.most_hours_week")),
        ({"hours_week": 6}, ("shifts.early", "shifts.hours_week")),
        ({"afternoon": "10:00-14:00"}, ("shifts.morning", "shifts.afternoon")),
        ({"most_hours_day": 0}, ("shifts.most_hours_day",)),
        ({"day": "25:00-26:00"}, ("25:00-26:00",)),
    ],
)
def test_rules_that_contradict_are_refused_by_name(given, named):
    with pytest.raises(PolicyError) as refused:
        policy(**given)
    for name in named:
        assert name in str(refused.value)


def test_what_goes_on_rounds_is_not_manned_twice():
    plan, all_at_posts = gated_plan(), {"enabled": False}
    alone = Policy.from_mapping({"rounds": {"cleaning": all_at_posts, "patrol": all_at_posts}})
    half = Policy.from_mapping({"rounds": {"cleaning": {"load_share": 0.5}, "patrol": {"load_share": 0.5}}})
    hours = [make_shifts(plan, each, Report())["rosters"]["hours_week"].sum() for each in (alone, Policy(), half)]
    assert hours[0] > hours[1] > hours[2]
