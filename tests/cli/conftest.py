"""A small invented town for the command line, made once a session, and a way to run commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geo.cli import app
from geo.samples import write_sample


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    write_sample("town", folder, estates=24, seed=4)
    return folder


@pytest.fixture
def geo() -> Callable[..., Result]:
    def run(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return run


@pytest.fixture
def companions(town: Path) -> list[object]:
    return [
        *("--boundaries", town / "boundaries.gpkg", "--barriers", town / "barriers.gpkg"),
        *("--rooms", town / "rooms.csv", "--policy", town / "policy.toml", "--engine", "serial"),
    ]
