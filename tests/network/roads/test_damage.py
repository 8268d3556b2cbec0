"""Files damaged at random: a message in words or a sound graph, never anything else."""

import gzip
import random

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString

from geo.errors import GeoError, InputError
from geo.findings import Report
from geo.network.roads import read_roads
from geo.network.roads.cache import FOLDER, FOLDER_VARIABLE
from geo.policy import Policy
from tests.network.roads.files import CRS, layer, osm, read, rules, street
from tests.network.roads.test_graphml import both, graphml

PLACES = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (110, 100), 5: (90, -100)}
WAYS = [street(1, 2, 3, maxspeed="30", oneway="yes"), street(4, 2, 5, bridge="yes", layer="1")]
AREA = ([1, 4, 3, 1], {"natural": "water"})
RELATION = ([(1002, "outer")], {"type": "multipolygon", "natural": "water"})
_WORDS = [b"nan", b"inf", b"1e999", b"-1", b"", b"9" * 30, b"\xff\xfe", b"<", b"&", b"'", b'"', b"null", b"[", b"0"]


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    text = osm(PLACES, [*WAYS, AREA], node_tags={2: {"highway": "crossing"}}, relations=[RELATION]).encode()
    graph = graphml(both(11, 12, length="100", name="['a', 'b']") + both(12, 13, bend=[(150, 30)])).encode()
    lines = [LineString([(0, 0), (200, 0)]), LineString([(100, -100), (100, 100)])]
    package = layer(lines, folder / "roads.gpkg", highway="residential")
    gpd.read_file(package).to_crs(4326).to_file(folder / "roads.geojson")
    named = {"a.osm": text, "a.osm.gz": gzip.compress(text), "a.graphml": graph, "a.gpkg": package.read_bytes()}
    return named | {"a.geojson": (folder / "roads.geojson").read_bytes()}


def damaged(content, chance):
    payload = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, kind = chance.randrange(len(payload)), chance.random()
        if kind < 0.4:
            payload[at] = chance.randrange(256)
        elif kind < 0.6:
            del payload[at : at + chance.randint(1, 20)]
        elif kind < 0.9:
            payload[at : at + chance.randint(0, 8)] = chance.choice(_WORDS)
        else:
            payload[at:at] = payload[max(0, at - 30) : at]
    return bytes(payload)


@pytest.mark.parametrize("name", ["a.osm", "a.osm.gz", "a.graphml", "a.gpkg", "a.geojson"])
def test_a_file_damaged_at_random_is_refused_in_words_or_read_soundly(tmp_path, originals, name):
    chance = random.Random(name)
    for _ in range(60):
        try:
            graph = read(damaged(originals[name], chance), tmp_path, name=f"x-{name.removesuffix('.gz')}").graph
        except GeoError:
            continue
        assert np.isfinite(graph.shape_xy).all()
        assert (graph.length_m > 0).all()
        assert (graph.tail < graph.head).all()


def test_a_cache_damaged_at_random_never_changes_the_graph(tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    path = tmp_path / "roads.osm"
    path.write_text(osm(PLACES, WAYS), encoding="utf-8")
    chance = random.Random(7)

    def taken():
        return read_roads(path, metric_crs=CRS, policy=Policy(), report=Report()).graph

    truth = taken()
    (kept,) = (tmp_path / FOLDER).glob("*.npz")
    whole = kept.read_bytes()
    for _ in range(20):
        kept.write_bytes(damaged(whole, chance))
        graph = taken()
        assert np.array_equal(graph.shape_xy, truth.shape_xy)
        assert np.array_equal(graph.modes["truck"].forward_min, truth.modes["truck"].forward_min)
        assert graph.name == truth.name


def test_roads_on_the_other_side_of_the_globe_are_said(tmp_path):
    report = Report()
    table = gpd.GeoDataFrame(
        {"highway": ["primary", "primary"]},
        geometry=[LineString([(30, 0), (30, 0.01)]), LineString([(120, 31.5), (120.01, 31.5)])],
        crs=4326,
    )
    table.to_file(tmp_path / "roads.geojson")
    roads = read_roads(tmp_path / "roads.geojson", metric_crs=CRS, policy=Policy(), report=report, cache=False)
    assert len(roads.graph) == 1
    assert "roads-far-away" in rules(report)
    table.iloc[:1].to_file(tmp_path / "far.geojson")
    with pytest.raises(InputError):
        read_roads(tmp_path / "far.geojson", metric_crs=CRS, policy=Policy(), report=report, cache=False)


def test_an_encoding_that_nobody_knows_is_said(tmp_path):
    for word in ("UTF-88", "gb18030x"):
        with pytest.raises(InputError, match=word):
            read(osm(PLACES, WAYS).replace("UTF-8", word), tmp_path)
