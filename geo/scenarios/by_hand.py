"""Changes made by hand in a plan.xlsx, on their way through one part: judged, made locks, and told before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.clustering.lawful_edits import lawful_edits, locks_of
from geo.clustering.layout import keyed
from geo.clustering.move_list import Labels
from geo.clustering.problem import Ints, Problem
from geo.findings import Report
from geo.io.companions.edits import Edit, Edits
from geo.scenarios.ground import Ground
from geo.schema import MOVES
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class ByHand:
    """The edits of one part, each granted or refused, the locks they make, and the plan before: region and station."""

    edits: tuple[Edit, ...]
    locks: pd.DataFrame
    before: pd.DataFrame

    def rooms_before(self, problem: Problem) -> Ints:
        """Return the rooms of the plan that was edited, -1 where unknown, shape ``(n,)``."""
        stations = dict(zip(self.before["estate_id"], self.before["station"], strict=True))
        position = {room: j for j, room in enumerate(problem.room_ids)}
        return np.array([position.get(stations.get(estate) or "", -1) for estate in problem.estate_ids], np.int32)

    def kinds(self, problem: Problem) -> Mapping[int, str]:
        """Mark the estates that were moved by hand; what else moves, follows."""
        moved = {edit.estate_id for edit in self.edits if edit.moves and not edit.refusal}
        return {position: "edit" for position, estate in enumerate(problem.estate_ids) if estate in moved}

    def told(self, made: pd.DataFrame, problem: Problem, labels: Labels) -> pd.DataFrame:
        """Put the cells beside the moves that they ask for, and the refused ones at the end."""
        granted = {edit.estate_id: edit.cell for edit in self.edits if not edit.refusal and edit.moves}
        made = made.assign(remark=made["estate_id"].map(granted))
        refused = [edit for edit in self.edits if edit.refusal]
        position = {estate: i for i, estate in enumerate(problem.estate_ids)}
        rows = [
            {
                "number": len(made) + number,
                "kind": "refused",
                "subdistrict": problem.name,
                "estate_id": edit.estate_id,
                "name": labels.estates[position[edit.estate_id]],
                "from_station_id": edit.before_station,
                "from_region": labels.before[position[edit.estate_id]] or None,
                "to_station_id": edit.station,
                "remark": edit.refusal,
            }
            for number, edit in enumerate(refused, start=1)
        ]
        if not rows:
            return MOVES.conform(made)
        return MOVES.conform(pd.DataFrame([*made.to_dict("records"), *rows], columns=MOVES.names()))


def by_hand(ground: Ground, report: Report) -> ByHand | None:
    """Judge the edits of a part; None where no edited workbook was given."""
    given = ground.part.companions.edits
    if given is None:
        return None
    silent = Report()  # the problem is built again with the locks, and reported on then
    problem = ground.problem(silent, locks=None)
    names = keyed(ground.rooms, "room_id").loc[list(problem.room_ids)]["name"]
    edits = lawful_edits(
        problem,
        given.wishes,
        links=ground.neighbourhood.links,
        room_names=[name if isinstance(name, str) else None for name in names],
        barriers_are_hard=ground.part.policy.regions.barriers == "hard",
        report=report,
    )
    return ByHand(tuple(edits), locks_of(edits), given.before)


def regions_before(estates: gpd.GeoDataFrame, hand: ByHand | None) -> list[str]:
    """Return the region of each estate in the plan before: the edited one, else the one in force."""
    if hand is not None:
        regions = dict(zip(hand.before["estate_id"], hand.before["region"], strict=True))
        return [regions.get(estate) or "" for estate in estates.index]
    return [word if isinstance(word, str) else "" for word in estates["current_region"]]


def refuse_absent(edits: Edits | None, planned: pd.DataFrame, report: Report) -> None:
    """Report the edits of estates that are not planned this time."""
    known = set(planned["estate_id"])
    for edit in () if edits is None else edits.wishes:
        if edit.estate_id not in known and not edit.refusal:
            found = text("edit-not-planned.found", cell=edit.cell, estate=edit.estate_id)
            report.find("edit-not-planned", severity="error", where=edit.where, found=found, estate_id=edit.estate_id)


def edit_facts(edits: Edits, moves: pd.DataFrame) -> dict[str, int]:
    """Count what was asked by hand and what became of it, for summary.json."""
    counts = moves["kind"].value_counts()
    granted, refused = int(counts.get("edit", 0)), int(counts.get("refused", 0))
    asked = [edit for edit in edits.wishes if edit.moves]
    return {
        "asked": len(asked),
        "granted": granted,
        "refused": max(refused, sum(bool(edit.refusal) for edit in edits.wishes), len(asked) - granted),
        "followed": int(counts.get("follow", 0)),
        "locked": len(edits.wishes) - len(asked),
    }
