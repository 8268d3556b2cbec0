"""Graphs kept on disk by the content they were made from, so that a second run does not read the file again.

One file a graph, named by the digest of everything that shapes it; written beside and moved into place, so that two
processes may write and read at once. Plain arrays only, nothing is unpickled; a damaged file counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Sized
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.files import replacing_file, sha256_of
from geo.findings import Finding
from geo.network.roads.graph import MODES, ModeEdges, RoadGraph
from geo.network.roads.ways import FEATURE_KINDS, Note
from geo.policy import Policy
from geo.policy.roads import ROAD_CLASSES
from geo.schema import STORAGE_CRS
from geo.wording import language

FORMAT = 1
FOLDER = ".linli-roads"
FOLDER_VARIABLE = "LINLI_ROADS_CACHE"
_SEPARATOR = "\x1f"
# Settings that change where things are kept or asked for, not what the graph is.
_NO_MATTER = {"cache_folder", "cache_kept", "max_snap_m", "max_unpacked_mb", "max_unpacked_ratio"}
_SIBLINGS = (".dbf", ".shx", ".prj", ".cpg")  # a shapefile is several files
_DAMAGED = (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, BadZipFile, zlib.error, MemoryError,
            shapely.errors.GEOSException)  # fmt: skip
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What is kept: the graph, the lines beside it, and what is to be said of them.

    `findings` were made in words already, in the language `said_in`; `notes` are put into words anew.
    """

    graph: RoadGraph
    lines: gpd.GeoDataFrame
    notes: list[Note]
    findings: list[Finding]
    said_in: str


def cache_path(path: Path, *, metric_crs: str, datum: str, policy: Policy) -> Path:
    """Name the file in which the graph of a road file is kept, by its content and everything that shapes the graph.

    The folder is that of the environment's `LINLI_ROADS_CACHE`, else of `roads.cache_folder`, else a hidden one
    beside the file.
    """
    folder = os.environ.get(FOLDER_VARIABLE) or policy.roads.cache_folder
    shaped_by = {
        "format": FORMAT,
        "files": [sha256_of(one) for one in _files(path)],
        "roads": policy.roads.model_dump(mode="json", exclude=_NO_MATTER),
        "place": policy.place.model_dump(mode="json"),
        "walk_m_min": policy.travel.walk_m_min,
        "metric_crs": metric_crs,
        "datum": datum,
    }
    digest = hashlib.sha256(json.dumps(shaped_by, sort_keys=True).encode()).hexdigest()
    return (Path(folder) if folder else path.parent / FOLDER) / f"{digest[:40]}.npz"


def _files(path: Path) -> list[Path]:
    """List the files that make up a road file: a shapefile's parts, a geodatabase's tables."""
    if path.is_dir():
        return sorted(one for one in path.rglob("*") if one.is_file())
    parts = [path.with_suffix(ending) for ending in _SIBLINGS] if path.suffix.casefold() == ".shp" else []
    return [path, *(part for part in parts if part.is_file())]


def stamp_of(path: Path) -> tuple[tuple[int, int], ...]:
    """Return sizes and times of a road file's parts, to see whether it changed while it was read."""
    stats = [one.stat() for one in _files(path)]
    return tuple((stat.st_size, stat.st_mtime_ns) for stat in stats)


