import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from geo.findings import Report
from geo.network.roads import MODES, read_roads
from geo.network.roads.cache import FOLDER, FOLDER_VARIABLE, cache_path
from geo.policy import Policy
from geo.wording import using_language
from tests.network.roads.files import CRS, layer, osm, rules, street

PLACES = {1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (100, 100), 5: (100, -100), 6: (900, 900), 7: (950, 900)}
WAYS = [street(1, 2, 3, name="人民路\x1f西"), street(4, 2, 5, highway="primary", bridge="yes"), street(6, 7, 99)]
CONTENT = osm(PLACES, WAYS).replace("\x1f", " ")


@pytest.fixture(autouse=True)
def no_folder_of_the_environment(monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)


@pytest.fixture
def roads_file(tmp_path):
    path = tmp_path / "roads.osm"
    path.write_text(CONTENT, encoding="utf-8")
    return path


def taken(path, *, policy=None, report=None, metric_crs=CRS):
    return read_roads(path, metric_crs=metric_crs, policy=policy or Policy(), report=report or Report())


def kept_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.npz"))


def refuse_reading(monkeypatch):
    def unwanted(*_, **__):
        raise AssertionError("read again")

    monkeypatch.setattr("geo.network.roads.reading.assemble", unwanted)


def assert_same(one, other):
    for part in ("node_xy", "tail", "head", "length_m", "road_class", "shape_xy", "shape_start"):
        first, second = getattr(one.graph, part), getattr(other.graph, part)
        assert np.array_equal(first, second)
        assert first.dtype == second.dtype
    assert one.graph.name == other.graph.name
    assert one.graph.metric_crs == other.graph.metric_crs
    for mode in MODES:
        for part in ("forward_min", "backward_min", "usable"):
            assert np.array_equal(getattr(one.graph.modes[mode], part), getattr(other.graph.modes[mode], part))
    assert one.lines.equals(other.lines)
    assert one.lines.crs == other.lines.crs


def test_the_second_time_the_graph_comes_from_the_cache_with_what_was_said(roads_file, monkeypatch):
    first, second = Report(), Report()
    one = taken(roads_file, report=first)
    assert len(kept_in(roads_file.parent / FOLDER)) == 1
    refuse_reading(monkeypatch)
    assert_same(one, taken(roads_file, report=second))
    assert first.findings == second.findings
    assert "roads-clipped" in rules(second)


def test_what_was_said_comes_in_the_language_asked_for(roads_file):
    taken(roads_file)
    report = Report()
    with using_language("en"):
        taken(roads_file, report=report)
    assert any("outside the extract" in finding.found for finding in report.findings)


def test_findings_of_the_readers_of_layers_are_kept_too(tmp_path, monkeypatch):
    from shapely import LineString

    path = layer([LineString([(0, 0), (100, 0)])], tmp_path / "r.gpkg", highway="residential")
    path = path.rename(tmp_path / "r2.gpkg")
    first, second = Report(), Report()
    one = taken(path, report=first)
    refuse_reading(monkeypatch)
    assert_same(one, taken(path, report=second))
    assert first.findings == second.findings


def test_whatever_shapes_the_graph_makes_another_one(roads_file):
    def name(**changes):
        policy = Policy().with_settings(changes.pop("settings", {}))
        given = {"metric_crs": CRS, "datum": "auto"} | changes
        return cache_path(roads_file, policy=policy, **given).name

    names = {name(), name(metric_crs="EPSG:4528"), name(datum="gcj02"), name(settings={"travel.walk_m_min": 60.0})}
    names |= {name(settings={"roads.join_m": 1.0}), name(settings={"roads.enter_private": True})}
    assert len(names) == 6
    assert name() == name(settings={"roads.max_snap_m": 99.0}) == name(settings={"roads.cache_kept": 2})
    roads_file.write_text(CONTENT + " ", encoding="utf-8")
    assert name() not in names


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04nothing", None])
def test_a_damaged_cache_is_made_anew(roads_file, damage):
    one = taken(roads_file)
    (kept,) = kept_in(roads_file.parent / FOLDER)
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    report = Report()
    assert_same(one, taken(roads_file, report=report))
    assert "roads-cache-damaged" in rules(report)
    assert len(kept.read_bytes()) == len(whole)


