"""Where each estate stands today, and the months of its stages that are known: these are never moved.

Stages follow one another without idling: survey, plan and consent, then the contract and with it the clean-up, then
daily management. A stage under way counts as begun in the month the ledger states, else in the month before the first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.economics.calendar import Calendar
from geo.errors import shortlist
from geo.findings import Report
from geo.policy import Policy
from geo.policy.rollout import RolloutPolicy
from geo.wording import text

ENTERED = frozenset({"daily", "pilot"})
AHEAD = {"none": 3, "survey": 3, "plan": 2, "signed": 1, "cleanup": 1}  # stages still to be passed, the present one too
_LAST_MONTH = -1


@dataclass(frozen=True, slots=True)
class Leads:
    """Months from the start of each stage to the entry, by the middle durations."""

    survey: int
    plan: int
    cleanup: int

    @classmethod
    def of(cls, policy: RolloutPolicy, weeks_a_month: float) -> Leads:
        """Sum the weeks from the last stage backwards and round each sum up to whole months."""
        cleanup = policy.cleanup_weeks.mid
        plan = cleanup + policy.consent_weeks.mid
        survey = plan + policy.survey_weeks.mid
        return cls(*(math.ceil(weeks / weeks_a_month - 1e-9) for weeks in (survey, plan, cleanup)))


@dataclass(frozen=True, slots=True)
class Standing:
    """One estate today.

    Attributes
    ----------
    given_entry : month of an entry that is done or dated; None where the schedule decides.
    begun : stage to the month in which it began, for stages that have; contract among them.
    earliest : first month in which it may enter.
    """

    estate_id: str
    stage: str
    given_entry: int | None
    begun: dict[str, int]
    earliest: int
    renovation_year: int | None


def standings(estates: pd.DataFrame, *, policy: Policy, calendar: Calendar, report: Report) -> list[Standing]:
    """Read every estate's stage and dates, in the order of the table; contradictions become findings."""
    leads = Leads.of(policy.rollout, policy.travel.weeks_a_month)
    years = _renovation_years(estates, policy.rollout, report)
    found: dict[str, list[str]] = {}
    rows = estates[["estate_id", "name", "stage", "signed_on", "entered_on"]]
    made = [
        _standing(row, year=years.get(row["estate_id"]), leads=leads, settings=policy.rollout, calendar=calendar,
                  found=found)
        for row in rows.to_dict("records")
    ]  # fmt: skip
    for rule, names in sorted(found.items()):
        report.find(rule, found=text(f"{rule}.found", count=len(names), estates=shortlist(sorted(names))))
    return made


def _standing(  # the row and what it is read with
    row: dict[str, object],
    *,
    year: int | None,
    leads: Leads,
    settings: RolloutPolicy,
    calendar: Calendar,
    found: dict[str, list[str]],
) -> Standing:
    stage = row["stage"] if isinstance(row["stage"], str) and row["stage"] else "none"
    signed, entered = (_month(row[name], calendar) for name in ("signed_on", "entered_on"))
    for rule in _contradictions(stage, signed, entered):
        found.setdefault(rule, []).append(str(row["name"]))
    begun = {} if signed is None or signed >= 0 else {"contract": signed}
    if stage in ENTERED or entered is not None:
        given = min(_LAST_MONTH, _LAST_MONTH if entered is None else entered) if stage in ENTERED else entered
        if stage in ENTERED and entered is not None and entered > _LAST_MONTH:
            given = entered
        return Standing(str(row["estate_id"]), stage, given, begun, 0, year)
    begun |= _under_way(stage, signed)
    earliest = _earliest(stage, begun, leads)
    if year is not None and settings.renovation_first and stage != "cleanup":
        earliest = max(earliest, calendar.month_of(date(year + 1, 1, 1)) + leads.cleanup)
    return Standing(str(row["estate_id"]), stage, None, begun, earliest, year)


def _under_way(stage: str, signed: int | None) -> dict[str, int]:
    known = _LAST_MONTH if signed is None else min(signed, _LAST_MONTH)
    if stage == "cleanup":
        return {"contract": known, "cleanup": known}
    return {"signed": {"contract": known}, "survey": {"survey": _LAST_MONTH}, "plan": {"plan": _LAST_MONTH}}.get(
        stage, {}
    )


def _earliest(stage: str, begun: dict[str, int], leads: Leads) -> int:
    if stage == "cleanup":
        return max(0, begun["cleanup"] + leads.cleanup)
    if stage == "signed":
        return leads.cleanup
    if stage == "plan":
        return max(leads.cleanup, _LAST_MONTH + leads.plan)
    if stage == "survey":
        return max(leads.plan, _LAST_MONTH + leads.survey)
    return leads.survey


def _contradictions(stage: str, signed: int | None, entered: int | None) -> Iterator[str]:
    """Name what cannot all be true; the date of entry is believed, then the stage."""
    if entered is not None and signed is not None and entered < signed:
        yield "rollout-entered-before-signed"
    if entered is not None and entered < 0 and stage not in ENTERED:
        yield "rollout-entered-not-managed"
    if entered is not None and entered >= 0:
        yield "rollout-future-daily" if stage in ENTERED else "rollout-future-entry"
    if signed is not None and signed < 0 and stage in {"none", "survey", "plan"}:
        yield "rollout-signed-not-so"
    if signed is not None and signed >= 0:
        yield "rollout-future-contract"


def _month(value: object, calendar: Calendar) -> int | None:
    return calendar.month_of(value) if isinstance(value, date) else None


def _renovation_years(estates: pd.DataFrame, settings: RolloutPolicy, report: Report) -> dict[str, int]:
    """Take the years of the ledger and over them those of the settings, by id or by a name that one estate bears."""
    years: dict[str, int] = {}
    if "renovation_year" in estates.columns:
        stated = estates.loc[estates["renovation_year"].notna(), ["estate_id", "renovation_year"]]
        years = {str(ident): int(year) for ident, year in stated.itertuples(index=False)}
    bearers = estates.groupby("name")["estate_id"].agg(list).to_dict()
    lost = []
    for key, year in settings.renovation_years.items():
        of_name = bearers.get(key, [])
        if key in set(estates["estate_id"]):
            years[key] = year
        elif len(of_name) == 1:
            years[of_name[0]] = year
        else:
            lost.append(key)
    if lost:
        report.find("rollout-renovation-unknown", found=text("rollout-renovation-unknown.found", count=len(lost),
                                                             estates=shortlist(lost)))  # fmt: skip
    return years
