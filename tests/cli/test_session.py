"""Interrupts: heard whenever they come, also while libraries are being loaded."""

from __future__ import annotations

import contextlib
import os
import signal
import threading

import pytest

from geo.cli.session import loading


@pytest.mark.skipif(os.name == "nt", reason="signals are sent differently on Windows")
def test_an_interrupt_that_a_library_would_swallow_is_raised_once_it_is_loaded():
    steps = []

    def load() -> None:
        with loading():
            with contextlib.suppress(KeyboardInterrupt):  # as an import's own callbacks do
                os.kill(os.getpid(), signal.SIGINT)
            steps.append("loaded")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        load()
    assert steps == ["loaded"]
    assert signal.getsignal(signal.SIGINT) is before


def test_loading_outside_the_main_thread_leaves_signals_alone():
    before, seen = signal.getsignal(signal.SIGINT), []

    def load() -> None:
        with loading():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=load)
    thread.start()
    thread.join()
    assert seen == [before]
