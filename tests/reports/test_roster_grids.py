"""Rosters as grids: every duty in its cell, days off said, weeks of a cycle apart."""

from __future__ import annotations

import pandas as pd

from geo.plan import Plan
from geo.reports.roster_grids import SHIFT_COLOURS, roster_grids
from geo.schema.routing import SHIFT_KINDS
from geo.wording import using_language
from tests.routed_plan import routed_plan


def test_every_duty_is_in_its_cell():
    plan = routed_plan()
    grids = roster_grids(plan)
    assert len(grids) == len(plan.rosters)
    for grid, (_, roster) in zip(grids, plan.rosters.iterrows(), strict=True):
        own = plan.shifts[plan.shifts["roster_id"] == roster["roster_id"]]
        assert sum(cell.kind != "" for person in grid.people for cell in person.cells) == len(own)
        assert [person.person for person in grid.people] == list(own["person"].unique())
        assert sum(person.hours for person in grid.people) == own["hours"].sum()


def test_half_days_share_a_cell_in_the_order_of_the_day():
    plan = routed_plan()
    one = plan.shifts.iloc[[0]]
    halves = pd.concat([one.assign(shift="afternoon", start="13:30"), one.assign(shift="morning", start="08:00")])
    grid, *_ = roster_grids(Plan({**plan.tables, "shifts": halves}, plan.policy))
    cell = grid.people[0].cells[one["weekday"].iloc[0] - 1]
    assert cell.kind == "morning"
    assert [line.split(" ")[0].rstrip("★") for line in cell.words.splitlines()] == ["上午", "下午"]


def test_weeks_of_a_cycle_are_grids_of_their_own():
    plan = routed_plan()
    two = pd.concat([plan.shifts, plan.shifts.assign(week=2)])
    grids = roster_grids(Plan({**plan.tables, "shifts": two}, plan.policy))
    assert len(grids) == 2 * len(plan.rosters)
    assert grids[0].title.endswith("第 1 周")
    assert grids[1].title.endswith("第 2 周")


def test_every_kind_of_shift_has_a_colour_and_a_word():
    assert set(SHIFT_COLOURS) == set(SHIFT_KINDS)
    with using_language("en"):
        grids = roster_grids(routed_plan())
    assert "early 07:00–15:00" in [words for _, words in grids[1].legend]


def test_a_roster_of_an_unknown_station_goes_by_its_id():
    plan = routed_plan()
    lost = Plan({**plan.tables, "stations": plan.stations.iloc[:0]}, plan.policy)
    assert roster_grids(lost)[0].station == plan.rosters["station_id"].iloc[0]
