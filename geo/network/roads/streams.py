"""A road file as a stream of bytes, unpacked on the way, within the policy's limits; and what kind of file it is.

The kind is judged by the first kilobytes of the content, unpacked; a file of any size that is no road file is
refused after looking at these.
"""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from geo.errors import InputError, UnreadableFileError
from geo.policy.roads import RoadPolicy
from geo.wording import text

Blocks = Iterator[bytes]
RoadKind = Literal["osm-xml", "osm-pbf", "graphml", "lines"]

_HEAD_BYTES = 1 << 16
_BLOCK_BYTES = 1 << 20
_RATIO_FLOOR_BYTES = 32 << 20  # small files may pack as well as they like
_PACKED = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open}
_UNPACK_ERRORS = (OSError, EOFError, zlib.error)
# Layers that the readers of tables know; what they hold shows once they are read.
_LAYERS = (b"SQLite format 3\0", b"\x00\x00\x27\x0a", b"PK\x03\x04", b"fgb\x03", b"PAR1")
_LAYER_ENDINGS = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".gdb"}
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_JSON_LAYER = re.compile(rb"\"(?:FeatureCollection|Feature|features|Topology)\"")


def kind_of_roads(path: Path) -> RoadKind:
    """Judge what kind of road file it is by its content, and by its ending where the content leaves a choice.

    Raises
    ------
    UnreadableFileError
        Where the file is missing, empty, damaged, or no road file.
    """
    if path.is_dir() and path.suffix.casefold() == ".gdb":
        return "lines"
    head = _head(path)
    if not head:
        raise UnreadableFileError(text("roads.empty-file", file=path.name))
    if head.startswith(_LAYERS) or path.suffix.casefold() in _LAYER_ENDINGS:
        return "lines"
    if b"OSMHeader" in head[:64] or b"OSMData" in head[:64]:
        return "osm-pbf"
    return _kind_of_text(head, path)


def _kind_of_text(head: bytes, path: Path) -> RoadKind:
    start = head.removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")[2:]
    start = start.lstrip()
    if start.startswith(b"<"):
        root = _ROOT.search(re.sub(rb"<!--.*?-->", b"", start, flags=re.DOTALL))
        name = root.group(1).decode("ascii", "replace").casefold() if root else ""
        known: dict[str, RoadKind] = {"osm": "osm-xml", "graphml": "graphml", "kml": "lines", "gpx": "lines"}
        if name in known:
            return known[name]
        key = "roads.foreign-html" if name in {"html", "body", "head"} else "roads.foreign-xml"
        raise UnreadableFileError(text(key, file=path.name, root=name or "?"))
    if start.startswith((b"{", b"[")):
        if _JSON_LAYER.search(start):
            return "lines"
        key = "roads.foreign-overpass" if b'"elements"' in start else "roads.foreign"
        raise UnreadableFileError(text(key, file=path.name))
    raise UnreadableFileError(text("roads.foreign", file=path.name))


def _head(path: Path) -> bytes:
    """Return the first bytes, unpacked where the file is packed."""
    if not path.exists() or path.is_dir():
        raise UnreadableFileError(text("roads.no-file", file=path))
    try:
        with _opened(path) as stream:
            return stream.read(_HEAD_BYTES)
    except _UNPACK_ERRORS as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UnreadableFileError:
    reason = getattr(error, "strerror", None) or str(error)
    return UnreadableFileError(text("roads.cannot-read", file=path.name, reason=reason))


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as plain:
        mark = plain.read(3)
    unpack = next((unpack for start, unpack in _PACKED.items() if mark.startswith(start)), None)
    with path.open("rb") if unpack is None else unpack(path, "rb") as stream:  # type: ignore[operator]  # two openers
        yield stream


def blocks_of(path: Path, limits: RoadPolicy) -> Blocks:
    """Yield the bytes of a file in blocks, unpacked, up to the limits of the policy.

    Raises
    ------
    UnreadableFileError
        Where the file is damaged or cut off.
    InputError
        Where it unpacks to more than ``roads.max_unpacked_mb`` or ``roads.max_unpacked_ratio`` times its size.
    """
    packed, done = max(path.stat().st_size, 1), 0
    most = limits.max_unpacked_mb * 1_000_000
    try:
        with _opened(path) as stream:
            while block := stream.read(_BLOCK_BYTES):
                done += len(block)
                if done > most or (done > _RATIO_FLOOR_BYTES and done > limits.max_unpacked_ratio * packed):
                    raise InputError(
                        text("roads.bomb", file=path.name, packed=f"{packed / 1e6:.1f}", unpacked=f"{done / 1e6:,.0f}")
                    )
                yield block
    except _UNPACK_ERRORS as error:
        raise _unreadable(path, error) from error
