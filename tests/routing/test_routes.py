"""Rounds of a whole plan: what stands in its tables, what is refused, and that the check is passed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from geo.errors import InputError, UnknownNameError
from geo.plan import Plan
from geo.scenarios.route_inputs import forget_route_files
from geo.scenarios.routes import make_routes
from tests.routing.town_rounds import grid_roads, town


@pytest.fixture(scope="module")
def made() -> Plan:
    return make_routes(town(), roles=["repair", "waste", "inspection"], engine="serial")


def test_every_estate_is_visited_or_said_to_be_left_out(made: Plan) -> None:
    seen = set(made.visits.loc[made.visits["role"] == "inspection", "estate_id"].dropna())
    left_out = set(made.unserved.loc[made.unserved["role"] == "inspection", "estate_id"])
    assert seen | left_out == set(made.assignments["estate_id"])
    assert made.facts["routes"]["checked"]["broken"] == 0


def test_a_crew_starts_in_the_morning_rests_at_noon_and_is_back_in_time(made: Plan) -> None:
    repair = made.rounds[made.rounds["role"] == "repair"]
    assert (repair["start"] == "08:00").all()
    assert (repair["finish_s"] <= 17.5 * 3600).all()
    out_at_noon = repair[repair["finish_s"] > 13 * 3600]
    rests = made.visits[made.visits["kind"] == "break"]
    assert set(out_at_noon["round_id"]) <= set(rests["round_id"])


def test_waste_is_not_collected_before_seven(made: Plan) -> None:
    stops = made.visits[(made.visits["role"] == "waste") & (made.visits["kind"] == "visit")]
    assert len(stops)
    assert (stops["start_s"] >= 7 * 3600).all()


def test_rounds_have_the_shape_of_their_legs(made: Plan) -> None:
    assert made.rounds.geometry.notna().all()
    assert made.visits.loc[made.visits["leg_m"] > 0, "geometry"].notna().all()


def test_crews_needed_stand_beside_the_posts(made: Plan) -> None:
    needs = made.crew_needs[made.crew_needs["role"] == "repair"]
    assert (needs["crews"] >= needs["crews_bound"]).all()
    assert (needs["spare_people"] == needs["posts_pooled"] - needs["people"]).all()


def test_the_same_seed_gives_the_same_rounds_whatever_the_order_of_rows(made: Plan) -> None:
    plan = town()
    shuffled = {
        name: plan.tables[name].sample(frac=1, random_state=3).reset_index(drop=True)
        for name in ("estates", "assignments", "regions", "stations", "offices")
    }
    again = make_routes(
        replace(plan, tables=plan.tables | shuffled), roles=["repair", "waste", "inspection"], engine="serial"
    )
    pd.testing.assert_frame_equal(
        pd.DataFrame(made.visits).drop(columns="geometry"), pd.DataFrame(again.visits).drop(columns="geometry")
    )


def test_one_day_is_the_busiest_and_says_which() -> None:
    day = make_routes(town(), roles=["repair"], week=False, engine="serial")
    weekday = day.facts["routes"]["weekday"]
    assert weekday in {1, 2, 3, 4, 5}
    assert set(day.rounds["weekday"]) == {weekday}
    assert not day.facts["routes"]["week"]


def test_an_unknown_role_is_told_the_nearest_known_one() -> None:
    with pytest.raises(UnknownNameError, match="'greening'"):
        make_routes(town(), roles=["greenin"])


def test_a_plan_without_regions_is_refused() -> None:
    plan = town()
    empty = {name: plan.tables[name].iloc[:0] for name in ("regions", "assignments", "stations")}
    with pytest.raises(InputError, match="geo plan"):
        make_routes(replace(plan, tables=plan.tables | empty))


def test_no_role_at_all_is_refused() -> None:
    off = {
        f"rounds.{role}.enabled": False for role in ("repair", "greening", "patrol", "waste", "inspection", "cleaning")
    }
    with pytest.raises(InputError, match="enabled"):
        make_routes(town(off))


def test_a_visit_longer_than_a_day_is_left_out_with_the_reason() -> None:
    short = {
        "rounds.inspection.paid_hours_day": 0.5,
        "rounds.inspection.base_min": 100.0,
        "rounds.inspection.longest_visit_min": 120.0,
    }
    made = make_routes(town(short), roles=["inspection"], engine="serial")
    assert made.rounds.empty
    assert set(made.unserved["rule"]) == {"longer-than-a-day"}
    assert made.unserved[["reason", "remedy"]].notna().all(axis=None)
    assert "rounds-unserved" in set(made.findings["rule"])


def test_posts_that_make_no_crew_leave_the_estates_unserved() -> None:
    few = {"rounds.greening.crews": "posts", "rounds.greening.people": 20}
    made = make_routes(town(few), roles=["greening"], engine="serial")
    assert set(made.unserved["rule"]) == {"no-crew"}
    assert made.crew_needs["crews"].sum() == 0


def test_one_estate_alone_has_its_round() -> None:
    made = make_routes(town(estates=1), roles=["inspection"], engine="serial")
    assert len(made.rounds) == 1
    assert made.crew_needs["crews"].tolist() == [1]


def test_the_rest_of_the_plan_stays_and_a_second_run_replaces_the_first(made: Plan) -> None:
    again = make_routes(made, roles=["inspection"], engine="serial")
    assert set(again.rounds["role"]) == {"inspection"}
    pd.testing.assert_frame_equal(pd.DataFrame(again.regions), pd.DataFrame(made.regions))


def test_a_truck_with_a_tip_elsewhere_comes_home_over_it() -> None:
    plan = town()
    at = plan.offices.geometry.iloc[0]
    made = make_routes(
        town({"rounds.waste.tips": [[at.x + 0.004, at.y]], "rounds.waste.capacity_bins": 40}),
        roles=["waste"],
        engine="serial",
    )
    assert len(made.rounds)
    for _, day in made.visits.groupby("round_id"):
        kinds = day.sort_values("sequence")["kind"].tolist()
        assert kinds[-2:] == ["reload", "return"]


def test_rounds_follow_the_roads_and_streets_are_patrolled() -> None:
    plan = town()
    made = make_routes(plan, roads=grid_roads(plan), roles=["inspection"], engine="serial")
    assert set(made.rounds["rung"]) <= {"roads", "straight"}
    assert "roads" in set(made.rounds["rung"])
    assert made.facts["routes"]["roads"]["street_km"] > 1
    assert len(made.patrols)


def test_estates_far_from_any_road_are_said_and_reached_in_a_straight_line() -> None:
    plan = town()
    far = plan.estates.geometry.translate(xoff=0.2)
    moved = replace(plan, tables=plan.tables | {"estates": plan.estates.set_geometry(far)})
    made = make_routes(moved, roads=grid_roads(plan), roles=["inspection"], engine="serial")
    assert {"roads-far", "roads-elsewhere"} & set(made.findings["rule"])
    assert set(made.visits.loc[made.visits["leg_m"] > 0, "rung"]) == {"straight"}


def test_days_are_evened_out_within_the_price() -> None:
    made = make_routes(town(), roles=["repair"], engine="serial")
    priced = made.crew_needs["balance_price"].dropna()
    assert len(priced)
    assert (priced <= 0.02 + 1e-9).all()


def test_a_time_limit_still_gives_a_checked_week() -> None:
    made = make_routes(town({"rounds.visits_searched": 100_000}), roles=["repair"], time_limit_s=0.5, engine="serial")
    assert made.facts["routes"]["unserved_visits"] + made.facts["routes"]["visits"] > 0
    assert made.facts["routes"]["checked"]["broken"] == 0


def test_the_users_matrix_is_asked_first_and_knows_stations_by_their_rooms() -> None:
    plan = town()
    station = plan.assignments["station_id"].iloc[0]
    own = plan.assignments.loc[plan.assignments["station_id"] == station, "estate_id"].tolist()
    told = pd.DataFrame({"from": station, "to": [*own, "nobody"], "walk_m": 90.0, "crew_m": 123.0})
    made = make_routes(plan, matrix=told, roles=["repair"], engine="serial")
    first = made.visits[(made.visits["sequence"] == 1) & made.visits["estate_id"].isin(own)]
    moved = first[first["leg_m"] > 0]
    assert set(moved["leg_m"]) == {123.0}
    assert set(moved["rung"]) == {"matrix"}
    assert "matrix-unknown-id" in set(made.findings["rule"])
    assert made.facts["routes"]["matrix"]
    again = make_routes(made, roles=["repair"], engine="serial")
    assert "matrix-unknown-id" not in set(again.findings["rule"])


def test_what_roads_were_found_to_be_goes_with_them() -> None:
    plan = town()
    made = make_routes(plan, roads=grid_roads(plan), roles=["inspection"], engine="serial")
    assert "roads-snap" in set(made.findings["rule"])
    read = pd.DataFrame([{"severity": "note", "rule": "roads-islands", "file": "streets.gpkg", "found": "…"}])
    made.tables["findings"] = pd.concat([made.findings, read], ignore_index=True)
    made.record["routes"] = {"inputs": [{"file": "streets.gpkg", "sha256": "0"}]}
    again = make_routes(made, roads=grid_roads(plan), roles=["inspection"], engine="serial")
    assert "roads-islands" in set(again.findings["rule"])
    forget_route_files(again)
    without = make_routes(again, roles=["inspection"], engine="serial")
    assert not any(rule.startswith("road") for rule in without.findings["rule"])


def test_what_a_plan_was_told_of_its_own_roads_stays_when_its_rounds_leave_them() -> None:
    plan = town()
    own = pd.DataFrame([{"severity": "warning", "rule": "roads-far", "file": "", "found": "…"}])
    plan.tables["findings"] = pd.concat([plan.findings, own], ignore_index=True)
    plan.facts["roads"] = {"street_km": 1.0}
    made = make_routes(plan, roads=grid_roads(plan), roles=["inspection"], engine="serial")
    without = make_routes(made, roles=["inspection"], engine="serial")
    assert "roads-snap" in set(without.findings["rule"])
