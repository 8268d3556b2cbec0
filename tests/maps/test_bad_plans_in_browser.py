"""Plans that lack things or have odd ones: the page opens, says so, and stays usable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from shapely import affinity

from geo.plan import Plan
from tests.conftest import Watched
from tests.maps.test_map_in_browser import TABS, renamed, walk_through
from tests.plans import small_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844, "touch": True}]


def changed(plan: Plan, **tables: Any) -> Plan:
    return Plan({**plan.tables, **tables}, plan.policy, plan.facts, plan.record)


def moved(plan: Plan, east: float) -> Plan:
    """Shift everything of a plan by degrees."""
    tables = {}
    for name, table in plan.tables.items():
        tables[name] = table
        if "geometry" in table and len(table):
            tables[name] = table.set_geometry(table.geometry.map(lambda one: one and affinity.translate(one, east)))
    return changed(plan, **tables)


def test_a_plan_without_regions_says_so_and_still_lists_its_estates(open_plan: Opener) -> None:
    plan = small_plan()
    empty = {name: plan.tables[name].iloc[:0] for name in ("regions", "stations", "offices", "groups", "firms")}
    watched = open_plan(changed(plan, **empty))
    walk_through(watched.page)
    watched.page.click("#linli-tab-lists")
    assert watched.page.locator(".rows .row").count() > 0
    assert watched.page.locator("#linli-list-regions").count() == 0
    watched.assert_quiet()


def test_a_plan_of_nothing_says_what_to_do(open_plan: Opener) -> None:
    watched = open_plan(small_plan(estates=0))
    watched.page.click("#linli-tab-lists")
    assert "没有纳入规划的小区" in watched.page.inner_text(".body")
    watched.assert_quiet()


@pytest.mark.parametrize("name", ["䶮𬭎甪直里", "👩‍👩‍👧‍👦🏘️苑", "שלום \u202eעליכם", "长" * 300, " ", "\\u003cb\\u003e"])
@pytest.mark.parametrize("size", SIZES)
def test_odd_names_stay_inside_lists_legend_and_cards(open_plan: Opener, name: str, size: dict[str, Any]) -> None:
    watched = open_plan(renamed(small_plan(), name), **size)
    page = watched.page
    for kind in ("regions", "estates", "stations"):
        page.click("#linli-tab-lists")
        page.click(f"#linli-list-{kind}")
        page.click(f"#linli-{kind.removesuffix('s')}-0")
        assert page.evaluate(
            "document.querySelector('.body').scrollWidth <= document.querySelector('.body').clientWidth"
        ), kind
    page.keyboard.press("Escape")
    page.click("#linli-tab-layers")
    page.check("#linli-layer-communities")
    page.check("#linli-layer-firms")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    watched.assert_quiet()


def test_a_plan_across_the_antimeridian_opens_and_can_be_searched(open_plan: Opener) -> None:
    watched = open_plan(moved(small_plan(), 180 - 120.31))
    page = watched.page
    walk_through(page)
    page.fill("#linli-search", "E0003")
    page.keyboard.press("Enter")
    assert "E0003" in page.inner_text(".card .where")
    watched.assert_quiet()


def test_without_any_geometry_lists_and_search_still_serve(open_plan: Opener) -> None:
    plan = small_plan()
    bare = {
        name: table.assign(geometry=None) for name, table in plan.tables.items() if "geometry" in table and len(table)
    }
    watched = open_plan(changed(plan, **bare))
    page = watched.page
    walk_through(page)
    page.click("#linli-tab-lists")
    page.click("#linli-list-estates")
    page.click("#linli-estate-0")
    assert "没有可用位置" in page.inner_text(".card")
    for tab in TABS:
        page.click(f"#linli-tab-{tab}")
    watched.assert_quiet()
