"""What a scenario does to the inputs, and that the plan is made of it and says so."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from geo.errors import InputError
from geo.findings import Report
from geo.io.ledger import ledger_from_frame
from geo.policy import Policy
from geo.scenarios.changes import apply_scenario
from geo.scenarios.inputs import Companions, Inputs
from geo.scenarios.pipeline import make_plan
from geo.scenarios.scenario import read_scenario
from geo.schema import ROOMS

POLICY = Policy().with_settings({"explain.rule_prices": "none"})


@pytest.fixture
def inputs() -> Inputs:
    """Return six estates in two sub-districts, with a room each."""
    ids = [f"E{i}" for i in range(6)]
    places = [Point(120.30 + 0.002 * i, 31.57) for i in range(6)]
    names = ["样例东街道"] * 3 + ["样例西街道"] * 3
    estates = gpd.GeoDataFrame(
        {"estate_id": ids, "name": [f"样例{i}" for i in ids], "subdistrict": names, "build_year": 1988,
         "households": 300, "residents": 780, "elderly60": 200, "floor_area_m2": 20_000.0},
        geometry=places, crs="EPSG:4326",
    )  # fmt: skip
    rooms = gpd.GeoDataFrame(
        {"room_id": [f"R{i}" for i in range(6)], "name": ids, "estate_id": ids, "kind": "gatehouse",
         "floor_area_m2": 80.0},
        geometry=places, crs="EPSG:4326",
    )  # fmt: skip
    ledger = ledger_from_frame(estates, boundaries=None, policy=POLICY, report=Report())
    return Inputs(ledger, Companions(rooms=gpd.GeoDataFrame(ROOMS.conform(rooms))))


@pytest.fixture
def changed(inputs: Inputs, tmp_path: Path):
    def apply(content: str) -> Inputs:
        (tmp_path / "s.toml").write_text(content, encoding="utf-8")
        return apply_scenario(inputs, read_scenario(tmp_path / "s.toml"), policy=POLICY)

    return apply


def test_rooms_are_closed_opened_lost_and_added(changed, inputs: Inputs) -> None:
    made = changed(
        '[rooms]\nclose = ["R0"]\nmust = ["R1"]\nlost = ["R2"]\n'
        '[[rooms.add]]\nroom_id = "N1"\nestate_id = "E4"\nlon = 120.308\nlat = 31.5701\nfloor_area_m2 = 120\n'
    ).companions.rooms.set_index("room_id")
    assert bool(made.loc["R0", "forbidden"])
    assert bool(made.loc["R1", "fixed"])
    assert "R2" not in made.index
    assert (made.loc["N1", "estate_id"], made.loc["N1", "floor_area_m2"]) == ("E4", 120)
    assert inputs.companions.rooms["forbidden"].isna().all()


def test_a_bridge_and_links_are_added(changed) -> None:
    made = changed(
        '[[crossings]]\nname = "样例桥"\nlon = 120.303\nlat = 31.57\n'
        '[links]\nadd = [["E0", "E2"], { a = "E3", b = "E5", walk_m = 90 }]\nremove = [["E0", "E1"]]\n'
    ).companions
    assert made.crossings[["kind", "name"]].to_numpy().tolist() == [["bridge", "样例桥"]]
    rows = made.links[["from_estate_id", "to_estate_id", "action"]].to_numpy().tolist()
    assert rows == [["E0", "E2", "add"], ["E3", "E5", "add"], ["E0", "E1", "remove"]]
    assert made.links["walk_m"].tolist()[1] == 90


def test_demand_rises_by_sub_district_and_for_over_60s(changed, inputs: Inputs) -> None:
    made = changed('[demand]\npercent = 10\nelderly_percent = 50\n[demand.by_subdistrict]\n"样例西街道" = 20\n')
    own = made.ledger.estates.set_index("estate_id")
    assert own["households"].tolist() == [330, 330, 330, 360, 360, 360]
    assert own["elderly60"].tolist() == [300, 300, 300, 240, 240, 240]
    assert inputs.ledger.estates["households"].tolist() == [300] * 6


def test_estates_of_a_renovation_are_planned(changed) -> None:
    made = changed(
        '[[estates]]\nestate_id = "N9"\nname = "样例新苑"\nsubdistrict = "样例东街道"\nlon = 120.301\nlat = 31.5712\n'
        "floor_area_m2 = 9000\nhouseholds = 130\n"
    )
    planned = made.ledger.planned().set_index("estate_id")
    assert planned.loc["N9", "households"] == 130
    assert planned.loc["N9", "residents"] == round(130 * POLICY.fill_in.residents_per_household)


def test_all_names_that_fit_nothing_are_refused_at_once_with_the_nearest(changed) -> None:
    with pytest.raises(InputError) as caught:
        changed(
            '[rooms]\nclose = ["R77"]\n[links]\nadd = [["E0", "X1"]]\n[demand.by_subdistrict]\n"样例东" = 3\n'
            '[[estates]]\nestate_id = "E0"\nname = "样例"\nsubdistrict = "样例东街道"\nlon = 120.3\nlat = 31.5\n'
            "floor_area_m2 = 9000\nhouseholds = 130\n"
        )
    said = str(caught.value)
    assert "s.toml" in said
    assert all(word in said for word in ("'R77'", "'X1'", "样例东街道", "'E0'"))
    assert len(said.splitlines()) == 5


def test_rooms_cannot_change_where_no_table_is_given(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[rooms]\nclose = ["R0"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="--rooms"):
        apply_scenario(Inputs(inputs.ledger), read_scenario(tmp_path / "s.toml"), policy=POLICY)


@pytest.mark.slow
def test_the_plan_is_made_of_the_changes_and_records_them(changed) -> None:
    made = changed('name = "关一间"\n[rooms]\nclose = ["R0", "R1", "R3", "R4"]\n')
    plan = make_plan(made.ledger, made.companions, policy=POLICY, fingerprints=made.fingerprints)
    assert set(plan.stations["station_id"]) <= {"R2", "R5"}
    assert plan.record["scenario"]["name"] == "关一间"
    assert plan.record["scenario"]["changes"]["rooms"]["close"] == ("R0", "R1", "R3", "R4")
    assert plan.record["inputs"][-1]["file"] == "s.toml"
    assert pd.notna(plan.facts["objective"])
