"""Files that cannot be read as they are: each is read with a word, or refused with what was found and what to do."""

import os
import shutil
import zipfile

import pytest

from tests.bad_input.ledgers import HEADINGS, csv_text, rows, shapes, workbook, write_csv
from tests.io.old_workbooks import locked_workbook, old_workbook

ALL = (12, 12, 0, 0)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-8-sig", ""),
    ],
)
def test_every_usual_encoding_is_read_and_named(check, tmp_path, encoding, said):
    done = check(write_csv(tmp_path / "a.csv", rows(), encoding=encoding))
    assert done.exit_code == 0
    assert done.rows == ALL
    assert ("编码为" in done.zh) == bool(said)
    if said:
        assert done.says("the encoding is " + said)


def test_two_encodings_in_one_file_are_read_line_by_line_and_the_lines_named(check, tmp_path):
    parts = [csv_text(rows(9)).encode(), "\n".join(",".join(r) for r in rows(3, start=10)).encode("gbk")]
    (tmp_path / "a.csv").write_bytes(b"".join(parts))
    done = check(tmp_path / "a.csv")
    assert done.rows == ALL
    assert done.says("one file, two encodings", "11, 12, 13", "gb18030")
    assert done.says("同一文件两种编码", "应为：整个文件一种编码")


def test_nul_bytes_are_taken_out_and_the_row_named(check, tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(rows()).replace("示例3号苑", "示例\x003号苑"), encoding="utf-8")
    done = check(tmp_path / "a.csv")
    assert done.rows == ALL
    assert done.says("a.csv row 4", "NUL")


def test_ragged_rows_are_read_and_named(check, tmp_path):
    lines = rows()
    lines[2].append("多一格")
    lines[4] = lines[4][:6]
    done = check(write_csv(tmp_path / "a.csv", lines))
    assert done.rows == (12, 11, 0, 1)
    assert done.says("rows 4 have more than 8 cells")
    assert done.says("rows 6 have fewer than 8 cells")
    assert done.says("没有可用位置", "第 6 行")


def test_a_quote_that_is_never_closed_loses_no_row(check, tmp_path):
    text = csv_text(rows()).splitlines()
    text.insert(4, '"E099,示例99号苑,示例街道,1985,300,9000,120.301,31.571')
    (tmp_path / "a.csv").write_text("\n".join(text), encoding="utf-8")
    done = check(tmp_path / "a.csv")
    assert done.rows == (13, 13, 0, 0)
    assert done.says("a.csv row 5", "a quotation mark is never closed")


def test_a_heading_that_stands_twice_is_named_and_the_first_is_used(check, tmp_path):
    twice = csv_text(rows()).replace("户数", "建筑面积(㎡)", 1)
    (tmp_path / "a.csv").write_text(twice, encoding="utf-8")
    done = check(tmp_path / "a.csv")
    assert done.rows == ALL
    assert done.says("the heading 建筑面积(㎡) stands again in column F")
    assert done.says("户数: 12 行中补填 12 行")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty (0 bytes)"),
        ("\n\n  \n,,,\n", "every cell is blank"),
        (HEADINGS + "\n", "there are only headings (小区编号"),
        ("甲,乙\n1,2\n3,4\n", "no table names its estates"),
    ],
)
def test_a_file_without_estates_is_refused(check, tmp_path, content, said):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    done = check(tmp_path / "a.csv")
    assert done.exit_code == 1
    assert done.says("a.csv")
    assert said in done.en


