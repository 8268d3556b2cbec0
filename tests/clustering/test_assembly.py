"""One plan from the parts: complete, named apart, coloured, with the facts of its summary."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo.clustering.assembly import assemble_plan
from geo.clustering.problem import Solution
from geo.clustering.regions import describe_subdistrict
from geo.clustering.totals import plain
from geo.errors import SolverError
from geo.findings import Report
from geo.plan import FORMAT, Plan, Proof, Status
from geo.policy import Policy
from geo.schema import BARRIERS, CROSSINGS, ESTATES, REJECTS, SUBDISTRICTS, TO_LOCATE
from tests.clustering.solved import solved

KEYS = {
    "estates", "eligible", "planned", "rejected", "to_locate", "regions", "groups", "stations", "offices", "objective",
    "bound", "gap", "gap_cny_month", "gap_controllable", "exceptions", "proven_optimal", "subdistricts", "coverage",
    "walk_m", "posts_alone", "posts_today", "posts_fractional", "posts_pooled", "monthly_cost_cny", "seconds", "format",
}  # fmt: skip


@dataclass
class _Ledger:
    estates: pd.DataFrame
    rejects: pd.DataFrame = field(default_factory=REJECTS.empty)
    to_locate: pd.DataFrame = field(default_factory=TO_LOCATE.empty)
    report: Report = field(default_factory=Report)

    def planned(self) -> pd.DataFrame:
        left_out = {*self.rejects["estate_id"], *self.to_locate["estate_id"]}
        return self.estates[~self.estates["estate_id"].isin(left_out)].reset_index(drop=True)


def _parts(made):
    return [
        describe_subdistrict(one.problem, one.solution, **one.options())
        | {"links": one.neighbourhood.links, "tiles": one.neighbourhood.tiles}
        for one in made
    ]


def _estates(made):
    return gpd.GeoDataFrame(ESTATES.conform(pd.concat([one.estates for one in made], ignore_index=True)))


def _assembled(*made, ledger=None, parts=None, policy=None) -> Plan:
    return assemble_plan(
        parts or _parts(made),
        ledger=ledger or _Ledger(_estates(made)),
        rooms=gpd.GeoDataFrame(pd.concat([one.rooms for one in made], ignore_index=True)),
        barriers=BARRIERS.empty(),
        crossings=CROSSINGS.empty(),
        policy=policy or Policy(),
        record={"seed": 7},
        subdistricts=SUBDISTRICTS.empty(),
    )


def _two(**options):
    first = solved(prefix="E", subdistrict="样例东街道", **options)
    return first, solved(prefix="F", subdistrict="样例西街道", shift_m=(0, -150.0), **options)


def test_the_facts_have_every_key_of_the_contract_and_are_json():
    facts = _assembled(*_two()).summary()
    assert set(facts) >= KEYS
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
    assert set(facts["coverage"]) == {"300", "500", "1000"}
    assert set(facts["walk_m"]) == {"mean", "p90", "max"}
    assert facts["format"] == FORMAT


def test_the_counts_are_those_of_the_tables():
    plan = _assembled(*_two())
    facts = plan.summary()
    assert (facts["estates"], facts["planned"], facts["eligible"]) == (8, 8, 8)
    for name in ("regions", "groups", "stations", "offices"):
        assert facts[name] == len(plan.tables[name])
    assert facts["posts_pooled"] == plan.regions["posts"].sum() + plan.offices["posts"].sum()
    money = plan.regions["monthly_cost_cny"].sum() + plan.offices["monthly_cost_cny"].sum()
    assert facts["monthly_cost_cny"] == pytest.approx(money)


def test_the_gap_of_the_city_is_the_sum_of_gaps_over_the_sum_of_values():
    facts = _assembled(*_two(status=Status.GAP)).summary()
    assert (facts["objective"], facts["bound"]) == (200_000, 198_000)
    assert facts["gap"] == pytest.approx(0.01)
    assert facts["gap_cny_month"] == pytest.approx(2_000)
    assert facts["gap_controllable"] == pytest.approx(2_000 / 80_000)
    assert facts["proven_optimal"] == 0


@pytest.mark.parametrize("status", [Status.INFEASIBLE, Status.FEASIBLE])
def test_there_is_no_gap_where_a_subdistrict_has_none(status):
    first, second = _two()
    second = replace(second, solution=Solution(second.solution.room_of, Proof(status, 9.0, float("-inf")), "x", 1.0))
    plan = _assembled(first, second)
    facts = plan.summary()
    assert (facts["gap"], facts["gap_cny_month"], facts["gap_controllable"], facts["bound"]) == (None,) * 4
    assert (facts["proven_optimal"], plan.status) == (1, status)
    assert facts["subdistricts"][1]["bound"] is None
    assert facts["subdistricts"][1]["status"] == status.value


def test_the_subdistricts_are_listed_with_their_proof():
    listed = _assembled(*_two()).summary()["subdistricts"][0]
    expected = {"name": "样例东街道", "estates": 4, "stations": 2, "status": "optimal", "model": "compact"}
    assert expected.items() <= listed.items()
    assert {"objective", "bound", "gap", "seconds", "stopped_by"} <= set(listed)


def test_rejected_and_unlocated_rows_are_counted_and_duplicates_are_no_estates():
    made = _two()
    extra = pd.DataFrame(
        {
            "estate_id": ["X1", "X2", "Y1"],
            "name": ["示例新苑", "示例重苑", "示例失址坊"],
            "subdistrict": "样例东街道",
            "eligibility": ["excluded", "eligible", "undecided"],
        }
    )
    estates = pd.concat([_estates(made), ESTATES.conform(extra)], ignore_index=True)
    rejects = REJECTS.conform(extra.iloc[:2].assign(rule=["year-limit", "duplicate"]))
    ledger = _Ledger(estates, rejects, TO_LOCATE.conform(extra.iloc[2:].assign(rule="no-place")))
    facts = _assembled(*made, ledger=ledger).summary()
    assert facts["estates"] == facts["planned"] + facts["rejected"] + facts["to_locate"] == 11
    assert facts["eligible"] == 9
    strict = Policy().with_settings({"eligibility.plan_undecided": False})
    assert _assembled(*made, ledger=ledger, policy=strict).summary()["eligible"] == 8


def test_posts_of_today_are_a_total_only_where_every_estate_states_them():
    full = _assembled(*_two(more={"current_posts": [2.0, 2.0, 1.0, 1.5]})).summary()
    part = _assembled(*_two(more={"current_posts": [2.0, None, 1.0, 1.5]})).summary()
    assert full["posts_today"] == 13
    assert part["posts_today"] is None
    assert part["posts_today_stated"] == {"estates": 6, "posts": 9.0}
    assert full["posts_saving"] == {"against": "today", "posts": 13 - full["posts_pooled"]}
    assert part["posts_saving"] == {"against": "alone", "posts": part["posts_alone"] - part["posts_pooled"]}


def test_households_left_out_of_the_walk_claim_are_said():
    facts = _assembled(*_two(more={"place_quality": ["surveyed", "shared", "surveyed", "none"]})).summary()
    assert facts["walk_left_out"] == {"estates": 4, "households": 1_200}


def test_every_region_and_station_has_its_office_and_every_tile_its_region():
    plan = _assembled(*_two())
    assert set(plan.regions["office_id"]) <= set(plan.offices["office_id"])
    assert plan.stations.set_index("region_id")["office_id"].to_dict() == dict(
        zip(plan.regions["region_id"], plan.regions["office_id"], strict=True)
    )
    region_of = plan.assignments.set_index("estate_id")["region_id"]
    assert (plan.tiles.set_index("estate_id")["region_id"] == region_of).all()


def test_the_firm_of_a_pilot_stands_on_all_that_it_runs():
    plan = _assembled(*_two(more={"firm": ["示例甲", None, None, None], "stage": ["pilot", None, None, None]}))
    assert plan.firms["name"].tolist() == ["示例甲"]
    for table in (plan.regions, plan.offices):
        assert set(table["firm"]) == {"示例甲"}
    assert plan.summary()["firms"] == 1
    assert plan.summary()["firms_balance"]["largest_deviation"] == 0.0


def test_without_pilots_no_firm_is_named():
    plan = _assembled(*_two())
    assert plan.summary()["firms"] == 0
    assert "firms_balance" not in plan.summary()
    assert plan.regions["firm"].isna().all()


def test_regions_side_by_side_differ_in_colour_also_over_a_border():
    plan = _assembled(*_two())
    colour = plan.regions.set_index("region_id")["color"].to_dict()
    east, west = [f"R-样例-样例东-0{k}" for k in (1, 2)], [f"R-样例-样例西-0{k}" for k in (1, 2)]
    for a, b in [(east[0], east[1]), (west[0], west[1]), (east[0], west[0]), (east[1], west[1])]:
        assert colour[a] != colour[b]


def test_a_lost_estate_is_a_fault_of_the_program_and_is_named():
    made = _two()
    parts = _parts(made)
    parts[0]["assignments"] = parts[0]["assignments"].iloc[1:]
    with pytest.raises(SolverError, match="lost: E00"):
        _assembled(*made, parts=parts)


def test_an_estate_in_two_regions_is_a_fault_of_the_program():
    made = _two()
    parts = _parts(made)
    parts[1]["assignments"] = pd.concat([parts[1]["assignments"], parts[0]["assignments"].iloc[:1]])
    with pytest.raises(SolverError, match="twice: E00"):
        _assembled(*made, parts=parts)


def test_ids_of_subdistricts_written_alike_are_told_apart_everywhere():
    made = solved(prefix="E", subdistrict="城中街道"), solved(prefix="F", subdistrict="城中", shift_m=(0, 9_000))
    plan = _assembled(*made)
    assert plan.regions["region_id"].is_unique
    assert plan.regions["name"].is_unique
    assert plan.groups["group_id"].is_unique
    assert plan.offices["office_id"].is_unique
    assert set(plan.assignments["region_id"]) == set(plan.stations["region_id"]) == set(plan.regions["region_id"])
    assert set(plan.assignments["group_id"].dropna()) == set(plan.groups["group_id"])
    assert set(plan.communities["lead_region_id"]) == set(plan.regions["region_id"])


def test_findings_and_repairs_of_the_ledger_are_kept():
    made = _two()
    ledger = _Ledger(_estates(made))
    ledger.report.find("shared-point", found="x", estate_id="E00")
    assert _assembled(*made, ledger=ledger).findings["estate_id"].tolist()[0] == "E00"


def test_the_record_and_the_policy_are_kept():
    plan = _assembled(*_two())
    assert plan.record == {"seed": 7}
    assert plan.policy == Policy()


def test_values_that_json_cannot_hold_become_none():
    given = {"a": np.float64("inf"), "b": [np.int64(3), pd.NA], 5: float("nan"), "c": (True, "x", None)}
    assert plain(given) == {"a": None, "b": [3, None], "5": None, "c": [True, "x", None]}
