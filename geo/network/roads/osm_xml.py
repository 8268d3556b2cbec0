"""OpenStreetMap's XML, read as a stream: nothing is kept but what the roads need.

Documents that declare a type or entities are refused before any is expanded: OpenStreetMap writes none, bombs do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from geo.errors import UnreadableFileError
from geo.network.roads.elements import Elements
from geo.network.roads.streams import Blocks
from geo.network.roads.ways import Extract
from geo.wording import text


class RefusedMarkupError(Exception):
    """Markup that declares entities or a document type."""


def read_osm_xml(path: Path, blocks: Blocks) -> Extract:
    """Read OSM XML from its blocks of bytes.

    Raises
    ------
    UnreadableFileError
        Where it is no well-formed XML, is cut off, or declares entities.
    """
    elements = Elements()
    parse(path, blocks, _Handlers(elements).handlers())
    return elements.extract()


def parse(path: Path, blocks: Blocks, handlers: dict[str, Any]) -> None:
    """Feed blocks to an XML parser that refuses document types and entities; errors as `read_osm_xml`."""
    parser = expat.ParserCreate()
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    for name in ("StartDoctypeDeclHandler", "EntityDeclHandler"):
        setattr(parser, name, _refuse)
    try:
        for block in blocks:
            parser.Parse(block)
        parser.Parse(b"", True)  # noqa: FBT003  expat takes positions only
    except RefusedMarkupError as error:
        raise UnreadableFileError(text("roads.entities", file=path.name)) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or that expat cannot take
        raise UnreadableFileError(text("roads.encoding", file=path.name, reason=error)) from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise UnreadableFileError(
            text("roads.damaged-xml", file=path.name, line=error.lineno, reason=reason)
        ) from error


def _refuse(*_: object) -> None:
    raise RefusedMarkupError


class _Handlers:
    """The parser's two handlers; one call an element of the file, so they do little."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._tags: dict[str, str] = {}
        self._refs: list[int] = []
        self._members: list[tuple[int, str]] = []
        self._id = 0
        self._is_there = True
        self._openers = {"node": self._node, "way": self._begin, "relation": self._begin, "member": self._member}

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return the handlers by the names that the parser has for them."""
        return {"StartElementHandler": self._start, "EndElementHandler": self._end}

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "tag":
            self._tags[given.get("k", "")] = given.get("v", "")
        elif name == "nd":
            self._refs.append(_whole(given.get("ref", "")))
        elif opener := self._openers.get(name):
            opener(given)

    def _begin(self, given: dict[str, str]) -> None:
        """Begin an element; editors keep deleted ones in the file."""
        self._tags, self._refs, self._members = {}, [], []
        self._id = _whole(given.get("id", ""))
        self._is_there = given.get("action") != "delete" and given.get("visible") != "false"

    def _node(self, given: dict[str, str]) -> None:
        self._begin(given)
        if self._is_there:
            elements = self._elements
            elements.node_ids.append(self._id)
            elements.lons.append(_number(given.get("lon", "")))
            elements.lats.append(_number(given.get("lat", "")))

    def _member(self, given: dict[str, str]) -> None:
        if given.get("type") == "way":
            self._members.append((_whole(given.get("ref", "")), given.get("role", "")))

    def _end(self, name: str) -> None:
        if not self._is_there:
            return
        if name == "way":
            self._elements.way(self._id, self._refs, self._tags)
        elif name == "node" and self._tags:
            self._elements.node(self._id, self._tags)
        elif name == "relation":
            self._elements.relation(self._tags, self._members)


def _number(word: str) -> float:
    """Read a coordinate; NaN, which is nowhere, where it is none."""
    try:
        return float(word)
    except ValueError:
        return float("nan")


_NO_ID = -(1 << 62)


def _whole(word: str) -> int:
    """Read an id; one that is in no file where it is none."""
    try:
        number = int(word)
    except ValueError:
        return _NO_ID
    return number if abs(number) < 1 << 62 else _NO_ID
