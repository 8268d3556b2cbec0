"""The GeoPackage: every table a layer, right types, styles that QGIS can read, GDAL's own tools open it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import LineString, Point, box

from geo.errors import OutputError, UnreadableFileError
from geo.io.geopackage import read_layer, write_layers
from geo.io.qgis import LOOKS, qml
from geo.plan import Plan
from geo.schema import BARRIERS, ESTATES, PLAN_TABLES, REGIONS, STATIONS, TERMS, TILES
from geo.schema.palette import REGION_COLOURS
from tests.plans import HOSTILE_NAMES, small_plan


def layers_of(plan: Plan) -> list:
    return [(declared, plan.tables[declared.name]) for declared in PLAN_TABLES]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "plan.gpkg"
    write_layers(path, layers_of(small_plan(hostile=True)))
    return path


def test_every_table_is_a_layer_in_the_declared_order(written):
    names = [name for name, _ in pyogrio.list_layers(written)]
    assert names == [declared.name for declared in PLAN_TABLES] + ["layer_styles"]


def test_every_layer_has_exactly_the_declared_columns_and_the_storage_crs(written):
    for declared in PLAN_TABLES:
        info = pyogrio.read_info(written, layer=declared.name)
        assert list(info["fields"]) == declared.names()
        assert info["crs"] == ("EPSG:4326" if declared.geometry != "none" else None), declared.name


def test_empty_tables_are_layers_with_columns_and_geometry(tmp_path):
    path = tmp_path / "empty.gpkg"
    write_layers(path, layers_of(Plan({})))
    kinds = dict(pyogrio.list_layers(path))
    assert [kinds[name] for name in ("stations", "links", "tiles", "estates", "terms")] == [
        "Point", "LineString", "MultiPolygon", "Unknown", None,
    ]  # fmt: skip
    for declared in PLAN_TABLES:
        frame = read_layer(path, declared)
        assert frame.empty
        assert frame.dtypes.to_dict() == declared.empty().dtypes.to_dict()


def test_the_layer_type_is_the_narrowest_that_holds_all_shapes(tmp_path):
    mixed = gpd.GeoDataFrame(
        {"kind": ["river", "wall", None]}, geometry=[box(0, 0, 1, 1), LineString([(0, 0), (1, 1)]), None], crs=4326
    )
    points = gpd.GeoDataFrame(
        {"estate_id": ["a"], "name": ["x"], "subdistrict": ["y"]}, geometry=[Point(1, 2)], crs=4326
    )
    path = tmp_path / "kinds.gpkg"
    write_layers(path, [(BARRIERS, mixed), (ESTATES, points)])
    kinds = dict(pyogrio.list_layers(path))
    assert (kinds["barriers"], kinds["estates"]) == ("Unknown", "Point")
    back = read_layer(path, BARRIERS)
    assert [None if g is None else g.geom_type for g in back.geometry] == ["Polygon", "LineString", None]


def test_other_projections_are_converted_to_the_storage_crs(tmp_path):
    shapes = gpd.GeoDataFrame(
        {"estate_id": ["a"]}, geometry=[box(40_000_000, 3_500_000, 40_000_100, 3_500_100)], crs=4528
    )
    write_layers(tmp_path / "p.gpkg", [(TILES, shapes)])
    west, south, _, _ = read_layer(tmp_path / "p.gpkg", TILES).total_bounds
    assert 114 < west < 122
    assert 31 < south < 32


def test_hostile_names_come_back_as_they_are(written):
    assert set(HOSTILE_NAMES) <= set(read_layer(written, ESTATES)["name"])


def test_a_date_that_is_none_is_refused_by_table_and_column(tmp_path):
    frame = pd.DataFrame({"estate_id": ["a"], "name": ["x"], "subdistrict": ["y"], "signed_on": [20_250_102]})
    with pytest.raises(OutputError, match="estates, column signed_on"):
        write_layers(tmp_path / "x.gpkg", [(ESTATES, frame)])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_layer_and_a_damaged_file_are_told(tmp_path):
    write_layers(tmp_path / "x.gpkg", [(TERMS, TERMS.empty())])
    with pytest.raises(UnreadableFileError, match="regions"):
        read_layer(tmp_path / "x.gpkg", REGIONS)
    (tmp_path / "bad.gpkg").write_bytes((tmp_path / "x.gpkg").read_bytes()[:5_000])
    with pytest.raises(UnreadableFileError, match=r"bad\.gpkg"):
        read_layer(tmp_path / "bad.gpkg", TERMS)


def test_gdal_s_settings_are_put_back(tmp_path):
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    write_layers(tmp_path / "x.gpkg", [(TERMS, TERMS.empty())])
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == before


# --- styles ---


def test_every_layer_has_one_default_style_in_the_form_qgis_asks_for(written):
    styles = pyogrio.read_dataframe(written, layer="layer_styles").set_index("f_table_name")
    assert list(styles.index) == [declared.name for declared in PLAN_TABLES]
    assert styles["useAsDefault"].all()
    assert set(styles["f_table_schema"]) == {""}  # QGIS compares with the empty text, not with null
    for declared in PLAN_TABLES:
        geometry = pyogrio.read_info(written, layer=declared.name)["geometry_name"]
        assert styles.loc[declared.name, "f_geometry_column"] == geometry


@pytest.mark.parametrize("declared", PLAN_TABLES, ids=lambda declared: declared.name)
def test_styles_are_well_formed_and_name_only_columns_there_are(declared):
    for frame in (declared.empty(), small_plan().tables[declared.name]):
        root = ET.fromstring(qml(declared, frame))
        assert root.tag == "qgis"
        aliases = {alias.get("field"): alias.get("name") for alias in root.iter("alias")}
        assert aliases == {column.name: column.label("zh") for column in declared.columns}
        used = [style.get("fieldName") for style in root.iter("text-style")]
        used += [element.get("attr") for element in root.iter("renderer-v2") if element.get("attr")]
        assert set(used) <= set(declared.names())
        symbols = {symbol.get("name") for symbol in root.iter("symbol")}
        assert {category.get("symbol") for category in root.iter("category")} <= symbols


def test_regions_are_filled_by_colour_index_and_labelled():
    root = ET.fromstring(qml(REGIONS, REGIONS.empty()))
    categories = [category.get("value") for category in root.iter("category")]
    assert categories == [*(str(index) for index in range(len(REGION_COLOURS))), ""]
    first = root.find(".//symbols/symbol[@name='0']/layer/Option/Option[@name='color']")
    assert first is not None
    assert first.get("value") == ",".join(str(part) for part in bytes.fromhex(REGION_COLOURS[0][1:])) + ",255"
    assert root.find(".//text-style").get("fieldName") == "name"


def test_a_layer_is_styled_for_the_shapes_most_of_it_has():
    def kind_of(shapes: list) -> str:
        frame = gpd.GeoDataFrame({"estate_id": ["a"] * len(shapes)}, geometry=shapes, crs=4326)
        return ET.fromstring(qml(ESTATES, frame)).findtext("layerGeometryType")

    point, area = Point(0, 0), box(0, 0, 1, 1)
    assert kind_of([point, point, area]) == "0"
    assert kind_of([point, area]) == "2"
    assert kind_of([]) == "2"


def test_estates_are_sized_by_households_as_points_and_as_areas():
    for shape in (Point(0, 0), box(0, 0, 1, 1)):
        frame = gpd.GeoDataFrame({"estate_id": ["a"]}, geometry=[shape], crs=4326)
        assert "&quot;households&quot;" in qml(ESTATES, frame)


def test_looks_are_for_layers_there_are():
    assert set(LOOKS) <= {declared.name for declared in PLAN_TABLES}
    assert LOOKS["stations"].label in STATIONS.names()


# --- GDAL's own tools ---


@pytest.mark.gdal_tools
def test_ogrinfo_opens_every_layer_without_a_warning(written):
    tool = shutil.which("ogrinfo")
    if tool is None:
        if os.environ.get("REQUIRE_GDAL"):
            pytest.fail("ogrinfo is not installed and REQUIRE_GDAL is set")
        pytest.skip("ogrinfo is not installed")
    told = subprocess.run([tool, "-so", "-al", str(written)], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    plan = small_plan(hostile=True)
    for declared in PLAN_TABLES:
        part = told.stdout.split(f"Layer name: {declared.name}\n")[1]
        assert f"Feature Count: {len(plan.tables[declared.name])}\n" in part
