"""A later ledger against the schedule, estate by estate."""

from datetime import date

import pandas as pd
import pytest

from geo.economics.calendar import Calendar
from geo.economics.rollout.progress import Comparison, compare_ledger
from geo.schema import ROLLOUT
from tests.economics.rollout.towns import JUNE_2021

CALENDAR = Calendar(JUNE_2021, 36)


def planned(estate: str, entry: int | None, *, given: bool = False) -> dict[str, object]:
    return {
        "estate_id": estate, "name": estate, "subdistrict": "示例街道", "firm": "示例物业", "floor_area_m2": 100.0,
        "households": 10, "stage_today": "daily" if given else "none", "entry_month": entry, "is_given": given,
        "contract_month": None if entry is None else entry - 2,
        "entry_on": None if entry is None else CALENDAR.label(entry),
    }  # fmt: skip


def now(estate: str, stage: str, entered: date | None = None, *, known: bool = True) -> dict[str, object]:
    return planned(estate, None) | {
        "planned_id": estate if known else None, "stage": stage, "entered_on": entered, "current_posts": 2.0,
    }  # fmt: skip


def compared(plan: list[dict[str, object]], ledger: list[dict[str, object]], month: int) -> Comparison:
    return compare_ledger(
        ROLLOUT.conform(pd.DataFrame(plan)), pd.DataFrame(ledger), posts={"A": 1.0}, calendar=CALENDAR, month=month,
        deadline=4,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "given", "stage", "entered", "outcome", "slip"),
    [
        (-3, True, "daily", date(2021, 3, 1), "entered", None),
        (2, False, "daily", date(2021, 8, 9), "on_time", 0),
        (2, False, "daily", date(2021, 7, 1), "early", -1),
        (0, False, "daily", date(2021, 8, 1), "late", 2),
        (1, False, "cleanup", None, "due", 2),
        (4, False, "none", None, "behind", None),
        (4, False, "signed", None, "ahead", None),
        (6, False, "none", None, "ahead", None),
        (-3, True, "none", None, "withdrawn", None),
        (None, False, "daily", date(2021, 8, 1), "early", None),
    ],
)
def test_each_outcome(
    entry: int | None, given: bool, stage: str, entered: date | None, outcome: str, slip: int | None
) -> None:
    row = compared([planned("A", entry, given=given)], [now("A", stage, entered)], 2).estates.iloc[0]
    assert row["outcome"] == outcome
    assert (None if pd.isna(row["slip_months"]) else int(row["slip_months"])) == slip


def test_a_date_after_the_month_is_not_there_yet() -> None:
    row = compared([planned("A", 1)], [now("A", "daily", date(2021, 9, 1))], 2).estates.iloc[0]
    assert (row["outcome"], row["stage_now"]) == ("due", "cleanup")


def test_what_the_ledger_lacks_and_what_the_plan_lacks_are_told_apart() -> None:
    found = compared([planned("A", 3)], [now("B", "daily", known=False)], 2).estates.set_index("estate_id")["outcome"]
    assert found.to_dict() == {"A": "missing", "B": "unplanned"}


def test_sums_by_firm_and_sub_district_are_those_of_the_city() -> None:
    made = compared([planned("A", 0), planned("B", 4)], [now("A", "daily", date(2021, 6, 1)), now("B", "none")], 2)
    sums = made.sums.set_index("level")[["estates", "entered", "not_signed", "planned"]]
    assert sums.loc["city"].tolist() == sums.loc["firm"].tolist() == sums.loc["subdistrict"].tolist() == [2, 1, 1, 1]
    assert made.facts["needed_a_month"] == pytest.approx(1 / 2)
    assert made.facts["posts"] == {"estates": 1, "before": 1.0, "now": 2.0}
