"""The printed map: everything of the plan is on it, equal plans give equal bytes, and no input breaks it."""

from __future__ import annotations

import subprocess
import sys

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString, Point

from geo.maps.sheet_frame import frame_around
from geo.maps.sheet_layers import apart
from geo.maps.sheet_map import draw_sheet, sheet_pdf, sheet_png, sheet_svg
from geo.plan import Plan
from geo.schema import STORAGE_CRS
from geo.wording import text, using_language
from tests.plans import small_plan
from tests.town import SUBDISTRICTS

SMALL = (120.0, 110.0)


def words_of(figure):
    return [said.get_text() for axes in figure.axes for said in axes.texts]


def changed(plan, **tables):
    return Plan({**plan.tables, **tables}, plan.policy, plan.facts, plan.record)


@pytest.fixture(scope="module")
def plan():
    return small_plan()


def test_a_sub_districts_sheet_names_its_estates_and_numbers_its_stations(plan):
    said = words_of(draw_sheet(plan, subdistrict=SUBDISTRICTS[0]))
    own = plan.regions[plan.regions["subdistrict"] == SUBDISTRICTS[0]]
    members = plan.assignments.loc[plan.assignments["region_id"].isin(own["region_id"]), "estate_id"]
    names = plan.estates.set_index("estate_id")["name"]
    assert set(names[members]) <= set(said)
    assert {str(number) for number in own["number"]} <= set(said)
    assert SUBDISTRICTS[1] in said  # the neighbour
    assert not (set(names[plan.assignments["estate_id"]]) - set(names[members])) & set(said)


def test_the_whole_plan_names_sub_districts_and_no_estate(plan):
    said = words_of(draw_sheet(plan))
    assert set(SUBDISTRICTS) <= set(said)
    assert not set(plan.estates["name"]) & set(said)


def test_the_legend_says_what_is_on_the_map_and_what_is_not_there_is_not_said(plan):
    said = words_of(draw_sheet(plan, size_mm=SMALL))
    assert text("sheet.barrier.river") in said
    assert text("sheet.barrier.wall") not in said
    assert any(words.endswith((" m", " km")) for words in said)
    assert text("invented") in said
    assert text("sheet.region") not in words_of(draw_sheet(plan, size_mm=SMALL, legend=False))


def test_words_come_in_english_too(plan):
    with using_language("en"):
        assert "River" in words_of(draw_sheet(plan, size_mm=SMALL))


@pytest.mark.parametrize("made", [sheet_png, sheet_svg, sheet_pdf])
def test_equal_plans_give_equal_bytes(plan, made):
    assert made(draw_sheet(plan, size_mm=SMALL)) == made(draw_sheet(small_plan(), size_mm=SMALL))


def test_the_order_of_rows_changes_no_picture(plan):
    turned = changed(plan, **{name: plan.tables[name].iloc[::-1] for name in ("estates", "assignments")})
    first, other = (sheet_png(draw_sheet(one, subdistrict=SUBDISTRICTS[0], size_mm=SMALL)) for one in (plan, turned))
    assert first == other


def test_a_picture_is_as_wide_as_asked_and_small(plan):
    picture = sheet_png(draw_sheet(plan, title="样例", note="一行说明"), width_px=1_600)
    assert int.from_bytes(picture[16:20]) == 1_600
    assert len(picture) < 1_000_000


@pytest.mark.parametrize(
    "name", ["$x^2$", "\\frac{1}{0} $", "#panic()", "<b>&amp;", "长" * 300, "אבג", "🏘🏘", "䶮甪里", "", "a\nb\tc"]
)
def test_any_name_is_drawn(plan, name):
    named = changed(plan, estates=plan.estates.assign(name=name), offices=plan.offices.assign(name=name))
    assert sheet_png(draw_sheet(named, subdistrict=SUBDISTRICTS[0], size_mm=SMALL, title=name), width_px=300)


def test_rare_standard_characters_are_drawn_as_they_are(plan):
    named = changed(plan, offices=plan.offices.assign(name="䶮甪里管理处"))
    assert "䶮甪里管理处" in words_of(draw_sheet(named, subdistrict=SUBDISTRICTS[0]))


