"""CSV and its cousins: encodings, delimiters, ragged rows, row numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError, UnreadableFileError
from geo.findings import Report
from geo.io.readers import RawTable, read_tables
from geo.io.readers.delimited import read_delimited, sniff_delimiter
from geo.wording import using_language

LEDGER = "小区名称,所属街道,户数\n示例甲苑,样例街道,300\n样例一村,样例街道,120\n"


def read(payload: bytes, folder: Path, name: str = "ledger.csv") -> tuple[RawTable, Report]:
    path, report = folder / name, Report()
    path.write_bytes(payload)
    [table] = read_tables(path, report)
    return table, report


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize(
    "payload",
    [
        LEDGER.encode("utf-8"),
        LEDGER.encode("utf-8-sig"),
        LEDGER.encode("gb18030"),
        LEDGER.encode("utf-16"),
        b"\xfe\xff" + LEDGER.encode("utf-16-be"),
        LEDGER.encode("utf-16-le"),
        LEDGER.encode("utf-16-be"),
        LEDGER.replace("\n", "\r\n").encode("gb18030"),
        LEDGER.replace("\n", "\r").encode("utf-8"),
    ],
)
def test_every_usual_encoding_gives_the_same_table(payload: bytes, tmp_path: Path) -> None:
    table, _ = read(payload, tmp_path)
    assert table.headings == ("小区名称", "所属街道", "户数")
    assert table.frame["小区名称"].tolist() == ["示例甲苑", "样例一村"]
    assert table.rows == (2, 3)


def test_rare_characters_of_gb18030_survive(tmp_path: Path) -> None:
    table, report = read("小区名称,户数\n甪直示例苑,1\n䶮样例村,2\n".encode("gb18030"), tmp_path)
    assert table.frame["小区名称"].tolist() == ["甪直示例苑", "䶮样例村"]
    assert "mixed-encoding" not in rules(report)


def test_a_file_of_two_encodings_is_decoded_line_by_line_and_the_rows_are_named(tmp_path: Path) -> None:
    lines = LEDGER.split("\n")
    payload = b"\n".join([*(line.encode() for line in lines[:2]), lines[2].encode("gb18030"), b""])
    table, report = read(payload, tmp_path)
    assert table.frame["小区名称"].tolist() == ["示例甲苑", "样例一村"]
    [finding] = [f for f in report.findings if f.rule == "mixed-encoding"]
    assert finding.row == 3
    assert "gb18030" in finding.found


def test_garbled_text_is_restored_and_said(tmp_path: Path) -> None:
    whole = "小区户数,户数\n示例,300\n".encode().decode("gb18030")
    table, report = read(whole.encode("utf-8"), tmp_path)
    assert table.headings == ("小区户数", "户数")
    assert "garbled-undone" in rules(report)
    _, damaged = read(whole.replace("緥", "?").encode("utf-8"), tmp_path)
    [finding] = [f for f in damaged.findings if f.rule == "garbled-text"]
    assert finding.severity == "error"
    assert "UTF-8" in finding.remedy


def test_nul_bytes_are_removed_and_reported(tmp_path: Path) -> None:
    table, report = read(LEDGER.replace("样例一村", "样例\0一村").encode(), tmp_path)
    assert table.frame["小区名称"].tolist() == ["示例甲苑", "样例一村"]
    [finding] = [f for f in report.findings if f.rule == "nul-bytes"]
    assert finding.row == 3
    assert "NUL" in finding.found


def test_bytes_that_no_encoding_explains_are_reported_with_their_row(tmp_path: Path) -> None:
    payload = LEDGER.encode().replace("一村".encode(), b"\xff\xff\xff")
    _, report = read(payload, tmp_path)
    assert [f.row for f in report.findings if f.rule == "broken-bytes"] == [3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，", "；"])
def test_the_delimiter_is_sniffed(delimiter: str, tmp_path: Path) -> None:
    table, _ = read(LEDGER.replace(",", delimiter).encode(), tmp_path, "ledger.txt")
    assert table.headings == ("小区名称", "所属街道", "户数")


def test_commas_inside_addresses_do_not_mislead_the_sniffer() -> None:
    content = "小区名称\t地址\t户数\n示例甲苑\t样例路1号,2号,3号\t30\n样例一村\t样例路4号,5号\t20\n"
    assert sniff_delimiter(content) == "\t"


def test_ragged_rows_are_kept_and_reported(tmp_path: Path) -> None:
    table, report = read((LEDGER + "示例乙苑,样例街道,80,多出的\n示例丙苑,样例街道\n").encode(), tmp_path)
    assert len(table.frame) == 4
    assert table.frame.iloc[2].tolist() == ["示例乙苑", "样例街道", "80", "多出的"]
    assert table.frame.iloc[3].tolist() == ["示例丙苑", "样例街道", None, None]
    said = {finding.rule: finding for finding in report.findings}
    assert said["long-rows"].row == 4
    assert said["short-rows"].row == 5
    assert said["nameless-column"].column == "列D"


def test_a_quoted_line_break_stays_in_its_row_and_blank_lines_count(tmp_path: Path) -> None:
    content = '小区名称,备注\n示例甲苑,"第一行\n第二行"\n\n样例一村,无\n'
    table, _ = read(content.encode(), tmp_path)
    assert table.frame["备注"].tolist() == ["第一行\n第二行", "无"]
    assert table.rows == (2, 4)  # as a spreadsheet shows them


def test_a_quote_that_is_never_closed_does_not_swallow_the_file(tmp_path: Path) -> None:
    rows = "".join(f"样例{n}村,样例街道,{n}\n" for n in range(1, 81))
    table, report = read(('小区名称,所属街道,户数\n示例甲苑,"样例街道,300\n' + rows).encode(), tmp_path)
    assert len(table.frame) == 81
    assert [f.row for f in report.findings if f.rule == "open-quote"] == [2]


def test_repeated_headings_are_numbered_and_reported(tmp_path: Path) -> None:
    table, report = read("小区名称,户数,户数\n示例甲苑,1,2\n".encode(), tmp_path)
    assert table.headings == ("小区名称", "户数", "户数 (2)")
    assert "duplicate-heading" in rules(report)


def test_leading_zeros_and_formula_like_text_stay_text(tmp_path: Path) -> None:
    table, _ = read("小区编号,小区名称\n007,=1+1\n008,@示例\n".encode(), tmp_path)
    assert table.frame["小区编号"].tolist() == ["007", "008"]
    assert table.frame["小区名称"].tolist() == ["=1+1", "@示例"]


def test_cells_longer_than_the_usual_limit_are_read(tmp_path: Path) -> None:
    outline = "POLYGON((" + ",".join(f"{n} {n}" for n in range(40_000)) + "))"
    table, _ = read(f'小区名称,outline\n示例甲苑,"{outline}"\n'.encode(), tmp_path)
    assert table.frame["outline"].tolist() == [outline]
    assert csv.field_size_limit() == 131_072


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="0 字节"):
        read(b"", tmp_path)
    with pytest.raises(InputError, match="没有找到表格"):
        read(b"\n\n , ,\n", tmp_path)


def test_a_header_without_rows_is_refused_with_its_headings(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="只有表头（小区名称, 户数）"):
        read("小区名称,户数\n".encode(), tmp_path)
    with using_language("en"), pytest.raises(InputError, match="only headings"):
        read("小区名称,户数\n".encode(), tmp_path)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="认不出文件类型"):
        read(bytes(range(256)) * 20, tmp_path)


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=8), min_size=2, max_size=2),
        min_size=1,
        max_size=6,
    )
)
def test_cells_written_by_the_csv_module_come_back(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerows([["小区名称", "所属街道"], *[[f"示例{n}苑", cell[1]] for n, cell in enumerate(rows)]])
    table = read_delimited(buffer.getvalue().encode("utf-8"), "ledger.csv", Report())
    assert table is not None
    assert table.frame["小区名称"].tolist() == [f"示例{n}苑" for n in range(len(rows))]
    assert table.frame["所属街道"].tolist() == [cell[1] if cell[1].strip() else None for cell in rows]
