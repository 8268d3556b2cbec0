"""Groups inside the regions of a solved sub-district."""

from __future__ import annotations

import pytest

from geo.clustering.groups import group_regions
from geo.clustering.titles import title_regions
from tests.clustering.solved import solved


def _groups(made):
    layout = made.layout()
    return group_regions(layout, title_regions(layout))


def test_groups_are_named_by_their_anchor_and_carry_their_sums():
    grouping = _groups(solved(area=(5_000.0, 60_000.0, 20_000.0, 20_000.0), households=(50, 600, 250, 260)))
    table = grouping.table
    assert table["name"].tolist() == ["示例乙苑组团", "示例丙苑组团"]
    assert table["anchor_estate_id"].tolist() == ["E01", "E02"]
    assert table["group_id"].tolist() == ["G-样例-样例-01-1", "G-样例-样例-02-1"]
    assert table["floor_area_m2"].tolist() == [65_000, 40_000]
    assert table["households"].tolist() == [650, 510]
    assert table["status"].tolist() == ["optimal"] * 2
    assert grouping.group_ids == ["G-样例-样例-01-1"] * 2 + ["G-样例-样例-02-1"] * 2


def test_no_group_reaches_over_the_border_of_a_region():
    grouping = _groups(solved(area=(60_000.0, 60_000.0, 5_000.0, 60_000.0), room_of=(0, 0, 0, 1)))
    assert grouping.group_ids[3] is None
    assert len(grouping.table) == 1


@pytest.mark.parametrize(
    "change",
    [{"walk_m": 650.0}, {"crosses_barrier": True}, {"kind": "crossing"}],
    ids=["too long", "over a barrier", "over a crossing"],
)
def test_a_link_that_is_long_or_crosses_joins_no_group(change):
    made = solved(columns=2, hosts=(0,), room_of=(0, 0))
    for name, value in change.items():
        made.neighbourhood.links[name] = value
    assert _groups(made).group_ids == [None, None]


def test_a_group_is_enclosable_where_its_links_are_short():
    made = solved(columns=3, hosts=(0,), room_of=(0, 0, 0))
    assert _groups(made).table["enclosable"].tolist() == [True]
    made.neighbourhood.links["walk_m"] = [195.0, 201.0]
    assert _groups(made).table["enclosable"].tolist() == [False]


def test_gates_are_as_stated_and_by_default_where_a_gated_estate_states_none():
    more = {"gates": [2, None, None, 1], "enclosed": ["closed", "partly", "open", None]}
    made = solved(hosts=(0,), room_of=(0, 0, 0, 0), community=("样例社区",) * 4, more=more)
    assert _groups(made).table["gates"].tolist() == [4]


def test_the_fence_is_the_outline_drawn():
    made = solved(columns=2, hosts=(0,), room_of=(0, 0), polygons=True)
    table = _groups(made).table
    outline = table.to_crs("EPSG:4549").geometry.iloc[0]
    assert table["fence_m"].iloc[0] == pytest.approx(outline.exterior.length, rel=0.001)
    # two estates of 60 x 40 m and both sides of a corridor of 90 m, 16 m wide, less the rounded corners
    assert 500 < outline.exterior.length < 2 * 200 + 2 * 90 - 2 * 16


def test_a_subdistrict_without_groups_gives_an_empty_table():
    grouping = _groups(solved(columns=1, hosts=(0,), room_of=(0,)))
    assert len(grouping.table) == 0
    assert grouping.group_ids == [None]
