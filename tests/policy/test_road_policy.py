from pathlib import Path

import pytest

from geo.errors import PolicyError
from geo.policy import Policy
from geo.policy.roads import ROAD_CLASSES, ROAD_TABLE

PAGE = Path(__file__).parents[2] / "docs" / "model-roads.md"


def test_every_class_has_a_row_and_the_page_shows_it():
    assert tuple(row.name for row in ROAD_TABLE) == ROAD_CLASSES
    page = PAGE.read_text(encoding="utf-8")
    for row in ROAD_TABLE:
        walk = "yes" if row.walk else "no"
        assert f"| `{row.name}` | {walk} | {row.ebike_kmh:g} | {row.truck_kmh:g} |" in page


def test_crews_on_e_bikes_are_as_fast_on_roads_as_over_the_air():
    policy = Policy()
    assert policy.roads.road_class("residential").ebike_kmh * 1000 / 60 == policy.travel.crew_m_min
    assert policy.roads.road_class("footway").ebike_kmh * 1000 / 60 == policy.travel.walk_m_min


@pytest.mark.parametrize(
    "classes",
    [
        [{"name": "primary", "walk": True, "ebike_kmh": -9, "truck_kmh": 30}],
        [{"name": "highway", "walk": True, "ebike_kmh": 9, "truck_kmh": 30}],
        [{"name": "path", "walk": True, "ebike_kmh": 3, "truck_kmh": 0}] * 2,
        [{"name": "path", "walk": True}],
    ],
)
def test_rows_that_make_no_sense_are_refused(classes):
    with pytest.raises(PolicyError):
        Policy.from_mapping({"roads": {"classes": classes}})


def test_a_class_that_is_none_is_an_error_of_the_caller():
    with pytest.raises(LookupError):
        Policy().roads.road_class("motorwey")
