"""Prices of moves against the score itself, and the hard rules against the checker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.clustering.checker import check
from geo.clustering.moves import MoveBook
from geo.clustering.region_cost import score
from tests.clustering.solved import RULES, solved


def _moved(room_of, estate, room):
    after = np.array(room_of)
    after[estate] = room
    return after


@pytest.mark.parametrize("seed", range(6))
def test_the_price_of_a_move_is_the_change_of_the_whole_score(seed):
    random = np.random.default_rng(seed)
    made = solved(
        columns=4,
        rows=3,
        hosts=(0, 3, 8),
        room_of=tuple(random.integers(0, 3, 12).tolist()),
        area=tuple(random.choice([4_000.0, 25_000.0, 300_000.0, 500_000.0], 12).tolist()),
        community=tuple(random.choice(["甲社区", "乙社区", ""], 12).tolist()),
        problem_changes={"link_cny": random.choice([0.0, 2_000.0], 17)},
    )
    book = MoveBook(made.problem, made.solution.room_of)
    before = score(made.problem, made.solution.room_of).total
    for estate in range(12):
        for room in set(made.solution.room_of.tolist()) - {made.solution.room_of[estate]}:
            change = score(made.problem, _moved(made.solution.room_of, estate, room)).total - before
            assert book.price(estate, room) == pytest.approx(change, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000))
def test_a_move_is_allowed_where_the_checker_finds_no_new_fault(seed):
    random = np.random.default_rng(seed)
    room_of = np.array([0, 0, 1, 0, 0, 1, 1, 1, 1])
    together = random.choice(np.flatnonzero(room_of == 0), (1, 2), replace=False).astype(np.int32)
    apart = np.array([[random.choice([1, 3, 4]), random.choice([2, 7, 8])]], np.int32)
    none = np.zeros((0, 2), np.int32)
    made = solved(
        columns=3,
        rows=3,
        hosts=(0, 5),
        room_of=tuple(room_of.tolist()),
        area=tuple(random.choice([4_000.0, 60_000.0, 110_000.0], 9).tolist()),
        problem_changes={
            "rules": replace(RULES, area_hard=bool(random.integers(2)), mini_hard=bool(random.integers(2))),
            "must_link": together if random.integers(2) else none,
            "cannot_link": apart if random.integers(2) else none,
            "capacity_households": np.array([1_500.0, np.inf]),
            "locked_room": np.where(random.random(9) < 0.2, room_of, -1).astype(np.int32),
        },
    )
    assume(not check(made.problem, room_of))
    book = MoveBook(made.problem, room_of)
    for estate in range(9):
        room = 1 - int(room_of[estate])
        faults = check(made.problem, _moved(room_of, estate, room))
        assert bool(book.rule_against(estate, room)) == bool(faults), (estate, faults)


def test_the_second_best_is_the_cheapest_allowed_station():
    made = solved(columns=5, rows=1, hosts=(0, 2, 4), room_of=(0, 0, 1, 1, 2))
    move = MoveBook(made.problem, made.solution.room_of).second_best(3)
    assert (move.room, move.rule) == (2, "")
    after = score(made.problem, _moved(made.solution.room_of, 3, 2)).total
    assert move.price_cny == pytest.approx(after - score(made.problem, made.solution.room_of).total)


def test_where_no_move_is_allowed_the_rule_in_the_way_is_named():
    made = solved(columns=4, rows=1)
    book = MoveBook(made.problem, made.solution.room_of)
    assert (book.second_best(0).price_cny, book.second_best(0).rule) == (None, "host")
    locked = np.array([-1, 0, -1, -1], np.int32)
    made = solved(problem_changes={"locked_room": locked})
    assert MoveBook(made.problem, made.solution.room_of).second_best(1).rule == "lock"


def test_an_estate_that_holds_its_region_together_cannot_leave():
    made = solved(columns=3, rows=2, hosts=(0, 5), room_of=(0, 0, 0, 1, 1, 1))
    assert MoveBook(made.problem, made.solution.room_of).rule_against(1, 1) == "cuts"


def test_with_one_station_there_is_no_second_best():
    made = solved(hosts=(0,), room_of=(0, 0, 0, 0))
    move = MoveBook(made.problem, made.solution.room_of).second_best(2)
    assert (move.room, move.price_cny) == (-1, None)
