"""The file that is meant: it exists, is no folder, is not empty; a missing one gets the nearest name beside it."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from geo.errors import InputError, UnreadableFileError, shortlist
from geo.wording import text

TABLE_ENDINGS = frozenset({
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".geojson", ".json",
    ".gpkg", ".shp", ".zip", ".parquet", ".geoparquet", ".kml", ".kmz", ".ovkml", ".dxf",
})  # fmt: skip


def find_source(path: Path) -> Path:
    """Check that a path names a readable file, or a file geodatabase, which is a folder.

    Raises
    ------
    UnreadableFileError
        Where there is no such file or it is empty.
    InputError
        Where it is a folder.
    """
    if path.is_dir():
        if is_geodatabase(path):
            return path
        inside = sorted(entry.name for entry in path.iterdir() if entry.suffix.casefold() in TABLE_ENDINGS)
        key = "reader.folder" if inside else "reader.folder-without-tables"
        raise InputError(text(key, file=path, inside=shortlist(inside)))
    if not path.exists():
        raise UnreadableFileError(_missing(path))
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFileError(text("reader.cannot-open", file=path, reason=error.strerror)) from error
    if size == 0:
        raise UnreadableFileError(text("reader.empty-file", file=path.name))
    return path


def is_geodatabase(folder: Path) -> bool:
    """Tell whether a folder is a file geodatabase, by its system tables."""
    return any(folder.glob("a0000000[1-9].gdbtable"))


def _missing(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return text("reader.no-folder", file=path, folder=folder)
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    near = get_close_matches(path.name, names, n=1, cutoff=0.5)
    if near:
        return text("reader.missing-near", file=path, near=near[0])
    readable = [name for name in names if Path(name).suffix.casefold() in TABLE_ENDINGS]
    return text("reader.missing", file=path, inside=shortlist(readable) or "-")
