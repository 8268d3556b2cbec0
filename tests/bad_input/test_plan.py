"""Plans that rules or numbers make hard: each says why, and a plan is written wherever one can be made."""

import geopandas as gpd
import pytest
from shapely.geometry import box

import geo as linli
from tests.bad_input.ledgers import outlines, rows, write_csv

QUICK = ("--datum", "wgs84", "--engine", "serial", "--quiet", "--lang", "en")


@pytest.fixture
def plan(geo, tmp_path):
    """Plan some rows; give the plan as read back, and what the command said."""

    def run(lines, *words, exit_code=0):
        ledger = write_csv(tmp_path / "ledger.csv", lines)
        done = geo("plan", ledger, *QUICK, *words, "--out", tmp_path / "plan")
        assert done.exit_code == exit_code, done.output
        made = linli.load(tmp_path / "plan")
        assert {"plan.gpkg", "plan.xlsx", "map.html"} <= {path.name for path in (tmp_path / "plan").iterdir()}
        facts = made.summary()
        assert facts["estates"] == len(lines) == facts["planned"] + facts["rejected"] + facts["to_locate"]
        assert len(made.assignments) == facts["planned"]
        return made, done.output

    return run


def found(made, rule):
    return made.tables["findings"].set_index("rule").loc[[rule], "found"].tolist()


def test_sub_districts_of_one_and_two_estates_and_of_none_are_planned(plan, tmp_path):
    empty = outlines(
        ("示例街道", box(120.29, 31.56, 120.312, 31.59)),
        ("单户街道", box(120.312, 31.56, 120.332, 31.59)),
        ("两户街道", box(120.332, 31.56, 120.352, 31.59)),
        ("空白街道", box(120.352, 31.56, 120.372, 31.59)),
    )
    empty.to_file(tmp_path / "outlines.gpkg")
    lines = rows(6) + rows(1, start=50, subdistrict="单户街道", west=120.320)
    lines += rows(2, start=60, subdistrict="两户街道", west=120.340)
    made, _ = plan(lines, "--boundaries", tmp_path / "outlines.gpkg")
    estates_of = made.tables["solutions"].set_index("name")["estates"].to_dict()
    assert estates_of == {"示例街道": 6, "单户街道": 1, "两户街道": 2}
    assert set(made.tables["solutions"]["status"]) == {"optimal"}
    assert "空白街道" in found(made, "subdistrict-empty")[0]


def test_an_estate_above_the_ceiling_is_a_region_of_its_own_and_that_is_said(plan):
    lines = rows(6)
    lines[0][4:6] = ["9000", "900000"]
    made, _ = plan(lines)
    region_of = made.assignments.reset_index().set_index("estate_id")["region_id"]
    assert (region_of == region_of["E001"]).sum() == 1
    assert "40 x 10,000 m²" in found(made, "estate-alone")[0]
    assert "示例1号苑" in found(made, "estate-alone")[0]


def test_more_stations_than_estates_says_so_and_gives_the_nearest_plan(plan):
    made, said = plan(rows(4), "--stations", "9", exit_code=1)
    assert made.status.value == "infeasible"
    assert "at least 9 stations are asked for, and there are 4 estates to plan" in said
    assert "clashing rules" in said


def test_demand_above_all_capacity_and_an_estate_above_every_room_are_said(plan, tmp_path):
    (tmp_path / "rooms.csv").write_text(
        "用房编号,用房名称,所在小区,面积(㎡),可服务户数\nR1,示例用房,E001,100,300\nR2,样例用房,E004,60,200\n",
        encoding="utf-8",
    )
    lines = rows(6)
    lines[2][4] = "350"
    made, said = plan(lines, "--rooms", tmp_path / "rooms.csv", exit_code=1)
    assert made.status.value == "infeasible"
    assert "1,368 households, but the 2 usable rooms serve 500 in all" in said
    assert "1 estates have more households than the largest room serves (300), up to 350: 示例3号苑" in said
    assert "no plan exists; this one breaks the least" in said


def test_rows_with_errors_do_not_stop_the_plan_and_are_counted(plan):
    lines = rows(6)
    lines[0][4], lines[1][0], lines[2][6] = "-5", "E001", "121.30000"
    made, said = plan(lines)
    assert made.summary()["planned"] == 5
    assert "the input has 3 errors" in said
    assert {"out-of-range", "id-shared", "place-stray"} <= set(made.tables["findings"]["rule"])


def test_overlapping_outlines_and_an_estate_outside_its_own_are_planned_by_name(plan, tmp_path):
    overlapping = outlines(
        ("示例街道", box(120.29, 31.56, 120.312, 31.59)), ("样例街道", box(120.305, 31.56, 120.35, 31.59))
    )
    overlapping.to_file(tmp_path / "outlines.gpkg")
    lines = rows(6) + rows(4, start=20, subdistrict="样例街道", west=120.320)
    lines[0][6] = "120.33000"
    made, _ = plan(lines, "--boundaries", tmp_path / "outlines.gpkg")
    assert made.summary()["planned"] == 10
    assert {"subdistricts-overlap", "estate-outside"} <= set(made.tables["findings"]["rule"])
    assert set(made.tables["solutions"]["name"]) == {"示例街道", "样例街道"}


def test_outlines_of_another_place_leave_the_plan_to_the_ledgers_own_names(plan, tmp_path):
    outlines(("甲街道", box(120.29, 31.56, 120.35, 31.59))).to_file(tmp_path / "outlines.gpkg")
    made, _ = plan(rows(6), "--boundaries", tmp_path / "outlines.gpkg")
    assert made.tables["solutions"]["name"].tolist() == ["示例街道"]
    assert made.tables["subdistricts"]["name"].tolist() == ["示例街道"]
    assert bool(gpd.GeoDataFrame(made.tables["subdistricts"])["indicative"].all())


def test_estates_on_one_point_are_planned(plan):
    lines = rows(6)
    for line in lines:
        line[6:] = ["120.30000", "31.57000"]
    made, _ = plan(lines)
    assert made.summary()["planned"] == 6
    assert "6 estates share the point" in found(made, "place-shared")[0]


def test_a_ledger_without_a_single_estate_to_plan_says_why_and_writes_nothing(geo, tmp_path):
    lines = [[*line[:6], "", ""] for line in rows(4)]
    done = geo("plan", write_csv(tmp_path / "a.csv", lines), *QUICK, "--out", tmp_path / "plan")
    assert done.exit_code == 1
    assert "there is no estate to plan: 4 rows read, 0 left out, 4 without a place" in done.output
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("stations", ["0", "x", "5:3", "-1", "3:"])
def test_a_station_count_that_cannot_be_is_wrong_usage(geo, tmp_path, stations):
    ledger = write_csv(tmp_path / "a.csv", rows())
    done = geo("plan", ledger, *QUICK, f"--stations={stations}", "--out", tmp_path / "plan")
    assert done.exit_code == 2
    assert "expected a whole number above 0 (5) or a range (3:8)" in done.output
