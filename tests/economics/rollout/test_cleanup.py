"""Public money for the clean-up: the account's list of works, or a price in its place, which is said."""

import pytest

from geo.economics.rollout.cleanup import cleanup_cny
from geo.findings import Report
from geo.policy import Policy
from tests.economics.rollout.towns import ground_of

ROW = {"estate_id": "A", "floor_area_m2": 10_000.0, "households": 120, "parking_bays": 30}


def cost(**settings: object) -> tuple[float, list[str]]:
    report = Report()
    money = cleanup_cny(ground_of([ROW]).estates, Policy().with_settings(settings), report)
    return float(money[0]), [one.rule for one in report.findings]


def test_the_firm_pays_everything_where_nothing_is_said() -> None:
    assert cost() == (0.0, [])


def test_works_that_government_pays_are_public_money_by_the_accounts_prices() -> None:
    """30 bays x 60 yuan and 1 % of 10,000 m2 of road x 120 yuan."""
    payers = {"bay_lines": "government", "road_patches": "government", "clearing": "renovation"}
    assert cost(**{"budget.cleanup.payers": payers}) == (30 * 60.0 + 100 * 120.0, [])


def test_a_price_stands_in_the_place_of_the_list_and_says_so() -> None:
    assert cost(**{"rollout.cleanup_cny_m2": 2.0}) == (pytest.approx(20_000.0), ["rollout-cleanup-price"])
