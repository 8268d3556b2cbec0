"""The lists beside the map in Chromium: sorted, filtered by name and sound, linked to the map both ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geo.plan import Plan
from tests.conftest import Watched
from tests.maps.test_map_in_browser import on_screen, renamed
from tests.plans import small_plan
from tests.routed_plan import routed_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]


def names(page: Any) -> list[str]:
    return page.locator(".rows .row .words").all_inner_texts()


def open_list(page: Any, name: str) -> None:
    page.click("#linli-tab-lists")
    page.click(f"#linli-list-{name}")


def test_every_list_has_as_many_rows_as_its_table(open_plan: Opener) -> None:
    plan = small_plan(estates=60)
    watched = open_plan(plan)
    for name, count in (("regions", len(plan.regions)), ("estates", 60), ("stations", len(plan.stations))):
        open_list(watched.page, name)
        assert len(names(watched.page)) == count
    watched.assert_quiet()


def test_the_crews_are_listed_where_there_are_rounds(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    open_list(watched.page, "crews")
    assert len(names(watched.page)) == len(plan.crews)
    watched.page.click("#linli-crew-0")
    assert watched.page.locator("#linli-card-name").count() == 1
    watched.assert_quiet()


def test_a_list_is_sorted_by_each_of_its_columns_both_ways(open_plan: Opener) -> None:
    plan = small_plan(estates=30)
    watched = open_plan(plan)
    page = watched.page
    open_list(page, "estates")
    page.click("#linli-sort-households")
    planned = plan.estates[plan.estates["estate_id"].isin(plan.assignments["estate_id"])]
    by_size = planned["households"].sort_values(ascending=False).tolist()
    shown = [int(cell.replace(",", "")) for cell in page.locator(".rows tbody td:nth-child(2)").all_inner_texts()]
    assert shown == by_size
    assert page.get_attribute("th:has(#linli-sort-households)", "aria-sort") == "descending"
    page.click("#linli-sort-households")
    shown = [int(cell.replace(",", "")) for cell in page.locator(".rows tbody td:nth-child(2)").all_inner_texts()]
    assert shown == by_size[::-1]
    assert page.evaluate("document.activeElement.id") == "linli-sort-households"
    watched.assert_quiet()


def test_all_columns_are_a_button_away(open_plan: Opener) -> None:
    page = open_plan(small_plan()).page
    open_list(page, "regions")
    narrow = page.locator(".rows thead th").count()
    width = page.evaluate("document.querySelector('.panel').offsetWidth")
    page.click("#linli-wide")
    assert page.locator(".rows thead th").count() > narrow
    assert page.evaluate("document.querySelector('.panel').offsetWidth") > width
    page.click("#linli-tab-summary")
    assert page.evaluate("document.querySelector('.panel').offsetWidth") == width


def test_a_filter_keeps_rows_by_name_and_the_map_shows_the_same(open_plan: Opener) -> None:
    plan = small_plan()
    watched = open_plan(plan)
    page = watched.page
    open_list(page, "estates")
    kept, other = plan.estates.iloc[4], plan.estates.iloc[7]
    page.fill("#linli-filter", kept["estate_id"])
    assert names(page) == [kept["name"]]
    assert "12 条中的 1 条" in page.inner_text("#linli-list-count")
    hidden = other.geometry.representative_point()
    page.mouse.click(*on_screen(page, hidden.x, hidden.y))
    assert page.locator("#linli-card-name").count() == 0 or page.inner_text("#linli-card-name") != other["name"]
    open_list(page, "estates")
    page.fill("#linli-filter", "没有这个名字")
    assert page.inner_text(".table").strip().endswith("没有符合的行。")
    watched.assert_quiet()


def test_a_filter_by_place_and_by_what_the_map_shows(open_plan: Opener) -> None:
    plan = small_plan(estates=60)
    watched = open_plan(plan)
    page = watched.page
    open_list(page, "regions")
    place = plan.regions["subdistrict"].iloc[0]
    page.select_option("#linli-filter-place", place)
    assert len(names(page)) == (plan.regions["subdistrict"] == place).sum()
    page.select_option("#linli-filter-place", "")
    page.check("#linli-filter-view")
    assert len(names(page)) == len(plan.regions)
    page.evaluate("map_linli.setView([0, 0], 14, { animate: false })")
    assert names(page) == []
    watched.assert_quiet()


def test_the_row_under_the_pointer_is_ringed_and_the_thing_on_the_map_marks_its_row(open_plan: Opener) -> None:
    plan = small_plan()
    watched = open_plan(plan)
    page = watched.page
    open_list(page, "stations")
    before = page.evaluate("document.querySelector('.drawing').toDataURL()")
    page.hover("#linli-station-1")
    page.wait_for_timeout(100)
    assert page.evaluate("document.querySelector('.drawing').toDataURL()") != before
    place = plan.stations.iloc[2].geometry
    page.mouse.move(*on_screen(page, place.x, place.y))
    assert page.locator(".rows tr.hot .words").all_inner_texts() == [plan.stations.iloc[2]["name"]]
    watched.assert_quiet()


@pytest.mark.parametrize(
    ("name", "spelled", "is_found"),
    [
        ("重庆新村", "chongqing", True),
        ("重庆新村", "cqxc", True),
        ("重庆新村", "zhongq", True),
        ("重庆新村", "qxc", True),
        ("重庆新村", "cxc", False),
        ("甪直里", "luzl", True),
        ("䶮城苑", "ycy", True),
        ("绿苑A1区", "lvyuana1q", True),
        ("东·西苑", "dxy", True),
        ("plain", "plain", True),
    ],
)
def test_names_are_found_by_their_sounds(open_plan: Opener, name: str, spelled: str, is_found: bool) -> None:
    watched = open_plan(renamed(small_plan(estates=2), name))
    watched.page.fill("#linli-search", spelled)
    assert (name in watched.page.locator("#linli-found .words").all_inner_texts()) == is_found
    watched.assert_quiet()


def test_a_list_of_thousands_adds_rows_when_asked(open_plan: Opener) -> None:
    watched = open_plan(small_plan(estates=260))
    page = watched.page
    open_list(page, "estates")
    assert len(names(page)) == 100
    page.click(".table .more")
    assert len(names(page)) == 200
    watched.assert_quiet()


def test_a_name_that_sounds_so_comes_before_an_id_that_holds_the_letters(open_plan: Opener) -> None:
    plan = small_plan()
    estates = plan.estates.copy()
    estates.loc[estates.index[3], "name"] = "恶零零里"  # ell…, and every id begins with E
    watched = open_plan(Plan({**plan.tables, "estates": estates}, plan.policy, plan.facts, plan.record))
    watched.page.fill("#linli-search", "e")
    assert watched.page.locator("#linli-found .words").first.inner_text() == "恶零零里"
    watched.assert_quiet()
