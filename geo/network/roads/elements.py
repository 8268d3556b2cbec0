"""OpenStreetMap's elements, collected by whoever reads the file, and turned into ways and features at the end.

Ways may point to nodes that an extract does not hold: they are cut there. Nodes, ways and relations may come in
any order.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from geo.network.roads.areas import Rings, polygon_of
from geo.network.roads.features import area_kind, line_kind, road_features
from geo.network.roads.graph import Bools, Floats, Ints
from geo.network.roads.tags import ROAD_KEYS, class_of, layer_of, picked
from geo.network.roads.ways import Extract, Fact, Feature, Note, Tags, Ways

_PLANNED = frozenset({"proposed", "construction", "planned", "abandoned", "razed", "disused", "platform", "elevator"})


class Elements:
    """What a file of OpenStreetMap holds, as far as it matters here.

    `node_ids`, `lons`, `lats` are filled by the reader directly, one entry a node, for speed; the rest by calls.
    """

    def __init__(self) -> None:
        self.node_ids, self.lons, self.lats = array("q"), array("d"), array("d")
        self._road_tags: list[Tags] = []
        self._road_refs: list[Sequence[int]] = []
        self._drawn: list[tuple[str, Tags, Sequence[int]]] = []
        self._member_refs: dict[int, Sequence[int]] = {}
        self._areas: list[tuple[str, Tags, list[tuple[int, str]]]] = []
        self._crossings: list[tuple[int, str]] = []
        self._unknown = 0

    def node(self, node_id: int, tags: Mapping[str, str]) -> None:
        """Take the tags of a node: crossings on foot are kept."""
        if tags.get("highway") == "crossing" and tags.get("crossing") != "no":
            self._crossings.append((node_id, tags.get("name", "")))

    def way(self, way_id: int, refs: Sequence[int], tags: Mapping[str, str]) -> None:
        """Take a way: roads, lines and areas that are drawn, and what may be part of a larger area."""
        highway = tags.get("highway")
        if highway is not None and tags.get("area") != "yes":
            if class_of(highway):
                self._road_tags.append(picked(tags, ROAD_KEYS))
                self._road_refs.append(refs)
            elif highway not in _PLANNED:
                self._unknown += 1
            return
        kind = line_kind(tags) or area_kind(tags)
        if kind:
            self._drawn.append((kind, picked(tags, _DRAWN_KEYS), refs))
        if "building" not in tags:
            self._member_refs[way_id] = refs

    def relation(self, tags: Mapping[str, str], members: Sequence[tuple[int, str]]) -> None:
        """Take a relation: multipolygons of water and green; members are ways and their roles."""
        kind = area_kind(tags) if tags.get("type") in {"multipolygon", "boundary"} else ""
        if kind:
            self._areas.append((kind, picked(tags, _DRAWN_KEYS), list(members)))

    def extract(self) -> Extract:
        """Turn everything collected into ways and features."""
        nodes = _Nodes(self)
        notes: list[Note] = []
        if self._unknown:
            notes.append(Note("roads-class-unknown", "note", {"count": self._unknown}))
        ways = _ways(self._road_refs, self._road_tags, nodes, notes)
        features = road_features(ways) + self._crossing_points(nodes) + self._lines_and_areas(nodes)
        features += self._multipolygons(nodes, notes)
        return Extract(ways, features, notes)

    def _crossing_points(self, nodes: _Nodes) -> list[Feature]:
        rows = nodes.rows(np.array([node for node, _ in self._crossings], dtype=np.int64))
        return [
            Feature("crossing", "", 0, name, shapely.Point(nodes.lon[row], nodes.lat[row]))
            for row, (_, name) in zip(rows.tolist(), self._crossings, strict=True)
            if row >= 0
        ]

    def _lines_and_areas(self, nodes: _Nodes) -> list[Feature]:
        features = []
        for kind, tags, refs in self._drawn:
            xy = nodes.xy(refs)
            is_area = area_kind(tags) and len(xy) > 3 and refs[0] == refs[-1]
            if len(xy) < 2 or (not is_area and not line_kind(tags)):
                continue
            shape = shapely.make_valid(shapely.Polygon(xy)) if is_area else shapely.LineString(xy)
            features.append(Feature(kind, "", layer_of(tags), tags.get("name", ""), shape))
        return features

    def _multipolygons(self, nodes: _Nodes, notes: list[Note]) -> list[Feature]:
        features, broken = [], 0
        for kind, tags, members in self._areas:
            lines = [(nodes.xy(self._member_refs[way]), role) for way, role in members if way in self._member_refs]
            rings = Rings(
                [xy for xy, role in lines if role != "inner" and len(xy) > 1],
                [xy for xy, role in lines if role == "inner" and len(xy) > 1],
            )
            shape = polygon_of(rings)
            if shape is None:
                broken += 1
            else:
                features.append(Feature(kind, "", layer_of(tags), tags.get("name", ""), shape))
        if broken:
            notes.append(Note("roads-open-areas", "note", {"count": broken}))
        return features


_DRAWN_KEYS = frozenset({
    "waterway", "natural", "water", "landuse", "leisure", "railway", "layer", "bridge", "tunnel", "name",
})  # fmt: skip


class _Nodes:
    """The nodes sorted by their ids, for looking many up at once; a node given twice counts once."""

    def __init__(self, elements: Elements) -> None:
        ids = np.frombuffer(elements.node_ids, dtype=np.int64) if elements.node_ids else np.empty(0, dtype=np.int64)
        lon = np.frombuffer(elements.lons) if elements.lons else np.empty(0)
        lat = np.frombuffer(elements.lats) if elements.lats else np.empty(0)
        known = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # False for NaN too
        ids, lon, lat = ids[known], lon[known], lat[known]
        order = np.lexsort((lat, lon, ids))
        self.ids: Ints = ids[order]
        self.lon: Floats = lon[order]
        self.lat: Floats = lat[order]

    def rows(self, ids: Ints) -> Ints:
        """Return the row of each id, -1 where it is not in the file."""
        if len(self.ids) == 0:
            return np.full(len(ids), -1, dtype=np.int64)
        rows = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[rows] == ids, rows, -1).astype(np.int64)

    def xy(self, refs: Sequence[int]) -> Floats:
        """Return longitude and latitude of the nodes that are there, shape ``(k, 2)``."""
        rows = self.rows(np.array(refs, dtype=np.int64))
        rows = rows[rows >= 0]
        return np.column_stack([self.lon[rows], self.lat[rows]])


def _ways(refs: list[Sequence[int]], tags: list[Tags], nodes: _Nodes, notes: list[Note]) -> Ways:
    """Pack the roads, cut where a node is missing."""
    size = np.array([len(one) for one in refs], dtype=np.int64)
    flat = np.fromiter((ref for one in refs for ref in one), dtype=np.int64, count=int(size.sum()))
    row, way = nodes.rows(flat), np.repeat(np.arange(len(refs)), size)
    missing = row < 0
    if missing.any():
        facts: dict[str, Fact] = {"count": len(np.unique(way[missing])), "missing": int(missing.sum())}
        notes.append(Note("roads-clipped", "note", facts))
    begins = _begins(way, missing)[~missing]
    row, way = row[~missing], way[~missing]
    run = np.cumsum(begins) - 1
    length = np.bincount(run) if len(run) else np.empty(0, dtype=np.int64)
    kept = (length > 1)[run] if len(run) else np.empty(0, dtype=np.bool_)
    row, way, begins = row[kept], way[kept], begins[kept]
    used, vertex = np.unique(row, return_inverse=True)
    start = np.append(np.flatnonzero(begins), len(row)).astype(np.int64)
    of_run = way[begins].tolist()
    return Ways(
        nodes.lon[used],
        nodes.lat[used],
        nodes.ids[used],
        vertex.astype(np.int64),
        start,
        tuple(tags[w] for w in of_run),
    )


def _begins(way: Ints, missing: Bools) -> Bools:
    """Say where a line begins: at the first node of a way, and after a missing one."""
    if len(way) == 0:
        return np.empty(0, dtype=np.bool_)
    begins = np.append(True, way[1:] != way[:-1])
    begins[1:] |= missing[:-1]
    return begins
