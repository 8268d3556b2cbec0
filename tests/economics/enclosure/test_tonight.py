"""Closing in one night, by hand: gates, people in three shifts, temporary fence; regions add up to the city."""

from __future__ import annotations

import pytest

from geo.economics.enclosure.tables import enclosure_tables
from tests.economics.enclosure.town import CRS, policy_of, square, tables_of


def closures(rows, *, groups=(), **changes):
    made = enclosure_tables(tables_of(rows, groups=groups), policy_of(**changes), CRS)["closures"]
    return made.set_index(["way", "level", "id"])


def test_one_open_estate_with_two_gates_by_hand():
    row = closures([{"shape": square(0)}]).loc[("estates", "region", "R1")]
    assert (row["gates_now"], row["gates_kept"], row["gates_closed"]) == (2, 1, 1)
    assert row["barriers_m"] == pytest.approx(400 + 6)
    assert (row["guards_shift"], row["guards_day"]) == (2, 6)
    assert row["guards_lasting"] == 9  # 2 people round the clock at 4.35 each: 8.7
    assert (row["guards_have"], row["guards_short"]) == (3, 3)


def test_groups_need_fewer_gates_and_people_than_their_estates():
    groups = [{"group_id": "G1", "members": ["E0", "E1"], "shape": square(0).union(square(100))}]
    found = closures([{"shape": square(0)}, {"shape": square(100)}], groups=groups)
    joint, alone = found.loc[("groups", "city", "")], found.loc[("estates", "city", "")]
    assert (joint["gates_kept"], alone["gates_kept"]) == (1, 2)
    assert (joint["guards_day"], alone["guards_day"]) == (6, 12)
    assert joint["barriers_m"] == pytest.approx(600 + 3 * 6, abs=0.1)
    assert alone["barriers_m"] == pytest.approx(800 + 2 * 6, abs=0.1)


def test_closed_estates_need_temporary_fence_at_their_gates_only():
    row = closures([{"shape": square(0), "enclosed": "closed", "gates": 3}]).loc[("estates", "city", "")]
    assert row["barriers_m"] == pytest.approx(2 * 6)


def test_regions_and_offices_add_up_to_the_city():
    rows = [{"shape": square(150 * k), "region_id": f"R{1 + k % 3}", "gates": k} for k in range(7)]
    found = closures(rows).reset_index()
    for way in ("groups", "estates"):
        own = found[found["way"] == way]
        for name in (
            "gates_kept",
            "gates_closed",
            "guards_day",
            "guards_lasting",
            "guards_short",
            "households",
            "barriers_m",
        ):
            sums = own.groupby("level")[name].sum()
            assert sums["region"] == pytest.approx(sums["city"]), name
            assert sums["office"] == pytest.approx(sums["city"]), name
