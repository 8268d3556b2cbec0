"""Today's stages: what is given, what lies ahead, what the ledger contradicts."""

from datetime import date

import pytest

from geo.findings import Report
from tests.economics.rollout.towns import ground_of


def one(**row: object):  # type: ignore[no-untyped-def]
    report = Report()
    ground = ground_of([{"estate_id": "A", **row}], report=report)
    return ground.standing[0], ground, {finding.rule for finding in report.findings}


def test_an_estate_in_daily_management_is_given_and_never_open() -> None:
    standing, ground, found = one(stage="daily", entered_on=date(2020, 9, 15), signed_on=date(2020, 8, 1))
    assert standing.given_entry == -9
    assert len(ground.open) == 0
    assert found == set()


def test_a_managed_estate_without_a_date_counts_from_the_month_before() -> None:
    assert one(stage="pilot")[0].given_entry == -1


@pytest.mark.parametrize(
    ("stage", "earliest"), [("none", 4), ("survey", 3), ("plan", 2), ("signed", 2), ("cleanup", 1)]
)
def test_the_stages_ahead_say_when_an_estate_may_enter(stage: str, earliest: int) -> None:
    # 6 weeks of clean-up, 12 with consent, 15 with the survey: 2, 3 and 4 months; one under way began last month
    assert one(stage=stage)[0].earliest == earliest


def test_a_clean_up_counts_from_the_date_of_signing() -> None:
    assert one(stage="cleanup", signed_on=date(2021, 1, 5))[0].earliest == 0


def test_an_entry_before_the_contract_is_said_and_the_entry_believed() -> None:
    standing, _, found = one(stage="daily", entered_on=date(2020, 9, 1), signed_on=date(2021, 1, 1))
    assert standing.given_entry == -9
    assert found == {"rollout-entered-before-signed"}


def test_an_estate_entered_but_not_managed_counts_as_entered() -> None:
    standing, _, found = one(stage="signed", entered_on=date(2021, 3, 1), signed_on=date(2021, 2, 1))
    assert standing.given_entry == -3
    assert found == {"rollout-entered-not-managed"}


def test_a_date_of_entry_to_come_is_held() -> None:
    standing, ground, found = one(stage="none", entered_on=date(2021, 12, 1))
    assert standing.given_entry == 6
    assert len(ground.open) == 0
    assert found == {"rollout-future-entry"}


def test_daily_management_with_a_date_to_come_is_said() -> None:
    assert one(stage="daily", entered_on=date(2021, 9, 1))[2] == {"rollout-future-daily"}


def test_a_contract_without_its_stage_is_said() -> None:
    assert one(stage="none", signed_on=date(2021, 1, 1))[2] == {"rollout-signed-not-so"}


def test_an_estate_is_cleaned_up_after_its_renovation() -> None:
    ground = ground_of([{"estate_id": "A"}], renovation_years={"A": 2022})
    assert ground.problem.earliest.tolist() == [19 + 2]  # January 2023 is month 19


def test_a_renovation_of_nobody_is_said() -> None:
    report = Report()
    ground_of([{"estate_id": "A"}], report=report, renovation_years={"无此小区": 2022})
    assert [finding.rule for finding in report.findings] == ["rollout-renovation-unknown"]


def test_a_large_estate_takes_as_many_months_as_its_firm_needs() -> None:
    ground = ground_of([{"estate_id": "A", "floor_area_m2": 100_000.0}, {"estate_id": "B"}], cleanup_m2_month=25_000.0)
    assert ground.leads[:, 2].tolist() == [4, 2]
    assert ground.problem.earliest.tolist() == [6, 4]
