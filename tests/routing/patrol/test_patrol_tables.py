"""Street patrols of a plan: every street of a region walked from its station, what is left out told by its reason."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.findings import Report
from geo.plan import Plan
from geo.policy import Policy
from geo.routing.patrol import check_patrols, make_patrols, patrol_facts
from geo.routing.patrol.streets import ground_of
from tests.plans import small_plan
from tests.routing.patrol.networks import CRS, grid, road_graph

PLAN = small_plan(estates=12)


def corner(plan: Plan) -> tuple[float, float]:
    west, south, _, _ = plan.regions.to_crs(CRS).total_bounds
    return round(west) - 90.0, round(south) - 90.0


def streets(plan: Plan = PLAN, **options):
    return road_graph(grid(corner(plan), 17, 17, 130.0), **options)


def patrols(plan: Plan = PLAN, graph=None, **settings):
    policy = Policy.from_mapping({"patrol": {"moves": 40_000} | settings})
    report = Report()
    graph = streets(plan) if graph is None else graph
    table = make_patrols(plan, graph, policy, report)["patrols"]
    return table, report, check_patrols(table, plan, graph, policy)


def test_every_street_of_every_region_is_walked_from_its_station():
    table, report, broken = patrols()
    assert broken == []
    assert report.findings == []
    assert set(table["region_id"]) == set(PLAN.regions["region_id"])
    of_region = table.groupby("region_id").agg(
        {"street_m": "sum", "region_street_m": "first", "distance_m": "sum", "bound_m": "first"}
    )
    assert of_region["street_m"].to_list() == pytest.approx(of_region["region_street_m"].to_list())
    assert (table["distance_m"] >= table["street_m"] - 0.01).all()
    assert (of_region["distance_m"] >= of_region["bound_m"] - 0.01).all()


def test_short_rounds_take_several_walkers_of_like_length():
    table, _, broken = patrols(hours_round=0.7)
    assert broken == []
    assert table["distance_m"].max() <= 2_100
    count = table.groupby("region_id").size()
    assert count.max() > 1
    loose, _, _ = patrols(hours_round=0.7, longest_over_mean=2.0)
    assert loose.groupby("region_id").size().to_list() == count.to_list()
    longest, loosely = (each.groupby("region_id")["distance_m"].max() for each in (table, loose))
    assert (longest <= loosely + 0.1).all()
    assert longest.sum() < loosely.sum()


def test_streets_inside_estates_and_of_other_classes_are_not_patrolled():
    graph = streets()
    inside = small_plan(estates=12)
    hole = shapely.box(*inside.regions[inside.regions["region_id"] == "R001"].to_crs(CRS).total_bounds).buffer(200)
    walled = inside.estates.to_crs(CRS)
    walled.loc[walled["estate_id"] == "E0001", "geometry"] = hole
    inside.tables["estates"] = walled.to_crs("EPSG:4326")
    ground = ground_of(inside, graph, Policy().patrol)
    assert not (ground.region == 0).any()
    assert (ground.region == 1).any()
    footways = streets(classes=["footway"] * len(graph))
    assert (ground_of(PLAN, footways, Policy().patrol).region == -1).all()
    table, report, broken = patrols(graph=footways)
    assert table.empty
    assert broken == []
    assert [finding.rule for finding in report.findings] == ["patrol-no-street"]


def test_a_wide_street_is_walked_on_both_sides_where_asked():
    once, _, _ = patrols()
    twice, _, broken = patrols(both_sides=["residential"], hours_round=8.0)
    assert broken == []
    assert twice["street_m"].sum() == pytest.approx(2 * once["street_m"].sum())
    assert (twice["empty_m"] < once["empty_m"].sum()).all()


def test_a_network_in_two_pieces_is_told_with_its_metres():
    lines = grid(corner(PLAN), 17, 17, 130.0)
    region = PLAN.regions[PLAN.regions["region_id"] == "R001"].to_crs(CRS)
    river = float(region.geometry.iloc[0].centroid.x)
    _, report, broken = patrols(graph=road_graph([line for line in lines if not line[0][0] < river <= line[1][0]]))
    assert broken == []
    assert [finding.rule for finding in report.findings] == ["patrol-cut-off"]
    assert "R001" in report.findings[0].found


def test_a_street_beyond_any_round_is_told():
    table, report, broken = patrols(hours_round=0.3)
    assert broken == []
    assert "patrol-too-far" in {finding.rule for finding in report.findings}
    assert table["distance_m"].max() <= 900


def test_stations_far_from_any_street_have_no_patrol_and_are_told():
    away = road_graph(grid((corner(PLAN)[0] + 90_000, corner(PLAN)[1]), 3, 3, 200.0))
    table, report, _ = patrols(graph=away)
    assert table.empty
    assert [finding.rule for finding in report.findings] == ["patrol-no-street"]
    policy = Policy.from_mapping({"roads": {"max_snap_m": 1e-3}})
    report = Report()
    assert make_patrols(PLAN, streets(), policy, report)["patrols"].empty
    assert [finding.rule for finding in report.findings] == ["patrol-no-station"]


@pytest.mark.parametrize("estates", [0, 1])
def test_a_plan_of_one_estate_or_none(estates):
    plan = small_plan(estates=estates)
    graph = streets(PLAN if estates == 0 else plan)
    table, _, broken = patrols(plan, graph)
    assert broken == []
    assert len(table) >= estates


def test_no_roads_at_all():
    empty = road_graph([])
    table, report, broken = patrols(graph=empty)
    assert table.empty
    assert broken == []
    assert [finding.rule for finding in report.findings] == ["patrol-no-street"]


def test_rows_in_another_order_make_the_same_patrols():
    other = small_plan(estates=12)
    for name in ("regions", "stations", "estates"):
        other.tables[name] = other.tables[name].sample(frac=1, random_state=1).reset_index(drop=True)
    pd.testing.assert_frame_equal(patrols()[0], patrols(other, streets())[0])


def test_open_space_is_green_outside_the_estates():
    plan = small_plan(estates=12)
    region = plan.regions.to_crs(CRS).sort_values("region_id").geometry.iloc[0]
    green = gpd.GeoDataFrame({"kind": ["green"]}, geometry=[region.buffer(500)], crs=CRS).to_crs("EPSG:4326")
    assert patrols(plan)[0]["region_open_m2"].isna().all()
    plan.tables["basemap"] = green
    table = patrols(plan)[0]
    estates = plan.estates.geometry.dropna().to_crs(CRS)
    walled = region.intersection(shapely.union_all(estates[estates.area > 0].to_numpy())).area
    given = table.loc[table["region_id"] == "R001", "region_open_m2"].iloc[0]
    assert given == pytest.approx(region.area - walled, rel=1e-3)
    assert walled > 0


def test_the_checker_sees_what_is_wrong():
    policy = Policy.from_mapping({"patrol": {"moves": 40_000}})
    graph = streets()
    table = make_patrols(PLAN, graph, policy, Report())["patrols"]

    def rules(changed) -> set[str]:
        return {broken.rule for broken in check_patrols(changed, PLAN, graph, policy)}

    assert rules(table) == set()
    assert {"covered", "street_m"} <= rules(table.iloc[1:])
    assert {"length", "sum", "minutes"} <= rules(table.assign(distance_m=table["distance_m"] + 5_000))
    assert "longest" in rules(table.assign(distance_m=table["distance_m"] + 50_000))
    moved = table.set_geometry(table.translate(0.001, 0.0))
    assert {"start", "finish", "covered"} <= rules(moved)
    assert "region" in rules(table.assign(region_id=np.where(table.index == 0, "nowhere", table["region_id"])))


def test_the_summary_counts_regions_once():
    table, _, _ = patrols(hours_round=0.7)
    facts = patrol_facts(table)
    assert facts["rounds"] == len(table) > facts["regions"] == 4
    assert facts["street_km"] == facts["region_street_km"]
    assert facts["distance_km"] == pytest.approx(facts["street_km"] + facts["empty_km"], abs=0.002)
    assert facts["bound_km"] <= facts["distance_km"]
    assert patrol_facts(table.iloc[:0])["longest_min"] is None
