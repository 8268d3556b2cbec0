"""Demand that supply cannot meet, told in plain numbers before the solver proves it in its own terms.

A clash of hard rules is named by the solver with what relaxing each would cost; what a planner can see from sums
alone (too few rooms, too small rooms, more stations asked for than estates) is said here, with the numbers.
"""

from __future__ import annotations

import numpy as np

from geo.clustering.problem import Problem
from geo.errors import shortlist
from geo.findings import Report, Severity
from geo.wording import text


def report_shortages(problem: Problem, names: list[str], report: Report) -> None:
    """Report what the sums of one part show: capacity below demand, estates above it, stations above estates.

    Parameters
    ----------
    names : of the problem's estates, in its order.
    report : takes an error for each shortage that no plan can mend, and a note for estates above the region's band.
    """
    usable = ~problem.is_forbidden
    capacity, households = problem.capacity_households[usable], problem.households

    def say(rule: str, severity: Severity, rows: list[int], **facts: object) -> None:
        listed = shortlist(names[row] for row in rows) or "-"
        found = text(f"{rule}.found", part=problem.name, names=listed, count=len(rows), **facts)
        one = problem.estate_ids[rows[0]] if len(rows) == 1 else ""
        report.find(rule, severity=severity, found=found, estate_id=one)

    if capacity.sum() < households.sum():
        facts = {"demand": f"{households.sum():,.0f}", "capacity": f"{capacity.sum():,.0f}", "rooms": len(capacity)}
        say("capacity-short", "error", [], **facts)
    above = np.flatnonzero(households > capacity.max(initial=0.0)).tolist()
    if above and len(capacity):
        most = max(above, key=lambda row: (float(households[row]), problem.estate_ids[row]))
        facts = {"households": f"{households[most]:,.0f}", "capacity": f"{capacity.max():,.0f}"}
        say("estate-above-capacity", "error", above, **facts)
    if problem.rules.station_min > problem.estate_count:
        facts = {"stations": problem.rules.station_min, "estates": problem.estate_count}
        say("stations-above-estates", "error", [], **facts)
    alone = np.flatnonzero(problem.is_alone).tolist()
    if alone:
        say("estate-alone", "note", alone, high=f"{problem.rules.area_high_m2 / 10_000:,.0f}")
