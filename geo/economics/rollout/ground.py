"""From a plan's tables to the entries still open: one place where ids become positions and stages become uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.economics.calendar import Calendar
from geo.economics.rollout.capacity import STAGES, capacities
from geo.economics.rollout.cleanup import cleanup_cny
from geo.economics.rollout.complaints import complaint_ratio, tell_complaints
from geo.economics.rollout.consent import agreed_in
from geo.economics.rollout.problem import UNLIMITED, Bools, EntryProblem, Floats, Longs, Money
from geo.economics.rollout.standing import Leads, Standing, standings
from geo.findings import Report
from geo.policy import Policy
from geo.wording import text

SURVEYS, CLEANUP, ENTRIES, STATIONS = range(len(STAGES))
_SLACK = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Every planned estate in the order of ids, and the problem of those whose entry is open.

    Attributes
    ----------
    estates : ledger columns with region_id, group_id, station_id and `firm` (the ledger's, else the plan's).
    standing : where each stands today.
    open : positions of the open estates; the problem counts them in this order.
    leads : months from survey, plan and clean-up to the entry, ``(n, 3)``, of every estate.
    firms : names in order; resource ``4 f + stage`` is what firm f can do.
    problem : without a priority: every weight is 0.
    agreed : ids of estates whose owners have agreed by vote.
    complaints : orders of every estate against the mean (`complaint_ratio`); None where they do not count.
    """

    estates: pd.DataFrame
    standing: list[Standing]
    open: Longs
    leads: Longs
    firms: list[str]
    calendar: Calendar
    policy: Policy
    problem: EntryProblem
    station_ids: list[str]
    agreed: frozenset[str] = frozenset()
    complaints: Floats | None = None

    def given(self) -> Longs:
        """Return the month of each entry that is given; the horizon where it is open, ``(n,)``."""
        months = [self.calendar.months if one.given_entry is None else one.given_entry for one in self.standing]
        return np.array(months, dtype=np.int64)

    def entries(self, entry: Longs) -> Longs:
        """Return the month of entry of every estate, given or scheduled."""
        months = self.given()
        months[self.open] = entry
        return months


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What the parts of the problem are made from; arrays over all planned estates."""

    tables: Mapping[str, pd.DataFrame]
    estates: pd.DataFrame
    standing: list[Standing]
    pool: Longs
    area: Floats
    leads: Longs
    policy: Policy
    calendar: Calendar
    report: Report

    def open(self) -> Longs:
        """List the positions of the estates whose entry is open."""
        return np.array([at for at, one in enumerate(self.standing) if one.given_entry is None], dtype=np.int64)


def entry_ground(tables: Mapping[str, pd.DataFrame], *, policy: Policy, calendar: Calendar, report: Report) -> Ground:
    """Read a plan's tables; contradictions and overdrawn capacities become findings.

    Raises
    ------
    InputError
        Where a capacity names a firm that no estate has.
    """
    estates = _planned(tables)
    standing = standings(estates, policy=policy, calendar=calendar, report=report)
    firms = sorted(set(estates["firm"]))
    pool = np.array([firms.index(name) for name in estates["firm"]], dtype=np.int64)
    limits = capacities(firms, policy=policy.rollout, calendar=calendar)
    area = estates["floor_area_m2"].fillna(0.0).to_numpy(float)
    leads = _leads(area, limits[pool, CLEANUP], standing, policy)
    given = _Given(tables, estates, standing, pool, area, leads, policy, calendar, report)
    chosen = given.open()
    station_ids, station = _stations(given)
    resource, offset, amount = _uses(given)
    problem = EntryProblem(
        months=calendar.months,
        weight=np.zeros(len(chosen)),
        earliest=_earliest(given),
        latest=np.full(len(chosen), calendar.months - 1, dtype=np.int64),
        resource=resource,
        offset=offset,
        amount=amount,
        limit=_left(limits, given).reshape(-1, calendar.months),
        station=station,
        openings=_openings(station_ids, station, pool[chosen]),
        group=_groups(estates)[chosen],
        group_weight=np.zeros(estates["group_id"].dropna().nunique()),
        window=policy.rollout.group_window_months,
        money=_money(given, station_ids),
    )
    ratio = complaint_ratio(tables, estates, policy.rollout.need)
    tell_complaints(ratio, policy.rollout.need, report)
    agreed = agreed_in(tables)
    return Ground(estates, standing, chosen, leads, firms, calendar, policy, problem, station_ids, agreed, ratio)


def _planned(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Join the planned estates with their region, group, station and firm, in the order of ids."""
    assigned = tables["assignments"].drop_duplicates("estate_id").set_index("estate_id")
    own = tables["estates"].drop_duplicates("estate_id")
    own = pd.DataFrame(own.drop(columns="geometry", errors="ignore")).set_index("estate_id", drop=False)
    own = own[own.index.isin(assigned.index)].sort_index(kind="stable")
    for name in ("region_id", "group_id", "station_id"):
        own[name] = assigned[name].reindex(own.index).astype("object")
    of_region = tables["regions"].drop_duplicates("region_id").set_index("region_id")["firm"]
    stated = own["firm"].astype("object")
    planned = own["region_id"].map(of_region).astype("object")
    own["firm"] = stated.where(stated.notna() & (stated != ""), planned).where(lambda known: known.notna(), "")
    return own.reset_index(drop=True)


