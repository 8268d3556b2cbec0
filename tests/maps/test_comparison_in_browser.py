"""The page of a comparison in the system's Chromium: quiet, by mouse and keyboard, in both languages, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.maps.comparison import write_comparison
from geo.measures.comparing import compare_plans
from tests.conftest import Watched
from tests.maps.surveyed_plan import surveyed_plan
from tests.maps.test_comparison import two_plans
from tests.plans import HOSTILE_NAMES, small_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
READY = "document.documentElement.dataset.ready === 'true'"
PHONE = {"width": 390, "height": 844, "touch": True}


@pytest.fixture
def open_comparison(open_page: Opener, tmp_path: Path) -> Opener:
    def opened(plans: dict[str, Any] | None = None, **how: Any) -> Watched:
        plans = plans or two_plans()
        write_comparison(compare_plans(plans), plans, tmp_path / "compare.html")
        watched = open_page(tmp_path / "compare.html", **how)
        watched.page.wait_for_function(READY)
        return watched

    return opened


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, PHONE])
def test_the_page_is_quiet_through_all_it_can_do(open_comparison: Opener, size: dict[str, Any]) -> None:
    watched = open_comparison(two_plans(hostile=True), **size)
    page = watched.page
    for _ in range(2):
        for control in ("#linli-swipe-view", "#linli-changes", "#linli-beside", "#linli-changes", "#linli-language"):
            page.click(control)
    assert page.locator("section.block").count() == 7
    watched.assert_quiet()


def test_plans_with_surveys_show_no_switch_of_theirs(open_comparison: Opener) -> None:
    watched = open_comparison({"今": surveyed_plan(hostile=True), "改": surveyed_plan()})
    words = watched.page.inner_text("body")
    assert watched.page.locator("input[type=checkbox]").count() == 0
    assert "工单热点" not in words
    assert "联盟" not in words
    watched.assert_quiet()


def test_nothing_is_wider_than_a_phone(open_comparison: Opener) -> None:
    page = open_comparison(**PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_maps_move_together(open_comparison: Opener) -> None:
    page = open_comparison(width=1440, height=900).page
    box = page.locator(".pane").nth(1).bounding_box()
    assert box is not None
    before = page.locator(".drawing").nth(0).evaluate("(canvas) => canvas.toDataURL()")
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 290, box["y"] + 240, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert page.locator(".drawing").nth(0).evaluate("(canvas) => canvas.toDataURL()") != before


def test_the_swipe_moves_by_keyboard(open_comparison: Opener) -> None:
    page = open_comparison(width=1440, height=900).page
    page.click("#linli-swipe-view")
    page.focus("#linli-swipe")
    page.keyboard.press("Home")
    assert page.locator(".pane.over").evaluate("(pane) => getComputedStyle(pane).clipPath").startswith("inset(0")
    assert page.locator(".pane.over").evaluate("(pane) => pane.style.getPropertyValue('--cut')") == "100%"


def test_the_table_says_value_difference_and_verdict(open_comparison: Opener) -> None:
    page = open_comparison(width=1440, height=900).page
    row = page.locator("tr[data-measure=walk_mean]")
    assert "更差" in row.inner_text()
    page.click("#linli-language")
    assert "worse" in row.inner_text()
    assert page.locator("tr[data-measure=walk_mean] td.best").count() == 1


def test_a_tie_is_called_a_tie(open_comparison: Opener) -> None:
    first, second = two_plans().values()
    second.facts["objective"] = first.facts["objective"] + first.facts["gap_cny_month"] / 2 + 1
    page = open_comparison({"今": first, "改": second}, width=1440, height=900).page
    assert "不分高下" in page.locator(".headline").inner_text()


def test_the_distance_slider_reads_the_curves(open_comparison: Opener) -> None:
    page = open_comparison(width=1440, height=900).page
    page.focus("#linli-distance")
    page.keyboard.press("End")
    assert "100%" in page.inner_text("#linli-distance-said")
    page.keyboard.press("Home")
    assert page.inner_text("#linli-distance-said").startswith("0 m")


def test_a_row_of_an_estate_opens_its_card_and_escape_closes_it(open_comparison: Opener) -> None:
    page = open_comparison(width=1440, height=900).page
    page.locator("#linli-moved .link").first.click()
    assert page.locator(".card li").count() == 2
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()


def test_what_cannot_be_compared_is_said_on_the_page(open_comparison: Opener) -> None:
    plans = {"甲": small_plan(estates=12), "乙": small_plan(estates=13)}
    page = open_comparison(plans, width=1440, height=900).page
    assert "共同" in page.inner_text("#linli-differences")
    assert "口径不同" in page.locator("tr[data-measure=monthly_cost]").inner_text()


def test_four_plans_stand_in_four_maps_and_the_first_is_held_against_any(open_comparison: Opener) -> None:
    first, second = two_plans().values()
    plans = dict(zip(HOSTILE_NAMES, (first, second, first, second), strict=True))
    watched = open_comparison(plans, width=1440, height=900)
    assert watched.page.locator(".pane:visible").count() == 4
    watched.page.select_option("#linli-other", "3")
    watched.page.click("#linli-swipe-view")
    assert watched.page.locator(".pane:visible").count() == 2
    watched.assert_quiet()
