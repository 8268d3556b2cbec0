"""Ruler, link to a view, keys on the map and paper, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pyproj
import pytest

from tests.conftest import Watched
from tests.maps.conftest import READY
from tests.plans import small_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844, "touch": True}]


def place_at(page: Any, x: float, y: float) -> tuple[float, float]:
    """The longitude and latitude under a place of the page."""
    spot = page.evaluate(
        "([x, y]) => { const box = map_linli.getContainer().getBoundingClientRect();"
        " const at = map_linli.containerPointToLatLng([x - box.x, y - box.y]); return [at.lng, at.lat]; }",
        [x, y],
    )
    return spot[0], spot[1]


def hash_of(page: Any, part: str) -> str:
    """Wait until the page's address says something, and return what it says."""
    for _ in range(100):
        said = page.evaluate("decodeURIComponent(location.hash)")
        if part in said:
            return said
        page.wait_for_timeout(30)
    raise AssertionError(f"{part} not in {said}")


def number_in(words: str) -> float:
    return float("".join(sign for sign in words.split(" ")[1] if sign in "0123456789."))


@pytest.mark.parametrize("size", SIZES)
def test_the_ruler_measures_as_the_ellipsoid_does(open_plan: Opener, size: dict[str, Any]) -> None:
    watched = open_plan(small_plan(), **size)
    page = watched.page
    page.evaluate("map_linli.setView([31.58, 120.31], 14.5, { animate: false })")
    page.click("#linli-ruler")
    left = 500 if size["width"] > 760 else 60
    corners = [(left, 250), (left + 250, 250), (left + 250, 330), (left, 330)]
    ways = []
    for corner in corners:
        page.mouse.click(*corner)
        ways.append(place_at(page, *corner))
    length, area = page.inner_text("#linli-measured").split(" · ")
    geod = pyproj.Geod(ellps="WGS84")
    lons, lats = zip(*ways, strict=True)
    assert number_in(length) == pytest.approx(geod.line_length(lons, lats) / (1 if " m" in length else 1000), rel=0.005)
    true_area = abs(geod.polygon_area_perimeter(lons, lats)[0])
    assert number_in(area) == pytest.approx(true_area / (1e6 if "km" in area else 1), rel=0.02)
    assert page.locator("#linli-card-name").count() == 0
    page.click(".ruler .undo")
    page.keyboard.press("Escape")
    assert page.is_hidden(".ruler")
    watched.assert_quiet()


def test_the_ruler_is_used_by_keys_alone(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    page = watched.page
    page.focus("#linli-ruler")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.evaluate("map_linli.panBy([120, 0], { animate: false })")
    page.keyboard.press("Enter")
    assert page.inner_text("#linli-measured").startswith("长 ")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "linli-ruler"
    watched.assert_quiet()


def test_enter_takes_what_lies_in_the_middle_of_the_map(open_plan: Opener) -> None:
    plan = small_plan()
    watched = open_plan(plan)
    page = watched.page
    station = plan.stations.iloc[1]
    page.evaluate("([lat, lon]) => map_linli.setView([lat, lon], 16, { animate: false })",
                  [station.geometry.y, station.geometry.x])  # fmt: skip
    page.focus(".folium-map")
    page.keyboard.press("Enter")
    assert page.inner_text("#linli-card-name") == station["name"]
    watched.assert_quiet()


def test_a_link_leads_to_the_same_view(open_plan: Opener) -> None:
    watched = open_plan(small_plan())
    page = watched.page
    page.click("#linli-language")
    page.click("#linli-tab-layers")
    page.check("#linli-layer-groups")
    page.uncheck("#linli-layer-labels")
    page.select_option("#linli-measure", "walk")
    page.click("#linli-tab-lists")
    page.click("#linli-list-stations")
    page.click("#linli-station-1")
    name = page.inner_text("#linli-card-name")
    page.wait_for_timeout(700)
    hash_of(page, "show=station")
    address, centre = page.url, page.evaluate("[map_linli.getCenter().lat, map_linli.getZoom()]")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function(READY)
    assert page.inner_text("#linli-card-name") == name
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("[map_linli.getCenter().lat, map_linli.getZoom()]") == pytest.approx(centre, abs=0.01)
    page.keyboard.press("Escape")
    assert page.locator("#linli-list-stations").get_attribute("aria-pressed") == "true"
    page.click("#linli-tab-layers")
    assert page.is_checked("#linli-layer-groups")
    assert not page.is_checked("#linli-layer-labels")
    assert page.input_value("#linli-measure") == "walk"
    assert watched.messages == []


@pytest.mark.parametrize(
    "words",
    ["at=x,y,z", "at=1e999,2,3&show=station:none", "on=__proto__,nothing&by=constructor", "tab=<img src=x>&lang=xx",
     "%E0%A4%A"],
)  # fmt: skip
def test_a_broken_link_opens_the_page_and_says_what_it_lacks(open_plan: Opener, words: str) -> None:
    watched = open_plan(small_plan())
    page = watched.page
    page.evaluate("(words) => { location.hash = words; }", words)
    page.wait_for_timeout(200)
    if "show=" in words:
        assert "不在本方案中" in page.inner_text(".toast")
    page.click("#linli-tab-lists")
    assert page.locator(".rows .row").count() == 4
    assert watched.messages == []


def test_the_link_is_copied_or_shown_to_be_copied(open_plan: Opener) -> None:
    page = open_plan(small_plan()).page
    page.click("#linli-link")
    page.wait_for_selector(".toast:not([hidden])")
    shown = page.query_selector(".toast input")
    assert shown is None or "#at=" in shown.input_value()
    assert "#at=" in page.url


@pytest.mark.parametrize(("paper", "points"), [("A4", (842, 595)), ("A3", (1191, 842))])
def test_the_page_prints_on_the_paper_asked_for_with_map_legend_and_proof(
    open_plan: Opener, paper: str, points: tuple[int, int]
) -> None:
    pypdf = pytest.importorskip("pypdf")
    watched = open_plan(small_plan())
    page = watched.page
    page.evaluate("window.print = () => {}")
    page.click("#linli-print")
    page.click(f"#linli-print-{paper}")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sheets = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [round(float(side)) for side in sheets[0].mediabox[2:]] == list(points)
    said = sheets[0].extract_text()
    assert "图例" in said
    assert "已证明最优" in said
    assert "样例市" in said
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.is_visible("#linli-search")
    watched.assert_quiet()
