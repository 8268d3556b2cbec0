"""The page and the picture of a sweep: one file without addresses, hostile names as text, the same bytes twice."""

from __future__ import annotations

import re

import pytest

from geo.maps.charts_sweep import sweep_charts
from geo.maps.sweep_page import page_data, write_sweep_page
from geo.wording import using_language
from tests.pages import block_of
from tests.town import HOSTILE_NAMES
from tests.tradeoff import small_curve


def test_the_page_holds_its_data_and_asks_for_nothing(tmp_path):
    write_sweep_page(small_curve(), tmp_path / "sweep.html")
    page = (tmp_path / "sweep.html").read_text(encoding="utf-8")
    assert [point["stations"] for point in block_of(page)["points"]] == [4, 5, 6, 7, 8, 9]
    assert set(re.findall(r"https?://[^\s\"'<>)]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert "示例数据" in page
    assert len(page) < 100_000
    for name in HOSTILE_NAMES[:2]:
        assert name not in page
    write_sweep_page(small_curve(), tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "sweep.html").read_bytes()


def test_points_say_what_is_special_about_them():
    data = page_data(small_curve())
    looks = {point["stations"]: point["look"] for point in data["points"]}
    assert (looks[6], looks[7], looks[9]) == ("knee", "dominated", "none")
    remarks = {point["stations"]: point["remark"] for point in data["points"]}
    assert "拐点" in remarks[6]
    assert "得分最低" in remarks[7]
    assert "不如" in remarks[7]
    assert HOSTILE_NAMES[1] in remarks[9]
    assert data["start"] == 6


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pictures_are_the_same_twice(tmp_path, language):
    with using_language(language):
        for name, write in sweep_charts(small_curve()).items():
            write(tmp_path / name)
            write(tmp_path / f"again-{name}")
            assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()


def test_a_sweep_without_any_plan_still_has_picture_and_page(tmp_path):
    curve = small_curve(invented=False)
    empty = type(curve)(points=curve.points[-1:], range=(2, 8))
    for name, write in sweep_charts(empty).items():
        write(tmp_path / name)
    write_sweep_page(empty, tmp_path / "sweep.html")
    assert (tmp_path / "curve.png").stat().st_size > 0


@pytest.mark.browser
def test_the_page_follows_keys_and_shows_names_as_text(chromium, tmp_path):
    write_sweep_page(small_curve(), tmp_path / "sweep.html")
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto((tmp_path / "sweep.html").as_uri())
    page.wait_for_selector("body[data-ready=yes]")
    assert page.locator("#now h2").text_content() == "6 站"
    page.keyboard.press("ArrowRight")
    assert page.locator("#now h2").text_content() == "7 站"
    assert page.locator("#points tr.now-row").get_attribute("data-stations") == "7"
    assert page.locator("#charts svg").count() == 4
    assert HOSTILE_NAMES[0] in page.locator("#steps").text_content()
    page.locator("#points tr[data-stations='9']").click()
    assert "站数超出" in page.locator("#now p").first.text_content()
    assert not faults
    page.close()
