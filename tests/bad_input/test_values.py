"""Values as people write them, and as they should not be: read, repaired with a log, or missing with a word."""

import pytest

from tests.bad_input.ledgers import csv_text, rows, with_column, workbook, write_csv


@pytest.mark.parametrize(
    ("written", "severity", "said"),
    [
        ("-5", "error", "households is -5 (written “-5”); expected: 1 to 50,000 households; treated as missing"),
        ("1e308", "error", "households is 1e+308"),
        ("2.5", "warning", "households is written “2.5”; read as 3; expected: a whole number"),
        ("inf", "warning", "“inf” is not a finite number"),
        ("12,5", "warning", "“12,5” is not a number that can be read"),
        ("几十户", "warning", "“几十户” is not a number that can be read"),
        ("#REF!", "warning", "“#REF!” is a formula error"),
        ("nan", "note", "hold a mark for “not known”"),
        ("不详", "note", "hold a mark for “not known”"),
    ],
)
def test_households_that_cannot_be_are_said_and_never_lose_a_row(check, tmp_path, written, severity, said):
    cell = f'"{written}"' if "," in written else written
    done = check(write_csv(tmp_path / "a.csv", with_column([cell], "户数")))
    assert done.rows == (12, 12, 0, 0)
    assert done.exit_code == (1 if severity == "error" else 0)
    assert done.says(f"[{severity}] a.csv", "户数", said), done.en
    assert severity == "note" or done.says(f"[{severity}] a.csv row 2 户数")


@pytest.mark.parametrize("written", ["约300户", "300余户", "300-350", "三百户", "３００", '"1,300"', "300户(含车库)"])
def test_households_as_people_write_them_are_read_without_a_fault(findings, tmp_path, written):
    found = findings(write_csv(tmp_path / "a.csv", with_column([written], "户数")))
    assert not [one for one in found if one["rule"] in {"unreadable-value", "out-of-range", "fraction"}]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("-5", "floor area is -5"),
        ("1e308", "floor area is 1e+308"),
        ("1.2", "“1.2” does not fit the unit of its column; with 201 households it must be 万㎡"),
        ("1200000", "5970.1 m² a household (1,200,000 m², 201 households) is not plausible"),
    ],
)
def test_areas_that_cannot_be_are_said(check, tmp_path, written, said):
    done = check(write_csv(tmp_path / "a.csv", with_column([written], "建筑面积")))
    assert done.rows == (12, 12, 0, 0)
    assert done.says("a.csv row 2", said)


def test_years_that_are_none_are_said_and_written_ones_are_read(check, tmp_path):
    years = ["3", "999999", "很早", "1985-1992", "80年代", "2000年前", "36526", "85", "二〇〇〇年", "", "1985.6"]
    done = check(write_csv(tmp_path / "a.csv", with_column(years, "建成年份")))
    assert done.rows == (12, 12, 0, 0)
    for row, year in enumerate(years[:3], start=2):
        assert done.says(f"第{row}行 建成年份", f"“{year}”读不出年份", "应为：1840 至 2100；按缺失处理")
    assert "第5行" not in done.zh


def test_estates_built_too_late_and_relocation_housing_are_told_by_rule(check, tmp_path):
    lines = with_column(["2005", "2010"], "建成年份")
    lines[4][1] += "（拆迁安置房）"
    done = check(write_csv(tmp_path / "a.csv", lines))
    assert done.rows[2] >= 2
    assert done.says("建成晚于年限：2 行（第 2, 3 行）：示例1号苑, 示例2号苑", "三供一业")


def test_ids_that_differ_by_case_spaces_width_or_unicode_form_are_one_id(check, tmp_path):
    ids = ["e001", '"E 001"', "Ｅ００１", "E001", "Caf\u00e9", "Cafe\u0301", "E007", "E008"]
    done = check(write_csv(tmp_path / "a.csv", with_column(ids, "小区编号")))
    assert done.rows == (12, 12, 0, 0)
    assert done.exit_code == 1
    assert done.says("编号“e001”与“E001”只差大小写、空格或全半角")
    assert done.says("[error] a.csv row 2 小区编号: id “E001” stands on several estates", "示例4号苑 (a.csv row 5)")
    assert done.says("id “Caf\u00e9” stands on several estates", "row 6", "row 7")


