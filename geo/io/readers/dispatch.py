"""One door for every kind of file: `read_tables` looks at the content and calls the reader for it."""

from __future__ import annotations

from pathlib import Path

from geo.errors import InputError
from geo.findings import Report
from geo.io.readers.delimited import read_delimited
from geo.io.readers.excel import read_workbook
from geo.io.readers.kinds import kind_of
from geo.io.readers.raw import RawTable
from geo.io.readers.source import find_source
from geo.wording import text


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
    """Read a file's tables, empty ones too; `file` is the name that findings show."""
    kind = kind_of(path)
    if kind in {"workbook", "workbook-zip"}:
        return read_workbook(path, file, report, zipped=kind == "workbook-zip")
    table = read_delimited(path.read_bytes(), file, report)
    return [] if table is None else [table]
