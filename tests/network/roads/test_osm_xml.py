import bz2
import gzip

import numpy as np
import pytest

from geo.errors import InputError, UnreadableFileError
from geo.findings import Report
from geo.network.roads import read_roads
from geo.policy import Policy
from geo.wording import using_language
from tests.network.roads.files import CRS, minutes, osm, read, rules, street

PLACES = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, 100), 5: (100, -100)}
CROSS = osm(PLACES, [street(1, 2, 3), street(4, 2, 5)])


@pytest.mark.parametrize("name", ["roads.osm", "roads.osm.gz", "roads.xml", "no-ending"])
def test_the_content_decides_what_a_file_is(tmp_path, name):
    assert len(read(CROSS, tmp_path, name=name).graph) == 4


def test_bzip2_is_unpacked_too(tmp_path):
    (tmp_path / "roads.osm.bz2").write_bytes(bz2.compress(CROSS.encode()))
    graph = read_roads(tmp_path / "roads.osm.bz2", metric_crs=CRS, policy=Policy(), report=Report(), cache=False).graph
    assert len(graph) == 4


def test_a_way_is_cut_where_a_node_lies_outside_the_extract(tmp_path):
    report = Report()
    graph = read(osm(PLACES, [street(4, 1, 99, 2, 3), street(5, 98)]), tmp_path, report=report).graph
    assert len(graph) == 2
    assert "roads-clipped" in rules(report)
    assert np.isinf(minutes(graph, "walk", (0, 0), (100, 0)))


def test_ways_that_lead_to_nothing_are_passed_over(tmp_path):
    ways = [street(1, 2, 3), street(4), street(), street(1, 1), ([1, 4], {"highway": "proposed"}), ([5, 4], {})]
    ways += [([1, 2, 4, 1], {"highway": "pedestrian", "area": "yes"}), ([1, 4], {"highway": "runway"})]
    report = Report()
    graph = read(osm(PLACES, ways), tmp_path, report=report).graph
    assert len(graph) == 1
    assert {"roads-class-unknown", "roads-zero-length"} <= rules(report)


def test_elements_that_an_editor_deleted_do_not_count(tmp_path):
    content = osm(PLACES, [street(1, 2), street(2, 3)]).replace('<way id="1001">', '<way id="1001" action="delete">')
    assert len(read(content, tmp_path).graph) == 1


def test_nodes_without_a_place_are_missing_nodes(tmp_path):
    report = Report()
    content = CROSS.replace('<node id="3" ', '<node id="3" lat="north" ignored-', 1)
    content = content.replace('ignored-lat="', 'was="')
    read(content, tmp_path, report=report)
    assert "roads-clipped" in rules(report)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>429 Too Many Requests</body></html>", "web page"),
        (b"<?xml version='1.0'?><gml><a/></gml>", "<gml>"),
        (b'{"version": 0.6, "elements": []}', "out:xml"),
        (b'{"a": [1, 2, 3]}', "no road file"),
        (b"id,name\n1,a\n", "no road file"),
        (bytes(range(256)) * 64, "no road file"),
        (b"<osm version='0.6'></osm>", "no roads"),
        (b"<osm version='0.6'><node id='1' lat='31' lon='120'/></osm>", "no roads"),
        (CROSS.encode()[:-40], "damaged or cut off"),
        (gzip.compress(CROSS.encode())[:-30], "cut off"),
        (gzip.compress(CROSS.encode())[:200] + b"\0" * 400, "cut off"),
        (b"<osm><way id='1'><nd ref='1'/></osm>", "damaged or cut off"),
    ],
)
def test_what_is_no_road_file_is_refused_in_words(tmp_path, content, word):
    with using_language("en"), pytest.raises(InputError, match=word) as caught:
        read(content, tmp_path)
    assert "roads.osm" in str(caught.value)


