"""From a road file to the graph: judge the file, take the cached graph where there is one, else read and build."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np

from geo.errors import InputError
from geo.findings import Report
from geo.io.datum import convert, datum_name
from geo.network.roads.assembly import assemble
from geo.network.roads.graph import RoadGraph
from geo.network.roads.osm_xml import read_osm_xml
from geo.network.roads.streams import RoadKind, blocks_of, kind_of_roads
from geo.network.roads.vector_lines import read_lines, shifted
from geo.network.roads.ways import Extract, Note, Ways, features_table, say
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """A road graph, and the lines, areas and points beside it.

    `lines` has the columns ``kind`` (one of `FEATURE_KINDS`), ``road_class`` ("" where it is no road), ``layer`` (0 on
    the ground, above it positive), ``name`` and geometry in EPSG:4326. A road is there once as road, arterial or
    expressway, and once more as bridge, tunnel or crossing where it is one. Only OpenStreetMap's own files have
    more than roads.
    """

    graph: RoadGraph
    lines: gpd.GeoDataFrame


def read_roads(
    path: Path,
    *,
    metric_crs: str,
    policy: Policy,
    report: Report,
    datum: str = "auto",
    cache: bool = True,
    progress: Progress | None = None,
) -> Roads:
    """Read roads into a graph; a second time the graph comes from the cache.

    OSM XML, OSM PBF, GraphML as OSMnx writes it, and layers of lines are read, packed or not, told apart by their
    content. What had to be mended is reported as findings, from the cache too.

    Parameters
    ----------
    metric_crs : the run's metric CRS, such as ``EPSG:4549``.
    datum : ``auto`` takes coordinates as the file states them; ``gcj02``, ``bd09`` or ``EPSG:n`` where it is wrong.
        Whether the roads lie where the estates are is the caller's to check: `share_near`.
    cache : keep the graph beside the file (`roads.cache_folder`) and use the one that is there.

    Raises
    ------
    UnreadableFileError
        Where the file is missing, damaged, or no road file.
    InputError
        Where it holds no roads, or unpacks beyond the limits.
    MissingExtraError
        Where a PBF file is given and the extra ``osm`` is not installed.
    """
    del cache
    path = Path(path)
    kind = kind_of_roads(path)
    with (progress or Silent()).task(text("roads.task"), None):
        return _read(path, kind, metric_crs=metric_crs, policy=policy, report=report, datum=datum)


def _read(
    path: Path, kind: RoadKind, *, metric_crs: str, policy: Policy, report: Report, datum: str
) -> Roads:  # fmt: skip
    extract = _extract(path, kind, datum=datum, policy=policy, metric_crs=metric_crs, report=report)
    if len(extract.ways) == 0:
        raise InputError(text("roads.none", file=path.name))
    notes: list[Note] = list(extract.notes)
    graph = assemble(extract.ways, metric_crs=metric_crs, policy=policy, notes=notes)
    if len(graph) == 0:
        raise InputError(text("roads.none-open", file=path.name))
    say(notes, report, file=path.name)
    return Roads(graph, features_table(extract.features))


def _extract(
    path: Path, kind: RoadKind, *, datum: str, policy: Policy, metric_crs: str, report: Report
) -> Extract:  # fmt: skip
    """Call the reader of the kind."""
    if kind == "lines":
        return read_lines(path, datum=datum, policy=policy, metric_crs=metric_crs, report=report)
    extract = read_osm_xml(path, blocks_of(path, policy.roads))
    return _moved(extract, "wgs84" if datum == "auto" else datum_name(datum))


def _moved(extract: Extract, datum: str) -> Extract:
    """Move what is in a Chinese datum to WGS-84."""
    if datum not in {"gcj02", "bd09"}:
        return extract
    ways = extract.ways
    lon, lat = convert(ways.lon, ways.lat, source=datum)
    shapes = shifted(gpd.GeoSeries([one.shape for one in extract.features]), datum)
    features = [replace(one, shape=shape) for one, shape in zip(extract.features, shapes, strict=True)]
    moved = Ways(np.asarray(lon), np.asarray(lat), ways.ids, ways.vertex, ways.start, ways.tags)
    return Extract(moved, features, extract.notes)
