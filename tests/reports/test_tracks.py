"""GPX files that every program opens: the structure of GPX 1.1, places in WGS-84, names as names."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import gpxpy
import pytest

from geo.plan import Plan
from geo.reports.crew_days import crew_days
from geo.reports.tracks import gpx_of, tracks
from tests.plans import HOSTILE_NAMES
from tests.routed_plan import routed_plan

SPACE = "{http://www.topografix.com/GPX/1/1}"
# Order of the elements in the schema of GPX 1.1.
ORDER = {"gpx": ["metadata", "wpt", "rte", "trk", "extensions"],
         "wpt": ["ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type"],
         "trk": ["name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"]}  # fmt: skip


def local(element) -> str:
    assert element.tag.startswith(SPACE)
    return element.tag.removeprefix(SPACE)


def test_there_is_a_file_for_every_crew_and_day():
    plan = routed_plan()
    assert list(tracks(plan)) == [f"gpx/{row.crew_id}-{row.weekday}.gpx" for row in plan.rounds.itertuples()]
    assert tracks(Plan({})) == {}


def test_the_document_has_the_structure_of_gpx_1_1():
    for day in crew_days(routed_plan(hostile=True)):
        root = ET.fromstring(gpx_of(day))
        assert (local(root), root.get("version"), root.get("creator")) == ("gpx", "1.1", "Linli")
        for element in root.iter():
            name = local(element)
            children = [local(child) for child in element]
            if name in ORDER:
                assert children == sorted(children, key=ORDER[name].index)
            if name in {"wpt", "trkpt"}:
                assert -90 <= float(element.get("lat")) <= 90
                assert -180 <= float(element.get("lon")) <= 180


def test_waypoints_name_stops_and_the_track_follows_the_legs():
    plan = routed_plan()
    day = crew_days(plan)[0]
    read = gpxpy.parse(gpx_of(day))
    assert [point.name for point in read.waypoints] == [
        f"出发点 {day.crew.depot}", "1 示例戊一村", "2 示例寅里", "休息 60 分钟 示例寅里", "3 示例戌苑",
    ]  # fmt: skip
    assert read.waypoints[1].description == "08:01 到达，公共部位检修，作业 42 分"
    (track,) = read.tracks
    points = track.segments[0].points
    assert (points[0].longitude, points[0].latitude) == pytest.approx(day.crew.at, abs=1e-6)
    assert (points[-1].longitude, points[-1].latitude) == pytest.approx(day.crew.at, abs=1e-6)
    assert track.length_2d() == pytest.approx(day.distance_m, rel=0.01)


def test_hostile_names_come_back_as_they_were():
    names = {gpxpy.parse(gpx_of(day)).tracks[0].name for day in crew_days(routed_plan(hostile=True))}
    assert names == {f"{name} {day}" for name in HOSTILE_NAMES for day in ("周一", "周二")}


@pytest.mark.parametrize("ident", ["../../etc/passwd", "CON", "a/b\\c:*?", "班组 一", "", "x" * 300, "甲" * 200])
def test_file_names_are_safe(ident: str):
    plan = routed_plan(roles=("repair",), days=1)
    ids = {"C001": ident or " ", "C002": (ident or " ").upper()}
    tables = {
        name: plan.tables[name].assign(crew_id=plan.tables[name]["crew_id"].map(ids))
        for name in ("crews", "rounds", "visits")
    }
    names = list(tracks(Plan({**plan.tables, **tables})))
    stems = [Path(name).stem for name in names]
    assert all(name == f"gpx/{Path(name).name}" and len(name.encode()) < 120 for name in names)
    assert len({stem.casefold() for stem in stems}) == len(stems)
    assert not {stem.rpartition("-")[0].casefold() for stem in stems} & {"con", "..", "."}


def test_equal_days_give_equal_text():
    assert [gpx_of(day) for day in crew_days(routed_plan())] == [gpx_of(day) for day in crew_days(routed_plan())]


@pytest.mark.gdal_tools
def test_gdal_opens_a_track(tmp_path: Path):
    tool = shutil.which("ogrinfo")
    if tool is None:
        if os.environ.get("REQUIRE_GDAL"):
            pytest.fail("ogrinfo is not installed and REQUIRE_GDAL is set")
        pytest.skip("gdal-bin is not installed")
    name, write = next(iter(tracks(routed_plan(hostile=True)).items()))
    write(tmp_path / name)
    said = subprocess.run([tool, "-so", "-al", tmp_path / name], capture_output=True, text=True, check=True)
    assert "ERROR" not in said.stdout + said.stderr
    assert "Layer name: tracks\nGeometry: Multi Line String\nFeature Count: 1" in said.stdout
