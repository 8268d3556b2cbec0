"""Satisfaction judged: share, interval, who kept silent, and whether a change can be told from chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from geo.economics.surveys.areas import area_names
from geo.economics.surveys.intervals import Interval, weighted_sum, wilson
from geo.schema import SATISFACTION, SATISFACTION_AREAS

_LEVELS = ("subdistrict", "community", "region")


def judged_satisfaction(rows: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Return the rows of SATISFACTION with rate, interval, non-response and change, by estate, scope and year.

    A row without n keeps its stated rate and has no interval. Non-response is told where the number asked is known,
    with the bounds if nobody, or everybody, of those who kept silent were satisfied.
    """
    shaped = SATISFACTION.conform(rows)
    judged = [row | _judged(row, confidence) for row in shaped.to_dict("records")]
    table = SATISFACTION.conform(pd.DataFrame(judged, columns=SATISFACTION.names()))
    table["estate_id"] = table["estate_id"].fillna("")
    table["scope"] = table["scope"].fillna("")
    table = table.sort_values(["estate_id", "scope", "year", "basis"], kind="stable", ignore_index=True)
    return SATISFACTION.conform(_with_changes(table, ["estate_id", "scope"]))


def one_a_year(judged: pd.DataFrame) -> pd.DataFrame:
    """Keep one figure with a sample size of each estate and year, in rising order of years.

    Of several a survey comes before what a pilot or a firm says of itself, then the larger sample.
    """
    of_estate = judged["estate_id"].fillna("").astype(str) != ""
    told = judged[of_estate & judged["low"].notna() & judged["year"].notna()]
    told = told.assign(is_survey=(told["basis"] == "survey").astype(bool))
    told = told.sort_values(["year", "is_survey", "answered", "rate"], kind="stable", na_position="first")
    return told.drop_duplicates(["estate_id", "year"], keep="last").drop(columns="is_survey")


def _judged(row: dict[Any, Any], confidence: float) -> dict[str, Any]:
    asked, answered, satisfied = (None if pd.isna(row[name]) else int(row[name]) for name in
                                  ("asked", "answered", "satisfied"))  # fmt: skip
    if not answered or satisfied is None:
        rate = None if pd.isna(row["rate_stated"]) else float(row["rate_stated"])
        response = None if not asked or answered is None else answered / asked
        return {"rate": rate, "low": None, "high": None, "response_rate": response, "worst_low": None,
                "worst_high": None, "judged": "no_rate" if rate is None else "no_n"}  # fmt: skip
    share = wilson(satisfied, answered, confidence=confidence)
    made = {"rate": share.value, "low": share.low, "high": share.high, "response_rate": None, "worst_low": None,
            "worst_high": None, "judged": "no_asked"}  # fmt: skip
    if asked:
        made |= {"response_rate": answered / asked, "worst_low": satisfied / asked,
                 "worst_high": (satisfied + asked - answered) / asked, "judged": "interval"}  # fmt: skip
    return made


def _with_changes(table: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Hold each year against the last one before it with a result; rows in the order of their years."""
    before: dict[tuple[object, ...], dict[Any, Any]] = {}
    made = []
    for row in table.to_dict("records"):
        name = tuple(row[column] for column in key)
        last = before.get(name)
        told = last is not None and not pd.isna(row["rate"]) and not pd.isna(row["year"]) and row["year"] > last["year"]
        made.append(row | (_change(last, row) if told and last is not None else {}))
        if not pd.isna(row["rate"]) and not pd.isna(row["year"]):
            before[name] = row
    return pd.DataFrame(made, columns=list(table.columns))


def _change(last: dict[Any, Any], now: dict[Any, Any]) -> dict[str, Any]:
    """Return the difference with Newcombe's interval; a verdict only where the two intervals lie apart.

    Nothing is told where n is missing, or where other estates were asked: then the change may be theirs.
    """
    if pd.isna(last["low"]) or pd.isna(now["low"]) or last.get("who") != now.get("who"):
        return {"change": now["rate"] - last["rate"], "change_is": "unknown"}
    parts = [Interval(one["rate"], one["low"], one["high"]) for one in (now, last)]
    difference = weighted_sum(parts, (1.0, -1.0))
    verdict = "better" if now["low"] > last["high"] else "worse" if now["high"] < last["low"] else "not_shown"
    return {"change": difference.value, "change_low": difference.low, "change_high": difference.high,
            "change_is": verdict}  # fmt: skip


def satisfaction_areas(judged: pd.DataFrame, estates: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Weight the surveyed estates of each area and year by their households.

    Only rows with an interval count; each estate is a stratum. Estates without a survey stand for nothing: their
    share of the households is told beside the figure. Years are compared where the same estates were asked.

    Parameters
    ----------
    estates : estate_id, households, subdistrict, community, region_id.
    """
    usable = one_a_year(judged).merge(estates, on="estate_id", how="inner").sort_values(["estate_id", "year"])
    usable = usable[usable["households"].fillna(0) > 0]
    rows = []
    for level in ("plan", *_LEVELS):
        area_of = area_names(estates, level)
        for name, inside in usable.groupby(area_names(usable, level), sort=True):
            whole = estates[area_of == name]
            for year, answers in inside.groupby("year", sort=True):
                rows.append({"level": level, "name": name, "year": year} | _area(answers, whole, confidence))
    table = pd.DataFrame(rows, columns=[*SATISFACTION_AREAS.names(), "who"])
    return SATISFACTION_AREAS.conform(_with_changes(table, ["level", "name"]))


def _area(answers: pd.DataFrame, whole: pd.DataFrame, confidence: float) -> dict[str, Any]:
    households = answers["households"].astype(float).to_numpy()
    weights = households / households.sum()
    counts = answers[["satisfied", "answered"]].astype(int).to_numpy()
    parts = [wilson(int(hits), int(trials), confidence=confidence) for hits, trials in counts]
    total = weighted_sum(parts, weights)
    everybody = answers["asked"].notna().all()
    all_households = float(whole["households"].fillna(0).sum())
    return {
        "who": tuple(sorted(answers["estate_id"])),
        "estates": len(answers),
        "estates_all": len(whole),
        "households": int(households.sum()),
        "households_share": float(households.sum()) / all_households if all_households else None,
        "asked": int(answers["asked"].sum()) if everybody else None,
        "answered": int(answers["answered"].sum()),
        "rate": total.value,
        "low": max(0.0, total.low),
        "high": min(1.0, total.high),
        "response_rate": float(answers["answered"].sum() / answers["asked"].sum()) if everybody else None,
        "worst_low": _dot(weights, answers["worst_low"]) if everybody else None,
        "worst_high": _dot(weights, answers["worst_high"]) if everybody else None,
    }


def _dot(weights: np.ndarray, values: pd.Series) -> float:
    return float(weights @ values.to_numpy(float))
