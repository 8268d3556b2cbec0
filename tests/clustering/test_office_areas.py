"""Which sub-districts share an office."""

from __future__ import annotations

import numpy as np

from geo.clustering.office_areas import office_areas
from geo.policy import Policy


def _areas(places, estates, *, districts=None, within_m=3_000.0):
    names = np.array(list(places), dtype=object)
    xy = np.array([(x, 0.0) for x in places.values()])
    policy = Policy().offices.model_copy(update={"share_within_m": within_m})
    return office_areas(names, xy, estates=estates, district_of=districts or {}, policy=policy)


def test_small_ones_go_on_joining_while_what_comes_of_it_is_small():
    areas = _areas({"甲": 0, "乙": 500, "丙": 1_000}, {"甲": 2, "乙": 3, "丙": 40})
    assert [(area.names, area.estates) for area in areas] == [(("丙", "乙", "甲"), 45)]
    assert areas[0].stations.tolist() == [0, 1, 2]


def test_joining_ends_where_the_size_is_enough():
    areas = _areas({"甲": 0, "乙": 500, "丙": 1_000}, {"甲": 5, "乙": 6, "丙": 40})
    assert [area.names for area in areas] == [("丙",), ("乙", "甲")]


def test_the_nearest_neighbour_is_joined_and_the_name_decides_between_equals():
    assert [a.names for a in _areas({"甲": 0, "乙": 900, "丙": -800}, {"甲": 2, "乙": 40, "丙": 40})] == [
        ("丙", "甲"),
        ("乙",),
    ]
    tied = _areas({"甲": 0, "乙": 800, "丙": -800}, {"甲": 2, "乙": 40, "丙": 40})
    assert [area.names for area in tied] == [("丙", "甲"), ("乙",)]


def test_another_district_or_a_long_way_is_not_joined():
    assert len(_areas({"甲": 0, "乙": 500}, {"甲": 2, "乙": 40}, districts={"甲": "东区", "乙": "西区"})) == 2
    assert len(_areas({"甲": 0, "乙": 500}, {"甲": 2, "乙": 40}, within_m=400.0)) == 2


def test_no_station_makes_no_office():
    assert (
        office_areas(np.zeros(0, dtype=object), np.zeros((0, 2)), estates={}, district_of={}, policy=Policy().offices)
        == []
    )
