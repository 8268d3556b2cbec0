"""The comparison as a workbook and as a sheet of paper."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from geo.findings import Report
from geo.measures.comparing import compare_plans
from geo.plan import Plan
from geo.reports.comparison import write_comparison_workbook
from geo.reports.comparison_pages import headline, write_comparison_sheet
from geo.wording import using_language
from tests.maps.test_comparison import two_plans
from tests.plans import HOSTILE_NAMES


def four_plans() -> dict[str, Plan]:
    """Return four plans under hostile names."""
    first, second = two_plans(hostile=True).values()
    return dict(zip(HOSTILE_NAMES, (first, second, first, second), strict=True))


def test_the_workbook_has_every_measure_with_its_unit_and_verdict(tmp_path: Path) -> None:
    comparison = compare_plans(two_plans())
    write_comparison_workbook(comparison, tmp_path / "c.xlsx", invented=True)
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    page = book["全部指标"]
    rows = {row[0].value: [cell.value for cell in row] for row in page.iter_rows(min_row=4)}
    assert [cell.value for cell in page[3]][:5] == ["指标", "单位", "优劣方向", "今", "改"]
    walk = rows["平均步行"]
    assert (walk[1], walk[2], walk[-1]) == ("m", "越小越好", "更差")
    assert walk[5] == pytest.approx(walk[4] - walk[3])
    assert {"归属变化", "服务站变化", "公平", "证明差距", "两两判定", "覆盖曲线"} <= set(book.sheetnames)
    assert "虚构" in page["A2"].value


def test_equal_comparisons_give_equal_bytes_and_no_formula(tmp_path: Path) -> None:
    comparison = compare_plans(four_plans())
    for name in ("a.xlsx", "b.xlsx"):
        write_comparison_workbook(comparison, tmp_path / name, invented=False)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_is_one_page_for_two_and_for_four_plans(tmp_path: Path, lang: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    for plans in (two_plans(), four_plans()):
        with using_language(lang):  # type: ignore[arg-type]  # one of the two languages
            assert write_comparison_sheet(compare_plans(plans), plans, tmp_path / "c.pdf")
        reader = pypdf.PdfReader(tmp_path / "c.pdf")
        assert len(reader.pages) == 1
        words = reader.pages[0].extract_text()
        assert ("更差" if lang == "zh" else "worse") in words


def test_names_that_the_font_lacks_are_told(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    first, second = two_plans().values()
    plans = {"今": first, "改𠮷": second}
    report = Report()
    write_comparison_sheet(compare_plans(plans), plans, tmp_path / "c.pdf", report=report)
    assert [finding.rule for finding in report.findings] == ["font-lacks-glyph"]


def test_the_headline_says_the_verdict_and_who_walks_farther() -> None:
    said = headline(compare_plans(two_plans()), "改")
    assert said.startswith("改 得分")
    assert "走得更远" in said
