"""Old office files, written by hand: a tiny BIFF8 workbook, and the shell of a password-protected one."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(name: str, stream: bytes) -> bytes:
    """Wrap one stream of 4,096 bytes or more into an OLE container: header, FAT, directory, stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + sectors), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header = header.ljust(_SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry(
        name, 2, child=_FREE, start=2, size=len(stream)
    )
    return header + fat + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, _FREE, _FREE, child)
    return head + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)


def old_workbook(rows: Sequence[Sequence[object]], *, sheet: str = "表") -> bytes:
    """Write a BIFF8 workbook (.xls) of one sheet with texts and numbers."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    name = sheet.encode("utf-16-le")
    about = struct.pack("<IHBB", 0, 0, len(sheet), 1) + name
    at = len(begin) + 4 + len(about) + 4
    globals_ = begin + _record(0x0085, struct.pack("<I", at) + about[4:]) + _record(0x000A, b"")
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    width = max(map(len, rows))
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                words = cell.encode("utf-16-le")
                body += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + words)
            elif cell is not None:
                body += _record(0x0203, struct.pack("<HHHd", r, c, 0, float(cell)))
    return compound_file("Workbook", globals_ + body + _record(0x000A, b""))


def _record(kind: int, payload: bytes) -> bytes:
    return struct.pack("<HH", kind, len(payload)) + payload


def locked_workbook() -> bytes:
    """Write the shell of a workbook with a password: an OLE container with an encrypted package."""
    return compound_file("EncryptedPackage", bytes(5000))
