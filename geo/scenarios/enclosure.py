"""Closed management of a plan: its tables, facts and findings. `geo plan` and `geo budget` call `add_enclosures`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from geo.clustering.totals import plain
from geo.economics.enclosure.tables import enclosure_tables
from geo.findings import Report, findings_table
from geo.geometry import choose_metric_crs
from geo.plan import Plan
from geo.policy import Policy
from geo.schema import FINDINGS
from geo.wording import text

_RULES = "enclosure-"
_TONIGHT = (
    "compounds", "gates_kept", "barriers_m", "guards_shift", "guards_day", "guards_lasting", "guards_short",
)  # fmt: skip


def add_enclosures(plan: Plan, *, policy: Policy | None = None) -> Plan:
    """Return the plan with the tables, facts and finding of closed management.

    Parameters
    ----------
    policy : prices and rules instead of the plan's own; they are not kept with the plan.
    """
    settings = policy or plan.policy
    if plan.assignments.empty:
        return plan
    crs = str(plan.record.get("metric_crs") or choose_metric_crs(settings.place.metric_crs, plan.estates.geometry))
    made = enclosure_tables(plan.tables, settings, crs)
    report = Report()
    rows = made["enclosures"]
    assumed = rows[rows["outline"].isin(["assumed", "mixed"])]
    if len(assumed):
        points = int(plan.estates.merge(plan.assignments[["estate_id"]], on="estate_id").geom_type.eq("Point").sum())
        said = text("enclosure-assumed.found", assumed=points, estates=len(plan.assignments))
        report.find("enclosure-assumed", found=said, severity="note")
    unknown = plan.estates.merge(plan.assignments[["estate_id"]], on="estate_id")["enclosed"].isna().sum()
    if unknown:
        said = text("enclosure-unknown.found", unknown=int(unknown), estates=len(plan.assignments))
        report.find("enclosure-unknown", found=said)
    facts = plan.facts | {"enclosure": _facts(made, settings)}
    return replace(plan, tables=plan.tables | made | {"findings": _findings(plan, report)}, facts=facts)


def _facts(made: dict[str, pd.DataFrame], policy: Policy) -> dict[str, Any]:
    rows, closures = made["enclosures"], made["closures"]
    counted = rows[rows["outcome"] != "apart"]
    pays = counted[counted["outcome"] == "pays"]
    city = closures[closures["level"] == "city"].set_index("way")
    facts = {
        "units": int((counted["outcome"] != "done").sum()),
        "outcomes": {name: int((rows["outcome"] == name).sum()) for name in ("pays", "slow", "never", "done", "apart")},
        "within_months": policy.enclosure.within_months,
        "carry_out": policy.enclosure.carry_out,
        "fence_m": float(counted["fence_m"].sum()),
        "pays": {
            "fence_m": float(pays["fence_m"].sum()),
            "gates_closed": int(pays["gates_closed"].sum()),
            "posts_saved": int(pays["posts_saved"].sum()),
            "works_cny": float(pays["works_cny"].sum()),
            "saving_cny_month": float(pays["saving_cny_month"].sum()),
        },
        "tonight": {
            way: {name: plain(city.loc[way, name]) for name in _TONIGHT} for way in city.index
        },
    }  # fmt: skip
    return {key: plain(value) for key, value in facts.items()}


def _findings(plan: Plan, report: Report) -> pd.DataFrame:
    old = plan.findings[~plan.findings["rule"].astype("object").fillna("").str.startswith(_RULES).to_numpy(bool)]
    new = findings_table(report.findings)
    return FINDINGS.conform(pd.concat([old, new], ignore_index=True)) if len(new) else old
