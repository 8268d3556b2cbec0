"""Groups formed before the regions: no region splits one, the plan is the best that keeps them, the price is said."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString

from geo.clustering.checker import check
from geo.clustering.groups import group_regions
from geo.clustering.groups_first import form_groups_first
from geo.clustering.solver import solve_regions
from geo.clustering.titles import title_regions
from geo.findings import Report
from geo.plan import Status
from geo.policy import Policy
from tests.clustering.brute import best_by_subsets
from tests.clustering.instances import pairs, town
from tests.clustering.solved import solved

POLICY = Policy().with_settings({"groups.formed": "first"})


def links_of(problem):
    """Put a problem's links into the table LINKS; forced ones cross a barrier."""
    ends = problem.links
    lines = [LineString([problem.xy[a], problem.xy[b]]) for a, b in ends]
    frame = pd.DataFrame(
        {
            "from_estate_id": [problem.estate_ids[a] for a in ends[:, 0]],
            "to_estate_id": [problem.estate_ids[b] for b in ends[:, 1]],
            "kind": np.where(problem.link_cny > 0, "forced", "walk"),
            "crosses_barrier": pd.array(problem.link_cny > 0, dtype="boolean"),
            "walk_m": [line.length * 1.3 for line in lines],
        }
    )
    return gpd.GeoDataFrame(frame, geometry=lines)


def formed(problem, report=None):
    return form_groups_first(problem, links_of(problem), POLICY.groups, report or Report())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_the_plan_is_the_best_of_those_that_split_no_group(seed, estates):
    free = town(estates, seed=seed)
    first = formed(free)
    inside, kept = (solve_regions(p, solver=POLICY.solver, seed=0) for p in (free, first.problem))
    for group in first.groups:
        assert len(set(kept.room_of[group.members])) == 1
    assert check(first.problem, kept.room_of.tolist()) == []
    assert kept.proof.status is Status.OPTIMAL
    assert kept.proof.value == pytest.approx(best_by_subsets(first.problem))
    assert kept.proof.value >= inside.proof.value - 1e-6  # a further rule never makes it better


@pytest.mark.parametrize("seed", range(6))
def test_groups_that_locks_tear_apart_are_taken_back_and_told(seed):
    free = town(8, seed=seed, spacing_m=150.0)
    groups = formed(free).groups
    assert groups
    a, b = (int(estate) for estate in groups[0].members[:2])
    rooms = np.full(8, -1, np.int32)
    rooms[[a, b]] = a, b
    for change in ({"cannot_link": pairs((min(a, b), max(a, b)))}, {"locked_room": rooms}):
        report = Report()
        again = formed(replace(free, **change), report)
        assert [finding.rule for finding in report.findings] == ["groups-taken-back"]
        assert not any({a, b} <= set(group.members.tolist()) for group in again.groups)
        assert solve_regions(again.problem, solver=POLICY.solver, seed=0).proof.status is Status.OPTIMAL


def test_an_estate_that_is_a_region_by_itself_joins_no_group():
    problem = town(6, seed=1, spacing_m=150.0)
    area = problem.floor_area_m2.copy()
    area[0] = 900_000.0
    first = formed(replace(problem, floor_area_m2=area, is_alone=area > 400_000))
    assert all(0 not in group.members for group in first.groups)


def test_the_checker_names_a_group_that_is_torn_apart():
    problem = replace(town(3, seed=2), group_link=pairs((0, 1)))
    assert "groups" in {violation.rule for violation in check(problem, [0, 1, 2])}


def test_the_groups_described_are_those_that_were_formed():
    made = solved(community=("样例社区",) * 4)
    first = form_groups_first(made.problem, made.neighbourhood.links, made.policy.groups, Report())
    layout = made.layout()
    whole = [group for group in first.groups if len(set(layout.region[group.members])) == 1]
    grouping = group_regions(layout, title_regions(layout), formed=whole)
    assert len(grouping.table) == len(whole)
    for group in whole:
        assert len({grouping.group_ids[estate] for estate in group.members}) == 1
    none = group_regions(layout, title_regions(layout), formed=())
    assert none.table.empty
    assert none.group_ids == [None] * 4
