"""Finding what a city's folder holds, and cutting one sub-district out of it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import city
from _city_check import faults_of

from geo.policy import Policy
from geo.samples import write_sample
from geo.scenarios.inputs import read_inputs
from geo.scenarios.pipeline import make_plan


def test_a_folder_without_a_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "boundaries.gpkg").touch()
    with pytest.raises(SystemExit, match="no ledger"):
        city.city_files(tmp_path)


def test_the_companions_are_not_taken_for_the_ledger(tmp_path: Path) -> None:
    for name in ("boundaries.gpkg", "rooms.csv", "town.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    files = city.city_files(tmp_path)
    assert files.ledgers == (tmp_path / "town.csv",)
    assert files.rooms == tmp_path / "rooms.csv"
    assert files.policy is None


@pytest.mark.slow
def test_a_plan_of_one_subdistrict_passes_and_a_planted_fault_does_not(tmp_path: Path) -> None:
    write_sample("town", tmp_path, estates=20, seed=2)
    policy = Policy()
    inputs = read_inputs(city.city_files(tmp_path), policy=policy)
    inputs = city.only(inputs, inputs.ledger.planned()["subdistrict"].min())
    plan = make_plan(inputs.ledger, inputs.companions, policy=policy, engine="serial")
    assert faults_of(plan, inputs, policy, 0) == []
    plan.facts["subdistricts"][0]["objective"] *= 0.9
    assert faults_of(plan, inputs, policy, 0)


def test_a_subdistrict_alone_keeps_its_own_rooms_and_no_others(tmp_path: Path) -> None:
    write_sample("town", tmp_path, estates=120, seed=2)
    inputs = read_inputs(city.city_files(tmp_path), policy=Policy())
    planned = inputs.ledger.planned()
    name = planned["subdistrict"].min()
    rooms = city.only(inputs, name).companions.rooms
    own = set(planned["estate_id"][planned["subdistrict"] == name])
    assert 0 < len(rooms) < len(inputs.companions.rooms)
    assert set(rooms["estate_id"].dropna()) <= own
