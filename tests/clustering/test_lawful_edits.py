"""Which changes made by hand the hard rules allow."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.clustering.lawful_edits import lawful_edits, locks_of
from geo.findings import Report, Where
from geo.io.companions.edits import Edit
from tests.clustering.instances import pairs, town


def edit(estate: int, station: str, cell: str = "归属!J4") -> Edit:
    return Edit(f"E{estate:03d}", station, "R000", cell, Where("plan.xlsx", "归属", 4, "J4"))


def links_of(problem, *, crossing=()):
    return pd.DataFrame(
        {
            "from_estate_id": [problem.estate_ids[a] for a, _ in problem.links],
            "to_estate_id": [problem.estate_ids[b] for _, b in problem.links],
            "crosses_barrier": [k in crossing for k in range(len(problem.links))],
        }
    )


def chain(count=6):
    """Estates in a row, each linked with the next; a room in every one."""
    problem = town(count, seed=1)
    links = pairs(*((i, i + 1) for i in range(count - 1)))
    return replace(problem, links=links, link_cny=np.zeros(len(links)))


def judge(problem, *edits, crossing=(), hard=True):
    report = Report()
    names = [f"用房{j}" for j in range(problem.room_count)]
    links = links_of(problem, crossing=crossing)
    return lawful_edits(
        problem, edits, links=links, room_names=names, barriers_are_hard=hard, report=report
    ), report  # fmt: skip


def test_a_lawful_change_becomes_a_lock_by_id_or_by_name():
    done, report = judge(chain(), edit(0, "R001"), edit(2, "用房3"))
    assert [one.station for one in done] == ["R001", "R003"]
    assert not report.findings
    assert locks_of(done)[["estate", "room"]].to_numpy().tolist() == [["E000", "R001"], ["E002", "R003"]]


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("edit-station-unknown", {}),
        ("edit-room-forbidden", {"is_forbidden": np.arange(6) == 5}),
        ("edit-too-far", {"pair_cny": np.where(np.arange(6) == 5, np.inf, np.ones((6, 6)))}),
    ],
)
def test_unlawful_changes_are_refused_with_their_cell(rule, change):
    word = "别处" if rule == "edit-station-unknown" else "R005"
    (done,), report = judge(replace(chain(), **change), edit(0, word))
    assert done.refusal
    assert [(f.rule, f.severity, f.sheet, f.row, f.column) for f in report.findings] == [
        (rule, "error", "归属", 4, "J4")
    ]
    assert "归属!J4" in report.findings[0].found
    assert locks_of([done]).empty


def test_a_barrier_without_a_crossing_is_not_crossed_by_hand():
    problem = chain()
    (over, near), report = judge(problem, edit(0, "R005"), edit(1, "R000"), crossing=(2,))
    assert [f.rule for f in report.findings] == ["edit-across-barrier"]
    assert over.refusal
    assert not near.refusal
    (priced,), report = judge(problem, edit(0, "R005"), crossing=(2,), hard=False)
    assert not priced.refusal


def test_an_estate_that_has_no_room_on_its_side_may_cross():
    problem = replace(chain(), is_forbidden=np.arange(6) < 3)
    (done,), report = judge(problem, edit(0, "R005"), crossing=(2,))
    assert not done.refusal
    assert not report.findings


def test_a_station_cannot_lose_its_estate_and_gain_another():
    done, report = judge(chain(), edit(0, "R001"), edit(1, "R002"), edit(4, "R005"))
    assert [bool(one.refusal) for one in done] == [True, True, False]
    assert [f.rule for f in report.findings] == ["edit-conflict"] * 2


def test_what_was_refused_before_stays_refused_and_is_said_once():
    done, report = judge(chain(), replace(edit(0, "R001"), refusal="说过了"))
    assert done[0].refusal == "说过了"
    assert not report.findings
