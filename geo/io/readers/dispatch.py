"""One door for every kind of file: `read_tables` looks at the content and calls the reader for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.errors import InputError, UnreadableFileError, shortlist
from geo.findings import Report, Where
from geo.io.readers.archives import gunzipped, refuse_bomb, unpacked_archive
from geo.io.readers.delimited import read_delimited
from geo.io.readers.excel import read_workbook
from geo.io.readers.kinds import kind_of
from geo.io.readers.markup import read_markup
from geo.io.readers.parquet import read_parquet_table
from geo.io.readers.raw import RawTable
from geo.io.readers.shapefile import read_shapefile
from geo.io.readers.source import TABLE_ENDINGS, find_source
from geo.io.readers.vector import read_vector
from geo.wording import text

_MEMBER_ENDINGS = TABLE_ENDINGS | {".fgb", ".gpx", ".gml", ".tab", ".mif", ".topojson", ".rar", ".7z"}


def read_tables(path: Path, report: Report) -> list[RawTable]:
    """Read every sheet or layer of a file that holds a table.

    Raises
    ------
    UnreadableFileError
        Where the file is missing, damaged, protected by a password or of a kind that cannot be read.
    InputError
        Where the file holds no row at all, or an archive that is refused.
    """
    source = find_source(Path(path))
    tables = tables_of(source, source.name, report)
    if not tables:
        raise InputError(text("reader.no-table", file=source.name))
    if not any(len(table.frame) for table in tables):
        shown = ", ".join(heading for table in tables for heading in table.headings)[:200]
        raise InputError(text("reader.header-only", file=source.name, headings=shown))
    return tables


def tables_of(path: Path, file: str, report: Report) -> list[RawTable]:
    """Read a file's tables, empty ones too; `file` is the name that findings show.

    Raises
    ------
    UnreadableFileError, InputError
        As `read_tables`.
    """
    kind = "geodatabase" if path.is_dir() else kind_of(path)
    if kind.startswith("foreign:"):
        raise UnreadableFileError(text(f"reader.foreign.{kind.partition(':')[2]}", file=file))
    if kind == "zip":
        return _tables_in_archive(path, file, report)
    if kind == "gzip":
        with gunzipped(path, file) as inner:
            return tables_of(inner, file, report)
    return _tables_of_kind(path, file, kind, report)


def _tables_of_kind(path: Path, file: str, kind: str, report: Report) -> list[RawTable]:
    if kind in {"workbook", "workbook-zip"}:
        if kind == "workbook-zip":
            refuse_bomb(path, file)
        return read_workbook(path, file, report, zipped=kind == "workbook-zip")
    if kind == "html":
        return read_markup(path.read_bytes(), file, report)
    if kind == "parquet":
        return [read_parquet_table(path, file, report)]
    if kind == "shapefile":
        return [read_shapefile(path, file, report)]
    if kind == "text":
        table = read_delimited(path.read_bytes(), file, report)
        return [] if table is None else [table]
    return read_vector(path, file, report, kind=kind)


def _tables_in_archive(path: Path, file: str, report: Report) -> list[RawTable]:
    """Read every readable member of an archive; an archive inside it is not opened, and that is said."""
    with unpacked_archive(path, file) as folder:
        members = list(_members(folder))
        inner = [member for member in members if member.suffix.casefold() in {".zip", ".rar", ".7z", ".kmz"}]
        readable = [member for member in members if member not in inner]
        if not readable:
            key = "reader.archive-in-archive" if inner else "reader.empty-archive"
            raise InputError(text(key, file=file, inside=shortlist(sorted(_relative(m, folder) for m in inner))))
        for member in inner:
            found = text("inner-archive.found", member=_relative(member, folder))
            report.find("inner-archive", where=Where(file), found=found)
        return [table for m in readable for table in tables_of(m, f"{file}/{_relative(m, folder)}", report)]


def _relative(member: Path, folder: Path) -> str:
    return member.relative_to(folder).as_posix()


def _members(folder: Path) -> Iterator[Path]:
    """Walk what can be read in an unpacked archive, in the order of names; a geodatabase is one member."""
    databases = sorted({table.parent for table in folder.rglob("a00000001.gdbtable")})
    yield from databases
    for member in sorted(folder.rglob("*")):
        outside = not any(database in member.parents for database in databases)
        if member.is_file() and outside and member.suffix.casefold() in _MEMBER_ENDINGS:
            yield member