def test_arrays_that_do_not_fit_or_hold_objects_count_as_damaged(roads_file):
    one = taken(roads_file)
    (kept,) = kept_in(roads_file.parent / FOLDER)
    with np.load(kept) as arrays:
        whole = {name: arrays[name] for name in arrays.files}
    objects = np.array([{"a": 1}], dtype=object)
    for changed in (
        {"tail": whole["tail"][:-1]},
        {"walk_use": objects},
        {"said": whole["said"][:9]},
        {"head": whole["head"] + 99},
    ):
        np.savez(kept, allow_pickle=True, **(whole | changed))
        report = Report()
        assert_same(one, taken(roads_file, report=report))
        assert "roads-cache-damaged" in rules(report)


def test_a_graph_of_other_roads_under_this_name_is_not_taken(roads_file, tmp_path):
    one = taken(roads_file)
    other = tmp_path / "other.osm"
    other.write_text(osm(PLACES, [street(1, 2)]), encoding="utf-8")
    taken(other)
    mine = cache_path(roads_file, metric_crs=CRS, datum="auto", policy=Policy())
    (theirs,) = [path for path in kept_in(mine.parent) if path != mine]
    mine.write_bytes(theirs.read_bytes())
    assert_same(one, taken(roads_file))


def test_where_nothing_can_be_written_the_roads_are_read_all_the_same(roads_file, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    policy = Policy().with_settings({"roads.cache_folder": str(blocked)})
    report = Report()
    assert len(taken(roads_file, policy=policy, report=report).graph)
    assert "roads-cache-unwritable" in rules(report)
    assert not (roads_file.parent / FOLDER).exists()


def test_the_folder_may_be_named_by_setting_and_environment(roads_file, tmp_path, monkeypatch):
    policy = Policy().with_settings({"roads.cache_folder": str(tmp_path / "a")})
    taken(roads_file, policy=policy)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "b"))
    taken(roads_file, policy=policy)
    assert len(kept_in(tmp_path / "a")) == len(kept_in(tmp_path / "b")) == 1
    assert not (roads_file.parent / FOLDER).exists()


def test_only_the_last_used_graphs_are_kept(roads_file):
    policy = Policy().with_settings({"roads.cache_kept": 2})
    for walk in (50.0, 51.0, 52.0, 53.0):
        taken(roads_file, policy=policy.with_settings({"travel.walk_m_min": walk}))
    assert len(kept_in(roads_file.parent / FOLDER)) == 2


_READ = """
import sys
from pathlib import Path
from geo.findings import Report
from geo.network.roads import read_roads
from geo.policy import Policy
for _ in range(int(sys.argv[2])):
    report = Report()
    roads = read_roads(Path(sys.argv[1]), metric_crs="EPSG:4549", policy=Policy(), report=report)
    assert "roads-cache-damaged" not in {finding.rule for finding in report.findings}
    for kept in (Path(sys.argv[1]).parent / ".linli-roads").glob("[!.]*.npz"):
        kept.unlink(missing_ok=True)
print(len(roads.graph))
"""


@pytest.mark.slow
def test_two_processes_may_write_and_read_at_once(roads_file):
    command = [sys.executable, "-c", _READ, str(roads_file), "6"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in running:
        said, complaint = process.communicate(timeout=300)
        assert process.returncode == 0, complaint
        assert int(said) == len(taken(roads_file).graph)
    left = [path.name for path in (roads_file.parent / FOLDER).iterdir()]
    assert len(left) == 1, left
