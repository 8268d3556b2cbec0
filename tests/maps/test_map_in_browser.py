"""The map in the system's Chromium: it asks for nothing, says no error, and a name is only ever a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.maps import explore
from geo.plan import Plan
from geo.wording import using_language
from tests.conftest import Watched
from tests.maps.conftest import READY
from tests.plans import HOSTILE_NAMES, small_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
TABS = ("summary", "lists", "problems", "layers")


def renamed(plan: Plan, name: str) -> Plan:
    """Give every estate, region, station and community of a plan one name."""
    tables = dict(plan.tables)
    for table in ("estates", "regions", "stations", "rejects", "to_locate", "subdistricts"):
        changed = tables[table].copy()
        for column in {"name", "community", "lead_community"} & set(changed.columns):
            changed[column] = name
        tables[table] = changed
    return Plan(tables, plan.policy, plan.facts, plan.record)


def walk_through(page: Any) -> None:
    """Open every tab, both languages, and every kind of card."""
    for _ in range(2):
        for tab in TABS:
            page.click(f"#linli-tab-{tab}")
        page.click("#linli-language")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.click("#linli-tab-layers")
    for box in page.query_selector_all(".layers input:not(:checked)"):
        box.check()


def on_screen(page: Any, lon: float, lat: float) -> tuple[float, float]:
    """Where a place is on the page, in pixels."""
    spot = page.evaluate(
        "([lon, lat]) => { const at = map_linli.latLngToContainerPoint([lat, lon]);"
        " const box = map_linli.getContainer().getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }",
        [lon, lat],
    )
    return spot[0], spot[1]


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 390, "height": 844, "touch": True}])
def test_hostile_names_are_shown_and_do_nothing(open_plan: Opener, size: dict[str, Any]) -> None:
    watched = open_plan(small_plan(hostile=True), **size)
    page = watched.page
    walk_through(page)
    page.click("#linli-tab-lists")
    assert page.locator(".rows .row .words").all_inner_texts() == list(HOSTILE_NAMES)
    for position, name in enumerate(HOSTILE_NAMES):
        page.click("#linli-tab-lists")
        page.click(f"#linli-region-{position}")
        assert page.inner_text("#linli-card-name") == name
        page.fill("#linli-search", name)
        assert name in page.locator("#linli-found .words").all_inner_texts()
        page.keyboard.press("Enter")
        assert page.inner_text("#linli-card-name") == name
    assert page.locator("img").count() == 0
    watched.assert_quiet()


def test_counts_are_those_of_the_plan(open_plan: Opener) -> None:
    plan = small_plan(estates=60)
    watched = open_plan(plan)
    page = watched.page
    figures = dict(
        zip(page.locator(".figure span").all_inner_texts(), page.locator(".figure b").all_inner_texts(), strict=True)
    )
    assert figures == {"片区": "5", "服务站": "5", "管理处": "2", "纳入规划": "60", "未纳入": "3", "待定位": "2"}
    page.click("#linli-tab-layers")
    counts = {node.get_attribute("data-layer"): node.inner_text() for node in page.query_selector_all(".layers .count")}
    for name in (
        "regions",
        "stations",
        "offices",
        "barriers",
        "crossings",
        "subdistricts",
        "groups",
        "tiles",
        "links",
        "rejects",
    ):
        assert counts[name] == str(len(plan.tables[name])), name
    assert counts["estates"] == "60"
    page.click("#linli-tab-lists")
    assert page.locator(".rows tbody tr:not(.group)").count() == 5
    watched.assert_quiet()


@pytest.mark.parametrize(
    "name", ["很长的名字" * 60, "👩‍👩‍👧‍👦🏘️ \u202e反转\u202c שלום עליכם مرحبا", "C:\\2019\\{{7*7}}${1}"]
)
@pytest.mark.parametrize("width", [1440, 390])
def test_long_and_odd_names_stay_inside_the_page(open_plan: Opener, name: str, width: int) -> None:
    watched = open_plan(renamed(small_plan(), name), width=width, height=844)
    page = watched.page
    walk_through(page)
    for tab in TABS:
        page.click(f"#linli-tab-{tab}")
        assert page.evaluate(
            "document.querySelector('.body').scrollWidth <= document.querySelector('.body').clientWidth"
        ), tab
    page.click("#linli-tab-lists")
    page.click("#linli-region-0")
    assert page.inner_text("#linli-card-name") == name
    assert page.evaluate("document.querySelector('.body').scrollWidth <= document.querySelector('.body').clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    watched.assert_quiet()


@pytest.mark.parametrize("estates", [0, 1, 2])
def test_the_smallest_plans_open(open_plan: Opener, estates: int) -> None:
    watched = open_plan(small_plan(estates=estates))
    walk_through(watched.page)
    watched.page.click("#linli-tab-summary")
    assert ("没有纳入规划的小区" in watched.page.inner_text(".body")) == (estates == 0)
    watched.assert_quiet()


def test_a_plan_without_anything_opens(open_plan: Opener) -> None:
    watched = open_plan(Plan({}))
    walk_through(watched.page)
    assert watched.page.locator(".invented").count() == 0
    watched.assert_quiet()


def test_missing_geometry_is_said_and_stops_nothing(open_plan: Opener) -> None:
    plan = small_plan()
    tables = dict(plan.tables)
    for table in ("estates", "regions", "stations", "offices", "barriers", "subdistricts"):
        tables[table] = tables[table].copy()
        tables[table].loc[tables[table].index[:2], "geometry"] = None
    watched = open_plan(Plan(tables, plan.policy, plan.facts, plan.record))
    page = watched.page
    walk_through(page)
    page.fill("#linli-search", "E0001")
    page.keyboard.press("Enter")
    assert "没有可用位置" in page.inner_text(".card")
    watched.assert_quiet()


def test_clicking_a_region_an_estate_and_a_station_on_the_map_opens_their_cards(open_plan: Opener) -> None:
    plan = small_plan()
    watched = open_plan(plan)
    page = watched.page
    station = plan.stations.iloc[0]
    page.mouse.click(*on_screen(page, station.geometry.x, station.geometry.y))
    assert page.inner_text("#linli-card-name") == station["name"]
    hosts = set(plan.stations["estate_id"])
    estate = next(row for row in plan.estates.itertuples() if row.estate_id not in hosts)
    inside = estate.geometry.representative_point()
    page.mouse.click(*on_screen(page, inside.x, inside.y))
    assert page.inner_text("#linli-card-name") == estate.name
    assert "服务，步行" in page.inner_text(".card")
    page.keyboard.press("Escape")
    assert page.locator("#linli-card-name").count() == 0
    region = plan.regions.iloc[0].geometry
    corridor = region.difference(plan.estates.union_all().buffer(0.0008)).representative_point()
    page.mouse.click(*on_screen(page, corridor.x, corridor.y))
    assert page.inner_text("#linli-card-name") == plan.regions.iloc[0]["name"]
    assert "已证明最优" in page.inner_text(".card")
    watched.assert_quiet()


def test_the_map_works_without_a_mouse(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    page = watched.page
    page.focus("#linli-tab-summary")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "linli-tab-lists"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "linli-region-1":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "linli-card-name"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "linli-region-1"
    page.focus("#linli-search")
    page.keyboard.type("E0003")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "E0003" in page.inner_text(".card .where")
    watched.assert_quiet()


def test_problems_lead_to_their_place(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    page = watched.page
    before = page.evaluate("map_linli.getZoom()")
    page.click("#linli-tab-problems")
    page.click(".problem.exceptions .entry >> nth=0")
    page.wait_for_function("(zoom) => map_linli.getZoom() > zoom", arg=before)
    assert "E0012" in page.inner_text(".card .where")
    page.click("#linli-tab-problems")
    page.click(".problem.rejects .entry >> nth=1")
    assert "2008" in page.inner_text(".card")
    watched.assert_quiet()


def test_invented_data_say_so_on_every_view(open_plan: Opener) -> None:
    page = open_plan(small_plan()).page
    for tab in TABS:
        page.click(f"#linli-tab-{tab}")
        assert page.inner_text(".bar .invented") == "示例数据·虚构"
    page.emulate_media(media="print")
    assert page.is_visible(".bar .invented")


def test_english_is_a_switch_away_and_can_be_the_first(open_plan: Opener) -> None:
    page = open_plan(small_plan()).page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.click("#linli-language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "Households served" in page.inner_text(".body")
    with using_language("en"):
        assert "Households served" in open_plan(small_plan()).page.inner_text(".body")


def test_targets_are_large_enough_for_a_finger(open_plan: Opener) -> None:
    page = open_plan(small_plan(), width=390, height=844, touch=True).page
    for tab in TABS:
        page.click(f"#linli-tab-{tab}")
        small = page.evaluate(
            "[...document.querySelectorAll('button:not(.grip), input[type=search], .layers label, summary')]"
            ".filter((one) => one.offsetHeight > 0 && one.offsetHeight < 44).map((one) => one.textContent)"
        )
        assert small == []


def test_every_control_has_a_name(open_plan: Opener) -> None:
    page = open_plan(small_plan()).page
    for tab in TABS:
        page.click(f"#linli-tab-{tab}")
        unnamed = page.evaluate(
            "[...document.querySelectorAll('button, input, [role=img]')].filter((one) =>"
            " !(one.getAttribute('aria-label') || one.textContent.trim() || one.closest('label'))).length"
        )
        assert unnamed == 0


def test_printing_lays_out_title_map_and_panel(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    watched.page.emulate_media(media="print")
    assert watched.page.is_visible(".bar h1")
    assert not watched.page.is_visible(".search")
    assert len(watched.page.pdf(prefer_css_page_size=True)) > 20_000
    watched.assert_quiet()


def test_a_notebooks_map_with_a_further_layer_opens(open_page: Opener, tmp_path: Path) -> None:
    folium = pytest.importorskip("folium")
    shown = explore(small_plan(hostile=True))
    folium.CircleMarker((31.58, 120.31), radius=9).add_to(shown)
    (tmp_path / "cell.html").write_text(f"<!doctype html><div>{shown._repr_html_()}</div>", encoding="utf-8")
    watched = open_page(tmp_path / "cell.html")
    frame = watched.page.frames[-1]
    frame.wait_for_function(READY)
    assert frame.locator("path.leaflet-interactive").count() == 1
    assert watched.dialogs == []
    assert [address for address in watched.requests[1:] if not address.startswith(("data:", "about:"))] == []


@pytest.mark.slow
def test_5000_estates_open_and_can_be_searched(open_plan: Opener) -> None:
    watched = open_plan(small_plan(estates=5_000))
    watched.page.fill("#linli-search", "E4999")
    watched.page.keyboard.press("Enter")
    assert "E4999" in watched.page.inner_text(".card .where")
    watched.assert_quiet()


def reasoned(plan: Plan, **shape: object) -> Plan:
    """Give a plan prices of rules, clashes, and a rule that shaped its first region."""
    rows = [
        ("甲街道", "floor_area_high", "lifted", 900.0, None, None, "at_least", 0.0),
        ("甲街道", "floor_area_high", "+10%", 300.0, None, None, "at_least", 0.0),
        ("乙街道", "floor_area_high", "lifted", 100.0, None, None, "at_least", 0.0),
        ("甲街道", "walk_limit", "lifted", 2_500.0, 2_000.0, 3_000.0, "range", 400.0),
        ("甲街道", "mini", "lifted", 0.0, None, None, "at_least", 0.0),
    ]
    names = ["subdistrict", "rule", "step", "saving_cny", "price_low_cny", "price_high_cny", "known", "paid_cny"]
    regions = plan.regions.copy()
    for name, value in shape.items():
        regions.loc[regions.index[0], name] = value
    clash = {"subdistrict": "乙街道", "rule": "锁定", "estates": "示例甲苑", "explanation": "两处锁定互相冲突"}
    tables = {
        **plan.tables,
        "regions": regions,
        "rule_prices": pd.DataFrame(rows, columns=names),
        "clashes": pd.DataFrame([clash]),
    }
    return Plan(tables, plan.policy, plan.facts, plan.record)


@pytest.mark.parametrize("width", [1440, 390])
def test_prices_of_rules_stand_in_the_summary_and_open_to_sub_districts(open_plan: Opener, width: int) -> None:
    watched = open_plan(reasoned(small_plan()), width=width, height=844)
    page = watched.page
    page.click("#linli-tab-summary")
    rows = page.locator(".price summary")
    assert [" ".join(row.split()) for row in rows.all_inner_texts()] == [
        "到站步行上限 2,000 – 3,000 元", "片区面积上限 ≥ 1,000 元",
    ]  # fmt: skip
    page.evaluate("document.querySelectorAll('.price').forEach((part) => { part.open = true; })")
    said = page.inner_text(".body")
    assert "放宽 +10%：≥ 300 元" in said
    assert "小小区不孤立" in said
    page.click("#linli-tab-problems")
    assert "两处锁定互相冲突" in page.inner_text(".body")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    walk_through(page)
    watched.assert_quiet()


@pytest.mark.parametrize(
    ("by", "title"), [("walk_limit", "由规则“到站步行上限”决定"), ("cost", "由费用决定"), ("better", "可再改进")]
)
def test_the_card_of_a_region_says_what_shaped_it(open_plan: Opener, by: str, title: str) -> None:
    watched = open_plan(reasoned(small_plan(), shaped_by=by, shaped_why="<img src=x onerror=alert(1)>但上限 1,000 m"))
    watched.page.click("#linli-tab-lists")
    watched.page.click("#linli-region-0")
    said = watched.page.inner_text(".body")
    assert title in said
    assert "<img src=x onerror=alert(1)>但上限 1,000 m" in said
    watched.assert_quiet()
