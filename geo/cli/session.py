"""What every command does around its work: language, progress, errors to exit codes, tables to stdout.

Exit codes: 0 done; 1 the input or the plan is not acceptable; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import json
import shlex
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import typer

from geo.errors import GeoError
from geo.interrupts import forget, raise_forgotten
from geo.progress import Progress, Silent
from geo.wording import Language, text, using_language

UNACCEPTABLE = 1
WRONG_USAGE = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Session:
    """How one command talks to its user."""

    as_json: bool
    progress: Progress

    def say(self, message: str) -> None:
        """Print a line for people; nothing where the output is for machines."""
        if not self.as_json:
            typer.echo(message)

    def give(self, result: Any) -> None:  # noqa: ANN401  anything JSON can hold
        """Print the machine-readable result, where that was asked for."""
        if self.as_json:
            typer.echo(json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False))

    def next_command(self, words: Sequence[object]) -> None:
        """Print the exact command to run next."""
        self.say(text("cli.next", command=shlex.join(str(word) for word in words)))


@contextmanager
def session(*, lang: str, as_json: bool, quiet: bool) -> Iterator[Session]:
    """Run a command's body: its errors become a message on stderr and an exit code."""
    chosen: Language = "en" if lang == "en" else "zh"
    with using_language(chosen):
        try:
            with _reporter(silent=quiet or as_json) as progress:
                yield Session(as_json, progress)
        except GeoError as error:
            stop(str(error))
        except KeyboardInterrupt:
            forget()
            typer.echo(text("cli.interrupted"), err=True)
            raise typer.Exit(INTERRUPTED) from None


@contextmanager
def loading() -> Iterator[None]:
    """Import libraries undisturbed: some swallow an interrupt that comes meanwhile; it is raised when they are in."""
    if threading.current_thread() is not threading.main_thread():  # signals reach the main thread alone
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
    raise_forgotten()


def stop(message: str, code: int = UNACCEPTABLE) -> NoReturn:
    """Say why on stderr and end with an exit code."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


@contextmanager
def _reporter(*, silent: bool) -> Iterator[Progress]:
    if silent or not sys.stderr.isatty():
        yield Silent()
        return
    from geo.cli.bars import bars

    with bars() as progress:
        yield progress
