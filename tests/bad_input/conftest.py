"""Running ``geo check`` as a user does, in both languages, and holding its accounts to the rows read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner, Result

from geo.cli import app

_COUNTS = re.compile(r"(\d+) rows read = (\d+) to plan \+ (\d+) left out \+ (\d+) without a place")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check said in both languages, and where the rows went: read, to plan, left out, to locate."""

    exit_code: int
    zh: str
    en: str
    rows: tuple[int, int, int, int] | None

    def says(self, *words: str) -> bool:
        """Whether one line of either language holds all the words."""
        return any(all(word in line for word in words) for line in (self.zh + self.en).splitlines())


def run_geo(*words: object) -> Result:
    """Run a command; an error that is no message to the user fails the test."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert "Traceback" not in done.output
    return done


@pytest.fixture
def geo() -> Callable[..., Result]:
    return run_geo


@pytest.fixture
def check() -> Callable[..., Checked]:
    def run(*words: object) -> Checked:
        chinese, english = (run_geo("check", *words, "--lang", lang) for lang in ("zh", "en"))
        assert chinese.exit_code == english.exit_code
        found = _COUNTS.search(english.output)
        counts = None
        if found:
            read, planned, rejected, to_locate = map(int, found.groups())
            assert read == planned + rejected + to_locate
            counts = (read, planned, rejected, to_locate)
        return Checked(english.exit_code, chinese.output, english.output, counts)

    return run


@pytest.fixture
def findings() -> Callable[..., list[dict]]:
    def run(*words: object) -> list[dict]:
        found: list[dict] = json.loads(run_geo("check", *words, "--json", "--lang", "en").stdout)
        assert all(one["found"] and (one["expected"] or one["remedy"]) for one in found)
        return found

    return run
