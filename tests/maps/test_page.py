"""The page is one file, complete in itself, the same bytes for the same plan, and safe whatever a name says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import folium
import pytest

from geo.errors import OutputError
from geo.maps import explore, write_map
from geo.plan import Plan
from tests.pages import block_of
from tests.plans import small_plan

NASTY = [
    "{{7*7}}",
    "{% raw %}",
    "{# #}",
    "</SCRIPT >",
    "<!--<script>",
    "\u2028",
    "\x00",
    "𝕏👩‍👩‍👧‍👦",
    "שלום\u202eabc",
]


def test_the_same_plan_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    write_map(small_plan(hostile=True), tmp_path / "here.html")
    program = (
        "import sys; from pathlib import Path; from geo.maps import write_map; from tests.plans import small_plan; "
        "write_map(small_plan(hostile=True), Path(sys.argv[1]))"
    )
    surroundings = os.environ | {"PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "there.html")], check=True, env=surroundings)
    assert (tmp_path / "here.html").read_bytes() == (tmp_path / "there.html").read_bytes()


def test_the_page_loads_no_file_and_forbids_all_requests(tmp_path: Path) -> None:
    write_map(small_plan(), tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=", page) == []
    assert re.findall(r'<link[^>]*href="(?!data:)', page) == []
    assert "default-src 'none'" in page
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_names_cannot_leave_the_data_block(tmp_path: Path) -> None:
    write_map(small_plan(hostile=True), tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert block_of(page)["tables"]["regions"]["rows"] == 4


@pytest.mark.parametrize("name", NASTY)
def test_no_name_is_run_as_a_template_or_breaks_the_block(name: str, tmp_path: Path) -> None:
    plan = small_plan()
    regions = plan.regions.assign(name=name)
    write_map(Plan({**plan.tables, "regions": regions}, plan.policy, plan.facts, plan.record), tmp_path / "map.html")
    names = block_of((tmp_path / "map.html").read_text(encoding="utf-8"))["tables"]["regions"]["columns"]["name"]
    assert names["of"] == [name]


def test_explore_returns_a_folium_map_that_takes_further_layers() -> None:
    shown = explore(small_plan())
    assert isinstance(shown, folium.Map)
    folium.CircleMarker((31.58, 120.31), radius=5).add_to(shown)
    page = shown.get_root().render()
    assert "L.circleMarker" in page
    assert "cdn." not in page
    assert "srcdoc" in shown._repr_html_()


def test_500_estates_take_less_than_a_megabyte(tmp_path: Path) -> None:
    write_map(small_plan(estates=500), tmp_path / "map.html")
    assert (tmp_path / "map.html").stat().st_size <= 1_000_000


@pytest.mark.slow
def test_5000_estates_take_less_than_four_megabytes(tmp_path: Path) -> None:
    write_map(small_plan(estates=5_000), tmp_path / "map.html")
    assert (tmp_path / "map.html").stat().st_size <= 4_000_000


def test_an_old_map_stays_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(OutputError, match="写不进去"):
        write_map(small_plan(), tmp_path / "file" / "map.html")


def test_importing_maps_does_not_import_folium() -> None:
    program = "import sys, geo.maps, geo.maps.style; sys.exit('folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_plan_explored_in_a_notebook_shows_what_its_page_shows(tmp_path: Path) -> None:
    write_map(small_plan(), tmp_path / "map.html")
    explored = small_plan().explore().get_root().render()
    assert block_of(explored) == block_of((tmp_path / "map.html").read_text(encoding="utf-8"))


def test_readers_may_enlarge_the_page(tmp_path: Path) -> None:
    write_map(small_plan(), tmp_path / "map.html")
    assert "user-scalable" not in (tmp_path / "map.html").read_text(encoding="utf-8")
