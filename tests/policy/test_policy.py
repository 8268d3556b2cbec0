import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import PolicyError, UnreadableFileError
from geo.policy import ASSUMPTION, Policy, described
from geo.wording import using_language


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_printed_policy_reads_back_as_itself() -> None:
    assert Policy.from_mapping(tomllib.loads(Policy().to_toml())) == Policy()


def test_a_partial_file_keeps_the_other_defaults(tmp_path: Path) -> None:
    policy = Policy.from_toml(write(tmp_path, "[regions]\nmax_station_walk_m = 800\n"))
    assert policy.regions.max_station_walk_m.value == 800
    assert policy.regions.target_station_walk_m == Policy().regions.target_station_walk_m


def test_a_priced_rule_can_be_made_hard(tmp_path: Path) -> None:
    policy = Policy.from_toml(
        write(
            tmp_path,
            "[regions]\nmax_station_walk_m = { value = 900, hard = true }\n"
            "region_floor_area_m2 = { low = 1, high = 2, hard = true }\n",
        )
    )
    assert policy.regions.max_station_walk_m.hard
    assert policy.regions.region_floor_area_m2.hard


def test_all_faults_are_said_at_once_with_the_nearest_key(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "max_station_walk_m = 5\n[regions]\nmini_estat_m2 = 1\nregion_floor_area_m2 = [4, 3]\n"
        "[links]\ndetour_factor = 0.2\n",
    )
    with using_language("en"), pytest.raises(PolicyError) as caught:
        Policy.from_toml(path)
    message = str(caught.value)
    assert "4 setting(s) cannot be used" in message
    assert "did you mean regions.max_station_walk_m" in message
    assert "did you mean regions.mini_estate_m2" in message
    assert "low 4 is above high 3" in message
    assert "at least 1" in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[links]\ndetour_factor = 0.2\n", "应不小于 1"),
        ("[links]\ndetour_factor = 'far'\n", "应为数"),
        ("[stations]\nminimum = 1.5\n", "应为整数"),
        ("[stations]\nminimum = 5\nmaximum = 2\n", "stations.maximum 2 小于 stations.minimum 5"),
        ("[regions]\nmini_estat_m2 = 1\n", "是否想写 regions.mini_estate_m2"),
        ("[regions]\nbarriers = 'soft'\n", "应为以下之一"),
        ("objective = 3\n", "应为以下之一"),
        ("links = 3\n", "应为一组设置"),
    ],
)
def test_faults_are_said_in_the_readers_language(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        Policy.from_toml(write(tmp_path, content))


@pytest.mark.parametrize(("content", "words"), [("a = ", "不是 TOML"), ("x", "不是 TOML")])
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        Policy.from_toml(write(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="读不出来"):
        Policy.from_toml(tmp_path / "none.toml")


def test_every_setting_has_words_and_a_source() -> None:
    for entry in described(Policy()):
        if entry.key.startswith("staffing.grades"):
            continue
        assert entry.zh, entry.key
        assert entry.en, entry.key
        assert entry.source, entry.key
    assert any(entry.source == ASSUMPTION for entry in described(Policy()))


def test_a_policy_is_frozen_and_changes_make_a_new_one() -> None:
    policy = Policy()
    changed = policy.with_settings({"stations.minimum": 2, "stations.maximum": 3})
    assert (changed.stations.minimum, policy.stations.minimum) == (2, 0)
    with pytest.raises(ValueError, match="frozen"):
        policy.stations.minimum = 4  # type: ignore[misc]


def test_a_grade_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(PolicyError, match="不在等级表中"):
        Policy.from_mapping({"staffing": {"grade": 9}})


def test_a_maximum_below_the_minimum_is_refused() -> None:
    with pytest.raises(PolicyError, match="小于"):
        Policy.from_mapping({"stations": {"minimum": 5, "maximum": 3}})


@settings(deadline=None)
@given(st.floats(min_value=1, max_value=1e5), st.booleans())
def test_any_limit_survives_a_round_trip(value: float, hard: bool) -> None:
    policy = Policy.from_mapping({"regions": {"max_station_walk_m": {"value": value, "hard": hard}}})
    assert Policy.from_mapping(tomllib.loads(policy.to_toml())) == policy


def test_sub_district_names_survive_as_keys() -> None:
    policy = Policy.from_mapping({"stations": {"counts": {"示例一街道": 3}}, "regions": {"join": [["甲", '乙"\\']]}})
    assert Policy.from_mapping(tomllib.loads(policy.to_toml())) == policy
