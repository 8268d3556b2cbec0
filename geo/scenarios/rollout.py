"""The roll-out of a plan: schedule, priorities compared, simulated courses, curves; put into the plan's tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.economics.calendar import Calendar, first_day
from geo.economics.rollout.consent import consent_facts, consent_table
from geo.economics.rollout.curves import month_table
from geo.economics.rollout.deadline import DeadlineNeeds, deadline_needs
from geo.economics.rollout.ground import Ground, entry_ground
from geo.economics.rollout.months import stage_months
from geo.economics.rollout.priorities import area_of, households_of, prioritised
from geo.economics.rollout.simulation import Courses, simulate
from geo.economics.rollout.solve import Answer, schedule_entries
from geo.economics.rollout.tables import complete_on, estate_table, priorities_table, priority_row
from geo.errors import InputError
from geo.findings import Report, findings_table
from geo.plan import Plan
from geo.policy import Policy
from geo.policy.rollout import PRIORITIES, Priority
from geo.progress import Progress, Silent
from geo.schema import FINDINGS
from geo.wording import text

_MOST_ESTATES_NEEDED = 5  # estates named in the summary


def make_rollout(
    plan: Plan,
    *,
    policy: Policy | None = None,
    consents: pd.DataFrame | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Plan:
    """Schedule the entry of every estate and return the plan with the tables and facts of its roll-out.

    Parameters
    ----------
    policy : settings in the place of the plan's own; kept with the plan.
    consents : votes of owners by building; those kept with the plan where None.
    seed : of the search and of the simulated courses.

    Raises
    ------
    InputError
        Where the deadline lies before the first month, or a capacity names a firm that no estate has.
    """
    policy = policy or plan.policy
    calendar = rollout_calendar(plan, policy)
    deadline = _deadline(policy, calendar)
    report = Report()
    votes = consent_table(plan.consents if consents is None else consents, policy=policy.rollout)
    ground = entry_ground(plan.tables | {"consents": votes}, policy=policy, calendar=calendar, report=report)
    answers: dict[Priority, Answer] = {}
    with (progress or Silent()).task(text("stage.rollout"), len(PRIORITIES) + 1) as task:
        for name in PRIORITIES:
            task.note(text(f"rollout.priority.{name}"))
            problem, order = prioritised(ground, name)
            answers[name] = schedule_entries(problem, order, settings=policy.rollout, deadline=deadline, seed=seed)
            task.advance()
        chosen = answers[policy.rollout.priority]
        courses = simulate(ground, chosen.schedule.entry, seed=seed)
        task.advance()
    stages = stage_months(ground, chosen.schedule.entry)
    rows = [
        priority_row(ground, name, answer, chosen=name == policy.rollout.priority, deadline=deadline)
        for name, answer in answers.items()
    ]
    entries = estate_table(ground, stages, courses, deadline=deadline)
    tables = plan.tables | {
        "rollout": _placed(entries, plan),
        "regions": plan.regions.assign(complete_on=complete_on(plan.regions["region_id"], entries)),
        "rollout_months": month_table(ground, stages, courses),
        "rollout_priorities": priorities_table(rows),
        "consents": votes,
        "findings": _findings(plan, report),
    }
    needs = None if deadline is None or not len(ground.open) else deadline_needs(ground, deadline)
    facts = plan.facts | {
        "rollout": {"seed": seed, **_facts(ground, chosen, courses, deadline, needs), **consent_facts(votes)}
    }
    return replace(plan, tables=tables, policy=policy, facts=facts)


def _placed(table: pd.DataFrame, plan: Plan) -> gpd.GeoDataFrame:
    """Give each entry the shape of its estate, so that QGIS shows the months without a join."""
    shapes = plan.estates.drop_duplicates("estate_id").set_index("estate_id").geometry
    return gpd.GeoDataFrame(table, geometry=shapes.reindex(table["estate_id"]).to_numpy(), crs=plan.estates.crs)


def rollout_calendar(plan: Plan, policy: Policy) -> Calendar:
    """Return the months of a plan's roll-out: those of its account, over the roll-out's own horizon."""
    made_on = str(plan.record.get("made_on") or "")
    return Calendar.of(policy.budget.start, policy.rollout.horizon_months, made_on=made_on)


def _deadline(policy: Policy, calendar: Calendar) -> int | None:
    written = policy.rollout.deadline
    if not written:
        return None
    month = calendar.month_of(first_day(written))
    if month < 0:
        raise InputError(text("rollout.deadline_past", deadline=written, first=calendar.label(0)))
    return month


def _findings(plan: Plan, report: Report) -> pd.DataFrame:
    """Keep the plan's findings and put the roll-out's in the place of those of an earlier one."""
    kept = plan.findings[~plan.findings["rule"].astype(str).str.startswith("rollout-")]
    return FINDINGS.conform(pd.concat([kept, findings_table(report.findings)], ignore_index=True))


def _facts(
    ground: Ground, answer: Answer, courses: Courses, deadline: int | None, needs: DeadlineNeeds | None
) -> dict[str, Any]:
    calendar, horizon = ground.calendar, ground.calendar.months
    entry = answer.schedule.entry
    finish = int(entry.max(initial=-1))
    facts: dict[str, Any] = {
        "first_month": calendar.label(0),
        "horizon_months": horizon,
        "priority": ground.policy.rollout.priority,
        "deadline": None if deadline is None else calendar.label(deadline),
        **_standing_facts(ground),
        "complaints": _complaint_facts(ground),
        "finish_on": _label(calendar, finish) if len(entry) else None,
        "finish_earliest_on": _label(calendar, max((part.finish_bound for part in answer.parts), default=-1))
        if len(entry) else None,
        "never": int((entry >= horizon).sum()),
        "late": None if deadline is None else int((entry > deadline).sum()),
        "meets_deadline": None if deadline is None else all(part.meets_deadline for part in answer.parts),
        "objective": answer.value,
        "bound": answer.bound,
        "gap": answer.gap,
        "status": answer.status,
        "parts": [_part_facts(ground, part, who) for part, who in zip(answer.parts, answer.who, strict=True)],
        "simulation": _simulated(ground, courses, deadline),
    }  # fmt: skip
    return facts | ({} if needs is None else {"needs": _need_facts(ground, needs)})


def _label(calendar: Calendar, month: int) -> str | None:
    return None if month >= calendar.months or month < 0 else calendar.label(month)


def _standing_facts(ground: Ground) -> dict[str, Any]:
    """Count today's stages in estates, floor area and households: signed is not managed."""
    entered = np.array([one.given_entry is not None and one.given_entry < 0 for one in ground.standing], dtype=bool)
    dated = np.array([one.given_entry is not None and one.given_entry >= 0 for one in ground.standing], dtype=bool)
    signed = np.array(["contract" in one.begun for one in ground.standing], dtype=bool) & ~entered & ~dated
    area, households = area_of(ground), households_of(ground)
    return {
        "estates": len(ground.standing),
        "entered": int(entered.sum()),
        "signed": int(signed.sum()),
        "not_signed": int((~entered & ~signed).sum()),
        "dated": int(dated.sum()),
        "entered_share": {
            "estates": _share(entered, np.ones(len(entered))),
            "floor_area": _share(entered, area),
            "households": _share(entered, households),
        },
    }


