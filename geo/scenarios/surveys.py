"""Surveys, orders and partners put into a plan: what was read, judged, counted; beside the plan, never changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.economics.surveys.hot_spot_table import hot_spot_table, scanned_kinds
from geo.economics.surveys.needs import need_counts
from geo.economics.surveys.orders import judged_orders, order_times
from geo.economics.surveys.satisfaction import judged_satisfaction, satisfaction_areas
from geo.findings import Report, findings_table, repairs_table
from geo.io.companions import read_needs, read_orders, read_partners, read_satisfaction
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.scenarios.survey_facts import survey_facts
from geo.schema import FINDINGS, REPAIRS, SURVEY_REJECTS
from geo.wording import text

Tables = dict[str, pd.DataFrame]
_OF_ESTATE = ["estate_id", "name", "households", "subdistrict", "community"]


@dataclass(frozen=True, slots=True)
class SurveyFiles:
    """The files of a run; what is not given is taken from the plan."""

    satisfaction: Path | None = None
    needs: Path | None = None
    orders: Path | None = None
    partners: Path | None = None

    def given(self) -> dict[str, Path]:
        """Return the files that are given, by the table they fill."""
        pairs = {name: getattr(self, name) for name in ("satisfaction", "needs", "orders", "partners")}
        return {name: Path(path) for name, path in pairs.items() if path is not None}


def has_surveys(plan: Plan) -> bool:
    """Tell whether a plan holds any survey, order or partner."""
    return any(len(plan.tables[name]) for name in ("satisfaction", "needs", "orders", "partners"))


def make_surveys(
    plan: Plan,
    files: SurveyFiles,
    *,
    policy: Policy | None = None,
    datum: str = "auto",
    today: date | None = None,
    seed: int = 0,
    report: Report | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Read the files given, judge and count all surveys of the plan, and return it with their tables and facts.

    Parameters
    ----------
    datum : what the partners' coordinates are in; see `geo.io.companions.read_partners`.
    today : dates after it are faults; no limit where None.
    seed : of the simulated distributions that hot spots are judged by.
    report : takes what is said about the files read in this run.
    """
    policy, said = policy or plan.policy, report if report is not None else Report()
    read, left = _read(plan, files.given(), policy=policy, datum=datum, today=today, report=said)
    tables = plan.tables | read
    estates = _estates(plan)
    made = _satisfaction(tables, estates, policy) | _needs(tables, estates, policy)
    made |= _orders(tables, estates, policy, seed, progress or Silent())
    old = plan.tables["survey_rejects"]
    anew = old["table"].isin(list(files.given()))
    made["survey_rejects"] = SURVEY_REJECTS.conform(pd.concat([old[~anew], left], ignore_index=True))
    made |= _said(plan, said, [*read.values(), *(plan.tables[name] for name in read)], [left, old[anew]])
    whole = tables | made
    return replace(
        plan, tables=whole, policy=policy, facts=plan.facts | {"surveys": survey_facts(whole, estates, policy, seed)}
    )


def _read(
    plan: Plan, files: Mapping[str, Path], *, policy: Policy, datum: str, today: date | None, report: Report
) -> tuple[Tables, pd.DataFrame]:
    estates, read, left = gpd.GeoDataFrame(plan.estates), Tables(), [SURVEY_REJECTS.empty()]
    for name, path in files.items():
        if name == "satisfaction":
            year = None if today is None else today.year
            read[name], rows = read_satisfaction(path, report, estates=estates, scopes=_scopes(plan), this_year=year)
        elif name == "needs":
            read[name], rows = read_needs(path, report, estates=estates)
        elif name == "orders":
            read[name], rows = read_orders(path, report, estates=estates, today=today)
        else:
            read[name], rows = read_partners(path, report, estates=estates, datum=datum, policy=policy.place)
        left.append(rows)
    return read, pd.concat(left, ignore_index=True)


def _scopes(plan: Plan) -> set[str]:
    """Collect the names that are areas, not estates."""
    columns = ("subdistrict", "district", "community")
    return {str(name) for column in columns for name in plan.estates[column].dropna() if name}


def _estates(plan: Plan) -> gpd.GeoDataFrame:
    """Take every estate of the ledger once, with the region it is planned in."""
    estates = plan.estates.drop_duplicates("estate_id")[[*_OF_ESTATE, "geometry"]]
    regions = plan.assignments[["estate_id", "region_id"]].drop_duplicates("estate_id")
    return gpd.GeoDataFrame(estates.merge(pd.DataFrame(regions), on="estate_id", how="left"))


def _satisfaction(tables: Tables, estates: pd.DataFrame, policy: Policy) -> Tables:
    judged = judged_satisfaction(tables["satisfaction"], confidence=policy.surveys.confidence)
    plain = pd.DataFrame(estates.drop(columns="geometry"))
    return {
        "satisfaction": judged,
        "satisfaction_areas": satisfaction_areas(judged, plain, confidence=policy.surveys.confidence),
    }


def _needs(tables: Tables, estates: pd.DataFrame, policy: Policy) -> Tables:
    plain = pd.DataFrame(estates.drop(columns="geometry"))
    return {"need_counts": need_counts(tables["needs"], plain, confidence=policy.surveys.confidence)}


def _orders(tables: Tables, estates: gpd.GeoDataFrame, policy: Policy, seed: int, progress: Progress) -> Tables:
    orders, settings = judged_orders(tables["orders"]), policy.surveys
    if orders.empty:
        return {
            "orders": orders,
            "order_times": tables["order_times"].head(0),
            "hot_spots": tables["hot_spots"].head(0),
        }
    plain = pd.DataFrame(estates.drop(columns="geometry"))
    times = order_times(orders, plain, confidence=settings.confidence, false_share=settings.false_share)
    with progress.task(text("stage.surveys"), len(scanned_kinds(orders, settings))) as task:
        spots = hot_spot_table(orders, estates, tables["links"], policy=settings, seed=seed,
                               on_kind=lambda _: task.advance())  # fmt: skip
    return {"orders": orders, "order_times": times, "hot_spots": spots}


def _said(plan: Plan, report: Report, sources: list[pd.DataFrame], left: list[pd.DataFrame]) -> Tables:
    """Keep the plan's findings and repairs; those of the sheets read anew give way to what is said now."""
    sheets = {pair for table in sources for pair in _pairs(table, "source_file", "source_sheet")}
    sheets |= {pair for table in left for pair in _pairs(table, "file", "sheet")}
    sheets -= set(_pairs(plan.estates, "source_file", "source_sheet"))
    made = Tables()
    for name, declared, rows in (("findings", FINDINGS, findings_table(report.findings)),
                                 ("repairs", REPAIRS, repairs_table(report.repairs))):  # fmt: skip
        old = plan.tables[name]
        again = [pair in sheets for pair in _pairs(old, "file", "sheet")]
        kept = old[[not one for one in again]] if report.findings or report.repairs or sheets else old
        made[name] = declared.conform(pd.concat([kept, rows], ignore_index=True))
    return made


def _pairs(table: pd.DataFrame, file: str, sheet: str) -> list[tuple[str, str]]:
    if file not in table.columns:
        return []
    return [(str(one or ""), str(other or "")) for one, other in
            zip(table[file].fillna(""), table[sheet].fillna(""), strict=True)]  # fmt: skip
