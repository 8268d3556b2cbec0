import numpy as np
import pytest
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist

from geo.network.joins import components_of
from geo.policy import Policy
from tests.network.ground import barriers, estates, line, linked, neighbourhood, points, wishes

ALONE = Policy().with_settings({"links.max_link_walk_m": 0.001})


def test_components_are_labelled():
    assert components_of(4, np.array([[0, 1], [2, 3]])).tolist() == [0, 0, 1, 1]
    assert components_of(2, np.empty((0, 2), dtype=np.int64)).tolist() == [0, 1]


@pytest.mark.parametrize("every_pair_up_to", [400, 5])
def test_forced_links_are_a_shortest_tree(monkeypatch, every_pair_up_to):
    monkeypatch.setattr("geo.network.joins._EVERY_PAIR_UP_TO", every_pair_up_to)
    places = np.random.default_rng(2).uniform(0, 5000, (40, 2))
    result = neighbourhood(estates(points(*places)), policy=ALONE)
    assert set(result.links["kind"]) == {"forced"}
    tree_m = 1.3 * minimum_spanning_tree(cdist(places, places)).sum()
    assert result.links["walk_m"].sum() == pytest.approx(tree_m, abs=0.1)


@pytest.mark.parametrize("every_pair_up_to", [400, 2])
def test_collinear_and_coincident_estates_are_joined_too(monkeypatch, every_pair_up_to):
    monkeypatch.setattr("geo.network.joins._EVERY_PAIR_UP_TO", every_pair_up_to)
    places = [(row * 900.0, 0.0) for row in range(20) for _ in range(2)]
    result = neighbourhood(estates(points(*places)))
    assert result.component_count == 1
    assert (result.links["kind"] == "forced").sum() == 19


def test_a_somewhat_longer_way_on_dry_land_is_preferred_to_one_over_a_barrier():
    # E02 is 500 m from E00 across the river and 700 m from E01 on its own side.
    places = points((-400, 0), (100, -700), (100, 0))
    near = neighbourhood(estates(places), over=barriers(line((0, -300), (0, 300))))
    assert ("E01", "E02") in linked(near, "forced")


def test_removed_pairs_are_avoided_in_large_graphs_too(monkeypatch):
    monkeypatch.setattr("geo.network.joins._EVERY_PAIR_UP_TO", 2)
    monkeypatch.setattr("geo.network.joins._NEAREST", 1)
    places = points((0, 0), (1000, 0), (2000, 0), (3000, 0))
    removed = wishes(("E02", "E03", "remove", None), ("E01", "E03", "remove", None))
    result = neighbourhood(estates(places), user_links=removed)
    assert linked(result, "forced") == {("E00", "E01"), ("E01", "E02"), ("E00", "E03")}
