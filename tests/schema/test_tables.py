import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from geo import schema
from geo.errors import MissingColumnsError, UnknownNameError


@pytest.mark.parametrize("name", sorted(schema.TABLES))
def test_a_table_names_each_column_once_in_both_languages(name: str) -> None:
    table = schema.table(name)
    assert len(set(table.names())) == len(table.names())
    assert all(column.zh and column.en for column in table.columns)
    assert table.key is None or table.key in table.names()


@pytest.mark.parametrize("name", sorted(schema.TABLES))
def test_an_empty_table_keeps_its_columns_and_conforms_again(name: str) -> None:
    table = schema.table(name)
    empty = table.empty()
    assert [c for c in empty.columns if c != "geometry"] == table.names()
    assert list(table.conform(empty).dtypes) == list(empty.dtypes)


# A file of places may name estates or communities, so there 社区 stands for the name where there is no other.
@pytest.mark.parametrize("name", sorted(set(schema.TABLES) - {"places"}))
def test_no_alias_stands_for_two_columns_of_a_table(name: str) -> None:
    owners: dict[str, set[str]] = {}
    extra = schema.COORDINATE_COLUMNS if name == "estates" else ()
    for column in schema.table(name).columns + extra:
        for alias in column.aliases:
            owners.setdefault(alias.casefold(), set()).add(column.name)
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


def test_conforming_types_missing_and_extra_columns() -> None:
    frame = gpd.GeoDataFrame(
        {
            "estate_id": ["a", "b"],
            "name": ["x", None],
            "subdistrict": ["s", "s"],
            "households": [1.0, None],
            "extra": 1,
        },
        geometry=[Point(500_000, 3_500_000), None],
        crs="EPSG:4549",
    )
    made = schema.ESTATES.conform(frame)
    assert made.crs == schema.STORAGE_CRS
    assert str(made["households"].dtype) == "Int64"
    assert made["households"].isna().tolist() == [False, True]
    assert made["name"].tolist() == ["x", None]
    assert "extra" not in made
    assert made["floor_area_m2"].isna().all()


def test_a_missing_required_column_is_named() -> None:
    with pytest.raises(MissingColumnsError, match="name, subdistrict"):
        schema.ESTATES.conform(pd.DataFrame({"estate_id": ["a"]}))


def test_an_unknown_table_or_column_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="estates"):
        schema.table("estate")
    with pytest.raises(UnknownNameError, match="households"):
        schema.ESTATES["household"]


def test_labels_carry_the_unit() -> None:
    assert schema.ESTATES["floor_area_m2"].label("zh") == "建筑面积(㎡)"
    assert schema.ESTATES["floor_area_m2"].label("en") == "floor area(㎡)"


def test_the_index_is_the_key_when_asked_for() -> None:
    frame = schema.GROUPS.indexed(gpd.GeoDataFrame({"group_id": ["g"], "region_id": ["r"]}, geometry=[None], crs=4326))
    assert frame.index.name == "group_id"
    assert schema.GROUPS.conform(frame)["group_id"].tolist() == ["g"]
