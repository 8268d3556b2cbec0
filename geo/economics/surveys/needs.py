"""Needs counted: how many questionnaires name each complaint, by estate, community, region and all together."""

from __future__ import annotations

import pandas as pd

from geo.economics.surveys.areas import area_names
from geo.economics.surveys.intervals import wilson
from geo.schema import NEED_COUNTS
from geo.schema.surveys import COMPLAINTS

_LEVELS = ("plan", "subdistrict", "community", "region", "estate")


def need_counts(needs: pd.DataFrame, estates: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Count the complaints of NEEDS; one questionnaire counts each of its complaints once.

    The share is of questionnaires, not of households: who fills in a questionnaire is nobody's random sample.
    Blank questionnaires count as questionnaires.

    Parameters
    ----------
    estates : estate_id, households, subdistrict, community, region_id.
    """
    answers = needs[["estate_id", "complaints", "count"]].merge(estates, on="estate_id", how="inner")
    answers["count"] = answers["count"].astype("Float64").fillna(1).astype(int)
    rows: list[dict[str, object]] = []
    for level in _LEVELS:
        names, whole = area_names(answers, level), area_names(estates, level)
        for name, inside in answers.groupby(names, sort=True):
            households = int(estates.loc[whole == name, "households"].fillna(0).sum())
            found = _ranked(inside, confidence)
            rows += [{"level": level, "name": name, "households": households} | row for row in found]
    return NEED_COUNTS.conform(pd.DataFrame(rows, columns=NEED_COUNTS.names()))


def _ranked(answers: pd.DataFrame, confidence: float) -> list[dict[str, object]]:
    total = int(answers["count"].sum())
    named = dict.fromkeys(COMPLAINTS, 0)
    for complaints, count in zip(answers["complaints"].fillna(""), answers["count"], strict=True):
        for complaint in {one for one in str(complaints).split(",") if one in named}:
            named[complaint] += int(count)
    order = sorted((kind for kind in named if named[kind]), key=lambda kind: (-named[kind], list(named).index(kind)))
    rows: list[dict[str, object]] = []
    for kind in order:
        share = wilson(named[kind], total, confidence=confidence)
        rank = 1 + sum(1 for other in order if named[other] > named[kind])
        rows.append({"complaint": kind, "rank": rank, "named": named[kind], "answers": total, "share": share.value,
                     "low": share.low, "high": share.high})  # fmt: skip
    return rows
