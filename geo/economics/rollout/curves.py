"""The S-curves: month by month what has entered, in estates, floor area and households, planned and simulated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from geo.economics.rollout.ground import Ground
from geo.economics.rollout.months import UNKNOWN, Stages
from geo.economics.rollout.priorities import area_of, households_of
from geo.economics.rollout.problem import Floats, Longs
from geo.economics.rollout.simulation import PERCENTS, Courses
from geo.schema import ROLLOUT_MONTHS

LEVELS = {"city": None, "subdistrict": "subdistrict", "firm": "firm", "region": "region_id"}
_PAST = 24  # months before the first one that are shown, where entries lie there
_AFTER = 2


def month_table(ground: Ground, stages: Stages, courses: Courses) -> pd.DataFrame:
    """Make the table `rollout_months` for the city, its sub-districts, firms and regions."""
    months = shown_months(ground, stages.entry, courses)
    frames = [
        _level(ground, stages, courses, months, (level, name))
        for level, column in LEVELS.items()
        for name in _names(ground, column)
    ]
    return ROLLOUT_MONTHS.conform(pd.concat(frames, ignore_index=True))


def shown_months(ground: Ground, entry: Longs, courses: Courses) -> Longs:
    """List the months from the first entry (two years back at most) to the last, simulated ones too."""
    horizon = ground.calendar.months
    known = entry[entry < horizon]
    first = max(-_PAST, min(0, int(known.min(initial=0)) - 1))
    drawn = courses.entry[courses.entry < horizon]
    last = max(int(known.max(initial=0)), int(np.percentile(drawn, 99)) if drawn.size else 0)
    return np.arange(first, min(horizon, last + 1 + _AFTER))


def _names(ground: Ground, column: str | None) -> list[str]:
    return [""] if column is None else sorted({str(name) for name in ground.estates[column].dropna()})


def _level(ground: Ground, stages: Stages, courses: Courses, months: Longs, at: tuple[str, str]) -> pd.DataFrame:
    level, name = at
    column = LEVELS[level]
    inside = np.ones(len(ground.estates), bool) if column is None else (ground.estates[column] == name).to_numpy(bool)
    households, area = households_of(ground)[inside], area_of(ground)[inside]
    entry = stages.entry[inside]
    frame = pd.DataFrame({"level": level, "name": name, "month": months})
    frame["on"] = [ground.calendar.label(int(month)) for month in months]
    frame["entries"] = _within(entry, entry, np.ones(len(entry)), months)
    for stage, (begin, end) in stages.spans().items():
        frame[f"households_in_{stage}"] = _within(begin[inside], end[inside] - 1, households, months)
    begin, end = stages.spans()["cleanup"]
    frame["cleanup_m2"] = _within(begin[inside], end[inside] - 1, area, months)
    contract = stages.contract[inside]
    signed = np.where(contract == UNKNOWN, entry, np.minimum(contract, entry))
    frame["signed_estates"] = _until(signed, np.ones(len(entry)), months)
    frame["signed_households"] = _until(signed, households, months)
    measures = {"estates": np.ones(len(entry)), "floor_area": area, "households": households}
    for measure, weight in measures.items():
        total = weight.sum()
        done = _until(entry, weight, months)
        frame["floor_area_m2" if measure == "floor_area" else measure] = done
        frame[f"{measure}_share"] = done / total if total > 0 else np.nan
        for percent, share in _simulated(ground, courses, inside, weight, months):
            frame[f"{measure}_p{percent}"] = share
    return frame


def _simulated(
    ground: Ground, courses: Courses, inside: np.ndarray, weight: Floats, months: Longs
) -> Iterator[tuple[int, Floats]]:
    """Give the share entered that 10, 50 and 90 % of the courses stay below, month by month."""
    total = weight.sum()
    if not len(courses.entry) or total <= 0:
        yield from ((percent, np.full(len(months), np.nan)) for percent in PERCENTS)
        return
    whole = np.zeros(len(inside))
    whole[inside] = weight
    own = np.flatnonzero(inside[ground.open])
    given = ground.given()[inside]
    done = _until(given, np.where(given >= ground.calendar.months, 0.0, weight), months)
    drawn = courses.entry[:, own]
    counted = np.zeros((len(drawn), len(months)))
    for position, month in enumerate(months):
        counted[:, position] = (drawn <= month) @ whole[ground.open[own]] if month >= 0 else 0.0
    shares = (done[None, :] + counted) / total
    yield from zip(PERCENTS, np.percentile(shares, PERCENTS, axis=0), strict=True)


def _until(when: Longs, weight: Floats, months: Longs) -> Floats:
    """Sum the weights of what has happened by the end of each month."""
    order = np.argsort(when, kind="stable")
    sums = np.concatenate([[0.0], np.cumsum(weight[order])])
    return sums[np.searchsorted(when[order], months, side="right")]


def _within(begin: Longs, end: Longs, weight: Floats, months: Longs) -> Floats:
    """Sum the weights of what is under way in each month, both ends included."""
    real = (end >= begin) & (begin > UNKNOWN)
    return _until(begin[real], weight[real], months) - _until(end[real], weight[real], months - 1)
