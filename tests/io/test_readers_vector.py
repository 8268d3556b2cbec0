"""Layers of every kind, shapefiles with parts missing, archives that are refused, and files that are none of these."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import InputError, UnreadableFileError
from geo.findings import Report
from geo.io.headings import match_headings
from geo.io.readers import RawTable, archives, read_tables
from geo.schema import ESTATES
from geo.wording import using_language

NAMES = ["示例甲苑", "样例一村"]


@pytest.fixture
def estates() -> gpd.GeoDataFrame:
    boxes = [shapely.box(120.30, 31.50, 120.31, 31.51), shapely.box(120.32, 31.50, 120.33, 31.51)]
    fields = {"小区名": NAMES, "户数": [300, 120], "总建筑": [21_000.0, 8_400.5]}  # ten bytes at most, for shapefiles
    return gpd.GeoDataFrame(fields, geometry=boxes, crs=4326).astype({"户数": "int32"})


def read(path: Path) -> tuple[list[RawTable], Report]:
    report = Report()
    return read_tables(path, report), report


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "fgb", "parquet", "gml"])
def test_layers_come_with_names_numbers_and_shapes(ending: str, estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / f"estates.{ending}"
    if ending == "parquet":
        estates.to_parquet(path)
    else:
        estates.to_file(path)
    [table], _ = read(path)
    cells = table.frame.set_index("小区名")
    assert cells.loc["示例甲苑", "户数"] == 300
    assert isinstance(cells.loc["示例甲苑", "户数"], int)
    assert table.geometry is not None
    assert table.geometry.crs == "EPSG:4326"
    assert table.geometry.notna().all()


def test_every_layer_of_a_geopackage_is_read_with_its_feature_ids(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    estates.to_file(path, layer="甲")
    estates[["小区名", "geometry"]].to_file(path, layer="乙")
    tables, _ = read(path)
    assert [(table.sheet, table.rows) for table in tables] == [("甲", (1, 2)), ("乙", (1, 2))]


def test_a_parquet_table_without_shapes_is_read(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    estates.drop(columns="geometry").set_index("小区名").to_parquet(tmp_path / "ledger.parquet")
    [table], _ = read(tmp_path / "ledger.parquet")
    assert table.geometry is None
    assert table.headings == ("小区名", "户数", "总建筑")


def test_a_file_geodatabase_is_a_folder_or_a_zip(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    folder = tmp_path / "estates.gdb"
    estates.to_crs(4549).to_file(folder, driver="OpenFileGDB", layer="小区")
    [table], _ = read(folder)
    assert (table.sheet, table.geometry.crs.to_epsg()) == ("小区", 4549)
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "estates.gdb")
    [packed], _ = read(tmp_path / "packed.zip")
    assert packed.frame["小区名"].tolist() == NAMES


KML = """<?xml version="1.0" encoding="{encoding}"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>样例街道</name>
<Placemark><name>示例甲苑</name><ExtendedData><Data name="户数"><value>300</value></Data></ExtendedData>
<Point><coordinates>120.3,31.5,0</coordinates></Point></Placemark></Folder></Document></kml>"""


@pytest.mark.parametrize(("ending", "encoding"), [("kml", "utf-8"), ("ovkml", "utf-8"), ("kml", "gb2312")])
def test_kml_and_its_ovital_kin_are_read(ending: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / f"estates.{ending}"
    path.write_bytes(KML.format(encoding=encoding).encode(encoding))
    [table], _ = read(path)
    assert table.sheet == "样例街道"
    assert match_headings(table, ESTATES.columns, Report()).columns["name"] == "Name"
    assert table.frame["户数"].tolist() == ["300"]


def test_kmz_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "estates.kmz", "w") as archive:
        archive.writestr("doc.kml", KML.format(encoding="utf-8"))
    [table], _ = read(tmp_path / "estates.kmz")
    assert table.frame["Name"].tolist() == ["示例甲苑"]


def test_dxf_gives_shapes_and_says_what_it_lacks(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    estates[["geometry"]].set_geometry(estates.boundary).to_file(tmp_path / "outline.dxf", driver="DXF")
    [table], report = read(tmp_path / "outline.dxf")
    assert len(table.frame) == 2
    assert {"dxf-layer", "no-crs"} <= set(rules(report))


def test_geojson_in_another_encoding_is_read(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    words = estates.to_json(ensure_ascii=False, drop_id=True)
    (tmp_path / "estates.geojson").write_bytes(words.encode("gb18030"))
    [table], _ = read(tmp_path / "estates.geojson")
    assert table.frame["小区名"].tolist() == NAMES


def test_mixed_null_and_three_dimensional_shapes_are_kept_as_stored(tmp_path: Path) -> None:
    shapes = [shapely.Point(120, 31, 5), shapely.LineString([(0, 0), (1, 1)]), None, shapely.Polygon()]
    frame = gpd.GeoDataFrame({"name": list("abcd")}, geometry=shapes, crs=4326)
    frame.to_parquet(tmp_path / "mixed.parquet")
    [table], _ = read(tmp_path / "mixed.parquet")
    assert table.geometry.has_z.tolist()[0]
    assert table.geometry.isna().tolist() == [False, False, True, False]


@pytest.mark.slow
def test_a_million_vertices_are_fine(tmp_path: Path) -> None:
    turns = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    ring = shapely.Polygon(np.column_stack([120 + np.cos(turns) / 100, 31 + np.sin(turns) / 100]))
    gpd.GeoDataFrame({"name": ["示例甲苑"]}, geometry=[ring], crs=4326).to_file(tmp_path / "big.geojson")
    [table], _ = read(tmp_path / "big.geojson")
    assert shapely.get_num_coordinates(table.geometry.iloc[0]) >= 1_000_000


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("cpg", ["kept", "missing", "wrong"])
def test_shapefile_text_is_decoded_with_or_without_cpg(
    encoding: str, cpg: str, estates: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    path = tmp_path / "estates.shp"
    estates.to_file(path, encoding=encoding)
    if cpg == "missing":
        path.with_suffix(".cpg").unlink()
    if cpg == "wrong":
        path.with_suffix(".cpg").write_text("ISO-8859-1")
    [table], report = read(path)
    mapped = match_headings(table, ESTATES.columns, Report())
    assert mapped.cells("name") == NAMES
    assert mapped.cells("floor_area_m2") == [21_000, 8_400.5]
    said = {"kept": set(), "missing": {"shapefile-no-cpg"}, "wrong": {"shapefile-cpg-wrong"}}
    assert set(rules(report)) == said[cpg]


@pytest.mark.parametrize("part", ["shx", "dbf", "prj", "shp"])
def test_each_missing_part_of_a_shapefile_is_said(part: str, estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "estates.shp"
    estates.to_file(path, encoding="utf-8")
    path.with_suffix(f".{part}").unlink()
    before = sorted(tmp_path.iterdir())
    [table], report = read(path if part != "shp" else path.with_suffix(".dbf"))
    [finding] = [f for f in report.findings if f.rule == f"shapefile-no-{part}"]
    assert f"estates.{part}" in finding.found
    assert len(table.rows) == 2
    assert (table.geometry is None) == (part == "shp")
    assert sorted(tmp_path.iterdir()) == before  # nothing is written beside the user's file


def test_a_shapefile_without_all_its_parts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "estates.prj").write_text("PROJCS")
    with pytest.raises(UnreadableFileError, match=r"缺少 estates\.shp"):
        read(tmp_path / "estates.prj")


def zipped_shapefile(estates: gpd.GeoDataFrame, folder: Path, name: str) -> Path:
    estates.to_file(folder / "estates.shp", encoding="gb18030")
    with zipfile.ZipFile(folder / "estates.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for ending in ("shp", "shx", "dbf", "prj"):
            info = zipfile.ZipInfo("placeholder")
            # An archive made in China: the bytes of the name are GB18030, and no flag says so.
            info.filename = f"{name}.{ending}".encode("gb18030").decode("cp437")
            archive.writestr(info, (folder / f"estates.{ending}").read_bytes())
    payload = (folder / "estates.zip").read_bytes()
    wrong = f"{name}.".encode("gb18030").decode("cp437").encode("utf-8")
    assert wrong in payload or name.isascii()
    return folder / "estates.zip"


def test_a_zipped_shapefile_is_read(estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    [table], report = read(zipped_shapefile(estates, tmp_path, "图层/estates"))
    assert table.frame["小区名"].tolist() == NAMES
    assert table.file.startswith("estates.zip/")
    assert "shapefile-no-cpg" in rules(report)


def test_member_names_in_gb18030_are_understood() -> None:
    info = zipfile.ZipInfo("x")
    info.filename = "无锡/小区.shp".encode("gb18030").decode("cp437")
    assert archives.member_name(info) == "无锡/小区.shp"
    info.filename = "无锡/小区.shp".encode().decode("cp437")
    assert archives.member_name(info) == "无锡/小区.shp"


@pytest.mark.parametrize("member", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "..\\evil.csv"])
def test_a_member_that_leaves_the_archive_is_refused(member: str, tmp_path: Path) -> None:
    path = tmp_path / "inner" / "slip.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ledger.csv", "小区名称\n示例甲苑\n")
        archive.writestr(member, "x")
    with pytest.raises(InputError, match="指向压缩包之外"):
        read(path)
    assert not list(tmp_path.rglob("evil.csv"))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("estates.shp", bytes(64 << 20))
    with pytest.raises(InputError, match="压缩炸弹"):
        read(tmp_path / "bomb.zip")


def test_a_member_with_a_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "long.zip", "w") as archive:
        archive.writestr("样" * 200 + ".csv", "小区名称\n示例甲苑\n")
    with pytest.raises(UnreadableFileError, match="较短的文件名"):
        read(tmp_path / "long.zip")


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", b"PK\x03\x04")
    with pytest.raises(InputError, match=r"inner\.zip"):
        read(tmp_path / "outer.zip")
    with zipfile.ZipFile(tmp_path / "outer.zip", "a") as archive:
        archive.writestr("ledger.csv", "小区名称,户数\n示例甲苑,3\n")
    [table], report = read(tmp_path / "outer.zip")
    assert table.file == "outer.zip/ledger.csv"
    assert "inner-archive" in rules(report)


def test_a_damaged_archive_and_one_without_tables_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as archive:
        archive.writestr("readme.md", "x" * 2000)
    with pytest.raises(InputError, match="没有可读的表格或图层"):
        read(tmp_path / "notes.zip")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "notes.zip").read_bytes()[:1000])
    with pytest.raises(UnreadableFileError, match="损坏或不完整"):
        read(tmp_path / "cut.zip")


def test_a_packed_csv_is_read(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv.gz").write_bytes(gzip.compress("小区名称,户数\n示例甲苑,3\n".encode()))
    [table], _ = read(tmp_path / "ledger.csv.gz")
    assert table.frame["户数"].tolist() == ["3"]


@pytest.mark.parametrize("share", [0.5, 0.9, 0.0005])
def test_a_truncated_geopackage_says_so(share: float, estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    estates.to_file(tmp_path / "cut.gpkg")
    payload = (tmp_path / "cut.gpkg").read_bytes()
    (tmp_path / "cut.gpkg").write_bytes(payload[: int(len(payload) * share)])
    with pytest.raises(UnreadableFileError, match="不完整"):
        read(tmp_path / "cut.gpkg")


@pytest.mark.parametrize("ending", ["parquet", "geojson", "fgb"])
def test_other_truncated_layers_say_so(ending: str, estates: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / f"cut.{ending}"
    estates.to_parquet(path) if ending == "parquet" else estates.to_file(path)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(UnreadableFileError, match=rf"cut\.{ending}"):
        read(path)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"AC1027\0\0\0", "DWG"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "旧式 Office"),
        (b"Rar!\x1a\x07", "rar"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"AutoCAD Binary DXF\r\n", "二进制 DXF"),
        (b"\x00\x01\x00\x00Standard Jet DB", "Access"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "Excel 2003 XML"),
        (b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>", "XML"),
    ],
)
def test_known_kinds_that_cannot_be_read_say_what_to_do(head: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.xlsx").write_bytes(head)
    with pytest.raises(UnreadableFileError, match=word):
        read(tmp_path / "ledger.xlsx")
    with using_language("en"), pytest.raises(UnreadableFileError, match=r"ledger\.xlsx"):
        read(tmp_path / "ledger.xlsx")


def test_a_folder_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有可读的表格"):
        read(tmp_path)
    (tmp_path / "台账.xlsx").write_bytes(b"x")
    with pytest.raises(InputError, match=r"台账\.xlsx"):
        read(tmp_path)


def test_a_missing_file_gets_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "台账2021.xlsx").write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match=r"是否指 台账2021\.xlsx"):
        read(tmp_path / "台帐2021.xlsx")
    with pytest.raises(UnreadableFileError, match="没有文件夹"):
        read(tmp_path / "nowhere" / "a.csv")