def test_entities_are_refused_before_they_are_expanded(tmp_path):
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY l0 "lol">{rows}]><osm><tag k="a" v="&l11;"/></osm>'
    outside = '<!DOCTYPE osm [<!ENTITY x SYSTEM "file:///etc/hostname">]><osm version="0.6">&x;</osm>'
    for content in (bomb, outside):
        with using_language("en"), pytest.raises(UnreadableFileError, match="entities"):
            read(content, tmp_path)


def test_a_file_that_unpacks_without_end_is_stopped(tmp_path):
    payload = b"<osm>" + b" " * 40_000_000
    with using_language("en"), pytest.raises(InputError, match="refused"):
        read(gzip.compress(payload), tmp_path)
    policy = Policy().with_settings({"roads.max_unpacked_mb": 1})
    with using_language("en"), pytest.raises(InputError, match="max_unpacked_mb"):
        read(CROSS + " " * 2_000_000, tmp_path, policy=policy)


def test_a_huge_file_that_is_no_road_file_is_refused_by_its_first_bytes(tmp_path, monkeypatch):
    path = tmp_path / "huge.osm"
    with path.open("wb") as stream:
        stream.write(b"\x7fELF")
        stream.truncate(1 << 30)  # a sparse gigabyte

    def unwanted(*_):
        raise AssertionError("read on")

    monkeypatch.setattr("geo.network.roads.reading.blocks_of", unwanted)
    monkeypatch.setattr("geo.network.roads.reading.cache_path", unwanted)
    with pytest.raises(UnreadableFileError):
        read_roads(path, metric_crs=CRS, policy=Policy(), report=Report())


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    for path in (tmp_path / "no.osm", tmp_path):
        with pytest.raises(UnreadableFileError):
            read_roads(path, metric_crs=CRS, policy=Policy(), report=Report())


def test_roads_that_nobody_may_use_are_said(tmp_path):
    with using_language("en"), pytest.raises(InputError, match="no road is open"):
        read(osm(PLACES, [street(1, 2, 3, access="no")]), tmp_path)


def test_water_railways_green_bridges_and_crossings_stand_beside_the_roads(tmp_path):
    places = PLACES | {
        10: (0, 200),
        11: (50, 200),
        12: (50, 250),
        13: (0, 250),
        14: (10, 210),
        15: (20, 210),
        16: (20, 220),
    }
    ways = [
        street(1, 2, 3, highway="primary", name="人民路"),
        street(4, 2, 5, highway="trunk", bridge="yes"),
        street(1, 4, tunnel="yes"),
        street(3, 4, highway="footway", footway="crossing"),
        ([1, 5], {"waterway": "river", "name": "示例河"}),
        ([3, 5], {"waterway": "ditch"}),
        ([2, 4], {"railway": "rail", "bridge": "yes"}),
        ([10, 11, 12, 13, 10], {"natural": "water"}),
        ([10, 11, 12, 10], {"leisure": "park"}),
        ([10, 11, 12], {}),
        ([12, 13, 10], {}),
        ([14, 15, 16, 14], {}),
        ([10, 11], {"natural": "water"}),
    ]
    relations = [
        ([(1009, "outer"), (1010, "outer"), (1011, "inner")], {"type": "multipolygon", "natural": "water"}),
        ([(1009, "outer"), (7777, "outer")], {"type": "multipolygon", "landuse": "forest"}),
    ]
    report = Report()
    content = osm(places, ways, node_tags={2: {"highway": "crossing"}}, relations=relations)
    lines = read(content, tmp_path, report=report).lines
    counts = lines["kind"].value_counts().to_dict()
    assert counts == {
        "arterial": 1, "expressway": 1, "road": 2, "bridge": 1, "tunnel": 1, "crossing": 2, "river": 1, "railway": 1,
        "water": 2, "green": 1,
    }  # fmt: skip
    assert lines.crs.to_epsg() == 4326
    assert lines.loc[lines["kind"] == "railway", "layer"].tolist() == [1]
    assert lines.loc[lines["kind"] == "arterial", "name"].tolist() == ["人民路"]
    areas = lines[lines["kind"] == "water"].to_crs(CRS).area
    assert sorted(areas.round().tolist()) == [2450, 2500]
    assert "roads-open-areas" in rules(report)
