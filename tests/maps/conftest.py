"""A plan's map, open in the system's Chromium."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.maps import write_map
from geo.plan import Plan
from tests.conftest import Watched

READY = "document.documentElement.dataset.ready === 'true'"


@pytest.fixture
def open_plan(open_page: Callable[..., Watched], tmp_path: Path) -> Callable[..., Watched]:
    """Write a plan's map and open it: ``open_plan(plan, width=…, height=…, touch=…, at="#…")``."""

    def opened(plan: Plan, **how: Any) -> Watched:
        write_map(plan, tmp_path / "map.html")
        watched = open_page(tmp_path / "map.html", **how)
        watched.page.wait_for_function(READY)
        return watched

    return opened
