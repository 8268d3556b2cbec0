"""What other ways of drawing regions cost: the rule in use, balanced k-means, agglomerative clustering."""

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.baselines import (
    agglomerative,
    balanced_kmeans,
    baselines_table,
    one_community_one_station,
)
from geo.clustering.checker import check
from geo.clustering.comparison_facts import baseline_facts
from geo.clustering.contiguity import components
from geo.clustering.joining import join_nearest
from geo.clustering.region_cost import score
from geo.clustering.solver import solve_regions
from geo.policy import Policy
from tests.clustering.instances import town


def solved(problem):
    return solve_regions(problem, solver=Policy().solver, seed=0).room_of


def test_each_community_has_one_station_in_the_room_cheapest_for_it():
    problem = town(24, seed=3)
    room_of = one_community_one_station(problem)
    for code in np.unique(problem.community):
        estates = np.flatnonzero(problem.community == code)
        rooms = np.flatnonzero(np.isin(problem.host, estates))
        costs = [problem.room_cny[j] + problem.pair_cny[estates, j].sum() for j in rooms]
        assert set(room_of[estates]) == {rooms[int(np.argmin(costs))]}


def test_a_community_without_a_room_goes_whole_to_the_nearest_station_beside_it():
    problem = town(24, seed=3)
    code = int(problem.community[0])
    estates = np.flatnonzero(problem.community == code)
    kept = ~np.isin(problem.host, estates)
    problem = replace(problem, is_forbidden=~kept)
    room_of = one_community_one_station(problem)
    (room,) = set(room_of[estates])
    linked = {
        int(room_of[b]) for a, b in [*problem.links, *problem.links[:, ::-1]] if a in estates and b not in estates
    }
    walks = {j: problem.walk_m[estates, j].mean() for j in linked}
    assert walks[room] == min(walks.values())


def test_without_any_community_the_rule_does_not_apply():
    problem = town(9, seed=1)
    assert one_community_one_station(replace(problem, community=np.full(9, -1, np.int32))) is None


def test_estates_that_no_link_leads_to_take_the_nearest_station():
    problem = replace(town(6, seed=2), links=np.zeros((0, 2), np.int32), link_cny=np.zeros(0))
    start = np.full(6, -1, np.int32)
    start[[0, 1]] = [0, 1]
    done = join_nearest(problem, start, np.full(6, -1, np.int32))
    assert all(problem.walk_m[i, done[i]] == problem.walk_m[i, [0, 1]].min() for i in range(2, 6))


@pytest.mark.parametrize("seed", range(4))
def test_clusters_of_kmeans_are_balanced_and_those_along_links_are_connected(seed):
    problem = town(40, seed=seed)
    load = np.minimum(problem.floor_area_m2, problem.floor_area_m2.sum() / 5)
    problem = replace(problem, floor_area_m2=load)
    cluster = balanced_kmeans(problem, 5, seed=seed)
    sizes = np.bincount(cluster, weights=load)
    assert len(sizes) == 5
    assert sizes.max() <= 1.15 * load.sum() / 5 + load.max()
    grown = agglomerative(problem, 5)
    inside = problem.links[grown[problem.links[:, 0]] == grown[problem.links[:, 1]]]
    assert len(np.unique(components(40, inside))) == len(np.unique(grown)) == 5


def test_every_baseline_is_scored_and_judged_like_the_plan_and_none_beats_a_proved_one_by_the_rules():
    problem = town(30, seed=5)
    plan = solved(problem)
    table = baselines_table(problem, plan, seed=1, in_force=one_community_one_station(problem))
    assert list(table["baseline"]) == ["one_community_one_station", "kmeans", "agglomerative", "in_force"]
    rule = one_community_one_station(problem)
    row = table.iloc[0]
    assert row["objective"] == score(problem, rule).total
    assert row["difference_cny"] == pytest.approx(score(problem, rule).total - score(problem, plan).total)
    assert row["violations"] == len(check(problem, rule.tolist()))
    assert row["moved"] == (rule != plan).sum()
    lawful = table[table["violations"] == 0]
    assert (lawful["difference_cny"] > -1e-6).all()
    assert all(bool(words) == (count > 0) for words, count in zip(table["broken"], table["violations"], strict=True))


def test_the_same_seed_gives_the_same_baselines():
    problem = town(30, seed=6)
    plan = solved(problem)
    assert baselines_table(problem, plan, seed=4).equals(baselines_table(problem, plan, seed=4))


@pytest.mark.parametrize("estates", [0, 1, 2])
def test_tiny_and_empty_sub_districts_have_baselines_too(estates):
    problem = town(estates, seed=0)
    table = baselines_table(problem, np.zeros(estates, np.int32), seed=0)
    assert len(table) == (0 if estates == 0 else 3)


def test_a_town_on_one_point_is_clustered_without_complaint():
    problem = town(5, seed=0)
    problem = replace(problem, xy=np.zeros((5, 2)))
    assert len(baselines_table(problem, np.arange(5, dtype=np.int32), seed=0)) == 3


def test_totals_say_in_how_many_subdistricts_a_baseline_applies():
    problem = town(12, seed=7)
    table = baselines_table(problem, solved(problem), seed=0)
    facts = baseline_facts(table)
    assert [row["name"] for row in facts] == list(table["baseline"])
    assert facts[0]["subdistricts"] == 1
    assert facts[0]["difference_cny_month"] == pytest.approx(table["difference_cny"].iloc[0])
