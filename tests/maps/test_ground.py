"""The base map keeps its names and its order, and odd shapes draw what they can."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, box

from geo.maps.ground import ground_data, ground_layers
from geo.maps.layers import page_data
from geo.plan import Plan
from tests.maps.test_strings import decoded
from tests.plans import small_plan
from tests.routed_plan import routed_plan

ORIGIN = (120.3, 31.5)


def with_ground(*rows: tuple[str, int | None, str | None, object]) -> Plan:
    names = ("kind", "rank", "name")
    table = gpd.GeoDataFrame(
        {name: [row[at] for row in rows] for at, name in enumerate(names)}, geometry=[row[3] for row in rows], crs=4326
    )
    plan = small_plan()
    return Plan({**plan.tables, "basemap": table}, plan.policy, plan.facts, plan.record)


def street(y: float) -> LineString:
    return LineString([(120.3, y), (120.32, y)])


def test_a_plan_without_streets_has_no_layer_and_no_data() -> None:
    assert ground_layers(small_plan()) == ()
    assert ground_data(small_plan(), ORIGIN) is None
    assert "basemap" not in page_data(small_plan())


def test_areas_come_first_and_streets_by_rank() -> None:
    plan = with_ground(
        ("road", 2, None, street(31.5)),
        ("road", 1, None, street(31.51)),
        ("water", 1, None, box(120.3, 31.5, 120.31, 31.51)),
    )
    parts = ground_data(plan, ORIGIN)
    assert parts is not None
    assert [(part["kind"], part["rank"]) for part in parts] == [("water", 1), ("road", 1), ("road", 2)]


def test_every_line_knows_its_name_and_a_name_is_written_once() -> None:
    plan = with_ground(
        ("road", 1, "样例路", street(31.5)), ("road", 1, None, street(31.51)), ("road", 1, "样例路", street(31.52)),
        ("road", 1, "<img src=x>", street(31.53)),
    )  # fmt: skip
    parts = ground_data(plan, ORIGIN)
    assert parts is not None
    assert parts[0]["names"] == ["样例路", "<img src=x>"]
    assert decoded(parts[0]["at"]) == [1, 0, 1, 2]
    assert len(parts[0]["lines"].split()) == 4


def test_streets_beyond_the_room_are_left_out_the_lesser_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.maps.ground._BYTES", 400)
    kept = ground_data(routed_plan(), ORIGIN)
    assert kept is not None
    assert [part["kind"] for part in kept][:2] == ["water", "green"]
    ranks = [part["rank"] for part in kept if part["kind"] == "road"]
    assert ranks == list(range(1, len(ranks) + 1))
    assert len(ranks) < 4


def test_odd_shapes_draw_what_they_can() -> None:
    plan = with_ground(
        ("road", 1, None, None), ("road", None, None, Point(120.3, 31.6)), ("road", 1, None, LineString()),
        ("water", 1, None, MultiPolygon([box(120.3, 31.5, 120.31, 31.51)])), ("road", 1, "路", street(31.5)),
    )  # fmt: skip
    parts = ground_data(plan, ORIGIN)
    assert parts is not None
    assert {part["kind"]: len(part["lines"].split()) for part in parts if part["lines"]} == {"water": 1, "road": 1}
