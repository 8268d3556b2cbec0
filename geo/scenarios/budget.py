"""The three-bits account of a plan: its tables, its facts, its findings. `geo budget` calls `make_budget`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.economics.budget import tables
from geo.economics.budget.account import Account, keep_account
from geo.economics.budget.assumptions import CASES, Assumptions, Case, assume
from geo.economics.budget.basis import Basis
from geo.economics.budget.break_even import Steady, steady_month
from geo.economics.budget.cash import tornado
from geo.economics.budget.cohorts import cohorts_of, months_needed
from geo.economics.budget.doubts import tell_doubts
from geo.economics.budget.estimate import estimate_table
from geo.economics.budget.from_plan import basis_of
from geo.economics.budget.ladder import ladder_of, rewarded
from geo.economics.budget.levels import budget_rows, levels_of
from geo.economics.budget.satisfaction import link_facts, tell_link
from geo.economics.calendar import Calendar
from geo.economics.pooling import Sharing, sharing_by_unit
from geo.errors import InputError
from geo.findings import Report, findings_table
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.scenarios.budget_facts import budget_facts, grade_costs, tell_results
from geo.scenarios.enclosure import add_enclosures
from geo.schema.money import MONEY_TABLES
from geo.wording import text

_RULES = "budget-"  # the findings of an account before are replaced by those of the new one


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """One case of the account, kept as far as every cliff reaches."""

    assumed: Assumptions
    account: Account
    steady: Steady
    ladder: list[str]


def make_budget(
    plan: Plan,
    *,
    policy: Policy | None = None,
    months: int | None = None,
    case: Case = "mid",
    progress: Progress | None = None,
) -> Plan:
    """Return the plan with the tables, facts and findings of its three-bits account.

    Parameters
    ----------
    policy : its sections ``budget`` and ``enclosure`` are used instead of the plan's own; posts and wages stay those
        of the plan.
    months : length of the account instead of the policy's.
    case : whose months are told estate by estate; every other table has all three cases.

    Raises
    ------
    InputError
        Where the plan has no estate to keep an account for.
    """
    if plan.assignments.empty:
        raise InputError(text("budget.nothing"))
    settings = _settings(plan, policy, months)
    plan = add_enclosures(plan, policy=settings)
    report = Report()
    calendar = Calendar.of(settings.budget.start, settings.budget.months, made_on=str(plan.record.get("made_on", "")))
    basis = basis_of(plan, settings, calendar, report)
    tell_doubts(basis, settings, months=calendar.months, report=report)
    with (progress or Silent()).task(text("budget.stage"), len(CASES) + 1) as task:
        books = {}
        for one in CASES:
            books[one] = _books(basis, settings, assume(settings, one), calendar.months)
            task.advance()
        swings = tornado(basis, settings, books["mid"].assumed, months=calendar.months)
        task.advance()
    made = _tables(basis, settings, books, calendar, case)
    made["tornado"] = tables.tornado_table(swings)
    made["estimate"] = estimate_table(basis, settings, books["mid"].assumed, books["mid"].account, calendar)
    sharing = _sharing(plan, basis, settings)
    tell_results(made, basis, sharing, report)
    money = budget_facts(made, basis, settings, calendar, sharing, case=case)
    link = link_facts(basis, plan.satisfaction, settings)
    tell_link(link, report)
    facts = plan.facts | {"budget": money | {"grades": grade_costs(plan, settings), "satisfaction": link}}
    kept = {name: frame for name, frame in plan.tables.items() if name not in {table.name for table in MONEY_TABLES}}
    return replace(plan, tables=kept | made | {"findings": _findings(plan, report)}, policy=settings, facts=facts)


def _settings(plan: Plan, policy: Policy | None, months: int | None) -> Policy:
    changes: dict[str, Any] = (
        {} if policy is None else {"budget": policy.budget.model_dump(), "enclosure": policy.enclosure.model_dump()}
    )
    settings = plan.policy.with_settings(changes) if changes else plan.policy
    return settings.with_settings({"budget.months": months}) if months is not None else settings


def _books(basis: Basis, policy: Policy, assumed: Assumptions, months: int) -> Books:
    steady = steady_month(basis, policy, assumed)
    ladder = ladder_of(basis, policy, assumed, steady, months=months)
    reach = months_needed(basis, policy, months)
    account = keep_account(basis, policy, assumed, months=reach, rewarded=rewarded(ladder))
    return Books(assumed, account, steady, ladder)


def _tables(
    basis: Basis, policy: Policy, books: dict[Case, Books], calendar: Calendar, chosen: Case
) -> dict[str, pd.DataFrame]:
    """Make the tables of all cases; months of single estates for the chosen case only."""
    levels = levels_of(basis)
    rows: dict[str, list[pd.DataFrame]] = {name: [] for name in ("budget", "books", "break_even", "cohorts")}
    for case, kept in books.items():
        told = levels if case == chosen else [level for level in levels if level.name != "estate"]
        rows["budget"] += budget_rows(basis, policy, kept.account, calendar, case=case, levels=told)
        rows["books"].append(
            tables.books_table(basis, policy, kept.assumed, kept.account, calendar, case=case, ladder=kept.ladder)
        )
        rows["break_even"].append(tables.break_even_table(kept.steady, levels, case=case))
        cohorts = cohorts_of(basis, policy, kept.assumed, kept.account)
        rows["cohorts"].append(tables.cohorts_table(cohorts, calendar, case=case))
    made = {name: pd.concat(frames, ignore_index=True) for name, frames in rows.items()}
    cases: dict[str, Assumptions] = {case: kept.assumed for case, kept in books.items()}
    return made | {"works": tables.works_table(basis, policy, cases, calendar)}


def _sharing(plan: Plan, basis: Basis, policy: Policy) -> Sharing:
    own = plan.estates.drop(columns="geometry").set_index("estate_id").reindex(list(basis.estate_ids))
    return sharing_by_unit(own, basis.region, len(basis.regions), policy, travel_hours=basis.travel_hours)


def _findings(plan: Plan, report: Report) -> pd.DataFrame:
    old = plan.findings[~plan.findings["rule"].astype("object").fillna("").str.startswith(_RULES).to_numpy(bool)]
    new = findings_table(report.findings)
    return pd.concat([old, new], ignore_index=True) if len(new) else old
