"""Pictures for chat apps and the numbers that stand on every sheet."""

from __future__ import annotations

import pytest

from geo.errors import OutputError
from geo.findings import Report
from geo.plan import Plan
from geo.reports.glyphs import missing_in
from geo.reports.key_numbers import (
    area,
    key_numbers,
    money,
    place_of,
    proof_of,
    short_line,
    subdistricts_of,
    title_of,
)
from geo.reports.sheet_pictures import picture_name, write_pictures
from geo.wording import using_language
from tests.plans import HOSTILE_NAMES, small_plan
from tests.town import SUBDISTRICTS


@pytest.fixture(scope="module")
def plan():
    return small_plan()


def renamed(plan, name):
    return Plan({**plan.tables, "estates": plan.estates.assign(name=name)}, plan.policy, plan.facts, plan.record)


def test_one_picture_for_the_plan_and_one_for_each_sub_district(plan, tmp_path):
    made = write_pictures(plan, tmp_path / "sheets")
    assert [path.name for path in made] == ["00.png", *(f"{n:02d}-{s}.png" for n, s in enumerate(SUBDISTRICTS, 1))]
    for path in made:
        content = path.read_bytes()
        assert int.from_bytes(content[16:20]) == 1_600
        assert len(content) < 1_000_000


def test_a_folder_that_cannot_be_written_is_said(plan, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="taken"):
        write_pictures(plan, tmp_path / "taken" / "sheets")


def test_signs_that_the_font_lacks_are_found_with_their_place(plan, tmp_path):
    report = Report()
    write_pictures(renamed(plan, "阳光🏘"), tmp_path, report=report)
    (finding,) = report.findings
    assert finding.rule == "report-lacks-glyph"
    assert all(part in finding.found for part in ("🏘", "U+1F3D8", "E0001"))
    assert missing_in(renamed(plan, "䶮甪里")) == {}


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "../../x", "a/b", "CON.", "长" * 300, "\u202eabc", ""])
def test_file_names_are_safe(name):
    made = picture_name(3, name)
    assert made.startswith("03")
    assert not set(made) & set('/\\:*?"<>|. \n')
    assert len(made.encode()) < 100


def test_numbers_of_sub_districts_add_up_to_those_of_the_plan(plan):
    whole, own = key_numbers(plan), [key_numbers(plan, name) for name in subdistricts_of(plan)]
    for part in ("estates", "households", "regions", "stations"):
        assert getattr(whole, part) == sum(getattr(one, part) for one in own)
    assert whole.floor_area_m2 == pytest.approx(sum(one.floor_area_m2 for one in own))
    assert whole.posts == sum(one.posts for one in own) + plan.offices["posts"].sum()
    assert key_numbers(plan, "没有的街道").estates == 0


def test_the_proof_is_said_in_the_language_in_force(plan):
    assert proof_of(plan, SUBDISTRICTS[0]) == "已证明最优"
    with using_language("en"):
        assert "optimal" in proof_of(plan, SUBDISTRICTS[0])
        assert "households" in short_line(key_numbers(plan))
    assert proof_of(plan, "没有的街道") == ""


def test_numbers_are_written_with_their_units():
    assert (area(2_842_579.0), money(18_638_622.9), money(None)) == ("284.3 万㎡", "1,863.9 万元", "—")
    with using_language("en"):
        assert (area(2_842_579.0), money(18_638_622.9), money(1_200.0)) == ("2.84 million m²", "¥18.64 M", "¥1,200")


def test_the_title_names_the_place(plan):
    assert title_of(plan).startswith("样例市")
    bare = Plan(plan.tables, plan.policy, plan.facts)
    assert place_of(bare)
    assert title_of(Plan({}))
