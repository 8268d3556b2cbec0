"""Tables and arrays lined up."""

from __future__ import annotations

import numpy as np

from tests.clustering.solved import solved


def test_tables_come_in_the_problems_order_whatever_theirs_was():
    made = solved(columns=4, rows=3, hosts=(0, 11), room_of=(0,) * 6 + (1,) * 6, seed=5)
    layout = made.layout()
    assert layout.estates.index.tolist() == list(made.problem.estate_ids)
    assert layout.rooms.index.tolist() == list(made.problem.room_ids)
    np.testing.assert_allclose(layout.estates["floor_area_m2"], made.problem.floor_area_m2)


def test_regions_stand_from_west_to_east_then_north_to_south():
    layout = solved(columns=2, rows=2, hosts=(3, 0, 2), room_of=(1, 0, 2, 0)).layout()
    assert layout.station_room.tolist() == [1, 2, 0]
    assert layout.region.tolist() == [0, 2, 1, 2]
    assert layout.members(2).tolist() == [1, 3]
    assert layout.sum_by_region(np.array([1.0, 2.0, np.nan, 4.0])).tolist() == [1, 0, 6]


def test_links_elsewhere_are_passed_over_and_the_others_know_their_ends():
    made = solved()
    made.neighbourhood.links.loc[0, "from_estate_id"] = "Z99"
    assert made.layout().links[["a", "b"]].to_numpy().tolist() == [[1, 2], [2, 3]]
