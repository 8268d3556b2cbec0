"""Capacities by firm and month."""

import pytest

from geo.errors import InputError
from tests.economics.rollout.towns import ground_of

ROWS = [{"estate_id": "A", "firm": "示例物业甲"}, {"estate_id": "B", "firm": "示例物业乙"}]


def test_a_row_changes_one_firm_in_its_months() -> None:
    change = {"firm": "示例物业甲", "from": "2021-08", "to": "2021-09", "entries": 0}
    ground = ground_of(ROWS, capacity=[change])
    own = ground.firms.index("示例物业甲")
    assert ground.problem.limit[4 * own + 2, :5].tolist() == [20, 20, 0, 0, 20]
    assert ground.problem.limit[4 * (1 - own) + 2, :5].tolist() == [20] * 5


def test_a_row_without_a_firm_changes_all_and_a_later_row_wins() -> None:
    ground = ground_of(ROWS, capacity=[{"entries": 5}, {"firm": "示例物业乙", "entries": 7}])
    assert sorted(ground.problem.limit[2::4, 0].tolist()) == [5, 7]


def test_a_firm_that_no_estate_has_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"示例物业丁.*示例物业"):
        ground_of(ROWS, capacity=[{"firm": "示例物业丁", "entries": 5}])
