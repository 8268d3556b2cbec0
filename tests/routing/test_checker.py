"""The checker of a plan's rounds: silent on good tables, and each rule broken once is named."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tests.routing.town_rounds import Case, solved_case


@pytest.fixture(scope="module")
def case() -> Case:
    return solved_case(["repair", "waste", "inspection"], {"rounds.waste.capacity_bins": 40})


def changed(case: Case, table: str, change: Callable[[pd.DataFrame], object]) -> set[str]:
    frame = case.tables[table].copy()
    made = change(frame)
    return case.violations(**{table: made if isinstance(made, pd.DataFrame) else frame})


def put(column: str, value: object, kind: str = "visit") -> Callable[[pd.DataFrame], object]:
    """Change one cell of the first row of a kind (or of any row, for tables without kinds)."""

    def change(frame: pd.DataFrame) -> None:
        rows = frame.index[frame["kind"] == kind] if "kind" in frame else frame.index
        before = frame.loc[rows[0], column]
        frame.loc[rows[0], column] = value(before) if callable(value) else value

    return change


def test_good_tables_break_nothing(case: Case) -> None:
    assert case.violations() == set()
    assert {"visit", "break", "reload", "return"} <= set(case.tables["visits"]["kind"])


@pytest.mark.parametrize(
    ("rule", "table", "change"),
    [
        ("arrival", "visits", put("arrive_s", lambda seconds: seconds - 60)),
        ("leg", "visits", put("leg_min", lambda minutes: minutes + 1)),
        ("leg", "visits", put("leg_m", lambda metres: metres + 5)),
        ("leg", "visits", put("estate_id", "nobody")),
        ("times", "visits", put("start_s", lambda seconds: seconds + 36_000)),
        ("wait", "visits", put("wait_min", 3.0)),
        ("work", "visits", put("work_min", lambda minutes: minutes + 2)),
        ("clock", "visits", put("arrive", "25:61")),
        ("sequence", "visits", put("sequence", 9)),
        ("service", "visits", put("leave_s", lambda seconds: seconds + 30)),
        ("same-crew", "visits", put("crew_id", "another")),
        ("crew", "visits", put("crew_id", "another")),
        ("days", "visits", put("weekday", 7)),
        ("visit", "visits", put("part", 99)),
        ("rest", "visits", put("start_s", lambda seconds: seconds + 60, "break")),
        ("unload", "visits", put("leave_s", lambda seconds: seconds + 60, "reload")),
        ("round", "visits", put("round_id", "nowhere")),
        ("crew", "rounds", put("crew_id", "nobody")),
        ("day", "rounds", put("weekday", 7)),
        ("hours", "rounds", put("start_s", 3_600)),
        ("day-length", "rounds", put("start_s", 3_600)),
        ("return", "rounds", put("finish_s", lambda seconds: seconds + 60)),
        ("clock", "rounds", put("finish", "00:00")),
        ("sum", "rounds", put("distance_m", 1.0)),
        ("sum", "rounds", put("stops", 99)),
        ("trips", "rounds", put("trips", 9)),
        ("crew-sum", "crews", put("visits_week", 1_000)),
        ("crew-sum", "crews", put("longest_day_min", 1.0)),
        ("needs", "crew_needs", put("crews", 99)),
    ],
)
def test_a_broken_rule_is_named(case: Case, rule: str, table: str, change: Callable[[pd.DataFrame], object]) -> None:
    assert rule in changed(case, table, change)


def test_a_visit_that_is_missing_is_named(case: Case) -> None:
    visits = case.tables["visits"]
    gone = visits.drop(index=visits.index[visits["kind"] == "visit"][0])
    assert {"days", "arrival"} & case.violations(visits=gone)


def test_an_estate_without_visits_must_stand_among_the_unserved(case: Case) -> None:
    visits = case.tables["visits"]
    estate = visits.loc[(visits["role"] == "inspection") & (visits["kind"] == "visit"), "estate_id"].iloc[0]
    gone = visits[~((visits["role"] == "inspection") & (visits["estate_id"] == estate))]
    assert "unserved" in case.violations(visits=gone)


def test_a_second_round_of_a_crew_on_one_day_is_named(case: Case) -> None:
    twice = case.tables["rounds"].copy()
    twice.loc[1, ["crew_id", "weekday"]] = twice.loc[0, ["crew_id", "weekday"]].to_numpy()
    assert "crew-twice" in case.violations(rounds=twice)


def test_a_round_over_noon_without_a_rest_is_named(case: Case) -> None:
    visits = case.tables["visits"]
    assert "rest" in case.violations(visits=visits[visits["kind"] != "break"])


def test_a_truck_with_too_much_is_named(case: Case) -> None:
    visits = case.tables["visits"]
    assert "capacity" in case.violations(visits=visits[visits["kind"] != "reload"])


def test_work_outside_its_window_is_named(case: Case) -> None:
    early = case.policy.with_settings({"rounds.waste.windows": [["11:00", "11:10"]]})
    moved = Case(case.tables, case.asked, early, case.legs, case.weeks, case.solved)
    assert "window" in moved.violations()
