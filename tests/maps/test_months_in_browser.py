"""The months of the roll-out on the map: the slider, the button, the keyboard, both languages, less motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.maps import write_map
from geo.plan import Plan
from geo.scenarios.rollout import make_rollout
from tests.conftest import Watched
from tests.plans import small_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
READY = "document.documentElement.dataset.ready === 'true'"


@pytest.fixture(scope="module")
def plan() -> Plan:
    bare = small_plan(hostile=True)
    settings = bare.policy.with_settings({"budget.start": "2027-01", "rollout.simulations": 10})
    return make_rollout(Plan(bare.tables, settings, bare.facts, bare.record))


@pytest.fixture
def open_plan(open_page: Opener, tmp_path: Path) -> Opener:
    def opened(plan: Plan, **how: Any) -> Watched:
        write_map(plan, tmp_path / "map.html")
        watched = open_page(tmp_path / "map.html", **how)
        watched.page.wait_for_function(READY)
        return watched

    return opened


def test_the_page_opens_as_before_and_the_months_come_with_their_tab(open_plan: Opener, plan: Plan) -> None:
    watched = open_plan(plan)
    assert watched.page.locator(".months").is_hidden()
    watched.page.click("#linli-tab-rollout")
    assert watched.page.locator(".months").is_visible()
    assert watched.page.locator("#linli-months-page .figure").count() == 3
    watched.assert_quiet()


def test_the_slider_moves_by_keyboard_and_says_the_month(open_plan: Opener, plan: Plan) -> None:
    page = open_plan(plan).page
    page.click("#linli-tab-rollout")
    page.focus("#linli-month")
    page.keyboard.press("End")
    said = page.get_attribute("#linli-month", "aria-valuetext")
    assert said is not None
    assert f"{len(plan.assignments)} / {len(plan.assignments)}" in said
    page.keyboard.press("Home")
    assert page.inner_text("#linli-months-page").startswith(page.inner_text("#linli-month-label"))
    assert "0%" in page.inner_text("#linli-months-page .figure b")


def test_the_last_month_counts_every_estate_as_entered_in_the_legend(open_plan: Opener, plan: Plan) -> None:
    page = open_plan(plan).page
    page.click("#linli-tab-rollout")
    page.focus("#linli-month")
    page.keyboard.press("End")
    rows = page.locator("#linli-legend-rows li").all_inner_texts()
    assert any("已进驻" in row and str(len(plan.assignments)) in row for row in rows)


def test_playing_moves_on_and_stops_when_asked(open_plan: Opener, plan: Plan) -> None:
    from playwright.sync_api import expect

    page = open_plan(plan).page
    page.click("#linli-tab-rollout")
    page.focus("#linli-month")
    page.keyboard.press("Home")
    before = page.inner_text("#linli-month-label")
    page.click("#linli-months-play")
    expect(page.locator("#linli-month-label")).not_to_have_text(before)
    page.click("#linli-months-play")
    assert page.get_attribute("#linli-months-play", "aria-label") == "逐月播放"


def test_the_language_changes_the_bar_and_hiding_it_takes_it_away(open_plan: Opener, plan: Plan) -> None:
    watched = open_plan(plan)
    watched.page.click("#linli-tab-rollout")
    watched.page.click("#linli-language")
    assert watched.page.get_attribute(".months", "aria-label") == "entry month by month"
    watched.page.click("#linli-months-off")
    assert watched.page.locator(".months").is_hidden()
    watched.assert_quiet()


def test_a_phone_shows_the_bar_too(open_plan: Opener, plan: Plan) -> None:
    watched = open_plan(plan, width=390, height=800, touch=True)
    watched.page.click("#linli-tab-rollout")
    box = watched.page.locator(".months").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    watched.assert_quiet()
