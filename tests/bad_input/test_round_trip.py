"""What this program wrote comes back as the same ledger: the repaired one, the blank one filled in, a plan's layers."""

import geopandas as gpd
import openpyxl
import pytest

from tests.bad_input.ledgers import csv_text, rows, with_column, write_csv

QUICK = ("--datum", "wgs84", "--engine", "serial", "--quiet")


@pytest.fixture
def ledger(tmp_path):
    """A ledger with estates to plan, to reject and to locate, and with values to repair and to fill in."""
    lines = with_column(["", "约300户", "2005"], "户数")
    lines[3][3] = "2015"
    lines[4][6:] = ["", ""]
    lines[5][1] = "=1+1"
    lines[6][3] = "80年代"
    return write_csv(tmp_path / "ledger.csv", lines)


@pytest.mark.parametrize("ending", ["gpkg", "xlsx", "csv"])
def test_the_repaired_ledger_reads_as_the_one_it_was_made_from(check, ledger, tmp_path, ending):
    first = check(ledger, "--datum", "wgs84", "--repaired", tmp_path / f"fixed.{ending}")
    again = check(tmp_path / f"fixed.{ending}", "--repaired", tmp_path / f"again.{ending}")
    assert first.rows == again.rows == (12, 10, 1, 1)
    assert again.exit_code == 0
    assert not again.says("用在几个小区上")
    assert not again.says("表头", "不认识")
    assert again.says("本程序写出的表，不是台账，未读", "repairs") == (ending == "gpkg")


def test_a_presumed_estate_stays_presumed(geo, ledger, tmp_path):
    geo("check", ledger, "--repaired", tmp_path / "fixed.gpkg")
    geo("check", tmp_path / "fixed.gpkg", "--repaired", tmp_path / "again.gpkg")
    verdicts = [
        gpd.read_file(tmp_path / f"{name}.gpkg", layer="estates").set_index("estate_id")["eligibility"].to_dict()
        for name in ("fixed", "again")
    ]
    assert verdicts[0] == verdicts[1]
    assert "presumed" in verdicts[0].values()


def test_names_with_an_apostrophe_against_formulas_come_back_without_it(check, ledger, tmp_path):
    check(ledger, "--repaired", tmp_path / "fixed.csv")
    assert "'=1+1" in (tmp_path / "fixed.csv").read_text(encoding="utf-8-sig")
    check(tmp_path / "fixed.csv", "--repaired", tmp_path / "again.gpkg")
    assert "=1+1" in set(gpd.read_file(tmp_path / "again.gpkg", layer="estates")["name"])
    repairs = gpd.read_file(tmp_path / "again.gpkg", layer="repairs")
    assert "text-mark" in set(repairs["rule"])


def test_the_blank_ledger_filled_in_gives_no_word_about_its_second_sheet(geo, findings, tmp_path):
    geo("template", "--out", tmp_path / "blank.xlsx")
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    sheet = book.worksheets[0]
    at = {str(cell.value).partition("(")[0]: cell.column for cell in sheet[1]}
    wanted = ["小区编号", "小区名称", "街道", "建成年份", "户数", "建筑面积", "经度", "纬度"]
    for number, line in enumerate(rows(), start=2):
        for heading, cell in zip(wanted, line, strict=True):
            sheet.cell(number, at[heading], cell)
    book.save(tmp_path / "ledger.xlsx")
    assert len(book.sheetnames) == 2
    assert {one["sheet"] for one in findings(tmp_path / "ledger.xlsx")} <= {"", book.sheetnames[0]}


def test_a_blank_ledger_is_refused_as_blank(geo, check, tmp_path):
    geo("template", "--out", tmp_path / "blank.xlsx")
    done = check(tmp_path / "blank.xlsx")
    assert done.exit_code == 1
    assert done.says("只有表头", "没有数据行")


def test_a_plan_is_planned_again_from_its_layers_and_its_workbook_is_refused(geo, check, ledger, tmp_path):
    first = geo("plan", ledger, *QUICK, "--out", tmp_path / "plan", "--lang", "en")
    assert first.exit_code == 0, first.output
    again = geo("plan", tmp_path / "plan" / "plan.gpkg", *QUICK, "--out", tmp_path / "again", "--lang", "en")
    assert again.exit_code == 0, again.output
    counts = "12 estates read = 10 planned + 1 left out + 1 without a place"
    assert counts in first.output
    assert counts in again.output
    checked = check(tmp_path / "plan" / "plan.gpkg", "--datum", "wgs84")
    assert checked.rows == (12, 10, 1, 1)
    assert checked.exit_code == 0
    assert checked.says("本程序写出的表，不是台账，未读：stations")
    refused = check(tmp_path / "plan" / "plan.xlsx")
    assert refused.exit_code == 1
    assert refused.says("plan.xlsx：这是方案工作簿，不是台账", "plan.gpkg", "--locks")


def test_a_sheet_called_like_one_of_ours_is_read_where_no_estates_stand_beside_it(check, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "候选用房"
    for line in csv_text(rows()).splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "a.xlsx")
    assert check(tmp_path / "a.xlsx").rows == (12, 12, 0, 0)