def _complaint_facts(ground: Ground) -> dict[str, float | int] | None:
    if ground.complaints is None:
        return None
    need, ratio = ground.policy.rollout.need, ground.complaints
    return {
        "weight": need.orders,
        "prior": need.orders_prior,
        "estates_above": int((ratio > 1).sum()),
        "highest": float(ratio.max(initial=1.0)),
    }


def _share(inside: np.ndarray, weight: np.ndarray) -> float | None:
    total = float(weight.sum())
    return None if total <= 0 else float(weight[inside].sum()) / total


def _part_facts(ground: Ground, part: Any, who: np.ndarray) -> dict[str, Any]:  # noqa: ANN401
    firms = sorted({str(ground.estates["firm"].iloc[at]) for at in ground.open[who]})
    finish = _label(ground.calendar, part.finish)
    bound = _label(ground.calendar, part.finish_bound)
    return {
        "firms": [name or text("rollout.no_firm") for name in firms],
        "estates": part.estates,
        "method": part.method,
        "status": part.status,
        "objective": part.value,
        "bound": part.bound,
        "gap": part.gap,
        "finish_on": finish,
        "finish_earliest_on": bound,
        "meets_deadline": part.meets_deadline,
        "stopped_by": part.stopped_by,
    }


def _simulated(ground: Ground, courses: Courses, deadline: int | None) -> dict[str, Any] | None:
    if not len(courses.entry) or not len(ground.open):
        return None
    horizon, finish = ground.calendar.months, courses.finish()
    entered = (courses.entry < horizon).sum(axis=1)
    by_percent = np.percentile(finish, (10, 50, 90), method="inverted_cdf").astype(int)
    chance = None if deadline is None else float((finish <= deadline).mean())
    return {
        "courses": len(finish),
        "finish_on": {f"p{percent}": _label(ground.calendar, int(month))
                      for percent, month in zip((10, 50, 90), by_percent, strict=True)},
        "left_out": {f"p{percent}": float(value) for percent, value in
                     zip((10, 50, 90), np.percentile(len(ground.open) - entered, (10, 50, 90)), strict=True)},
        "chance_by_deadline": chance,
    }  # fmt: skip


def _need_facts(ground: Ground, needs: DeadlineNeeds) -> dict[str, Any]:
    names = ground.estates["name"].iloc[ground.open[needs.too_late]]
    return {
        "estates_a_month": needs.a_month,
        "too_late": len(needs.too_late),
        "too_late_named": [str(name) for name in names[:_MOST_ESTATES_NEEDED]],
        "is_met": needs.is_met,
        "capacities": [
            {"firm": need.firm, "stage": need.stage, "has": need.has, "needs": need.needs, "short": need.is_short}
            for need in needs.needs
            if need.needs > 0
        ],
    }
