"""Ways as a file gives them, before any graph: lines over shared vertices, each with its tags.

Every reader (OSM XML, OSM PBF, GraphML, lines of a map layer) ends here; `assembly` makes the graph. Two lines are
joined where they share a vertex, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import shapely

from geo.findings import Report, Severity, Where
from geo.network.roads.graph import Floats, Ints
from geo.schema import STORAGE_CRS
from geo.wording import catalogue, text

Tags = dict[str, str]
Fact = str | int | float

FEATURE_KINDS = (
    "river", "water", "railway", "arterial", "expressway", "green", "bridge", "tunnel", "crossing", "road",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A finding before it is put into words, so that it can be kept in the cache and said in any language."""

    rule: str
    severity: Severity
    facts: dict[str, Fact] = field(default_factory=dict)


def say(notes: Sequence[Note], report: Report, *, file: str) -> None:
    """Put notes into words and into the report; a fact that is itself a key of the catalogue is looked up."""
    known = catalogue()
    for note in notes:
        facts = {name: text(f"roads.{fact}") if f"roads.{fact}" in known else fact for name, fact in note.facts.items()}
        report.find(note.rule, severity=note.severity, found=text(f"{note.rule}.found", **facts), where=Where(file))


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Lines of roads over shared vertices.

    Attributes
    ----------
    lon, lat : the vertices in WGS-84 degrees, shape ``(v,)``.
    ids : a number of each vertex that does not depend on the order of the file where it can be helped, shape ``(v,)``.
    vertex, start : the lines packed: line i runs over ``vertex[start[i]:start[i + 1]]``, shapes ``(r,)``, ``(w + 1,)``.
    tags : the tags of each line, length w, in the words of OpenStreetMap.
    """

    lon: Floats
    lat: Floats
    ids: Ints
    vertex: Ints
    start: Ints
    tags: tuple[Tags, ...]

    def __len__(self) -> int:
        """Count the lines."""
        return len(self.tags)


_NONE = np.empty(0, dtype=np.int64)
NO_WAYS = Ways(np.empty(0), np.empty(0), _NONE, _NONE, np.zeros(1, dtype=np.int64), ())


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is drawn or cuts: a river, a park, a bridge."""

    kind: str
    road_class: str
    layer: int
    name: str
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """Everything that a file says: its roads, the things beside them, and what was wrong."""

    ways: Ways
    features: list[Feature]
    notes: list[Note]


def features_table(features: Sequence[Feature]) -> gpd.GeoDataFrame:
    """Put features into a table: kind, road_class, layer, name, geometry; in an order that is theirs."""
    bounds = shapely.bounds([one.shape for one in features]).tolist() if features else []
    keys = [(one.kind, one.road_class, one.name, one.layer, box) for one, box in zip(features, bounds, strict=True)]
    ordered = [features[at] for at in sorted(range(len(features)), key=keys.__getitem__)]
    columns = {
        "kind": [one.kind for one in ordered],
        "road_class": [one.road_class for one in ordered],
        "layer": np.array([one.layer for one in ordered], dtype=np.int64),
        "name": [one.name for one in ordered],
    }
    return gpd.GeoDataFrame(columns, geometry=[one.shape for one in ordered], crs=STORAGE_CRS)
