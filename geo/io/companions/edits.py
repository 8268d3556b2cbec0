"""What a planner changed in plan.xlsx, as wishes: this estate to that station.

A changed region or station cell becomes a lock on the station; 锁定 set to yes locks the station that stands there.
Wishes that no plan can grant are refused here; what depends on rooms, links and walks is judged where these are known
(`geo.clustering.lawful_edits`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from geo.findings import Report, Where
from geo.io.companions.cells import folded
from geo.io.companions.edited_plan import EditedPlan, PlanRow
from geo.io.companions.estate_names import EstateNames
from geo.wording import text


@dataclass(frozen=True, slots=True)
class Edit:
    """One wish: an estate to be served from a station, named by the cell that says so.

    `moves` is False where only the lock was set. `refusal` says why it cannot be granted; empty where it can.
    """

    estate_id: str
    station: str
    before_station: str
    cell: str
    where: Where
    moves: bool = True
    refusal: str = ""

    def refused(self, rule: str, report: Report, **words: object) -> Edit:
        """Return the edit with its refusal, and report it."""
        found = text(f"{rule}.found", cell=self.cell, **words)
        report.find(rule, severity="error", where=self.where, found=found, estate_id=self.estate_id)
        return replace(self, refusal=found)


@dataclass(frozen=True, slots=True, eq=False)
class Edits:
    """All wishes of one workbook, and the plan as it was before: estate_id, region, station."""

    wishes: tuple[Edit, ...]
    before: pd.DataFrame

    def of(self, estate_ids: Collection[str]) -> Edits:
        """Return what concerns some estates only."""
        wishes = tuple(wish for wish in self.wishes if wish.estate_id in estate_ids)
        return Edits(wishes, self.before[self.before["estate_id"].isin(list(estate_ids))])


def edits_of(plan: EditedPlan, *, estates: pd.DataFrame, join: Sequence[Sequence[str]], report: Report) -> Edits:
    """Collect the changed cells and refuse those that name no region, another sub-district, or two things at once.

    Parameters
    ----------
    estates : the ledger's, with estate_id, name and subdistrict.
    join : sub-districts planned together; a station of one may serve the other.
    """
    names = EstateNames.of(estates)
    home = dict(zip(estates["estate_id"], estates["subdistrict"], strict=True))
    wishes = [_placed(wish, plan, home, join, report) for row in plan.rows for wish in _wish(row, plan, names, report)]
    return Edits(tuple(_without_twins(wishes, report)), plan.as_written())


def _wish(row: PlanRow, plan: EditedPlan, names: EstateNames, report: Report) -> Iterator[Edit]:
    """Say what one row asks for: nothing, a lock, or another station."""
    region_changed, station_changed = _is_changed(row, "region", report), _is_changed(row, "station", report)
    if not (region_changed or station_changed or row.locked):
        return
    column = "station_id" if station_changed else "region_id" if region_changed else "locked"
    where = replace(row.where, column=row.cells[column])
    estate = names.resolve(row.estate_id, where, report)
    if not estate:
        return
    cell = f"{row.where.sheet}!{row.cells[column]}"
    asked = plan.station_id(row.station) or row.station
    wish = Edit(estate, asked if station_changed else row.before_station, row.before_station, cell, where)
    if not (region_changed or station_changed):
        yield replace(wish, moves=False)
    elif not region_changed:
        yield wish
    elif (region := plan.region(row.region)) is None:
        yield wish.refused("edit-region-unknown", report, region=row.region)
    elif station_changed and plan.station_of_region(region) != asked:
        yield wish.refused("edit-two-ways", report, region=region.name, station=row.station)
    else:
        yield replace(wish, station=plan.station_of_region(region))


def _is_changed(row: PlanRow, name: str, report: Report) -> bool:
    now, before = getattr(row, name), getattr(row, f"before_{name}")
    if now == "" and before != "":
        cell = f"{row.where.sheet}!{row.cells[f'{name}_id']}"
        report.find("edit-blank", severity="warning", where=row.where, found=text("edit-blank.found", cell=cell))
        return False
    return folded(now) != folded(before)


def _placed(wish: Edit, plan: EditedPlan, home: dict[str, str], join: Sequence[Sequence[str]], report: Report) -> Edit:
    """Refuse a station of another sub-district, unless the two are planned together."""
    region, own = plan.region_of_station(wish.station), home.get(wish.estate_id)
    if wish.refusal or region is None or own is None or region.subdistrict == own:
        return wish
    if any({own, region.subdistrict} <= set(group) for group in join):
        return wish
    return wish.refused("edit-elsewhere", report, station=wish.station, there=region.subdistrict, here=own)


def _without_twins(wishes: Sequence[Edit], report: Report) -> Iterator[Edit]:
    """Refuse the wishes of an estate that stands in several rows and asks for different stations."""
    asked: dict[str, set[str]] = {}
    for wish in wishes:
        asked.setdefault(wish.estate_id, set()).add(folded(wish.station))
    for wish in wishes:
        if len(asked[wish.estate_id]) > 1 and not wish.refusal:
            yield wish.refused("edit-twice", report, estate=wish.estate_id)
        else:
            yield wish
