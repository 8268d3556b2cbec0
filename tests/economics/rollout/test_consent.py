"""Votes of owners against the thresholds of the Civil Code, by number and by area."""

import pandas as pd
import pytest

from geo.economics.rollout.consent import agreed_in, consent_facts, consent_table
from geo.economics.rollout.priorities import refusal_of
from geo.policy.rollout import RolloutPolicy
from tests.economics.rollout.towns import ground_of


def votes(*rows: tuple[int, float, int, float, int, float]) -> pd.DataFrame:
    names = ("owners", "area_m2", "owners_voting", "area_voting_m2", "owners_agreeing", "area_agreeing_m2")
    made = pd.DataFrame(rows, columns=list(names))
    return made.assign(estate_id="A", building=[f"{number}幢" for number in range(1, len(rows) + 1)])


@pytest.mark.parametrize(
    ("row", "passed"),
    [
        ((30, 3000.0, 20, 2000.0, 11, 1100.0), True),  # two thirds take part, more than half of them agree
        ((30, 3000.0, 19, 2000.0, 19, 2000.0), False),  # too few take part, by number
        ((30, 3000.0, 20, 1900.0, 20, 1900.0), False),  # by area
        ((30, 3000.0, 20, 2000.0, 10, 1500.0), False),  # half is not more than half
        ((30, 3000.0, 0, 0.0, 0, 0.0), False),
    ],
)
def test_both_shares_count_by_number_and_by_area(row: tuple[int, float, int, float, int, float], passed: bool) -> None:
    table = consent_table(votes(row), policy=RolloutPolicy())
    assert table["passed"].tolist() == [passed, passed]


def test_the_estate_is_the_sum_of_its_buildings_and_decides() -> None:
    table = consent_table(votes((10, 1000.0, 10, 1000.0, 10, 1000.0), (10, 1000.0, 4, 400.0, 1, 100.0)),
                          policy=RolloutPolicy())  # fmt: skip
    assert table["passed"].tolist() == [True, False, True]
    assert table["owners"].tolist() == [10, 10, 20]
    assert agreed_in({"consents": table}) == {"A"}
    assert consent_facts(table) == {"consents": {"estates": 1, "passed": 1}}


def test_making_the_table_again_from_itself_changes_nothing() -> None:
    table = consent_table(votes((10, 1000.0, 10, 1000.0, 10, 1000.0)), policy=RolloutPolicy())
    pd.testing.assert_frame_equal(consent_table(table, policy=RolloutPolicy()), table)


def test_owners_who_agreed_do_not_refuse_in_the_courses() -> None:
    ground = ground_of([{"estate_id": "A"}, {"estate_id": "B"}])
    assert (refusal_of(ground) > 0).all()
    assert consent_table(pd.DataFrame(), policy=RolloutPolicy()).empty
