"""What a planner changed in plan.xlsx, before rooms and links are known."""

import pandas as pd
import pytest

from geo.findings import Report, Where
from geo.io.companions.edited_plan import EditedPlan, PlanRegion, PlanRow, read_edited_plan
from geo.io.companions.edits import edits_of
from geo.reports.workbook import write_workbook
from geo.wording import using_language
from tests.plans import small_plan

CELLS = {"region_id": "G4", "station_id": "J4", "locked": "R4"}
REGIONS = {
    "r1": PlanRegion("R1", "东01片区", "东街道", "S1"),
    "r2": PlanRegion("R2", "东02片区", "东街道", "S2"),
    "r3": PlanRegion("R3", "西01片区", "西街道", "S3"),
}
ESTATES = pd.DataFrame({"estate_id": ["A", "B"], "name": ["示例甲苑", "示例乙苑"], "subdistrict": ["东街道", "东街道"]})


def row(estate="A", *, region="R1", station="S1", locked=False, before_locked=False) -> PlanRow:
    where = Where("plan.xlsx", "归属", 4)
    return PlanRow(estate, "", region, station, locked, "R1", "S1", before_locked, where, CELLS)


def asked(*rows: PlanRow, join=()):
    plan = EditedPlan(rows, REGIONS, {"s1": "S1", "s2": "S2", "s3": "S3"})
    report = Report()
    return edits_of(plan, estates=ESTATES, join=join, report=report).wishes, [f.rule for f in report.findings]


def test_an_unchanged_row_asks_for_nothing_and_a_lock_keeps_its_station():
    assert asked(row()) == ((), [])
    (wish,), rules = asked(row(locked=True, before_locked=True))
    assert (wish.station, wish.moves, rules) == ("S1", False, [])


@pytest.mark.parametrize(
    ("changed", "cell"),
    [({"region": "R2"}, "归属!G4"), ({"station": "S2"}, "归属!J4"), ({"region": "R2", "station": "S2"}, "归属!J4")],
)
def test_a_changed_region_or_station_asks_for_that_station(changed, cell):
    (wish,), rules = asked(row(**changed))
    assert (wish.station, wish.before_station, wish.cell, rules) == ("S2", "S1", cell, [])


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"region": "R9"}, "edit-region-unknown"),
        ({"region": "R2", "station": "S3"}, "edit-two-ways"),
        ({"station": "S3"}, "edit-elsewhere"),
        ({"region": "R3"}, "edit-elsewhere"),
    ],
)
def test_wishes_no_plan_can_grant_are_refused(changed, rule):
    (wish,), rules = asked(row(**changed))
    assert wish.refusal
    assert rules == [rule]


def test_joined_subdistricts_share_their_stations():
    (wish,), rules = asked(row(station="S3"), join=(("东街道", "西街道"),))
    assert (wish.refusal, rules) == ("", [])


def test_blank_cells_unknown_estates_and_twins_are_told():
    assert asked(row(station="")) == ((), ["edit-blank"])
    assert asked(row("Z", station="S2")) == ((), ["estate-unknown"])
    wishes, rules = asked(row(station="S2"), row(region="R1", station="R-room"))
    assert all(wish.refusal for wish in wishes)
    assert rules == ["edit-twice", "edit-twice"]


def test_a_region_that_is_given_another_station_takes_the_newcomer_there():
    moved = [row("A", station="S9"), row("B", station="S9")]
    newcomer = PlanRow("A", "", "R1", "S2", False, "R2", "S2", False, Where("plan.xlsx", "归属", 9), CELLS)
    wishes, _ = asked(moved[1], newcomer)
    assert {wish.station for wish in wishes} == {"S9"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_of_either_language_reads_back_as_it_was_written(tmp_path, lang):
    plan = small_plan(hostile=True)
    with using_language(lang):
        write_workbook(plan, tmp_path / "plan.xlsx")
    read = read_edited_plan(tmp_path / "plan.xlsx")
    assert len(read.rows) == len(plan.assignments)
    before = read.as_written().set_index("estate_id")
    given = plan.assignments.set_index("estate_id")
    assert before["station"].to_dict() == given["station_id"].to_dict()
    assert read.as_it_stands().equals(read.as_written())
    assert {one.locked for one in read.rows} == {True, False}
    assert {one.station_id for one in read.regions.values()} == set(plan.stations["station_id"])


def test_another_workbook_is_not_taken_for_a_plan(tmp_path):
    pd.DataFrame({"小区": ["示例甲苑"], "用房": ["R1"]}).to_excel(tmp_path / "locks.xlsx", index=False)
    assert read_edited_plan(tmp_path / "locks.xlsx") is None
    assert read_edited_plan(tmp_path / "locks.csv") is None
