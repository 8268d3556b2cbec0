"""What enclosing costs and saves, by hand: guards of the staffing section, prices of the account."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.economics.enclosure.checker import check_enclosures
from geo.economics.enclosure.gates import gates_kept
from geo.economics.enclosure.tables import enclosure_tables
from tests.economics.enclosure.town import CRS, policy_of, random_tables, square, tables_of


def rows_of(rows, *, groups=(), **changes):
    made = enclosure_tables(tables_of(rows, groups=groups), policy_of(**changes), CRS)
    return made["enclosures"].set_index("enclosure_id")


@pytest.mark.parametrize(
    ("now", "households", "kept", "closed", "new"),
    [(4, 300, 1, 3, 0), (4, 3_001, 3, 1, 0), (1, 9_000, 1, 0, 0), (0, 300, 1, 0, 1), (2, 1_500, 1, 1, 0)],
)
def test_gates_follow_the_households_and_never_exceed_those_there_are(now, households, kept, closed, new):
    count = gates_kept(now, households, least=1, households_gate=1_500)
    assert (count.kept, count.closed, count.new) == (kept, closed, new)


def test_two_round_the_clock_gates_merged_into_one_by_hand():
    # two closed estates side by side: 4 gates x 4.35 = 17.4 -> 18 guards; 1 gate: 4.35 -> 5; 13 posts x 4,500 yuan
    groups = [{"group_id": "G1", "members": ["E0", "E1"], "shape": square(0).union(square(100))}]
    estates = [{"shape": square(0), "enclosed": "closed"}, {"shape": square(100), "enclosed": "closed"}]
    row = rows_of(estates, groups=groups, staffing__guard_mode="24h").loc["G1"]
    assert (row["gates_now"], row["gates_kept"], row["gates_closed"]) == (4, 1, 3)
    assert (row["guards_now"], row["guards_after"], row["posts_saved"]) == (18, 5, 13)
    # 3 gates closed: one is the fire exit at 6,000, two are walled up with 6 m at 300 each
    assert row["works_cny"] == pytest.approx(2 * 6 * 300 + 6_000)
    assert row["works_least_cny"] == pytest.approx(2 * 6 * 200 + 3_000)
    assert row["works_most_cny"] == pytest.approx(2 * 6 * 450 + 10_000)
    assert row["saving_cny_month"] == pytest.approx(58_500)
    assert row["payback_months"] == pytest.approx(9_600 / 58_500)
    assert (row["outcome"], row["rank"]) == ("pays", 1)


def test_closing_an_open_estate_counts_gates_instead_of_the_patrol():
    # open, 44,000 m²: 4 guards of 11,000 m² each; one day gate: 1.45 -> 2; fence 400 m, a barrier gate, a fire exit
    row = rows_of([{"shape": square(0), "floor_area_m2": 44_000.0}]).loc["E0"]
    assert (row["guards_now"], row["guards_after"], row["posts_saved"]) == (4, 2, 2)
    assert row["works_cny"] == pytest.approx(400 * 300 + 25_000 + 6_000)
    assert row["payback_months"] == pytest.approx(151_000 / 9_000)
    assert row["gates_equipped"] == 1


def test_what_saves_no_post_never_pays_and_says_so():
    row = rows_of([{"shape": square(0), "floor_area_m2": 11_000.0}], staffing__guard_mode="24h").loc["E0"]
    assert (row["posts_saved"], row["outcome"]) == (1 - 5, "never")
    assert "不回本" in row["note"]
    assert row.isna()[["payback_months", "rank"]].all()
    assert row["saving_cny_month"] == pytest.approx(-18_000)


def test_works_that_take_too_long_are_slow_and_still_ranked():
    row = rows_of([{"shape": square(0), "floor_area_m2": 44_000.0}], enclosure__within_months=12).loc["E0"]
    assert (row["outcome"], row["rank"]) == ("slow", 1)


def test_an_estate_closed_with_its_fewest_gates_has_nothing_to_do():
    row = rows_of([{"shape": square(0), "enclosed": "closed", "gates": 1}]).loc["E0"]
    assert (row["outcome"], row["works_cny"], row["fire_exits"]) == ("done", 0.0, 0)


def test_candidates_stand_by_payback():
    rows = rows_of([{"shape": square(200 * k), "floor_area_m2": area} for k, area in enumerate((44e3, 88e3, 66e3))])
    assert rows.sort_values("rank").index.tolist() == ["E1", "E2", "E0"]


def test_in_a_region_the_guards_are_rounded_once():
    # 13,200 m² each: 1.2 -> 2 guards alone, both 2.4 -> 3; with one of them behind a gate 1.2 + 1.45 = 2.65 -> 3
    rows = rows_of([{"shape": square(200 * k), "floor_area_m2": 13_200.0} for k in range(2)])
    assert rows["guards_now"].tolist() == [2, 2]
    assert rows["posts_saved"].tolist() == [0, 0]
    assert rows["region_posts_saved"].tolist() == [0, 0]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(["day", "24h", "camera", "unguarded"]), st.integers(1, 3))
def test_every_plan_stands_up_to_counting_it_again(seed, mode, least):
    policy = policy_of(staffing__guard_mode=mode, enclosure__gates_least=least)
    tables = random_tables(seed)
    made = tables | enclosure_tables(tables, policy, CRS)
    assert check_enclosures(made, policy) == []
    counted = made["enclosures"][made["enclosures"]["outcome"] != "apart"]
    assert (counted["fence_m"] >= 0).all()
    assert (counted["gates_kept"] >= least).all()
    assert counted["estates"].sum() == len(tables["estates"])
    assert counted["households"].sum() == tables["estates"]["households"].sum()


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_more_walls_never_need_more_fence(seed):
    tables = random_tables(seed)
    loose = enclosure_tables(tables, policy_of(enclosure__partly_walled=0.2, enclosure__edge_m=1.0), CRS)["enclosures"]
    tight = enclosure_tables(tables, policy_of(enclosure__partly_walled=0.8, enclosure__edge_m=30.0), CRS)["enclosures"]
    # part of a partly closed edge may become an existing one, never the other way round
    assert (tight["fence_m"].fillna(0) <= loose["fence_m"].fillna(0) + 0.3).all()


def test_the_checker_finds_what_was_changed():
    tables, policy = random_tables(5), policy_of()
    made = tables | enclosure_tables(tables, policy, CRS)
    for column, more in (("fence_m", 10_000.0), ("guards_now", 3), ("works_cny", 5.0), ("gates_now", 1)):
        changed = made["enclosures"].copy()
        changed.loc[0, column] = changed.loc[0, column] + more
        assert check_enclosures(made | {"enclosures": changed}, policy), column
