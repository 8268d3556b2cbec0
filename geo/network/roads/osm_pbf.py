"""OpenStreetMap's binary format, block by block, by the message types that pyrosm (extra ``osm``) brings along."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import MissingExtraError, UnreadableFileError
from geo.network.roads.elements import Elements
from geo.network.roads.streams import Blocks
from geo.network.roads.ways import Extract
from geo.wording import text

# The format's own limits for a header and for an unpacked block.
_MAX_HEADER_BYTES, _MAX_BLOB_BYTES = 64 << 10, 32 << 20
_WAY = 1  # the type of a relation's member
_NANO = 1e-9


class DamagedBlobError(Exception):
    """A block that is cut off, too large or packed in an unknown way."""


def read_osm_pbf(path: Path, blocks: Blocks) -> Extract:
    """Read OSM PBF from its blocks of bytes.

    Raises
    ------
    MissingExtraError
        Where the extra ``osm`` is not installed.
    UnreadableFileError
        Where a block is damaged or cut off.
    """
    messages = _messages(path)
    elements = Elements()
    try:
        for kind, payload in _blobs(_Bytes(blocks), messages):
            if kind == "OSMData":
                _take_block(messages.osmformat.PrimitiveBlock.FromString(payload), elements)
    except (DamagedBlobError, messages.decode_error, zlib.error, IndexError) as error:
        raise UnreadableFileError(text("roads.damaged-pbf", file=path.name, reason=error)) from error
    return elements.extract()


class _Messages:
    """The message types of the format, and the error that decoding them may raise."""

    def __init__(self) -> None:
        from google.protobuf.message import DecodeError
        from pyrosm.proto import fileformat_pb2, osmformat_pb2

        self.fileformat: Any = fileformat_pb2
        self.osmformat: Any = osmformat_pb2
        self.decode_error: type[Exception] = DecodeError


def _messages(path: Path) -> _Messages:
    try:
        return _Messages()
    except ImportError as error:
        raise MissingExtraError(text("roads.no-pbf", file=path.name)) from error


class _Bytes:
    """Exact numbers of bytes from a stream of blocks."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks, self._held = blocks, b""

    def read(self, count: int) -> bytes:
        """Return `count` bytes, nothing at the very end; a file that ends in between is damaged."""
        parts, have = [self._held], len(self._held)
        while have < count and (block := next(self._blocks, b"")):
            parts.append(block)
            have += len(block)
        held = b"".join(parts)
        if 0 < have < count:
            raise DamagedBlobError(text("roads.cut-off"))
        self._held = held[count:]
        return held[:count]


def _blobs(stream: _Bytes, messages: _Messages) -> Iterator[tuple[str, bytes]]:
    """Yield the kind and the unpacked bytes of every block."""
    while prefix := stream.read(4):
        header_bytes = int.from_bytes(prefix, "big")
        if header_bytes > _MAX_HEADER_BYTES:
            raise DamagedBlobError(text("roads.blob-too-large"))
        header = messages.fileformat.BlobHeader.FromString(_whole(stream, header_bytes))
        if not 0 <= header.datasize <= _MAX_BLOB_BYTES:
            raise DamagedBlobError(text("roads.blob-too-large"))
        yield header.type, _unpacked(messages.fileformat.Blob.FromString(_whole(stream, header.datasize)))


def _whole(stream: _Bytes, count: int) -> bytes:
    payload = stream.read(count)
    if len(payload) < count:
        raise DamagedBlobError(text("roads.cut-off"))
    return payload


def _unpacked(blob: Any) -> bytes:  # noqa: ANN401  a generated message
    if blob.HasField("raw"):
        return bytes(blob.raw)
    if not blob.HasField("zlib_data"):
        raise DamagedBlobError(text("roads.blob-packing"))
    unpacker = zlib.decompressobj()
    payload = unpacker.decompress(blob.zlib_data, _MAX_BLOB_BYTES)
    if unpacker.unconsumed_tail:
        raise DamagedBlobError(text("roads.blob-too-large"))
    return payload


def _take_block(block: Any, elements: Elements) -> None:  # noqa: ANN401
    words = [word.decode("utf-8", "replace") for word in block.stringtable.s]
    for group in block.primitivegroup:
        if group.HasField("dense"):
            _take_dense(block, group.dense, words, elements)
        for node in group.nodes:
            _take_places(block, np.array([node.id]), np.array([node.lon]), np.array([node.lat]), elements)
            elements.node(node.id, _tags(words, node.keys, node.vals))
        for way in group.ways:
            elements.way(way.id, list(accumulate(way.refs)), _tags(words, way.keys, way.vals))
        for one in group.relations:
            members = zip(accumulate(one.memids), one.types, one.roles_sid, strict=True)
            ways = [(member, words[role]) for member, kind, role in members if kind == _WAY]
            elements.relation(_tags(words, one.keys, one.vals), ways)


def _tags(words: list[str], keys: Any, values: Any) -> dict[str, str]:  # noqa: ANN401
    return {words[key]: words[value] for key, value in zip(keys, values, strict=True)}


def _take_dense(block: Any, dense: Any, words: list[str], elements: Elements) -> None:  # noqa: ANN401
    ids, lon, lat = (np.cumsum(np.array(part, dtype=np.int64)) for part in (dense.id, dense.lon, dense.lat))
    if not len(ids) == len(lon) == len(lat):
        raise DamagedBlobError(text("roads.cut-off"))
    _take_places(block, ids, lon, lat, elements)
    if "crossing" in words and len(dense.keys_vals):
        _take_crossings(np.array(dense.keys_vals, dtype=np.int64), ids, words, elements)


def _take_places(block: Any, ids: Any, lon: Any, lat: Any, elements: Elements) -> None:  # noqa: ANN401
    elements.node_ids.frombytes(np.asarray(ids, dtype=np.int64).tobytes())
    elements.lons.frombytes(((block.lon_offset + block.granularity * lon) * _NANO).tobytes())
    elements.lats.frombytes(((block.lat_offset + block.granularity * lat) * _NANO).tobytes())


def _take_crossings(keys_vals: Any, ids: Any, words: list[str], elements: Elements) -> None:  # noqa: ANN401
    """Take the tags of the nodes that are crossings; keys and values alternate, a zero ends each node."""
    ends = keys_vals == 0
    of_node = np.cumsum(ends)[~ends]
    pairs = keys_vals[~ends]
    if len(pairs) % 2 or ends.sum() > len(ids):
        raise DamagedBlobError(text("roads.cut-off"))
    key, value, of_node = pairs[0::2], pairs[1::2], of_node[0::2]
    crossing = words.index("crossing")
    for node in np.unique(of_node[value == crossing]).tolist():
        here = of_node == node
        elements.node(int(ids[node]), _tags(words, key[here].tolist(), value[here].tolist()))
