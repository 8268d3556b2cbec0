"""runsheets.pdf: a page a crew and day that says all that the crew needs, whatever names are in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import OutputError
from geo.findings import Report
from geo.plan import Plan
from geo.reports import runsheet_pages
from geo.reports.runsheet_pages import set_words, write_runsheet_pages
from geo.wording import using_language
from tests.plans import HOSTILE_NAMES
from tests.routed_plan import routed_plan

pytest.importorskip("typst")


def pages_of(path: Path) -> list[str]:
    """Read a PDF's text page by page, blanks left out."""
    tool = shutil.which("pdftotext")
    if tool is None:
        if os.environ.get("REQUIRE_POPPLER"):
            pytest.fail("pdftotext is not installed and REQUIRE_POPPLER is set")
        pytest.skip("poppler-utils is not installed")
    said = subprocess.run([tool, "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [re.sub(r"[\s\u200b]+", "", page) for page in said.split("\f")[:-1]]


def boxes_of(path: Path) -> list[bytes]:
    return re.findall(rb"/MediaBox ?\[([^\]]*)\]", path.read_bytes())


@pytest.fixture(scope="module")
def plan() -> Plan:
    return routed_plan()


@pytest.mark.poppler
def test_each_crew_and_day_has_a_page_and_then_the_rosters(plan, tmp_path):
    assert write_runsheet_pages(plan, tmp_path / "r.pdf") == []
    pages = pages_of(tmp_path / "r.pdf")
    assert len(pages) == len(plan.rounds) + plan.rosters["station_id"].nunique()
    names = plan.crews.set_index("crew_id")["name"]
    for row, page in zip(plan.rounds.itertuples(), pages, strict=False):
        assert names[row.crew_id] in page
        assert "周一周二"[2 * row.weekday - 2 : 2 * row.weekday] in page
        assert f"{row.start}出发→{row.finish}返回" in page
        own = plan.visits[plan.visits["round_id"] == row.round_id]
        for stop in own.itertuples():
            assert re.sub(r"\s", "", stop.place) in page
            assert stop.arrive in page
    assert "第1张，共10张" in pages[0]
    assert "第10张，共10张" in pages[-1]
    assert "休息60分钟" in pages[0]
    assert "等候74分" in pages[0]
    assert "卸载后继续第2趟" in pages[4]
    assert all(word in pages[-2] for word in ("保洁排班表", "秩序排班表", "中★门岗1", "早07:00–15:00"))


def test_days_are_upright_and_rosters_lie(plan, tmp_path):
    write_runsheet_pages(plan, tmp_path / "r.pdf")
    sizes = [tuple(float(n) for n in box.split()) for box in boxes_of(tmp_path / "r.pdf")]
    assert sum(box[3] > box[2] for box in sizes) == len(plan.rounds)
    assert sum(box[3] < box[2] for box in sizes) == 2


@pytest.mark.poppler
def test_hostile_names_are_set_as_they_stand(tmp_path):
    write_runsheet_pages(routed_plan(hostile=True), tmp_path / "r.pdf")
    whole = "".join(pages_of(tmp_path / "r.pdf"))
    for name in HOSTILE_NAMES:
        assert re.sub(r"\s", "", name) in whole


@pytest.mark.parametrize(
    "name", ["#panic()", "$x^2$ *a* _b_ `c` @d <e>", '#read("/etc/passwd")', "\\u{1f600} // /*", "]"]
)
def test_markup_in_a_name_is_never_run(name, tmp_path):
    plan = routed_plan(roles=("repair",), days=1)
    tables = {**plan.tables, "crews": plan.crews.assign(name=name), "visits": plan.visits.assign(place=name, task=name)}
    write_runsheet_pages(Plan(tables, plan.policy), tmp_path / "r.pdf")
    if shutil.which("pdftotext"):
        assert re.sub(r"\s", "", name) in pages_of(tmp_path / "r.pdf")[0]


def test_signs_that_the_font_lacks_are_listed_and_found(tmp_path):
    plan = routed_plan(roles=("repair",), days=1)
    report = Report()
    changed = Plan({**plan.tables, "visits": plan.visits.assign(place="阳光🏘小区")}, plan.policy)
    (note,) = write_runsheet_pages(changed, tmp_path / "r.pdf", report=report)
    assert "U+1F3D8" in note
    assert [finding.rule for finding in report.findings] == ["font-lacks-glyph"]
    if shutil.which("pdftotext"):
        page = pages_of(tmp_path / "r.pdf")[0]
        assert "阳光〓小区" in page
        assert "U+1F3D8" in page


@pytest.mark.poppler
def test_many_stops_and_long_names_go_on_on_the_next_page_under_the_headings(tmp_path):
    plan = routed_plan(roles=("repair",), days=1)
    one = plan.visits[plan.visits["round_id"] == "C001-1"].iloc[[0]]
    many = pd.concat([one.assign(sequence=n, place=f"很长的小区名称{n}号" * 4) for n in range(1, 61)])
    write_runsheet_pages(Plan({**plan.tables, "visits": many}, plan.policy), tmp_path / "r.pdf")
    pages = [page for page in pages_of(tmp_path / "r.pdf") if "很长的" in page]
    assert len(pages) > 1
    assert all("到达" in page for page in pages)
    assert "60号" in pages[-1]


@pytest.mark.poppler
def test_english_pages(plan, tmp_path):
    with using_language("en"):
        write_runsheet_pages(plan, tmp_path / "r.pdf")
    pages = pages_of(tmp_path / "r.pdf")
    assert "Monday" in pages[0]
    assert "arrive" in pages[0]


@pytest.mark.parametrize("plan_", [Plan({}), "crews only", "rosters only"])
def test_what_is_not_there_leaves_no_page_behind(plan_, plan, tmp_path):
    empty = {"crews only": ("rosters", "shifts"), "rosters only": ("crews", "rounds", "visits")}.get(str(plan_), ())
    if isinstance(plan_, str):
        plan_ = Plan({**plan.tables, **{name: plan.tables[name].iloc[:0] for name in empty}}, plan.policy)
    write_runsheet_pages(plan_, tmp_path / "r.pdf")
    expected = {"crews only": 8, "rosters only": 2}.get("crews only" if len(plan_.rounds) else "rosters only")
    assert len(boxes_of(tmp_path / "r.pdf")) == (expected if len(plan_.rounds) or len(plan_.rosters) else 1)


def test_equal_plans_give_equal_bytes_in_another_process(tmp_path):
    write_runsheet_pages(routed_plan(), tmp_path / "here.pdf")
    program = (
        "import sys; from pathlib import Path; from geo.reports.runsheet_pages import write_runsheet_pages; "
        "from tests.routed_plan import routed_plan; write_runsheet_pages(routed_plan(), Path(sys.argv[1]))"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "there.pdf")],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert (tmp_path / "here.pdf").read_bytes() == (tmp_path / "there.pdf").read_bytes()


def test_without_typst_it_says_so_and_writes_nothing(plan, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    report = Report()
    (note,) = write_runsheet_pages(plan, tmp_path / "r.pdf", report=report)
    assert "linli[report]" in note
    assert [finding.rule for finding in report.findings] == ["typst-missing"]
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_file(plan, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="写不进去"):
        write_runsheet_pages(plan, tmp_path / "file" / "r.pdf")


def test_long_words_may_break_and_long_names_are_cut():
    assert set_words("</script><script>alert(2)</script>").replace("\u200b", "") == "</script><script>alert(2)</script>"
    assert max(len(part) for part in set_words("x" * 60).split("\u200b")) <= 9
    assert len(set_words("字" * 300)) == 90


@pytest.mark.poppler
def test_many_sheets_are_set_in_parts_and_bound_into_one_file(plan, tmp_path, monkeypatch):
    write_runsheet_pages(plan, tmp_path / "whole.pdf")
    monkeypatch.setattr(runsheet_pages, "_MOST_SHEETS", 3)
    write_runsheet_pages(plan, tmp_path / "parts.pdf")
    write_runsheet_pages(plan, tmp_path / "again.pdf")
    assert pages_of(tmp_path / "parts.pdf") == pages_of(tmp_path / "whole.pdf")
    assert (tmp_path / "parts.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()
