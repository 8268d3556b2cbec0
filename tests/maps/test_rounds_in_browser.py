"""Rounds on the map in Chromium: what is shown and played, by mouse and keys, on a desk and a phone, quietly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.maps import write_map
from geo.plan import Plan
from geo.wording import using_language
from tests.conftest import Watched
from tests.maps.test_map_in_browser import READY, on_screen, renamed, walk_through
from tests.plans import HOSTILE_NAMES, small_plan
from tests.routed_plan import routed_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
PHONE = {"width": 390, "height": 844, "touch": True}


@pytest.fixture
def open_plan(open_page: Opener, tmp_path: Path) -> Opener:
    """Write a plan's map and open it."""

    def opened(plan: Plan, **how: Any) -> Watched:
        write_map(plan, tmp_path / "map.html")
        watched = open_page(tmp_path / "map.html", **how)
        watched.page.wait_for_function(READY)
        return watched

    return opened


def until(page: Any, holds: Callable[[], bool]) -> None:
    """Wait for something to become true; the page's own policy forbids the browser's waiting."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(25)
    raise AssertionError


def set_clock(page: Any, minute: int) -> None:
    page.evaluate(
        "(minute) => { const clock = document.getElementById('linli-clock');"
        " clock.value = minute; clock.dispatchEvent(new Event('input')); }",
        minute,
    )


@pytest.mark.parametrize("size", [{"width": 1400, "height": 900}, PHONE])
def test_the_rounds_of_a_day_are_listed_and_add_up(open_plan: Opener, size: dict[str, Any]) -> None:
    plan = routed_plan()
    watched = open_plan(plan, **size)
    page = watched.page
    assert page.is_hidden(".player")
    page.click("#linli-tab-rounds")
    assert page.is_visible(".player")
    figures = page.locator(".figure b").all_inner_texts()
    today = plan.rounds[plan.rounds["weekday"] == 1]
    assert figures == [str(len(today)), str(today["stops"].sum()), f"{round(today['distance_m'].sum() / 1000, 1):g}"]
    page.click("#linli-role-2")
    assert page.locator(".entry.crew").count() == 2
    assert page.get_attribute("#linli-role-2", "aria-pressed") == "true"
    page.click("#linli-weekday-1")
    assert page.inner_text(".player .day") == "周二"
    assert "单次作业超过班次时长" in page.inner_text(".body")
    page.click("#linli-rounds-off")
    assert page.is_hidden(".player")
    watched.assert_quiet()


def test_a_crew_shows_its_week_and_its_stops(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    page.click("#linli-tab-rounds")
    page.click("#linli-crew-0")
    assert page.inner_text("#linli-card-name") == plan.crews["name"].iloc[0]
    own = plan.visits[plan.visits["round_id"] == "C001-1"]
    assert page.locator(".stops li").count() == len(own)
    assert page.locator(".stops .number").all_inner_texts() == ["1", "2", "", "3", ""]
    said = page.inner_text(".stops")
    for stop in own.itertuples():
        assert stop.place in said
        assert (stop.arrive if stop.kind == "return" else stop.start) in said
    page.click("#linli-day-2")
    assert page.get_attribute("#linli-day-2", "aria-pressed") == "true"
    assert plan.visits[plan.visits["round_id"] == "C001-2"]["place"].iloc[0] in page.inner_text(".stops")
    page.click(".stops button.stop")
    assert page.locator(".week").count() == 1
    watched.assert_quiet()


def test_crews_can_be_narrowed_to_a_sub_district(open_plan: Opener) -> None:
    plan = routed_plan(estates=60, roles=("repair",))
    watched = open_plan(plan)
    page = watched.page
    page.click("#linli-tab-rounds")
    for place, own in plan.crews.groupby("subdistrict"):
        page.select_option("#linli-place", place)
        assert page.locator(".entry.crew b").all_inner_texts() == own["name"].tolist()
        assert page.evaluate("document.activeElement.id") == "linli-place"
    page.select_option("#linli-place", "")
    assert page.locator(".entry.crew").count() == len(plan.crews)
    watched.assert_quiet()


def test_an_estate_shows_who_comes_when(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    estate = plan.visits[plan.visits["role"] == "waste"]["estate_id"].iloc[0]
    page.fill("#linli-search", estate)
    page.keyboard.press("Enter")
    own = plan.visits[plan.visits["estate_id"] == estate]
    assert page.locator(".when").count() == len(own)
    assert sorted(page.locator(".when b").all_inner_texts()) == sorted(own["start"])
    assert set(page.locator(".week th[scope=row]").all_inner_texts()) == {"维修", "清运"}
    page.locator(".when").last.click()
    assert page.inner_text("#linli-card-name") in set(plan.crews["name"])
    watched.assert_quiet()


def test_a_station_shows_its_crews_answers_rosters_and_patrols(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    page.fill("#linli-search", plan.stations["station_id"].iloc[0])
    page.keyboard.press("Enter")
    said = page.inner_text(".card")
    for part in ("从这里出发的班组", "92%", "10 分钟内", "排班", "街面巡查", plan.crews["name"].iloc[0]):
        assert part in said
    watched.assert_quiet()


def test_a_station_without_rounds_and_a_crew_by_search(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    page.fill("#linli-search", plan.stations["station_id"].iloc[3])
    page.keyboard.press("Enter")
    assert "从这里出发的班组" not in page.inner_text(".card")
    page.fill("#linli-search", "C003")
    page.keyboard.press("Enter")
    assert page.inner_text("#linli-card-name") == plan.crews["name"].iloc[2]
    watched.assert_quiet()


def test_the_day_plays_and_stops_at_its_end(open_plan: Opener) -> None:
    watched = open_plan(routed_plan())
    page = watched.page
    page.click("#linli-tab-rounds")
    page.click("#linli-play")
    until(page, lambda: page.inner_text("#linli-time") > "08:04")
    assert page.get_attribute("#linli-play", "aria-label") == "暂停"
    page.click("#linli-play")
    stopped = page.inner_text("#linli-time")
    page.wait_for_timeout(200)
    assert page.inner_text("#linli-time") == stopped
    last = int(page.get_attribute("#linli-clock", "max"))
    set_clock(page, last - 1)
    page.click("#linli-play")
    until(page, lambda: page.get_attribute("#linli-play", "aria-label") == "播放")
    assert page.input_value("#linli-clock") == str(last)
    assert page.get_attribute("#linli-clock", "aria-valuetext") == page.inner_text("#linli-time")
    watched.assert_quiet()


def test_readers_who_want_less_motion_get_steps(open_plan: Opener, tmp_path: Path, chromium: Any) -> None:
    write_map(routed_plan(), tmp_path / "map.html")
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto((tmp_path / "map.html").as_uri())
    page.wait_for_function(READY)
    page.click("#linli-tab-rounds")
    page.click("#linli-play")
    page.wait_for_timeout(100)
    assert page.inner_text("#linli-time") == "08:10"
    until(page, lambda: page.inner_text("#linli-time") == "08:20")
    context.close()


def test_the_slider_and_the_picks_work_without_a_mouse(open_plan: Opener) -> None:
    watched = open_plan(routed_plan())
    page = watched.page
    page.click("#linli-tab-lists")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "linli-tab-rounds"
    page.focus("#linli-clock")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#linli-time") == "08:01"
    page.focus("#linli-weekday-1")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "linli-weekday-1"
    page.focus("#linli-crew-1")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "linli-card-name"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "linli-crew-1"
    watched.assert_quiet()


def test_a_number_on_the_map_leads_to_its_estate_and_a_dot_to_its_crew(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    page.click("#linli-tab-rounds")
    page.click("#linli-crew-1")
    page.wait_for_timeout(700)
    stop = plan.visits[plan.visits["round_id"] == "C002-1"].iloc[1]
    page.mouse.click(*on_screen(page, *stop.geometry.coords[-1]))
    assert page.inner_text("#linli-card-name") == stop["place"]
    page.click("#linli-tab-rounds")
    page.click("#linli-crew-1")
    page.wait_for_timeout(700)
    set_clock(page, 9 * 60 + 10)
    page.click("#linli-close")
    page.wait_for_timeout(200)
    page.mouse.click(*on_screen(page, *stop.geometry.coords[-1]))
    assert page.locator(".days").count() == 1
    watched.assert_quiet()


@pytest.mark.parametrize("size", [{"width": 1400, "height": 900}, PHONE])
def test_hostile_names_are_shown_and_do_nothing(open_plan: Opener, size: dict[str, Any]) -> None:
    watched = open_plan(routed_plan(hostile=True), **size)
    page = watched.page
    walk_through(page)
    page.click("#linli-tab-rounds")
    names = page.locator(".entry.crew b").all_inner_texts()
    assert sorted(names) == sorted(HOSTILE_NAMES)
    for position in range(4):
        page.click("#linli-tab-rounds")
        page.click(f"#linli-crew-{position}")
        assert page.inner_text("#linli-card-name") == names[position]
    assert page.locator("img").count() == 0
    watched.assert_quiet()


@pytest.mark.parametrize("size", [{"width": 1400, "height": 900}, {"width": 800, "height": 700}, PHONE])
def test_long_names_stay_inside_and_targets_are_large(open_plan: Opener, size: dict[str, Any]) -> None:
    plan = routed_plan()
    name = "很长的名字" * 30
    plan = renamed(plan, name)
    tables = {**plan.tables, "crews": plan.crews.assign(name=name), "visits": plan.visits.assign(task=name)}
    watched = open_plan(Plan(tables, plan.policy, plan.facts, plan.record), **size)
    page = watched.page
    for language in range(2):
        page.click("#linli-tab-rounds")
        inside = "document.querySelector('.body').scrollWidth <= document.querySelector('.body').clientWidth"
        assert page.evaluate(inside), language
        assert page.evaluate(
            "document.querySelector('.tabs').scrollWidth <= document.querySelector('.tabs').clientWidth"
        )
        page.click("#linli-crew-0")
        assert page.evaluate(inside)
        small = page.evaluate(
            "[...document.querySelectorAll('.player button, .picks button, .entry, .stop, .when')]"
            ".filter((one) => one.offsetHeight && one.offsetHeight < 44).map((one) => one.className)"
        )
        assert small == []
        page.click("#linli-language")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    watched.assert_quiet()


def test_layers_and_legend_count_what_is_there(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    page.click("#linli-tab-layers")
    counts = {node.get_attribute("data-layer"): node.inner_text() for node in page.query_selector_all(".layers .count")}
    assert (counts["rounds"], counts["patrols"], counts["isochrones"]) == (
        str(len(plan.crews)), str(len(plan.patrols)), str(len(plan.isochrones)),
    )  # fmt: skip
    assert page.is_checked("#linli-layer-basemap")
    for name in ("rounds", "patrols", "isochrones"):
        page.check(f"#linli-layer-{name}")
    assert page.is_visible(".player")
    legend = page.inner_text(".legend")
    for words in ("班组路线", "街面巡查", "步行 300 m", "道路", "水面", "绿地"):
        assert words in legend
    watched.assert_quiet()


@pytest.mark.parametrize("table", ["rounds", "rosters", "basemap", "isochrones", "unserved"])
def test_a_plan_with_only_some_of_it_opens(open_plan: Opener, table: str) -> None:
    plan = routed_plan()
    names = ("crews", "rounds", "visits", "rosters", "unserved", "responses", "patrols", "isochrones", "basemap")
    tables = {**plan.tables, **{name: plan.tables[name].iloc[:0] for name in names if name != table}}
    watched = open_plan(Plan(tables, plan.policy, plan.facts, plan.record))
    walk_through(watched.page)
    assert watched.page.locator("#linli-tab-rounds").count() == (table == "rounds")
    watched.assert_quiet()


def test_a_plan_without_teams_has_the_page_it_had(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    assert watched.page.locator("#linli-tab-rounds").count() == 0
    assert watched.page.locator(".player").count() == 0
    walk_through(watched.page)
    watched.assert_quiet()


def test_in_english_it_speaks_english(open_plan: Opener) -> None:
    with using_language("en"):
        watched = open_plan(routed_plan())
    watched.page.click("#linli-tab-rounds")
    assert watched.page.inner_text("#linli-weekday-0") == "Mon"
    assert "Crews out" in watched.page.inner_text(".body")
    watched.assert_quiet()


def test_the_ground_is_painted_where_it_lies_and_can_be_switched_off(open_plan: Opener) -> None:
    plan = routed_plan()
    watched = open_plan(plan)
    page = watched.page
    of_kind = dict(list(plan.basemap.groupby("kind")["geometry"]))
    roads = of_kind["road"].union_all().buffer(0.0001)
    water = of_kind["water"].iloc[0].difference(roads).representative_point()
    colour = (
        "([lon, lat]) => { map_linli.setView([lat, lon], 15, {animate: false});"
        " return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {"
        " const canvas = document.querySelector('canvas.drawing');"
        " const at = map_linli.latLngToContainerPoint([lat, lon]);"
        " const scale = canvas.width / canvas.clientWidth;"
        " done([...canvas.getContext('2d').getImageData(at.x * scale, at.y * scale, 1, 1).data].slice(0, 3)); }))); }"
    )
    page.click("#linli-tab-layers")
    for name in ("regions", "estates", "barriers", "labels"):
        page.uncheck(f"#linli-layer-{name}")
    assert page.evaluate(colour, [water.x, water.y]) == [0xCF, 0xE3, 0xF1]
    page.uncheck("#linli-layer-basemap")
    assert page.evaluate(colour, [water.x, water.y]) != [0xCF, 0xE3, 0xF1]
    assert [said for said in watched.messages if "willReadFrequently" not in said] == []
    assert len(watched.requests) == 1