def load(path: Path) -> Kept | None:
    """Take what is kept; None where there is nothing.

    Raises
    ------
    ValueError
        Where the file is there and damaged, or not what its name says.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            kept = _unpacked({name: arrays[name] for name in arrays.files}, path.stem)
    except FileNotFoundError:
        return None
    except _DAMAGED as error:
        raise ValueError(str(error)) from error
    with contextlib.suppress(OSError):
        os.utime(path)  # those in use are not the ones thrown away
    return kept


def store(path: Path, kept: Kept, *, most: int) -> None:
    """Keep a graph, and throw away all but the `most` last used ones of its folder.

    Raises
    ------
    OutputError
        Where the folder cannot be written.
    """
    arrays = _packed(kept, path.stem)
    with replacing_file(path) as temporary, temporary.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)
    _throw_old_away(path.parent, most)


def _throw_old_away(folder: Path, most: int) -> None:
    """Delete what was used longest ago; another process may do so at the same time."""
    found = []
    for one in folder.glob("*.npz"):
        with contextlib.suppress(OSError):
            found.append((one.stat().st_mtime_ns, one))
    for _, one in sorted(found, reverse=True)[most:]:
        with contextlib.suppress(OSError):
            one.unlink()


def _packed(kept: Kept, name: str) -> Arrays:
    graph, lines = kept.graph, kept.lines
    said = {
        "name": name,
        "metric_crs": graph.metric_crs,
        "notes": [asdict(note) for note in kept.notes],
        "findings": [asdict(finding) for finding in kept.findings],
        "said_in": kept.said_in,
    }
    shapes = [shapely.to_wkb(shape) for shape in lines.geometry]
    arrays: Arrays = {
        "said": _bytes(json.dumps(said, ensure_ascii=False).encode()),
        "node_xy": graph.node_xy,
        "tail": graph.tail,
        "head": graph.head,
        "length_m": graph.length_m,
        "road_class": graph.road_class,
        "shape_xy": graph.shape_xy,
        "shape_start": graph.shape_start,
        "name": _words(list(graph.name)),
        "line_kind": np.array([FEATURE_KINDS.index(kind) for kind in lines["kind"]], dtype=np.int8),
        "line_class": np.array([_CLASSES.index(word) for word in lines["road_class"]], dtype=np.int8),
        "line_layer": lines["layer"].to_numpy(dtype=np.int64),
        "line_name": _words(lines["name"].tolist()),
        "line_shape": _bytes(b"".join(shapes)),
        "line_start": np.cumsum([0, *(len(shape) for shape in shapes)]),
    }
    for mode in MODES:
        edges = graph.modes[mode]
        arrays |= {f"{mode}_ahead": edges.forward_min, f"{mode}_back": edges.backward_min, f"{mode}_use": edges.usable}
    return arrays


_CLASSES = ("", *ROAD_CLASSES)


def _unpacked(arrays: Arrays, name: str) -> Kept:
    """Build what was kept, checking that the arrays fit each other."""
    said = json.loads(arrays["said"].tobytes())
    if said["name"] != name:
        msg = "the file was made from other roads"
        raise ValueError(msg)
    modes = {mode: ModeEdges(*(arrays[f"{mode}_{part}"] for part in ("ahead", "back", "use"))) for mode in MODES}
    plain = ("node_xy", "tail", "head", "length_m", "road_class", "shape_xy", "shape_start")
    columns = {key: arrays[key] for key in plain}
    graph = RoadGraph(said["metric_crs"], name=tuple(_listed(arrays["name"])), modes=modes, **columns)
    _check(graph)
    shapes, start = arrays["line_shape"].tobytes(), arrays["line_start"].tolist()
    table = {
        "kind": [FEATURE_KINDS[code] for code in arrays["line_kind"].tolist()],
        "road_class": [_CLASSES[code] for code in arrays["line_class"].tolist()],
        "layer": arrays["line_layer"],
        "name": _listed(arrays["line_name"])[: len(start) - 1],
    }
    drawn = shapely.from_wkb([shapes[begin:end] for begin, end in pairwise(start)])
    lines = gpd.GeoDataFrame(table, geometry=np.asarray(drawn, dtype=object), crs=STORAGE_CRS)
    notes = [Note(**note) for note in said["notes"]]
    return Kept(graph, lines, notes, [Finding(**one) for one in said["findings"]], said["said_in"])


def _check(graph: RoadGraph) -> None:
    """Raise ValueError where lengths of arrays do not agree."""
    count, nodes = len(graph.tail), len(graph.node_xy)
    rows: list[Sized] = [graph.head, graph.length_m, graph.road_class, graph.name]
    for edges in graph.modes.values():
        rows += [edges.forward_min, edges.backward_min, edges.usable]
    fits = all(len(row) == count for row in rows) and len(graph.shape_start) == count + 1
    if not fits or graph.shape_start[-1] != len(graph.shape_xy) or graph.head.max(initial=-1) >= nodes:
        msg = "its arrays do not fit each other"
        raise ValueError(msg)


def _bytes(payload: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(payload, dtype=np.uint8)


def _words(words: list[str]) -> NDArray[np.uint8]:
    """Pack words into bytes; numpy's own text arrays take the room of the longest word for each."""
    return _bytes(_SEPARATOR.join(word.replace(_SEPARATOR, " ") for word in words).encode("utf-8", "replace"))


def _listed(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode("utf-8").split(_SEPARATOR)


def kept_now(graph: RoadGraph, lines: gpd.GeoDataFrame, notes: list[Note], findings: list[Finding]) -> Kept:
    """Put together what is to be kept, said in the language in force."""
    return Kept(graph, lines, notes, findings, language())
