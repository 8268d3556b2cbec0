import builtins
import zlib

import numpy as np
import pytest

from geo.errors import MissingExtraError, UnreadableFileError
from geo.findings import Report
from geo.network.roads import MODES, read_roads
from geo.policy import Policy
from geo.wording import using_language
from tests.network.roads.files import degrees, osm, read, street

pytest.importorskip("pyrosm")

PLACES = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (110, 100), 5: (90, -100), 6: (150, 30)}
WAYS = [street(1, 2, name="人民路"), street(2, 6, 3, oneway="yes"), street(4, 2, 5, highway="primary", bridge="yes")]
WATER = ([1, 4, 3, 1], {"natural": "water"})


def blob(kind, payload, *, raw=False, **extra):
    from pyrosm.proto import fileformat_pb2

    body = fileformat_pb2.Blob(
        raw_size=len(payload), **({"raw": payload} if raw else {"zlib_data": zlib.compress(payload)})
    )
    for name, value in extra.items():
        setattr(body, name, value)
    packed = body.SerializeToString()
    header = fileformat_pb2.BlobHeader(type=kind, datasize=len(packed)).SerializeToString()
    return len(header).to_bytes(4, "big") + header + packed


def pbf(places, ways, *, dense=True, raw=False, crossing=None):
    """Write OSM PBF with the format's own messages, in one block."""
    from pyrosm.proto import osmformat_pb2

    head = osmformat_pb2.HeaderBlock(required_features=["OsmSchema-V0.6", "DenseNodes"])
    block = osmformat_pb2.PrimitiveBlock(granularity=100)
    words = [""]
    group = block.primitivegroup.add()

    def word(value):
        if value not in words:
            words.append(value)
        return words.index(value)

    before = np.zeros(3, dtype=np.int64)
    for node, place in places.items():
        lon, lat = (round(value * 1e7) for value in degrees(*place))
        tags = {"highway": "crossing", "name": "路口"} if node == crossing else {}
        if dense:
            step = np.array([node, lon, lat]) - before
            before += step
            group.dense.id.append(int(step[0]))
            group.dense.lon.append(int(step[1]))
            group.dense.lat.append(int(step[2]))
            group.dense.keys_vals.extend([word(part) for pair in tags.items() for part in pair] + [0])
        else:
            one = group.nodes.add(id=node, lon=lon, lat=lat)
            one.keys.extend(word(key) for key in tags)
            one.vals.extend(word(value) for value in tags.values())
    lines = block.primitivegroup.add()
    for number, (refs, tags) in enumerate(ways, start=1000):
        way = lines.ways.add(id=number, keys=[word(k) for k in tags], vals=[word(v) for v in tags.values()])
        way.refs.extend(np.diff([0, *refs]).tolist())
    relation = lines.relations.add(
        id=1, keys=[word("type"), word("landuse")], vals=[word("multipolygon"), word("forest")]
    )
    relation.memids.append(1000 + len(ways) - 1)
    relation.roles_sid.append(word("outer"))
    relation.types.append(1)
    block.stringtable.s.extend(one.encode() for one in words)
    return blob("OSMHeader", head.SerializeToString(), raw=raw) + blob("OSMData", block.SerializeToString(), raw=raw)


@pytest.mark.parametrize("options", [{}, {"dense": False}, {"raw": True}])
def test_the_binary_and_the_text_say_the_same(tmp_path, options):
    binary = read(pbf(PLACES, [*WAYS, WATER], crossing=5, **options), tmp_path, name="roads.osm.pbf")
    plain = read(osm(PLACES, [*WAYS, WATER], node_tags={5: {"highway": "crossing"}}), tmp_path)
    one, other = binary.graph, plain.graph
    assert np.allclose(one.node_xy, other.node_xy, atol=0.02)
    assert np.array_equal(one.tail, other.tail)
    assert one.name == other.name
    for mode in MODES:
        assert np.allclose(one.modes[mode].forward_min, other.modes[mode].forward_min, rtol=1e-3)
    kinds = binary.lines["kind"].tolist()
    assert sorted([*plain.lines["kind"], "green"]) == sorted(kinds)
    assert binary.lines.loc[binary.lines["kind"] == "crossing", "name"].tolist() == ["路口"]


def test_the_extract_that_the_reader_ships_makes_a_graph(tmp_path):
    import pyrosm

    path = pyrosm.get_data("test_pbf")
    graph = read_roads(path, metric_crs="EPSG:32635", policy=Policy(), report=Report(), cache=False).graph
    ours = graph.length_m[np.isfinite(graph.modes["truck"].forward_min)].sum() / 1000
    theirs = pyrosm.OSM(str(path)).get_network(network_type="driving").to_crs(32635).length.sum() / 1000
    assert ours == pytest.approx(theirs, rel=0.15)  # theirs leaves service roads out and keeps closed ones


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-30],
        lambda whole: whole[:-30] + bytes(30),
        lambda whole: whole + b"\x00\x00\x00\x09" + b"\xff" * 9,
        lambda whole: whole + b"\x7f\x00\x00\x00 too long",
        lambda whole: whole + b"\x00",
    ],
)
def test_a_damaged_file_is_refused_in_words(tmp_path, damage):
    with using_language("en"), pytest.raises(UnreadableFileError, match="damaged or cut off"):
        read(damage(pbf(PLACES, WAYS)), tmp_path, name="roads.osm.pbf")


def test_a_block_that_unpacks_without_end_is_refused(tmp_path):
    with using_language("en"), pytest.raises(UnreadableFileError, match="limit of the format"):
        read(pbf(PLACES, WAYS) + blob("OSMData", bytes(40 << 20)), tmp_path, name="roads.osm.pbf")


def test_without_the_extra_its_name_is_said(tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *given, **named):
        if name.startswith("pyrosm"):
            raise ImportError(name)
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match="osm"):
        read(pbf_bytes, tmp_path, name="roads.osm.pbf")


pbf_bytes = b"\x00\x00\x00\x0d\n\tOSMHeader\x18\x00"
