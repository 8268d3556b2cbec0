"""How long work tells the one who waits: a small protocol, and the silent reporter that is the default.

The command line shows bars with it, the web page sends events with it, tests count with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Task(Protocol):
    """One bar: `advance` as steps are done; `note` says what is being worked on."""

    def advance(self, steps: float = 1) -> None:
        """Count steps as done."""

    def note(self, message: str) -> None:
        """Say in a few words what is being worked on."""


class Progress(Protocol):
    """Something that can show tasks."""

    def task(self, title: str, total: float | None) -> AbstractContextManager[Task]:
        """Open a task of `total` steps (None where the length is not known)."""


class _SilentTask:
    def advance(self, steps: float = 1) -> None:
        del steps

    def note(self, message: str) -> None:
        del message


class Silent:
    """A reporter that says nothing."""

    @contextmanager
    def task(self, title: str, total: float | None) -> Iterator[Task]:
        """Open a task that nobody sees."""
        del title, total
        yield _SilentTask()
