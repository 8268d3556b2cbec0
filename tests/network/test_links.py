import numpy as np

from geo.network.links import scene_order
from tests.network.ground import estates, points


def test_estates_are_ordered_by_place_then_load_then_id():
    table = estates(points((5, 0), (0, 0), (0, 0), (0, 0)), ids=["A", "D", "C", "B"])
    table["floor_area_m2"] = [1.0, 2.0, 2.0, 1.0]
    xy = np.array([(5.0, 0), (0, 0), (0, 0), (0, 0)])
    assert table["estate_id"].iloc[scene_order(table, xy)].tolist() == ["B", "C", "D", "A"]


def test_missing_loads_are_taken_as_none():
    table = estates(points((0, 0), (0, 0)), ids=["B", "A"], floor_area_m2=[None, 5.0]).drop(columns="households")
    assert scene_order(table, np.zeros((2, 2))).tolist() == [0, 1]
