"""From a road file to the graph: judge the file, take the cached graph where there is one, else read and build."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np

from geo.errors import GeoError, InputError, OutputError
from geo.findings import Report, Where
from geo.io.datum import convert, datum_name
from geo.network.roads.assembly import assemble
from geo.network.roads.cache import Kept, cache_path, kept_now, load, stamp_of, store
from geo.network.roads.graph import RoadGraph
from geo.network.roads.graphml import read_graphml
from geo.network.roads.osm_pbf import read_osm_pbf
from geo.network.roads.osm_xml import read_osm_xml
from geo.network.roads.streams import RoadKind, blocks_of, kind_of_roads
from geo.network.roads.vector_lines import read_lines, shifted
from geo.network.roads.ways import Extract, Ways, features_table, say
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.wording import language, text


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
    path = Path(path)
    wanted = _Wanted(path, kind_of_roads(path), metric_crs, datum, policy)
    with (progress or Silent()).task(text("roads.task"), None):
        kept = _cached(wanted, report) if cache else _read(wanted, report)
    report.findings.extend(kept.findings)
    say(kept.notes, report, file=path.name)
    return Roads(kept.graph, kept.lines)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be read, and all that shapes the graph."""

    path: Path
    kind: RoadKind
    metric_crs: str
    datum: str
    policy: Policy


def _cached(wanted: _Wanted, report: Report) -> Kept:
    """Take the graph that is kept, or read the file and keep its graph."""
    path, where = wanted.path, Where(wanted.path.name)
    stamp = stamp_of(path)
    place = cache_path(path, metric_crs=wanted.metric_crs, datum=wanted.datum, policy=wanted.policy)
    try:
        kept = load(place)
    except ValueError as error:
        kept = None
        found = text("roads-cache-damaged.found", file=place.name, reason=error)
        report.find("roads-cache-damaged", severity="note", found=found, where=where)
    if kept is not None and (kept.said_in == language() or not kept.findings):
        return kept
    kept = _read(wanted, report)
    if stamp_of(path) == stamp:  # else it changed while it was read
        try:
            store(place, kept, most=wanted.policy.roads.cache_kept)
        except OutputError as error:
            found = text("roads-cache-unwritable.found", reason=error)
            report.find("roads-cache-unwritable", severity="note", found=found, where=where)
    return kept


def _read(wanted: _Wanted, report: Report) -> Kept:
    """Read the file and build its graph; `report` is told only where that fails."""
    own = Report()
    try:
        extract = _extract(wanted, own)
    except GeoError:
        report.extend(own)  # what was found before may say why
        raise
    notes = list(extract.notes)
    graph = assemble(extract.ways, metric_crs=wanted.metric_crs, policy=wanted.policy, notes=notes)
    if len(graph) == 0:
        report.extend(own)
        say(notes, report, file=wanted.path.name)
        raise InputError(text("roads.none-open" if len(extract.ways) else "roads.none", file=wanted.path.name))
    return kept_now(graph, features_table(extract.features), notes, own.findings)


_READERS = {"osm-xml": read_osm_xml, "osm-pbf": read_osm_pbf, "graphml": read_graphml}


def _extract(wanted: _Wanted, report: Report) -> Extract:
    """Call the reader of the kind."""
    path, policy = wanted.path, wanted.policy
    if wanted.kind == "lines":
        return read_lines(path, datum=wanted.datum, policy=policy, metric_crs=wanted.metric_crs, report=report)
    extract = _READERS[wanted.kind](path, blocks_of(path, policy.roads))
    return _moved(extract, "wgs84" if wanted.datum == "auto" else datum_name(wanted.datum))


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
