"""The report as a PDF: a sheet for each sub-district, everything of the plan said, whatever names are in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest

from geo.errors import MissingExtraError, OutputError
from geo.files import sha256_of
from geo.findings import Report
from geo.plan import Plan
from geo.reports.atlas.writing import write_atlas, write_one_page
from geo.reports.fonts import missing_glyphs
from geo.scenarios.budget import make_budget
from geo.schema import STORAGE_CRS
from geo.wording import catalogue, text, using_language
from tests.plans import HOSTILE_NAMES, small_plan
from tests.town import SUBDISTRICTS

pytest.importorskip("typst")
HEADS = ("report.contents", "report.city", "report.three", "report.subdistricts", "report.means", "report.methods",
         "report.annex.members", "report.annex")  # fmt: skip


def pages_of(path):
    """Read a PDF's text page by page, blanks left out."""
    tool = shutil.which("pdftotext")
    if tool is None:
        if os.environ.get("REQUIRE_POPPLER"):
            pytest.fail("pdftotext is not installed and REQUIRE_POPPLER is set")
        pytest.skip("poppler-utils is not installed")
    said = subprocess.run([tool, "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [bare(page) for page in said.split("\f")[:-1]]


def bare(words):
    return re.sub(r"[\s\u200b]+", "", words)


def changed(plan, **tables):
    return Plan({**plan.tables, **tables}, plan.policy, plan.facts, plan.record)


@pytest.fixture(scope="module")
def plan():
    return small_plan()


@pytest.fixture(scope="module")
def written(plan, tmp_path_factory):
    path = tmp_path_factory.mktemp("atlas") / "report.pdf"
    assert write_atlas(plan, path) == [path]
    return path


@pytest.mark.poppler
def test_every_part_and_every_sub_district_has_its_page(plan, written):
    pages = pages_of(written)
    for key in HEADS:
        assert any(page.startswith(bare(text(key))) for page in pages), key
    for name in SUBDISTRICTS:
        (sheet,) = [page for page in pages if page.startswith(name)]
        own = plan.regions[plan.regions["subdistrict"] == name]
        assert all(bare(region) in sheet for region in own["name"])
        members = plan.assignments.loc[plan.assignments["region_id"].isin(own["region_id"]), "estate_id"]
        assert all(bare(one) in sheet for one in plan.estates.set_index("estate_id")["name"][members])


@pytest.mark.poppler
def test_every_estate_of_the_ledger_stands_in_the_annexes(plan, written):
    whole = "".join(pages_of(written))
    assert all(bare(name) in whole for name in plan.estates["name"])
    assert all(bare(words) in whole for words in plan.rejects["evidence"].dropna())
    assert text("invented") in whole


@pytest.mark.poppler
def test_the_settings_stand_with_their_source_or_the_word_assumption(written):
    whole = "".join(pages_of(written))
    assert "max_station_walk_m" in whole
    assert text("reports.assumption") in whole


@pytest.mark.poppler
def test_english_pages_say_the_same(plan, tmp_path):
    with using_language("en"):
        write_atlas(plan, tmp_path / "r.pdf")
        pages = pages_of(tmp_path / "r.pdf")
        assert all(any(page.startswith(bare(text(key))) for page in pages) for key in HEADS)


@pytest.mark.parametrize("lang", [0, 1])
def test_the_font_has_every_sign_of_the_reports_own_words(lang):
    for key, pair in catalogue().items():
        if key.startswith(("report.", "sheet.", "reports.", "proof.")):
            assert missing_glyphs(pair[lang]) == (), key


def test_equal_plans_give_equal_bytes(written, tmp_path):
    write_atlas(small_plan(), tmp_path / "again.pdf")
    assert sha256_of(written) == sha256_of(tmp_path / "again.pdf")


@pytest.mark.poppler
def test_the_three_columns_are_one_a4(plan, tmp_path):
    assert write_one_page(plan, tmp_path / "one.pdf") == [tmp_path / "one.pdf"]
    (page,) = pages_of(tmp_path / "one.pdf")
    assert all(text(f"report.three.{way}") in page for way in ("today", "rule", "plan"))
    assert b"595.27" in (tmp_path / "one.pdf").read_bytes()


@pytest.mark.poppler
def test_hostile_names_are_set_as_they_stand(tmp_path):
    write_atlas(small_plan(hostile=True), tmp_path / "r.pdf")
    whole = "".join(pages_of(tmp_path / "r.pdf"))
    assert all(bare(name) in whole for name in HOSTILE_NAMES)


def test_markup_in_names_is_never_run(plan, tmp_path):
    names = ["#panic()", "$x^2$ *a* _b_ `c` @d <e>", '#read("/etc/passwd")', "\\u{1f600} // /*", "]", "#{", "= a"]
    spread = [names[at % len(names)] for at in range(len(plan.estates))]
    named = changed(
        plan,
        estates=plan.estates.assign(name=spread, community=spread, district=spread),
        regions=plan.regions.assign(name=names[: len(plan.regions)]),
        stations=plan.stations.assign(name=names[-len(plan.stations) :]),
    )
    write_atlas(named, tmp_path / "r.pdf")
    if shutil.which("pdftotext"):
        whole = "".join(pages_of(tmp_path / "r.pdf"))
        assert all(bare(name) in whole for name in names)


@pytest.mark.poppler
def test_signs_that_the_font_lacks_are_found_and_listed_and_never_boxed(plan, tmp_path):
    report = Report()
    write_atlas(changed(plan, estates=plan.estates.assign(name="阳光🏘אב䶮甪苑")), tmp_path / "r.pdf", report=report)
    assert {finding.rule for finding in report.findings} == {"report-lacks-glyph"}
    assert len(report.findings) == 3
    whole = "".join(pages_of(tmp_path / "r.pdf"))
    assert "阳光〓〓〓䶮甪苑" in whole
    assert "U+1F3D8" in whole


@pytest.mark.parametrize("estates", [0, 1])
def test_plans_without_regions_or_of_one_estate_have_their_report(estates, tmp_path):
    small = small_plan(estates=estates)
    write_atlas(small, tmp_path / "r.pdf")
    write_one_page(small, tmp_path / "one.pdf")
    write_atlas(Plan({}), tmp_path / "bare.pdf")
    assert (tmp_path / "bare.pdf").stat().st_size > 5_000


@pytest.mark.poppler
def test_names_of_300_signs_and_missing_shapes_keep_a_sheet_on_one_page(plan, tmp_path):
    nowhere = gpd.GeoSeries([None] * len(plan.regions), crs=STORAGE_CRS)
    long = changed(
        plan,
        regions=plan.regions.assign(name="很长的片区名称" * 43).set_geometry(nowhere),
        estates=plan.estates.assign(name="长名称小区" * 60),
    )
    write_atlas(long, tmp_path / "r.pdf")
    pages = pages_of(tmp_path / "r.pdf")
    assert sum(page.startswith(SUBDISTRICTS) for page in pages) == len(SUBDISTRICTS)
    at = [number for number, page in enumerate(pages) if page.startswith(SUBDISTRICTS)]
    assert at[1] == at[0] + 1


@pytest.mark.poppler
@pytest.mark.slow
def test_a_sub_district_of_many_regions_stays_on_one_page(plan, tmp_path):
    own = plan.regions[plan.regions["subdistrict"] == SUBDISTRICTS[0]]
    more = pd.concat([own.iloc[[0]].assign(region_id=f"X{n}", name=f"加{n}片区", number=n) for n in range(10, 30)])
    many = changed(plan, regions=gpd.GeoDataFrame(pd.concat([plan.regions, more]), crs=STORAGE_CRS))
    write_atlas(many, tmp_path / "r.pdf")
    pages = pages_of(tmp_path / "r.pdf")
    (at,) = [number for number, page in enumerate(pages) if page.startswith(SUBDISTRICTS[0])]
    assert "加29片区" in pages[at]


@pytest.mark.slow
@pytest.mark.poppler
def test_the_charts_of_an_account_come_into_the_report(plan, tmp_path):
    write_atlas(make_budget(plan, months=24), tmp_path / "r.pdf")
    assert any(page.startswith(text("report.charts")) for page in pages_of(tmp_path / "r.pdf"))


def test_without_typst_the_message_says_what_to_install(plan, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match="linli\\[report\\]"):
        write_atlas(plan, tmp_path / "r.pdf")
    assert not (tmp_path / "r.pdf").exists()


def test_a_place_that_cannot_be_written_is_said_and_the_old_file_stays(plan, tmp_path):
    (tmp_path / "taken").write_text("old")
    with pytest.raises(OutputError, match="taken"):
        write_one_page(plan, tmp_path / "taken" / "r.pdf")
    assert (tmp_path / "taken").read_text() == "old"


def test_a_plan_that_is_not_invented_carries_no_warning(plan, tmp_path):
    real = replace(plan, policy=plan.policy.with_settings({"invented": False}))
    write_one_page(real, tmp_path / "one.pdf")
    if shutil.which("pdftotext"):
        assert text("invented") not in pages_of(tmp_path / "one.pdf")[0]
