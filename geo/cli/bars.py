"""Progress bars with the time left, on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import rich.progress
from rich.console import Console
from rich.markup import escape

from geo.progress import Progress, Task


class _BarTask:
    """One bar."""

    def __init__(self, shown: rich.progress.Progress, title: str, total: float | None) -> None:
        self._shown = shown
        self._bar = shown.add_task(escape(title), total=total, note="")

    def advance(self, steps: float = 1) -> None:
        self._shown.advance(self._bar, steps)

    def note(self, message: str) -> None:
        self._shown.update(self._bar, note=escape(message))


class _Bars:
    """A reporter that shows each task as a bar."""

    def __init__(self, shown: rich.progress.Progress) -> None:
        self._shown = shown

    @contextmanager
    def task(self, title: str, total: float | None) -> Iterator[Task]:
        yield _BarTask(self._shown, title, total)


@contextmanager
def bars() -> Iterator[Progress]:
    """Show bars on stderr until the block ends, then clear them."""
    columns = (
        rich.progress.TextColumn("{task.description}"),
        rich.progress.BarColumn(),
        rich.progress.MofNCompleteColumn(),
        rich.progress.TimeElapsedColumn(),
        rich.progress.TimeRemainingColumn(),
        rich.progress.TextColumn("{task.fields[note]}"),
    )
    with rich.progress.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield _Bars(shown)
