"""An interrupt that a library swallows is raised again.

Python drops what is raised inside callbacks, as those of its own imports: Ctrl-C then does nothing. Importing this
module, as the command line does before anything heavy, makes every interrupt remembered until someone has seen it.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import NoReturn

_asked: list[int] = []


def raise_forgotten() -> None:
    """Raise the interrupt that was asked for and has not ended anything yet; to be called between steps of work."""
    if _asked:
        forget()
        raise KeyboardInterrupt


def forget() -> None:
    """Take what was asked for as heard."""
    _asked.clear()


def _hear(number: int, _: FrameType | None) -> NoReturn:
    _asked.append(number)
    raise KeyboardInterrupt


if (
    threading.current_thread() is threading.main_thread()
    and signal.getsignal(signal.SIGINT) is signal.default_int_handler
):
    signal.signal(signal.SIGINT, _hear)
