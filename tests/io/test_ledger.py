import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError, MissingColumnsError
from geo.findings import Report
from geo.io.datum import convert
from geo.io.ledger import ledger_from_frame, read_ledger
from geo.policy import Policy
from geo.schema import ESTATES, REJECTS, TO_LOCATE
from tests.io.ledgers import rules

OUTLINES = gpd.GeoDataFrame(
    {"name": ["示例街道", "样例街道"], "level": ["subdistrict"] * 2},
    geometry=[shapely.box(120.28, 31.55, 120.30, 31.58), shapely.box(120.30, 31.55, 120.32, 31.58)],
    crs="EPSG:4326",
)


def rows(count=24, seed=7):
    """An invented ledger with Chinese headings and WGS-84 coordinates inside the two outlines."""
    random = np.random.default_rng(seed)
    east = np.arange(count) % 2
    return pd.DataFrame(
        {
            "小区编号": [f"E{i:03d}" for i in range(count)],
            "小区名称": [f"示例{i}苑" for i in range(count)],
            "所属街道": np.where(east, "样例街道", "示例街道办事处"),
            "所属社区": [f"示例第{i % 5}社区" for i in range(count)],
            "建成年代": ["80年代", "1985-1992", "1998年", None] * (count // 4),
            "户数": [f"约{n}户" if n % 2 else str(n) for n in random.integers(60, 900, count)],
            "产权性质": ["房改房", "商品房", "公房", ""] * (count // 4),
            "经度": 120.282 + 0.02 * east + 0.016 * random.random(count),
            "纬度": 31.552 + 0.026 * random.random(count),
        },
        dtype="object",
    )


def read(frame, **options):
    report = Report()
    return ledger_from_frame(frame, policy=options.pop("policy", Policy()), report=report, **options)


def write(frame, path):
    frame.to_csv(path, index=False, encoding="gb18030")
    return path


def account(ledger):
    """Check that every row is in exactly one place, and return the counts."""
    ids = [set(ledger.planned()["estate_id"]), set(ledger.rejects["estate_id"]), set(ledger.to_locate["estate_id"])]
    assert sum(map(len, ids)) == len(ledger.estates) == len(set().union(*ids)) == len(set(ledger.estates["estate_id"]))
    return tuple(map(len, ids))


def test_a_ledger_file_is_read_with_every_row_accounted_for(tmp_path):
    report = Report()
    ledger = read_ledger([write(rows(), tmp_path / "台账.csv")], boundaries=OUTLINES, policy=Policy(), report=report)
    assert account(ledger) == (24, 0, 0)
    assert list(ledger.estates.columns) == [*ESTATES.names(), "geometry"]
    assert ledger.estates.crs == "EPSG:4326"
    assert set(ledger.estates["subdistrict"]) == {"示例街道", "样例街道"}
    assert ledger.estates["households"].notna().all()
    assert ledger.estates["source_row"].min() == 2
    assert "rows-counted" in rules(report)
    assert ledger.report is report


def test_a_bd09_ledger_is_recognised_by_itself():
    frame = rows(40)
    lon, lat = convert(frame["经度"].to_numpy(float), frame["纬度"].to_numpy(float), source="wgs84", target="bd09")
    ledger = read(frame.assign(经度=lon, 纬度=lat), boundaries=OUTLINES)
    assert ledger.datums["decided"].tolist() == ["bd09"]
    placed = ledger.estates.set_index("estate_id").loc[frame["小区编号"]]
    assert np.abs(placed.geometry.x.to_numpy() - frame["经度"].to_numpy(float)).max() < 1e-5


def test_the_order_of_rows_changes_nothing_but_the_source_row():
    frame = rows()
    shuffled = frame.sample(frac=1, random_state=3)
    one, other = (read(f, boundaries=OUTLINES) for f in (frame, shuffled))
    drop = ["source_row", "geometry"]
    pd.testing.assert_frame_equal(
        pd.DataFrame(one.estates.drop(columns=drop)), pd.DataFrame(other.estates.drop(columns=drop))
    )
    assert one.estates.geometry.geom_equals(other.estates.geometry).all()


def test_rows_without_coordinates_are_to_be_located_and_still_counted():
    frame = rows()
    frame.loc[3:5, ["经度", "纬度"]] = None
    ledger = read(frame)
    assert account(ledger) == (21, 0, 3)
    assert list(ledger.to_locate.columns) == TO_LOCATE.names()
    assert ledger.to_locate["remedy"].str.contains("--places").all()
    assert (ledger.estates.set_index("estate_id").loc[["E003", "E004", "E005"], "place_quality"] == "none").all()


def test_places_give_coordinates_to_rows_without(tmp_path):
    frame = rows()
    frame[["经度", "纬度"]] = None
    places = rows()[["小区名称", "经度", "纬度"]].iloc[:20]
    places.to_csv(tmp_path / "places.csv", index=False, encoding="utf-8-sig")
    ledger = read(frame, places=[tmp_path / "places.csv"], boundaries=OUTLINES)
    assert account(ledger) == (20, 0, 4)


def test_relocation_housing_and_new_estates_are_rejected_with_evidence_and_remedy():
    frame = rows()
    frame.loc[0, "产权性质"] = "拆迁安置房"
    frame.loc[1, "建成年代"] = "2015"
    ledger = read(frame)
    assert account(ledger) == (22, 2, 0)
    rejects = ledger.rejects.set_index("estate_id")
    assert rejects["rule"].to_dict() == {"E000": "relocation", "E001": "too-new"}
    assert "拆迁安置房" in rejects.loc["E000", "evidence"]
    assert rejects["remedy"].ne("").all()
    assert [name for name in ledger.rejects.columns if name != "geometry"] == REJECTS.names()


def test_a_row_written_twice_is_kept_once():
    frame = pd.concat([rows(), rows().iloc[[4]].assign(小区编号="E100", 所属社区=None)], ignore_index=True)
    ledger = read(frame)
    assert account(ledger) == (24, 1, 0)
    assert ledger.rejects[["estate_id", "rule"]].to_numpy().tolist() == [["E100", "duplicate"]]
    assert "E004" in ledger.rejects["evidence"].iloc[0]


def test_a_row_with_the_same_id_and_content_is_a_duplicate_and_no_error():
    frame = pd.concat([rows(), rows().iloc[[4]]], ignore_index=True)
    ledger = read(frame)
    assert account(ledger) == (24, 1, 0)
    assert "id-shared" not in rules(ledger.report)


def test_an_estate_without_a_name_takes_another_word_or_is_rejected():
    frame = rows().assign(地址=None)
    frame.loc[[0, 1], "小区名称"] = None
    frame.loc[0, "地址"] = "示例路12号"
    frame.loc[1, "小区编号"] = None
    ledger = read(frame)
    assert account(ledger) == (23, 1, 0)
    assert "示例路12号" in set(ledger.estates["name"])
    assert ledger.rejects["rule"].tolist() == ["no-name"]


def test_a_blank_sub_district_is_told_by_its_place_or_rejected():
    frame = rows()
    frame.loc[[0, 1], ["所属街道", "所属社区"]] = None
    frame.loc[1, ["经度", "纬度"]] = None
    ledger = read(frame, boundaries=OUTLINES)
    assert account(ledger) == (23, 1, 0)
    assert ledger.estates.set_index("estate_id").loc["E000", "subdistrict"] == "示例街道"
    assert ledger.rejects[["estate_id", "rule"]].to_numpy().tolist() == [["E001", "no-subdistrict"]]


def test_a_ledger_without_households_and_area_is_filled_in_and_flagged():
    ledger = read(rows().drop(columns="户数"))
    assert ledger.estates["households"].eq(420).all()
    assert ledger.estates["filled"].str.startswith("households;floor_area_m2").all()


def test_shapes_are_kept_and_stand_in_for_coordinates():
    frame = rows().drop(columns=["经度", "纬度"])
    shapes = shapely.buffer(shapely.points(rows()["经度"].to_numpy(float), rows()["纬度"].to_numpy(float)), 0.0005)
    ledger = read(gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326").to_crs("EPSG:4549"), boundaries=OUTLINES)
    assert account(ledger) == (24, 0, 0)
    assert set(ledger.estates.geometry.geom_type) == {"Polygon"}


def test_a_ledger_exported_by_this_program_reads_back_the_same(tmp_path):
    first = read(rows(), boundaries=OUTLINES)
    first.estates.to_file(tmp_path / "estates.gpkg", layer="estates")
    again = read_ledger([tmp_path / "estates.gpkg"], boundaries=OUTLINES, policy=Policy(), report=Report())
    same = ["estate_id", "name", "subdistrict", "households", "floor_area_m2", "build_year", "filled", "place_quality"]
    pd.testing.assert_frame_equal(
        pd.DataFrame(first.estates[same]), pd.DataFrame(again.estates[same]), check_dtype=False
    )


def test_findings_and_repairs_carry_the_estate_s_id():
    frame = rows()
    frame.loc[2, "户数"] = "很多"
    report = read(frame).report
    assert next(f for f in report.findings if f.rule == "unreadable-value").estate_id == "E002"
    assert all(made.estate_id for made in report.repairs)


def test_a_table_without_names_is_an_error_that_lists_headings_and_the_nearest_known(tmp_path):
    path = write(
        pd.DataFrame({"小区名": [], "户型": [], "单价": []})
        .rename(columns={"小区名": "楼盘均价"})
        .assign(楼盘均价=["x"]),
        tmp_path / "房价.csv",
    )
    with pytest.raises(MissingColumnsError) as caught:
        read_ledger([path], policy=Policy(), report=Report())
    assert "房价.csv" in str(caught.value)
    assert "户型" in str(caught.value)
    assert "小区名称" in str(caught.value)


def test_a_sheet_of_something_else_is_left_out_and_said(tmp_path):
    path = tmp_path / "台账.xlsx"
    with pd.ExcelWriter(path) as writer:
        rows().to_excel(writer, sheet_name="明细", index=False)
        pd.DataFrame({"街道": ["示例街道", "样例街道"], "户数": [1, 2]}).to_excel(
            writer, sheet_name="汇总", index=False
        )
    report = Report()
    ledger = read_ledger([path], policy=Policy(), report=report)
    assert len(ledger.estates) == 24
    assert [f.sheet for f in report.findings if f.rule == "not-a-ledger"] == ["汇总"]


def test_a_header_without_rows_is_said(tmp_path):
    with pytest.raises(InputError):
        read_ledger([write(rows().iloc[:0], tmp_path / "空.csv")], policy=Policy(), report=Report())


def test_an_empty_table_in_memory_gives_an_empty_ledger_that_says_so():
    ledger = read(rows().iloc[:0])
    assert account(ledger) == (0, 0, 0)
    assert [f.severity for f in ledger.report.findings if f.rule == "nothing-to-plan"] == ["error"]


def test_a_table_in_memory_may_have_its_ids_in_the_index_but_no_column_twice():
    ledger = read(rows().rename(columns={"小区编号": "estate_id"}).set_index("estate_id"))
    assert set(ledger.estates["estate_id"]) == set(rows()["小区编号"])
    twice = rows()
    twice.columns = ["小区编号", "小区名称", "所属街道", "所属街道", *twice.columns[4:]]
    with pytest.raises(InputError, match="所属街道"):
        read(twice)


CELLS = st.sampled_from(
    [None, "", "—", "abc", "=1+1", -5, 0, 1e308, "inf", float("nan"), "约300户", "三百", 2_000, "80年代", True]
)
NAMES = st.sampled_from([None, " ", "示例甲苑", "示例 甲苑", "样例一村", "样例二村", "</script><script>", "C:\\2019"])
PLACES = st.sampled_from([None, 0, 120.29, 31.56, 1e308, -200, "120°17′", "x", float("inf")])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(NAMES, CELLS, CELLS, CELLS, PLACES, PLACES, CELLS), min_size=1, max_size=8))
def test_whatever_is_written_every_row_is_planned_rejected_or_to_be_located(written):
    names = ["小区名称", "户数", "建筑面积", "建成年代", "经度", "纬度", "小区编号"]
    frame = pd.DataFrame(written, columns=names, dtype="object").assign(所属街道="示例街道")
    ledger = read(frame)
    account(ledger)
    assert len(ledger.estates) == len(written)
    planned = ledger.planned()
    assert planned["households"].between(1, 50_000).all()
    assert planned["floor_area_m2"].between(20, 5_000_000).all()
    assert not planned.geometry.isna().any()
