"""What people put into a plan folder: never lost when the plan is replaced.

A file that is not the plan's goes over into the new folder; one of the plan's own files that was changed by hand
goes over under another name (``plan-changed.xlsx``).
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from geo.io.record import RECORD, Record

_CHANGED, _KEPT = "changed", "kept"
# A journal left by a program that had the old database open would damage the new one.
_JOURNALS = tuple(f"plan.gpkg-{kind}" for kind in ("wal", "shm", "journal"))


def carry_over(old: Path, new: Path, record: Record | None, *, seen: set[str]) -> None:
    """Bring people's files from an old plan folder into a new one; `seen` collects their names and skips known ones."""
    for name in _walk(old):
        if name not in seen:
            seen.add(name)
            goal = _goal(old, name, record)
            if goal is not None:
                bring(old / name, _free(new, goal))


def _walk(folder: Path) -> Iterator[str]:
    """List files, links and empty folders below `folder` by relative path, sorted; links are not followed."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        bare = [Path(parent)] if not folders and not names and Path(parent) != folder else []
        found = [Path(parent, name) for name in [*names, *links]] + bare
        yield from sorted(path.relative_to(folder).as_posix() for path in found)


def _goal(old: Path, name: str, record: Record | None) -> Path | None:
    """Say where a file belongs in the new folder; None where it is the old plan's own."""
    if name == RECORD or name in _JOURNALS:
        return None
    path = Path(name)
    if record is None or name not in record.files or (old / name).is_dir():
        return path
    return None if record.matches(old, name) else path.with_stem(f"{path.stem}-{_CHANGED}")


def _free(new: Path, goal: Path) -> Path:
    """Return a path in the new folder that nothing has yet."""
    candidate, count = new / goal, 1
    while candidate.is_symlink() or (candidate.exists() and not candidate.is_dir()):
        suffix = _KEPT if count == 1 else f"{_KEPT}-{count}"
        candidate, count = new / goal.with_stem(f"{goal.stem}-{suffix}"), count + 1
    return candidate


def bring(source: Path, goal: Path) -> None:
    """Take one file, link or empty folder over, without copying where the disk allows it."""
    if source.is_dir() and not source.is_symlink():
        goal.mkdir(parents=True, exist_ok=True)
        return
    goal.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # no hard links on this disk: copy
        os.link(source, goal, follow_symlinks=False)
        return
    shutil.copy2(source, goal, follow_symlinks=False)
