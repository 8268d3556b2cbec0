"""An interrupt that a callback swallows is raised at the next step."""

from __future__ import annotations

import subprocess
import sys

SWALLOWED = """
import os, signal, weakref
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background is started with it ignored
import geo.interrupts
class Thing: pass
thing = Thing()
reference = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGINT))
try:
    del thing
    for _ in range(1000): pass
except KeyboardInterrupt:
    pass
try:
    geo.interrupts.raise_forgotten()
    print("lost")
except KeyboardInterrupt:
    print("raised")
geo.interrupts.raise_forgotten()
print("once")
"""

IGNORED = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
import geo.interrupts
print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)
"""


def test_an_interrupt_lost_in_a_callback_is_raised_at_the_next_step_once() -> None:
    run = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["raised", "once"]


def test_another_handler_is_left_in_place() -> None:
    run = subprocess.run([sys.executable, "-c", IGNORED], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"
