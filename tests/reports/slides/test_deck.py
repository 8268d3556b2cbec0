"""The slides: five of them, with tables and charts that stay editable."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pptx
import pytest

from geo.errors import MissingExtraError
from geo.plan import Plan
from geo.reports.slides.deck import write_slides
from geo.wording import using_language
from tests.office import converted
from tests.plans import small_plan
from tests.town import HOSTILE_NAMES


@pytest.fixture(scope="module")
def plan() -> Plan:
    return small_plan()


@pytest.fixture(scope="module")
def written(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slides") / "report.pptx"
    assert write_slides(plan, path) == [path]
    return path


def words_of(path: Path) -> str:
    found = []
    for slide in pptx.Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def test_there_are_five_each_with_a_title(written: Path) -> None:
    slides = pptx.Presentation(str(written)).slides
    assert len(slides) == 5
    assert all(slide.shapes.title.text_frame.text for slide in slides)


def test_charts_and_tables_are_editable(written: Path) -> None:
    shapes = [shape for slide in pptx.Presentation(str(written)).slides for shape in slide.shapes]
    assert sum(shape.has_chart for shape in shapes) >= 1
    assert sum(shape.has_table for shape in shapes) == 2


def test_numbers_of_posts_are_those_of_the_plan(written: Path, plan: Plan) -> None:
    charts = [shape.chart for shape in pptx.Presentation(str(written)).slides[3].shapes if shape.has_chart]
    values = dict(zip(charts[0].plots[0].categories, charts[0].plots[0].series[0].values, strict=True))
    assert values["共享"] == plan.facts["posts_pooled"]


def test_nothing_stands_outside_a_slide(written: Path) -> None:
    deck = pptx.Presentation(str(written))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width + 10
            assert shape.top + shape.height <= deck.slide_height + 10


def test_the_same_plan_gives_the_same_bytes(written: Path, plan: Plan, tmp_path: Path) -> None:
    write_slides(plan, tmp_path / "again.pptx")
    assert (tmp_path / "again.pptx").read_bytes() == written.read_bytes()


def test_they_are_in_english_too(plan: Plan, tmp_path: Path) -> None:
    with using_language("en"):
        write_slides(plan, tmp_path / "report.pptx")
    assert "Posts and money" in words_of(tmp_path / "report.pptx")


def test_hostile_names_stay_words(tmp_path: Path) -> None:
    hostile = small_plan(hostile=True)
    hostile.record["place"] = HOSTILE_NAMES[0]
    write_slides(hostile, tmp_path / "report.pptx")
    assert HOSTILE_NAMES[0] in words_of(tmp_path / "report.pptx")


def test_an_empty_plan_has_slides_too(tmp_path: Path) -> None:
    write_slides(Plan({}), tmp_path / "report.pptx")
    assert len(pptx.Presentation(str(tmp_path / "report.pptx")).slides) == 5


def test_without_the_library_they_say_what_to_install(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingExtraError, match=r"linli\[report\]"):
        write_slides(plan, tmp_path / "report.pptx")


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_and_prints_them(written: Path, tmp_path: Path) -> None:
    pdf = converted(written, "pdf", tmp_path).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 5
