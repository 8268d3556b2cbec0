"""Zip archives: refused where they would fill the disk or write outside their folder, else unpacked for a while.

Declared sizes may lie, so a workbook's members are inflated once, in small pieces, before anything parses them.
"""

from __future__ import annotations

import gzip
import os
import stat
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from geo.errors import InputError, UnreadableFileError
from geo.wording import text

# Assumptions: a ledger of 300,000 rows unpacks to half a gigabyte; tables pack 5 to 50 times, bombs about 1,000 times.
MAX_UNPACKED_BYTES = 2 << 30
MAX_RATIO = 200
RATIO_FLOOR_BYTES = 32 << 20
MAX_MEMBERS = 20_000
_BLOCK_BYTES = 1 << 18
_UTF8_NAME_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_LITTER = ("__MACOSX/", ".DS_Store")


def refuse_bomb(path: Path, file: str) -> None:
    """Inflate every member without keeping it, and refuse the archive once it passes the limits.

    Raises
    ------
    InputError
        Where it unpacks to more than `MAX_UNPACKED_BYTES`, or to far more than its own size.
    UnreadableFileError
        Where it is damaged.
    """
    with _opened(path, file) as archive, path.open("rb") as stream:
        _refuse_declared(archive, path, file)
        unpacked = 0
        for info in archive.infolist():
            if info.compress_type == ZIP_DEFLATED:
                for piece in _inflate(stream, info, file):
                    unpacked += piece
                    _refuse_size(unpacked, path, file)
            else:
                unpacked += max(info.file_size, info.compress_size)
                _refuse_size(unpacked, path, file)


def _refuse_declared(archive: ZipFile, path: Path, file: str) -> None:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise InputError(text("reader.many-members", file=file, members=len(infos), limit=MAX_MEMBERS))
    _refuse_size(sum(info.file_size for info in infos), path, file)


def _refuse_size(unpacked: int, path: Path, file: str) -> None:
    packed = max(path.stat().st_size, 1)
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > RATIO_FLOOR_BYTES and unpacked > MAX_RATIO * packed):
        sizes = {"packed": f"{packed / 1e6:.1f}", "unpacked": f"{unpacked / 1e6:,.0f}"}
        raise InputError(text("reader.bomb", file=file, limit=MAX_UNPACKED_BYTES >> 30, ratio=MAX_RATIO, **sizes))


def _inflate(stream: BinaryIO, info: ZipInfo, file: str) -> Iterator[int]:
    """Yield the sizes of a member's pieces as they inflate."""
    stream.seek(info.header_offset + 26)
    name_bytes, extra_bytes = (int.from_bytes(stream.read(2), "little") for _ in range(2))
    stream.seek(name_bytes + extra_bytes, os.SEEK_CUR)
    left, inflater = info.compress_size, zlib.decompressobj(-15)
    try:
        while left > 0 and (block := stream.read(min(_BLOCK_BYTES, left))):
            left -= len(block)
            while block:
                yield len(inflater.decompress(block, _BLOCK_BYTES))
                block = inflater.unconsumed_tail
    except zlib.error as error:
        raise UnreadableFileError(text("reader.damaged-zip", file=file, reason=error)) from error


@contextmanager
def _opened(path: Path, file: str) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except (BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise UnreadableFileError(text("reader.damaged-zip", file=file, reason=error)) from error


@contextmanager
def unpacked_archive(path: Path, file: str) -> Iterator[Path]:
    """Unpack an archive into a folder that is deleted when the block ends.

    Raises
    ------
    InputError
        Where a member would be written outside the folder, is encrypted, or the archive passes the limits.
    UnreadableFileError
        Where it is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="linli-") as name, _opened(path, file) as archive:
        _refuse_declared(archive, path, file)
        folder, unpacked = Path(name), 0
        for info in archive.infolist():
            member = member_name(info)
            if info.is_dir() or member.startswith(_LITTER) or member.endswith(_LITTER):
                continue
            target = folder.joinpath(*_safe_parts(info, member, file))
            unpacked += _unpack(archive, info, target, MAX_UNPACKED_BYTES - unpacked)
            _refuse_size(unpacked, path, file)
        yield folder


def member_name(info: ZipInfo) -> str:
    """Return a member's name; archives made in China carry GB18030 names without saying so."""
    if info.flag_bits & _UTF8_NAME_FLAG:
        return info.filename.replace("\\", "/")
    try:
        stored = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename.replace("\\", "/")


def _safe_parts(info: ZipInfo, member: str, file: str) -> tuple[str, ...]:
    """Split a member's name, refusing one that leaves the folder."""
    parts = PurePosixPath(member).parts
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if is_link or not parts or ".." in parts or member.startswith("/") or ":" in parts[0]:
        raise InputError(text("reader.zip-slip", file=file, member=member))
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableFileError(text("reader.zip-password", file=file, member=member))
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UnreadableFileError(text("reader.zip-method", file=file, member=member))
    return parts


def _unpack(archive: ZipFile, info: ZipInfo, target: Path, limit: int) -> int:
    """Write one member, at most one block above `limit` bytes; returns the bytes written."""
    written = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(info) as source, target.open("wb") as sink:
            while written <= limit and (block := source.read(_BLOCK_BYTES)):
                written += sink.write(block)
    except OSError as error:  # a name too long, a full disk, a file and a folder of one name
        reason = error.strerror or str(error)
        raise UnreadableFileError(text("reader.unpack-failed", member=target.name[:80], reason=reason)) from error
    return written


@contextmanager
def gunzipped(path: Path, file: str) -> Iterator[Path]:
    """Unpack a .gz file into a folder that is deleted when the block ends; errors as `unpacked_archive`."""
    with tempfile.TemporaryDirectory(prefix="linli-") as name:
        target = Path(name) / (path.stem or "table")
        try:
            with gzip.open(path) as source, target.open("wb") as sink:
                written = 0
                while block := source.read(_BLOCK_BYTES):
                    written += sink.write(block)
                    _refuse_size(written, path, file)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableFileError(text("reader.damaged-zip", file=file, reason=error)) from error
        yield target
