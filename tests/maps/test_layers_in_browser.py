"""Layers, legend, colours by a measure, cards and problems of the page in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geo.plan import Plan
from tests.conftest import Watched
from tests.maps.test_map_in_browser import on_screen
from tests.plans import small_plan
from tests.routed_plan import routed_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]


def changed(plan: Plan, **tables: Any) -> Plan:
    return Plan({**plan.tables, **tables}, plan.policy, plan.facts, plan.record)


def legend(page: Any) -> dict[str, Any]:
    """The rows of the legend that can be clicked, by their words without the count."""
    return {row.inner_text().split("（")[0].strip(): row for row in page.query_selector_all(".legend .switch")}


def picture(page: Any) -> str:
    page.wait_for_timeout(120)
    return page.evaluate("document.querySelector('.drawing').toDataURL()")


def test_layers_stand_in_branches_that_close_and_are_used_by_keys(open_plan: Opener) -> None:
    watched = open_plan(routed_plan())
    page = watched.page
    page.click("#linli-tab-layers")
    assert page.locator(".branch > summary span:first-child").all_inner_texts() == [
        "片区与范围", "小区", "站点", "巡回与进驻", "底图",
    ]  # fmt: skip
    page.focus(".branch:nth-child(1) > summary")
    page.keyboard.press("Enter")
    assert page.is_hidden("#linli-layer-regions")
    page.keyboard.press("Enter")
    page.focus("#linli-layer-groups")
    page.keyboard.press("Space")
    assert page.is_checked("#linli-layer-groups")
    assert page.evaluate("document.activeElement.id") == "linli-layer-groups"
    page.check("#linli-layer-rounds")
    assert page.locator("#linli-control-rounds .picks").count() >= 1
    watched.assert_quiet()


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 390, "height": 844, "touch": True}])
def test_estates_take_the_colours_of_a_measure_with_its_legend(open_plan: Opener, size: dict[str, Any]) -> None:
    watched = open_plan(small_plan(estates=60), **size)
    page = watched.page
    page.click("#linli-tab-layers")
    before = picture(page)
    measures = page.eval_on_selector_all("#linli-measure option", "all => all.map((one) => one.value)")
    assert {"region", "households", "floor_area", "walk", "built"} <= set(measures)
    for name in measures[1:]:
        page.select_option("#linli-measure", name)
        counts = page.eval_on_selector_all(
            ".legend .switch[title]", "all => all.map((one) => [one.textContent, one.getAttribute('aria-pressed')])"
        )
        title = page.inner_text(".legend-title") if size["width"] > 760 else page.text_content(".legend-title")
        assert title.startswith("小区颜色")
        after = page.evaluate(
            "() => { const rows = [...document.querySelectorAll('.legend li')];"
            " const title = rows.findIndex((one) => one.querySelector('.legend-title'));"
            " return rows.slice(title + 1).map((one) => one.textContent); }"
        )
        sums = [int(words.rpartition("（")[2].rstrip("）").replace(",", "")) for words in after if "（" in words]
        assert sum(sums) == 60, name
        assert counts
    assert picture(page) != before
    watched.assert_quiet()


def test_a_click_in_the_legend_hides_a_class_and_shows_it_again(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    page = watched.page
    before = picture(page)
    legend(page)["服务站"].click()
    assert legend(page)["服务站"].get_attribute("aria-pressed") == "false"
    hidden = picture(page)
    assert hidden != before
    page.click("#linli-tab-layers")
    assert not page.is_checked("#linli-layer-stations")
    legend(page)["服务站"].click()
    assert page.is_checked("#linli-layer-stations")
    legend(page)["空心：位置待核"].click()
    assert picture(page) != before
    watched.assert_quiet()


def test_estates_that_the_legend_hides_cannot_be_hit(open_plan: Opener) -> None:
    plan = small_plan()
    watched = open_plan(plan)
    page = watched.page
    unclaimed = plan.assignments[~plan.assignments["walk_claim"].astype(bool)]["estate_id"]
    hosts = set(plan.stations["estate_id"])
    estate = next(row for row in plan.estates.itertuples() if row.estate_id in set(unclaimed) - hosts)
    place = estate.geometry.representative_point()
    page.mouse.click(*on_screen(page, place.x, place.y))
    assert page.inner_text("#linli-card-name") == estate.name
    page.keyboard.press("Escape")
    page.click("[aria-label=全图]")
    legend(page)["空心：位置待核"].click()
    page.mouse.click(*on_screen(page, place.x, place.y))
    assert page.locator("#linli-card-name").count() == 0 or page.inner_text("#linli-card-name") != estate.name
    watched.assert_quiet()


def test_communities_and_firms_are_layers(open_plan: Opener) -> None:
    plan = small_plan()
    watched = open_plan(plan)
    page = watched.page
    page.click("#linli-tab-layers")
    before = picture(page)
    page.check("#linli-layer-communities")
    assert picture(page) != before
    page.check("#linli-layer-firms")
    assert set(plan.firms["name"]) <= set(legend(page))
    watched.assert_quiet()


def test_the_card_of_a_region_holds_its_load_against_the_limits(open_plan: Opener) -> None:
    plan = small_plan()
    regions = plan.regions.copy()
    regions.loc[regions.index[0], ["floor_area_m2", "walk_m_max"]] = [500_000.0, 2_500.0]
    watched = open_plan(changed(plan, regions=regions))
    page = watched.page
    page.click("#linli-tab-lists")
    page.click("#linli-region-0")
    said = page.inner_text(".loads")
    assert "超出 25%" in said
    assert "上限 40 万㎡" in said
    assert "为上限的 2.5 倍" in said
    assert page.locator(".loads .beyond").count() == 2
    watched.assert_quiet()


def test_the_card_of_a_station_has_its_checklist_lead_community_and_estates(open_plan: Opener) -> None:
    plan = small_plan()
    rooms = plan.rooms.copy()
    first = rooms["room_id"] == plan.stations["station_id"].iloc[0]
    rooms.loc[first, ["has_place", "has_facilities", "has_signs"]] = [True, True, False]
    rooms["contact"] = rooms["contact"].astype("object")
    rooms.loc[first, "contact"] = "示例热线 <b>0510</b>"
    watched = open_plan(changed(plan, rooms=rooms))
    page = watched.page
    page.click("#linli-tab-lists")
    page.click("#linli-list-stations")
    page.click("#linli-station-0")
    marks = dict(
        zip(page.locator(".checks span").all_inner_texts(), page.locator(".checks b").all_inner_texts(), strict=True)
    )
    assert marks == {"有场所": "具备", "有设施": "具备", "有标识": "缺", "有制度": "未填"}
    said = page.inner_text(".card")
    assert plan.regions["lead_community"].iloc[0] in said
    assert "示例热线 <b>0510</b>" in said
    assert "改派次优" in said
    watched.assert_quiet()


def test_forced_links_are_problems_that_lead_to_their_place(open_plan: Opener) -> None:
    plan = small_plan()
    links = plan.links.copy()
    links.loc[links.index[:2], "kind"] = "forced"
    watched = open_plan(changed(plan, links=links))
    page = watched.page
    page.click("#linli-tab-problems")
    group = page.locator(".problem.bridges")
    assert group.locator(".count").inner_text() == "2"
    before = page.evaluate("map_linli.getZoom()")
    group.evaluate("(part) => { part.open = true; }")
    group.locator(".entry").first.click()
    page.wait_for_timeout(800)
    assert page.evaluate("map_linli.getZoom()") > before
    page.click("#linli-tab-layers")
    assert page.is_checked("#linli-layer-links")
    watched.assert_quiet()
