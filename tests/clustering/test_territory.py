"""Outlines drawn: estates joined along the shortest tree of their links."""

from __future__ import annotations

import itertools
from dataclasses import replace

import geopandas as gpd
import numpy as np
from shapely.geometry import LineString, box

from geo.clustering import territory
from tests.clustering.solved import METRIC, solved


def test_the_tree_of_a_region_has_one_link_less_than_estates():
    layout = solved(columns=3, rows=3, hosts=(0, 8), room_of=(0,) * 6 + (1,) * 3).layout()
    tree = territory.spanning_links(layout, layout.region)
    assert len(tree) == 5 + 2


def test_the_tree_takes_the_short_links():
    made = solved(columns=2, rows=2, hosts=(0,), room_of=(0,) * 4)
    made.neighbourhood.links["walk_m"] = [100.0, 0.0, 900.0, 50.0]
    tree = territory.spanning_links(made.layout(), made.layout().region)
    assert sorted(tree["walk_m"]) == [0, 50, 100]


def test_a_pair_linked_twice_is_joined_once():
    made = solved(columns=2, hosts=(0,), room_of=(0, 0))
    links = made.neighbourhood.links
    made.neighbourhood.links = gpd.GeoDataFrame(links.loc[[0, 0]].reset_index(drop=True))
    assert len(territory.spanning_links(made.layout(), made.layout().region)) == 1


def test_a_link_drawn_through_a_bridge_is_followed():
    made = solved(columns=2, hosts=(0,), room_of=(0, 0))
    (a, b), up = made.problem.xy, np.array([75.0, 120.0])
    way = gpd.GeoSeries([LineString([a, a + up, b])], crs=METRIC).to_crs("EPSG:4326")
    made.neighbourhood.links.geometry = way
    outline = territory.region_outlines(made.layout()).to_crs(METRIC).iloc[0]
    assert outline.bounds[3] > a[1] + 110


def test_discs_of_large_estates_stay_inside_their_tiles():
    made = solved(area=(390_000.0,) * 4)
    bodies = territory.estate_bodies(made.layout())
    assert max(a.intersection(b).area for a, b in itertools.pairwise(bodies)) < 1.0
    tiles = made.neighbourhood.tiles.to_crs(METRIC).geometry
    assert all(tile.buffer(0.1).covers(body) for tile, body in zip(tiles, bodies, strict=True))


def test_an_estate_without_a_tile_is_drawn_all_the_same():
    made = solved(area=(390_000.0,) * 4)
    made.neighbourhood.tiles = made.neighbourhood.tiles.iloc[1:]
    assert territory.estate_bodies(made.layout())[0].area > 100_000


def test_links_without_a_line_are_drawn_straight():
    made = solved(columns=2, hosts=(0,), room_of=(0, 0))
    made.neighbourhood.links.geometry = [None]
    assert territory.region_outlines(made.layout()).geom_type.tolist() == ["Polygon"]


def test_a_region_in_two_pieces_is_drawn_in_two_pieces():
    layout = solved(room_of=(0, 1, 0, 1)).layout()
    assert territory.region_outlines(layout).geom_type.tolist() == ["MultiPolygon", "MultiPolygon"]


def test_a_drawn_estate_keeps_out_of_its_neighbours_ground():
    made = solved(columns=2, hosts=(0, 1), room_of=(0, 1))
    layout = made.layout()
    a, b = made.problem.xy
    middle = (a[0] + b[0]) / 2
    tiles = gpd.GeoDataFrame(
        {"estate_id": list(made.problem.estate_ids)},
        geometry=[box(a[0] - 1e3, a[1] - 1e3, middle, a[1] + 1e3), box(middle, a[1] - 1e3, b[0] + 1e3, a[1] + 1e3)],
        crs=METRIC,
    ).set_index("estate_id")
    bodies = territory.estate_bodies(replace(layout, tiles=tiles))
    assert bodies[0].bounds[2] <= middle <= bodies[1].bounds[0]
