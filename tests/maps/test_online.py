"""A page asks tile servers only where it was made to, only those, and only once a person has switched one on."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geo.errors import UnknownNameError
from geo.io.datum import convert
from geo.maps import write_map
from geo.maps.online import SERVERS, online_data, picture_hosts, servers_of
from tests.conftest import Watched
from tests.plans import small_plan

Opener = Callable[..., Watched]
STATIC = files("geo.maps") / "static"
GREY = b"GIF89a\x01\0\x01\0\x80\0\0\x80\x80\x80\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def policy_of(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found.group(1)


def test_an_unknown_server_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="osm"):
        servers_of(["osn"])


def test_the_policy_of_a_page_lists_exactly_the_hosts_asked_for(tmp_path: Path) -> None:
    write_map(small_plan(), tmp_path / "none.html")
    assert "https://" not in policy_of((tmp_path / "none.html").read_text(encoding="utf-8"))
    write_map(small_plan(), tmp_path / "two.html", tiles=("osm", "amap"))
    hosts = re.findall(r"https://\S+?(?=[ ;])", policy_of((tmp_path / "two.html").read_text(encoding="utf-8")))
    assert hosts == ["https://tile.openstreetmap.org", *(f"https://webrd0{n}.is.autonavi.com" for n in (1, 2, 3, 4))]
    assert len(picture_hosts(list(SERVERS)).split()) == 13


def test_a_page_without_servers_has_neither_their_data_nor_their_script(tmp_path: Path) -> None:
    assert online_data(()) is None
    write_map(small_plan(), tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "openstreetmap.org" not in page
    assert "GcjLayer" not in page


def watched_tiles(page: Any) -> list[str]:
    """Answer every tile with a grey pixel and note its address."""
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="image/gif", body=GREY)

    page.route(re.compile("^https?:"), answer)
    return asked


@pytest.mark.browser
def test_nothing_is_asked_before_a_layer_is_switched_on_and_then_only_its_server(
    open_page: Opener, tmp_path: Path
) -> None:
    write_map(small_plan(), tmp_path / "map.html", tiles=("osm", "amap", "tianditu"))
    watched = open_page(tmp_path / "map.html")
    page = watched.page
    asked = watched_tiles(page)
    page.click("#linli-tab-layers")
    page.wait_for_timeout(300)
    assert asked == []
    page.check("#linli-layer-online_osm")
    page.locator(".online img.leaflet-tile-loaded").first.wait_for(state="attached")
    assert asked
    assert all(address.startswith("https://tile.openstreetmap.org/") for address in asked)
    assert "OpenStreetMap" in page.inner_text(".leaflet-control-attribution")
    page.uncheck("#linli-layer-online_osm")
    page.locator(".online img").first.wait_for(state="detached")
    before = len(asked)
    page.check("#linli-layer-online_tianditu")
    page.wait_for_timeout(300)
    assert len(asked) == before
    page.fill("#linli-key-tianditu", "my-own-key")
    page.keyboard.press("Enter")
    page.locator(".online img.leaflet-tile-loaded").first.wait_for(state="attached")
    assert all("tianditu.gov.cn" in address and "tk=my-own-key" in address for address in asked[before:])
    assert page.evaluate("localStorage.getItem('linli-key-tianditu')") == "my-own-key"
    assert "my-own-key" not in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert [said for said in watched.messages if "error" in said] == []


@pytest.mark.browser
def test_the_pages_gcj02_is_that_of_the_readers_to_a_centimetre(chromium: Any) -> None:
    random = np.random.default_rng(0)
    lon, lat = random.uniform(75, 134, 400), random.uniform(18, 53, 400)
    script = (STATIC / "map" / "gcj.js").read_text(encoding="utf-8")
    page = chromium.new_page()
    page.add_script_tag(content=f"{script}\nwindow.both = {{ toGcj, fromGcj }};", type="module")
    page.wait_for_function("typeof both === 'object'")
    ask = "([way, places]) => places.map(([lon, lat]) => both[way](lon, lat))"
    for way, source, target in (("toGcj", "wgs84", "gcj02"), ("fromGcj", "gcj02", "wgs84")):
        here = np.array(page.evaluate(ask, [way, np.column_stack([lon, lat]).tolist()]))
        there = np.column_stack(convert(lon, lat, source=source, target=target))
        assert np.abs(here - there).max() * 111_000 < 0.01
    page.close()


@pytest.mark.browser
def test_a_tile_of_amap_stands_where_the_plans_coordinates_are(open_page: Opener, tmp_path: Path) -> None:
    write_map(small_plan(), tmp_path / "map.html", tiles=("amap",))
    watched = open_page(tmp_path / "map.html")
    page = watched.page
    watched_tiles(page)
    page.evaluate("map_linli.setView([31.58, 120.31], 17, {animate: false})")
    page.click("#linli-tab-layers")
    page.check("#linli-layer-online_amap")
    page.locator(".online img.leaflet-tile-loaded").first.wait_for(state="attached")
    page.evaluate("map_linli.panBy([40, -25], {animate: false})")
    page.wait_for_timeout(300)
    placed = page.evaluate(
        "() => { const frame = map_linli.getContainer().getBoundingClientRect();"
        " return [...document.querySelectorAll('.online img.leaflet-tile-loaded')].map((tile) => {"
        " const box = tile.getBoundingClientRect(); const ask = new URL(tile.src).searchParams;"
        " const at = map_linli.containerPointToLatLng([box.x - frame.x, box.y - frame.y]);"
        " return [Number(ask.get('x')), Number(ask.get('y')), Number(ask.get('z')), at.lng, at.lat]; }); }"
    )
    assert len(placed) > 4
    x, y, z, lon, lat = np.array(placed).T
    drawn_lon = x / 2**z * 360 - 180
    drawn_lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y / 2**z))))
    true_lon, true_lat = convert(drawn_lon, drawn_lat, source="gcj02")
    assert np.abs(lat - true_lat).max() * 111_000 < 1.0  # a pixel of this zoom is a metre
    assert np.abs(lon - true_lon).max() * 95_000 < 1.0
    assert np.abs(lon - drawn_lon).max() * 95_000 > 300
    covered = page.evaluate(
        "() => { const frame = map_linli.getContainer().getBoundingClientRect();"
        " const tiles = [...document.querySelectorAll('.online img.leaflet-tile-loaded')];"
        " const shown = tiles.map((tile) => tile.getBoundingClientRect());"
        " return [[0.1, 0.1], [0.9, 0.1], [0.5, 0.5], [0.1, 0.9], [0.9, 0.9]].every(([u, v]) => shown.some((box) =>"
        " box.left <= frame.x + u * frame.width && box.right >= frame.x + u * frame.width"
        " && box.top <= frame.y + v * frame.height && box.bottom >= frame.y + v * frame.height)); }"
    )
    assert covered
