"""The page's data hold every row of the plan, and say what the tables say."""

from __future__ import annotations

import json
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point

from geo.maps.layers import FINDINGS_SHOWN, page_data, words
from geo.plan import Plan
from geo.wording import using_language
from tests.plans import HOSTILE_NAMES, small_plan


def column(data: dict, table: str, name: str) -> list:
    """Read a packed column back."""
    packed = data["tables"][table]
    values = packed["columns"].get(name, [None] * packed["rows"])
    return [values["of"][at] for at in values["at"]] if isinstance(values, dict) else values


@pytest.mark.parametrize("estates", [0, 1, 2, 12, 60])
def test_every_row_of_every_layer_is_there(estates: int) -> None:
    plan = small_plan(estates=estates)
    rows = {name: table["rows"] for name, table in page_data(plan)["tables"].items()}
    for name in ("regions", "stations", "offices", "groups", "barriers", "crossings", "subdistricts", "tiles", "links",
                 "rejects", "to_locate", "exceptions", "findings", "solutions"):  # fmt: skip
        assert rows[name] == len(plan.tables[name]), name
    assert rows["estates"] == len(plan.assignments) == estates


def test_data_are_strict_json_and_the_same_every_time() -> None:
    one, two = (json.dumps(page_data(small_plan()), allow_nan=False) for _ in range(2))
    assert one == two


def test_names_go_in_as_they_stand() -> None:
    data = page_data(small_plan(hostile=True))
    assert set(HOSTILE_NAMES) <= set(column(data, "estates", "name"))
    assert set(column(data, "regions", "name")) == set(HOSTILE_NAMES)


def test_an_estate_without_a_shape_keeps_its_row() -> None:
    plan = small_plan()
    lost = plan.estates.copy()
    lost.loc[lost["estate_id"] == "E0003", "geometry"] = None
    data = page_data(Plan({**plan.tables, "estates": lost}, plan.policy, plan.facts, plan.record))
    assert data["tables"]["estates"]["rows"] == 12
    assert column(data, "estates", "at")[2] is None
    assert column(data, "estates", "at").count(None) == 1


def test_tiles_and_links_name_estates_by_position() -> None:
    plan = small_plan()
    data = page_data(plan)
    ids = column(data, "estates", "estate_id")
    assert [ids[at] for at in column(data, "tiles", "of")] == plan.tiles["estate_id"].tolist()
    assert [ids[at] for at in column(data, "links", "from")] == plan.links["from_estate_id"].tolist()


def test_a_link_to_an_estate_that_is_not_planned_has_no_end() -> None:
    plan = small_plan()
    links = plan.links.assign(to_estate_id="X0001")
    data = page_data(Plan({**plan.tables, "links": links}, plan.policy, plan.facts))
    assert set(column(data, "links", "to")) == {None}


def test_a_region_carries_the_proof_of_its_sub_district_in_both_languages() -> None:
    data = page_data(small_plan())
    assert column(data, "regions", "proof")[0] == ["已证明最优", "proved optimal"]
    assert column(data, "regions", "proof")[-1][0] == "距最优不超过 0.3%（每月约 1,200 元）"


def test_a_proof_without_numbers_is_shown_as_the_table_says_it() -> None:
    plan = small_plan()
    blank = plan.solutions.assign(objective=float("nan"), proof="手工方案")
    data = page_data(Plan({**plan.tables, "solutions": blank}, plan.policy, plan.facts))
    assert column(data, "regions", "proof")[0] == ["手工方案", "手工方案"]


def test_the_title_names_the_place_from_the_record_else_from_the_districts() -> None:
    plan = small_plan()
    assert page_data(plan)["title"] == {"place": "样例市", "date": "2026-11-22", "invented": True}
    assert page_data(replace(plan, record={}))["title"]["place"] == "样例区"
    assert page_data(Plan({}))["title"] == {"place": "", "date": "", "invented": False}


def test_a_plan_without_any_shape_has_no_bounds() -> None:
    assert page_data(Plan({}))["bounds"] is None


def test_bounds_surround_what_is_planned() -> None:
    plan = small_plan()
    [[south, west], [north, east]] = page_data(plan)["bounds"]
    box = plan.stations.total_bounds
    assert (west, south) <= tuple(box[:2])
    assert (east, north) >= tuple(box[2:])


def test_the_gravest_findings_come_first_and_a_long_list_is_cut_with_its_count() -> None:
    plan = small_plan()
    many = pd.concat([plan.findings] * FINDINGS_SHOWN, ignore_index=True)
    data = page_data(Plan({**plan.tables, "findings": many}, plan.policy, plan.facts))
    assert data["tables"]["findings"]["rows"] == FINDINGS_SHOWN
    assert set(column(data, "findings", "severity")) == {"error"}
    assert data["counted"]["findings"] == dict.fromkeys(("error", "warning", "note"), FINDINGS_SHOWN)


def test_the_language_in_force_opens_the_page() -> None:
    with using_language("en"):
        assert page_data(small_plan())["lang"] == "en"


def test_words_come_in_both_languages() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in words().values())
    assert words()["estates.place_quality.community"][0] == "社区中心·位置待核"


def test_an_unknown_status_of_rows_is_no_error() -> None:
    estates = gpd.GeoDataFrame(
        {"estate_id": ["E1"], "name": ["示例甲苑"], "subdistrict": ["样例街道"]},
        geometry=[Point(120.3, 31.5)],
        crs="EPSG:4326",
    )
    assigned = pd.DataFrame({"estate_id": ["E1"], "region_id": ["没有的片区"], "station_id": ["没有的站"]})
    data = page_data(Plan({"estates": estates, "assignments": assigned}))
    assert data["tables"]["estates"]["rows"] == 1


def test_a_plan_on_both_sides_of_180_degrees_stands_together() -> None:
    plan = small_plan()
    turned = {
        name: table.assign(geometry=shapely.transform(table["geometry"].to_numpy(), to_the_date_line))
        if "geometry" in table
        else table
        for name, table in plan.tables.items()
    }
    data = page_data(Plan(turned, plan.policy, plan.facts, plan.record))
    [[_, west], [_, east]] = data["bounds"]
    assert 179.9 < west < 180 < east < 180.1
    assert max(at[0] for at in column(data, "estates", "at")) < 100_000


def to_the_date_line(xy: np.ndarray) -> np.ndarray:
    """Turn the town so that the line runs through its middle."""
    return np.column_stack([(xy[:, 0] - 120.31 + 360) % 360 - 180, xy[:, 1]])
