"""Neighbouring regions differ in colour."""

from __future__ import annotations

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.clustering.colours import colour_regions, neighbouring_regions

LINKS = pd.DataFrame({"from_estate_id": [], "to_estate_id": []}, dtype=object)


def _squares(ids, key, *, gap=0.0):
    shapes = [box(120 + i * 0.01 + gap, 31, 120 + (i + 1) * 0.01 - gap, 31.01) for i in range(len(ids))]
    return gpd.GeoDataFrame({key: ids}, geometry=shapes, crs="EPSG:4326")


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 40), st.sets(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=80))
def test_neighbours_differ(count, pairs):
    ids = [f"R{i:02d}" for i in range(count)]
    edges = [(f"R{a:02d}", f"R{b:02d}") for a, b in pairs if a < count and b < count and a != b]
    colours = colour_regions(ids, edges)
    assert set(colours) == set(ids)
    assert all(colours[a] != colours[b] for a, b in edges)


def test_a_grid_needs_no_more_than_four_colours():
    edges = [
        (f"R{r}{c}", f"R{r + dr}{c + dc}") for r in range(6) for c in range(6) for dr, dc in ((0, 1), (1, 0), (1, 1))
    ]
    assert max(colour_regions([], edges).values()) < 4


def test_the_order_of_regions_and_pairs_changes_no_colour():
    ids, edges = ["R1", "R2", "R3", "R4"], [("R1", "R2"), ("R2", "R3"), ("R3", "R4"), ("R4", "R1")]
    assert colour_regions(ids, edges) == colour_regions(ids[::-1], [(b, a) for a, b in reversed(edges)])


def test_regions_are_neighbours_by_tiles_over_the_border_of_subdistricts():
    tiles, regions = _squares(["E1", "E2", "E3"], "estate_id"), _squares(["R1", "R2"], "region_id", gap=0.004)
    found = neighbouring_regions(tiles, regions, LINKS, {"E1": "R1", "E2": "R2", "E3": "R2"})
    assert found == {("R1", "R2")}


def test_a_river_between_tiles_does_not_make_strangers_of_neighbours():
    tiles = _squares(["E1", "E2"], "estate_id", gap=0.0001)
    found = neighbouring_regions(tiles, _squares(["R1", "R2"], "region_id", gap=0.004), LINKS, {"E1": "R1", "E2": "R2"})
    assert found == {("R1", "R2")}


def test_a_link_between_regions_makes_them_neighbours():
    links = pd.DataFrame({"from_estate_id": ["E1"], "to_estate_id": ["E2"]})
    none = gpd.GeoDataFrame({"estate_id": []}, geometry=[], crs="EPSG:4326")
    regions = _squares(["R1", "R2"], "region_id", gap=0.004)
    assert neighbouring_regions(none, regions, links, {"E1": "R1", "E2": "R2"}) == {("R1", "R2")}


def test_as_many_colours_as_networkx_needs_by_the_same_rule():
    random = np.random.default_rng(3)
    for _ in range(20):
        graph = nx.gnm_random_graph(30, 70, seed=int(random.integers(1_000_000)))
        edges = [(f"R{a:02d}", f"R{b:02d}") for a, b in graph.edges]
        ours = colour_regions([f"R{a:02d}" for a in graph], edges)
        theirs = nx.greedy_color(nx.Graph(edges), strategy="DSATUR")
        assert max(ours.values()) <= max(theirs.values()) + 1
