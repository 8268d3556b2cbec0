"""Workbooks: headers of several rows, merged cells, totals and notes, hidden rows, and what is refused."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from geo.errors import InputError, UnreadableFileError
from geo.findings import Finding, Report
from geo.io.readers import RawTable, archives, excel, read_tables
from tests.io.old_workbooks import locked_workbook, old_workbook

PLAIN = [["小区名称", "户数"], ["示例甲苑", 300], ["样例一村", 120]]


def workbook(
    folder: Path, sheets: dict[str, Sequence[Sequence[object]]], merges: Sequence[str] = (), name: str = "台账.xlsx"
) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for merged in merges:
            sheet.merge_cells(merged)
    book.save(folder / name)
    return folder / name


def read(path: Path) -> tuple[list[RawTable], Report]:
    report = Report()
    return read_tables(path, report), report


def said(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]


def test_values_come_as_numbers_dates_and_text(tmp_path: Path) -> None:
    rows = [["小区名称", "户数", "建筑面积", "签约时间"], ["示例甲苑", 300, 1.5, dt.datetime(2021, 6, 1)]]
    [table], _ = read(workbook(tmp_path, {"表一": rows}))
    assert table.frame.iloc[0].tolist() == ["示例甲苑", 300, 1.5, dt.date(2021, 6, 1)]
    assert (table.file, table.sheet, table.rows) == ("台账.xlsx", "表一", (2,))


CLASSIC = [
    ["梁溪区样例台账（2021）"],
    ["填报单位：样例局", None, None, None, None, "单位：万平方米、户"],
    ["序号", "所属街道", "小区名称", "基本情况", None, "位置", None, "备注"],
    [None, None, None, "总户数\n（户）", "建筑面积", "百度经度", "百度纬度", None],
    [1, "北样例街道", "示例甲苑", "约300户", 2.1, 120.3, 31.6, None],
    [2, None, "示例乙苑", 400, 1.1, 120.31, 31.61, "x"],
    [None, "小计", None, 700, 3.2],
    ["序号", "所属街道", "小区名称", "总户数", "建筑面积", "百度经度", "百度纬度", "备注"],
    [],
    [3, "北样例街道", "样例一村", 150, 0.9, 120.33, 31.62, None],
    ["合计（3个）", None, None, 850, 4.1],
    ["注：数据截至2021年6月"],
    ["制表人：张三", None, None, "审核人：李四"],
]
CLASSIC_MERGES = ["A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4", "B5:B6", "A11:C11", "A12:H12"]


def test_the_classic_ledger_gives_its_estates_and_nothing_else(tmp_path: Path) -> None:
    [table], report = read(workbook(tmp_path, {"北样例": CLASSIC}, CLASSIC_MERGES))
    assert table.headings == (
        "序号", "所属街道", "小区名称", "基本情况 / 总户数（户）", "基本情况 / 建筑面积", "位置 / 百度经度",
        "位置 / 百度纬度", "备注",
    )  # fmt: skip
    assert table.frame["小区名称"].tolist() == ["示例甲苑", "示例乙苑", "样例一村"]
    assert table.rows == (5, 6, 10)
    assert [f.row for f in said(report, "row-left-out")] == [7, 8, 11, 12, 13]
    assert "合计行" in said(report, "row-left-out")[0].found
    assert "单位：万平方米、户" in table.titles


def test_merged_text_is_filled_down_and_logged_as_a_repair(tmp_path: Path) -> None:
    [table], report = read(workbook(tmp_path, {"北样例": CLASSIC}, CLASSIC_MERGES))
    assert table.frame["所属街道"].tolist() == ["北样例街道"] * 3
    [repair] = report.repairs
    assert (repair.row, repair.field, repair.after, repair.rule) == (6, "所属街道", "北样例街道", "merged-fill")


def test_blank_cells_that_are_not_merged_stay_blank(tmp_path: Path) -> None:
    rows = [["所属街道", "小区名称"], ["样例街道", "示例甲苑"], [None, "样例一村"]]
    [table], report = read(workbook(tmp_path, {"表": rows}))
    assert table.frame["所属街道"].tolist() == ["样例街道", None]
    assert not report.repairs


def test_a_merged_amount_is_not_counted_twice(tmp_path: Path) -> None:
    rows = [["小区名称", "户数"], ["示例甲苑", 300], ["样例一村", None]]
    [table], report = read(workbook(tmp_path, {"表": rows}, ["B2:B3"]))
    assert table.frame["户数"].tolist() == [300, None]
    [finding] = said(report, "merged-amount")
    assert (finding.row, finding.column) == (2, "户数")


def test_two_levels_without_merged_cells_are_joined(tmp_path: Path) -> None:
    rows = [["小区名称", "房屋", None, "街道"], [None, "户数", "建筑面积", None], ["示例甲苑", 300, 2.1, "样例街道"]]
    [table], _ = read(workbook(tmp_path, {"表": rows}))
    assert table.headings == ("小区名称", "房屋 / 户数", "房屋 / 建筑面积", "街道")


def test_section_titles_are_left_out_and_an_estate_with_only_a_name_is_kept(tmp_path: Path) -> None:
    rows = [
        ["序号", "小区名称", "户数", "街道", "备注"],
        ["一、样例街道"],
        [1, "示例甲苑", 300, "样例街道", None],
        [None, "样例一村"],
    ]
    [table], report = read(workbook(tmp_path, {"表": rows}))
    assert table.frame["小区名称"].tolist() == ["示例甲苑", "样例一村"]
    assert "分节标题" in said(report, "row-left-out")[0].found


def test_every_sheet_with_estates_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets = {"甲街道": PLAIN, "填表说明": [["本表由街道填写"], ["不得空白"]], "乙街道": PLAIN, "空": []}
    tables, report = read(workbook(tmp_path, sheets))
    assert [table.sheet for table in tables] == ["甲街道", "乙街道"]
    assert [f.sheet for f in said(report, "sheet-without-table")] == ["填表说明"]


def test_hidden_rows_columns_and_sheets_are_read_and_reported(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": PLAIN, "藏": PLAIN})
    book = openpyxl.load_workbook(path)
    book["表"].row_dimensions[3].hidden = True
    book["表"].column_dimensions["B"].hidden = True
    book["藏"].sheet_state = "hidden"
    book.save(path)
    tables, report = read(path)
    assert [len(table.frame) for table in tables] == [2, 2]
    assert [f.row for f in said(report, "hidden-rows")] == [3]
    assert "B" in said(report, "hidden-columns")[0].found
    assert [f.sheet for f in said(report, "hidden-sheet")] == ["藏"]


def test_errors_and_formulas_without_a_value_are_reported(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": [*PLAIN, ["示例乙苑", "=1/0"]]})
    book = openpyxl.load_workbook(path)
    cell = book["表"]["B2"]
    cell.value, cell.data_type = "#REF!", "e"
    book.save(path)
    [table], report = read(path)
    assert table.frame["户数"].tolist() == [None, 120, None]
    assert [(f.row, f.column) for f in said(report, "error-cell")] == [(2, "B2")]
    assert "B4" in said(report, "formula-without-value")[0].found


def test_blank_rows_and_columns_do_not_matter(tmp_path: Path) -> None:
    rows = [[], [None, "小区名称", None, "户数"], [], [None, "示例甲苑", None, 300], [], []]
    [table], _ = read(workbook(tmp_path, {"表": rows}))
    assert table.headings == ("小区名称", "户数")
    assert table.rows == (4,)


@pytest.mark.parametrize("name", ["台账.xls", "台账.xlsx", "台账.csv"])
def test_an_old_workbook_is_known_by_its_content_whatever_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(old_workbook(PLAIN, sheet="一"))
    [table], _ = read(tmp_path / name)
    assert table.frame["户数"].tolist() == [300, 120]
    assert table.sheet == "一"


def test_a_new_workbook_named_xls_is_read(tmp_path: Path) -> None:
    [table], _ = read(workbook(tmp_path, {"表": PLAIN}).rename(tmp_path / "台账.xls"))
    assert table.frame["户数"].tolist() == [300, 120]


def test_tab_separated_text_named_xls_is_read(tmp_path: Path) -> None:
    (tmp_path / "台账.xls").write_bytes("小区名称\t户数\n示例甲苑\t300\n".encode("gb18030"))
    [table], _ = read(tmp_path / "台账.xls")
    assert table.frame["小区名称"].tolist() == ["示例甲苑"]


def test_an_html_table_named_xls_is_read_and_said(tmp_path: Path) -> None:
    page = (
        "<html><meta charset=gb2312><table><tr><td colspan=2>样例台账</td></tr><tr><th>所属街道<th>小区名称</tr>"
        "<tr><td rowspan=2>样例街道</td><td>示例甲苑&amp;</td></tr><tr><td>样例一村</td></tr></table></html>"
    )
    (tmp_path / "台账.xls").write_bytes(page.encode("gb18030"))
    [table], report = read(tmp_path / "台账.xls")
    assert table.frame["小区名称"].tolist() == ["示例甲苑&", "样例一村"]
    assert table.frame["所属街道"].tolist() == ["样例街道", "样例街道"]
    assert said(report, "html-table")


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    (tmp_path / "锁.xlsx").write_bytes(locked_workbook())
    with pytest.raises(UnreadableFileError, match=r"密码保护.*取消密码"):
        read(tmp_path / "锁.xlsx")


def test_a_truncated_workbook_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": PLAIN})
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(UnreadableFileError, match="已损坏或不完整"):
        read(path)
    (tmp_path / "旧.xls").write_bytes(old_workbook(PLAIN)[:700])
    with pytest.raises(UnreadableFileError, match=r"旧\.xls"):
        read(tmp_path / "旧.xls")


def test_a_workbook_bomb_is_refused_before_it_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, {"表": PLAIN})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", bytes(64 << 20))
    monkeypatch.setattr(excel, "read_workbook", lambda *_, **__: pytest.fail("parsed"))
    with pytest.raises(InputError, match="压缩炸弹"):
        read(path)


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, {"表": PLAIN})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", bytes(4_000_000))
    path.write_bytes(path.read_bytes().replace((4_000_000).to_bytes(4, "little"), (40).to_bytes(4, "little")))
    monkeypatch.setattr(archives, "RATIO_FLOOR_BYTES", 1 << 20)
    with pytest.raises(InputError, match="压缩炸弹"):
        read(path)


def test_a_stray_cell_far_away_is_refused_with_its_address(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"表": PLAIN})
    book = openpyxl.load_workbook(path)
    book["表"]["XFD1048576"] = "x"
    book.save(path)
    with pytest.raises(InputError, match="XFD1048576"):
        read(path)
