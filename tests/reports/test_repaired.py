"""The ledger given back: layers, sheets or CSV, with repairs and findings, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
from shapely.geometry import Point, box

from geo.errors import OutputError
from geo.findings import Report, Where
from geo.io.headings import match_headings
from geo.io.readers import read_tables
from geo.reports.repaired import require_repaired_ending, write_repaired
from geo.schema import COORDINATE_COLUMNS, ESTATES

NAMES = ["示例甲苑", "=HYPERLINK(1)", "-1", '示例,丁"苑']


@dataclass(frozen=True)
class Given:
    estates: gpd.GeoDataFrame
    report: Report


@pytest.fixture
def ledger() -> Given:
    rows = {
        "estate_id": ["001", "002", "003", "004"],
        "name": NAMES,
        "subdistrict": ["样例街道"] * 4,
        "households": [300, None, 12, 5],
        "mgmt_mode": ["unmanaged", None, "firm", None],
    }
    shapes = [Point(120.3, 31.5), box(120, 31, 120.2, 31.2), None, Point(121, 32)]
    report = Report()
    where = Where("台账.xlsx", "Sheet1", 3, "户数")
    report.repair(
        "about", before="约300户", after=300, confidence=0.9, where=where, field="households", estate_id="001"
    )
    report.find("odd", found="=1+1", where=where, estate_id="001")
    estates = gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")
    return Given(estates, report)


def test_a_geopackage_holds_estates_with_their_shapes_repairs_and_findings(ledger, tmp_path):
    path = tmp_path / "out.gpkg"
    write_repaired(ledger, path)
    layers = dict(pyogrio.list_layers(path))
    assert {"estates", "repairs", "findings"} == set(layers)
    estates = gpd.read_file(path, layer="estates")
    assert estates["name"].tolist() == NAMES
    assert estates.geometry.iloc[1].equals(box(120, 31, 120.2, 31.2))
    assert pyogrio.read_dataframe(path, layer="repairs")["before"].tolist() == ["约300户"]


def test_a_workbook_holds_the_same_as_sheets(ledger, tmp_path):
    write_repaired(ledger, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["小区", "修复记录", "问题"]
    headings, first, second, *_ = book["小区"].iter_rows(min_row=3, values_only=True)
    row = dict(zip(headings, first, strict=True))
    assert (row["经度(WGS84)"], row["纬度(WGS84)"], row["管理方式"]) == (120.3, 31.5, "无物业")
    assert dict(zip(headings, second, strict=True))["经度(WGS84)"] == pytest.approx(120.1, abs=0.1)
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def test_csv_has_repairs_and_findings_beside_it_and_no_formulas(ledger, tmp_path):
    write_repaired(ledger, tmp_path / "out.csv")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out-findings.csv", "out-repairs.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = read_csv(tmp_path / "out.csv")
    assert [row["小区名称"] for row in rows] == ["示例甲苑", "'=HYPERLINK(1)", "'-1", '示例,丁"苑']
    assert [row["户数(户)"] for row in rows] == ["300", "", "12", "5"]
    assert [row["经度(WGS84)"] for row in rows][2] == ""
    assert read_csv(tmp_path / "out-findings.csv")[0]["发现"] == "'=1+1"
    assert read_csv(tmp_path / "out-repairs.csv")[0]["修复后"] == "300"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".gpkg"])
def test_what_was_given_back_reads_as_a_ledger_again(ledger, tmp_path, ending):
    path = tmp_path / f"out{ending}"
    write_repaired(ledger, path)
    report = Report()
    tables = [table for table in read_tables(path, report) if table.sheet in {"", "小区", "estates"}]
    mapped = match_headings(tables[0], [*ESTATES.columns, *COORDINATE_COLUMNS], report)
    assert mapped.value(0, "estate_id") == "001"
    assert mapped.value(0, "name") == "示例甲苑"
    if ending != ".gpkg":
        assert mapped.datum_hint == "wgs84"
        assert float(str(mapped.value(0, "lon"))) == 120.3


@pytest.mark.parametrize("name", ["out.txt", "out", "out.xls"])
def test_an_ending_that_is_not_known_is_refused_with_those_that_are(ledger, tmp_path, name):
    for call in (lambda: require_repaired_ending(tmp_path / name), lambda: write_repaired(ledger, tmp_path / name)):
        with pytest.raises(OutputError, match=r"\.gpkg, \.xlsx, \.csv"):
            call()
    assert list(tmp_path.iterdir()) == []


def test_an_ending_in_capitals_is_known(ledger, tmp_path):
    write_repaired(ledger, tmp_path / "OUT.CSV")
    assert (tmp_path / "OUT.CSV").exists()


def test_an_empty_ledger_is_written_with_its_headings(tmp_path):
    empty = Given(ESTATES.empty(), Report())
    for ending in ("gpkg", "xlsx", "csv"):
        write_repaired(empty, tmp_path / f"out.{ending}")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").startswith("小区编号,小区名称")