def _leads(area: Floats, cleanup: Floats, standing: list[Standing], policy: Policy) -> Longs:
    """Return months from each stage to the entry; a clean-up lasts longer where a firm cannot do it faster."""
    usual = Leads.of(policy.rollout, policy.travel.weeks_a_month)
    most = cleanup.max(axis=1, initial=0.0)
    needed = np.ceil(area / np.where(most > 0, most, np.inf) - 1e-9)
    begun = np.array(["cleanup" in one.begun for one in standing])
    longer = np.where(begun, 0, np.maximum(0, needed - usual.cleanup)).astype(np.int64)
    if usual.cleanup == 0:
        longer = np.zeros_like(longer)
    return np.column_stack([longer + months for months in (usual.survey, usual.plan, usual.cleanup)]).astype(np.int64)


def _earliest(given: _Given) -> Longs:
    """Put off an entry by the months that a large clean-up takes longer than usual."""
    shortest = given.leads[:, 2].min() if len(given.leads) else 0
    months = [given.standing[at].earliest + given.leads[at, 2] - shortest for at in given.open()]
    return np.array(months, dtype=np.int64)


def _uses(given: _Given) -> tuple[Longs, Longs, Floats]:
    """Write what each open estate uses: its entry, its survey, its clean-up spread evenly over its months."""
    chosen, leads = given.open(), given.leads
    longest = int(leads[chosen, 2].max(initial=0))
    shape = (len(chosen), 2 + longest)
    resource, offset = np.full(shape, -1, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    amount = np.zeros(shape)
    for row, at in enumerate(chosen):
        base, one = len(STAGES) * given.pool[at], given.standing[at]
        resource[row, 0], amount[row, 0] = base + ENTRIES, 1.0
        if one.stage == "none":
            resource[row, 1], offset[row, 1], amount[row, 1] = base + SURVEYS, -leads[at, 0], 1.0
        months = 0 if "cleanup" in one.begun else int(leads[at, 2])
        for month in range(months):
            resource[row, 2 + month], offset[row, 2 + month] = base + CLEANUP, month - months
            amount[row, 2 + month] = given.area[at] / months
    return resource, offset, amount


def _left(limits: Floats, given: _Given) -> Floats:
    """Take away what is given: dated entries and clean-ups under way. Nothing goes below zero; it is said instead."""
    left, area, pool, horizon = limits.copy(), given.area, given.pool, given.calendar.months
    for at, one in enumerate(given.standing):
        months = max(1, int(given.leads[at, 2]))
        if one.given_entry is not None and 0 <= one.given_entry < horizon:
            left[pool[at], ENTRIES, one.given_entry] -= 1
            left[pool[at], CLEANUP, max(0, one.given_entry - months) : one.given_entry] -= area[at] / months
        elif one.given_entry is None and "cleanup" in one.begun:
            left[pool[at], CLEANUP, : one.earliest] -= area[at] / months
    over = np.argwhere(left < -_SLACK)
    if len(over):
        stage, month = text(f"rollout.stage.{STAGES[over[0, 1]]}"), given.calendar.label(int(over[0, 2]))
        found = text("rollout-over-capacity.found", count=len(over), stage=stage, month=month)
        given.report.find("rollout-over-capacity", found=found)
    return np.maximum(0.0, left)


def _stations(given: _Given) -> tuple[list[str], Longs]:
    """Count the stations still to be opened: those of entered or dated estates and rooms in use are open."""
    chosen, rooms = given.open(), given.tables["rooms"]
    if not given.policy.rollout.stations_first:
        return [], np.full(len(chosen), -1, dtype=np.int64)
    in_use = rooms.loc[rooms["fixed"].astype("boolean").fillna(value=False).astype(bool), "room_id"]
    is_given = [one.given_entry is not None for one in given.standing]
    open_now = {str(name) for name in given.estates.loc[is_given, "station_id"].dropna()} | {
        str(name) for name in in_use
    }
    wanted = given.estates["station_id"].iloc[chosen]
    waiting = sorted({str(name) for name in wanted.dropna()} - open_now)
    position = {name: at for at, name in enumerate(waiting)}
    return waiting, np.array([position.get(str(name), -1) for name in wanted], dtype=np.int64)


def _openings(station_ids: list[str], station: Longs, pool: Longs) -> Longs:
    """Let a station be opened by the firm of the first of its estates."""
    firms = [pool[np.flatnonzero(station == at)[0]] for at in range(len(station_ids))]
    return np.array([len(STAGES) * firm + STATIONS for firm in firms], dtype=np.int64)


def _groups(estates: pd.DataFrame) -> Longs:
    known = sorted(estates["group_id"].dropna().unique())
    position = {name: at for at, name in enumerate(known)}
    return np.array([position.get(name, -1) for name in estates["group_id"]], dtype=np.int64)


def _money(given: _Given, station_ids: list[str]) -> Money:
    settings, budget, area, chosen = given.policy.rollout, given.policy.budget, given.area, given.open()
    subsidy, length = budget.subsidy_cny_m2_month.mid, budget.subsidy_months
    years, year_of = _years(given.calendar)
    limit = np.array([settings.budget_cny_year.get(str(year), UNLIMITED) for year in years])
    is_given = np.array([one.given_entry is not None for one in given.standing], dtype=bool)
    entered = np.array([one.given_entry for one in given.standing if one.given_entry is not None], dtype=np.int64)
    due = subsidy * area[is_given] @ subsidy_months_in(entered, year_of, len(years), length)
    overdrawn = [str(years[at]) for at in np.flatnonzero(limit < due)]
    if overdrawn:
        given.report.find("rollout-budget-bound", found=text("rollout-budget-bound.found", years="、".join(overdrawn)))
    rooms = given.tables["rooms"].drop_duplicates("room_id").set_index("room_id")["fit_out_cny"].fillna(0.0)
    begun = np.array(["cleanup" in given.standing[at].begun for at in chosen], dtype=bool)
    return Money(
        limit=np.where(limit >= UNLIMITED, UNLIMITED, np.maximum(0.0, limit - due)),
        once=np.where(begun, 0.0, cleanup_cny(given.estates, given.policy, given.report)[chosen]),
        once_lead=given.leads[chosen, 2],
        monthly=subsidy * area[chosen],
        year_of=year_of,
        months_in=subsidy_months_in(np.arange(given.calendar.months), year_of, len(years), length),
        station=np.array([float(rooms.get(name, 0.0)) for name in station_ids]),
    )


def _years(calendar: Calendar) -> tuple[list[int], Longs]:
    years = [int(calendar.label(month)[:4]) for month in range(calendar.months)]
    return sorted(set(years)), np.array(years, dtype=np.int64) - years[0]


def subsidy_months_in(entry: Longs, year_of: Longs, years: int, length: int) -> Floats:
    """Count the months of subsidy of an entry that fall into each year of the horizon, ``(len(entry), years)``."""
    months = np.arange(len(year_of))
    paid: Bools = (months[None, :] >= entry[:, None]) & (months[None, :] < entry[:, None] + length)
    one_hot = (year_of[:, None] == np.arange(years)[None, :]).astype(float)
    return np.asarray(paid.astype(float) @ one_hot)


__all__ = ["CLEANUP", "ENTRIES", "STATIONS", "SURVEYS", "Ground", "entry_ground", "subsidy_months_in"]
