"""GeoJSON and KML made ready for GDAL: in UTF-8, and with names of KML fields that its driver does not spoil."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

from geo.io.readers.encodings import decode_bytes

TEXT_KINDS = frozenset({"geojson", "kml"})
# The LIBKML driver turns every Chinese character of an untyped field's name into "_": 户数 and 地址 become one.
_DATA_NAME = re.compile(r"(<(?:\w+:)?Data\s+name=)([\"'])(.*?)\2")


@contextmanager
def readable_copy(path: Path, kind: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield the file, or a copy that GDAL reads rightly, and what its field names stand for."""
    payload = path.read_bytes() if kind in TEXT_KINDS and path.is_file() else b""
    names: dict[str, str] = {}
    content = "" if _is_utf8(payload) else decode_bytes(payload).content
    if kind == "kml":
        content, names = _safe_data_names(content or payload.decode("utf-8"))
    if not names and (not content or _is_utf8(payload)):
        yield path, names
        return
    content = re.sub(r"encoding=([\"']).*?\1", 'encoding="UTF-8"', content, count=1)
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(content.encode("utf-8"))
        yield copy, names


def _safe_data_names(content: str) -> tuple[str, dict[str, str]]:
    """Give untyped KML fields names in plain letters; returns the words and what the new names stand for."""
    given = dict.fromkeys(name for _, _, name in _DATA_NAME.findall(content) if not name.isascii())
    safe = {name: f"field_{number}" for number, name in enumerate(given)}
    renamed = _DATA_NAME.sub(lambda found: f'{found[1]}"{safe.get(found[3], found[3])}"', content) if safe else content
    return renamed, {new: unescape(name) for name, new in safe.items()}


def _is_utf8(payload: bytes) -> bool:
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w-]+)", payload.lstrip()[:200])
    if declared and declared.group(1).lower() not in {b"utf-8", b"utf8"}:
        return False
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
