"""The tables of one solved sub-district."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from geo.clustering.accounts import region_scores
from geo.clustering.problem import Clash, Solution
from geo.clustering.region_cost import score
from geo.clustering.regions import describe_subdistrict
from geo.plan import Proof, Status
from geo.schema import table
from tests.clustering.solved import METRIC, solved


def _tables(made):
    return describe_subdistrict(made.problem, made.solution, **made.options())


def _grid(**options):
    return solved(
        columns=6,
        rows=3,
        hosts=(0, 5, 14),
        room_of=(0, 0, 0, 1, 1, 1, 0, 0, 2, 2, 1, 1, 0, 2, 2, 2, 2, 1),
        **options,
    )


def test_all_tables_conform_to_the_schema():
    for name, frame in _tables(_grid()).items():
        assert list(frame.columns) == list(table(name).conform(frame).columns)


def test_regions_hold_the_sums_of_their_estates():
    made = _grid(area=tuple(float(10_000 + 1_000 * i) for i in range(18)), households=tuple(range(100, 118)))
    tables = _tables(made)
    joined = tables["assignments"].merge(made.estates[["estate_id", "floor_area_m2", "households"]], on="estate_id")
    sums = joined.groupby("region_id")[["floor_area_m2", "households"]].sum()
    regions = tables["regions"].set_index("region_id")
    assert regions["floor_area_m2"].to_dict() == pytest.approx(sums["floor_area_m2"].to_dict())
    assert regions["households"].to_dict() == sums["households"].to_dict()
    assert regions["estates"].sum() == 18


def test_walks_count_only_estates_with_a_place_of_their_own():
    far = solved(room_of=(0, 0, 0, 1), more={"place_quality": ["surveyed", "surveyed", "community", "surveyed"]})
    region = _tables(far)["regions"].iloc[0]
    walk = far.problem.walk_m[:2, 0]
    assert region["walk_m_mean"] == pytest.approx(walk.mean())
    assert region["walk_m_max"] == pytest.approx(walk.max())


def test_the_bill_is_rent_wages_and_crew_travel_and_nothing_else():
    made = solved()
    region = _tables(made)["regions"].iloc[1]
    wages = {"service": 5_000, "cleaning": 4_000, "security": 4_500, "greening": 4_500, "repair": 6_000, "head": 7_000}
    paid = sum(region[f"posts_{role}"] * wage for role, wage in wages.items())
    travel = made.problem.terms["crew_travel"][2:, 1].sum()
    assert region["monthly_cost_cny"] == pytest.approx(paid + 500.0 + travel)
    assert region["posts"] == sum(region[f"posts_{role}"] for role in wages)
    assert region["posts_alone"] == 2 * 7  # 300 households and 2万㎡ open: 1 + 2 + 2 + 1 + 1 posts


def test_the_regions_scores_add_up_to_the_whole_score():
    made = _grid(area=(4_000.0,) * 9 + (150_000.0,) * 9)
    made = replace(made, problem=replace(made.problem, link_cny=np.full(len(made.problem.links), 70.0)))
    total = score(made.problem, made.solution.room_of)
    shares = region_scores(made.layout(), total)
    assert total.exceptions
    assert shares.sum() == pytest.approx(total.total)
    assert _tables(made)["terms"]["value_cny"].sum() == pytest.approx(total.total)


def test_terms_say_which_are_cash():
    terms = _tables(solved())["terms"].set_index("term")["is_cash"]
    assert terms["rent"]
    assert terms["crew_travel"]
    assert not terms["walking"]


def test_exceptions_are_said_in_words_with_estate_or_region():
    made = solved(
        columns=6,
        rows=1,
        hosts=(0, 5),
        room_of=(0, 0, 0, 0, 0, 1),
        area=(20_000.0,) * 5 + (4_000.0,),
        community=("样例社区",) * 6,
    )
    beyond = np.where(made.problem.walk_m > 700, 900.0, 0.0)
    terms = made.problem.terms | {"beyond_limit": beyond}
    made = replace(made, problem=replace(made.problem, terms=terms, pair_cny=sum(terms.values())))
    tables = _tables(replace(made, policy=made.policy.with_settings({"regions.max_station_walk_m": 700})))
    found = tables["exceptions"].set_index("rule")
    far = found.loc["beyond_limit"]
    assert far["estate_id"] == "E04"
    assert far["by"] == pytest.approx(made.problem.walk_m[4, 0] - 700)
    assert "超出上限 700 m" in far["explanation"]
    assert found.loc["floor_area_low", "region_id"] == "R-样例-样例-02"
    assert found.loc["floor_area_low", "explanation"] == "样例02片区（样例社区）建筑面积 0.4 万㎡，低于 3 万㎡"
    assert found.loc["mini_isolated", "estate_id"] == "E05"
    assert found.loc["community_split", "explanation"] == "样例社区分属 2 个片区"
    assert found.loc["floor_area_low", "unit"] == "㎡"


def test_a_forced_link_over_a_barrier_names_both_ends():
    made = solved(problem_changes={"link_cny": np.array([2_000.0, 0.0, 0.0])})
    row = _tables(made)["exceptions"].set_index("rule").loc["forced_link"]
    assert row["explanation"] == "示例甲苑与示例乙苑之间的连接跨越屏障"


def test_stations_need_30_m2_for_each_100_households():
    station = _tables(solved())["stations"].iloc[0]
    assert station["load_households"] == 600
    assert station["needed_floor_area_m2"] == 180
    assert station["capacity_households"] == 400  # 120 m² of room
    assert station["estate_id"] == "E00"
    assert station["name"] == "示例甲苑服务站"
    assert station["overhead_cny_month"] == 7_000


def test_a_stated_capacity_goes_before_the_floor_area():
    made = solved(problem_changes={"capacity_households": np.array([650.0, np.inf])})
    assert _tables(made)["stations"]["capacity_households"].tolist() == [650, 400]


def test_a_room_without_a_point_is_drawn_in_its_host_estate():
    made = solved()
    made.rooms.geometry = [None, None]
    station = _tables(made)["stations"].to_crs(METRIC).geometry.iloc[0]
    assert station.distance(Point(made.problem.xy[0])) < 0.01


def test_the_solution_row_carries_the_proof():
    made = solved(status=Status.GAP)
    row = _tables(made)["solutions"].iloc[0]
    assert (row["status"], row["objective"], row["bound"]) == ("gap", 100_000, 99_000)
    assert row["gap"] == pytest.approx(0.01)
    assert row["gap_controllable"] == pytest.approx(1_000 / 40_000)
    assert row["proof"] == "距最优不超过 1.0%（每月约 1,000 元）"


def test_an_infeasible_one_names_the_clashing_rules_and_has_no_gap():
    made = solved()
    clash = Clash("capacity", (0, 1), "样例用房容量不足", 12_345.0)
    proof = Proof(Status.INFEASIBLE, 5.0, float("-inf"))
    row = _tables(replace(made, solution=Solution(made.solution.room_of, proof, "heuristic", 1.0, (clash,))))[
        "solutions"
    ].iloc[0]
    assert np.isnan(row["gap"])
    assert np.isnan(row["bound"])
    assert row["clashes"] == "样例用房容量不足（放宽后得分约 12,345 元/月）"


def test_communities_say_where_they_lie_and_whether_they_are_split():
    made = solved(community=("甲社区", "甲社区", "甲社区", "乙社区"), households=(100, 100, 500, 10))
    rows = _tables(made)["communities"].set_index("community")
    assert rows.loc["甲社区", "lead_region_id"] == "R-样例-样例-02"
    assert rows.loc["甲社区", "regions"] == "R-样例-样例-02、R-样例-样例-01"
    assert rows["split"].to_dict() == {"甲社区": True, "乙社区": False}
    assert rows.loc["甲社区", "households"] == 700


def test_outlines_cover_their_estates_hang_together_and_are_no_tiles():
    made = _grid(polygons=True)
    tables = _tables(made)
    regions = tables["regions"].to_crs(METRIC).set_index("region_id").geometry
    estates = made.estates.set_index("estate_id").to_crs(METRIC).geometry
    for estate, region in tables["assignments"].set_index("estate_id")["region_id"].items():
        assert regions[region].buffer(2).covers(estates[estate])
    assert set(regions.geom_type) == {"Polygon"}
    assert regions.is_valid.all()
    assert regions.area.sum() < 0.5 * 18 * 150**2  # the tiles would cover all of it
    assert regions.iloc[0].intersection(regions.iloc[1]).area < 100


def test_a_point_estate_is_drawn_as_large_as_the_land_under_its_floor_area():
    made = solved(columns=1, hosts=(0,), room_of=(0,))
    outline = _tables(made)["regions"].to_crs(METRIC).geometry.iloc[0]
    land_m2 = made.problem.floor_area_m2[0] / made.policy.links.plot_ratio
    assert outline.area == pytest.approx(max(land_m2, np.pi * 20**2), rel=0.1)


def test_the_order_of_table_rows_changes_nothing():
    first, second = _tables(_grid(seed=1)), _tables(_grid(seed=2))
    for name, frame in first.items():
        pd.testing.assert_frame_equal(
            pd.DataFrame(frame.drop(columns="geometry", errors="ignore")),
            pd.DataFrame(second[name].drop(columns="geometry", errors="ignore")),
        )


def test_a_subdistrict_of_one_estate_is_described():
    tables = _tables(solved(columns=1, hosts=(0,), room_of=(0,)))
    assert [len(tables[name]) for name in ("regions", "stations", "assignments", "groups")] == [1, 1, 1, 0]
