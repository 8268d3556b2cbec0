"""How regions, stations and offices are called."""

from __future__ import annotations

import numpy as np
import pytest

from geo.clustering import naming


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("北大街街道", "北大街"),
        ("北大街街道办事处", "北大街"),
        ("样例镇", "样例镇"),
        ("街道", "街道"),
        (" 样例街道 ", "样例"),
    ],
)
def test_a_subdistrict_is_called_without_its_street_office(name, short):
    assert naming.short_subdistrict(name) == short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("某某社区", "某某社区"),
        ("某某社区居委会", "某某社区"),
        ("某某居民委员会", "某某社区"),
        ("某某社区居民委员会", "某某社区"),
        ("样例村", "样例村"),
        ("样例村村民委员会", "样例村"),
        ("", ""),
    ],
)
def test_a_community_is_called_without_its_committee(name, short):
    assert naming.short_community(name) == short


def test_a_region_is_called_by_subdistrict_number_and_lead_community():
    assert naming.region_name("样例街道", 3, "某某社区") == "样例03片区（某某社区）"
    assert naming.region_name("样例街道", 12, "") == "样例12片区"
    assert naming.region_name("样例街道", 104, "") == "样例104片区"


def test_ids_tell_equal_subdistricts_of_two_districts_apart():
    assert naming.place_code("样例区", "城中街道") == "样例-城中"
    assert naming.place_code("", "城中街道") == "城中"
    assert naming.region_code(naming.place_code("甲区", "城中街道"), 3) == "R-甲区-城中-03"
    assert naming.group_code("R-样例-城中-03", 1) == "G-样例-城中-03-1"


def test_ids_are_ascii_where_the_names_are():
    assert naming.region_code(naming.place_code("North", "East Side"), 1) == "R-North-East_Side-01"


def test_stations_are_called_by_their_estate_and_told_apart_by_community():
    hosts, communities = ["示例甲苑", "示例乙苑", "示例甲苑", ""], ["一社区", "一社区", "二社区居委会", "三居委会"]
    assert naming.station_names(hosts, communities) == [
        "一社区示例甲苑服务站",
        "示例乙苑服务站",
        "二社区示例甲苑服务站",
        "三社区服务站",
    ]


def test_stations_of_one_estate_get_a_number():
    assert naming.station_names(["示例甲苑"] * 2, ["", ""]) == ["示例甲苑服务站", "示例甲苑（2）服务站"]


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("北大街03片区（某某社区）", 3),
        ("第三片区", 3),
        ("第十二片区", 12),
        ("片区7", 7),
        ("R-样例-城中-04", 4),
        ("12", 12),
        ("十片区", 10),
        ("曹张片区", None),
        ("第二样例社区片区", None),
        ("某某社区", None),
    ],
)
def test_the_number_is_read_from_labels_as_people_write_them(label, number):
    assert naming.label_number(label) == number


def _numbers(labels, region, households=None, order=None):
    region = np.array(region)
    households = np.array(households or [100.0] * len(labels), float)
    kept = naming.kept_labels(labels, region, households)
    return naming.region_numbers(order or sorted(set(region.tolist())), kept, set(labels) - {""})


def test_without_a_plan_in_force_regions_are_numbered_in_their_order():
    assert _numbers(["", "", ""], [0, 1, 2]) == {0: 1, 1: 2, 2: 3}


def test_a_region_keeps_the_number_with_which_it_shares_most_households():
    labels = ["样例02片区", "样例02片区", "样例01片区", "样例01片区"]
    assert _numbers(labels, [0, 0, 1, 1]) == {0: 2, 1: 1}
    assert _numbers(labels, [0, 1, 1, 1], [500, 10, 300, 300]) == {0: 2, 1: 1}


def test_a_new_region_takes_no_number_that_was_given_up():
    # old regions 1 and 2 merge into one; the new third region is not called 01 or 02
    labels = ["样例01片区", "样例02片区", "", ""]
    assert _numbers(labels, [0, 0, 1, 1], [100, 300, 100, 100]) == {0: 2, 1: 3}


def test_two_labels_with_one_number_do_not_clash():
    assert _numbers(["样例01片区", "示例01片区"], [0, 1], [100, 300]) == {0: 2, 1: 1}


def test_the_lead_is_decided_by_households_then_estates_then_name():
    assert naming.lead_of({"乙": (300.0, 1), "甲": (300.0, 1), "丙": (300.0, 2)}) == ["丙", "乙", "甲"]
    weights = naming.community_weights(["甲", "乙", "", "乙"], [5.0, 1.0, 9.0, 2.0], [0, 1, 2, 3])
    assert weights == {"甲": (5.0, 1), "乙": (3.0, 2)}
