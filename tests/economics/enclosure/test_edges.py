"""Where a fence is needed, on squares of 100 m counted by hand."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from geo.economics.enclosure.tables import enclosure_tables
from tests.economics.enclosure.town import CRS, line, policy_of, square, tables_of


def rows_of(tables, **changes):
    made = enclosure_tables(tables, policy_of(**changes), CRS)
    return made["enclosures"].set_index("enclosure_id"), made


def test_an_open_square_needs_a_fence_all_round():
    rows, made = rows_of(tables_of([{"shape": square(0)}]))
    assert rows.loc["E0", ["perimeter_m", "existing_m", "fence_m"]].tolist() == pytest.approx([400.0, 0.0, 400.0])
    assert rows.loc["E0", "outline"] == "surveyed"
    new = made["fences"][made["fences"]["kind"] == "new_fence"]
    assert new.to_crs(CRS).length.sum() == pytest.approx(400.0, abs=0.01)


def test_a_closed_square_needs_none_and_a_partly_closed_one_half():
    rows, _ = rows_of(
        tables_of([{"shape": square(0), "enclosed": "closed"}, {"shape": square(300), "enclosed": "partly"}])
    )
    assert rows.loc["E0", "fence_m"] == 0.0
    assert rows.loc["E1", "fence_m"] == pytest.approx(200.0)
    rows, _ = rows_of(tables_of([{"shape": square(300), "enclosed": "partly"}]), enclosure__partly_walled=0.25)
    assert rows.loc["E0", "fence_m"] == pytest.approx(300.0)


def test_the_side_along_a_river_needs_none_but_one_along_a_street_does():
    # the river runs 10 m below the lower side: 100 m of it, and 10 m up each side where the 20 m reach ends
    river = tables_of([{"shape": square(0)}], barriers=[("river", line((-500, -10), (600, -10)))])
    rows, _ = rows_of(river)
    assert rows.loc["E0", "fence_m"] == pytest.approx(400.0 - 100.0 - 2 * 10.0, abs=0.1)
    street = tables_of([{"shape": square(0)}], barriers=[("arterial", line((-500, -10), (600, -10)))])
    rows, _ = rows_of(street)
    assert rows.loc["E0", "fence_m"] == pytest.approx(400.0)


def test_the_side_along_a_closed_neighbour_needs_none_planned_or_not():
    rows, _ = rows_of(tables_of([{"shape": square(0)}, {"shape": square(102), "enclosed": "closed"}]))
    # 2 m apart, within the 3 m of a shared wall: one side, and 1 m round each of its two corners
    assert rows.loc["E0", "fence_m"] == pytest.approx(300.0 - 2 * 1.0, abs=0.7)


def test_a_group_is_fenced_along_its_joint_outline():
    joint = square(0).union(square(100))
    groups = [{"group_id": "G1", "members": ["E0", "E1"], "shape": joint}]
    rows, _ = rows_of(tables_of([{"shape": square(0)}, {"shape": square(100)}], groups=groups))
    assert list(rows.index) == ["G1"]
    assert rows.loc["G1", "fence_m"] == pytest.approx(600.0, abs=0.1)
    apart = [groups[0] | {"enclosable": False}]
    rows, _ = rows_of(tables_of([{"shape": square(0)}, {"shape": square(100)}], groups=apart))
    assert rows.loc[["E0", "E1"], "fence_m"].tolist() == pytest.approx([400.0, 400.0])
    assert rows.loc["G1", "outcome"] == "apart"
    assert rows.loc["G1"].isna()["fence_m"]


def test_a_point_is_a_disc_of_its_land_and_said_to_be_assumed():
    centre = square(0).centroid
    rows, _ = rows_of(tables_of([{"shape": Point(centre), "floor_area_m2": 16_000.0}]))
    # 10,000 m² of land at a plot ratio of 1.6: a circle of 354.5 m, drawn with eight segments a quarter
    assert rows.loc["E0", "perimeter_m"] == pytest.approx(354.5, rel=0.01)
    assert rows.loc["E0", "outline"] == "assumed"
    assert "假设" in rows.loc["E0", "note"]


def test_rows_in_another_order_give_the_same_tables():
    shapes = [{"shape": square(0), "estate_id": "A"}, {"shape": square(102), "enclosed": "closed", "estate_id": "B"},
              {"shape": square(300), "enclosed": "partly", "estate_id": "C"}]  # fmt: skip
    one = enclosure_tables(tables_of(shapes), policy_of(), CRS)
    other = enclosure_tables(tables_of(shapes[::-1]), policy_of(), CRS)
    for name, frame in one.items():
        assert frame.astype(str).equals(other[name].astype(str)), name
