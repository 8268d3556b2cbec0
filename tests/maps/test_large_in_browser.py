"""Pages of many estates in the system's Chromium: unpacked, counted, searched; and what a browser too old is told."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geo.maps import write_map
from tests.conftest import Watched
from tests.plans import small_plan

pytestmark = pytest.mark.browser

Opener = Callable[..., Watched]


@pytest.fixture(scope="module")
def page_1000(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "map.html"
    write_map(small_plan(estates=1_000), path)
    return path


def test_a_deflated_page_opens_with_every_row(open_page: Opener, page_1000: Path) -> None:
    assert "data-bytes" in page_1000.read_text(encoding="utf-8")
    watched = open_page(page_1000)
    page = watched.page
    page.wait_for_selector("html[data-ready]", state="attached")
    assert not page.is_visible("#linli-waiting")
    page.click("#linli-tab-layers")
    assert page.inner_text('.layers .count[data-layer="estates"]') == "1,000"
    page.fill("#linli-search", "E0999")
    page.keyboard.press("Enter")
    assert "E0999" in page.inner_text(".card .where")
    watched.assert_quiet()


def test_a_browser_that_is_too_old_is_told_what_to_do(page_1000: Path, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("delete CanvasRenderingContext2D.prototype.roundRect")
    page.goto(page_1000.resolve().as_uri())
    page.locator("#linli-waiting").wait_for(state="visible")
    assert "Firefox 112" in page.inner_text("#linli-waiting")
    context.close()


KINDS = (
    (0, zlib.Z_DEFAULT_STRATEGY),
    (1, zlib.Z_RLE),
    (6, zlib.Z_FIXED),
    (6, zlib.Z_HUFFMAN_ONLY),
    (9, zlib.Z_DEFAULT_STRATEGY),
)


@pytest.mark.parametrize(("level", "strategy"), KINDS)
def test_the_unpacker_reads_every_kind_of_deflated_block(chromium: Any, level: int, strategy: int) -> None:
    random = np.random.default_rng(0)
    words = [b"", b"a", b"a" * 1_000, bytes(random.integers(0, 256, 150_000, dtype=np.uint8))]
    words.append("服务站最近，步行约".encode() * 20_000 + bytes(random.integers(97, 103, 90_000, dtype=np.uint8)))
    script = (files("geo.maps") / "static" / "map" / "block.js").read_text(encoding="utf-8")
    page = chromium.new_page()
    page.add_script_tag(content=f"{script}\nwindow.inflated = inflated;", type="module")
    page.wait_for_function("typeof inflated === 'function'")
    for word in words:
        deflater = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
        packed = base64.b64encode(deflater.compress(word) + deflater.flush()).decode("ascii")
        unpacked = page.evaluate(
            "async ([packed, size]) => { const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));"
            " let text = ''; for (const byte of inflated(bytes, size)) text += String.fromCharCode(byte);"
            " return btoa(text); }",
            [packed, len(word)],
        )
        assert base64.b64decode(unpacked) == word
    page.close()


@pytest.mark.slow
def test_5000_estates_are_counted_far_out_and_drawn_one_by_one_near(open_page: Opener, tmp_path: Path) -> None:
    plan = small_plan(estates=5_000)
    write_map(plan, tmp_path / "map.html")
    watched = open_page(tmp_path / "map.html")
    page = watched.page
    page.wait_for_selector("html[data-ready]", state="attached")
    page.click("#linli-tab-layers")
    assert page.inner_text('.layers .count[data-layer="estates"]') == "5,000"
    assert page.inner_text('.layers .count[data-layer="regions"]') == f"{len(plan.regions)}"
    before = page.evaluate("map_linli.getZoom()")
    area = page.locator(".stage").bounding_box()
    assert area is not None
    page.evaluate("map_linli.setZoom(map_linli.getZoom() - 1, {animate: false})")
    middle = (area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    for step in range(100):
        spot = (middle[0] + 16 * (step % 10), middle[1] + 16 * (step // 10))
        page.mouse.move(*spot)
        if page.is_visible(".tip") and "点开放大" in page.inner_text(".tip"):
            break
    page.mouse.click(*spot)
    page.wait_for_function("(zoom) => map_linli.getZoom() > zoom", arg=before)
    assert page.locator("#linli-card-name").count() == 0
    watched.assert_quiet()


def test_regions_are_outlined_as_asked_and_can_be_clicked_in_every_outline(open_page: Opener, tmp_path: Path) -> None:
    plan = small_plan(estates=60)
    write_map(plan, tmp_path / "map.html")
    watched = open_page(tmp_path / "map.html")
    page = watched.page
    page.wait_for_selector("html[data-ready]", state="attached")
    page.click("#linli-tab-layers")
    seen = set()
    for outline in ("joined", "hulls", "tiles"):
        page.select_option("#linli-outline", outline)
        page.wait_for_timeout(100)
        seen.add(page.evaluate("document.querySelector('canvas.drawing').toDataURL()"))
    assert len(seen) == 3
    page.select_option("#linli-outline", "hulls")
    region = plan.regions.iloc[0]
    own = plan.estates[plan.estates["estate_id"].isin(
        plan.assignments.loc[plan.assignments["region_id"] == region["region_id"], "estate_id"])]  # fmt: skip
    hull = own.geometry.union_all().convex_hull
    corner = hull.difference(region.geometry.buffer(0.0001)).representative_point()
    spot = page.evaluate(
        "([lon, lat]) => { const at = map_linli.latLngToContainerPoint([lat, lon]);"
        " const box = map_linli.getContainer().getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }",
        [corner.x, corner.y],
    )
    page.mouse.click(*spot)
    assert page.inner_text("#linli-card-name") == region["name"]
    watched.assert_quiet()
