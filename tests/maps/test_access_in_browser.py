"""The page held against axe-core, the rules of accessible pages: nothing serious, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geo.plan import Plan
from tests.conftest import Watched
from tests.plans import small_plan
from tests.routed_plan import routed_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
AXE = Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js"
RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844, "touch": True}]


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


def grave(page: Any) -> list[str]:
    """List what axe-core finds on the page as it stands: rule, weight, the first element."""
    return [f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in page.evaluate(RUN)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [small_plan, routed_plan])
def test_axe_finds_nothing_on_any_tab_or_card(open_plan: Opener, make: Callable[[], Plan], size: dict) -> None:
    page = open_plan(make(), **size).page
    page.evaluate(axe())
    tabs = [tab.get_attribute("id") for tab in page.query_selector_all("[role=tab]")]
    found = []
    for tab in tabs:
        page.click(f"#{tab}")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found += [f"{tab} {one}" for one in grave(page)]
    for kind in ("estate", "region", "station"):
        page.click("#linli-tab-lists")
        page.click(f"#linli-list-{kind}s")
        page.click(f"#linli-{kind}-0")
        found += [f"{kind} {one}" for one in grave(page)]
    assert found == []
