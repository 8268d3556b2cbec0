"""What whole communities cost: three ways side by side."""

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.community_modes import community_modes_table, splits
from geo.clustering.comparison_facts import mode_facts
from geo.clustering.contiguity import spanning_pairs
from geo.clustering.region_cost import score
from geo.policy import Policy
from tests.clustering.instances import town


def both(estates=16, seed=2):
    free = town(estates, seed=seed, communities="free", split_cny=0.0)
    pairs = [
        spanning_pairs(np.flatnonzero(free.community == code).astype(np.int32)) for code in np.unique(free.community)
    ]
    whole = replace(free, community_link=np.concatenate(pairs), rules=replace(free.rules, communities="whole"))
    return free, whole


def test_free_is_the_cheapest_and_the_others_have_their_price_over_it():
    free, whole = both()
    table = community_modes_table(free, whole, solver=Policy().solver, seed=0).set_index("mode")
    assert list(table.index) == ["free", "whole", "one_community_one_station"]
    assert table.loc["free", "price_cny"] == 0
    assert table.loc["whole", "price_cny"] >= 0
    assert table.loc["whole", "splits"] == 0
    lawful = table[table["violations"] == 0]
    assert (lawful["price_cny"] >= -1e-6).all()
    facts = {row["mode"]: row for row in mode_facts(table.reset_index())}
    assert facts["whole"]["price_cny_month"] == pytest.approx(table.loc["whole", "price_cny"])
    assert facts["one_community_one_station"]["gap_cny_month"] is None


def test_splits_count_the_further_regions_of_known_communities():
    free, _ = both(4)
    problem = replace(free, community=np.array([0, 0, 1, -1], np.int32))
    assert splits(problem, np.array([0, 1, 2, 3], np.int32)) == 1
    assert splits(problem, np.array([0, 0, 0, 3], np.int32)) == 0
    assert score(problem, np.array([0, 1, 2, 3], np.int32)).terms["community_splits"] == 0


def test_an_empty_sub_district_has_no_ways():
    free, whole = town(0, seed=0), town(0, seed=0)
    assert community_modes_table(free, whole, solver=Policy().solver, seed=0).empty