def test_a_name_on_the_map_is_cut_where_it_is_too_long(plan):
    said = words_of(
        draw_sheet(changed(plan, offices=plan.offices.assign(name="长" * 300)), subdistrict=SUBDISTRICTS[0])
    )
    assert any(words.startswith("长") and words.endswith("…") and len(words) < 15 for words in said)


@pytest.mark.parametrize("estates", [0, 1, 2])
def test_plans_of_few_estates_are_drawn(estates):
    small = small_plan(estates=estates)
    for name in (None, *SUBDISTRICTS):
        assert sheet_png(draw_sheet(small, subdistrict=name, size_mm=SMALL), width_px=300)


def test_a_plan_without_any_place_says_so(plan):
    assert text("sheet.no_ground") in words_of(draw_sheet(Plan({}), size_mm=SMALL))
    assert text("sheet.no_ground") in words_of(draw_sheet(plan, subdistrict="没有的街道", size_mm=SMALL))


def test_missing_shapes_are_left_out_and_the_rest_is_drawn(plan):
    nowhere = {
        name: plan.tables[name].set_geometry(gpd.GeoSeries([None] * len(plan.tables[name]), crs=STORAGE_CRS))
        for name in ("regions", "estates", "stations", "offices", "barriers", "crossings")
    }
    assert sheet_png(draw_sheet(changed(plan, **nowhere), subdistrict=SUBDISTRICTS[0], size_mm=SMALL), width_px=300)
    partly = plan.estates.copy()
    partly.loc[partly.index[0], "geometry"] = Point(np.inf, np.nan)
    assert sheet_png(
        draw_sheet(changed(plan, estates=partly), subdistrict=SUBDISTRICTS[0], size_mm=SMALL), width_px=300
    )


def test_the_base_map_lies_under_the_plan_where_there_is_one(plan):
    west, south, east, north = plan.regions.total_bounds
    lines = LineString([(west, south), (east, north)]), LineString([(west, north), (east, south)])
    shapes = [lines[0], Point(west, south).buffer(0.003), lines[1]]
    kinds = {"kind": ["road", "water", "railway"], "rank": [1, None, None], "name": [None] * 3}
    streets = gpd.GeoDataFrame(kinds, geometry=shapes, crs=STORAGE_CRS)
    bare, over = (draw_sheet(one, size_mm=SMALL) for one in (plan, changed(plan, basemap=streets)))
    assert sheet_png(bare, width_px=400) != sheet_png(over, width_px=400)


def test_a_frame_keeps_proportions_and_its_middle():
    frame = frame_around((120.0, 31.0, 120.1, 31.05), (10.0, 20.0, 100.0, 80.0))
    assert frame.place(np.array([[120.05, 31.025]])).tolist() == [[60.0, 60.0]]
    (a, b, c) = frame.place(np.array([[120.05, 31.025], [120.06, 31.025], [120.05, 31.035]]))
    metres_east, metres_north = 0.01 * 111_195 * np.cos(np.radians(31.025)), 0.01 * 111_195
    assert (b - a)[0] / (c - a)[1] == pytest.approx(metres_east / metres_north)
    west, south, east, north = frame.ground()
    assert west < 120.0 < 120.1 < east
    assert south < 31.0 < 31.05 < north


def test_houses_on_one_spot_are_pushed_apart():
    moved = apart(np.array([[10.0, 10.0], [10.0, 10.0], [40.0, 10.0]]), 4.0)
    assert np.hypot(*(moved[0] - moved[1])) == pytest.approx(4.0, rel=0.05)
    assert moved[2].tolist() == [40.0, 10.0]


@pytest.mark.slow
def test_another_process_draws_the_same_bytes(plan):
    code = (
        "import sys, hashlib; from tests.plans import small_plan; from geo.maps.sheet_map import *;"
        "print(hashlib.sha256(sheet_png(draw_sheet(small_plan(), size_mm=(120.0, 110.0)))).hexdigest())"
    )
    import hashlib

    own = hashlib.sha256(sheet_png(draw_sheet(plan, size_mm=SMALL))).hexdigest()
    env = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert said.stdout.strip() == own
