"""Scenario files: inheritance, settings by short names, and what is refused with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import InputError, PolicyError, UnreadableFileError
from geo.policy import Policy
from geo.scenarios.scenario import policy_of, read_scenario


def _write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    return folder / f"{next(iter(files))}.toml"


def test_a_scenario_is_put_over_what_it_inherits(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        child='inherits = "base.toml"\nname = "三"\ngrade = 2\n[rooms]\nclose = ["R2"]\n[policy.shifts]\nweeks = 2\n',
        base='inherits = "ground.toml"\ngrade = 4\nstations = "2:5"\n[rooms]\nclose = ["R1"]\n',
        ground="walk_limit_m = 800\n",
    )
    read = read_scenario(path)
    assert [file.name for file in read.files] == ["ground.toml", "base.toml", "child.toml"]
    assert (read.changes.grade, read.changes.walk_limit_m, read.changes.name) == (2, 800, "三")
    assert read.changes.rooms.close == ("R1", "R2")
    assert read.to_record()["changes"]["stations"] == "2:5"


def test_lists_of_settings_replace_and_do_not_lengthen(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        child='inherits = "base.toml"\n[policy.firms]\nnames = ["乙"]\n',
        base='[policy.firms]\nnames = ["甲"]\n',
    )
    assert policy_of(read_scenario(path), Policy()).firms.names == ("乙",)


def test_a_circle_of_inheritance_is_refused_with_the_way_round(tmp_path: Path) -> None:
    path = _write(tmp_path, a='inherits = "b.toml"\n', b='inherits = "c.toml"\n', c='inherits = "b.toml"\n')
    with pytest.raises(InputError, match=r"b\.toml → c\.toml → b\.toml"):
        read_scenario(path)


def test_a_missing_parent_names_both_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"(?s)a\.toml.*gone\.toml"):
        read_scenario(_write(tmp_path, a='inherits = "gone.toml"\n'))


@pytest.mark.parametrize(
    ("content", "meant"),
    [("walk_limit = 800\n", "walk_limit_m"), ('[rooms]\nclosed = ["R1"]\n', "rooms.close"),
     ("[demand]\npercnt = 3\n", "demand.percent")],
)  # fmt: skip
def test_an_unknown_key_is_refused_with_the_nearest_known_one(tmp_path: Path, content: str, meant: str) -> None:
    with pytest.raises(PolicyError, match=meant):
        read_scenario(_write(tmp_path, a=content))


def test_an_unknown_setting_and_a_bad_value_name_the_file(tmp_path: Path) -> None:
    path = _write(tmp_path, a="[policy.stations]\nmaximun = 3\n")
    with pytest.raises(PolicyError, match=r"(?s)a\.toml.*stations\.maximum"):
        policy_of(read_scenario(path), Policy())
    with pytest.raises(PolicyError, match=r"a\.toml"):
        read_scenario(_write(tmp_path, a="grade = 'best'\n"))
    with pytest.raises(UnreadableFileError, match=r"a\.toml"):
        read_scenario(_write(tmp_path, a="grade = \n"))


def test_short_names_are_settings(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        a='stations = 3\nwalk_limit_m = 800\nsubsidy_cny_m2_month = 0.3\nsubsidy_months = 24\n'
        "grade = 2\nwages_percent = 10\n"
        'join = [["甲街道", "乙街道"]]\n',
    )  # fmt: skip
    base = Policy().with_settings({"regions.max_station_walk_m": {"value": 1_000, "hard": True}})
    made = policy_of(read_scenario(path), base)
    assert (made.stations.minimum, made.stations.maximum) == (3, 3)
    assert (made.regions.max_station_walk_m.value, made.regions.max_station_walk_m.hard) == (800, True)
    assert (made.budget.subsidy_cny_m2_month.low, made.budget.subsidy_months) == (0.3, 24)
    assert made.staffing.grade == 2
    wage, before = made.staffing.wages_cny_month.cleaning, base.staffing.wages_cny_month.cleaning
    assert wage == pytest.approx(before * 1.1)
    assert made.regions.join == (("甲街道", "乙街道"),)


def test_stations_by_sub_district_and_nonsense(tmp_path: Path) -> None:
    path = _write(tmp_path, a='[stations]\n"甲街道" = 4\n')
    made = policy_of(read_scenario(path), Policy())
    assert made.stations.counts == {"甲街道": 4}
    with pytest.raises(PolicyError, match="stations"):
        policy_of(read_scenario(_write(tmp_path, a='stations = "many"\n')), Policy())
