"""The list of moves: which estates are served elsewhere than in the plan in force, and what each is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.clustering.checker import check
from geo.clustering.improvements import Step
from geo.clustering.moves import MoveBook
from geo.clustering.problem import Ints, Problem
from geo.schema import MOVES
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Words of one sub-district in the problem's order: estates' names, their regions in force, regions by room now."""

    estates: Sequence[str]
    before: Sequence[str]
    after: Mapping[str, str]

    def row(self, problem: Problem, estate: int, source: int, target: int) -> dict[str, object]:
        """Name one move."""
        to_station = problem.room_ids[target]
        return {
            "subdistrict": problem.name,
            "estate_id": problem.estate_ids[estate],
            "name": self.estates[estate],
            "from_station_id": problem.room_ids[source],
            "from_region": self.before[estate] or None,
            "to_station_id": to_station,
            "to_region": self.after.get(to_station),
        }


def steps_table(problem: Problem, steps: Sequence[Step], labels: Labels) -> pd.DataFrame:
    """List moves made one after the other, each with what it gained and the score after it."""
    rows = [
        labels.row(problem, step.estate, step.source, step.target)
        | {
            "number": number,
            "kind": "improvement",
            "gain_cny": step.gain_cny,
            "score_after_cny": step.score_after_cny,
            "remark": text("move.mends") if step.mended else None,
        }
        for number, step in enumerate(steps, start=1)
    ]
    return MOVES.conform(pd.DataFrame(rows, columns=MOVES.names()))


def differences_table(
    problem: Problem, room_of: Ints, before: Ints, labels: Labels, *, kinds: Mapping[int, str], otherwise: str
) -> pd.DataFrame:
    """List the estates that a plan serves elsewhere than before, dearest to undo first.

    Parameters
    ----------
    before : rooms in force, -1 where an estate had none.
    kinds : the kind of some estates' moves; `otherwise` is that of all others.
    """
    book, open_rooms = MoveBook(problem, room_of), set(room_of.tolist())
    rows: list[tuple[tuple[bool, float], dict[str, object]]] = []
    for estate in np.flatnonzero((before >= 0) & (before != room_of)).tolist():
        source, target, kind = int(before[estate]), int(room_of[estate]), kinds.get(estate, otherwise)
        returns = source in open_rooms and _may_return(problem, book, room_of, estate=estate, room=source)
        undone = book.price(estate, source) if returns else None
        key = (kind == otherwise, math.inf if undone is None else -undone)
        rows.append((key, labels.row(problem, estate, source, target) | {"kind": kind, "gain_cny": undone}))
    rows.sort(key=lambda entry: entry[0])
    numbered = [row | {"number": number} for number, (_, row) in enumerate(rows, start=1)]
    return MOVES.conform(pd.DataFrame(numbered, columns=MOVES.names()))


def in_one_order(moves: pd.DataFrame) -> pd.DataFrame:
    """Make one list of the moves of several sub-districts: edits, then the dearest to undo, refused ones last."""
    key = pd.DataFrame(
        {
            "rank": moves["kind"].map({"edit": 0, "refused": 2}).fillna(1),
            "gain": -moves["gain_cny"].fillna(-np.inf),
            "subdistrict": moves["subdistrict"],
            "number": moves["number"],
        }
    )
    ordered = moves.loc[key.sort_values(list(key.columns), kind="stable").index].reset_index(drop=True)
    return MOVES.conform(ordered.assign(number=np.arange(1, len(ordered) + 1)))


def _may_return(problem: Problem, book: MoveBook, room_of: Ints, *, estate: int, room: int) -> bool:
    """Whether an estate could go back by itself; a lock is what the list wants to price, so it does not count."""
    if book.rule_against(estate, room) != "lock":
        return not book.rule_against(estate, room)
    free, back = problem.locked_room.copy(), room_of.copy()
    free[estate], back[estate] = -1, room
    return not check(replace(problem, locked_room=free), back.tolist())
