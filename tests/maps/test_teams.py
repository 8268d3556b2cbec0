"""The page's data of the shared teams hold every stop, and a plan without them adds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from geo.maps import write_map
from geo.maps.layers import page_data
from geo.maps.offline import page_script, page_style
from geo.plan import Plan
from tests.maps.test_strings import decoded
from tests.plans import HOSTILE_NAMES, small_plan
from tests.routed_plan import routed_plan


def changed(plan: Plan, **tables) -> Plan:
    return Plan({**plan.tables, **tables}, plan.policy, plan.facts, plan.record)


def stops_of(teams: dict, day: list) -> list[list[int]]:
    numbers = decoded(day[5])
    return [numbers[i : i + 8] for i in range(0, len(numbers), 8)]


def test_every_stop_is_there_with_its_times() -> None:
    plan = routed_plan()
    data = page_data(plan)
    teams = data["teams"]
    ids = data["tables"]["estates"]["columns"]["estate_id"]
    assert len(teams["days"]) == len(plan.rounds)
    for day, row in zip(teams["days"], plan.rounds.itertuples(), strict=True):
        own = plan.visits[plan.visits["round_id"] == row.round_id]
        minute, read = day[2], []
        for kind, place, task, _, arrive, start, leave, _ in stops_of(teams, day):
            times = np.cumsum([minute + arrive, start, leave]).tolist()
            minute = times[-1]
            name = ids[place - 1] if place > 0 else teams["places"][-1 - place]
            read.append((kind, name, teams["tasks"][task], *(f"{m // 60:02d}:{m % 60:02d}" for m in times)))
        kinds = {"visit": 0, "break": 1, "reload": 2, "return": 3}
        assert read == [
            (kinds[v.kind], v.estate_id or v.place, v.task, v.arrive, v.start, v.leave) for v in own.itertuples()
        ]


def test_a_leg_that_returns_is_written_once() -> None:
    one, five = (page_data(routed_plan(roles=("waste",), days=days))["teams"] for days in (1, 5))
    assert one["legs"] == five["legs"]
    assert len(five["days"]) == 5 * len(one["days"])


def test_a_leg_ends_where_the_visit_is() -> None:
    plan = routed_plan()
    data = page_data(plan)
    legs = data["teams"]["legs"].split(" ")
    first = stops_of(data["teams"], data["teams"]["days"][0])[0]
    steps = np.array(decoded(legs[first[3] - 1])).reshape(-1, 2).sum(axis=0) / 100_000 + data["origin"]
    assert steps == pytest.approx(plan.visits.geometry.iloc[0].coords[-1], abs=2e-5)


def test_a_plan_without_teams_has_neither_data_nor_scripts_of_them(tmp_path: Path) -> None:
    data = page_data(small_plan())
    assert "teams" not in data
    assert not [key for key in data["words"] if key.startswith("rounds.")]
    assert {layer["name"] for layer in data["style"]["layers"]}.isdisjoint(
        {"rounds", "patrols", "isochrones", "basemap"}
    )
    write_map(small_plan(), tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "visitsByEstate" not in page
    assert ".player" not in page
    assert "visitsByEstate" in page_script()
    assert ".player" in page_style()


@pytest.mark.parametrize("table", ["rounds", "rosters", "unserved", "responses", "patrols", "isochrones"])
def test_each_table_alone_is_enough_and_none_is_needed(table: str) -> None:
    plan = routed_plan()
    bare = changed(plan, **{name: plan.tables[name].iloc[:0] for name in (
        "crews", "rounds", "visits", "rosters", "shifts", "unserved", "responses", "patrols", "isochrones", "basemap",
        "crew_needs") if name != table})  # fmt: skip
    teams = page_data(bare)["teams"]
    json.dumps(teams, allow_nan=False)
    assert (len(teams["days"]) > 0) == (table == "rounds")


def test_visits_without_shapes_go_straight() -> None:
    plan = routed_plan()
    bare = changed(plan, visits=plan.visits.assign(geometry=None), rounds=plan.rounds.assign(geometry=None))
    teams = page_data(bare)["teams"]
    moving = [stop for day in teams["days"] for stop in stops_of(teams, day) if stop[3]]
    assert len(moving) > len(plan.rounds)


def test_names_go_in_as_they_stand() -> None:
    columns = page_data(routed_plan(hostile=True))["teams"]["crews"]["columns"]
    assert set(columns["name"]) == set(HOSTILE_NAMES)


def test_a_city_with_four_services_takes_less_than_a_megabyte(tmp_path: Path) -> None:
    plan = routed_plan(estates=494, roles=("repair", "greening", "inspection", "waste"), days=5)
    write_map(plan, tmp_path / "map.html")
    assert (tmp_path / "map.html").stat().st_size <= 1_000_000
