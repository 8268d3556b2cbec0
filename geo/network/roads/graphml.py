"""GraphML as OSMnx writes it: a directed, simplified graph whose attributes are text, read as a stream.

The direction of the edges is the truth about one-way streets; two edges that are each other's reverse are one street
open both ways. Lengths are worked out anew, and those stated are only compared.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.errors import InputError
from geo.io.datum import to_wgs84
from geo.network.roads.features import road_features
from geo.network.roads.graph import Floats
from geo.network.roads.osm_xml import parse
from geo.network.roads.streams import Blocks
from geo.network.roads.street_pairs import Edge, streets_of
from geo.network.roads.tags import ROAD_KEYS, class_of
from geo.network.roads.ways import Extract, Feature, Note, Tags
from geo.policy.roads import ROAD_CLASSES
from geo.wording import text

_EDGE_KEYS = ROAD_KEYS | {"length", "geometry", "from", "to"}
_NODE_KEYS = frozenset({"x", "y", "highway", "lon", "lat"})
_GRAPH_KEYS = frozenset({"crs"})


@dataclass(slots=True)
class _Raw:
    """The graph as written: attributes by name, all text."""

    is_directed: bool = True
    graph: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


def read_graphml(path: Path, blocks: Blocks) -> Extract:
    """Read a road graph of OSMnx from its blocks of bytes.

    Raises
    ------
    UnreadableFileError
        Where it is no well-formed XML, is cut off, or declares entities.
    InputError
        Where its nodes have no places.
    """
    raw = _Raw()
    parse(path, blocks, _Handlers(raw).handlers())
    notes: list[Note] = []
    places = _places(raw, path)
    edges = _edges(raw, places, notes)
    ways = streets_of(edges, is_directed=raw.is_directed, notes=notes)
    crossings = [
        Feature("crossing", "", 0, "", shapely.Point(places[name]))
        for name, attributes in raw.nodes.items()
        if attributes.get("highway") == "crossing" and name in places
    ]
    return Extract(ways, road_features(ways) + crossings, notes)


class _Handlers:
    """Collects the attributes that matter; the keys are declared at the top of the file."""

    def __init__(self, raw: _Raw) -> None:
        self._raw = raw
        self._names: dict[str, str] = {}
        self._wanted: dict[str, frozenset[str]] = {"node": _NODE_KEYS, "edge": _EDGE_KEYS, "graph": _GRAPH_KEYS}
        self._into: dict[str, str] = raw.graph
        self._key = ""
        self._words: list[str] = []

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return the handlers by the names that the parser has for them."""
        return {
            "StartElementHandler": self._start,
            "EndElementHandler": self._end,
            "CharacterDataHandler": self._characters,
        }

    def _start(self, name: str, given: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "data":
            self._key = self._names.get(given.get("key", ""), "")
        elif kind == "node":
            self._into = self._raw.nodes.setdefault(given.get("id", ""), {})
        elif kind == "edge":
            self._into = {}
            self._raw.edges.append((given.get("source", ""), given.get("target", ""), self._into))
        elif kind == "graph":
            self._raw.is_directed = given.get("edgedefault", "directed") != "undirected"
        elif kind == "key":
            attribute = given.get("attr.name", "")
            if attribute in self._wanted.get(given.get("for", ""), _EDGE_KEYS | _NODE_KEYS | _GRAPH_KEYS):
                self._names[given.get("id", "")] = attribute

    def _characters(self, words: str) -> None:
        if self._key:
            self._words.append(words)

    def _end(self, name: str) -> None:
        if self._key and name.rpartition(":")[2] == "data":
            self._into[self._key] = "".join(self._words).strip()
            self._words.clear()
            self._key = ""
        elif name.rpartition(":")[2] in {"node", "edge"}:
            self._into = self._raw.graph  # some writers put the graph's own data last


def _places(raw: _Raw, path: Path) -> dict[str, tuple[float, float]]:
    """Return the longitude and latitude of the nodes that have a place."""
    crs = _crs(raw.graph.get("crs", ""), path)
    given = {name: (_number(one.get("x", "")), _number(one.get("y", ""))) for name, one in raw.nodes.items()}
    xy = np.array(list(given.values()), dtype=np.float64).reshape(-1, 2)
    lonlat = _degrees(xy, crs)
    usable = np.asarray((np.abs(lonlat) <= (180, 90)).all(axis=1))
    if not usable.any():
        raise InputError(text("roads.graph-without-places", file=path.name))
    return {name: (lon, lat) for name, (lon, lat), ok in zip(given, lonlat.tolist(), usable, strict=True) if ok}


def _crs(stated: str, path: Path) -> str:
    """Return the CRS of the coordinates, "" for degrees of WGS-84."""
    if not stated:
        return ""
    try:
        crs = CRS.from_user_input(stated)
    except CRSError as error:
        raise InputError(text("roads.graph-crs", file=path.name, crs=stated[:80])) from error
    return "" if crs.is_geographic else crs.to_string()


def _degrees(xy: Floats, crs: str) -> Floats:
    return np.column_stack(to_wgs84(xy[:, 0], xy[:, 1], source=crs)) if crs else xy


def _edges(raw: _Raw, places: dict[str, tuple[float, float]], notes: list[Note]) -> list[Edge]:
    """Turn the edges whose ends have places into lines with tags; the others are counted."""
    joined = [edge for edge in raw.edges if edge[0] in places and edge[1] in places]
    if lost := len(raw.edges) - len(joined):
        notes.append(Note("roads-clipped", "note", {"count": lost, "missing": lost}))
    crs = raw.graph.get("crs", "")
    with np.errstate(all="ignore"):  # numbers out of all range become infinite, and are left out below
        lines = shapely.from_wkt([one.get("geometry") or None for _, _, one in joined], on_invalid="ignore")
    known = dict(zip(places, range(len(places)), strict=True))
    projected = _crs(crs, Path()) if crs else ""
    edges = []
    for (source, target, attributes), line in zip(joined, lines, strict=True):
        inner = _inner(line, projected, places[source], places[target])
        ends = (known[source], known[target])
        edges.append(Edge(ends, (places[source], places[target]), inner, _tags(attributes), attributes.get("length")))
    return edges


def _inner(line: shapely.Geometry | None, crs: str, begin: tuple[float, float], end: tuple[float, float]) -> Floats:
    """Return the vertices between the ends, from source to target, shape ``(k, 2)``."""
    if line is None or line.geom_type != "LineString" or len(xy := shapely.get_coordinates(line)) < 3:
        return np.empty((0, 2))
    with np.errstate(invalid="ignore"):
        xy = _degrees(xy, crs)
    xy = xy[np.isfinite(xy).all(axis=1)]
    if len(xy) < 3:
        return np.empty((0, 2))
    drawn = np.abs(xy[0] - begin).sum() + np.abs(xy[-1] - end).sum()
    turned = np.abs(xy[0] - end).sum() + np.abs(xy[-1] - begin).sum()
    inner = xy[1:-1] if drawn <= turned else xy[-2:0:-1]
    return np.asarray(inner[(np.abs(inner) <= (180, 90)).all(axis=1)], dtype=np.float64)


def _tags(attributes: dict[str, str]) -> Tags:
    """Turn attributes into tags; of the lists that merged streets have: the highest class, all limits, all names."""
    tags = {key: value for key, value in attributes.items() if key in ROAD_KEYS and value}
    for key, value in tags.items():
        if value.startswith("[") and value.endswith("]"):
            tags[key] = _one_of(key, _listed(value))
    return tags


def _listed(value: str) -> list[str]:
    """Read a list written as text."""
    try:
        parts = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return [value.strip("[]'\" ")]
    return [str(part) for part in parts if part is not None]


def _one_of(key: str, values: list[str]) -> str:
    if key == "highway":
        known = [class_of(value) for value in values if class_of(value)]
        return min(known, key=ROAD_CLASSES.index) if known else ""
    if key == "maxspeed":
        return ";".join(values)
    return " / ".join(values) if key == "name" else next(iter(sorted(values)), "")


def _number(word: str) -> float:
    """Read a coordinate; NaN, which is nowhere, where it is none."""
    try:
        return float(word)
    except ValueError:
        return float("nan")
