"""The tables of the roll-out: one row an estate with its months and the reason for them, one row a priority."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.economics.rollout.ground import Ground
from geo.economics.rollout.months import UNKNOWN, Stages
from geo.economics.rollout.priorities import households_of
from geo.economics.rollout.problem import Floats, Longs
from geo.economics.rollout.simulation import Courses
from geo.economics.rollout.solve import Answer
from geo.schema import ROLLOUT, ROLLOUT_PRIORITIES
from geo.wording import text


def estate_table(ground: Ground, stages: Stages, courses: Courses, *, deadline: int | None) -> pd.DataFrame:
    """Make the table `rollout`."""
    horizon, estates, count = ground.calendar.months, ground.estates, len(ground.estates)
    frame = estates[
        ["estate_id", "name", "region_id", "group_id", "subdistrict", "firm", "floor_area_m2", "households"]
    ]
    frame = frame.assign(stage_today=[one.stage for one in ground.standing])
    for name in ("survey", "plan", "contract", "cleanup", "entry"):
        frame[f"{name}_month"] = _months(getattr(stages, name), horizon)
    frame["subsidy_end_month"] = frame["entry_month"] + ground.policy.budget.subsidy_months
    frame["entry_on"] = [None if month >= horizon else ground.calendar.label(int(month)) for month in stages.entry]
    given = ground.given() < horizon
    drawn = np.full((3, count), horizon, dtype=np.int64)
    drawn[:, given] = stages.entry[given]
    risk = np.where(given, 0.0, np.nan)
    if len(courses.entry):
        drawn[:, ground.open] = courses.percentiles()
        risk[ground.open] = courses.lateness(stages.entry[ground.open])
    for percent, months in zip((10, 50, 90), drawn, strict=True):
        frame[f"entry_p{percent}"] = _months(months, horizon)
    frame["slip_risk"] = np.where(stages.entry >= horizon, np.nan, risk)
    frame["renovation_year"] = pd.array([one.renovation_year for one in ground.standing], dtype="Int64")
    frame["is_given"] = given
    frame["late"] = (stages.entry > deadline) if deadline is not None else pd.NA
    frame["why"] = [_why(ground, at, int(stages.entry[at])) for at in range(count)]
    return ROLLOUT.conform(frame)


def complete_on(region_ids: pd.Series, entries: pd.DataFrame) -> pd.Series:
    """Return the month in which the last estate of each region enters; empty where one is not reached."""
    by_region = entries.groupby("region_id")["entry_on"]
    last = by_region.max().where(by_region.count() == by_region.size())
    return region_ids.map(last)


def _months(months: Longs, horizon: int) -> pd.Series:
    return pd.Series(pd.array([None if m >= horizon or m <= UNKNOWN else int(m) for m in months], dtype="Int64"))


def _why(ground: Ground, at: int, entry: int) -> str:
    """Say what held the entry where it stands, and the orders where they moved its place in the queue."""
    one = ground.standing[at]
    if one.given_entry is not None:
        return text("rollout.why.given" if one.given_entry < 0 else "rollout.why.dated")
    held = _held(ground, at, entry)
    if ground.complaints is None or ground.policy.rollout.priority != "need":
        return held
    weight = ground.policy.rollout.need.orders
    return text("rollout.why.orders", held=held, times=f"{ground.complaints[at]:.2f}", weight=f"{weight:g}")


def _held(ground: Ground, at: int, entry: int) -> str:
    one = ground.standing[at]
    earliest = int(ground.problem.earliest[np.searchsorted(ground.open, at)])
    if entry >= ground.calendar.months:
        return text("rollout.why.never" if earliest < ground.calendar.months else "rollout.why.beyond")
    if entry > earliest:
        return text("rollout.why.queued", months=entry - earliest)
    is_held = one.renovation_year is not None and earliest > ground.leads[at, 0]
    return text("rollout.why.renovation", year=one.renovation_year) if is_held else text("rollout.why.ready")


def priority_row(ground: Ground, name: str, answer: Answer, *, chosen: bool, deadline: int | None) -> dict[str, object]:
    """Measure a schedule by what all priorities can be compared in."""
    horizon, entry = ground.calendar.months, answer.schedule.entry
    households = households_of(ground)[ground.open]
    served = np.maximum(0, horizon - entry)
    waits = _waits(ground, entry)
    waiting = _waits(ground, entry, only_open=True)
    finish = int(entry.max(initial=-1)) if len(entry) else None
    is_whole = finish is not None and finish < horizon
    return {
        "priority": name,
        "chosen": chosen,
        "household_months": float(households @ served),
        "finish_month": finish if is_whole else None,
        "finish_on": ground.calendar.label(finish) if is_whole and finish is not None else None,
        "late_estates": None if deadline is None else int((entry > deadline).sum()),
        "never_estates": int((entry >= horizon).sum()),
        "mean_wait_months": float(np.average(entry, weights=households)) if households.sum() > 0 else None,
        "worst_wait_months": float(waiting.max()) if len(waiting) else None,
        "equity_gini": _gini(waits),
        "group_months": _group_months(ground, entry),
        "objective": answer.value,
        "bound": answer.bound,
        "gap": answer.gap,
        "status": answer.status,
    }


def priorities_table(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Make the table `rollout_priorities`."""
    return ROLLOUT_PRIORITIES.conform(pd.DataFrame(rows))


def _waits(ground: Ground, entry: Longs, *, only_open: bool = False) -> Floats:
    """Mean months until entry of each sub-district's households; the entered ones wait 0, or are left out."""
    weight = households_of(ground)
    waited = np.zeros(len(weight))
    waited[ground.open] = entry
    if only_open:
        inside = np.zeros(len(weight), dtype=bool)
        inside[ground.open] = True
        weight = np.where(inside, weight, 0.0)
    names = ground.estates["subdistrict"].astype(str).to_numpy()
    frame = pd.DataFrame({"name": names, "weight": weight, "waited": weight * waited}).groupby("name").sum()
    frame = frame[frame["weight"] > 0]
    return np.asarray(frame["waited"] / frame["weight"], dtype=float)


def _gini(waits: Floats) -> float | None:
    """Gini coefficient of the sub-districts' mean waits: 0 where all wait alike."""
    if not len(waits):
        return None
    total = waits.sum()
    if total <= 0:
        return 0.0
    ranked = np.sort(waits)
    count = len(ranked)
    return float(2 * (np.arange(1, count + 1) @ ranked) / (count * total) - (count + 1) / count)


def _group_months(ground: Ground, entry: Longs) -> float:
    """Sum over groups the months in which all of their estates are managed."""
    months = ground.entries(entry)
    frame = pd.DataFrame({"group": ground.estates["group_id"].to_numpy(), "month": np.maximum(0, months)})
    last = frame.dropna().groupby("group")["month"].max()
    return float((ground.calendar.months - last).clip(lower=0).sum())