def test_an_id_on_several_estates_names_them_all_and_keeps_them(check, tmp_path):
    done = check(write_csv(tmp_path / "a.csv", with_column(["E005"], "小区编号")))
    assert done.rows == (12, 12, 0, 0)
    assert done.says(
        "编号“E005”用在几个小区上", "示例1号苑（a.csv 第2行）", "示例5号苑（a.csv 第6行）", "请在台账中改为不同编号"
    )


def test_ids_that_lost_their_zeros_get_them_back_and_that_is_said_once(check, tmp_path):
    ids = [f"{number:04d}" for number in range(1, 9)] + ["9", "10", "11", "12"]
    done = check(write_csv(tmp_path / "a.csv", with_column(ids, "小区编号")))
    assert done.exit_code == 0
    assert done.says("a.csv 小区编号", "4 ids lost their leading zeros", "rows 10, 11, 12, 13", "9 → 0009")


def test_an_id_whose_padded_form_is_taken_stays_its_own(findings, tmp_path):
    ids = ["0001", "1", "0003", "0004"]
    assert not [
        one
        for one in findings(write_csv(tmp_path / "a.csv", with_column(ids, "小区编号")))
        if one["rule"] in {"leading-zeros", "id-shared"}
    ]


def test_rows_without_ids_get_them_from_their_words(check, tmp_path):
    done = check(write_csv(tmp_path / "a.csv", with_column([""] * 12, "小区编号")))
    assert done.rows == (12, 12, 0, 0)
    assert done.says("12 行中有 12 行没有编号，已由名称、街道、社区、地址生成")


def test_a_row_without_any_name_is_rejected_with_its_row(check, tmp_path):
    lines = rows()
    lines[3][:2] = ["", ""]
    done = check(write_csv(tmp_path / "a.csv", lines))
    assert done.rows == (12, 11, 1, 0)
    assert done.says("没有名称：1 行（第 5 行）", "在台账中补上名称")


def test_a_row_written_twice_is_rejected_once_with_its_evidence(check, tmp_path):
    lines = rows()
    lines.append(["E099", *lines[0][1:]])
    done = check(write_csv(tmp_path / "a.csv", lines))
    assert done.rows == (13, 12, 1, 0)
    assert done.says("重复的行：1 行", "示例1号苑")


def test_numbered_names_are_never_merged(check, tmp_path):
    lines = rows()
    for line, name in zip(
        lines, ("示例一村", "示例二村", "示例一期", "示例二期", "示例东区", "示例西区"), strict=False
    ):
        line[1:2] = [name]
        line[6:] = ["120.30000", "31.57000"]
    assert check(write_csv(tmp_path / "a.csv", lines)).rows == (12, 12, 0, 0)


FORMULAS = ["=1+1", "+示例苑", "-甲苑", "@SUM(A1)", "＝２＋２", "<script>alert(1)</script>", "' OR 1=1 --"]


def test_text_that_looks_like_a_formula_stays_text_and_comes_back_unchanged(geo, check, tmp_path):
    lines = with_column(FORMULAS, "小区名称")
    (tmp_path / "a.csv").write_text(csv_text(lines), encoding="utf-8")
    first = check(tmp_path / "a.csv", "--repaired", tmp_path / "b.csv")
    assert first.rows == (12, 12, 0, 0)
    written = (tmp_path / "b.csv").read_text(encoding="utf-8-sig")
    assert all(f",'{name}," in written for name in FORMULAS[:5])
    geo("check", tmp_path / "b.csv", "--repaired", tmp_path / "c.csv")
    again = (tmp_path / "c-repairs.csv").read_text(encoding="utf-8-sig")
    assert "text-mark" in again
    names = [line.split(",")[1] for line in (tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert [name.removeprefix("'") for name in names[:5]] == FORMULAS[:5]
    assert names[5:7] == FORMULAS[5:]


def test_formulas_that_were_never_calculated_are_named(check, tmp_path):
    book = workbook()
    book.active["B2"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    done = check(tmp_path / "a.xlsx")
    assert done.rows == (12, 12, 0, 0)
    assert done.says("公式没有存下结果：B2", "请在 Excel 或 WPS 中打开并保存一次")


def test_one_fault_in_every_row_is_a_few_lines_with_the_count(check, findings, tmp_path):
    lines = rows(60)
    for line in lines:
        line[4] = "-1"
    path = write_csv(tmp_path / "a.csv", lines)
    done = check(path)
    assert done.en.count("households is -1") == 3
    assert done.says("… 57 more of this kind (rows 5, 6, 7")
    assert done.says("同类另有 57 条（第 5, 6, 7")
    assert len([one for one in findings(path) if one["rule"] == "out-of-range"]) == 60
