"""What a file is, judged by its first bytes; the ending decides only where the content leaves a choice."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from geo.errors import UnreadableFileError
from geo.wording import text

_HEAD_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"SQLite format 3\0", "geopackage"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "gzip"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"\x09\x08\x10\x00", "foreign:ole"),  # workbooks of Excel 2 to 5 outside a container
    (b"\x09\x08\x08\x00", "foreign:ole"),
    (b"\x09\x04\x06\x00", "foreign:ole"),
    (b"\x09\x02\x06\x00", "foreign:ole"),
    (b"\x09\x00\x04\x00", "foreign:ole"),
    (b"%PDF", "foreign:pdf"),
    (b"AC10", "foreign:dwg"),
    (b"Rar!", "foreign:rar"),
    (b"7z\xbc\xaf", "foreign:rar"),
    (b"\x89PNG", "foreign:picture"),
    (b"\xff\xd8\xff", "foreign:picture"),
    (b"\x00\x01\x00\x00Standard Jet DB", "foreign:mdb"),
    (b"\x00\x01\x00\x00Standard ACE DB", "foreign:mdb"),
    (b"AutoCAD Binary DXF", "foreign:binary-dxf"),
    (b"{\\rtf", "foreign:word"),
)
_XML_TABLE = re.compile(rb"progid=\"excel\.sheet\"|urn:schemas-microsoft-com:office:spreadsheet")
VECTOR_ENDINGS = {
    ".shp": "shapefile", ".shx": "shapefile", ".dbf": "shapefile", ".prj": "shapefile", ".cpg": "shapefile",
    ".gpkg": "geopackage", ".geojson": "geojson", ".json": "geojson", ".topojson": "geojson", ".kml": "kml",
    ".ovkml": "kml", ".dxf": "dxf", ".fgb": "vector", ".gpx": "vector", ".gml": "vector", ".tab": "vector",
    ".mif": "vector", ".mid": "vector", ".geojsonl": "vector", ".geojsons": "vector",
}  # fmt: skip


def kind_of(path: Path) -> str:
    """Name the kind of a file by its content; ``"foreign:<what>"`` for a known kind that cannot be read.

    Raises
    ------
    UnreadableFileError
        Where the file cannot be opened or is a damaged archive.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise UnreadableFileError(text("reader.cannot-open", file=path.name, reason=error.strerror)) from error
    return _by_signature(head, path) or _by_text(head, path)


def _by_signature(head: bytes, path: Path) -> str:
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    return next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), "")


def _by_text(head: bytes, path: Path) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip().lower()
    if start.startswith(b"<"):
        return _markup_kind(start)
    if path.suffix.casefold() in VECTOR_ENDINGS:
        return VECTOR_ENDINGS[path.suffix.casefold()]
    if re.match(rb"\{\s*\"", start):
        return "geojson"
    return "dxf" if re.match(rb"0\s+section\s", start) else "text"


def _markup_kind(start: bytes) -> str:
    if b"<kml" in start:
        return "kml"
    if _XML_TABLE.search(start):
        return "foreign:xml-table"
    if b"<gpx" in start or (b"gml" in start and b"<ogrvrt" not in start):
        return "vector"
    return "html" if re.search(rb"<(?:!doctype html|html|table|meta|style|body)", start) else "foreign:xml"


def _ole_kind(path: Path) -> str:
    """Look for the stream names of an old Office container; they stand there in UTF-16."""
    payload = path.read_bytes()
    names = {
        "foreign:password": "EncryptedPackage",
        "workbook": "Workbook",
        "workbook-5": "Book",
        "foreign:word": "WordDocument",
        "foreign:powerpoint": "PowerPoint Document",
    }
    for kind, name in names.items():
        if (name + "\0").encode("utf-16-le") in payload:
            return kind.removesuffix("-5")
    return "foreign:ole"


def _zip_kind(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, NotImplementedError) as error:
        is_workbook = path.suffix.casefold() in {".xlsx", ".xlsm", ".xlsb", ".ods"}
        key = "reader.damaged-workbook" if is_workbook else "reader.damaged-zip"
        raise UnreadableFileError(text(key, file=path.name, reason=error)) from error
    lower = {name.casefold() for name in names}
    if lower & {"xl/workbook.xml", "xl/workbook.bin"} or ("content.xml" in lower and "mimetype" in lower):
        return "workbook-zip"
    if "word/document.xml" in lower:
        return "foreign:word"
    if "ppt/presentation.xml" in lower:
        return "foreign:powerpoint"
    return "zip"