def test_a_workbook_with_a_password_is_refused(check, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(locked_workbook())
    done = check(tmp_path / "a.xlsx")
    assert done.exit_code == 1
    assert done.says("a.xlsx：工作簿有密码保护", "取消密码后另存为 .xlsx")


def test_an_old_workbook_under_a_new_name_is_read_by_its_content(check, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(old_workbook([HEADINGS.split(","), *rows()]))
    done = check(tmp_path / "a.xlsx")
    assert done.exit_code == 0
    assert done.rows == ALL


def test_a_truncated_workbook_is_refused_as_a_workbook(check, tmp_path):
    workbook().save(tmp_path / "whole.xlsx")
    (tmp_path / "a.xlsx").write_bytes((tmp_path / "whole.xlsx").read_bytes()[:3000])
    done = check(tmp_path / "a.xlsx")
    assert done.exit_code == 1
    assert done.says("a.xlsx：工作簿已损坏或不完整")


def test_a_truncated_geopackage_is_refused_with_its_sizes(check, tmp_path):
    shapes().to_file(tmp_path / "a.gpkg", layer="台账")
    whole = (tmp_path / "a.gpkg").read_bytes()
    (tmp_path / "a.gpkg").write_bytes(whole[:40_000])
    done = check(tmp_path / "a.gpkg")
    assert done.exit_code == 1
    assert done.says("a.gpkg: the file is truncated", str(len(whole)), "40000")


def test_a_damaged_geopackage_is_refused_with_the_reason_alone(check, tmp_path):
    shapes().to_file(tmp_path / "a.gpkg", layer="台账")
    whole = bytearray((tmp_path / "a.gpkg").read_bytes())
    whole[5000:9000] = bytes(4000)
    (tmp_path / "a.gpkg").write_bytes(whole)
    done = check(tmp_path / "a.gpkg")
    assert done.exit_code == 1
    assert done.says("a.gpkg：GeoPackage 已损坏")
    assert "SELECT" not in done.zh


@pytest.fixture
def shapefile(tmp_path):
    english = shapes().rename(
        columns={"小区编号": "id", "小区名称": "名称", "建成年份": "年代", "建筑面积(㎡)": "面积"}
    )
    english.to_file(tmp_path / "a.shp", encoding="utf-8")
    return tmp_path / "a.shp"


@pytest.mark.parametrize(
    ("missing", "exit_code", "said"),
    [
        (".shx", 0, "a.shx is missing; the index was rebuilt"),
        (".prj", 0, "a.prj is missing"),
        (".cpg", 0, "a.cpg is missing; the text was decoded as utf-8"),
        (".dbf", 1, "a.dbf is missing"),
        (".shp", 1, "there is no such file"),
    ],
)
def test_a_shapefile_without_one_of_its_files_says_which(check, shapefile, missing, exit_code, said):
    shapefile.with_suffix(missing).unlink()
    done = check(shapefile)
    assert done.exit_code == exit_code, done.en
    assert done.says(said), done.en
    assert done.rows == (ALL if exit_code == 0 else None)


def test_a_zipped_shapefile_is_read(check, shapefile, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for part in shapefile.parent.glob("a.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    assert check(tmp_path / "a.zip").rows == ALL


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx"])
def test_a_bomb_is_refused_before_it_is_unpacked(check, tmp_path, name):
    if name == "a.xlsx":
        workbook().save(tmp_path / name)
    with zipfile.ZipFile(tmp_path / name, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml" if name == "a.xlsx" else "a.shp", bytes(60_000_000))
    done = check(tmp_path / name)
    assert done.exit_code == 1
    assert done.says(name, "疑为压缩炸弹，已拒绝")
    assert done.says(name, "refused as a possible zip bomb")


def test_an_archive_that_would_write_outside_itself_is_refused(check, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../evil.csv", "x")
    done = check(tmp_path / "a.zip")
    assert done.exit_code == 1
    assert done.says("../../evil.csv", "指向压缩包之外，已拒绝整个文件")
    assert not list(tmp_path.parent.parent.glob("evil.csv"))


def test_a_stray_cell_far_from_the_table_is_named(check, tmp_path):
    book = workbook()
    book.active.cell(1_000_000, 3_000, "x")
    book.save(tmp_path / "a.xlsx")
    done = check(tmp_path / "a.xlsx")
    assert done.exit_code == 1
    assert done.says("a.xlsx, sheet 台账", "DKJ1000000")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"%PDF-1.4 ...", "is a PDF, not a table"),
        ("a.csv", bytes(range(256)) * 20, "the kind of file is not known"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[', "is not readable GeoJSON"),
        ("a.shp", b"\x00\x00\x27\x0a" + bytes(40), "the shapefile is damaged"),
        ("a.parquet", b"PAR1xxxx", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content(check, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    done = check(tmp_path / name)
    assert done.exit_code == 1
    assert done.says(name, said), done.en


def test_a_missing_file_gets_the_nearest_name_and_a_folder_its_contents(check, tmp_path):
    write_csv(tmp_path / "台账.csv", rows())
    assert check(tmp_path / "台帐.csv").says("没有这个文件", "是否指 台账.csv")
    assert check(tmp_path).says("is a folder", "台账.csv")
    assert check(tmp_path / "nowhere" / "a.csv").says("there is no folder")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs an account that permissions bind")
def test_a_file_that_may_not_be_read_is_named(check, tmp_path):
    write_csv(tmp_path / "a.csv", rows()).chmod(0)
    assert check(tmp_path / "a.csv").says("a.csv", "cannot be opened")


def test_hidden_rows_merged_cells_and_totals_are_read_and_named(check, tmp_path):
    book = workbook()
    book.active.row_dimensions[4].hidden = True
    book.active.merge_cells("C2:C5")
    book.active.append(["合计", None, None, None, 999, 99_999])
    book.save(tmp_path / "a.xlsx")
    done = check(tmp_path / "a.xlsx")
    assert done.rows == ALL
    assert done.says("a.xlsx 台账 row 14", "a total, not read as an estate")
    assert done.says("有 1 行被隐藏（第 4 行）")


def test_several_files_and_a_copy_of_one_are_told_apart(check, tmp_path):
    write_csv(tmp_path / "a.csv", rows())
    shutil.copy(tmp_path / "a.csv", tmp_path / "b.csv")
    done = check(tmp_path / "a.csv", tmp_path / "b.csv")
    assert done.rows == (24, 12, 12, 0)
    assert done.says("duplicate rows: 12 rows")
