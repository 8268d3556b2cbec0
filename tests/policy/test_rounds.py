"""Settings of rounds: a partial table of a role keeps its own defaults, and what contradicts itself is refused."""

import pytest

from geo.errors import PolicyError
from geo.policy import Policy


def refused(role: str, **settings: object) -> str:
    with pytest.raises(PolicyError) as caught:
        Policy.from_mapping({"rounds": {role: settings}})
    return str(caught.value)


def test_a_partial_role_keeps_the_defaults_of_that_role() -> None:
    policy = Policy.from_mapping({"rounds": {"waste": {"people": 3}}})
    assert policy.rounds.waste.people == 3
    assert policy.rounds.waste.capacity_bins == Policy().rounds.waste.capacity_bins


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"hours": ["17:00", "08:00"]}, "nobody works"),
        ({"hours": ["08:00", "08:00"]}, "nobody works"),
        ({"windows": [["05:00", "07:00"]]}, "outside the hours"),
        ({"windows": [["12:00", "09:00"]]}, "wrong way round"),
        ({"rest_min": 240, "hours": ["08:00", "11:00"]}, "leaves nothing"),
        ({"rest_starts": ["13:00", "12:00"]}, "wrong way round"),
        ({"shortest_visit_min": 200, "longest_visit_min": 100}, "above longest_visit_min"),
        ({"bins_household_day": 0.1}, "nothing could be carried"),
        ({"days": [1, 1]}, "names a day twice"),
        ({"visits": [{"up_to_m2": 5e4, "visits": [1]}, {"up_to_m2": 1e4, "visits": [2]}]}, "sizes must rise"),
        ({"hours": ["8", "17:00"]}, "hh:mm"),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_reason(settings: dict[str, object], words: str) -> None:
    assert words in refused("repair", **settings)


@pytest.mark.parametrize(
    "settings", [{"people": 0}, {"people": -1}, {"days": []}, {"days": [8]}, {"paid_hours_day": 0}]
)
def test_what_cannot_be_is_refused(settings: dict[str, object]) -> None:
    assert "rounds.repair" in refused("repair", **settings)


def test_an_unknown_setting_of_a_role_is_told_the_nearest_of_that_role() -> None:
    assert "rounds.repair.people" in refused("repair", peeple=2)
