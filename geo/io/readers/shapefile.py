"""Shapefiles: several files under one name, often with one missing, and text in an encoding nobody states.

Text is read byte for byte and decoded here: by the .cpg where it holds true, else as UTF-8, else as GB18030.
"""

from __future__ import annotations

import codecs
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from geo.errors import UnreadableFileError
from geo.findings import Report, Where
from geo.io.readers.layers import table_from_frame
from geo.io.readers.raw import RawTable
from geo.io.readers.vector import GDAL_ERRORS, gdal_options, gdal_reason, read_frame
from geo.wording import text

_BYTES = "ISO-8859-1"  # one character a byte, so that nothing is lost before the encoding is known
_NAMES_FOR = {"936": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "ansi": "gb18030", "65001": "utf-8"}


def read_shapefile(path: Path, file: str, report: Report) -> RawTable:
    """Read a shapefile by any of its parts; each missing part is reported.

    Raises
    ------
    UnreadableFileError
        Where the .shp itself is missing or damaged.
    """
    parts = {part.suffix.casefold(): part for part in path.parent.iterdir() if part.stem == path.stem}
    shapes = parts.get(".shp")
    if shapes is None and ".dbf" not in parts:
        raise UnreadableFileError(text("reader.no-shp", file=file, wanted=f"{path.stem}.shp"))
    _say_missing(parts, file, path.stem, report)
    with _complete(parts) as readable, gdal_options(SHAPE_RESTORE_SHX="YES", SHAPE_ENCODING=_BYTES):
        try:
            frame = read_frame(readable, file, readable.stem, report)
        except GDAL_ERRORS as error:
            raise UnreadableFileError(text("reader.damaged-shapefile", file=file, reason=gdal_reason(error))) from error
    decoded = _decoded(frame, parts, file, path.stem, report)
    return table_from_frame(decoded, file, path.stem, report, crs_said=".prj" not in parts)


def _say_missing(parts: dict[str, Path], file: str, stem: str, report: Report) -> None:
    for ending in (".shp", ".shx", ".dbf", ".prj"):
        if ending not in parts:
            rule = f"shapefile-no-{ending[1:]}"
            report.find(rule, where=Where(file, stem), found=text(f"{rule}.found", part=f"{stem}{ending}"))


@contextmanager
def _complete(parts: dict[str, Path]) -> Iterator[Path]:
    """Yield a shapefile that GDAL opens; one without .shx is mended in a copy, never beside the original."""
    if ".shp" not in parts or ".shx" in parts:
        yield parts.get(".shp", parts.get(".dbf", Path()))
        return
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        for ending in (".shp", ".dbf", ".prj"):
            if ending in parts:
                shutil.copyfile(parts[ending], Path(folder) / f"{parts['.shp'].stem}{ending}")
        yield Path(folder) / f"{parts['.shp'].stem}.shp"


def _decoded(frame: pd.DataFrame, parts: dict[str, Path], file: str, stem: str, report: Report) -> pd.DataFrame:
    """Decode the headings and the text columns, and say in which encoding."""
    columns = [name for name in frame.columns if name != "geometry"]
    worded = [name for name in columns if pd.api.types.is_string_dtype(frame[name].dtype)]
    stored = [value.encode(_BYTES) for name in worded for value in frame[name].dropna()]
    stated = _stated_encoding(parts)
    headings = [str(name).encode(_BYTES) for name in columns]
    encoding = _choose(stated, [*stored, *headings])
    if encoding not in {stated, "ascii"} or (stated and encoding != stated):
        rule = "shapefile-cpg-wrong" if stated else "shapefile-no-cpg"
        found = text(f"{rule}.found", encoding=encoding, stated=stated, part=f"{stem}.cpg")
        report.find(rule, severity="warning" if stated else "note", where=Where(file, stem), found=found)
    for name in worded:
        frame[name] = [_decode(value, encoding) for value in frame[name].astype("object")]
    return frame.rename(columns={name: _decode(name, encoding) for name in columns})


def _stated_encoding(parts: dict[str, Path]) -> str:
    """Read the encoding that the .cpg states, in Python's name; empty where there is none."""
    if ".cpg" not in parts:
        return ""
    stated = parts[".cpg"].read_bytes()[:40].decode("ascii", errors="ignore").strip().casefold()
    stated = _NAMES_FOR.get(stated.removeprefix("cp"), stated)
    try:
        return codecs.lookup(stated).name
    except LookupError:
        return ""


def _choose(stated: str, stored: Iterable[bytes]) -> str:
    """Choose the first encoding that explains all the bytes; a character cut off at a field's end does not count."""
    odd = [value for value in dict.fromkeys(stored) if not value.isascii()]
    if not odd:
        return "ascii"
    # A single-byte encoding decodes anything, so a .cpg that names one proves nothing about Chinese text.
    trusted = stated if stated in {"utf-8", "gb18030", "big5"} else ""
    candidates = [name for name in dict.fromkeys((trusted, "utf-8", "gb18030")) if name]
    return next((name for name in candidates if all(_explains(name, value) for value in odd)), stated or "gb18030")


def _explains(encoding: str, value: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(value, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _decode(value: object, encoding: str) -> object:
    if not isinstance(value, str):
        return None if pd.isna(value) else value
    stored = value.encode(_BYTES)
    return codecs.getincrementaldecoder(encoding)("replace").decode(stored, final=False)
