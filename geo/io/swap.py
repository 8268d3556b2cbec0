"""Replacing a whole folder at once, so that a kill at any moment leaves the old folder or the new one.

The new folder is built beside the old one under a hidden name and then exchanged with it: in one system call on
Linux, elsewhere by moving the old one aside first. What a killed run leaves behind is recognised by its name:
`restore` puts an aside folder back where the real one is missing, and the next `replacing_folder` clears the rest.
A lock on each hidden folder, which ends with its process, tells a run in progress from a dead one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.errors import OutputError
from geo.files import explain_write_failure, sync_file, sync_folder

_NEW, _ASIDE = "new", "old"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}  # old kernels, some network file systems
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}  # some network file systems
_DEAD_AFTER_S = 24 * 3600.0  # where folders cannot be locked (Windows)


def settle(folder: Path) -> Path:
    """Return where the folder really is: absolute, links followed, so that the swap hits the folder itself."""
    return Path(folder).expanduser().resolve()


@contextlib.contextmanager
def replacing_folder(folder: Path, *, rescue: Callable[[Path, Path], None]) -> Iterator[Path]:
    """Yield an empty hidden folder beside `folder` that takes its place when the block ends without an error.

    Parameters
    ----------
    folder : a settled path; it may be missing.
    rescue : called with the old and the new folder after the swap, before the old one is removed, to save what
        came into it meanwhile.

    Raises
    ------
    OutputError
        Where a folder cannot be written or moved; the old one is untouched.
    """
    staging: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        restore(folder)
        _refuse_read_only(folder)
        clear_leftovers(folder)
        staging = _hidden(folder, _NEW)
        staging.mkdir()
        with _held(staging):
            yield staging
            if folder.exists():
                shutil.copymode(folder, staging)
            sync_tree(staging)
            with _held(folder):
                old = _swap(staging, folder)
                sync_folder(folder.parent)
                if old is not None:
                    rescue(old, folder)
    except OutputError as error:  # explained already, but by the hidden name
        raise OutputError(str(error).replace(str(staging), str(folder))) from error
    except OSError as error:
        raise explain_write_failure(folder, error) from error
    finally:
        if staging is not None:
            clear_leftovers(folder)
            shutil.rmtree(staging, ignore_errors=True)


def restore(folder: Path) -> None:
    """Put a folder that a killed run had moved aside back, where the real one is missing.

    Raises
    ------
    OutputError
        Where it cannot be moved.
    """
    asides = [] if folder.exists() else sorted(_leftovers(folder, _ASIDE))
    if not asides:
        return
    try:
        asides[-1].rename(folder)
    except OSError as error:
        raise explain_write_failure(folder, error) from error
    sync_folder(folder.parent)


def clear_leftovers(folder: Path) -> None:
    """Remove what killed runs left beside `folder`, and nothing that a run in progress still needs."""
    kinds = (_NEW, _ASIDE) if folder.exists() else (_NEW,)
    for kind in kinds:
        for leftover in _leftovers(folder, kind):
            if _is_dead(leftover):
                shutil.rmtree(leftover, ignore_errors=True)


@contextlib.contextmanager
def kept_in_place(folder: Path) -> Iterator[None]:
    """Keep other runs from replacing a folder while it is read, where the system has locks."""
    with contextlib.ExitStack() as stack:
        while True:
            held = stack.enter_context(contextlib.ExitStack())
            descriptor = held.enter_context(_held(folder, shared=True))
            if descriptor is None or not folder.exists() or os.path.samestat(os.fstat(descriptor), folder.stat()):
                break
            held.close()  # it was replaced while we waited for its lock
        yield


def sync_tree(folder: Path) -> None:
    """Push all files and folders below `folder` to the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                sync_file(path)
        sync_folder(Path(parent))


def require_writable(folder: Path) -> None:
    """Refuse a folder that cannot be replaced, before any work is done.

    Raises
    ------
    OutputError
        Where the folder, or the nearest folder above it that exists, may not be written.
    """
    above = next(parent for parent in folder.parents if parent.exists())
    try:
        _refuse_read_only(above)
        _refuse_read_only(folder)
    except OSError as error:
        raise explain_write_failure(folder, error) from error


def _refuse_read_only(folder: Path) -> None:
    """Respect a folder that somebody protected: renaming alone would get round it."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if folder.exists() and not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _swap(staging: Path, folder: Path) -> Path | None:
    """Put `staging` in the place of `folder`; return where the old folder is now, None where there was none."""
    if not folder.exists():
        staging.rename(folder)
        return None
    if _exchange(staging, folder):
        return staging
    aside = _hidden(folder, _ASIDE)
    folder.rename(aside)
    try:
        staging.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    return aside


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):  # glibc before 2.28, musl
        return False
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _mark(folder: Path, kind: str) -> str:
    """Begin a hidden name: readable, no longer than a name may be, and never that of another folder."""
    digest = hashlib.sha256(os.fsencode(folder.name)).hexdigest()[:8]
    return f".{folder.name[:40]}-{digest}.{kind}-"


def _hidden(folder: Path, kind: str) -> Path:
    return folder.parent / f"{_mark(folder, kind)}{time.time_ns():020d}-{secrets.token_hex(4)}"


def _leftovers(folder: Path, kind: str) -> list[Path]:
    mark = _mark(folder, kind)
    try:
        names = [entry.name for entry in folder.parent.iterdir() if entry.name.startswith(mark)]
    except OSError:
        return []
    return [folder.parent / name for name in names]


@contextlib.contextmanager
def _held(folder: Path, *, shared: bool = False) -> Iterator[int | None]:
    """Hold a folder's lock, where there is a folder and the system can lock it, until the block or process ends."""
    with contextlib.ExitStack() as stack:
        descriptor = _open_folder(folder)
        if descriptor is not None:
            stack.callback(os.close, descriptor)
            _lock(descriptor, wait=True, shared=shared)
        yield descriptor


def _is_dead(folder: Path) -> bool:
    """Tell whether no run holds a leftover."""
    try:
        descriptor = _open_folder(folder)
        if descriptor is None:
            return time.time() - folder.stat().st_mtime > _DEAD_AFTER_S
    except FileNotFoundError:
        return False  # its own run has just removed it
    try:
        return _lock(descriptor, wait=False)
    finally:
        os.close(descriptor)


def _open_folder(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY)
    except (PermissionError, FileNotFoundError, NotADirectoryError):
        return None


def _lock(descriptor: int, *, wait: bool, shared: bool = False) -> bool:
    """Take a lock; False where another process has it. Always granted where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
