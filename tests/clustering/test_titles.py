"""Names at work on a solved sub-district."""

from __future__ import annotations

from geo.clustering.titles import title_regions
from tests.clustering.solved import solved


def _titles(**options):
    return title_regions(solved(**options).layout())


def test_regions_are_numbered_from_west_to_east():
    titles = _titles(hosts=(3, 0), room_of=(1, 1, 0, 0))
    assert titles.numbers == (1, 2)
    assert titles.names == ("样例01片区（样例第1社区）", "样例02片区（样例第2社区）")
    assert titles.region_ids == ("R-样例-样例-01", "R-样例-样例-02")


def test_the_community_with_most_households_leads():
    titles = _titles(room_of=(0, 0, 0, 1), community=("甲社区", "乙社区", "甲社区", ""), households=(100, 300, 100, 50))
    assert titles.communities == (("乙社区", "甲社区"), ())
    assert titles.lead_communities == ("乙社区", "")


def test_a_region_without_known_community_is_called_by_its_stations_estate():
    assert _titles(community=("",) * 4).names[1] == "样例02片区（示例丁苑）"


def test_labels_in_force_keep_numbers_and_names_of_their_own():
    titles = _titles(more={"current_region": ["示例老片区", "示例老片区", "样例01片区", "样例01片区"]})
    assert titles.names == ("示例老片区", "样例01片区（样例第2社区）")
    assert titles.numbers == (2, 1)


def test_subdistricts_planned_together_are_numbered_apart():
    titles = _titles(more={"subdistrict": ["样例东街道", "样例东街道", "样例西街道", "样例西街道"]})
    assert titles.numbers == (1, 1)
    assert titles.region_ids == ("R-样例-样例东-01", "R-样例-样例西-01")
