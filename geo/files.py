"""Writing files so that a kill at any moment leaves the old file or the new one, never a half.

Everything that Linli writes goes through `replacing_file`; whole plan folders through `geo.io.store`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from geo.errors import OutputError
from geo.wording import text

_BLOCK_BYTES = 1 << 20
_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "quota",
    errno.EROFS: "read-only",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOTDIR: "not-a-folder",
    errno.EBUSY: "mount-point",
    errno.EXDEV: "mount-point",
    errno.ENAMETOOLONG: "long-name",
}


def sha256_of(path: Path) -> str:
    """Digest of a file's bytes, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def sync_file(path: Path) -> None:
    """Push a file's bytes to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Push a folder's entries to the disk; a no-op where folders cannot be opened (Windows)."""
    with contextlib.suppress(OSError):
        sync_file(folder)


def explain_write_failure(path: Path, error: OSError) -> OutputError:
    """Turn the system's error into one that says what to do."""
    known = _REASONS.get(error.errno or 0)
    reason = text(f"write-failed.{known}") if known else error.strerror or str(error)
    return OutputError(text("write-failed", path=path, reason=reason))


@contextlib.contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path` and move it there when the block ends without an error.

    The temporary name keeps the suffix, since many writers choose the format by it.

    Raises
    ------
    OutputError
        Where the folder or the file cannot be written; the old file is untouched.
    """
    path = Path(path)
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:60]}-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        temporary.unlink()  # some writers refuse or append to a file that exists
        yield temporary
        temporary.chmod(0o644)
        sync_file(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    except OutputError:  # explained already, by what wrote into the temporary file
        raise
    except OSError as error:
        raise explain_write_failure(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, content: str, *, encoding: str = "utf-8") -> None:
    """Write text atomically, with line ends as given."""
    with replacing_file(path) as temporary:
        temporary.write_bytes(content.encode(encoding))
