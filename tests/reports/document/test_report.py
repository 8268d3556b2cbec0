"""The Word report: an official paper with the plan's numbers, which offices open and edit."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from geo.errors import MissingExtraError, OutputError
from geo.plan import Plan
from geo.reports.document.report import write_word
from geo.wording import using_language
from tests.office import converted
from tests.plans import small_plan
from tests.town import HOSTILE_NAMES


@pytest.fixture(scope="module")
def plan() -> Plan:
    return small_plan()


@pytest.fixture(scope="module")
def written(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "report.docx"
    assert write_word(plan, path) == [path]
    return path


def words_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_headings_are_numbered_as_in_official_papers(written: Path) -> None:
    document = docx.Document(str(written))
    first = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    second = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert [head[:2] for head in first] == [f"{number}、" for number in "一二三四五六七八"[: len(first)]]
    assert [head[:3] for head in second] == ["（一）", "（二）"]


def test_the_page_is_that_of_the_norm(written: Path) -> None:
    document = docx.Document(str(written))
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / 36_000), round(height / 36_000)) == (156, 225)
    body = document.styles["Normal"]
    assert body.font.size.pt == 16
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert document.settings.odd_and_even_pages_header_footer


def test_fonts_name_what_may_stand_for_them(written: Path) -> None:
    with ZipFile(written) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert re.search(r'w:name="仿宋_GB2312"><w:altName w:val="[^"]*FangSong[^"]*Noto Serif CJK SC', fonts)


def test_every_planned_estate_region_and_sub_district_is_in_it(written: Path, plan: Plan) -> None:
    words = words_of(written)
    names = plan.estates.set_index("estate_id")["name"]
    assert all(names[one] in words for one in plan.assignments["estate_id"])
    assert all(name in words for name in plan.regions["name"])
    assert all(name in words for name in plan.solutions["name"])


def test_tables_repeat_their_head_and_fill_the_type_area(written: Path) -> None:
    document = docx.Document(str(written))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert sum(cell.width for cell in table.rows[0].cells) <= 156.5 * 36_000


def test_maps_have_words_for_those_who_cannot_see_them(written: Path) -> None:
    document = docx.Document(str(written))
    assert len(document.inline_shapes) == 3
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_the_same_plan_gives_the_same_bytes(written: Path, plan: Plan, tmp_path: Path) -> None:
    write_word(plan, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == written.read_bytes()


def test_it_is_in_english_too(plan: Plan, tmp_path: Path) -> None:
    with using_language("en"):
        write_word(plan, tmp_path / "report.docx")
    assert "1. Where we stand" in words_of(tmp_path / "report.docx")


def test_hostile_names_stay_words(tmp_path: Path) -> None:
    write_word(small_plan(hostile=True), tmp_path / "report.docx")
    words = words_of(tmp_path / "report.docx")
    assert all(name in words for name in HOSTILE_NAMES)


def test_an_empty_plan_has_a_paper_too(tmp_path: Path) -> None:
    write_word(Plan({}), tmp_path / "report.docx")
    assert "基本情况" in words_of(tmp_path / "report.docx")


def test_a_place_that_cannot_be_written_is_told(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="file"):
        write_word(plan, tmp_path / "file" / "report.docx")


def test_without_the_library_it_says_what_to_install(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name for name in sys.modules if name.split(".")[0] == "docx" or name == "geo.reports.document.writing"
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"linli\[report\]"):
        write_word(plan, tmp_path / "report.docx")


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_and_prints_it(written: Path, tmp_path: Path) -> None:
    pdf = converted(written, "pdf", tmp_path).read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 4
