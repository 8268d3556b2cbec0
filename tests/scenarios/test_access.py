"""Access of a plan: what is measured adds up, and the plan itself stays as it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.errors import InputError
from geo.measures import walking_access
from geo.plan import Plan
from geo.scenarios.access import make_access
from tests.plans import small_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return small_plan()


@pytest.fixture(scope="module")
def made(plan: Plan) -> Plan:
    return make_access(plan)


def with_estates(plan: Plan, **columns: object) -> Plan:
    tables = plan.tables | {"estates": plan.estates.assign(**columns)}
    return Plan(tables, plan.policy, plan.facts, plan.record)


def test_every_planned_estate_has_a_row(plan: Plan, made: Plan) -> None:
    assert sorted(made.access["estate_id"]) == sorted(plan.assignments["estate_id"])


def test_the_plan_itself_is_not_touched(plan: Plan, made: Plan) -> None:
    for name in ("assignments", "regions", "stations"):
        pd.testing.assert_frame_equal(pd.DataFrame(made.tables[name]), pd.DataFrame(plan.tables[name]))


def test_walks_of_the_plan_are_those_of_its_measures(plan: Plan, made: Plan) -> None:
    found = walking_access(plan.assignments, plan.estates)
    row = made.access_areas.iloc[0]
    assert row["share_500"] == pytest.approx(found.coverage["500"])
    assert row["walk_m_max"] == pytest.approx(found.max_m)


def test_sub_districts_add_up_to_the_plan(made: Plan) -> None:
    areas = made.access_areas
    whole, parts = areas[areas["level"] == "plan"].iloc[0], areas[areas["level"] == "subdistrict"]
    for name in ("estates", "households", "elderly60", "room_m2", "needed_m2", "no_room_households"):
        assert parts[name].sum() == pytest.approx(whole[name])


def test_shared_room_is_all_the_room_in_reach(plan: Plan, made: Plan) -> None:
    households = made.access["households"].astype(float).to_numpy()
    room = plan.stations["room_floor_area_m2"].astype("Float64")
    supply = room.fillna(plan.stations["needed_floor_area_m2"].astype("Float64")).sum()
    assert households @ made.access["fca_m2_100"].to_numpy() / 100 <= supply * (1 + 1e-9)


def test_the_nearest_station_is_no_farther_than_ones_own(made: Plan) -> None:
    known = made.access.dropna(subset=["nearest_m", "walk_m"])
    assert len(known)
    assert known["nearest_station_id"].notna().all()


def test_parking_is_lent_by_a_neighbour_with_spare_bays_and_to_those_short_of_it_alone(plan: Plan) -> None:
    bays = np.zeros(len(plan.estates))
    bays[0] = 10_000
    made = make_access(with_estates(plan, parking_bays=bays)).access.set_index("estate_id")
    giver = plan.estates["estate_id"].iloc[0]
    lent = made["lends_bays_id"].dropna()
    assert set(lent) <= {giver}
    assert (made.loc[lent.index, "parking"] == "short").all()
    assert (made.loc[lent.index, "lends_bays_m"] <= plan.policy.access.share_parking_m).all()


def test_what_the_ledger_does_not_say_is_unknown_not_short(plan: Plan) -> None:
    made = make_access(with_estates(plan, parking_bays=np.nan, green_area_m2=np.nan))
    assert set(made.access["parking"]) == {"unknown"}
    assert made.access_areas["no_green_households"].sum() == 0


def test_a_plan_without_stations_is_refused() -> None:
    with pytest.raises(InputError, match="geo plan"):
        make_access(Plan({}))


def test_repair_takes_getting_ready_and_the_patrol_goes_on_foot(plan: Plan, made: Plan) -> None:
    ready = plan.policy.rounds.response_ready_min
    assert (made.access["repair_min"].dropna() >= ready).all()
    known = made.access.dropna(subset=["patrol_min", "walk_m"])
    far, near = known.loc[known["walk_m"].idxmax()], known.loc[known["walk_m"].idxmin()]
    assert far["patrol_min"] > near["patrol_min"]
