"""The workbook of a sweep: a sheet a view, no formula out of a name, the same bytes twice."""

from __future__ import annotations

import openpyxl

from geo.reports.sweep_book import write_sweep_book
from tests.town import HOSTILE_NAMES
from tests.tradeoff import small_curve


def test_every_view_has_its_sheet(tmp_path):
    write_sweep_book(small_curve(), tmp_path / "sweep.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sweep.xlsx")
    assert book.sheetnames == ["曲线", "每增一站", "预算覆盖公平", "各街道站数"]
    curve = book["曲线"]
    assert [curve.cell(row, 1).value for row in range(4, 10)] == [4, 5, 6, 7, 8, 9]
    assert "示例数据" in curve.cell(2, 1).value
    headings = [cell.value for cell in book["各街道站数"][3]]
    assert headings == ["服务站数", HOSTILE_NAMES[0], "=1+1街道"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_equal_sweeps_give_equal_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_sweep_book(small_curve(), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
